"""Integers to text and back: str(), int(), bin(), oct(), hex()."""

from __future__ import annotations

from typing import Final

from weft.rlib.characters import decimal_value, is_space
from weft.rlib.escapes import HEX_DIGITS, bytes_repr, str_repr
from weft.rlib.intrinsics import (
    StringBuilder,
    char_at,
    char_of,
    code_at,
    int_to_str,
    str_from_latin1,
    unsigned_rshift,
    wrapping_sub,
)

WORD_MAX: Final = 2**63 - 1
WORD_MIN: Final = -(2**63)
DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def int_str(value: int) -> str:
    """`str(value)`; of one digit, the shared string of that character."""
    if 0 <= value <= 9:
        return char_at(DIGITS, value)
    return int_to_str(value)


def bool_str(value: bool) -> str:
    """`str(value)` of a bool."""
    return "True" if value else "False"


# Parsing ------------------------------------------------------------------------------------------------------


def parse_int(text: str) -> int:
    """`int(text)`."""
    length = len(text)
    # The usual case: an optional sign and at most 18 ASCII digits.
    if 0 < length < 19:
        first = code_at(text, 0)
        i = 1 if (first == 45 or first == 43) and length > 1 else 0
        result = 0
        while i < length:
            digit = code_at(text, i) - 48
            if digit < 0 or digit > 9:
                break
            result = result * 10 + digit
            i += 1
        if i == length:
            return -result if first == 45 else result
    return parse_int_base(text, 10)


def int_of_text(text: str, base: int = 10) -> int:
    """`int(text, base)`."""
    if base == 10:
        return parse_int(text)
    return parse_int_base(text, base)


def invalid_literal(text: str, base: int) -> ValueError:
    """Return the error of `int(text, base)`."""
    return ValueError("invalid literal for int() with base " + int_to_str(base) + ": " + str_repr(text)[:200])


def digit_value(code: int) -> int:
    """Return the value of a digit or letter in bases up to 36; 99 for other characters."""
    if 48 <= code <= 57:
        return code - 48
    if 97 <= code <= 122:
        return code - 87
    if 65 <= code <= 90:
        return code - 55
    if code < 128:
        return 99
    value = decimal_value(code)
    return 99 if value < 0 else value


def _prefix_base(text: str, start: int, stop: int) -> int:
    """Return the base that a prefix like 0x asks for, or 0."""
    if stop - start < 2 or code_at(text, start) != 48:
        return 0
    code = code_at(text, start + 1) | 32
    if code == 120:
        return 16
    if code == 111:
        return 8
    if code == 98:
        return 2
    return 0


def parse_int_base(text: str, base: int) -> int:
    """`int(text, base)`."""
    start, stop, negative, actual, only_zeros = literal_parts(text, base)
    return _parse_digits(text, start, stop, negative, base, actual, only_zeros)


def literal_parts(text: str, base: int) -> tuple[int, int, bool, int, bool]:
    """Return where the digits of `int(text, base)` are, if it is negative, its base, and if only zeros are allowed."""
    if base != 0 and not 2 <= base <= 36:
        raise ValueError("int() base must be >= 2 and <= 36, or 0")
    start = 0
    stop = len(text)
    while start < stop and is_space(code_at(text, start)):
        start += 1
    while stop > start and is_space(code_at(text, stop - 1)):
        stop -= 1
    negative = False
    if start < stop and (code_at(text, start) == 45 or code_at(text, start) == 43):
        negative = code_at(text, start) == 45
        start += 1
    prefix = _prefix_base(text, start, stop)
    actual = base
    only_zeros = False
    if prefix != 0 and (base == 0 or base == prefix):
        actual = prefix
        start += 2
        if start < stop and code_at(text, start) == 95:
            start += 1
    elif base == 0:
        actual = 10
        only_zeros = start < stop and code_at(text, start) == 48
    return start, stop, negative, actual, only_zeros


def _parse_digits(text: str, start: int, stop: int, negative: bool, base: int, actual: int, only_zeros: bool) -> int:
    """Read text[start:stop], with single underscores between digits; the result is built below zero."""
    result = 0
    after_digit = False
    limit = WORD_MIN // actual + 1
    while start < stop:
        code = code_at(text, start)
        start += 1
        if code == 95:
            if not after_digit:
                raise invalid_literal(text, base)
            after_digit = False
            continue
        digit = digit_value(code)
        if digit >= actual or (only_zeros and digit != 0):
            raise invalid_literal(text, base)
        after_digit = True
        if result < limit and (result < limit - 1 or result * actual < WORD_MIN + digit):
            _check_rest(text, start, stop, base, actual)
            raise OverflowError("int too large to convert to 64 bits")
        result = result * actual - digit
    if not after_digit:
        raise invalid_literal(text, base)
    if negative:
        return result
    if result == WORD_MIN:
        raise OverflowError("int too large to convert to 64 bits")
    return -result


def _check_rest(text: str, start: int, stop: int, base: int, actual: int) -> None:
    """Raise ValueError if the rest of a number that is too large is not valid."""
    after_digit = True
    while start < stop:
        code = code_at(text, start)
        if code == 95:
            if not after_digit:
                raise invalid_literal(text, base)
            after_digit = False
        elif digit_value(code) >= actual:
            raise invalid_literal(text, base)
        else:
            after_digit = True
        start += 1
    if not after_digit:
        raise invalid_literal(text, base)


def parse_int_bytes(data: bytes, base: int = 10) -> int:
    """`int(data, base)` of bytes."""
    text = str_from_latin1(data, 0, len(data))
    i = 0
    while i < len(text):
        if code_at(text, i) >= 128:
            raise ValueError("invalid literal for int() with base " + int_to_str(base) + ": " + bytes_repr(data)[:200])
        i += 1
    try:
        return parse_int_base(text, base)
    except ValueError:
        if base != 0 and not 2 <= base <= 36:
            raise
        raise ValueError(
            "invalid literal for int() with base " + int_to_str(base) + ": " + bytes_repr(data)[:200]
        ) from None


# Other bases --------------------------------------------------------------------------------------------------


def digits_power_of_two(value: int, shift: int) -> str:
    """Return the digits of |value| in base 2**shift (1, 3 or 4), in lower case."""
    # The magnitude of the smallest number only exists as an unsigned word: all shifts are logical.
    magnitude = wrapping_sub(0, value) if value < 0 else value
    mask = (1 << shift) - 1
    count = 1
    rest = unsigned_rshift(magnitude, shift)
    while rest != 0:
        count += 1
        rest = rest >> shift
    builder = StringBuilder(count)
    while count > 0:
        count -= 1
        builder.append_char(char_of(code_at(HEX_DIGITS, unsigned_rshift(magnitude, count * shift) & mask)))
    return builder.build()


def _with_prefix(value: int, prefix: str, shift: int) -> str:
    digits = digits_power_of_two(value, shift)
    if value < 0:
        return "-" + prefix + digits
    return prefix + digits


def bin_text(value: int) -> str:
    """`bin(value)`."""
    return _with_prefix(value, "0b", 1)


def oct_text(value: int) -> str:
    """`oct(value)`."""
    return _with_prefix(value, "0o", 3)


def hex_text(value: int) -> str:
    """`hex(value)`."""
    return _with_prefix(value, "0x", 4)
