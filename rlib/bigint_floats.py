"""Natural numbers (`bigint_digits.py`) to doubles and back; every conversion rounds once, to even at a tie."""

from __future__ import annotations

from typing import Final

from weft.rlib.bigint_digits import any_bits_below, bit_length, low_word, lshift, of_word, rshift
from weft.rlib.bigint_division import divide
from weft.rlib.float_math import ldexp
from weft.rlib.intrinsics import float_bits

_weft_one_graph_ = True

_PRECISION: Final = 53


def to_float(digits: list[int]) -> float:
    """Return the nearest double."""
    shift = bit_length(digits) - 64 + 2
    if shift <= 0:
        return float(low_word(digits))
    # 62 bits, the last of which stands for all the bits behind.
    word = low_word(rshift(digits, shift))
    if any_bits_below(digits, shift):
        word |= 1
    return _scaled(word, shift, "int too large to convert to float")


def _scaled(word: int, exponent: int, message: str) -> float:
    """Return word * 2**exponent for a word that a double rounds correctly."""
    value = float(word)
    if exponent > 1024 or (exponent > 900 and exponent + bit_length(of_word(int(value))) > 1024):
        raise OverflowError(message)
    return ldexp(value, exponent)


def of_float(value: float) -> list[int]:
    """Return the integer part of |value|, which is finite."""
    bits = float_bits(value)
    exponent = (bits >> 52 & 0x7FF) - 1075
    word = bits & 0xFFFFFFFFFFFFF | 1 << 52
    if exponent < -52:
        return [0] * 0
    if exponent <= 0:
        return of_word(word >> -exponent)
    return lshift(of_word(word), exponent)


def quotient(x: list[int], y: list[int]) -> float:
    """Return the double nearest to x / y, for y > 0."""
    if len(x) == 0:
        return 0.0
    difference = bit_length(x) - bit_length(y)
    if difference > 1024:
        raise OverflowError("integer division result too large for a float")
    if difference < -1100:
        return 0.0
    # The quotient gets at least two bits more than are kept; fewer are kept below the normal range.
    shift = max(difference, -1021) - _PRECISION - 2
    part, rest = divide(lshift(x, -shift), y) if shift <= 0 else divide(x, lshift(y, shift))
    word = low_word(part)
    if len(rest) > 0:
        word |= 1
    extra = max(bit_length(part), -1021 - shift) - _PRECISION
    word = _rounded(word, extra)
    return _scaled(word, shift, "integer division result too large for a float")


def _rounded(word: int, bits: int) -> int:
    """Return the word with its lowest bits made zero, rounded to even."""
    half = 1 << bits - 1
    if word & half != 0 and word & (3 * half - 1) != 0:
        word += half
    return word & -(2 * half)
