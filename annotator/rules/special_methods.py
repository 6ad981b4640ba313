"""Operators on instances: the special methods of user classes, and members of integer enumerations."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import Operand
from weft.annotator.descriptions import MethodDesc
from weft.annotator.lattice import (
    NOT_CONSTANT,
    Annotation,
    SomeInstance,
    SomePBC,
)
from weft.annotator.signatures import Argument, Arguments
from weft.flowspace.constant_folding import CannotFold, fold
from weft.flowspace.graph import Operation

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

Rule = Callable[..., Annotation]

_LONGEST_CONSTANT = 4096
"""Integers with more bits are computed at run time."""


def folded(ctx: AnnotationContext, operation: Operation, *annotations: Annotation) -> Annotation | None:
    """Return the constant result of an operation on constants, or None."""
    values: list[Any] = []
    for annotation in annotations:
        if annotation.constant is NOT_CONSTANT:
            return None
        values.append(annotation.constant)
    try:
        value = fold(operation.spec, values).value
    except CannotFold:
        return None
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        if not ctx.unbounded or value.bit_length() > _LONGEST_CONSTANT:
            return None
    return ctx.constants.annotation(value)


def _has(ctx: AnnotationContext, value: Annotation, method: str) -> bool:
    return (
        isinstance(value, SomeInstance)
        and value.classdef is not None
        and (ctx.attributes.methods(value, method) is not None)
    )


def may_decline(ctx: AnnotationContext, value: Annotation, method: str) -> bool:
    """True if a method of the value may return NotImplemented."""
    if not isinstance(value, SomeInstance) or value.classdef is None:
        return False
    found = ctx.attributes.methods(value, method)
    if not isinstance(found, SomePBC):
        return False
    return any(isinstance(d, MethodDesc) and ctx.functions.may_decline(d.function) for d in found.descriptions)


def _on_values(ctx: AnnotationContext, operation: Any, left: Annotation, right: Annotation) -> Annotation | None:
    """Members of integer enumerations are numbers; None if neither operand is one."""
    x, y = is_integer_member(left), is_integer_member(right)
    if not x and not y:
        return None
    spec = operation.spec
    if x and y and spec.name in ("eq", "ne"):
        return None  # the same member
    symbol = spec.symbol.removesuffix("=") if spec.inplace_of else spec.symbol
    return ctx.call.delegate(ctx.generated.on_values(symbol, x, y), operation.args, (left, right))


def is_integer_member(annotation: Annotation) -> bool:
    """True for members of an IntEnum or IntFlag."""
    if not isinstance(annotation, SomeInstance) or annotation.classdef is None:
        return False
    return issubclass(annotation.classdef.description.cls, enum.IntEnum | enum.IntFlag)


def one_argument(annotation: Annotation) -> Arguments:
    """Return the arguments of a call with one operand."""
    return Arguments([Argument(annotation, Operand(0))])


_COMPARISONS: Final = frozenset({"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"})


def reflected_first(
    ctx: AnnotationContext, left: Annotation, right: Annotation, spec: Any
) -> tuple[tuple[type, type], ...]:
    """Return the pairs of live classes where the right operand's reflected method comes first.

    That is where its class descends from that of the left operand; in arithmetic it also has to override the method.
    """
    if not (isinstance(left, SomeInstance) and isinstance(right, SomeInstance)):
        return ()
    x, y = left.classdef, right.classdef
    if x is None or y is None or not _has(ctx, right, spec.reflected):
        return ()
    pairs = []
    below = ctx.classes.family(y, right.exact)
    for above in ctx.classes.family(x, left.exact):
        for found in below:
            if found is not above and found.is_subclass(above):
                located = found.description.lookup(spec.reflected)
                inherited = above.description.lookup(spec.reflected)
                if located is None or (spec.dunder not in _COMPARISONS and inherited and inherited[1] is located[1]):
                    continue
                if located[0].cls.__module__ in ("builtins", "enum"):
                    continue
                pairs.append((above.description.cls, found.description.cls))
    return tuple(pairs)


def special_binary(ctx: AnnotationContext, operation: Any, left: Annotation, right: Annotation) -> Annotation | None:
    """Let the special method of an operand do a binary operation; None if there is none."""
    spec = operation.spec
    x, y = operation.args
    symbol = spec.symbol.removesuffix("=") if spec.inplace_of else spec.symbol
    first = reflected_first(ctx, left, right, spec)
    if first:
        shape = (_has(ctx, left, spec.dunder), _has(ctx, right, spec.reflected))
        function = ctx.generated.reflecting(spec.dunder, spec.reflected, symbol, *shape, first)
        return ctx.call.delegate(function, operation.args, (left, right))
    if may_decline(ctx, left, spec.dunder) or may_decline(ctx, right, spec.reflected):
        shape = (_has(ctx, left, spec.dunder), _has(ctx, right, spec.reflected))
        function = ctx.generated.declining(spec.dunder, spec.reflected, symbol, *shape)
        return ctx.call.delegate(function, operation.args, (left, right))
    if isinstance(left, SomeInstance):
        found = ctx.call.call_method(left, x, spec.dunder, one_argument(right), [y])
        if found is not None:
            return found
    if isinstance(right, SomeInstance):
        found = ctx.call.call_method(right, y, spec.reflected, one_argument(left), [x])
        if found is not None:
            return found
    return _on_values(ctx, operation, left, right)
