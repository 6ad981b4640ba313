"""Rules of formatted strings, `str` and `repr`."""

from __future__ import annotations

import enum
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import Operand
from weft.annotator.descriptions import ClassDesc
from weft.annotator.errors import RuleError
from weft.annotator.keyword_records import fields_of, is_record, record_repr
from weft.annotator.lattice import (
    STRING,
    Annotation,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeIterable,
    SomeList,
    SomeNone,
    SomeNumber,
    SomePBC,
    SomeSet,
    SomeString,
    SomeTuple,
)
from weft.annotator.rules.iterables import iterable_text
from weft.annotator.rules.kinds import kind_of
from weft.annotator.rules.methods import method_kinds
from weft.annotator.rules.numbers import number_text
from weft.annotator.signatures import Argument, Arguments
from weft.flowspace.graph import Constant, Operation, Value

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def _build_string(ctx: AnnotationContext, operation: Operation, *pieces: Annotation) -> Annotation:
    return STRING


def _format_value(ctx: AnnotationContext, operation: Operation, value: Annotation, spec: Annotation) -> Annotation:
    """`{x!r:spec}`."""
    conversion = operation.statics[0]
    x = operation.args[0]
    plain = isinstance(spec, SomeNone) or (spec.is_constant and spec.constant == "")
    if plain:
        if conversion == "r":
            return to_repr(ctx, value, x)
        if conversion == "a":
            return ctx.call.delegate(ctx.generated.convert_and_format("a", False), [x], [value])
        if conversion == "s" or not _has_format(ctx, value):
            return to_str(ctx, value, x)
    if conversion:
        return ctx.call.delegate(ctx.generated.convert_and_format(conversion, True), operation.args, [value, spec])
    text: Value = Constant("") if isinstance(spec, SomeNone) else operation.args[1]
    return format_with(ctx, [x, text], value, ctx.annotation(text))


def format_with(ctx: AnnotationContext, operands: list[Value], value: Annotation, spec: Annotation) -> Annotation:
    """Return the annotation of `format(value, spec)` as the current operation; the operands are those two."""
    if isinstance(value, SomeInstance) and _has_format(ctx, value):
        if value.optional:
            return ctx.call.delegate(ctx.generated.optional_format(), operands, [value, spec])
        arguments = Arguments([Argument(spec, Operand(0))])
        found = ctx.call.call_method(value, operands[0], "__format__", arguments, operands[1:])
        if found is not None:
            return found
    if isinstance(spec, SomeString) and spec.is_constant:
        if spec.constant == "":
            return to_str(ctx, value, operands[0])
        function = ctx.generated.format_constant(spec.constant)
        if function is not None:
            return ctx.call.delegate(function, operands[:1], [value])
    return ctx.call.delegate(ctx.functions.bindings.helper("format"), operands, [value, spec])


def _has_format(ctx: AnnotationContext, value: Annotation) -> bool:
    return (
        isinstance(value, SomeInstance)
        and value.classdef is not None
        and (ctx.attributes.methods(value, "__format__") is not None)
    )


def to_str(ctx: AnnotationContext, value: Annotation, operand: Value) -> Annotation:
    """Return the annotation of `str(x)` as the current operation."""
    if isinstance(value, SomeString) and not value.optional:
        return ctx.call.delegate(ctx.generated.identity(), [operand], [value])
    if value.can_be_none and not isinstance(value, SomeNone):
        return ctx.call.delegate(ctx.generated.optional_text("str"), [operand], [value])
    if isinstance(value, SomeNumber):
        return number_text(ctx, "str", value, operand)
    if isinstance(value, SomeIterable):
        return iterable_text(ctx, "str", value, operand)
    if isinstance(value, SomeInstance):
        found = ctx.call.call_method(value, operand, "__str__", Arguments(), [])
        if found is not None:
            return found
        return to_repr(ctx, value, operand)
    function = _own_method(value, "__str__") if isinstance(value, SomeTuple) else None
    for kind in value_kinds(value):
        function = function or ctx.functions.bindings.operation("str", kind)
    if function is not None:
        return ctx.call.delegate(function, [operand], [value])
    return to_repr(ctx, value, operand)


def to_repr(ctx: AnnotationContext, value: Annotation, operand: Value) -> Annotation:
    """Return the annotation of `repr(x)` as the current operation."""
    function: Any = None
    if value.can_be_none and not isinstance(value, SomeNone):
        function = ctx.generated.optional_text("repr")
    elif isinstance(value, SomeNumber):
        return number_text(ctx, "repr", value, operand)
    elif isinstance(value, SomeIterable):
        return iterable_text(ctx, "repr", value, operand)
    elif isinstance(value, SomeInstance):
        found = ctx.call.call_method(value, operand, "__repr__", Arguments(), [])
        if found is not None:
            return found
        function = ctx.generated.instance_repr()
    else:
        function = _repr_function(ctx, value)
    if function is None:
        raise RuleError("W0402", f"str() and repr() of {value} are not supported yet", label=str(value))
    return ctx.call.delegate(function, [operand], [value])


def _repr_function(ctx: AnnotationContext, value: Annotation) -> Any | None:
    if classes := _classes_meant(value):
        return ctx.generated.class_text(classes)
    if isinstance(value, SomeList) and value.frozen:
        return ctx.generated.frozen_repr()
    if is_record(value):
        return record_repr(ctx.generated, fields_of(value))
    if isinstance(value, SomeTuple):
        own = _own_method(value, "__repr__")
        if own is not None:
            return own
        if value.cls is not None:
            fields = value.cls._fields  # type: ignore[attr-defined]
            return ctx.generated.named_tuple_repr(value.cls, fields)
        return ctx.generated.tuple_repr(len(value.items))
    return _kind_repr(ctx, value)


def _own_method(value: SomeTuple, name: str) -> Any | None:
    """Return the function that the class of a named tuple defines under this name, or inherits from the program."""
    for cls in () if value.cls is None else value.cls.__mro__:
        found = vars(cls).get(name)
        if isinstance(found, types.FunctionType) and found.__globals__.get("__name__") != "collections":
            return found
    return None


def _classes_meant(value: Annotation) -> list[type]:
    """Return the classes that a value may be; none if it is something else."""
    if isinstance(value, SomeConstantObject) and isinstance(value.constant, type):
        return [value.constant]
    classes = [d.cls for d in value.descriptions if isinstance(d, ClassDesc)] if isinstance(value, SomePBC) else []
    return classes if isinstance(value, SomePBC) and len(classes) == len(value.descriptions) else []


def _kind_repr(ctx: AnnotationContext, value: Annotation) -> Any:
    """Return the function for the repr of a value by its kind, or None."""
    if isinstance(value, SomeDict) and value.definition.find().variant == "defaultdict":
        return ctx.generated.default_dict_repr(_factory_text(value))
    for kind in value_kinds(value):
        function = ctx.functions.bindings.operation("repr", kind)
        if function is not None:
            return function
    return None


def _factory_text(value: SomeDict) -> str:
    """Return the repr of the factory of a defaultdict, without the address of a function."""
    match value.definition.find().factory:
        case SomeConstantObject(constant=type() as cls) | SomePBC(constant=type() as cls):
            return repr(cls)
        case SomePBC(descriptions=(description, *_)):
            return f"<function {description.name} at 0x0>"
    return "None"


def value_kinds(value: Annotation) -> tuple[str, ...]:
    """Return the kinds to look a value's library operations up by, most specific first."""
    if isinstance(value, SomeSet):
        return ("frozenset",) if value.frozen else ("set",)
    if isinstance(value, SomePBC) and isinstance(value.constant, enum.EnumMeta):
        return ("instance",)  # an iterable that is no built-in one
    if isinstance(value, SomeDictView):
        return ("keys view" if value.variant == "items" else f"{value.variant} view", "view")
    kinds = method_kinds(value)
    return kinds or (kind_of(value),)


RULES: Final[dict[str, Callable[..., Annotation]]] = {
    "build_string": _build_string,
    "format_value": _format_value,
}
