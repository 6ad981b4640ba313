"""Low-level helpers for words and doubles: Python's division, shifts, mixed comparison, hashes."""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.lowlevel import op


def int_floordiv(x: Any, y: Any) -> Any:
    """`x // y` of words."""
    if y == 0:
        raise ZeroDivisionError("integer division or modulo by zero")
    if y == -1:
        return op.int_sub_ovf(0, x)
    return op.int_floordiv(x, y)


def int_mod(x: Any, y: Any) -> Any:
    """`x % y` of words."""
    if y == 0:
        raise ZeroDivisionError("integer modulo by zero")
    if y == -1:
        return 0
    return op.int_mod(x, y)


INTEGER_DIVISION: Final = {"floordiv": int_floordiv, "mod": int_mod}


def int_rshift(x: Any, count: Any) -> Any:
    """`x >> count`."""
    if count < 0:
        raise ValueError("negative shift count")
    if count > 63:
        count = 63
    return op.int_rshift(x, count)


def int_lshift_wrapping(x: Any, count: Any) -> Any:
    """`x << count` modulo 2**64."""
    if count < 0:
        raise ValueError("negative shift count")
    if count > 63:
        return 0
    return op.int_lshift(x, count)


def int_lshift(x: Any, count: Any) -> Any:
    """`x << count`; OverflowError if the result needs more than 64 bits."""
    if count < 0:
        raise ValueError("negative shift count")
    if x == 0:
        return 0
    if count > 63:
        raise OverflowError("integer overflow")
    result = op.int_lshift(x, count)
    if op.int_rshift(result, count) != x:
        raise OverflowError("integer overflow")
    return result


def power_of_two(count: Any) -> Any:
    """`1 << count`."""
    if op.int_between_unsigned(count, 63):
        return op.int_lshift(1, count)
    if count < 0:
        raise ValueError("negative shift count")
    raise OverflowError("integer overflow")


def int_abs(x: Any) -> Any:
    """`abs(x)` of a word."""
    if x < 0:
        return op.int_sub_ovf(0, x)
    return x


def float_truediv(x: Any, y: Any) -> Any:
    """`x / y` of doubles."""
    if y == 0.0:
        raise ZeroDivisionError("float division by zero")
    return op.float_truediv(x, y)


def int_truediv(x: Any, y: Any) -> Any:
    """`x / y` of words, correctly rounded."""
    if y == 0:
        raise ZeroDivisionError("division by zero")
    # Words of at most 53 bits are exact doubles, so that one IEEE division rounds correctly.
    if op.uint_lt(op.cast_int_to_uint(x + 9007199254740992), op.cast_int_to_uint(18014398509481985)):
        if op.uint_lt(op.cast_int_to_uint(y + 9007199254740992), op.cast_int_to_uint(18014398509481985)):
            return op.float_truediv(op.cast_int_to_float(x), op.cast_int_to_float(y))
    return int_truediv_large(x, y)


def int_truediv_large(x: Any, y: Any) -> Any:
    """Correctly rounded quotient of any two words: long division to 55 bits with a sticky bit."""
    negative = op.bool_ne(x < 0, y < 0)
    a = op.cast_int_to_uint(op.int_abs(x))
    b = op.cast_int_to_uint(op.int_abs(y))
    quotient = op.uint_floordiv(a, b)
    rest = op.uint_mod(a, b)
    exponent = 0
    while op.uint_lt(quotient, op.cast_int_to_uint(36028797018963968)):
        if op.uint_eq(rest, op.cast_int_to_uint(0)):
            if op.uint_eq(quotient, op.cast_int_to_uint(0)):
                return 0.0
        bit = op.uint_rshift(rest, 63)
        doubled = op.uint_add(rest, rest)
        quotient = op.uint_add(quotient, quotient)
        if op.bool_or(op.uint_ne(bit, op.cast_int_to_uint(0)), op.uint_ge(doubled, b)):
            rest = op.uint_sub(doubled, b)
            quotient = op.uint_add(quotient, op.cast_int_to_uint(1))
        else:
            rest = doubled
        exponent = exponent - 1
    # Here 2**55 <= quotient < 2**64: the low bits below the 53rd, with a sticky one, decide the rounding, which
    # the conversion of an unsigned word to a double does; halve first so that the sticky bit fits below.
    if op.uint_ne(rest, op.cast_int_to_uint(0)):
        quotient = op.uint_or(quotient, op.cast_int_to_uint(1))
    result = op.cast_uint_to_float(quotient)
    while exponent < 0:
        result = result * 0.5
        exponent = exponent + 1
    if negative:
        return op.float_neg(result)
    return result


def float_floordiv(x: Any, y: Any) -> Any:
    """`x // y` of doubles, as CPython computes it from the remainder."""
    if y == 0.0:
        raise ZeroDivisionError("float floor division by zero")
    remainder = op.float_fmod(x, y)
    quotient = op.float_truediv(x - remainder, y)
    if remainder != 0.0:
        if op.bool_ne(y < 0.0, remainder < 0.0):
            quotient = quotient - 1.0
    if quotient != 0.0:
        floor = op.float_floor(quotient)
        if quotient - floor > 0.5:
            floor = floor + 1.0
        return floor
    return op.float_copysign(0.0, op.float_truediv(x, y))


def float_mod(x: Any, y: Any) -> Any:
    """`x % y` of doubles: the sign is that of y."""
    if y == 0.0:
        raise ZeroDivisionError("float modulo")
    remainder = op.float_fmod(x, y)
    if remainder != 0.0:
        if op.bool_ne(y < 0.0, remainder < 0.0):
            remainder = remainder + y
        return remainder
    return op.float_copysign(0.0, y)


FLOAT_DIVISION: Final = {"floordiv": float_floordiv, "mod": float_mod}


def float_to_int(x: Any) -> Any:
    """`int(x)` of a double."""
    if op.bool_and(x > -9223372036854775808.0, x < 9223372036854775808.0):
        return op.cast_float_to_int(x)
    return float_to_int_special(x)


def float_to_int_special(x: Any) -> Any:
    """What does not convert: nan, infinities, and what needs more than a word."""
    if x != x:
        raise ValueError("cannot convert float NaN to integer")
    if x - x != 0.0:
        raise OverflowError("cannot convert float infinity to integer")
    if x == -9223372036854775808.0:
        return op.cast_float_to_int(x)
    raise OverflowError("integer overflow")


# Comparison of a word with a double, exact for every word: -1, 0, 1, or 2 for nan.


def compare_int_float(x: Any, y: Any) -> Any:
    """Compare exactly: the double's integer part first, then its fraction."""
    if y != y:
        return 2
    if y >= 9223372036854775808.0:
        return -1
    if y < -9223372036854775808.0:
        return 1
    whole = op.cast_float_to_int(y)
    if x < whole:
        return -1
    if x > whole:
        return 1
    fraction = y - op.cast_int_to_float(whole)
    if fraction > 0.0:
        return -1
    if fraction < 0.0:
        return 1
    return 0


def int_float_lt(x: Any, y: Any) -> Any:
    """`x < y`."""
    return compare_int_float(x, y) == -1


def int_float_le(x: Any, y: Any) -> Any:
    """`x <= y`."""
    return compare_int_float(x, y) <= 0


def int_float_eq(x: Any, y: Any) -> Any:
    """`x == y`."""
    return compare_int_float(x, y) == 0


def int_float_ne(x: Any, y: Any) -> Any:
    """`x != y`."""
    return compare_int_float(x, y) != 0


def int_float_gt(x: Any, y: Any) -> Any:
    """`x > y`."""
    return compare_int_float(x, y) == 1


def int_float_ge(x: Any, y: Any) -> Any:
    """`x >= y`."""
    return op.int_between_unsigned(compare_int_float(x, y), 2)


MIXED_COMPARISONS: Final = {
    "lt": int_float_lt, "le": int_float_le, "eq": int_float_eq, "ne": int_float_ne, "gt": int_float_gt,
    "ge": int_float_ge,
}  # fmt: skip


# Equality and hashes, as functions for containers.


def int_equal(x: Any, y: Any) -> Any:
    """Equality of words."""
    return x == y


def int_hash(x: Any) -> Any:
    """CPython's hash: the value modulo 2**61 - 1, with the sign; -1 becomes -2."""
    if op.int_between_unsigned(x, 2305843009213693951):
        return x
    return int_hash_large(x)


def int_hash_large(x: Any) -> Any:
    """The hash of a negative or large word."""
    result = op.int_mod_trunc(x, 2305843009213693951)
    if result == -1:
        return -2
    return result


def uint_hash(x: Any) -> Any:
    """The hash of an unsigned word."""
    return op.cast_uint_to_int(op.uint_mod(x, op.cast_int_to_uint(2305843009213693951)))


def bool_equal(x: Any, y: Any) -> Any:
    """Equality of bools."""
    return op.bool_eq(x, y)


def bool_hash(x: Any) -> Any:
    """The hash of a bool."""
    return op.cast_bool_to_int(x)


def float_equal(x: Any, y: Any) -> Any:
    """Equality of doubles."""
    return x == y


def float_hash(x: Any) -> Any:
    """CPython's hash of a float: equal to that of the equal int; 0 for nan."""
    bits = op.float_to_bits(x)
    exponent = (bits >> 52) & 2047
    mantissa = bits & 4503599627370495
    if exponent == 2047:
        if mantissa != 0:
            return 0
        return 314159 if bits >= 0 else -314159
    if exponent == 0:
        exponent = 1
    else:
        mantissa = mantissa | 4503599627370496
    # The value is mantissa * 2**(exponent - 1075); multiplying by 2 is a rotation of 61 bits.
    shift = (exponent - 1075 + 1098) % 61
    value = ((mantissa << shift) & 2305843009213693951) | (mantissa >> (61 - shift))
    if value == 2305843009213693951:
        value = 0
    if bits < 0:
        value = -value
    if value == -1:
        return -2
    return value
