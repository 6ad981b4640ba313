"""Built-in functions that reduce an iterable: sum, any, all, min, max."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, Final

_weft_program_numbers_ = True


def sum_items(iterable: Iterable[Any], start: Any = 0) -> Any:
    """`sum(iterable, start)`."""
    total = start
    for item in iterable:
        total = total + item
    return total


def sum_from_zero(iterable: Iterable[Any]) -> Any:
    """`sum(iterable)`: an int if there is nothing to add, else what adding to 0 gives (which has one type)."""
    iterator = iter(iterable)
    try:
        first = next(iterator)
    except StopIteration:
        return 0
    total = 0 + first
    for item in iterator:
        total = total + item
    return total


def sum_of_instances(iterable: Iterable[Any]) -> Any:
    """`sum(iterable)` of what is no number when added to 0; there has to be something to add."""
    iterator = iter(iterable)
    try:
        first = next(iterator)
    except StopIteration:
        raise NotImplementedError("sum() of no instances, which is the int 0") from None
    total = 0 + first
    for item in iterator:
        total = total + item
    return total


def any_item(iterable: Iterable[Any]) -> bool:
    """`any(iterable)`."""
    for item in iterable:  # noqa: SIM110 - this is what any() is made of
        if item:
            return True
    return False


def all_items(iterable: Iterable[Any]) -> bool:
    """`all(iterable)`."""
    for item in iterable:  # noqa: SIM110
        if not item:
            return False
    return True


class Missing:
    """The default of a `default=` argument that is not given."""


MISSING: Final = Missing()
EMPTY: Final = " iterable argument is empty" if sys.version_info >= (3, 12) else " arg is an empty sequence"


def smallest(iterable: Iterable[Any], key: Callable[[Any], Any] | None = None, default: Any = MISSING) -> Any:
    """`min(iterable, key=key, default=default)`."""
    iterator = iter(iterable)
    try:
        best = next(iterator)
    except StopIteration:
        if isinstance(default, Missing):
            raise ValueError("min()" + EMPTY) from None
        return default
    if key is None:
        for item in iterator:
            if item < best:
                best = item
        return best
    best_key = key(best)
    for item in iterator:
        item_key = key(item)
        if item_key < best_key:
            best = item
            best_key = item_key
    return best


def largest(iterable: Iterable[Any], key: Callable[[Any], Any] | None = None, default: Any = MISSING) -> Any:
    """`max(iterable, key=key, default=default)`."""
    iterator = iter(iterable)
    try:
        best = next(iterator)
    except StopIteration:
        if isinstance(default, Missing):
            raise ValueError("max()" + EMPTY) from None
        return default
    if key is None:
        for item in iterator:
            if item > best:
                best = item
        return best
    best_key = key(best)
    for item in iterator:
        item_key = key(item)
        if item_key > best_key:
            best = item
            best_key = item_key
    return best
