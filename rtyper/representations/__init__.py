"""How each kind of annotation is laid out and which low-level operations its high-level operations become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from weft.annotator.lattice import (
    Annotation,
    SomeAttributes,
    SomeBuiltinMethod,
    SomeCell,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeInteger,
    SomeIterable,
    SomeIterator,
    SomeList,
    SomeMarked,
    SomeOptional,
    SomePBC,
    SomeRange,
    SomeSet,
    SomeSlice,
    SomeString,
    SomeSuper,
    SomeTuple,
    SomeWeak,
)
from weft.rtyper.representations import (
    big_integers,
    bytes,
    callables,
    cells,
    dict_views,
    dicts,
    instances,
    iterables,
    iterators,
    lists,
    marked,
    optional,
    primitives,
    ranges,
    sets,
    slices,
    strings,
    tagged,
    tuples,
)

__all__ = ["REPRESENTATIONS", "representation_key"]


def _assemble(*tables: Mapping[Any, Callable[..., Any]]) -> Mapping[type[Annotation], Callable[..., Any]]:
    merged: dict[type[Annotation], Callable[..., Any]] = {}
    for table in tables:
        for annotation, factory in table.items():
            if annotation in merged:
                raise ValueError(f"two representations of {annotation.__name__}")
            merged[annotation] = factory
    return MappingProxyType(merged)


REPRESENTATIONS: Final = _assemble(
    primitives.REPRESENTATIONS,
    optional.REPRESENTATIONS,
    tagged.REPRESENTATIONS,
    big_integers.REPRESENTATIONS,
    tuples.REPRESENTATIONS,
    instances.REPRESENTATIONS,
    callables.REPRESENTATIONS,
    cells.REPRESENTATIONS,
    strings.REPRESENTATIONS,
    bytes.REPRESENTATIONS,
    lists.REPRESENTATIONS,
    ranges.REPRESENTATIONS,
    iterators.REPRESENTATIONS,
    iterables.REPRESENTATIONS,
    marked.REPRESENTATIONS,
    dicts.REPRESENTATIONS,
    dict_views.REPRESENTATIONS,
    sets.REPRESENTATIONS,
    slices.REPRESENTATIONS,
)
"""Annotation class -> factory(typer, annotation)."""


_KEYS: Final[dict[type[Annotation], Callable[[Any], Any]]] = {
    SomeInteger: lambda a: a.kind,
    SomeString: lambda a: a.char,
    SomeOptional: lambda a: representation_key(a.item),
    SomeTuple: lambda a: (tuple(map(representation_key, a.items)), a.optional, a.cls),
    SomeList: lambda a: a.definition.find(),
    SomeCell: lambda a: a.definition.find(),
    SomeDict: lambda a: a.definition.find(),
    SomeSet: lambda a: a.definition.find(),
    SomeInstance: lambda a: a.classdef,
    SomePBC: callables.callable_key,
    SomeIterator: lambda a: (representation_key(a.container), a.variant),
    SomeDictView: lambda a: (representation_key(a.container), a.variant),
    SomeIterable: lambda a: (tuple(map(representation_key, a.members)), a.optional),
    SomeRange: lambda a: a.step,
    SomeSlice: lambda a: (representation_key(a.start), representation_key(a.stop), representation_key(a.step)),
    SomeSuper: lambda a: representation_key(a.receiver),
    SomeAttributes: lambda a: representation_key(a.receiver),
    SomeWeak: lambda a: None,
    SomeMarked: lambda a: (representation_key(a.item), id(a.mark)),
    SomeConstantObject: lambda a: id(a.constant),
}
"""What distinguishes the layouts of two annotations of one class; nothing, where there is no entry."""


def representation_key(annotation: Annotation) -> Any:
    """Return what two annotations with the same representation have in common."""
    if isinstance(annotation, SomeBuiltinMethod):
        return representation_key(annotation.receiver)
    distinguish = _KEYS.get(type(annotation))
    return type(annotation), None if distinguish is None else distinguish(annotation)
