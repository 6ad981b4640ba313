"""Low-level helpers for numbers that carry their kind: one Unsigned word each.

A float is its IEEE bits.  Words that would be negative NaNs with something in them are the other kinds, by the upper
16 bits: a small int (48 bits), a bool, None, a large int (its place in a table of the library, which the `large`
functions know).  Every NaN is the one with the lowest such bits.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.lowlevel import null, op
from weft.rtyper.ll_helpers.numbers import compare_int_float, float_hash, int_hash

FIRST_TAGGED: Final = 0xFFF9 << 48
"""Smaller words are floats."""
INT_TAG: Final = 0xFFF9
BOOL_TAG: Final = 0xFFFA
NONE_TAG: Final = 0xFFFB
LARGE_TAG: Final = 0xFFFC
INT_BITS: Final = INT_TAG << 48
BOOL_BITS: Final = BOOL_TAG << 48
NONE_BITS: Final = NONE_TAG << 48
LARGE_BITS: Final = LARGE_TAG << 48
NAN_BITS: Final = 0x7FF8 << 48
PAYLOAD: Final = (1 << 48) - 1
SMALLEST: Final = -(1 << 47)
COUNT: Final = 1 << 48


def from_float(x: Any) -> Any:
    """Tag a double."""
    if x != x:
        return op.cast_int_to_uint(NAN_BITS)
    return op.cast_int_to_uint(op.float_to_bits(x))


def from_int(x: Any, large: Any) -> Any:
    """Tag a word; `large.place` gives the place of what needs more than 48 bits."""
    if op.int_between_unsigned(x - SMALLEST, COUNT):
        return op.cast_int_to_uint(x & PAYLOAD) | INT_BITS
    return op.cast_int_to_uint(large.place(x)) | LARGE_BITS


def from_bool(x: Any) -> Any:
    """Tag a bool."""
    return op.cast_int_to_uint(op.cast_bool_to_int(x)) | BOOL_BITS


def from_big(x: Any, large: Any) -> Any:
    """Tag an int of any size, or None (null)."""
    if x is None:
        return op.cast_int_to_uint(NONE_BITS)
    if op.tagged_is_word(x):
        return from_int(op.tagged_word(x), large)
    return op.cast_int_to_uint(large.place_of_big(x)) | LARGE_BITS


def to_big(x: Any, pointer_type: Any, large: Any) -> Any:
    """The int (or bool) as one of any size, or null for None."""
    tag = x >> 48
    if tag == NONE_TAG:
        return null(pointer_type)
    if tag == LARGE_TAG:
        return large.big_at(op.cast_uint_to_int(x & PAYLOAD))
    return large.big_of_word(to_int(x, large))


def is_float(x: Any) -> Any:
    """Is it a float?"""
    return x < FIRST_TAGGED


def is_bool(x: Any) -> Any:
    """Is it a bool?"""
    return (x >> 48) == BOOL_TAG


def is_int(x: Any) -> Any:
    """Is it an int and no bool?"""
    tag = x >> 48
    return op.bool_or(tag == INT_TAG, tag == LARGE_TAG)


def is_none(x: Any) -> Any:
    """Is it None?"""
    return (x >> 48) == NONE_TAG


def is_not_none(x: Any) -> Any:
    """Is it a number?"""
    return (x >> 48) != NONE_TAG


def to_int(x: Any, large: Any) -> Any:
    """The int of an int or bool; `large.word` finds one by its place."""
    tag = x >> 48
    if tag == INT_TAG:
        return op.cast_uint_to_int(x << 16) >> 16
    if tag == LARGE_TAG:
        return large.word(op.cast_uint_to_int(x & PAYLOAD))
    if tag == BOOL_TAG:
        return op.cast_uint_to_int(x & 1)
    if tag == NONE_TAG:
        raise TypeError("'NoneType' object cannot be interpreted as an integer")
    raise TypeError("'float' object cannot be interpreted as an integer")


def int_or(x: Any, default: Any, large: Any) -> Any:
    """The int, or the default for None."""
    if (x >> 48) == NONE_TAG:
        return default
    return to_int(x, large)


def to_float(x: Any, large: Any) -> Any:
    """The number as a double."""
    if x < FIRST_TAGGED:
        return op.float_from_bits(op.cast_uint_to_int(x))
    if (x >> 48) == NONE_TAG:
        raise TypeError("must be real number, not NoneType")
    if (x >> 48) == LARGE_TAG:
        return large.float(op.cast_uint_to_int(x & PAYLOAD))
    return op.cast_int_to_float(to_int(x, large))


def to_bool(x: Any) -> Any:
    """The bool that it is known to be."""
    return (x & 1) != 0


def is_true(x: Any, large: Any) -> Any:
    """Truth: None and zero are false."""
    if x < FIRST_TAGGED:
        return op.float_from_bits(op.cast_uint_to_int(x)) != 0.0
    if (x >> 48) == NONE_TAG:
        return False
    if (x >> 48) == LARGE_TAG:
        return True
    return to_int(x, large) != 0


def equal(x: Any, y: Any, large: Any) -> Any:
    """`x == y` of two tagged numbers, across kinds."""
    if x < FIRST_TAGGED:
        if y < FIRST_TAGGED:
            return op.float_from_bits(op.cast_uint_to_int(x)) == op.float_from_bits(op.cast_uint_to_int(y))
        return equals_float(y, op.float_from_bits(op.cast_uint_to_int(x)), large)
    if x == y:
        return True
    if y < FIRST_TAGGED:
        return equals_float(x, op.float_from_bits(op.cast_uint_to_int(y)), large)
    if op.bool_or((x >> 48) == NONE_TAG, (y >> 48) == NONE_TAG):
        return False
    # Equal large integers have one place.
    if op.bool_or((x >> 48) == LARGE_TAG, (y >> 48) == LARGE_TAG):
        return False
    return to_int(x, large) == to_int(y, large)


def equals_float(x: Any, number: Any, large: Any) -> Any:
    """`x == number` of a tagged number that is no float."""
    if (x >> 48) == NONE_TAG:
        return False
    if (x >> 48) == LARGE_TAG:
        return large.order(op.cast_uint_to_int(x & PAYLOAD), number) == 0
    return compare_int_float(to_int(x, large), number) == 0


def hash_number(x: Any, large: Any) -> Any:
    """The hash, equal for equal numbers of different kinds."""
    if x < FIRST_TAGGED:
        return float_hash(op.float_from_bits(op.cast_uint_to_int(x)))
    if (x >> 48) == NONE_TAG:
        return 4238894
    if (x >> 48) == LARGE_TAG:
        return large.hash(op.cast_uint_to_int(x & PAYLOAD))
    return int_hash(to_int(x, large))


def from_box(box: Any, function: Any) -> Any:
    """Tag what an optional number's box holds, with the function for its kind."""
    if box is None:
        return op.cast_int_to_uint(NONE_BITS)
    return function(box.value)
