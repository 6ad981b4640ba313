"""Where values of low-level types hold references to collected objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from weft.rtyper.lltype.types import Array, LowLevelType, Ptr, Struct


def has_references(type_: LowLevelType) -> bool:
    """True if memory of this type can hold references to collected objects."""
    match type_:
        case Ptr():
            return type_.is_gc_pointer
        case Struct():
            tail = type_.tail is not None and has_references(type_.tail[1])
            return tail or any(has_references(t) for t in type_.all_fields().values())
        case Array():
            return has_references(type_.item)
    return False


def reference_paths(type_: Struct) -> Iterator[tuple[str, ...]]:
    """Yield the fields of a struct that are references, as paths through inline structs; without the tail."""
    for name, field_type in type_.all_fields().items():
        if isinstance(field_type, Struct):
            yield from ((name, *path) for path in reference_paths(field_type))
        elif field_type.is_gc_pointer:
            yield (name,)


def types_in_cycles(types: Iterable[Struct | Array]) -> dict[Struct | Array, None]:
    """Return those of a program's types whose objects may be part of a cycle of references; a few too many.

    A pointer to a struct may lead to what has it as an ancestor.  What refers to nothing that is left, or is not
    referred to by anything that is left, is taken away until there is no such type.
    """
    left = dict.fromkeys(types)
    pointees = {type_: list(dict.fromkeys(_pointees(type_))) for type_ in left}
    count = -1
    while count != len(left):
        count = len(left)
        there = {parent for type_ in left for parent in _with_ancestors(type_)}  # asked for membership only
        left = {type_: None for type_ in left if any(pointee in there for pointee in pointees[type_])}
        wanted = {pointee for type_ in left for pointee in pointees[type_]}
        left = {type_: None for type_ in left if any(parent in wanted for parent in _with_ancestors(type_))}
    return left


def _with_ancestors(type_: Struct | Array) -> Iterator[Struct | Array]:
    yield type_
    while isinstance(type_, Struct) and type_.parent is not None:
        type_ = type_.parent
        yield type_


def _pointees(type_: LowLevelType) -> Iterator[LowLevelType]:
    """Yield the types that references in memory of a type lead to."""
    match type_:
        case Ptr():
            if type_.is_gc_pointer:
                yield type_.to
        case Struct():
            for field_type in type_.all_fields().values():
                yield from _pointees(field_type)
            if type_.tail is not None:
                yield from _pointees(type_.tail[1])
        case Array():
            yield from _pointees(type_.item)
