"""The heapq module: lists as binary heaps, with the same order of comparisons and places of items as CPython's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from weft.rlib.intrinsics import unchecked_item, unchecked_set_item


def _rise(heap: list[Any], first: int, place: int) -> None:
    """Move the item at a place towards `first` until its parent is not greater."""
    item = unchecked_item(heap, place)
    while place > first:
        above = (place - 1) >> 1
        parent = unchecked_item(heap, above)
        if not (item < parent):
            break
        unchecked_set_item(heap, place, parent)
        place = above
    unchecked_set_item(heap, place, item)


def _sink(heap: list[Any], place: int) -> None:
    """Move the item at a place down to a leaf, along the smaller children, and up again to where it belongs."""
    size = len(heap)
    first = place
    item = unchecked_item(heap, place)
    child = 2 * place + 1
    while child < size:
        right = child + 1
        if right < size and not (unchecked_item(heap, child) < unchecked_item(heap, right)):
            child = right
        unchecked_set_item(heap, place, unchecked_item(heap, child))
        place = child
        child = 2 * place + 1
    unchecked_set_item(heap, place, item)
    _rise(heap, first, place)


def heappush(heap: list[Any], item: Any) -> None:
    """`heapq.heappush(heap, item)`."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap: list[Any]) -> Any:
    """`heapq.heappop(heap)`."""
    if len(heap) == 0:
        raise IndexError("index out of range")
    last = heap.pop()
    if len(heap) == 0:
        return last
    smallest = unchecked_item(heap, 0)
    unchecked_set_item(heap, 0, last)
    _sink(heap, 0)
    return smallest


def heapreplace(heap: list[Any], item: Any) -> Any:
    """`heapq.heapreplace(heap, item)`."""
    if len(heap) == 0:
        raise IndexError("index out of range")
    smallest = unchecked_item(heap, 0)
    unchecked_set_item(heap, 0, item)
    _sink(heap, 0)
    return smallest


def heappushpop(heap: list[Any], item: Any) -> Any:
    """`heapq.heappushpop(heap, item)`."""
    if len(heap) == 0:
        return item
    smallest = unchecked_item(heap, 0)
    if not (smallest < item):
        return item
    unchecked_set_item(heap, 0, item)
    _sink(heap, 0)
    return smallest


def heapify(x: list[Any]) -> None:
    """`heapq.heapify(x)`."""
    place = len(x) // 2 - 1
    while place >= 0:
        _sink(x, place)
        place -= 1


def nlargest(n: int, iterable: Iterable[Any], key: Callable[[Any], Any] | None = None) -> list[Any]:
    """`heapq.nlargest(n, iterable, key)`."""
    result = sorted(iterable, key=key, reverse=True)
    del result[max(n, 0) :]
    return result


def nsmallest(n: int, iterable: Iterable[Any], key: Callable[[Any], Any] | None = None) -> list[Any]:
    """`heapq.nsmallest(n, iterable, key)`."""
    result = sorted(iterable, key=key)
    del result[max(n, 0) :]
    return result


def merge(*iterables: Iterable[Any], key: Callable[[Any], Any] | None = None, reverse: bool = False) -> Iterator[Any]:
    """`heapq.merge(*iterables, key=key, reverse=reverse)`."""
    iterators = []
    heads = []
    for iterable in iterables:
        iterator = iter(iterable)
        for item in iterator:
            heads.append(item)
            iterators.append(iterator)
            break
    while len(heads) != 0:
        best = 0
        for i in range(1, len(heads)):
            if comes_before(heads[i], heads[best], key, reverse):
                best = i
        yield heads[best]
        more = False
        for item in iterators[best]:
            heads[best] = item
            more = True
            break
        if not more:
            del heads[best]
            del iterators[best]


def comes_before(first: Any, second: Any, key: Callable[[Any], Any] | None, reverse: bool) -> bool:
    """Tell if an item is to come before one of an earlier iterable."""
    if key is None:
        if reverse:
            return bool(second < first)
        return bool(first < second)
    if reverse:
        return bool(key(second) < key(first))
    return bool(key(first) < key(second))
