"""Built-in iterators: enumerate, zip, map, filter, as generators; each use is specialised by its argument types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any


def enumerate_items(iterable: Iterable[Any], start: int = 0) -> Iterator[Any]:
    """`enumerate(iterable, start)`."""
    index = start
    for item in iterable:
        yield index, item
        index += 1


def zip_1(first: Iterable[Any]) -> Iterator[Any]:
    """`zip(a)`."""
    for item in first:
        yield (item,)


def zip_2(first: Iterable[Any], second: Iterable[Any]) -> Iterator[Any]:
    """`zip(a, b)`."""
    others = iter(second)
    for item in first:
        try:
            other = next(others)
        except StopIteration:
            return
        yield item, other


def zip_3(first: Iterable[Any], second: Iterable[Any], third: Iterable[Any]) -> Iterator[Any]:
    """`zip(a, b, c)`."""
    seconds = iter(second)
    thirds = iter(third)
    for item in first:
        try:
            other = next(seconds)
            another = next(thirds)
        except StopIteration:
            return
        yield item, other, another


def zip_4(first: Iterable[Any], second: Iterable[Any], third: Iterable[Any], fourth: Iterable[Any]) -> Iterator[Any]:
    """`zip(a, b, c, d)`."""
    seconds = iter(second)
    thirds = iter(third)
    fourths = iter(fourth)
    for item in first:
        try:
            other = next(seconds)
            another = next(thirds)
            last = next(fourths)
        except StopIteration:
            return
        yield item, other, another, last


def map_1(function: Callable[[Any], Any], iterable: Iterable[Any]) -> Iterator[Any]:
    """`map(function, a)`."""
    for item in iterable:
        yield function(item)


def map_2(function: Callable[[Any, Any], Any], first: Iterable[Any], second: Iterable[Any]) -> Iterator[Any]:
    """`map(function, a, b)`."""
    others = iter(second)
    for item in first:
        try:
            other = next(others)
        except StopIteration:
            return
        yield function(item, other)


def filter_items(function: Callable[[Any], Any] | None, iterable: Iterable[Any]) -> Iterator[Any]:
    """`filter(function, iterable)`."""
    if function is None:
        for item in iterable:
            if item:
                yield item
    else:
        for item in iterable:
            if function(item):
                yield item


def iterate_sequence(sequence: Any) -> Iterator[Any]:
    """`iter(x)` of an object that has `__getitem__`, but not `__iter__`."""
    index = 0
    while True:
        try:
            item = sequence[index]
        except (IndexError, StopIteration):
            return
        yield item
        index += 1


def reverse_sequence(sequence: Any) -> Iterator[Any]:
    """`reversed(x)` of an object that has `__len__` and `__getitem__`, but not `__reversed__`."""
    index = len(sequence)
    while index > 0:
        index -= 1
        try:
            item = sequence[index]
        except (IndexError, StopIteration):
            return
        yield item


def list_of(iterable: Iterable[Any]) -> list[Any]:
    """`list(iterable)`."""
    result = []
    for item in iterable:
        result.append(item)
    return result


def extend_list(items: list[Any], iterable: Iterable[Any]) -> None:
    """`items.extend(iterable)`."""
    for item in iterable:
        items.append(item)


def update_set(items: set[Any], iterable: Iterable[Any]) -> None:
    """`items.update(iterable)`."""
    for item in iterable:
        items.add(item)


def set_of(iterable: Iterable[Any]) -> set[Any]:
    """`set(iterable)`."""
    result = set()
    for item in iterable:
        result.add(item)
    return result


def frozenset_of(iterable: Iterable[Any]) -> frozenset[Any]:
    """`frozenset(iterable)`."""
    return frozenset(list_of(iterable))


def dict_of(pairs: Iterable[Any]) -> dict[Any, Any]:
    """`dict(pairs)`."""
    result = {}
    for key, value in pairs:
        result[key] = value
    return result


def dict_of_instance(source: Any) -> dict[Any, Any]:
    """`dict(x)` of an object: a mapping has `keys`, others are iterables of pairs."""
    if hasattr(source, "keys"):
        result = {}
        for key in source.keys():  # noqa: SIM118
            result[key] = source[key]
        return result
    return dict_of(source)


def join_items(separator: str, iterable: Iterable[str]) -> str:
    """`separator.join(iterable)`."""
    return separator.join(list_of(iterable))


def contains_item(iterable: Iterable[Any], wanted: Any) -> bool:
    """`wanted in iterable`."""
    for item in iterable:  # noqa: SIM110
        if item == wanted:
            return True
    return False
