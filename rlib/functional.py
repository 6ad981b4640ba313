"""The functools module: reduce, cmp_to_key, and the state of functions that remember their results.

The functions that `lru_cache` and `partial` make are generated (`annotator/decorated.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def reduce(function: Callable[[Any, Any], Any], iterable: Iterable[Any]) -> Any:
    """`functools.reduce(function, iterable)`."""
    iterator = iter(iterable)
    try:
        total = next(iterator)
    except StopIteration:
        raise TypeError("reduce() of empty iterable with no initial value") from None
    for item in iterator:
        total = function(total, item)
    return total


def reduce_from(function: Callable[[Any, Any], Any], iterable: Iterable[Any], initial: Any) -> Any:
    """`functools.reduce(function, iterable, initial)`."""
    total = initial
    for item in iterable:
        total = function(total, item)
    return total


class ComparedItem:
    """An item that is ordered by a comparison function."""

    _weft_generic_ = True

    def __init__(self, compare: Callable[[Any, Any], Any], item: Any) -> None:
        self.compare = compare
        self.obj = item

    def __lt__(self, other: ComparedItem) -> bool:
        return bool(self.compare(self.obj, other.obj) < 0)

    def __gt__(self, other: ComparedItem) -> bool:
        return bool(self.compare(self.obj, other.obj) > 0)

    def __le__(self, other: ComparedItem) -> bool:
        return bool(self.compare(self.obj, other.obj) <= 0)

    def __ge__(self, other: ComparedItem) -> bool:
        return bool(self.compare(self.obj, other.obj) >= 0)


class KeyMaker:
    """What cmp_to_key() gives."""

    _weft_generic_ = True

    def __init__(self, compare: Callable[[Any, Any], Any]) -> None:
        self.compare = compare

    def __call__(self, item: Any) -> ComparedItem:
        """Return the key of an item."""
        return ComparedItem(self.compare, item)


def cmp_to_key(mycmp: Callable[[Any, Any], Any]) -> KeyMaker:
    """`functools.cmp_to_key(mycmp)`."""
    return KeyMaker(mycmp)


class CacheState:
    """How often a function with a cache has been asked."""

    def __init__(self) -> None:
        self.hits = 0
        self.misses = 0
