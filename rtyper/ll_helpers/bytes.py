"""Low-level helpers of bytes and bytearray.

Immutable bytes are one struct with the bytes in its tail; a bytearray is `{length, items}` over an array of Char.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.lowlevel import malloc, malloc_varsize, malloc_varsize_uninit, op
from weft.rtyper.ll_helpers.strings import FNV_PRIME, FNV_START, HASH_OF_ZERO, clamp_start, clamp_stop, fill_by_doubling
from weft.rtyper.lltype.types import BYTES, CHAR, SIGNED, Array, Ptr, Struct

BYTES_POINTER: Final = Ptr(BYTES)
CHARS: Final = Array(CHAR)
WORDS: Final = Array(SIGNED)
BYTEARRAY: Final = Struct("bytearray", {"length": SIGNED, "items": Ptr(CHARS)})


# bytes: items ---------------------------------------------------------------------------------------------------


def byte_at(data: Any, index: Any) -> Any:
    """The value of a byte at a valid index."""
    return op.cast_char_to_int(op.gettail(data, index))


def bytes_getitem_nonneg(data: Any, index: Any) -> Any:
    """`data[index]` for an index known to be >= 0."""
    if not op.int_between_unsigned(index, data.size):
        raise IndexError("index out of range")
    return op.cast_char_to_int(op.gettail(data, index))


def bytes_getitem(data: Any, index: Any) -> Any:
    """`data[index]`."""
    index = op.int_wrap_index(index, data.size)
    if not op.int_between_unsigned(index, data.size):
        raise IndexError("index out of range")
    return op.cast_char_to_int(op.gettail(data, index))


def bytes_getslice(data: Any, start: Any, stop: Any) -> Any:
    """`data[start:stop]`."""
    length = data.size
    start = clamp_start(start, length)
    stop = clamp_stop(stop, start, length)
    if stop - start == length:
        return data
    result = malloc_varsize_uninit(BYTES, stop - start)
    op.tailcopy(data, result, start, 0, stop - start)
    return result


def bytes_items(data: Any) -> Any:
    """The values as an array of words."""
    length = data.size
    items = malloc_varsize_uninit(WORDS, length)
    i = 0
    while i < length:
        items[i] = op.cast_char_to_int(op.gettail(data, i))
        i = i + 1
    return items


def bytes_next(iterator: Any) -> Any:
    """The next value."""
    data = iterator.list
    index = iterator.index
    if index >= data.size:
        raise StopIteration
    iterator.index = index + 1
    return op.cast_char_to_int(op.gettail(data, index))


def bytes_next_reversed(iterator: Any) -> Any:
    """The value before."""
    index = iterator.index - 1
    if index < 0:
        raise StopIteration
    iterator.index = index
    return op.cast_char_to_int(op.gettail(iterator.list, index))


# bytes: whole objects ---------------------------------------------------------------------------------------------


def bytes_add(x: Any, y: Any) -> Any:
    """`x + y`."""
    left = x.size
    right = y.size
    result = malloc_varsize_uninit(BYTES, left + right)
    op.tailcopy(x, result, 0, 0, left)
    op.tailcopy(y, result, 0, left, right)
    return result


def bytes_mul(data: Any, count: Any) -> Any:
    """`data * count`."""
    length = data.size
    if count < 0:
        count = 0
    result = malloc_varsize_uninit(BYTES, op.int_mul_ovf(length, count))
    if result.size > 0:
        op.tailcopy(data, result, 0, 0, length)
        fill_by_doubling(result, length)
    return result


def bytes_eq(x: Any, y: Any) -> Any:
    """`x == y`; either may be None."""
    if x is y:
        return True
    if x is None or y is None:
        return False
    length = x.size
    return length == y.size and op.tailcompare(x, y, 0, 0, length) == 0


def bytes_compare(x: Any, y: Any) -> Any:
    """Negative, zero or positive as x < y, x == y, x > y."""
    left = x.size
    right = y.size
    order = op.tailcompare(x, y, 0, 0, left if left < right else right)
    if order != 0:
        return order
    return left - right


def bytes_hash(data: Any) -> Any:
    """The hash, cached in the object; None has one too."""
    if data is None:
        return 11
    value = data.hash
    if value == 0:
        value = bytes_compute_hash(data)
    return value


def bytes_compute_hash(data: Any) -> Any:
    """Compute the hash and store it; `hashing.host_bytes_hash` is the same on the host."""
    value = FNV_START
    length = data.size
    i = 0
    while i < length:
        value = (value ^ op.cast_char_to_int(op.gettail(data, i))) * FNV_PRIME
        i = i + 1
    value = value ^ (value >> 29)
    if value == 0 or value == -1:
        value = HASH_OF_ZERO
    data.hash = value
    return value


def bytes_contains_value(data: Any, value: Any) -> Any:
    """`value in data` for an int."""
    check_byte(value)
    byte = op.cast_int_to_char(value)
    length = data.size
    i = 0
    while i < length:
        if op.gettail(data, i) == byte:
            return True
        i = i + 1
    return False


def bytes_contains(data: Any, part: Any) -> Any:
    """`part in data`."""
    count = part.size
    last = data.size - count
    i = 0
    while i <= last:
        if op.tailcompare(data, part, i, 0, count) == 0:
            return True
        i = i + 1
    return False


def check_byte(value: Any) -> Any:
    """ValueError unless 0 <= value < 256."""
    if not op.int_between_unsigned(value, 256):
        raise ValueError("byte must be in range(0, 256)")


def bytes_of_word_array(items: Any, count: Any) -> Any:
    """`bytes(list of ints)`."""
    result = malloc_varsize_uninit(BYTES, count)
    i = 0
    while i < count:
        value = items[i]
        if not op.int_between_unsigned(value, 256):
            raise ValueError("bytes must be in range(0, 256)")
        op.settail(result, i, op.cast_int_to_char(value))
        i = i + 1
    return result


def bytes_zeroed(count: Any) -> Any:
    """`bytes(count)`."""
    if count < 0:
        raise ValueError("negative count")
    return malloc_varsize(BYTES, count)


def latin1_bytes(s: Any) -> Any:
    """The characters of a narrow string as bytes."""
    length = s.length
    result = malloc_varsize_uninit(BYTES, length)
    op.tailcopy(s, result, 0, 0, length)
    return result


# bytearray --------------------------------------------------------------------------------------------------------


def new_bytearray(count: Any) -> Any:
    """`bytearray(count)`."""
    if count < 0:
        raise ValueError("negative count")
    result = malloc(BYTEARRAY)
    result.items = malloc_varsize(CHARS, count)
    result.length = count
    return result


def bytearray_of_bytes(data: Any) -> Any:
    """`bytearray(data)`."""
    length = data.size
    items = malloc_varsize_uninit(CHARS, length)
    op.tail_to_array(data, items, 0, 0, length)
    result = malloc(BYTEARRAY)
    result.items = items
    result.length = length
    return result


def bytearray_of_array(items: Any, start: Any, count: Any) -> Any:
    """A bytearray of a part of an array of Char."""
    copy = malloc_varsize_uninit(CHARS, count)
    op.arraycopy(items, copy, start, 0, count)
    result = malloc(BYTEARRAY)
    result.items = copy
    result.length = count
    return result


def bytearray_of_word_array(words: Any, count: Any) -> Any:
    """`bytearray(list of ints)`."""
    items = malloc_varsize_uninit(CHARS, count)
    i = 0
    while i < count:
        value = words[i]
        check_byte(value)
        items[i] = op.cast_int_to_char(value)
        i = i + 1
    result = malloc(BYTEARRAY)
    result.items = items
    result.length = count
    return result


def bytes_from_bytearray(data: Any, start: Any, stop: Any) -> Any:
    """`bytes(data[start:stop])` with valid bounds."""
    result = malloc_varsize_uninit(BYTES, stop - start)
    op.array_to_tail(data.items, result, start, 0, stop - start)
    return result


def bytearray_to_bytes(data: Any) -> Any:
    """`bytes(data)`."""
    return bytes_from_bytearray(data, 0, data.length)


def bytearray_items(data: Any) -> Any:
    """The values as an array of words."""
    length = data.length
    chars = data.items
    items = malloc_varsize_uninit(WORDS, length)
    i = 0
    while i < length:
        items[i] = op.cast_char_to_int(chars[i])
        i = i + 1
    return items


def bytearray_getitem(data: Any, index: Any) -> Any:
    """`data[index]`."""
    index = op.int_wrap_index(index, data.length)
    if not op.int_between_unsigned(index, data.length):
        raise IndexError("bytearray index out of range")
    return op.cast_char_to_int(data.items[index])


def bytearray_getitem_nonneg(data: Any, index: Any) -> Any:
    """`data[index]` for an index known to be >= 0."""
    if not op.int_between_unsigned(index, data.length):
        raise IndexError("bytearray index out of range")
    return op.cast_char_to_int(data.items[index])


def bytearray_setitem(data: Any, index: Any, value: Any) -> Any:
    """`data[index] = value`."""
    if not op.int_between_unsigned(value, 256):
        raise ValueError("byte must be in range(0, 256)")
    index = op.int_wrap_index(index, data.length)
    if not op.int_between_unsigned(index, data.length):
        raise IndexError("bytearray index out of range")
    data.items[index] = op.cast_int_to_char(value)


def bytearray_getslice(data: Any, start: Any, stop: Any) -> Any:
    """`data[start:stop]`."""
    length = data.length
    start = clamp_start(start, length)
    stop = clamp_stop(stop, start, length)
    return bytearray_of_array(data.items, start, stop - start)


def bytearray_next(iterator: Any) -> Any:
    """The next value; the length is read each time."""
    data = iterator.list
    index = iterator.index
    if index >= data.length:
        iterator.index = 9223372036854775807
        raise StopIteration
    iterator.index = index + 1
    return op.cast_char_to_int(data.items[index])


def bytearray_next_reversed(iterator: Any) -> Any:
    """The value before; the bytearray may have become shorter."""
    data = iterator.list
    index = iterator.index - 1
    if not op.int_between_unsigned(index, data.length):
        iterator.index = 0
        raise StopIteration
    iterator.index = index
    return op.cast_char_to_int(data.items[index])


def bytearray_reserve(data: Any, needed: Any) -> Any:
    """Make room for `needed` bytes, and some more."""
    items = data.items
    if needed > len(items):
        length = data.length
        bigger = malloc_varsize_uninit(CHARS, needed + (needed >> 2) + 16)
        op.arraycopy(items, bigger, 0, 0, length)
        data.items = bigger


def bytearray_append(data: Any, value: Any) -> Any:
    """`data.append(value)`."""
    if not op.int_between_unsigned(value, 256):
        raise ValueError("byte must be in range(0, 256)")
    length = data.length
    if length >= len(data.items):
        bytearray_reserve(data, length + 1)
    data.length = length + 1
    data.items[length] = op.cast_int_to_char(value)


def bytearray_extend_bytes(data: Any, other: Any) -> Any:
    """`data += bytes`."""
    length = data.length
    count = other.size
    bytearray_reserve(data, length + count)
    op.tail_to_array(other, data.items, 0, length, count)
    data.length = length + count


def bytearray_extend(data: Any, other: Any) -> Any:
    """`data += bytearray`."""
    length = data.length
    count = other.length
    bytearray_reserve(data, length + count)
    op.arraycopy(other.items, data.items, 0, length, count)
    data.length = length + count


def bytearray_pop(data: Any, index: Any) -> Any:
    """`data.pop(index)`."""
    length = data.length
    if length == 0:
        raise IndexError("pop from empty bytearray")
    index = op.int_wrap_index(index, length)
    if not op.int_between_unsigned(index, length):
        raise IndexError("pop index out of range")
    value = op.cast_char_to_int(data.items[index])
    bytearray_delete(data, index, index + 1)
    return value


def bytearray_delitem(data: Any, index: Any) -> Any:
    """`del data[index]`."""
    length = data.length
    index = op.int_wrap_index(index, length)
    if not op.int_between_unsigned(index, length):
        raise IndexError("bytearray index out of range")
    bytearray_delete(data, index, index + 1)


def bytearray_delete(data: Any, start: Any, stop: Any) -> Any:
    """Remove the bytes between two valid bounds."""
    op.arraycopy(data.items, data.items, stop, start, data.length - stop)
    data.length = data.length - (stop - start)


def bytearray_delslice(data: Any, start: Any, stop: Any) -> Any:
    """`del data[start:stop]`."""
    length = data.length
    start = clamp_start(start, length)
    bytearray_delete(data, start, clamp_stop(stop, start, length))


def bytearray_setslice(data: Any, start: Any, stop: Any, source: Any) -> Any:
    """`data[start:stop] = source`, bytes."""
    length = data.length
    start = clamp_start(start, length)
    stop = clamp_stop(stop, start, length)
    count = source.size
    final = length - (stop - start) + count
    bytearray_reserve(data, final)
    items = data.items
    op.arraycopy(items, items, stop, start + count, length - stop)
    op.tail_to_array(source, items, 0, start, count)
    data.length = final


def bytearray_insert(data: Any, index: Any, value: Any) -> Any:
    """`data.insert(index, value)`."""
    check_byte(value)
    length = data.length
    index = clamp_start(index, length)
    bytearray_reserve(data, length + 1)
    items = data.items
    op.arraycopy(items, items, index, index + 1, length - index)
    items[index] = op.cast_int_to_char(value)
    data.length = length + 1


def bytearray_add(x: Any, y: Any) -> Any:
    """`x + y` of two bytearrays."""
    result = bytearray_of_array(x.items, 0, x.length)
    bytearray_extend(result, y)
    return result


def bytearray_eq(x: Any, y: Any) -> Any:
    """`x == y`; either may be None."""
    if x is y:
        return True
    if x is None or y is None:
        return False
    length = x.length
    if length != y.length:
        return False
    i = 0
    while i < length:
        if x.items[i] != y.items[i]:
            return False
        i = i + 1
    return True


def bytearray_eq_bytes(x: Any, y: Any) -> Any:
    """`x == y` of a bytearray and bytes; either may be None."""
    if x is None or y is None:
        return False
    length = x.length
    if length != y.size:
        return False
    i = 0
    while i < length:
        if x.items[i] != op.gettail(y, i):
            return False
        i = i + 1
    return True


def bytearray_contains_value(data: Any, value: Any) -> Any:
    """`value in data` for an int."""
    check_byte(value)
    byte = op.cast_int_to_char(value)
    length = data.length
    items = data.items
    i = 0
    while i < length:
        if items[i] == byte:
            return True
        i = i + 1
    return False


def bytearray_reverse(data: Any) -> Any:
    """`data.reverse()`."""
    items = data.items
    i = 0
    j = data.length - 1
    while i < j:
        byte = items[i]
        items[i] = items[j]
        items[j] = byte
        i = i + 1
        j = j - 1


def bytearray_clear(data: Any) -> Any:
    """`data.clear()`."""
    data.length = 0
