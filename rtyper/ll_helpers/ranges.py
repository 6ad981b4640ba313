"""Low-level helpers of range and its iterators."""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.lowlevel import malloc, malloc_varsize_uninit, op
from weft.rtyper.lltype.types import SIGNED, Array, Struct

RANGE: Final = Struct("range", {"start": SIGNED, "stop": SIGNED, "step": SIGNED})
RANGE_ITERATOR: Final = Struct("range_iterator", {"next": SIGNED, "stop": SIGNED})
"""Of a range whose constant step is 1 or -1."""
COUNTED_ITERATOR: Final = Struct("counted_iterator", {"next": SIGNED, "remaining": SIGNED, "step": SIGNED})
"""Of any other range."""
WORDS: Final = Array(SIGNED)


def range_new(start: Any, stop: Any, step: Any) -> Any:
    """`range(start, stop, step)`."""
    if step == 0:
        raise ValueError("range() arg 3 must not be zero")
    result = malloc(RANGE)
    result.start = start
    result.stop = stop
    result.step = step
    return result


def count_steps(start: Any, stop: Any, step: Any) -> Any:
    """How many items has the range?"""
    if step > 0:
        if start >= stop:
            return 0
        distance = op.cast_int_to_uint(stop - start - 1)
        if step == 1:
            return op.cast_uint_to_int(distance) + 1
        return op.cast_uint_to_int(op.uint_floordiv(distance, op.cast_int_to_uint(step))) + 1
    if start <= stop:
        return 0
    distance = op.cast_int_to_uint(start - stop - 1)
    if step == -1:
        return op.cast_uint_to_int(distance) + 1
    return op.cast_uint_to_int(op.uint_floordiv(distance, op.uint_neg(op.cast_int_to_uint(step)))) + 1


def range_len(r: Any) -> Any:
    """`len(r)`."""
    return count_steps(r.start, r.stop, r.step)


def range_len_step(r: Any, step: Any) -> Any:
    """`len(r)` with a known step."""
    return count_steps(r.start, r.stop, step)


def range_getitem(r: Any, index: Any) -> Any:
    """`r[index]`."""
    length = count_steps(r.start, r.stop, r.step)
    index = op.int_wrap_index(index, length)
    if not op.int_between_unsigned(index, length):
        raise IndexError("range object index out of range")
    return r.start + index * r.step


def range_getslice(r: Any, start: Any, stop: Any) -> Any:
    """`r[start:stop]` with bounds already clamped to the length."""
    result = malloc(RANGE)
    result.start = r.start + start * r.step
    result.stop = r.start + stop * r.step
    result.step = r.step
    return result


def range_contains(r: Any, value: Any) -> Any:
    """`value in r`."""
    if r.step > 0:
        if value < r.start or value >= r.stop:
            return False
    elif value > r.start or value <= r.stop:
        return False
    return op.int_mod_trunc(value - r.start, r.step) == 0


def range_equal(r: Any, s: Any) -> Any:
    """Do two ranges have the same items?"""
    length = range_len(r)
    if length != range_len(s):
        return False
    if length == 0:
        return True
    if r.start != s.start:
        return False
    return length == 1 or r.step == s.step


def range_items(r: Any) -> Any:
    """The items as an array."""
    length = range_len(r)
    items = malloc_varsize_uninit(WORDS, length)
    value = r.start
    step = r.step
    i = 0
    while i < length:
        items[i] = value
        value = value + step
        i = i + 1
    return items


# Iteration --------------------------------------------------------------------------------------------------------


def range_iter(r: Any) -> Any:
    """An iterator over a range with a step of 1 or -1."""
    iterator = malloc(RANGE_ITERATOR)
    iterator.next = r.start
    iterator.stop = r.stop
    return iterator


def range_iter_counted(r: Any) -> Any:
    """An iterator over any range."""
    iterator = malloc(COUNTED_ITERATOR)
    iterator.next = r.start
    iterator.remaining = range_len(r)
    iterator.step = r.step
    return iterator


def range_iter_reversed(r: Any) -> Any:
    """An iterator from the last item to the first."""
    iterator = malloc(COUNTED_ITERATOR)
    length = range_len(r)
    iterator.next = r.start + (length - 1) * r.step
    iterator.remaining = length
    iterator.step = -r.step
    return iterator


def range_next_up(iterator: Any) -> Any:
    """The next item, step 1."""
    value = iterator.next
    if value >= iterator.stop:
        raise StopIteration
    iterator.next = value + 1
    return value


def range_next_down(iterator: Any) -> Any:
    """The next item, step -1."""
    value = iterator.next
    if value <= iterator.stop:
        raise StopIteration
    iterator.next = value - 1
    return value


def range_next_counted(iterator: Any) -> Any:
    """The next item, any step."""
    remaining = iterator.remaining
    if remaining <= 0:
        raise StopIteration
    value = iterator.next
    iterator.remaining = remaining - 1
    iterator.next = value + iterator.step
    return value


def counted_length(iterator: Any) -> Any:
    """How many items are left?"""
    return iterator.remaining
