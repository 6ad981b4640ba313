"""Low-level helpers of str: access, allocation, concatenation, slices, comparison, hashing.

Strings are canonical: narrow (one byte a character) if and only if every character is below 256, so two equal
strings have equal lengths and sizes, and comparing the bytes decides.  The fast paths are the narrow ones and are
small enough to be inlined; the `wide` helpers do the rest.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.lowlevel import malloc_varsize_uninit, op
from weft.rtyper.lltype.types import STR, Array, Ptr
from weft.rtyper.lltype.values import ArrayValue, new_str

STRING: Final = Ptr(STR)
CHARACTERS: Final[Any] = ArrayValue(Array(STRING), items=[new_str(chr(code)) for code in range(256)])
"""The one-character strings of Latin-1."""
FNV_PRIME: Final = 1099511628211
FNV_START: Final = -3750763034362895579
HASH_OF_ZERO: Final = 29872897


# Access -------------------------------------------------------------------------------------------------------


def str_char(s: Any, index: Any) -> Any:
    """The character at a valid index."""
    if s.size == s.length:
        return op.cast_char_to_unichar(op.gettail(s, index))
    return op.gettail_wide(s, index)


def str_getitem_nonneg(s: Any, index: Any) -> Any:
    """`s[index]` for an index known to be >= 0."""
    if not op.int_between_unsigned(index, s.length):
        raise IndexError("string index out of range")
    return str_char(s, index)


def str_getitem(s: Any, index: Any) -> Any:
    """`s[index]`."""
    index = op.int_wrap_index(index, s.length)
    if not op.int_between_unsigned(index, s.length):
        raise IndexError("string index out of range")
    return str_char(s, index)


def str_bool(s: Any) -> Any:
    """Truth of a string that may be None."""
    if s is None:
        return False
    return s.length != 0


def str_ord(s: Any) -> Any:
    """`ord(s)` of a string not known to be a character."""
    if s.length != 1:
        raise TypeError("ord() expected a character, but string of other length found")
    return op.cast_unichar_to_int(str_char(s, 0))


def chr_checked(code: Any) -> Any:
    """`chr(code)`."""
    if not op.int_between_unsigned(code, 1114112):
        if code != op.cast_int32_to_int(op.cast_int_to_int32(code)):
            raise OverflowError("Python int too large to convert to C int")
        raise ValueError("chr() arg not in range(0x110000)")
    return op.cast_int_to_unichar(code)


# Allocation and filling ---------------------------------------------------------------------------------------


def new_narrow(length: Any) -> Any:
    """A string of `length` bytes, to be filled."""
    s = malloc_varsize_uninit(STR, length)
    s.length = length
    return s


def new_wide(length: Any) -> Any:
    """A string of `length` 32-bit characters, to be filled."""
    if length > 1 << 40:
        raise MemoryError("")
    s = malloc_varsize_uninit(STR, 4 * length)
    s.length = length
    return s


def new_string(length: Any, extra: Any) -> Any:
    """A string to be filled: narrow if `extra`, the sum of `size - length` over its pieces, is zero."""
    if extra == 0:
        return new_narrow(length)
    return new_wide(length)


def char_extra(char: Any) -> Any:
    """What a character adds to `extra` of `new_string`."""
    return 0 if op.cast_unichar_to_int(char) < 256 else 3


def put_char(target: Any, position: Any, char: Any) -> Any:
    """Store a character in a string being made; returns the position after it."""
    if target.size == target.length:
        op.settail(target, position, op.cast_unichar_to_char(char))
    else:
        op.settail_wide(target, position, char)
    return position + 1


def put_string(target: Any, position: Any, piece: Any) -> Any:
    """Store a string in a string being made; returns the position after it."""
    length = piece.length
    if target.size == target.length:
        op.tailcopy(piece, target, 0, position, length)
    else:
        put_wide(target, position, piece, 0, length)
    return position + length


def put_wide(target: Any, position: Any, piece: Any, start: Any, count: Any) -> Any:
    """Store `count` characters of a string into a wide one."""
    if piece.size == piece.length:
        i = 0
        while i < count:
            op.settail_wide(target, position + i, op.cast_char_to_unichar(op.gettail(piece, start + i)))
            i = i + 1
    else:
        op.tailcopy(piece, target, 4 * start, 4 * position, 4 * count)


def char_to_str(char: Any) -> Any:
    """The string of one character."""
    code = op.cast_unichar_to_int(char)
    if code < 256:
        return CHARACTERS[code]
    return wide_char_to_str(char)


def wide_char_to_str(char: Any) -> Any:
    """The string of one character beyond Latin-1."""
    s = new_wide(1)
    op.settail_wide(s, 0, char)
    return s


# Slices -------------------------------------------------------------------------------------------------------


def clamp_start(start: Any, length: Any) -> Any:
    """The first index of a slice: negative ones count from the end, clamped to 0..length."""
    if start < 0:
        start = start + length
        if start < 0:
            start = 0
    if start > length:
        start = length
    return start


def clamp_stop(stop: Any, start: Any, length: Any) -> Any:
    """The end of a slice whose clamped start is given, clamped to start..length."""
    if stop > length:
        stop = length
    elif stop < 0:
        stop = stop + length
    if stop < start:
        stop = start
    return stop


def str_getslice(s: Any, start: Any, stop: Any) -> Any:
    """`s[start:stop]`."""
    length = s.length
    start = clamp_start(start, length)
    stop = clamp_stop(stop, start, length)
    return substring(s, start, stop)


def substring(s: Any, start: Any, stop: Any) -> Any:
    """`s[start:stop]` for 0 <= start <= stop <= length."""
    count = stop - start
    if count <= 1:
        if count == 0:
            return ""
        return char_to_str(str_char(s, start))
    if count == s.length:
        return s
    if s.size == s.length:
        result = new_narrow(count)
        op.tailcopy(s, result, start, 0, count)
        return result
    return wide_substring(s, start, count)


def wide_substring(s: Any, start: Any, count: Any) -> Any:
    """`count` characters of a wide string: narrow if they all are."""
    if wide_is_latin1(s, start, count):
        result = new_narrow(count)
        i = 0
        while i < count:
            op.settail(result, i, op.cast_unichar_to_char(op.gettail_wide(s, start + i)))
            i = i + 1
        return result
    result = new_wide(count)
    op.tailcopy(s, result, 4 * start, 0, 4 * count)
    return result


def wide_is_latin1(s: Any, start: Any, count: Any) -> Any:
    """Are these characters of a wide string all below 256?"""
    i = 0
    while i < count:
        if op.cast_unichar_to_int(op.gettail_wide(s, start + i)) >= 256:
            return False
        i = i + 1
    return True


# Concatenation ------------------------------------------------------------------------------------------------


def str_add(s: Any, t: Any) -> Any:
    """`s + t`."""
    left = s.length
    right = t.length
    if right == 0:
        return s
    if left == 0:
        return t
    if s.size == left and t.size == right:
        result = new_narrow(left + right)
        op.tailcopy(s, result, 0, 0, left)
        op.tailcopy(t, result, 0, left, right)
        return result
    result = new_wide(left + right)
    put_wide(result, 0, s, 0, left)
    put_wide(result, left, t, 0, right)
    return result


def str_add_char(s: Any, char: Any) -> Any:
    """`s + char`."""
    length = s.length
    result = new_string(length + 1, s.size - length + char_extra(char))
    put_string(result, 0, s)
    put_char(result, length, char)
    return result


def char_add_str(char: Any, s: Any) -> Any:
    """`char + s`."""
    length = s.length
    result = new_string(length + 1, s.size - length + char_extra(char))
    put_char(result, 0, char)
    put_string(result, 1, s)
    return result


def char_add_char(char: Any, other: Any) -> Any:
    """`char + other` of two characters."""
    result = new_string(2, char_extra(char) + char_extra(other))
    put_char(result, 0, char)
    put_char(result, 1, other)
    return result


def str_mul(s: Any, count: Any) -> Any:
    """`s * count`."""
    length = s.length
    if count <= 0 or length == 0:
        return ""
    if count == 1:
        return s
    total = op.int_mul_ovf(length, count)
    if s.size == length:
        result = new_narrow(total)
        unit = length
    else:
        result = new_wide(total)
        unit = 4 * length
    op.tailcopy(s, result, 0, 0, unit)
    fill_by_doubling(result, unit)
    return result


def fill_by_doubling(result: Any, unit: Any) -> Any:
    """Repeat the first `unit` bytes of a string's or bytes object's data to its end."""
    total = result.size
    done = unit
    while done < total:
        step = done if done <= total - done else total - done
        op.tailcopy(result, result, 0, done, step)
        done = done + step


def char_mul(char: Any, count: Any) -> Any:
    """`char * count`."""
    if count <= 0:
        return ""
    if op.cast_unichar_to_int(char) < 256:
        result = new_narrow(count)
        op.tailfill(result, 0, count, op.cast_unichar_to_char(char))
        return result
    result = new_wide(count)
    op.settail_wide(result, 0, char)
    fill_by_doubling(result, 4)
    return result


def str_join(separator: Any, items: Any, count: Any) -> Any:
    """`separator.join(...)` of the first `count` strings of an array."""
    if count == 0:
        return ""
    if count == 1:
        return items[0]
    length = op.int_mul_ovf(separator.length, count - 1)
    extra = separator.size - separator.length
    i = 0
    while i < count:
        piece = items[i]
        length = op.int_add_ovf(length, piece.length)
        extra = extra | (piece.size - piece.length)
        i = i + 1
    result = new_string(length, extra)
    position = put_string(result, 0, items[0])
    i = 1
    if separator.length == 0:
        while i < count:
            position = put_string(result, position, items[i])
            i = i + 1
        return result
    while i < count:
        position = put_string(result, position, separator)
        position = put_string(result, position, items[i])
        i = i + 1
    return result


def str_join_chars(separator: Any, items: Any, count: Any) -> Any:
    """`separator.join(...)` of the first `count` characters of an array."""
    if count == 0:
        return ""
    length = op.int_add_ovf(op.int_mul_ovf(separator.length, count - 1), count)
    extra = separator.size - separator.length
    i = 0
    while i < count:
        extra = extra | char_extra(items[i])
        i = i + 1
    result = new_string(length, extra)
    position = put_char(result, 0, items[0])
    i = 1
    while i < count:
        position = put_string(result, position, separator)
        position = put_char(result, position, items[i])
        i = i + 1
    return result


# Comparison ---------------------------------------------------------------------------------------------------


def str_eq(s: Any, t: Any) -> Any:
    """`s == t` of two strings that are not None."""
    if s is t:
        return True
    length = s.length
    size = s.size
    if length != t.length or size != t.size:
        return False
    return op.tailcompare(s, t, 0, 0, size) == 0


def str_eq_optional(s: Any, t: Any) -> Any:
    """`s == t` where either may be None."""
    if s is t:
        return True
    if s is None or t is None:
        return False
    return str_eq(s, t)


def str_eq_char(s: Any, char: Any) -> Any:
    """`s == char` for a string that is not None."""
    if s.length != 1:
        return False
    return str_char(s, 0) == char


def str_eq_char_optional(s: Any, char: Any) -> Any:
    """`s == char` for a string that may be None."""
    if s is None:
        return False
    return str_eq_char(s, char)


def str_compare(s: Any, t: Any) -> Any:
    """Negative, zero or positive as s < t, s == t, s > t."""
    left = s.length
    right = t.length
    shorter = left if left < right else right
    if s.size == left and t.size == right:
        order = op.tailcompare(s, t, 0, 0, shorter)
    else:
        order = wide_compare(s, t, shorter)
    if order != 0:
        return order
    return left - right


def wide_compare(s: Any, t: Any, count: Any) -> Any:
    """Compare the first `count` characters."""
    i = 0
    while i < count:
        difference = op.cast_unichar_to_int(str_char(s, i)) - op.cast_unichar_to_int(str_char(t, i))
        if difference != 0:
            return difference
        i = i + 1
    return 0


def str_compare_char(s: Any, char: Any) -> Any:
    """Negative, zero or positive as s is less than, equal to or greater than the one-character string."""
    if s.length == 0:
        return -1
    difference = op.cast_unichar_to_int(str_char(s, 0)) - op.cast_unichar_to_int(char)
    if difference != 0:
        return difference
    return s.length - 1


# Hashing ------------------------------------------------------------------------------------------------------


def str_hash(s: Any) -> Any:
    """The hash of a string that is not None, cached in it."""
    value = s.hash
    if value == 0:
        value = str_compute_hash(s)
    return value


def str_hash_optional(s: Any) -> Any:
    """The hash of a string that may be None."""
    if s is None:
        return 7
    return str_hash(s)


def str_compute_hash(s: Any) -> Any:
    """Compute the hash and store it; `hashing.host_str_hash` is the same on the host."""
    value = FNV_START
    length = s.length
    i = 0
    if s.size == length:
        while i < length:
            value = (value ^ op.cast_char_to_int(op.gettail(s, i))) * FNV_PRIME
            i = i + 1
    else:
        while i < length:
            value = (value ^ op.cast_unichar_to_int(op.gettail_wide(s, i))) * FNV_PRIME
            i = i + 1
    value = value ^ (value >> 29)
    if value == 0 or value == -1:
        value = HASH_OF_ZERO
    s.hash = value
    return value


# Searching ----------------------------------------------------------------------------------------------------


def str_contains_char(s: Any, char: Any) -> Any:
    """`char in s`."""
    length = s.length
    i = 0
    if s.size == length:
        if op.cast_unichar_to_int(char) >= 256:
            return False
        byte = op.cast_unichar_to_char(char)
        while i < length:
            if op.gettail(s, i) == byte:
                return True
            i = i + 1
        return False
    while i < length:
        if op.gettail_wide(s, i) == char:
            return True
        i = i + 1
    return False


def str_contains(s: Any, part: Any) -> Any:
    """`part in s`."""
    count = part.length
    if count == 0:
        return True
    last = s.length - count
    if last < 0:
        return False
    if s.size != s.length:
        return wide_contains(s, part, last)
    if part.size != count:
        return False
    first = op.gettail(part, 0)
    i = 0
    while i <= last:
        if op.gettail(s, i) == first and op.tailcompare(s, part, i, 0, count) == 0:
            return True
        i = i + 1
    return False


def wide_contains(s: Any, part: Any, last: Any) -> Any:
    """`part in s` by characters; the last possible position is given."""
    count = part.length
    i = 0
    while i <= last:
        j = 0
        while j < count and str_char(s, i + j) == str_char(part, j):
            j = j + 1
        if j == count:
            return True
        i = i + 1
    return False


# For intrinsics -----------------------------------------------------------------------------------------------


def str_from_latin1(data: Any, start: Any, stop: Any) -> Any:
    """Decode bytes, one a character."""
    result = new_narrow(stop - start)
    op.tailcopy(data, result, start, 0, stop - start)
    return result


def str_from_codes(items: Any, count: Any) -> Any:
    """The string of the first `count` code points of an array of Signed."""
    extra = 0
    i = 0
    while i < count:
        if items[i] >= 256:
            extra = 1
        i = i + 1
    result = new_string(count, extra)
    i = 0
    while i < count:
        put_char(result, i, op.cast_int_to_unichar(items[i]))
        i = i + 1
    return result


def str_join_optional(separator: Any, items: Any, count: Any) -> Any:
    """`separator.join(...)` where items may be None."""
    i = 0
    while i < count:
        if items[i] is None:
            raise TypeError("sequence item: expected str instance, NoneType found")
        i = i + 1
    return str_join(separator, items, count)


def str_from_bytearray(data: Any, start: Any, stop: Any) -> Any:
    """Decode a part of a bytearray, one byte a character."""
    result = new_narrow(stop - start)
    op.array_to_tail(data.items, result, start, 0, stop - start)
    return result


def int_to_str(value: Any) -> Any:
    """The decimal digits of a word."""
    rest = op.cast_int_to_uint(value)
    sign = 0
    if value < 0:
        rest = op.uint_neg(rest)
        sign = 1
    count = 1
    limit = op.cast_int_to_uint(10)
    while count < 19 and rest >= limit:
        count = count + 1
        limit = limit * 10
    result = new_narrow(count + sign)
    if sign == 1:
        op.settail(result, 0, op.cast_int_to_char(45))
    position = count + sign - 1
    while position >= sign:
        following = rest // 10
        digit = op.cast_uint_to_int(rest - following * 10)
        op.settail(result, position, op.cast_int_to_char(digit + 48))
        rest = following
        position = position - 1
    return result
