"""Rules of calls: of functions of the program, of methods of built-in types, of built-in functions."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator import dict_records
from weft.annotator.call_sites import Operand, Receiver
from weft.annotator.errors import RuleError
from weft.annotator.keyword_records import fields_of, is_record, record_view
from weft.annotator.lattice import (
    IMPOSSIBLE,
    Annotation,
    Erroneous,
    SomeAttributes,
    SomeBig,
    SomeBuiltinMethod,
    SomeConstantObject,
    SomeInstance,
    SomeIterable,
    SomeNumber,
    SomePBC,
    SomeString,
    SomeTuple,
)
from weft.annotator.operator_functions import getter, is_getter_class, operator_function
from weft.annotator.rules import attribute_hooks, base_values, star_calls
from weft.annotator.rules.format_calls import call_format
from weft.annotator.rules.intrinsics import call_external, call_intrinsic
from weft.annotator.rules.iterables import call_iterable_method
from weft.annotator.rules.methods import CONTAINER_METHODS, NATIVE_METHODS, method_kinds
from weft.annotator.rules.native_builtins import NATIVE_BUILTINS
from weft.annotator.rules.numbers import call_number_method
from weft.annotator.rules.special_builtins import SPECIAL_BUILTINS
from weft.annotator.rules.strings import value_kinds
from weft.annotator.signatures import Argument, Arguments, arguments_of
from weft.flowspace.graph import Operation
from weft.rlib import builtin_bases
from weft.rlib.intrinsics import ExternalFunction, Intrinsic

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def _call(ctx: AnnotationContext, operation: Operation, callee: Annotation, *operands: Annotation) -> Annotation:
    """`f(a, b)`."""
    return call(ctx, operation, callee, arguments_of(None, operands))


def _call_shape(ctx: AnnotationContext, operation: Operation, callee: Annotation, *operands: Annotation) -> Annotation:
    """`f(a, k=b, *c, **d)`."""
    return call(ctx, operation, callee, arguments_of(operation.statics[0], operands))


def call(ctx: AnnotationContext, operation: Operation, callee: Annotation, arguments: Arguments) -> Annotation:
    """Return the annotation of a call."""
    operands = operation.args[1:]
    if arguments.star is not None and isinstance(callee, SomePBC):
        spread = star_calls.call_functions(ctx, operation, callee, arguments)
        if spread is not None:
            return spread
    if arguments.star is not None and isinstance(callee, SomeBuiltinMethod):
        spread = star_calls.call_method(ctx, operation, callee.receiver, callee.name, arguments)
        if spread is not None:
            return spread
    match callee:
        case SomePBC():
            return ctx.call.call_value(callee, operation.args[0], arguments, operands)
        case SomeBuiltinMethod():
            return call_method(ctx, operation, callee, arguments)
        case SomeConstantObject(constant=function):
            return call_builtin(ctx, operation, function, arguments)
        case SomeInstance():
            found = ctx.call.call_method(callee, operation.args[0], "__call__", arguments, operands)
            if found is not None:
                return found
    raise RuleError("W0113", f"{callee} cannot be called", label=str(callee))


# Methods of built-in types ------------------------------------------------------------------------------------------


def call_method(  # noqa: C901 - one case per kind
    ctx: AnnotationContext, operation: Operation, callee: SomeBuiltinMethod, arguments: Arguments
) -> Annotation:
    """`x.append(y)`."""
    receiver, name = callee.receiver, callee.name
    if receiver.can_be_none:
        ctx.may_raise(AttributeError)
    if isinstance(receiver, SomeAttributes):
        return attribute_hooks.method_of_dict(ctx, operation, receiver, name, arguments)
    plain = arguments.star is None and arguments.star_star is None
    if plain:
        found = base_values.call_of_method(ctx, operation, receiver, name, arguments)
        if found is not None:
            return found
    names = dict_records.names_of_record(receiver)
    if names is not None:
        function = dict_records.get(ctx.generated, names, arguments.positional[0].annotation)
        passed = arguments.with_first(Argument(receiver, Receiver()))
        return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], passed)
    if is_record(receiver) and name != "get":
        function = record_view(ctx.generated, fields_of(receiver), name)
        return ctx.call.delegate(function, operation.args[:1], [receiver])
    if is_record(receiver):
        function = ctx.generated.record_get(fields_of(receiver), arguments.positional[0].annotation.constant)
        passed = arguments.with_first(Argument(receiver, Receiver()))
        return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], passed)
    if isinstance(receiver, SomeNumber) and plain:
        return call_number_method(ctx, operation, receiver, name, arguments)
    if isinstance(receiver, SomeIterable) and plain:
        return call_iterable_method(ctx, operation, receiver, name, arguments)
    for kind in method_kinds(receiver):
        rule = NATIVE_METHODS.get((kind, name))
        if rule is not None and plain:
            result = native_call(rule, f"{kind}.{name}", ctx, arguments, receiver)
            if result is not None:
                return result
        function = ctx.functions.bindings.method(kind, name)
        if function is not None:
            site_arguments = arguments.with_first(Argument(receiver, Receiver()))
            return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], site_arguments)
    if isinstance(receiver, SomeString):
        result = call_format(ctx, operation, receiver, name, arguments)
        if result is not None:
            return result
    if name == "join" and isinstance(receiver, SomeString):
        joined = arguments.with_first(Argument(receiver, Receiver()))
        return ctx.call.delegate_method(ctx.generated.join(), operation.args[0], operation.args[1:], joined)
    special = CONTAINER_METHODS.get(name)
    if special is not None and plain and len(arguments.positional) == special[1]:
        passed = arguments.with_first(Argument(receiver, Receiver()))
        function = ctx.generated.container_method(name, *special)
        return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], passed)
    if isinstance(receiver, SomeTuple) and receiver.cls is not None:
        function = _named_tuple_method(ctx, receiver.cls, name, arguments)
        return ctx.call.delegate_method(
            function, operation.args[0], operation.args[1:], arguments.with_first(Argument(receiver, Receiver()))
        )
    values = ", ".join(map(str, arguments.annotations()))
    raise RuleError("W0403", f"{name}({values}) of {receiver} is not supported yet", label=str(receiver))


def _named_tuple_method(ctx: AnnotationContext, cls: type, name: str, arguments: Arguments) -> Any:
    match name:
        case "_replace":
            return ctx.generated.replace(cls, tuple(arguments.keywords))
        case "_asdict":
            return ctx.generated.as_dict(cls)
    return inspect.getattr_static(cls, name)


def native_call(
    rule: Callable[..., Annotation | None], name: str, ctx: AnnotationContext, arguments: Arguments, *first: Annotation
) -> Annotation | None:
    """Call a rule with the arguments of a call; wrong numbers of them are errors of the program."""
    values = arguments.annotations()
    code = rule.__code__
    names = code.co_varnames[1 + len(first) : code.co_argcount]
    defaults = len(rule.__defaults__ or ())
    variadic = bool(code.co_flags & 4)
    if len(values) > len(names) and not variadic:
        most = "no arguments" if not names else f"at most {len(names)} argument{'s' if len(names) > 1 else ''}"
        raise RuleError(
            "W0302", f"{name}() takes {most}, but {len(values)} are given", label=f"{len(values)} arguments"
        )
    keywords: dict[str, Annotation] = {}
    for keyword, argument in arguments.keywords.items():
        if keyword not in names and not code.co_flags & 8:
            raise RuleError("W0303", f"{name}() has no argument '{keyword}'", label=f"unknown keyword '{keyword}'")
        keywords[keyword] = argument.annotation
    missing = [n for n in names[len(values) : len(names) - defaults] if n not in keywords]
    if missing:
        raise RuleError("W0301", f"{name}() misses argument '{missing[0]}'", label="too few arguments")
    if any(isinstance(value, SomeBig) for value in values):
        ctx.may_raise(OverflowError)
    return rule(ctx, *first, *values, **keywords)


# Built-in functions -------------------------------------------------------------------------------------------------


def call_builtin(ctx: AnnotationContext, operation: Any, function: Any, arguments: Arguments) -> Annotation:  # noqa: C901 - one case per kind
    """Call a built-in function, a function of the standard library, an intrinsic or an external function."""
    if isinstance(function, Intrinsic):
        return call_intrinsic(ctx, function, arguments)
    if isinstance(function, ExternalFunction):
        return call_external(ctx, function, arguments)
    if arguments.star is not None:
        spread = star_calls.call_builtin(ctx, operation, function, arguments)
        if spread is not None:
            return spread
    special = _find(SPECIAL_BUILTINS, function)
    if special is not None:
        result = special(ctx, operation, arguments)
        if result is not None:
            return result  # type: ignore[no-any-return]
    with_values = base_values.call_of_function(ctx, operation, function, arguments)
    if with_values is not None:
        return with_values
    name = getattr(function, "__qualname__", None) or getattr(function, "__name__", None) or str(function)
    native = _find(NATIVE_BUILTINS, function)
    if native is not None and arguments.star is None and arguments.star_star is None:
        result = native_call(native, name, ctx, arguments)
        if result is not None:
            return result
    library = _library_function(ctx, function, name, arguments)
    if library is not None:
        if isinstance(library, type):
            callee = ctx.constants.annotation(library)
            assert isinstance(callee, SomePBC)
            return ctx.call.call_value(callee, None, arguments, operation.args[1:])
        return _delegate(ctx, operation, library, arguments)
    if isinstance(function, type) and issubclass(function, tuple) and hasattr(function, "_fields"):
        return _delegate(ctx, operation, _maker(ctx, function, arguments), arguments, new=True)
    stand_in = operator_function(ctx.generated, function)
    if stand_in is not None:
        return ctx.call.delegate_arguments(stand_in, operation.args[1:], arguments)
    if is_getter_class(function):
        return _getter(ctx, function, arguments)
    unbound = _unbound_method(ctx, operation, function, arguments)
    if unbound is not None:
        return unbound
    twin = ctx.pure_twins.find(function)
    if twin is not None:
        return ctx.call.call_value(
            SomePBC(descriptions=(ctx.functions.describe(twin),)), None, arguments, operation.args[1:]
        )
    module = getattr(function, "__module__", None)
    if module not in (None, "builtins") and not isinstance(getattr(function, "__objclass__", None), type):
        name = f"{public_name(module)}.{name}"
    if function in (eval, exec, getattr, setattr, hasattr, delattr):
        raise RuleError("W0404", f"{name}() with a name that is only known at run time", label="not a constant name")
    values = ", ".join(map(str, arguments.annotations()))
    advice = ctx.functions.bindings.advice(function)
    raise RuleError("W0402", f"{name}({values}) is not supported yet", label="not in Weft's library", help=advice)


def _library_function(ctx: AnnotationContext, function: Any, name: str, arguments: Arguments) -> Any | None:
    """Return the library's function or class for a built-in one, perhaps for arguments like these; None: none."""
    bindings = ctx.functions.bindings
    library = None
    if arguments.positional and arguments.positional[0].annotation.is_constant:
        library = _made_for(ctx, function, arguments.positional[0].annotation.constant)
    library = library or bindings.builtin(function)
    if library is None and arguments.positional:
        first = arguments.positional[0].annotation
        for kind in value_kinds(first):
            library = library or bindings.operation(name, kind)
    return library


def _maker(ctx: AnnotationContext, cls: type, arguments: Arguments) -> Any:
    """Return the function for a call of a named tuple class, which may have a `__new__` of its own."""
    new = cls.__new__
    if isinstance(new, types.FunctionType) and not new.__globals__["__name__"].startswith("namedtuple_"):
        return ctx.generated.instance_maker(cls, new, False, tuple(arguments.keywords))
    return ctx.generated.named_tuple(cls)


def public_name(module: str) -> str:
    """The module that programs import for one behind it: `os` for `posix`, `operator` for `_operator`."""
    return {"posix": "os", "genericpath": "os.path", "posixpath": "os.path"}.get(module, module.removeprefix("_"))


def _delegate(
    ctx: AnnotationContext, operation: Any, function: Any, arguments: Arguments, new: bool = False
) -> Annotation:
    spread = None
    if arguments.star is not None:
        spread = star_calls.call_function(ctx, operation, function, arguments, new)
    return spread or ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _made_for(ctx: AnnotationContext, function: Any, constant: Any) -> Any | None:
    """Return the library function for a first argument known now, such as the format of struct.pack."""
    try:
        return ctx.functions.bindings.made_for(function, constant)
    except Exception as error:  # what the function itself says about a wrong format
        raise RuleError("W0107", f"{type(error).__name__}: {error}", label=repr(constant)) from None


def _getter(ctx: AnnotationContext, cls: type, arguments: Arguments) -> Annotation:
    """`operator.itemgetter(1)` and its like, with constant arguments."""
    values = [*arguments.annotations(), *[argument.annotation for argument in arguments.keywords.values()]]
    if not all(value.is_constant for value in values):
        raise RuleError("W0404", f"{cls.__name__}() of what is only known at run time", label="not a constant")
    keywords = {name: argument.annotation.constant for name, argument in arguments.keywords.items()}
    given = tuple([argument.annotation.constant for argument in arguments.positional])
    made = getter(ctx.generated, cls, given, keywords)
    return ctx.call.delegate(ctx.generated.returning(made), [], [])


def _find(table: dict[Any, Any], function: Any) -> Any:
    try:
        return table.get(function)
    except TypeError:
        return None


def _unbound_method(ctx: AnnotationContext, operation: Any, function: Any, arguments: Arguments) -> Annotation | None:
    """`str.upper(text)`, as in `map(str.upper, words)`: the method of the first argument."""
    owner = getattr(function, "__objclass__", None)
    if owner is None or not arguments.positional:
        return None
    receiver = arguments.positional[0].annotation
    if type(receiver) is Erroneous or receiver is IMPOSSIBLE:
        return receiver
    kinds = method_kinds(receiver)
    name = function.__name__
    if isinstance(receiver, SomeInstance) and receiver.classdef is not None:
        return _method_of_container(ctx, operation, owner, name, receiver, arguments)
    if owner.__name__ not in kinds:
        return None
    count = len(arguments.positional) - 1
    return ctx.call.delegate_arguments(ctx.generated.method_call(name, count), operation.args[1:], arguments)


def _method_of_container(
    ctx: AnnotationContext, operation: Any, owner: type, name: str, receiver: SomeInstance, arguments: Arguments
) -> Annotation | None:
    """`list.append(self, item)` of an instance whose class derives from list."""
    assert receiver.classdef is not None
    container = builtin_bases.base_of(receiver.classdef.description.cls)
    if container is None or not issubclass(container, owner):
        return None
    located = ctx.classes.describe(builtin_bases.BASES[container]).lookup(name)
    if located is None:
        return None
    description = ctx.functions.describe(located[1], receiver.classdef.description)
    method = ctx.functions.method(description, receiver.classdef, name, receiver.classdef, direct=True)
    rest = Arguments(
        [Argument(argument.annotation, Operand(i)) for i, argument in enumerate(arguments.positional[1:])],
    )
    return ctx.call.call_value(SomePBC(descriptions=(method,)), operation.args[1], rest, operation.args[2:])


RULES: Final[dict[str, Callable[..., Annotation]]] = {"call": _call, "call_shape": _call_shape}
