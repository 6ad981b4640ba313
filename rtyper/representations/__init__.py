"""How each kind of annotation is laid out and which low-level operations its high-level operations become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from weft.annotator.lattice import (
    Annotation,
    SomeBuiltinMethod,
    SomeCell,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeInteger,
    SomeIterator,
    SomeList,
    SomeOptional,
    SomePBC,
    SomeRange,
    SomeSet,
    SomeString,
    SomeSuper,
    SomeTuple,
)
from weft.rtyper.representations import (
    bytes,
    callables,
    cells,
    dict_views,
    dicts,
    instances,
    iterators,
    lists,
    optional,
    primitives,
    ranges,
    sets,
    strings,
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
    tuples.REPRESENTATIONS,
    instances.REPRESENTATIONS,
    callables.REPRESENTATIONS,
    cells.REPRESENTATIONS,
    strings.REPRESENTATIONS,
    bytes.REPRESENTATIONS,
    lists.REPRESENTATIONS,
    ranges.REPRESENTATIONS,
    iterators.REPRESENTATIONS,
    dicts.REPRESENTATIONS,
    dict_views.REPRESENTATIONS,
    sets.REPRESENTATIONS,
)
"""Annotation class -> factory(typer, annotation)."""


def representation_key(annotation: Annotation) -> Any:
    """Return what two annotations with the same representation have in common."""
    match annotation:
        case SomeInteger():
            return SomeInteger, annotation.kind
        case SomeString():
            return SomeString, annotation.char
        case SomeOptional():
            return SomeOptional, representation_key(annotation.item)
        case SomeTuple():
            return SomeTuple, tuple(map(representation_key, annotation.items)), annotation.optional, annotation.cls
        case SomeList() | SomeCell():
            return type(annotation), annotation.definition.find()
        case SomeDict():
            return SomeDict, annotation.definition.find()
        case SomeSet():
            return SomeSet, annotation.definition.find()
        case SomeInstance():
            return SomeInstance, annotation.classdef
        case SomePBC():
            return SomePBC, callables.callable_key(annotation)
        case SomeBuiltinMethod():
            return representation_key(annotation.receiver)
        case SomeIterator() | SomeDictView():
            return type(annotation), representation_key(annotation.container), annotation.variant
        case SomeRange():
            return SomeRange, annotation.step
        case SomeSuper():
            return SomeSuper, representation_key(annotation.receiver)
        case SomeConstantObject():
            return SomeConstantObject, id(annotation.constant)
    return type(annotation)
