"""Low-level helpers for iterables whose kind is known at run time only: a tag in front of the pointer to the object."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.lowlevel import cast, malloc, null
from weft.rtyper.lltype.types import SIGNED, Ptr, Struct

ITERABLE = Struct("iterable", {"tag": SIGNED}, immutable=frozenset({"tag"}))
"""What all of them begin with; null for None."""
POINTER = Ptr(ITERABLE)


def wrap_optional(value: Any, struct: Any, tag: Any) -> Any:
    """Put a tag in front of an object that may be None."""
    if value is None:
        return null(POINTER)
    made = malloc(struct)
    made.tag = tag
    made.value = value
    return cast(POINTER, made)


def unwrap_optional(value: Any, boxed: Any, result: Any) -> Any:
    """The object behind the tag; `result`: its type."""
    if value is None:
        return null(result)
    return cast(boxed, value).value


def has_tag(value: Any, tag: Any) -> Any:
    """True if the object is there, and of that kind."""
    if value is None:
        return False
    return value.tag == tag


def rewrap(value: Any, tag: Any, new_tag: Any, boxed: Any, struct: Any, convert: Any) -> Any:
    """The same iterable, but one with that tag gets a new one, and the layout that goes with it."""
    if value is None:
        return value
    if value.tag != tag:
        return value
    made = malloc(struct)
    made.tag = new_tag
    made.value = convert(cast(boxed, value).value)
    return cast(POINTER, made)
