"""The bisect module: places in sorted lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _bounds(items: list[Any], lo: int, hi: int | None) -> int:
    """Return the end of the part to search."""
    if lo < 0:
        raise ValueError("lo must be non-negative")
    if hi is None:
        return len(items)
    return hi


def bisect_left(
    a: list[Any], x: Any, lo: int = 0, hi: int | None = None, *, key: Callable[[Any], Any] | None = None
) -> int:
    """`bisect.bisect_left(a, x, lo, hi, key=key)`."""
    end = _bounds(a, lo, hi)
    if key is None:
        while lo < end:
            middle = (lo + end) // 2
            if a[middle] < x:
                lo = middle + 1
            else:
                end = middle
    else:
        while lo < end:
            middle = (lo + end) // 2
            if key(a[middle]) < x:
                lo = middle + 1
            else:
                end = middle
    return lo


def bisect_right(
    a: list[Any], x: Any, lo: int = 0, hi: int | None = None, *, key: Callable[[Any], Any] | None = None
) -> int:
    """`bisect.bisect_right(a, x, lo, hi, key=key)`."""
    end = _bounds(a, lo, hi)
    if key is None:
        while lo < end:
            middle = (lo + end) // 2
            if x < a[middle]:
                end = middle
            else:
                lo = middle + 1
    else:
        while lo < end:
            middle = (lo + end) // 2
            if x < key(a[middle]):
                end = middle
            else:
                lo = middle + 1
    return lo


def insort_left(
    a: list[Any], x: Any, lo: int = 0, hi: int | None = None, *, key: Callable[[Any], Any] | None = None
) -> None:
    """`bisect.insort_left(a, x, lo, hi, key=key)`."""
    if key is None:
        a.insert(bisect_left(a, x, lo, hi), x)
    else:
        a.insert(bisect_left(a, key(x), lo, hi, key=key), x)


def insort_right(
    a: list[Any], x: Any, lo: int = 0, hi: int | None = None, *, key: Callable[[Any], Any] | None = None
) -> None:
    """`bisect.insort_right(a, x, lo, hi, key=key)`."""
    if key is None:
        a.insert(bisect_right(a, x, lo, hi), x)
    else:
        a.insert(bisect_right(a, key(x), lo, hi, key=key), x)
