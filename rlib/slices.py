"""Slices of lists with a step, assignment to slices and their deletion; slices of ranges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weft.rlib.intrinsics import is_none, unchecked_item, unchecked_set_item
from weft.rlib.strings import bounded_step, check_step, slice_length, slice_start, slice_stop


def get_slice(items: list[Any], start: int | None, stop: int | None, step: int) -> list[Any]:
    """`items[start:stop:step]`."""
    step = bounded_step(step, len(items))
    first = slice_start(start, step, len(items))
    count = slice_length(first, slice_stop(stop, step, len(items)), step)
    result = []
    while count > 0:
        result.append(unchecked_item(items, first))
        first += step
        count -= 1
    return result


def get_range_slice(items: range, start: int | None, stop: int | None, step: int | None) -> range:
    """`items[start:stop:step]` of a range."""
    by = 1
    if step is not None:
        by = step
    check_step(by)
    size = len(items)
    first = slice_start(start, by, size)
    last = slice_stop(stop, by, size)
    begin = items.start
    every = items.step
    return range(begin + first * every, begin + last * every, every * by)


def set_slice(
    items: list[Any],
    start: int | None,
    stop: int | None,
    step: int | None,
    values: Iterable[Any],
    what: str = "sequence",
) -> None:
    """`items[start:stop:step] = values`."""
    new = []
    for value in values:
        new.append(value)
    if is_none(step):
        replace_part(items, start, stop, new)
    else:
        set_step_slice(items, start, stop, step, new, what)  # type: ignore[arg-type]


def set_step_slice(
    items: list[Any], start: int | None, stop: int | None, step: int, new: list[Any], what: str = "sequence"
) -> None:
    """Assign to a slice with a step; with step 1 the length may change."""
    if step == 1:
        replace_part(items, start, stop, new)
        return
    step = bounded_step(step, len(items))
    first = slice_start(start, step, len(items))
    count = slice_length(first, slice_stop(stop, step, len(items)), step)
    if count != len(new):
        raise ValueError(
            "attempt to assign " + what + " of size " + str(len(new)) + " to extended slice of size " + str(count)
        )
    i = 0
    while i < count:
        unchecked_set_item(items, first, unchecked_item(new, i))
        first += step
        i += 1


def delete_array_slice(data: bytearray, start: int | None, stop: int | None, step: int) -> None:
    """`del data[start:stop:step]` of a bytearray."""
    items: list[int] = []
    for value in data:
        items.append(value)
    delete_slice(items, start, stop, step)
    data.clear()
    for value in items:
        data.append(value)


def replace_part(items: list[Any], start: int | None, stop: int | None, new: list[Any]) -> None:
    """`items[start:stop] = new` for a list of any length."""
    size = len(items)
    first = slice_start(start, 1, size)
    last = slice_stop(stop, 1, size)
    if last < first:
        last = first
    growth = len(new) - (last - first)
    if growth > 0:
        added = 0
        while added < growth:
            items.append(unchecked_item(new, added))
            added += 1
        i = size - 1
        while i >= last:
            unchecked_set_item(items, i + growth, unchecked_item(items, i))
            i -= 1
    elif growth < 0:
        i = last
        while i < size:
            unchecked_set_item(items, i + growth, unchecked_item(items, i))
            i += 1
        del items[size + growth :]
    i = 0
    while i < len(new):
        unchecked_set_item(items, first + i, unchecked_item(new, i))
        i += 1


def delete_slice(items: list[Any], start: int | None, stop: int | None, step: int) -> None:
    """`del items[start:stop:step]`."""
    step = bounded_step(step, len(items))
    first = slice_start(start, step, len(items))
    count = slice_length(first, slice_stop(stop, step, len(items)), step)
    if count == 0:
        return
    if step < 0:
        first += (count - 1) * step
        step = -step
    place = first
    i = first
    following = first
    while i < len(items):
        if i == following and count > 0:
            following += step
            count -= 1
        else:
            unchecked_set_item(items, place, unchecked_item(items, i))
            place += 1
        i += 1
    del items[place:]


def set_array_slice(
    data: bytearray, start: int | None, stop: int | None, step: int | None, values: Iterable[int]
) -> None:
    """`data[start:stop:step] = values` of a bytearray."""
    items: list[int] = list(data)
    new: list[int] = []
    for value in values:
        new.append(value)
    if step is None:
        replace_part(items, start, stop, new)
    elif len(new) == 0:
        delete_slice(items, start, stop, step)
    else:
        set_step_slice(items, start, stop, step, new, "bytes")
    data.clear()
    data.extend(items)
