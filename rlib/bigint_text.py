"""Natural numbers (`bigint_digits.py`) as text in bases 2 to 36, and back.

Bases that are powers of two take the bits as they are.  Otherwise a number is divided by a power of the base with half
of its digits, and so on; parsing multiplies in the same way.  So both are as fast as division and multiplication.
"""

from __future__ import annotations

from typing import Final

from weft.rlib.bigint_digits import (
    BASE,
    BITS,
    MASK,
    add,
    bit_length,
    multiply,
    multiply_digit,
    trimmed,
)
from weft.rlib.bigint_division import divide, divide_digit
from weft.rlib.int_text import DIGITS, digit_value, invalid_literal, literal_parts
from weft.rlib.intrinsics import StringBuilder, char_at, code_at, unchecked_item

_weft_one_graph_ = True

_SMALL: Final = 30
"""Numbers of so few digits are converted digit by digit."""


def _power_that_fits(base: int) -> tuple[int, int]:
    """Return the greatest power of the base that is a digit, and its exponent."""
    power, exponent = base, 1
    while power * base < BASE:
        power *= base
        exponent += 1
    return power, exponent


def to_text(digits: list[int], base: int) -> str:
    """Return the number in a base, in lower case."""
    if len(digits) == 0:
        return "0"
    shift = _shift_of(base)
    if shift > 0:
        return _bits_to_text(digits, shift)
    builder = StringBuilder(len(digits) * 10)
    if len(digits) <= _SMALL:
        _write(builder, digits, base, 0)
        return builder.build()
    powers = _powers(base, len(digits))
    _write_halves(builder, digits, base, powers, len(powers) - 1, True)
    return builder.build()


def _shift_of(base: int) -> int:
    """Return n if the base is 2**n, otherwise 0."""
    shift = 1
    while 1 << shift < base:
        shift += 1
    return shift if 1 << shift == base else 0


def _bits_to_text(digits: list[int], shift: int) -> str:
    count = (bit_length(digits) + shift - 1) // shift
    builder = StringBuilder(count)
    mask = (1 << shift) - 1
    while count > 0:
        count -= 1
        place = count * shift
        at, offset = place // BITS, place % BITS
        value = unchecked_item(digits, at) >> offset
        if offset + shift > BITS and at + 1 < len(digits):
            value |= unchecked_item(digits, at + 1) << BITS - offset
        builder.append_char(char_at(DIGITS, value & mask))
    return builder.build()


def _powers(base: int, size: int) -> list[list[int]]:
    """Return the power of the base that fits a digit, squared again and again up to half of a number of this size."""
    power, _ = _power_that_fits(base)
    powers = [[power]]
    while len(powers[-1]) * 2 <= size + 1:
        powers.append(multiply(powers[-1], powers[-1]))
    return powers


def _write_halves(
    builder: StringBuilder, digits: list[int], base: int, powers: list[list[int]], level: int, first: bool
) -> None:
    """Write a number below the square of powers[level]; unless it is the first part, with leading zeros."""
    if len(digits) <= _SMALL:
        _, exponent = _power_that_fits(base)
        _write(builder, digits, base, 0 if first else exponent << level + 1)
        return
    high, low = divide(digits, powers[level])
    if first and len(high) == 0:
        _write_halves(builder, low, base, powers, level - 1, True)
        return
    _write_halves(builder, high, base, powers, level - 1, first)
    _write_halves(builder, low, base, powers, level - 1, False)


def _write(builder: StringBuilder, digits: list[int], base: int, width: int) -> None:
    """Write a number with leading zeros up to a width."""
    power, exponent = _power_that_fits(base)
    values = [0] * 0
    while len(digits) > 0:
        digits, rest = divide_digit(digits, power)
        count = exponent
        while count > 0 and (rest > 0 or len(digits) > 0):
            values.append(rest % base)
            rest //= base
            count -= 1
    builder.append_multiple("0", width - len(values))
    i = len(values)
    while i > 0:
        i -= 1
        builder.append_char(char_at(DIGITS, values[i]))


# Parsing ------------------------------------------------------------------------------------------------------


def of_text(text: str, base: int) -> tuple[bool, list[int]]:
    """Return the sign (True: negative) and the number of `int(text, base)`; raises ValueError as that does."""
    start, stop, negative, actual, only_zeros = literal_parts(text, base)
    values = [0] * 0
    after_digit = False
    while start < stop:
        code = code_at(text, start)
        start += 1
        if code == 95:
            if not after_digit:
                raise invalid_literal(text, base)
            after_digit = False
            continue
        value = digit_value(code)
        if value >= actual or (only_zeros and value != 0):
            raise invalid_literal(text, base)
        after_digit = True
        values.append(value)
    if not after_digit:
        raise invalid_literal(text, base)
    shift = _shift_of(actual)
    return negative, _of_bits(values, shift) if shift > 0 else _of_values(values, actual)


def _of_bits(values: list[int], shift: int) -> list[int]:
    """Return the number with these digits, most significant first, of `shift` bits each."""
    count = len(values)
    result = [0] * ((count * shift + BITS - 1) // BITS)
    place = 0
    while count > 0:
        count -= 1
        at, offset = place // BITS, place % BITS
        value = values[count] << offset
        result[at] |= value & MASK
        if value > MASK:
            result[at + 1] |= value >> BITS
        place += shift
    return trimmed(result, len(result))


def _of_values(values: list[int], base: int) -> list[int]:
    """Return the number with these digits, most significant first."""
    power, exponent = _power_that_fits(base)
    width = exponent * _SMALL
    parts: list[list[int]] = []
    stop = len(values)
    while stop > 0:
        start = max(0, stop - width)
        parts.append(_of_few_values(values, start, stop, base, power, exponent))
        stop = start
    scale = [1]
    for _ in range(_SMALL):
        scale = multiply_digit(scale, power)
    # Neighbours become one number, again and again; the least significant part comes first.
    while len(parts) > 1:
        joined: list[list[int]] = []
        for i in range(0, len(parts), 2):
            joined.append(add(multiply(parts[i + 1], scale), parts[i]) if i + 1 < len(parts) else parts[i])
        parts = joined
        if len(parts) > 1:
            scale = multiply(scale, scale)
    return parts[0] if len(parts) > 0 else [0] * 0


def _of_few_values(values: list[int], start: int, stop: int, base: int, power: int, exponent: int) -> list[int]:
    """Return the number with the digits values[start:stop], by one multiplication for `exponent` digits."""
    result = [0] * 0
    first = (stop - start) % exponent
    while start < stop:
        end = start + (first or exponent)
        chunk, scale = 0, 1
        while start < end:
            chunk = chunk * base + values[start]
            scale *= base
            start += 1
        result = multiply_digit(result, scale, chunk)
        first = 0
    return result
