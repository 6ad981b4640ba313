"""Low-level helpers of list.

A fixed list is a pointer to its array of items; a list that changes its length is a pointer to a struct
`{length, items}` whose array has spare room behind the first `length` items.  Helpers named `fixed_` work on the
former, `list_` on the latter.
"""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.arrays import (
    array_equal,
    array_find,
    array_repeat,
    clear_slot,
    clear_slots,
    new_items_like,
)
from weft.rtyper.ll_helpers.lowlevel import malloc, op, static_call
from weft.rtyper.ll_helpers.strings import clamp_start, clamp_stop
from weft.rtyper.lltype.types import Ptr

# Items ----------------------------------------------------------------------------------------------------------


def fixed_getitem_nonneg(items: Any, index: Any) -> Any:
    """`items[index]` for an index known to be >= 0."""
    if not op.int_between_unsigned(index, len(items)):
        raise IndexError("list index out of range")
    return items[index]


def fixed_getitem(items: Any, index: Any) -> Any:
    """`items[index]`."""
    index = op.int_wrap_index(index, len(items))
    if not op.int_between_unsigned(index, len(items)):
        raise IndexError("list index out of range")
    return items[index]


def tuple_getitem(items: Any, length: Any, index: Any) -> Any:
    """`t[index]` of a tuple of unknown length."""
    index = op.int_wrap_index(index, length)
    if not op.int_between_unsigned(index, length):
        raise IndexError("tuple index out of range")
    return items[index]


def fixed_setitem_nonneg(items: Any, index: Any, value: Any) -> Any:
    """`items[index] = value` for an index known to be >= 0."""
    if not op.int_between_unsigned(index, len(items)):
        raise IndexError("list assignment index out of range")
    items[index] = value


def fixed_setitem(items: Any, index: Any, value: Any) -> Any:
    """`items[index] = value`."""
    index = op.int_wrap_index(index, len(items))
    if not op.int_between_unsigned(index, len(items)):
        raise IndexError("list assignment index out of range")
    items[index] = value


def list_getitem_nonneg(target: Any, index: Any) -> Any:
    """`target[index]` for an index known to be >= 0."""
    if not op.int_between_unsigned(index, target.length):
        raise IndexError("list index out of range")
    return target.items[index]


def list_getitem(target: Any, index: Any) -> Any:
    """`target[index]`."""
    index = op.int_wrap_index(index, target.length)
    if not op.int_between_unsigned(index, target.length):
        raise IndexError("list index out of range")
    return target.items[index]


def list_setitem_nonneg(target: Any, index: Any, value: Any) -> Any:
    """`target[index] = value` for an index known to be >= 0."""
    if not op.int_between_unsigned(index, target.length):
        raise IndexError("list assignment index out of range")
    target.items[index] = value


def list_setitem(target: Any, index: Any, value: Any) -> Any:
    """`target[index] = value`."""
    index = op.int_wrap_index(index, target.length)
    if not op.int_between_unsigned(index, target.length):
        raise IndexError("list assignment index out of range")
    target.items[index] = value


def list_delitem(target: Any, index: Any) -> Any:
    """`del target[index]`."""
    index = op.int_wrap_index(index, target.length)
    if not op.int_between_unsigned(index, target.length):
        raise IndexError("list assignment index out of range")
    list_remove_at(target, index)


# Growing and shrinking --------------------------------------------------------------------------------------------


def list_new(pointer_type: Any, items: Any, length: Any) -> Any:
    """A list over an array of items."""
    result = malloc(static_call(list_struct, pointer_type))
    result.length = length
    result.items = items
    return result


def list_struct(pointer_type: Ptr) -> Any:
    """What a pointer type points to (host, translation time)."""
    return pointer_type.to


def list_reserve(target: Any, needed: Any) -> Any:
    """Make room for `needed` items, and some more."""
    items = target.items
    if needed > len(items):
        length = target.length
        bigger = new_items_like(items, needed + (needed >> 2) + 4)
        op.arraycopy(items, bigger, 0, 0, length)
        target.items = bigger


def list_append(target: Any, value: Any) -> Any:
    """`target.append(value)`."""
    length = target.length
    if length >= len(target.items):
        list_reserve(target, length + 1)
    target.length = length + 1
    target.items[length] = value


def list_pop_last(target: Any) -> Any:
    """`target.pop()`."""
    last = target.length - 1
    if last < 0:
        raise IndexError("pop from empty list")
    items = target.items
    value = items[last]
    clear_slot(items, last)
    target.length = last
    if last < len(items) >> 2:
        list_shrink(target)
    return value


def list_shrink(target: Any) -> Any:
    """Give room back when less than a quarter is used."""
    items = target.items
    length = target.length
    if len(items) > 64:
        smaller = new_items_like(items, length + (length >> 1) + 8)
        op.arraycopy(items, smaller, 0, 0, length)
        target.items = smaller


def list_pop(target: Any, index: Any) -> Any:
    """`target.pop(index)`."""
    length = target.length
    if length == 0:
        raise IndexError("pop from empty list")
    index = op.int_wrap_index(index, length)
    if not op.int_between_unsigned(index, length):
        raise IndexError("pop index out of range")
    value = target.items[index]
    list_remove_at(target, index)
    return value


def list_remove_at(target: Any, index: Any) -> Any:
    """Remove the item at a valid index."""
    items = target.items
    last = target.length - 1
    op.arraycopy(items, items, index + 1, index, last - index)
    clear_slot(items, last)
    target.length = last


def list_insert(target: Any, index: Any, value: Any) -> Any:
    """`target.insert(index, value)`."""
    length = target.length
    index = clamp_start(index, length)
    list_reserve(target, length + 1)
    items = target.items
    op.arraycopy(items, items, index, index + 1, length - index)
    target.length = length + 1
    items[index] = value


def list_extend(target: Any, others: Any, count: Any) -> Any:
    """Append the first `count` items of an array."""
    length = target.length
    list_reserve(target, length + count)
    op.arraycopy(others, target.items, 0, length, count)
    target.length = length + count


def list_truncate(target: Any, length: Any) -> Any:
    """Drop the items from `length` on."""
    clear_slots(target.items, length, target.length)
    target.length = length


def list_clear(target: Any, empty: Any) -> Any:
    """`target.clear()`; `empty` is the shared empty array."""
    target.length = 0
    target.items = empty


def list_delslice(target: Any, start: Any, stop: Any) -> Any:
    """`del target[start:stop]`."""
    length = target.length
    start = clamp_start(start, length)
    stop = clamp_stop(stop, start, length)
    op.arraycopy(target.items, target.items, stop, start, length - stop)
    list_truncate(target, length - (stop - start))


def list_setslice(target: Any, start: Any, stop: Any, others: Any, count: Any) -> Any:
    """`target[start:stop] = ...`: the first `count` items of an array that is not the target's own."""
    length = target.length
    start = clamp_start(start, length)
    stop = clamp_stop(stop, start, length)
    final = length - (stop - start) + count
    list_reserve(target, final)
    items = target.items
    op.arraycopy(items, items, stop, start + count, length - stop)
    op.arraycopy(others, items, 0, start, count)
    if final < length:
        list_truncate(target, final)
    else:
        target.length = final


def fixed_setslice(items: Any, start: Any, stop: Any, others: Any, count: Any) -> Any:
    """Slice assignment to a list whose length never changes."""
    length = len(items)
    start = clamp_start(start, length)
    stop = clamp_stop(stop, start, length)
    if stop - start != count:
        raise ValueError("slice assignment changes the length of a list of fixed size")
    op.arraycopy(others, items, 0, start, count)


# Iteration --------------------------------------------------------------------------------------------------------


def list_next(iterator: Any) -> Any:
    """The next item; the length is read each time."""
    target = iterator.list
    index = iterator.index
    if index >= target.length:
        iterator.index = 9223372036854775807
        raise StopIteration
    iterator.index = index + 1
    return target.items[index]


def fixed_next(iterator: Any) -> Any:
    """The next item of an array."""
    items = iterator.list
    index = iterator.index
    if index >= len(items):
        raise StopIteration
    iterator.index = index + 1
    return items[index]


def list_next_reversed(iterator: Any) -> Any:
    """The item before; the list may have become shorter."""
    target = iterator.list
    index = iterator.index - 1
    if not op.int_between_unsigned(index, target.length):
        iterator.index = 0
        raise StopIteration
    iterator.index = index
    return target.items[index]


def fixed_next_reversed(iterator: Any) -> Any:
    """The item before."""
    items = iterator.list
    index = iterator.index - 1
    if index < 0:
        raise StopIteration
    iterator.index = index
    return items[index]


# Whole lists ------------------------------------------------------------------------------------------------------


def list_equal(target: Any, other: Any, equal: Any) -> Any:
    """`target == other`."""
    if target is other:
        return True
    return array_equal(target.items, target.length, other.items, other.length, equal)


def fixed_equal(items: Any, others: Any, equal: Any) -> Any:
    """`items == others`."""
    if items is others:
        return True
    return array_equal(items, len(items), others, len(others), equal)


def _hash_items(items: Any, length: Any, hash_item: Any) -> Any:
    """The hash of a tuple of these items, mixed as xxHash does; see `tuples.hash_function`."""
    acc = op.cast_int_to_uint(2870177450012600261)
    i = 0
    while i < length:
        lane = op.cast_int_to_uint(hash_item(items[i]))
        acc = acc + lane * op.cast_int_to_uint(-4417276706812531889)
        acc = op.uint_or(op.uint_lshift(acc, 31), op.uint_rshift(acc, 33))
        acc = acc * op.cast_int_to_uint(-7046029288634856825)
        i += 1
    acc = acc + op.cast_int_to_uint(length ^ (2870177450012600261 ^ 3527539))
    result = op.cast_uint_to_int(acc)
    if result == -1:
        return 1546275796
    return result


def optional_list_hash(target: Any, hash_item: Any) -> Any:
    """The hash of a tuple of unknown length in the layout of a list, or None."""
    if target is None:
        return 4238894
    return _hash_items(target.items, target.length, hash_item)


def optional_fixed_hash(items: Any, hash_item: Any) -> Any:
    """The hash of a tuple of unknown length in the layout of an array, or None."""
    if items is None:
        return 4238894
    return _hash_items(items, len(items), hash_item)


def optional_list_equal(target: Any, other: Any, equal: Any) -> Any:
    """`target == other` where either may be None."""
    if target is None or other is None:
        return target is other
    return list_equal(target, other, equal)


def optional_fixed_equal(items: Any, others: Any, equal: Any) -> Any:
    """`items == others` where either may be None."""
    if items is None or others is None:
        return items is others
    return fixed_equal(items, others, equal)


def find_or_raise(items: Any, start: Any, stop: Any, value: Any, equal: Any, message: Any) -> Any:
    """The first index of an item equal to the value; ValueError with the message if there is none."""
    index = array_find(items, start, stop, value, equal)
    if index < 0:
        raise ValueError(message)
    return index


def list_repeat(target: Any, count: Any) -> Any:
    """`target *= count`."""
    length = target.length
    if count <= 0:
        list_truncate(target, 0)
    elif count > 1 and length > 0:
        repeated = array_repeat(target.items, length, count)
        target.items = repeated
        target.length = len(repeated)


def check_unpack(length: Any, expected: Any, messages: Any) -> Any:
    """ValueError unless the length is the expected one; there is a message per smaller length, and a last one."""
    if length != expected:
        raise ValueError(messages[length if length < expected else expected])


def check_unpack_star(length: Any, expected: Any, messages: Any) -> Any:
    """ValueError unless the length is at least the expected one."""
    if length < expected:
        raise ValueError(messages[length])
