"""collections.Counter: how it is made, its methods and operators, on the native dict of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from weft.rlib.intrinsics import StringBuilder, is_none
from weft.rlib.sorting import sorted_items


def make_counter(source: Any = None, **counts: int) -> Counter[Any]:
    """`Counter(source, name=count, ...)` for an iterable or a mapping."""
    result: Counter[Any] = Counter()
    if not is_none(source):
        update(result, source)
    for key in counts:
        result[key] = result.get(key, 0) + counts[key]
    return result


def update(counter: Counter[Any], source: Any = None, **counts: int) -> None:
    """`counter.update(source, name=count)`."""
    if not is_none(source):
        if isinstance(source, dict):
            for key in source:
                counter[key] = counter.get(key, 0) + source[key]
        else:
            for key in source:
                counter[key] = counter.get(key, 0) + 1
    for key in counts:
        counter[key] = counter.get(key, 0) + counts[key]


def subtract(counter: Counter[Any], source: Any = None, **counts: int) -> None:
    """`counter.subtract(source, name=count)`."""
    if not is_none(source):
        if isinstance(source, dict):
            for key in source:
                counter[key] = counter.get(key, 0) - source[key]
        else:
            for key in source:
                counter[key] = counter.get(key, 0) - 1
    for key in counts:
        counter[key] = counter.get(key, 0) - counts[key]


def total(counter: Counter[Any]) -> int:
    """`counter.total()`."""
    result = 0
    for count in counter.values():
        result += count
    return result


def most_common(counter: Counter[Any], n: int | None = None) -> list[Any]:
    """`counter.most_common(n)`."""
    pairs = sorted_items(counter.items(), _count_of, True)
    if n is None:
        return pairs
    if n < 0:
        n = 0
    return pairs[:n]


def _count_of(pair: Any) -> int:
    count: int = pair[1]
    return count


def elements(counter: Counter[Any]) -> Iterator[Any]:
    """`counter.elements()`."""
    for key, count in counter.items():
        i = 0
        while i < count:
            yield key
            i += 1


def counter_repr(counter: Counter[Any]) -> str:
    """`repr(counter)`: most common first."""
    if len(counter) == 0:
        return "Counter()"
    builder = StringBuilder(16)
    builder.append("Counter({")
    first = True
    for key, count in most_common(counter):
        if first:
            first = False
        else:
            builder.append(", ")
        builder.append(repr(key))
        builder.append(": ")
        builder.append(repr(count))
    builder.append("})")
    return builder.build()


def _keep_positive(counter: Counter[Any], key: Any, count: int) -> None:
    if count > 0:
        counter[key] = count


def add(x: Counter[Any], y: Counter[Any]) -> Counter[Any]:
    """`x + y`."""
    result: Counter[Any] = Counter()
    for key, count in x.items():
        _keep_positive(result, key, count + y.get(key, 0))
    for key, count in y.items():
        if key not in x:
            _keep_positive(result, key, count)
    return result


def sub(x: Counter[Any], y: Counter[Any]) -> Counter[Any]:
    """`x - y`."""
    result: Counter[Any] = Counter()
    for key, count in x.items():
        _keep_positive(result, key, count - y.get(key, 0))
    for key, count in y.items():
        if key not in x:
            _keep_positive(result, key, -count)
    return result


def and_(x: Counter[Any], y: Counter[Any]) -> Counter[Any]:
    """`x & y`."""
    result: Counter[Any] = Counter()
    for key, count in x.items():
        other = y.get(key, 0)
        _keep_positive(result, key, count if count < other else other)
    return result


def or_(x: Counter[Any], y: Counter[Any]) -> Counter[Any]:
    """`x | y`."""
    result: Counter[Any] = Counter()
    for key, count in x.items():
        other = y.get(key, 0)
        _keep_positive(result, key, other if count < other else count)
    for key, count in y.items():
        if key not in x:
            _keep_positive(result, key, count)
    return result


def positive(x: Counter[Any]) -> Counter[Any]:
    """`+x`."""
    result: Counter[Any] = Counter()
    for key, count in x.items():
        _keep_positive(result, key, count)
    return result


def pos(counter: Counter[Any]) -> Counter[Any]:
    """`+counter`: the counts above zero."""
    result: Counter[Any] = Counter()
    for key, count in counter.items():
        _keep_positive(result, key, count)
    return result


def neg(counter: Counter[Any]) -> Counter[Any]:
    """`-counter`: the counts below zero, turned around."""
    result: Counter[Any] = Counter()
    for key, count in counter.items():
        _keep_positive(result, key, -count)
    return result


def delitem(counter: Counter[Any], key: Any) -> None:
    """`del counter[key]`: a missing key is no error."""
    counter.pop(key, 0)
