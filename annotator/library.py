"""Functions that the rtyper will ask for: comparing, hashing and making items of containers.

Native operations on containers (`x in items`, a dict with tuples of instances as keys, `defaultdict`) call functions
for their items.  They are annotated here, when the operation is, so that nothing changes any more once inference is
over; see `rlib/generic.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    Annotation,
    SomeBool,
    SomeDict,
    SomeInstance,
    SomeIterable,
    SomeList,
    SomeMarked,
    SomeSet,
    SomeTuple,
)
from weft.rlib import generic

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext
    from weft.annotator.descriptions import ClassDef


class Library:
    """Annotates the item functions of containers; one per context."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx
        self._active: set[Any] = set()
        self.compared_with_none: set[ClassDef] = set()
        """Classes whose instances are compared with None where items of containers and tuples are compared."""

    def _need_special(self, instance: SomeInstance, *functions: Any) -> None:
        if instance.classdef is None or self.ctx.attributes.methods(instance, "__eq__") is None:
            return
        if instance.optional:
            self.compared_with_none.add(instance.classdef)
        for function in functions:
            self._enter(function, [instance] * function.__code__.co_argcount)

    def need_equality(self, annotation: Annotation) -> None:
        """Annotate `x == y` of two values of this annotation, as far as it takes calls."""
        match annotation:
            case SomeInstance():
                self._need_special(annotation, generic.generic_eq)
            case SomeTuple(items=items):
                for item in items:
                    self.need_equality(item)
            case SomeList(definition=definition):
                found = definition.find()
                self.ctx.containers.read(found)
                self._nested(found, found.item)
            case SomeDict(definition=definition):
                entries = definition.find()
                self.ctx.containers.read(entries)
                self._nested(entries, entries.value)
            case SomeIterable() | SomeMarked():
                raise RuleError("W0401", f"comparing items of type {annotation} is not supported yet")
            case SomeSet():
                pass  # its items are keys

    def _nested(self, definition: Any, item: Annotation) -> None:
        """A container may hold itself."""
        if definition not in self._active:
            self._active.add(definition)
            self.need_equality(item)
            self._active.discard(definition)

    def need_hash(self, key: Annotation) -> None:
        """Annotate hash and equality of a key of a dict or set."""
        match key:
            case SomeInstance():
                self._need_special(key, generic.generic_eq, generic.generic_hash)
            case SomeTuple(items=items):
                for item in items:
                    self.need_hash(item)
            case SomeList(definition=definition, frozen=True):
                found = definition.find()
                self.ctx.containers.read(found)
                self.need_equality(found.item)
                self.need_hash(found.item)

    def make_missing(self, factory: Annotation, like: Annotation) -> Annotation:
        """Return the annotation of what a factory of a defaultdict makes."""
        return self._enter(generic.generic_make, [factory, like, SomeBool()])

    def _enter(self, function: Any, annotations: list[Annotation]) -> Annotation:
        ctx = self.ctx
        info = ctx.functions.graph_for(ctx.functions.describe(function), annotations)
        ctx.call.enter(info, annotations)
        return ctx.call.result_of(info)
