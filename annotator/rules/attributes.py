"""Rules of attributes: reading, setting and deleting them."""

from __future__ import annotations

import enum
import inspect
import types
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Final

from weft.annotator import decorated, descriptors, dict_records
from weft.annotator.attributes import Partial
from weft.annotator.call_sites import Operand
from weft.annotator.classes import is_frozen
from weft.annotator.descriptions import Attribute, ClassDesc, FunctionDesc, MethodDesc
from weft.annotator.dict_records import names_of_record
from weft.annotator.errors import RuleError, did_you_mean
from weft.annotator.function_names import name_of_callable
from weft.annotator.keyword_records import is_record
from weft.annotator.lattice import (
    BOOL,
    IMPOSSIBLE,
    INTEGER,
    NONE,
    STRING,
    Annotation,
    SomeAttributes,
    SomeBuiltinMethod,
    SomeConstantObject,
    SomeInstance,
    SomeIterable,
    SomeNone,
    SomePBC,
    SomeRange,
    SomeSlice,
    SomeSuper,
    SomeTuple,
    without_none,
)
from weft.annotator.rules import attribute_hooks
from weft.annotator.rules.methods import CONTAINER_METHODS, NATIVE_METHODS, method_kinds
from weft.annotator.rules.numbers import has_number_method
from weft.annotator.signatures import Argument, Arguments
from weft.annotator.union import union
from weft.flowspace.diagnostics import Note
from weft.flowspace.graph import Operation, Variable
from weft.rlib import builtin_bases
from weft.rlib.exceptions import EXCEPTION_ARGS
from weft.rlib.generator_methods import Generator

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

Rule = Callable[..., Annotation]


# Reading attributes -------------------------------------------------------------------------------------------------


def _getattr(ctx: AnnotationContext, operation: Operation, owner: Annotation, name_: Annotation) -> Annotation:  # noqa: C901 - one case per kind
    """`x.name`."""
    name: str = name_.constant
    if owner.can_be_none and not isinstance(owner, SomeNone):
        ctx.may_raise(AttributeError)
        owner = without_none(owner)
    match owner:
        case SomeInstance():
            return _instance_getattr(ctx, operation, owner, name)
        case SomePBC(descriptions=descriptions):
            if all(isinstance(d, ClassDesc) for d in descriptions):
                if _is_shadowed(ctx, owner, name):
                    function = ctx.generated.class_value(descriptors.class_value_name(name), assigned=False)
                    return ctx.call.delegate(function, [operation.args[0]], [owner])
                return _class_getattr(ctx, operation, owner, name)
            if name in ("__name__", "__qualname__", "__doc__"):
                return _function_name(ctx, owner, name)
            state = decorated.attribute_state(ctx.generated, owner, name)
            if state is not None:
                return ctx.call.delegate(decorated.attribute_reader(ctx.generated, state, name), [], [])
            if name in decorated.CACHE_METHODS and owner.is_constant and decorated.is_cached(owner.constant):
                return ctx.constants.annotation(decorated.cache_method(ctx.generated, owner.constant, name))
        case SomeSuper():
            return _super_getattr(ctx, owner, name)
        case SomeAttributes():
            return SomeBuiltinMethod(receiver=owner, name=name)
        case SomeTuple() if is_record(owner):
            return SomeBuiltinMethod(receiver=owner, name=name)
        case SomeTuple(cls=cls, items=items) if cls is not None and name in cls._fields:  # type: ignore[attr-defined]
            return items[cls._fields.index(name)]  # type: ignore[attr-defined]
        case SomeTuple(cls=cls) if cls is not None and name == "_fields":
            return ctx.call.delegate(ctx.generated.returning(cls._fields), [], [])  # type: ignore[attr-defined]
        case SomeTuple(cls=cls) if cls is not None and hasattr(cls, name):
            member = inspect.getattr_static(cls, name)
            if isinstance(member, property):
                return ctx.call.delegate(member.fget, [operation.args[0]], [owner])
            if name in ("_replace", "_asdict") or (isinstance(member, types.FunctionType) and name != "_make"):
                return SomeBuiltinMethod(receiver=owner, name=name)
            if isinstance(member, classmethod | staticmethod):
                return ctx.constants.annotation(getattr(cls, name))
        case SomeRange() if name in ("start", "stop", "step"):
            return INTEGER
        case SomeSlice(start=start, stop=stop, step=step) if name in ("start", "stop", "step"):
            return {"start": start, "stop": stop, "step": step}[name]
        case SomeConstantObject(constant=value):
            return _constant_getattr(ctx, value, name)
        case SomeNone():
            ctx.may_raise(AttributeError)
            return IMPOSSIBLE
    return _method_of_builtin(ctx, owner, name)


def _method_of_builtin(ctx: AnnotationContext, owner: Annotation, name: str) -> Annotation:
    kinds = method_kinds(owner)
    if has_number_method(owner, name) or isinstance(owner, SomeIterable):
        return SomeBuiltinMethod(receiver=owner, name=name)
    bindings = ctx.functions.bindings
    if name in ("format", "format_map", "join") and kinds == ("str",):
        return SomeBuiltinMethod(receiver=owner, name=name)
    for kind in kinds:
        if (kind, name) in NATIVE_METHODS or bindings.method(kind, name) is not None:
            return SomeBuiltinMethod(receiver=owner, name=name)
        attribute = bindings.operation("getattr", kind, name)
        if attribute is not None:
            return ctx.call.delegate(attribute, [ctx.operation.args[0]], [owner])  # type: ignore[union-attr]
    if not kinds:
        raise RuleError("W0202", f"{owner} has no attribute '{name}'", label=f"no '{name}' here")
    python = PYTHON_TYPES.get(kinds[0])
    if name in CONTAINER_METHODS and hasattr(python, name):
        return SomeBuiltinMethod(receiver=owner, name=name)
    if python is not None and hasattr(python, name):
        raise RuleError("W0403", f"method '{name}' of {kinds[0]} is not supported yet", label=str(owner))
    known = [n for kind, n in NATIVE_METHODS if kind in kinds] + bindings.methods_of(kinds[0])
    raise RuleError(
        "W0202", f"{owner} has no attribute '{name}'", label=f"no '{name}' here", help=did_you_mean(name, known)
    )


PYTHON_TYPES: Final[dict[str, type]] = {
    "str": str,
    "list": list,
    "dict": dict,
    "set": set,
    "bytes": bytes,
    "bytearray": bytearray,
    "tuple": tuple,
    "int": int,
    "big": int,
    "float": float,
    "bool": bool,
    "frozenset": frozenset,
    "range": range,
    "iterator": type(iter("")),
}


def _constant_getattr(ctx: AnnotationContext, value: Any, name: str) -> Annotation:
    attribute = ctx.functions.bindings.attribute(value, name)
    if attribute is not None:
        return ctx.call.delegate(attribute, [], [])
    try:
        return ctx.constants.annotation(ctx.functions.bindings.constant_member(value, name))
    except AttributeError:
        pass
    what = getattr(value, "__name__", type(value).__name__)
    if not hasattr(value, name):
        known = [n for n in dir(value) if not n.startswith("_")]
        raise RuleError(
            "W0202", f"{what} has no attribute '{name}'", label=f"no '{name}' here", help=did_you_mean(name, known)
        )
    if name == "_make" and isinstance(value, type) and hasattr(value, "_fields"):
        return ctx.constants.annotation(ctx.generated.named_tuple_make(value))
    found = getattr(value, name)
    if isinstance(value, types.ModuleType) and not callable(found) and not isinstance(found, types.ModuleType):
        annotation = ctx.constants.annotation(found)
        if annotation.is_constant and not isinstance(annotation, SomeConstantObject):
            return annotation
        if not ctx.functions.bindings.has_attributes(value):
            return ctx.call.delegate(ctx.generated.returning(found), [], [])
        raise RuleError("W0402", f"'{what}.{name}' is not supported yet", label="not in Weft's library")
    annotation = ctx.constants.annotation(found)
    if isinstance(annotation, SomeInstance):  # an object of a class of the standard library, such as `date.max`
        return ctx.call.delegate(ctx.generated.returning(found), [], [])
    return annotation


def _instance_getattr(ctx: AnnotationContext, operation: Operation, owner: SomeInstance, name: str) -> Annotation:
    if name == "__class__":
        return ctx.call.delegate(ctx.generated.type_of(), [operation.args[0]], [owner])
    if owner.classdef is None:
        return _object_getattr(ctx, owner, name)
    special = _special_attribute(ctx, operation, owner, owner.classdef.description.cls, name)
    if special is not None:
        return special
    found = ctx.attributes.read(owner, name)
    if isinstance(found, property) and found in EXCEPTION_ARGS:
        return ctx.exception_args.read(operation, owner, found.fget)
    if isinstance(found, property):
        result = call_accessor(ctx, operation, owner, name, 0, Arguments(), [])
        assert result is not None
        return result
    if isinstance(found, Partial):
        classes = [classdef.description.cls for classdef in found.classes]
        computed = bool(attribute_hooks.hooked(ctx, owner, "__getattr__", name))
        function = ctx.generated.partial_attribute(name, classes, found.exact, computed)
        return ctx.call.delegate(function, [operation.args[0]], [owner])
    if found is None:
        return _not_there(ctx, operation, owner, name)
    if owner.is_constant:
        text = descriptors.fixed_text(ctx.generated, owner.constant, name)
        if text is not None:
            return ctx.constants.annotation(text)
    if not ctx.attributes.is_surely_set(owner.classdef, name):
        if attribute_hooks.hooked(ctx, owner, "__getattr__", name):
            return ctx.call.delegate(ctx.generated.stored_or_computed(name), [operation.args[0]], [owner])
        ctx.may_raise(AttributeError)
    return found


def _special_attribute(
    ctx: AnnotationContext, operation: Operation, owner: SomeInstance, cls: type, name: str
) -> Annotation | None:
    """Return what Python itself keeps in every instance, or in exceptions; None for other attributes."""
    if name == "__dict__" and hasattr(cls, "__dict__"):
        return SomeAttributes(receiver=owner)
    if name in ("__cause__", "__context__") and issubclass(cls, BaseException):
        return SomeInstance(classdef=ctx.classes.exception(BaseException), optional=True)
    if name == "__suppress_context__" and issubclass(cls, BaseException):
        return BOOL
    if name == "value" and cls is StopIteration:
        return _stop_value(ctx, operation, owner)
    return None


def _stop_value(ctx: AnnotationContext, operation: Operation, owner: SomeInstance) -> Annotation:
    """What a generator returned: those that return something raise a class of their own."""
    operand = operation.args[0]
    known = ctx.exceptions.get(operand) if isinstance(operand, Variable) else None
    assert owner.classdef is not None
    possible = list(known) if known is not None else ctx.classes.family(owner.classdef)
    classes = [found.description.cls for found in possible if found.description.cls is not StopIteration]
    return ctx.call.delegate(ctx.generated.stop_value(classes), [operand], [owner])


def _not_there(ctx: AnnotationContext, operation: Operation, owner: SomeInstance, name: str) -> Annotation:
    """The attribute may still come; if it does not, that is an error."""
    if names_of_record(owner) is not None:
        return dict_records.method(owner, name)
    assert owner.classdef is not None
    cls = owner.classdef.description.cls
    if issubclass(cls, Generator) and name in vars(cls).get("__slots__", ()):
        # A field that is only set in a part of the generator that is not reached.
        owner.classdef.attributes.setdefault(name, Attribute(name, readonly=False)).readers[ctx.block] = None
        return IMPOSSIBLE
    if name in ("__dict__", "__slots__", "__annotations__"):
        raise RuleError("W0404", f"'{name}' is not available at run time")
    computed = attribute_hooks.read_computed(ctx, operation, owner, name)
    if computed is not None:
        return computed
    if id(operation) in ctx.attributes.unset:
        ctx.errors.deferred.pop(id(operation), None)
        return ctx.call.delegate(ctx.generated.no_attribute(name), [operation.args[0]], [owner])
    info = ctx.graph_info
    assert info is not None
    if ctx.block is not None and ctx.attributes.is_stored_somewhere(owner.classdef, name):
        ctx.attributes.absent[id(operation)] = (operation, ctx.block)

    def ask() -> None:
        if operation.result.annotation is IMPOSSIBLE and name not in ctx.silenced:
            ctx.report_at(info, operation, ctx.attributes.missing(owner, name))

    ctx.errors.deferred[id(operation)] = ask
    return IMPOSSIBLE


def _object_getattr(ctx: AnnotationContext, owner: SomeInstance, name: str) -> Annotation:
    raise RuleError(
        "W0401",
        f"attribute '{name}' of objects of unrelated classes",
        label="of any class",
        help="give the classes a common base class",
    )


def class_of(ctx: AnnotationContext, owner: SomeInstance) -> Annotation:
    """Return the annotation of `type(x)`."""
    if owner.classdef is None:
        raise RuleError("W0401", "type() of objects of unrelated classes")
    family = ctx.classes.family(owner.classdef, owner.exact)
    if not family:
        return IMPOSSIBLE
    classes = ctx.classes
    found = {classes.source(cls.description).number: classes.source(cls.description) for cls in family}
    descriptions = [found[number] for number in sorted(found)]
    if len(descriptions) == 1:
        return ctx.constants.annotation(descriptions[0].cls)
    if any(classes.source(cls.description) is not cls.description for cls in family):
        raise RuleError("W0401", "type() of one of several classes, some of which have copies for several types")
    return SomePBC(descriptions=tuple(descriptions))


def call_accessor(
    ctx: AnnotationContext,
    operation: Operation,
    owner: SomeInstance,
    name: str,
    which: int,
    arguments: Arguments,
    operands: list[Any],
) -> Annotation | None:
    """Call the getter (which 0), setter (1) or deleter (2) of a property, virtually."""
    assert owner.classdef is not None
    descriptions: dict[int, MethodDesc] = {}
    for cls in ctx.classes.family(owner.classdef, owner.exact):
        located = cls.description.lookup(name)
        if located is None or not isinstance(located[1], property):
            continue
        function = (located[1].fget, located[1].fset, located[1].fdel)[which]
        if not isinstance(function, types.FunctionType):
            what = ("read", "assigned to", "deleted")[which]
            raise RuleError("W0105", f"property '{name}' of {owner.classdef.name} cannot be {what}")
        origin = located[0].classdef
        self_class = owner.classdef if owner.classdef.is_subclass(origin) else origin
        description = ctx.attributes.function_in(located[0], name, function)
        method = ctx.functions.method(description, self_class, name, origin)
        descriptions[method.number] = method
    if not descriptions:
        return IMPOSSIBLE
    if owner.optional:
        ctx.may_raise(AttributeError)
    callee = SomePBC(descriptions=tuple([descriptions[number] for number in sorted(descriptions)]))
    return ctx.call.call_value(callee, operation.args[0], arguments, operands)


def _function_name(ctx: AnnotationContext, owner: SomePBC, name: str) -> Annotation:
    """`f.__name__`: a constant if it is the same for all functions that may be meant."""
    found = {name_of_callable(description, name) for description in owner.descriptions}
    if len(found) == 1:
        return ctx.constants.annotation(found.pop())
    if None in found or (name == "__qualname__" and all(isinstance(d, MethodDesc) for d in owner.descriptions)):
        raise RuleError("W0401", f"'{name}' of one of several functions is not supported yet", label=str(owner))
    return STRING


def _is_shadowed(ctx: AnnotationContext, owner: SomePBC, name: str) -> bool:
    """True for an attribute of a class that its instances have as well, assigned in both."""
    classes = [d.cls for d in owner.descriptions if isinstance(d, ClassDesc)]
    return any(ctx.classes.shadowing(cls, name) is not None for cls in classes)


# Classes and super --------------------------------------------------------------------------------------------------


def _class_getattr(ctx: AnnotationContext, operation: Operation, owner: SomePBC, name: str) -> Annotation:
    if name in ("__name__", "__qualname__"):
        if owner.is_constant:
            return ctx.constants.annotation(getattr(owner.constant, name))
        return STRING
    result: Annotation = IMPOSSIBLE
    if len(owner.descriptions) > 1:
        found = ctx.attributes.read_of_classes([d for d in owner.descriptions if isinstance(d, ClassDesc)], name)
        if found is not None:
            return found
    for description in owner.descriptions:
        assert isinstance(description, ClassDesc)
        result = union(ctx, result, _one_class_getattr(ctx, description, name))
    return result


def _one_class_getattr(ctx: AnnotationContext, description: ClassDesc, name: str) -> Annotation:
    if isinstance(description.cls, enum.EnumMeta) and name in description.cls.__members__:
        return ctx.call.delegate(ctx.generated.returning(description.cls.__members__[name]), [], [])
    located = description.lookup(name)
    if located is None:
        found = getattr(description.cls, name, None)
        if name == "__members__" and isinstance(description.cls, enum.EnumMeta):
            return ctx.call.delegate(ctx.generated.members_by_name(description.cls), [], [])
        if name in ("__module__", "__doc__") and (found is None or isinstance(found, str)):
            return ctx.constants.annotation(found)
        if name == "__members__" or found is None:
            known = [n for n in dir(description.cls) if not n.startswith("__")]
            raise RuleError(
                "W0202",
                f"class {description.name} has no attribute '{name}'",
                label=f"no '{name}' here",
                help=did_you_mean(name, known),
            )
        return ctx.constants.annotation(found)
    owner, member = located
    match member:
        case types.FunctionType():
            return SomePBC(descriptions=(ctx.attributes.function_in(owner, name, member),), constant=member)
        case staticmethod():
            return ctx.constants.annotation(member.__func__)
        case classmethod():
            bound = ctx.attributes.bind_class(owner, member, name, description)
            return SomePBC(descriptions=(bound,))
        case property():
            raise RuleError("W0401", f"property '{name}' of class {description.name} is used as a value")
    return ctx.attributes.read_class_variable(owner, description, name, member)


def _super_getattr(ctx: AnnotationContext, owner: SomeSuper, name: str) -> Annotation:
    mro = owner.owner.__mro__
    receiver = owner.receiver
    for cls in mro[mro.index(owner.after) + 1 :]:
        if cls is object:
            break
        if cls in builtin_bases.BASES:
            located = ctx.classes.describe(builtin_bases.BASES[cls]).lookup(name)
            if located is not None:
                return _bind_super(ctx, owner, located[0], located[1], name)
            continue
        if name not in vars(cls) and not (cls.__module__ == "builtins" and ctx.classes.is_program_class(cls)):
            continue
        source = ctx.classes.describe(cls)
        member = source.members.get(name)
        if member is None:
            continue
        return _bind_super(ctx, owner, source, member, name)
    if name == "__init__":
        return SomePBC(descriptions=(ctx.functions.describe(ctx.generated.object_init()),))
    if name == "__new__":
        return ctx.constants.annotation(object.__new__)
    if isinstance(receiver, SomeInstance):
        hook = attribute_hooks.of_super(ctx, receiver, name)
        if hook is not None:
            return hook
    raise RuleError(
        "W0202",
        f"the base classes of {owner.after.__name__} have no attribute '{name}'",
        label=f"no '{name}' after {owner.after.__name__}",
        notes=[Note(f"in super() of {receiver}")],
    )


def _bind_super(ctx: AnnotationContext, owner: SomeSuper, source: ClassDesc, member: Any, name: str) -> Annotation:
    receiver = owner.receiver
    target = ctx.classes.describe(owner.owner)
    holder: ClassDesc | None = target
    while holder is not None and holder is not source:
        holder = holder.base
    # A class beside the chain: its functions are those copied for the class whose super() this is.
    copied_for = None if holder is source and name not in source.copied else target
    if ctx.classes.is_copy(owner.owner):
        copied_for = target
    match member:
        case types.FunctionType() if isinstance(receiver, SomeInstance):
            function = ctx.functions.describe(member, copied_for)
            assert receiver.classdef is not None
            origin = source.classdef if copied_for is None else target.classdef
            self_class = receiver.classdef
            method = ctx.functions.method(function, self_class, name, origin, direct=True)
            return SomePBC(descriptions=(method,))
        case property() if isinstance(receiver, SomeInstance) and isinstance(member.fget, types.FunctionType):
            function = ctx.functions.describe(member.fget, copied_for)
            operation = ctx.operation
            assert operation is not None
            method = ctx.functions.method(function, receiver.classdef, name, source.classdef, direct=True)  # type: ignore[arg-type]
            return ctx.call.call_value(SomePBC(descriptions=(method,)), operation.args[0], Arguments(), [])
        case classmethod(__func__=types.FunctionType() as inner):
            cls = target if isinstance(receiver, SomeInstance) else receiver.descriptions[0]
            function = ctx.functions.describe(inner, copied_for)
            assert isinstance(cls, ClassDesc)
            bound = ctx.functions.bound_to(function, ctx.constants.annotation(cls.cls), cls.cls)
            return SomePBC(descriptions=(bound,))
        case staticmethod():
            return ctx.constants.annotation(member.__func__)
    return ctx.constants.annotation(member)


# Writing attributes -------------------------------------------------------------------------------------------------


def _setattr(
    ctx: AnnotationContext, operation: Operation, owner: Annotation, name_: Annotation, value: Annotation
) -> Annotation:
    """`x.name = v`."""
    name: str = name_.constant
    if owner.can_be_none and not isinstance(owner, SomeNone):
        ctx.may_raise(AttributeError)
        owner = without_none(owner)
    match owner:
        case SomeInstance(classdef=classdef) if classdef is not None:
            return _instance_setattr(ctx, operation, owner, name, value)
        case SomePBC(descriptions=(ClassDesc(),)) if _is_shadowed(ctx, owner, name):
            function = ctx.generated.class_value(descriptors.class_value_name(name), assigned=True)
            return ctx.call.delegate(function, [operation.args[0], operation.args[2]], [owner, value], "drop")
        case SomePBC(descriptions=(ClassDesc() as description,)):
            return _class_setattr(ctx, description, name, value)
        case SomePBC(descriptions=(FunctionDesc() as function,)) if isinstance(function.function, types.FunctionType):
            return _function_setattr(ctx, operation, owner, name, value)
        case SomeNone():
            ctx.may_raise(AttributeError)
            return IMPOSSIBLE
    raise RuleError("W0401", f"attributes of {owner} cannot be assigned", label=f"'{name}' of {owner}")


def _instance_setattr(
    ctx: AnnotationContext, operation: Operation, owner: SomeInstance, name: str, value: Annotation
) -> Annotation:
    classdef = owner.classdef
    assert classdef is not None
    intercepted = attribute_hooks.intercepted(ctx, operation, owner, name)
    if intercepted is not None:
        return intercepted
    located = classdef.description.lookup(name)
    member = None if located is None else located[1]
    if isinstance(member, property):
        arguments = Arguments([Argument(value, Operand(0))])
        result = call_accessor(ctx, operation, owner, name, 1, arguments, [operation.args[2]])
        ctx.calls[id(operation)].wrap = "drop"
        return IMPOSSIBLE if result is IMPOSSIBLE else NONE
    if ctx.attributes.computes(owner, name) and not owner.exact:
        classes = [found.description.cls for found in ctx.classes.family(classdef)]
        function = ctx.generated.partial_setattr(name, classes)
        return ctx.call.delegate(function, [operation.args[0], operation.args[2]], [owner, value], "drop")
    if isinstance(member, types.FunctionType):
        raise RuleError(
            "W0405",
            f"method '{name}' of {classdef.name} is replaced in an instance, which is not supported",
            notes=[Note("the method", ctx.functions.describe(member).span)],
            help="keep the function in an attribute with a name of its own",
        )
    if member is not None and (located is not None) and (located[0].cls, name) in ctx.static_variables:
        ctx.planner.attribute_shadowed(located[0].cls, name)
        raise RuleError("W0401", f"'{name}' is assigned both in class {located[0].name} and in its instances")
    if is_frozen(classdef.description.cls) and not ctx.in_library and name in _fields_of(classdef.description.cls):
        return ctx.call.delegate(ctx.generated.refuse_assignment(name), [operation.args[0]], [owner])
    if _has_no_place_for(ctx, owner, name):
        raise RuleError(
            "W0202",
            f"{classdef.name} objects cannot get an attribute '{name}': the class has __slots__",
            label=f"no '{name}' in __slots__",
            help=f"add '{name}' to __slots__",
        )
    ctx.attributes.store(classdef, name, value)
    return NONE


def _has_no_place_for(ctx: AnnotationContext, owner: SomeInstance, name: str) -> bool:
    """True if all live classes of the receiver have slots, and none of this name."""
    assert owner.classdef is not None
    if issubclass(owner.classdef.description.cls, Generator) or name == "_items_of_base":
        return False
    family = [found.description.cls for found in ctx.classes.family(owner.classdef, owner.exact)]
    return bool(family) and all(cls.__dictoffset__ == 0 and not hasattr(cls, name) for cls in family)


def _fields_of(cls: type) -> Collection[str]:
    return getattr(cls, "__dataclass_fields__", ())


def _function_setattr(
    ctx: AnnotationContext, operation: Operation, owner: SomePBC, name: str, value: Annotation
) -> Annotation:
    state = decorated.attribute_state(ctx.generated, owner, name)
    if state is None:
        raise RuleError(
            "W0405",
            f"{owner} gets a new attribute '{name}' at run time",
            help=f"give '{name}' a first value after the definition of the function",
        )
    function = decorated.attribute_writer(ctx.generated, state, name)
    return ctx.call.delegate(function, [operation.args[2]], [value], "drop")


def _class_setattr(ctx: AnnotationContext, description: ClassDesc, name: str, value: Annotation) -> Annotation:
    located = description.lookup(name)
    if located is not None and not isinstance(located[1], types.FunctionType | staticmethod | classmethod | property):
        ctx.attributes.store_class_variable(located[0], description, name, located[1], value)
        return NONE
    if located is None:
        raise RuleError(
            "W0405",
            f"class {description.name} gets a new attribute '{name}' at run time",
            help=f"give '{name}' a first value in the class body",
        )
    raise RuleError(
        "W0405",
        f"method '{name}' of class {description.name} is replaced at run time",
        label="the methods of a class are fixed when its module is imported",
        help="keep the function in an attribute and call that",
    )


def _delattr(ctx: AnnotationContext, operation: Operation, owner: Annotation, name: Annotation) -> Annotation:
    if isinstance(owner, SomeInstance) and owner.classdef is not None and not owner.optional:
        intercepted = attribute_hooks.intercepted(ctx, operation, owner, name.constant)
        if intercepted is not None:
            return intercepted
        located = owner.classdef.description.lookup(name.constant)
        if located is None:
            ctx.may_raise(AttributeError)
            if ctx.attributes.delete(owner.classdef, name.constant):
                return NONE
            return ctx.call.delegate(ctx.generated.no_attribute(name.constant), [operation.args[0]], [owner])
        if isinstance(located[1], property):
            result = call_accessor(ctx, operation, owner, name.constant, 2, Arguments(), [])
            if id(operation) in ctx.calls:
                ctx.calls[id(operation)].wrap = "drop"
            return IMPOSSIBLE if result is IMPOSSIBLE else NONE
    raise RuleError(
        "W0401",
        f"deleting attribute '{name.constant}' at run time is not supported",
        label=str(owner),
        notes=[Note("the class body has a value for it")] if isinstance(owner, SomeInstance) else (),
        help="assign None instead",
    )


RULES: Final[dict[str, Rule]] = {
    "getattr": _getattr,
    "setattr": _setattr,
    "delattr": _delattr,
}
