"""Rules of `match` statements and of `yield`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from weft.annotator.errors import RuleError
from weft.annotator.lattice import IMPOSSIBLE, NONE, Annotation, SomeBool
from weft.annotator.narrowing import classes_in, test_classes
from weft.annotator.rules.kinds import kind_of
from weft.flowspace.graph import Operation

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def _is_kind(ctx: AnnotationContext, value: Annotation, *kinds: str) -> Annotation:
    if kind_of(value) not in kinds:
        return SomeBool(constant=False)
    if not value.can_be_none:
        return SomeBool(constant=True)
    assert ctx.operation is not None
    return ctx.call.delegate(ctx.generated.is_not_none(), ctx.operation.args, [value])


def _match_sequence(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    return _is_kind(ctx, value, "list", "tuple", "range")


def _match_mapping(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    return _is_kind(ctx, value, "dict")


_SELF_PATTERNS: Final = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)


def _match_class(ctx: AnnotationContext, operation: Operation, value: Annotation, cls: Annotation) -> Annotation:
    """`case Point(x=a, y=b)`: the values of the attributes, or None."""
    found = classes_in(cls)
    if found is None or not isinstance(cls.constant, type):
        raise RuleError("W0401", "the class of a pattern must be known at translation time", label=str(cls))
    positional, names = operation.statics
    if found[0] in _SELF_PATTERNS:
        first: tuple[str, ...] = ("",) * positional
    else:
        first = tuple(getattr(found[0], "__match_args__", ()))[:positional]
        if len(first) < positional:
            raise RuleError("W0302", f"{found[0].__name__} has {len(first)} positional sub-patterns, not {positional}")
    answer = test_classes(ctx, value, found)
    if answer is IMPOSSIBLE:
        return IMPOSSIBLE
    if answer is False:
        return NONE
    return ctx.call.delegate(ctx.generated.match_class(found[0], (*first, *names)), [operation.args[0]], [value])


def _match_keys(ctx: AnnotationContext, operation: Operation, value: Annotation, keys: Annotation) -> Annotation:
    """`case {"a": x}`: the values of the keys, or None."""
    if not keys.is_constant:
        raise RuleError("W0401", "the keys of a pattern must be known at translation time", label=str(keys))
    return ctx.call.delegate(ctx.generated.match_keys(keys.constant), [operation.args[0]], [value])


def _unsupported(ctx: AnnotationContext, operation: Operation, *operands: Annotation) -> Annotation:
    raise RuleError("W0401", f"this pattern is not supported yet ({operation.spec.name})")


RULES: Final[dict[str, Callable[..., Annotation]]] = {
    "match_sequence": _match_sequence,
    "match_mapping": _match_mapping,
    "match_class": _match_class,
    "match_keys": _match_keys,
    "yield_": _unsupported,
}
