"""The shortest decimal that reads back as a given double, and of those the nearest to it.

A double is m * 2**e.  It is multiplied by a power of ten so that it has 17 or 18 digits before the point: with powers
of ten of 128 bits, the integer part D and 57 bits of the fraction are exact but for the last ones.  What reads back as
the double is the interval of half a unit of m to both sides, which is between 1 and 32 of these units.  A multiple of
the greatest power of ten inside the interval is the answer.  Whenever the last bits would decide (which is rare), the
caller is told to take the slow way.
"""

from __future__ import annotations

from typing import Final

from weft.rlib.externals import weft_mul_high
from weft.rlib.intrinsics import (
    float_bits,
    unchecked_item,
    unsigned_less,
    unsigned_rshift,
    wrapping_add,
    wrapping_lshift,
    wrapping_mul,
)
from weft.rlib.power_table import EXPONENT, LOWER, LOWEST, UPPER

_FRACTION: Final = 57
_DOUBT: Final = 16
"""Differences below this many units of the last place are not trusted."""
_NEAR: Final = 31


class Decimal:
    """The number `digits * 10**power`; digits are -1 if it could not be found out."""

    def __init__(self) -> None:
        self.digits = -1
        self.power = 0


def shortest(value: float) -> Decimal:
    """Return the shortest decimal for a positive, finite double."""
    result = Decimal()
    bits = float_bits(value)
    exponent = (bits >> 52) - 1023
    if exponent == -1023:
        return result  # subnormal
    mantissa = bits & 0xFFFFFFFFFFFFF | 1 << 52
    power = 16 - (exponent * 78913 >> 18)
    place = power - LOWEST
    upper = unchecked_item(UPPER, place)
    # The product of 64 and 128 bits; its lowest word does not matter.
    wide = wrapping_lshift(mantissa, 11)
    middle = wrapping_add(wrapping_mul(wide, upper), weft_mul_high(wide, unchecked_item(LOWER, place)))
    top = weft_mul_high(wide, upper)
    if unsigned_less(middle, wrapping_mul(wide, upper)):
        top = wrapping_add(top, 1)
    shift = 62 - exponent - unchecked_item(EXPONENT, place)
    whole = unsigned_rshift(top, shift)
    fraction = unsigned_rshift(wrapping_lshift(top, 64 - shift) | unsigned_rshift(middle, shift), 64 - _FRACTION)
    half = unsigned_rshift(upper, shift - 3)
    low = fraction - (half >> 1 if mantissa == 1 << 52 else half)
    _search(result, whole, fraction, low, fraction + half)
    result.power -= power
    return result


def _position(distance: int, low: int, high: int) -> int:
    """Return whether an integer at this distance from D is inside the interval: 1 or 0; -1 if that is doubtful."""
    if distance > _NEAR or distance < -_NEAR:
        return 0
    offset = distance << _FRACTION
    if offset < low - _DOUBT or offset > high + _DOUBT:
        return 0
    if low + _DOUBT < offset < high - _DOUBT:
        return 1
    return -1


def _search(result: Decimal, whole: int, fraction: int, low: int, high: int) -> None:
    """Find the multiple of the greatest power of ten between `whole + low` and `whole + high`."""
    middle = 1 << _FRACTION - 1
    if middle - _DOUBT < fraction < middle + _DOUBT:
        return
    best = whole + 1 if fraction > middle else whole
    digits = 0
    unit = 10
    while unit <= 100000000000000000:
        below = whole - whole % unit
        first = _position(below - whole, low, high)
        second = _position(below + unit - whole, low, high)
        if first < 0 or second < 0:
            return
        if first == 0 and second == 0:
            break
        if first == 0:
            best = below + unit
        elif second == 0:
            best = below
        else:
            # Both: the nearer one.
            difference = (2 * (whole - below) - unit << _FRACTION) + 2 * fraction
            if -_DOUBT < difference < _DOUBT:
                return
            best = below if difference < 0 else below + unit
        digits += 1
        unit *= 10
    unit //= 10
    result.digits = best // unit
    result.power = digits
