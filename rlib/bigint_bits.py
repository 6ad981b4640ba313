"""Bitwise operations on integers given by sign and digits (`bigint_digits.py`), as on infinite two's complements."""

from __future__ import annotations

from weft.rlib.bigint_digits import BITS, MASK, trimmed
from weft.rlib.int_math import bit_count as word_bit_count
from weft.rlib.intrinsics import unchecked_item, unchecked_set_item, wrapping_add, wrapping_sub

_weft_one_graph_ = True

AND, OR, XOR = 0, 1, 2


def complement(negative: bool, digits: list[int], size: int) -> list[int]:
    """Return the lowest `size` digits of the two's complement, zeros at the end included."""
    result = [0] * size
    count = min(size, len(digits))
    if not negative:
        i = 0
        while i < count:
            unchecked_set_item(result, i, unchecked_item(digits, i))
            i += 1
        return result
    borrow = 0
    i = 0
    while i < count:
        borrow = wrapping_sub(borrow, unchecked_item(digits, i))
        unchecked_set_item(result, i, borrow & MASK)
        borrow >>= BITS
        i += 1
    while i < size:
        unchecked_set_item(result, i, borrow & MASK)
        borrow >>= BITS
        i += 1
    return result


def magnitude(negative: bool, digits: list[int]) -> list[int]:
    """Return the number whose two's complement these digits are."""
    if not negative:
        return trimmed(digits, len(digits))
    return trimmed(complement(True, digits, len(digits)), len(digits))


def combine(operation: int, x_negative: bool, x: list[int], y_negative: bool, y: list[int]) -> tuple[bool, list[int]]:
    """Return sign and digits of x & y, x | y or x ^ y."""
    size = max(len(x), len(y)) + 1
    left = complement(x_negative, x, size)
    right = complement(y_negative, y, size)
    i = 0
    while i < size:
        a, b = unchecked_item(left, i), unchecked_item(right, i)
        if operation == AND:
            a &= b
        elif operation == OR:
            a |= b
        else:
            a ^= b
        unchecked_set_item(left, i, a)
        i += 1
    negative = left[size - 1] >> BITS - 1 != 0
    return negative, magnitude(negative, left)


def bit_count(digits: list[int]) -> int:
    """Return the number of ones."""
    count = 0
    for digit in digits:
        count = wrapping_add(count, word_bit_count(digit))
    return count


# Bytes --------------------------------------------------------------------------------------------------------


def to_bytes(negative: bool, digits: list[int], length: int, big: bool) -> bytes:
    """Return the lowest bytes of the two's complement."""
    source = complement(negative, digits, length * 8 // BITS + 1)
    data = bytearray(length)
    bits = available = place = 0
    i = 0
    while i < length:
        if available < 8:
            bits |= unchecked_item(source, place) << available
            available += BITS
            place += 1
        data[length - 1 - i if big else i] = bits & 255
        bits >>= 8
        available -= 8
        i += 1
    return bytes(data)


def of_bytes(data: bytes, big: bool, signed: bool) -> tuple[bool, list[int]]:
    """Return sign and digits of the number in some bytes."""
    length = len(data)
    negative = signed and length > 0 and data[0 if big else length - 1] >= 128
    size = length * 8 // BITS + 1
    # The digit at the top is filled up with copies of the sign.
    result = [MASK if negative else 0] * size
    bits = available = place = 0
    i = 0
    while i < length:
        bits |= data[length - 1 - i if big else i] << available
        available += 8
        if available >= BITS:
            result[place] = bits & MASK
            place += 1
            bits >>= BITS
            available -= BITS
        i += 1
    if available > 0:
        result[place] = (bits | -1 << available) & MASK if negative else bits
    return negative, magnitude(negative, result)
