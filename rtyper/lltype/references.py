"""Where values of low-level types hold references to collected objects."""

from __future__ import annotations

from collections.abc import Iterator

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
