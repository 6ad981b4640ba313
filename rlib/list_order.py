"""Order of lists: item by item, then by length."""

from __future__ import annotations

from typing import Any

from weft.rlib.intrinsics import unchecked_item


def first_difference(x: list[Any], y: list[Any]) -> int:
    """Return the first index at which the items differ, or the length of the shorter list."""
    shorter = len(x) if len(x) < len(y) else len(y)
    i = 0
    while i < shorter:
        if not (unchecked_item(x, i) == unchecked_item(y, i)):
            return i
        i += 1
    return shorter


def list_eq(x: list[Any], y: list[Any]) -> bool:
    """`x == y` of lists whose items are of different types."""
    return len(x) == len(y) and first_difference(x, y) == len(x)


def list_lt(x: list[Any], y: list[Any]) -> bool:
    """`x < y`."""
    i = first_difference(x, y)
    if i < len(x) and i < len(y):
        return bool(unchecked_item(x, i) < unchecked_item(y, i))
    return len(x) < len(y)


def list_le(x: list[Any], y: list[Any]) -> bool:
    """`x <= y`."""
    i = first_difference(x, y)
    if i < len(x) and i < len(y):
        return bool(unchecked_item(x, i) <= unchecked_item(y, i))
    return len(x) <= len(y)


def list_gt(x: list[Any], y: list[Any]) -> bool:
    """`x > y`."""
    i = first_difference(x, y)
    if i < len(x) and i < len(y):
        return bool(unchecked_item(x, i) > unchecked_item(y, i))
    return len(x) > len(y)


def list_ge(x: list[Any], y: list[Any]) -> bool:
    """`x >= y`."""
    i = first_difference(x, y)
    if i < len(x) and i < len(y):
        return bool(unchecked_item(x, i) >= unchecked_item(y, i))
    return len(x) >= len(y)
