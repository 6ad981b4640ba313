"""Rules of `match` statements and of `yield`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from weft.annotator.errors import RuleError
from weft.annotator.lattice import Annotation, SomeBool
from weft.annotator.rules.kinds import kind_of
from weft.flowspace.graph import Operation

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def _match_sequence(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    return SomeBool(constant=kind_of(value) in ("list", "tuple", "range")) if not value.can_be_none else SomeBool()


def _match_mapping(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    return SomeBool(constant=kind_of(value) == "dict") if not value.can_be_none else SomeBool()


def _unsupported(ctx: AnnotationContext, operation: Operation, *operands: Annotation) -> Annotation:
    raise RuleError("W0401", f"this pattern is not supported yet ({operation.spec.name})")


RULES: Final[dict[str, Callable[..., Annotation]]] = {
    "match_sequence": _match_sequence,
    "match_mapping": _match_mapping,
    "match_class": _unsupported,
    "match_keys": _unsupported,
    "yield_": _unsupported,
}
