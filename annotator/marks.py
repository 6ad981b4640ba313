"""Sentinels made by `object()` that meet values of other types: `d.get(key, missing)`.

Their join is a `SomeMarked`.  What is done with one is done with the item, after a test that it is not the sentinel;
`is` and isinstance narrow it.  Part of the join of annotations (`union.py`); the rules are in `rules/marked.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.errors import UnionError
from weft.annotator.lattice import (
    IMPOSSIBLE,
    Annotation,
    SomeBig,
    SomeBool,
    SomeByteArray,
    SomeBytes,
    SomeDict,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeList,
    SomeMarked,
    SomeNumber,
    SomeSet,
    SomeString,
    SomeTuple,
    without_constant,
)
from weft.rlib import sentinels

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_ITEMS: Final = (SomeBool, SomeInteger, SomeBig, SomeFloat, SomeNumber, SomeString, SomeBytes, SomeByteArray, SomeTuple,
                 SomeList, SomeDict, SomeSet, SomeInstance)  # fmt: skip


def mark_of(annotation: Annotation) -> Any:
    """Return the sentinel that a value is known to be, or None."""
    if isinstance(annotation, SomeInstance) and type(annotation.constant) is sentinels.object:
        return annotation.constant
    return None


def join_marked(
    ctx: AnnotationContext,
    left: Annotation,
    right: Annotation,
    union: Callable[[AnnotationContext, Annotation, Annotation], Annotation],
) -> Annotation:
    """Return the join of two annotations, one of which has a sentinel."""
    item: Annotation = IMPOSSIBLE
    mark = None
    for annotation in (left, right):
        found = annotation.mark if isinstance(annotation, SomeMarked) else mark_of(annotation)
        if found is not None and mark is not None and found is not mark:
            raise UnionError(left, right)
        mark = mark if found is None else found
        if isinstance(annotation, SomeMarked):
            annotation = annotation.item
        elif found is not None:
            continue
        item = union(ctx, item, without_constant(annotation))
    if not isinstance(item, _ITEMS) or _may_be_sentinel(item) or getattr(item, "kind", "int") != "int":
        raise UnionError(left, right)
    return SomeMarked(item=item, mark=mark)


def _may_be_sentinel(annotation: Annotation) -> bool:
    """True for instances that might be other sentinels."""
    if not isinstance(annotation, SomeInstance):
        return False
    if annotation.classdef is None:
        return True
    return any(issubclass(found.description.cls, sentinels.object) for found in annotation.classdef.all_subclasses())
