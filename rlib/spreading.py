"""Built-in functions called with a star on a list: `zip(*rows)`; the length of the list is known at run time only.

Library functions behind `annotator/rules/star_calls.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from weft.rlib.intrinsics import as_tuple


def zip_rows(rows: Sequence[Iterable[Any]]) -> Iterator[Any]:
    """`zip(*rows)`."""
    iterators = [iter(row) for row in rows]
    if len(iterators) == 0:
        return
    while True:
        items = []
        for iterator in iterators:
            try:
                item = next(iterator)
            except StopIteration:
                return
            items.append(item)
        yield as_tuple(items)


def chain_rows(rows: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """`itertools.chain(*rows)`."""
    for row in rows:
        yield from row


def product_of_rows(rows: Sequence[Iterable[Any]]) -> Iterator[Any]:
    """`itertools.product(*rows)`."""
    pools = [list(row) for row in rows]
    for pool in pools:
        if len(pool) == 0:
            return
    places = [0] * len(pools)
    while True:
        items = []
        for index in range(len(pools)):
            items.append(pools[index][places[index]])
        yield as_tuple(items)
        index = len(pools) - 1
        while index >= 0:
            places[index] += 1
            if places[index] < len(pools[index]):
                break
            places[index] = 0
            index -= 1
        if index < 0:
            return


def map_rows(function: Callable[..., Any], rows: Sequence[Iterable[Any]]) -> Iterator[Any]:
    """`map(function, *rows)`."""
    for items in zip_rows(rows):
        yield function(*items)


def largest_of_items(items: Sequence[Any]) -> Any:
    """`max(*items)`."""
    _check_several(items, "max")
    return max(items)


def smallest_of_items(items: Sequence[Any]) -> Any:
    """`min(*items)`."""
    _check_several(items, "min")
    return min(items)


def _check_several(items: Sequence[Any], name: str) -> None:
    if len(items) == 0:
        raise TypeError(name + " expected at least 1 argument, got 0")
    if len(items) == 1:
        raise TypeError("'" + type(items[0]).__name__ + "' object is not iterable")


def union_of_sets(sets: Sequence[Any]) -> Any:
    """`set.union(*sets)`."""
    if len(sets) == 0:
        raise TypeError("unbound method set.union() needs an argument")
    result = sets[0].copy()
    for other in sets:
        result = result.union(other)
    return result


def intersection_of_sets(sets: Sequence[Any]) -> Any:
    """`set.intersection(*sets)`."""
    if len(sets) == 0:
        raise TypeError("unbound method set.intersection() needs an argument")
    result = sets[0].copy()
    for other in sets:
        result = result.intersection(other)
    return result


def united(first: Any, others: Iterable[Any]) -> Any:
    """`first.union(*others)`."""
    result = first.copy()
    for other in others:
        result = result.union(other)
    return result


def intersected(first: Any, others: Iterable[Any]) -> Any:
    """`first.intersection(*others)`."""
    result = first.copy()
    for other in others:
        result = result.intersection(other)
    return result


def subtracted(first: Any, others: Iterable[Any]) -> Any:
    """`first.difference(*others)`."""
    result = first.copy()
    for other in others:
        result = result.difference(other)
    return result


def update_all(first: Any, others: Iterable[Any]) -> None:
    """`first.update(*others)`."""
    for other in others:
        first.update(other)
