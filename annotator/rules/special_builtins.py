"""Rules of the built-in functions that depend on the shape of the call or on special methods.

`SPECIAL_BUILTINS`: rules `(ctx, operation, arguments)`; None leaves the call to the native rules or the library.
Everything that is in no table here is in the library's `BUILTINS`.
"""

from __future__ import annotations

import collections
import contextlib
import copy
import dataclasses
import functools
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator import decorated
from weft.annotator.call_sites import Operand
from weft.annotator.descriptions import ClassDesc, is_unhashable
from weft.annotator.dict_records import names_of_record
from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    BOOL,
    INTEGER,
    NONNEG,
    Annotation,
    SomeBig,
    SomeBool,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeIterator,
    SomeList,
    SomePBC,
    SomeString,
    SomeSuper,
    SomeTuple,
    without_constant,
    without_none,
)
from weft.annotator.narrowing import classes_in, test_classes
from weft.annotator.rules import attribute_hooks
from weft.annotator.rules.attributes import PYTHON_TYPES, class_of
from weft.annotator.rules.big_integers import library_function
from weft.annotator.rules.computed_attributes import computed_getattr, computed_hasattr
from weft.annotator.rules.instance_copies import copy_of_instance
from weft.annotator.rules.itertools_calls import ITERTOOLS
from weft.annotator.rules.kinds import kind_of
from weft.annotator.rules.methods import method_kinds
from weft.annotator.rules.parallel_iteration import MAP, REDUCE, ZIP, library_by_count
from weft.annotator.rules.regex_calls import REGEX
from weft.annotator.rules.special_methods import is_integer_member
from weft.annotator.rules.strings import format_with, to_repr, to_str
from weft.annotator.rules.tuples_in_step import enumerate_tuple, reversed_tuple
from weft.annotator.signatures import Arguments
from weft.flowspace.graph import Constant
from weft.rlib import builtin_bases, reductions

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

# Built-ins that look at the call ------------------------------------------------------------------------------------


def _isinstance(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    value, classes = arguments.annotations()
    tested = classes_in(classes)
    if tested is None:
        if isinstance(classes, SomePBC) and all(isinstance(d, ClassDesc) for d in classes.descriptions):
            raise RuleError("W0404", "isinstance with a class that is only known at run time", label=str(classes))
        raise RuleError("W0107", "the second argument of isinstance must be a class", label=str(classes))
    if names_of_record(value) is not None and not value.can_be_none:
        return SomeBool(constant=issubclass(dict, tested))
    answer = test_classes(ctx, value, tested)
    if isinstance(answer, bool):
        return SomeBool(constant=answer)
    return BOOL if answer is None else answer


def _issubclass(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    cls, base = arguments.annotations()
    tested = classes_in(base)
    if tested is not None and isinstance(cls, SomePBC):
        classes = [d.cls for d in cls.descriptions if isinstance(d, ClassDesc)]
        inside = [found for found in classes if issubclass(found, tested)]
        if len(inside) in (0, len(classes)):
            return SomeBool(constant=bool(inside))
        return ctx.call.delegate(ctx.generated.issubclass(inside), [operation.args[1]], [cls])
    raise RuleError("W0404", "issubclass with a class that is only known at run time", label=str(cls))


def _type(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    annotations = arguments.annotations()
    if len(annotations) != 1:
        raise RuleError("W0404", "classes cannot be made at run time", label="type() with several arguments")
    value = annotations[0]
    if isinstance(value, SomeInstance):
        if value.optional:
            ctx.may_raise(TypeError)
        elif names_of_record(value) is not None:
            return SomeConstantObject(constant=dict)
        return class_of(ctx, value)
    kinds: dict[str, type] = {
        "int": int,
        "big": int,
        "bool": bool,
        "float": float,
        "str": str,
        "list": list,
        "dict": dict,
        "set": set,
        "tuple": tuple,
        "bytes": bytes,
        "bytearray": bytearray,
        "None": type(None),
        "range": range,
    }
    kind = kind_of(value)
    if kind in kinds and (not value.can_be_none or kind == "None"):
        return SomeConstantObject(constant=kinds[kind])
    raise RuleError("W0402", f"type() of {value} is not supported", label=str(value))


def _super(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    annotations = arguments.annotations()
    if len(annotations) == 2 and all(isinstance(a, SomeConstantObject) for a in annotations):
        cls = annotations[0].constant
        if isinstance(cls, type) and hasattr(cls, "_fields"):  # in `__new__` of a named tuple class
            return SomeConstantObject(constant=super(cls, annotations[1].constant))
    if len(annotations) != 2 or not isinstance(annotations[0], SomePBC):
        raise RuleError("W0401", "super() needs a class known at translation time")
    description = annotations[0].descriptions[0]
    assert isinstance(description, ClassDesc) and ctx.graph_info is not None
    receiver = annotations[1]
    owner = ctx.graph_info.description.owner
    if not isinstance(receiver, SomeInstance | SomePBC):
        raise RuleError("W0401", f"super() of {receiver} is not supported")
    found = description.cls if owner is None else owner.cls
    if isinstance(receiver, SomePBC) and owner is None:
        # In a class method the class itself is known.
        classes = [d.cls for d in receiver.descriptions if isinstance(d, ClassDesc)]
        found = classes[0] if len(classes) == 1 else found
    return SomeSuper(receiver=without_none(receiver), after=description.cls, owner=found)  # type: ignore[arg-type]


def _str(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    annotations = arguments.annotations()
    if not annotations:
        return SomeString(constant="")
    if len(annotations) > 1 or arguments.keywords:
        return _decoded(ctx, operation, arguments)
    value = annotations[0]
    if isinstance(value, SomeString) and not value.optional:
        return without_constant(value)
    return to_str(ctx, value, operation.args[1])


def _decoded(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`str(data, encoding, errors)`."""
    if not arguments.positional:
        return None
    decode = ctx.functions.bindings.method(kind_of(arguments.positional[0].annotation), "decode")
    return None if decode is None else ctx.call.delegate_arguments(decode, operation.args[1:], arguments)


def _repr(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    return to_repr(ctx, _only(arguments, "repr"), operation.args[1])


def _only(arguments: Arguments, name: str) -> Annotation:
    annotations = arguments.annotations()
    if len(annotations) != 1:
        raise RuleError("W0302", f"{name}() takes one argument, but {len(annotations)} are given")
    return annotations[0]


def _hash(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    value = _only(arguments, "hash")
    if isinstance(value, SomeInstance):
        if value.classdef is not None and is_unhashable(value.classdef.description):
            return ctx.call.delegate(ctx.generated.unhashable(), operation.args[1:], [value])
        if value.optional and ctx.attributes.methods(value, "__hash__") is not None:
            return ctx.call.delegate(ctx.generated.hash_if_any(), operation.args[1:], [value])
        found = ctx.call.call_method(value, operation.args[1], "__hash__", Arguments(), [], "hash")
        return INTEGER if found is None else found
    if isinstance(value, SomeBig):
        return ctx.call.delegate(library_function(ctx, "hash_"), operation.args[1:], [value])
    ctx.check_hashable(value, "dict")
    ctx.library.need_hash(value)
    return INTEGER


def _bool(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    return BOOL if arguments.positional else SomeBool(constant=False)


def _len_of_instance(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    return _special_method(ctx, operation, arguments, "len", "__len__")


def _abs_of_instance(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    return _special_method(ctx, operation, arguments, "abs", "__abs__")


def _round(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    return _special_method(ctx, operation, arguments, "round", "__round__", required=False)


def _rounding(name: str) -> Callable[..., Annotation | None]:
    """Return the rule of `math.floor` and its like."""

    def rule(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
        return _special_method(ctx, operation, arguments, name, f"__{name}__")

    return rule


def _int_of_instance(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    if arguments.positional and is_integer_member(arguments.positional[0].annotation):
        return ctx.call.delegate(ctx.generated.value_of(), operation.args[1:], arguments.annotations())
    return _special_method(ctx, operation, arguments, "int", "__int__", required=False)


def _float_of_instance(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    return _special_method(ctx, operation, arguments, "float", "__float__", required=False)


def _reversed_of_instance(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    if arguments.positional and isinstance(arguments.positional[0].annotation, SomeTuple):
        unrolled = reversed_tuple(ctx, operation, arguments)
        if unrolled is not None:
            return unrolled
        return ctx.call.delegate_arguments(ctx.generated.reversed_tuple(), operation.args[1:], arguments)
    found = _special_method(ctx, operation, arguments, "reversed", "__reversed__", required=False)
    if found is None and arguments.positional and isinstance(arguments.positional[0].annotation, SomeInstance):
        function = ctx.functions.bindings.operation("reversed", "sequence")
        return ctx.call.delegate_arguments(function, operation.args[1:], arguments)
    return found


def _special_method(
    ctx: AnnotationContext, operation: Any, arguments: Arguments, name: str, method: str, required: bool = True
) -> Annotation | None:
    """Let the special method of an instance do it; None for other arguments."""
    if not arguments.positional or not isinstance(arguments.positional[0].annotation, SomeInstance):
        return None
    value = arguments.positional[0].annotation
    rest = Arguments([type(a)(a.annotation, Operand(i)) for i, a in enumerate(arguments.positional[1:])])
    found = ctx.call.call_method(value, operation.args[1], method, rest, operation.args[2:])
    if found is None and required:
        raise RuleError("W0113", f"{value} objects have no {name}(): {value} has no {method}", label=str(value))
    return found


def _print(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    known = ("sep", "end", "file", "flush")
    for name in arguments.keywords:
        if name not in known:
            raise RuleError("W0303", f"print() has no argument '{name}'", label=f"unknown keyword '{name}'")
    options = tuple([name for name in known if name in arguments.keywords])
    if arguments.star is not None:
        function = ctx.generated.print_star(options, len(arguments.positional))
        keywords = {"items": arguments.star, **arguments.keywords}
        return ctx.call.delegate_arguments(function, operation.args[1:], Arguments(arguments.positional, keywords))
    function = ctx.generated.print_(len(arguments.positional), options)
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _next(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`next(it, default)`."""
    if len(arguments.positional) != 2:
        return None
    return ctx.call.delegate_arguments(ctx.generated.next_default(), operation.args[1:], arguments)


def _min_max(name: str) -> Callable[..., Annotation | None]:
    def rule(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
        if len(arguments.positional) < 2:
            return None
        has_key = "key" in arguments.keywords
        function = ctx.generated.extremum(name, len(arguments.positional), has_key)
        return ctx.call.delegate_arguments(function, operation.args[1:], arguments)

    return rule


def _range_of_members(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    members = [is_integer_member(argument.annotation) for argument in arguments.positional]
    if not any(members):
        return None
    return ctx.call.delegate_arguments(ctx.generated.range_of(members), operation.args[1:], arguments)


def _object_new(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`object.__new__(cls)`, or `super().__new__(cls)`."""
    values = arguments.annotations()
    if len(values) != 1 or not isinstance(values[0], SomePBC) or values[0].can_be_none:
        return None
    if not all(isinstance(description, ClassDesc) for description in values[0].descriptions):
        return None
    return ctx.call.allocate(values[0], operation.args[1])


def _value_new(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`str.__new__(cls, value)`, for a class that derives from str."""
    values = arguments.annotations()
    if len(values) == 2 and isinstance(values[0], SomeConstantObject) and hasattr(values[0].constant, "_fields"):
        made = ctx.generated.named_tuple_of(values[0].constant)
        return ctx.call.delegate_arguments(made, operation.args[1:], arguments)
    owner = ctx.annotation(operation.args[0]).constant.__self__
    function = vars(builtin_bases.BASES[owner])["__new__"].__func__
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _divmod(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    return _special_method(ctx, operation, arguments, "divmod", "__divmod__", required=False)


def _pow(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    return _special_method(ctx, operation, arguments, "pow", "__pow__", required=False)


def _callable(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    value = _only(arguments, "callable")
    if isinstance(value, SomeInstance):
        return SomeBool(constant=ctx.attributes.methods(value, "__call__") is not None)
    return SomeBool(constant=kind_of(value) in ("callable", "method", "object"))


def _hasattr(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`hasattr(x, "name")`, known at translation time for most values."""
    of_instance = attribute_hooks.hasattr_rule(ctx, operation, arguments)
    if of_instance is not None:
        return of_instance
    match arguments.annotations():
        case [SomeInstance(optional=True) as value, SomeString(constant=str(name))] if not hasattr(None, name):
            return ctx.call.delegate(ctx.generated.optional_hasattr(name), [operation.args[1]], [value])
        case [SomePBC(constant=type() as cls), SomeString(constant=str(name))]:
            return SomeBool(constant=hasattr(cls, name))
        case [SomeList(frozen=True, optional=False), SomeString(constant=str(name))]:
            return SomeBool(constant=hasattr(tuple, name))
        case [SomeIterator() | SomeDictView(), SomeString(constant=str(name))] if not name.startswith("__"):
            return SomeBool(constant=False)
        case [value, SomeString(constant=str(name))] if not value.can_be_none and method_kinds(value):
            python = PYTHON_TYPES.get(method_kinds(value)[0])
            return None if python is None else SomeBool(constant=hasattr(python, name))
    return computed_hasattr(ctx, operation, arguments)


def _getattr(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`getattr(x, "name")` and `getattr(x, "name", default)`."""
    found = attribute_hooks.getattr_rule(ctx, operation, arguments)
    return computed_getattr(ctx, operation, arguments) if found is None else found


def _counter(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`Counter()`; other arguments are counted by the library."""
    if arguments.positional or arguments.keywords:
        return None
    definition = ctx.containers.new_dict().find()
    definition.variant = "Counter"
    ctx.containers.grow_value(definition, NONNEG)
    return SomeDict(definition=definition.find())


def _dict_of_pairs(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`dict(pairs, name=value)`."""
    if not arguments.keywords or not arguments.positional or isinstance(arguments.positional[0].annotation, SomeDict):
        return None
    function = ctx.functions.bindings.helper("dict_with")
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _format(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation:
    """`format(x, spec)`."""
    values = arguments.annotations()
    operands = operation.args[1:]
    if len(values) == 1:
        return format_with(ctx, [operands[0], Constant("")], values[0], SomeString(constant=""))
    return format_with(ctx, operands, *values)


def _iter_sentinel(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`iter(function, sentinel)`."""
    if len(arguments.positional) != 2:
        return None
    return ctx.call.delegate_arguments(ctx.generated.iter_sentinel(), operation.args[1:], arguments)


def _sum(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`sum(iterable)`; with a start it is another function of the library."""
    if operation.span in ctx.planner.plan.sums and len(arguments.positional) == 1 and not arguments.keywords:
        return ctx.call.delegate_arguments(reductions.sum_of_instances, operation.args[1:], arguments)
    return library_by_count(ctx, operation, arguments, "sum")


def _partial(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`functools.partial(f, a, k=b)`."""
    if not arguments.positional or arguments.star_star is not None:
        return None
    maker = decorated.partial_maker(ctx.generated, tuple(arguments.keywords))
    return ctx.call.delegate_arguments(maker, operation.args[1:], arguments)


def _tuple_of_iterable(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`tuple(items)` of a length that is not known: a list that does not change."""
    if len(arguments.positional) != 1:
        return None
    value = arguments.positional[0].annotation
    if isinstance(value, SomeTuple):
        if value.cls is None:
            return None
        return ctx.call.delegate(ctx.generated.plain_tuple(len(value.items)), operation.args[1:], [value])
    if isinstance(value, SomeList) and value.frozen and not value.optional:
        return ctx.call.delegate(ctx.generated.identity(), operation.args[1:], [value])
    return ctx.call.delegate(ctx.generated.frozen_tuple(), operation.args[1:], [value])


def _suppress(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`contextlib.suppress(KeyError)`."""
    classes: list[type] = []
    for argument in arguments.positional:
        found = classes_in(argument.annotation)
        if found is None:
            return None
        classes.extend(found)
    return ctx.call.delegate_arguments(ctx.generated.suppress(tuple(classes)), [], Arguments())


def _replace_fields(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`dataclasses.replace(x, field=value)`."""
    match arguments.annotations():
        case [SomeInstance(classdef=classdef)] if classdef is not None:
            cls = classdef.description.cls
            if hasattr(cls, "__dataclass_fields__"):
                function = ctx.generated.replace_fields(cls, tuple(arguments.keywords))
                return ctx.call.delegate_arguments(function, operation.args[1:], arguments)
    return None


SPECIAL_BUILTINS: Final[dict[Any, Callable[..., Annotation | None]]] = {
    isinstance: _isinstance,
    issubclass: _issubclass,
    type: _type,
    super: _super,
    str: _str,
    repr: _repr,
    hash: _hash,
    bool: _bool,
    len: _len_of_instance,
    abs: _abs_of_instance,
    round: _round,
    **{getattr(math, name): _rounding(name) for name in ("floor", "ceil", "trunc")},
    int: _int_of_instance,
    float: _float_of_instance,
    reversed: _reversed_of_instance,
    print: _print,
    next: _next,
    iter: _iter_sentinel,
    range: _range_of_members,
    object.__new__: _object_new,
    copy.copy: copy_of_instance,
    **{cls.__new__: _value_new for cls in builtin_bases.VALUES},
    divmod: _divmod,
    pow: _pow,
    callable: _callable,
    dict: _dict_of_pairs,
    **attribute_hooks.BUILTINS,
    hasattr: _hasattr,
    getattr: _getattr,
    format: _format,
    tuple: _tuple_of_iterable,
    contextlib.suppress: _suppress,
    dataclasses.replace: _replace_fields,
    collections.Counter: _counter,
    min: _min_max("min"),
    max: _min_max("max"),
    **ITERTOOLS,
    sum: _sum,
    **REGEX,
    zip: ZIP,
    enumerate: enumerate_tuple,
    functools.reduce: REDUCE,
    functools.partial: _partial,
    map: MAP,
}
