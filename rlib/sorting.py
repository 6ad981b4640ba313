"""Sorting: a stable bottom-up merge sort over insertion-sorted runs, comparing by `<` only, as CPython's does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from weft.rlib.intrinsics import unchecked_item, unchecked_set_item

RUN = 12
"""Items in the runs that insertion sort makes."""


def sort(items: list[Any], key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
    """`items.sort(key=key, reverse=reverse)`."""
    if reverse:
        # Reversing before and after keeps equal items in their order.
        items.reverse()
    if key is None:
        sort_by_order(items)
    else:
        keys = []
        for item in items:
            keys.append(key(item))
        sort_by_keys(items, keys)
    if reverse:
        items.reverse()


def sorted_items(iterable: Iterable[Any], key: Callable[[Any], Any] | None = None, reverse: bool = False) -> list[Any]:
    """`sorted(iterable, key=key, reverse=reverse)`."""
    result = list(iterable)
    sort(result, key, reverse)
    return result


def sort_by_order(items: list[Any]) -> None:
    """Sort a list in place."""
    count = len(items)
    start = 0
    while start < count:
        stop = min(start + RUN, count)
        index = start + 1
        while index < stop:
            item = unchecked_item(items, index)
            place = index
            while place > start and item < unchecked_item(items, place - 1):
                unchecked_set_item(items, place, unchecked_item(items, place - 1))
                place -= 1
            unchecked_set_item(items, place, item)
            index += 1
        start = stop
    width = RUN
    if width >= count:
        return
    source = items
    target = items[:]
    while width < count:
        start = 0
        while start < count:
            merge(source, target, start, min(start + width, count), min(start + 2 * width, count))
            start += 2 * width
        source, target = target, source
        width *= 2
    if source is not items:
        items[:] = source


def merge(source: list[Any], target: list[Any], start: int, middle: int, stop: int) -> None:
    """Merge two neighbouring sorted runs of `source` into `target`."""
    left = start
    right = middle
    place = start
    if middle < stop and not (unchecked_item(source, middle) < unchecked_item(source, middle - 1)):
        right = stop
        while place < stop:
            unchecked_set_item(target, place, unchecked_item(source, place))
            place += 1
        return
    while left < middle and right < stop:
        if unchecked_item(source, right) < unchecked_item(source, left):
            unchecked_set_item(target, place, unchecked_item(source, right))
            right += 1
        else:
            unchecked_set_item(target, place, unchecked_item(source, left))
            left += 1
        place += 1
    while left < middle:
        unchecked_set_item(target, place, unchecked_item(source, left))
        left += 1
        place += 1
    while right < stop:
        unchecked_set_item(target, place, unchecked_item(source, right))
        right += 1
        place += 1


def sort_by_keys(items: list[Any], keys: list[Any]) -> None:
    """Sort a list in place by the keys of its items."""
    count = len(items)
    order = list(range(count))
    spare = order[:]
    width = 1
    while width < count:
        start = 0
        while start < count:
            merge_by_keys(order, spare, keys, start, min(start + width, count), min(start + 2 * width, count))
            start += 2 * width
        order, spare = spare, order
        width *= 2
    old = items[:]
    for place in range(count):
        items[place] = old[unchecked_item(order, place)]


def merge_by_keys(source: list[int], target: list[int], keys: list[Any], start: int, middle: int, stop: int) -> None:
    """Merge two neighbouring runs of indices, sorted by their keys."""
    left = start
    right = middle
    place = start
    while left < middle and right < stop:
        first = unchecked_item(source, left)
        second = unchecked_item(source, right)
        if unchecked_item(keys, second) < unchecked_item(keys, first):
            unchecked_set_item(target, place, second)
            right += 1
        else:
            unchecked_set_item(target, place, first)
            left += 1
        place += 1
    while left < middle:
        unchecked_set_item(target, place, unchecked_item(source, left))
        left += 1
        place += 1
    while right < stop:
        unchecked_set_item(target, place, unchecked_item(source, right))
        right += 1
        place += 1
