"""index() and count() of lists and tuples, with CPython's messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weft.rlib.intrinsics import as_tuple, unchecked_item
from weft.rlib.searching import clamp, clamp_end


def list_index(items: list[Any], value: Any, start: int | None = None, stop: int | None = None) -> int:
    """`items.index(value, start, stop)`."""
    place = clamp(start, len(items), 0)
    end = clamp_end(stop, len(items))
    while place < end and place < len(items):
        if unchecked_item(items, place) == value:
            return place
        place += 1
    raise ValueError(repr(value) + " is not in list")


def tuple_index(items: Iterable[Any], value: Any, start: int | None = None, stop: int | None = None) -> int:
    """`items.index(value, start, stop)` of a tuple."""
    size = len(items)  # type: ignore[arg-type]
    first = clamp(start, size, 0)
    end = clamp_end(stop, size)
    place = 0
    for item in items:
        if first <= place < end and item == value:
            return place
        place += 1
    raise ValueError("tuple.index(x): x not in tuple")


def tuple_count(items: Iterable[Any], value: Any) -> int:
    """`items.count(value)` of a tuple."""
    found = 0
    for item in items:
        if item == value:
            found += 1
    return found


def join_tuples(first: Iterable[Any], second: Iterable[Any]) -> Any:
    """`first + second` of tuples, one of which has a length that is not known."""
    items = list(first)
    for item in second:
        items.append(item)
    return as_tuple(items)
