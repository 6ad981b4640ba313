"""Low-level helpers on arrays: allocation, filling, searching, comparing.  Lists of both layouts use them."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.lowlevel import malloc_varsize, malloc_varsize_uninit, null, op, static_call, type_of
from weft.rtyper.ll_helpers.strings import clamp_start, clamp_stop
from weft.rtyper.lltype.types import Array, Ptr


def array_needs_zeroing(array_type: Array) -> bool:
    """True if the items are pointers a collector looks at (host, translation time)."""
    return array_type.item.is_gc_pointer


def target_of(pointer_type: Ptr) -> Any:
    """What a pointer type points to (host, translation time)."""
    return pointer_type.to


def new_items(array_type: Any, length: Any) -> Any:
    """An array of that length, to be filled: zeroed only if it must be."""
    if static_call(array_needs_zeroing, array_type):
        return malloc_varsize(array_type, length)
    return malloc_varsize_uninit(array_type, length)


def new_items_like(items: Any, length: Any) -> Any:
    """An array of the same type and another length, to be filled."""
    return new_items(static_call(target_of, type_of(items)), length)


def clear_slot(items: Any, index: Any) -> Any:
    """Drop the reference in a slot that is no longer used."""
    if static_call(array_needs_zeroing, static_call(target_of, type_of(items))):
        items[index] = null(type_of(items[index]))


def clear_slots(items: Any, start: Any, stop: Any) -> Any:
    """Drop the references in slots that are no longer used."""
    if static_call(array_needs_zeroing, static_call(target_of, type_of(items))):
        while start < stop:
            items[start] = null(type_of(items[start]))
            start = start + 1


def array_copy(items: Any, count: Any) -> Any:
    """A new array of the first `count` items."""
    result = new_items_like(items, count)
    op.arraycopy(items, result, 0, 0, count)
    return result


def array_slice(items: Any, length: Any, start: Any, stop: Any) -> Any:
    """A new array of the items `start:stop`, as Python clamps them."""
    start = clamp_start(start, length)
    stop = clamp_stop(stop, start, length)
    result = new_items_like(items, stop - start)
    op.arraycopy(items, result, start, 0, stop - start)
    return result


def array_concat(items: Any, length: Any, others: Any, other_length: Any) -> Any:
    """A new array of the items of both."""
    result = new_items_like(items, length + other_length)
    op.arraycopy(items, result, 0, 0, length)
    op.arraycopy(others, result, 0, length, other_length)
    return result


def array_repeat(items: Any, length: Any, count: Any) -> Any:
    """A new array of the items `count` times."""
    if count < 0:
        count = 0
    total = op.int_mul_ovf(length, count)
    result = new_items_like(items, total)
    if length == 1:
        op.arrayfill(result, 0, total, items[0])
        return result
    if total > 0:
        op.arraycopy(items, result, 0, 0, length)
        done = length
        while done < total:
            step = done if done <= total - done else total - done
            op.arraycopy(result, result, 0, done, step)
            done = done + step
    return result


def array_of_value(array_type: Any, count: Any, value: Any) -> Any:
    """A new array of `count` times the value: `[value] * count`."""
    if count < 0:
        count = 0
    result = malloc_varsize_uninit(array_type, count)  # nothing is allocated before the items are there
    op.arrayfill(result, 0, count, value)
    return result


def array_of_zero(array_type: Any, count: Any) -> Any:
    """A new array of `count` zeros, nulls or such."""
    if count < 0:
        count = 0
    return malloc_varsize(array_type, count)


def array_convert(items: Any, count: Any, array_type: Any, convert: Any) -> Any:
    """A new array of the first `count` items, each converted by a function."""
    result = new_items(array_type, count)
    i = 0
    while i < count:
        result[i] = convert(items[i])
        i = i + 1
    return result


def array_reverse(items: Any, length: Any) -> Any:
    """Reverse the first `length` items in place."""
    i = 0
    j = length - 1
    while i < j:
        item = items[i]
        items[i] = items[j]
        items[j] = item
        i = i + 1
        j = j - 1


def array_equal(items: Any, length: Any, others: Any, other_length: Any, equal: Any) -> Any:
    """Are the items equal, one by one?"""
    if length != other_length:
        return False
    i = 0
    while i < length:
        if not equal(items[i], others[i]):
            return False
        i = i + 1
    return True


def array_mismatch(items: Any, length: Any, others: Any, other_length: Any, equal: Any) -> Any:
    """The first index where the items differ, at most the smaller length."""
    if other_length < length:
        length = other_length
    i = 0
    while i < length and equal(items[i], others[i]):
        i = i + 1
    return i


def array_find(items: Any, start: Any, stop: Any, value: Any, equal: Any) -> Any:
    """The first index in `start..stop` of an item equal to the value, or -1."""
    while start < stop:
        if equal(items[start], value):
            return start
        start = start + 1
    return -1


def array_count(items: Any, length: Any, value: Any, equal: Any) -> Any:
    """How many items are equal to the value?"""
    found = 0
    i = 0
    while i < length:
        if equal(items[i], value):
            found = found + 1
        i = i + 1
    return found


# Equality of primitive items ------------------------------------------------------------------------------------


def word_equal(x: Any, y: Any) -> Any:
    """Equality of two primitives of one type, or identity of two pointers."""
    return x == y


def always_equal(x: Any, y: Any) -> Any:
    """Equality of values that carry no information."""
    return True
