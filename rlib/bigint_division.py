"""Division of natural numbers (`bigint_digits.py`): by a digit, Knuth's algorithm D, and recursively for large ones.

The recursive division (Burnikel and Ziegler) divides two halves by one with the help of products of half the size, so
it is as fast as multiplication, up to a logarithm.
"""

from __future__ import annotations

from typing import Final

from weft.rlib.bigint_digits import (
    BASE,
    BITS,
    MASK,
    add,
    compare,
    digit_bits,
    lshift,
    multiply,
    rshift,
    shift_digits,
    slice_of,
    subtract,
    trimmed,
)
from weft.rlib.intrinsics import (
    truncated_div,
    unchecked_item,
    unchecked_set_item,
    wrapping_add,
    wrapping_lshift,
    wrapping_mul,
    wrapping_sub,
)

_weft_one_graph_ = True

RECURSIVE: Final = 80
"""Divisors and quotients from so many digits on are divided recursively."""


def divide_digit(x: list[int], digit: int) -> tuple[list[int], int]:
    """Return quotient and remainder of a division by a digit."""
    count = len(x)
    quotient = [0] * count
    rest = 0
    i = count
    while i > 0:
        i -= 1
        rest = wrapping_lshift(rest, BITS) | unchecked_item(x, i)
        part = truncated_div(rest, digit)
        unchecked_set_item(quotient, i, part)
        rest = wrapping_sub(rest, wrapping_mul(part, digit))
    return trimmed(quotient, count), rest


def divide(x: list[int], y: list[int]) -> tuple[list[int], list[int]]:
    """Return quotient and remainder; y is not zero."""
    if compare(x, y) < 0:
        return [0] * 0, x
    if len(y) == 1:
        quotient, rest = divide_digit(x, y[0])
        return quotient, [rest] if rest != 0 else [0] * 0
    if len(y) < RECURSIVE or len(x) - len(y) < RECURSIVE:
        return _long_division(x, y)
    return _divide_large(x, y)


def _long_division(x: list[int], y: list[int]) -> tuple[list[int], list[int]]:
    """Knuth's algorithm D, for a divisor of two digits or more."""
    size = len(y)
    shift = BITS - digit_bits(y[size - 1])
    divisor = lshift(y, shift)
    # One more digit at the top than the shifted number has.
    rest = lshift(x, shift)
    rest = rest + [0] * (len(x) + 1 - len(rest))
    top = unchecked_item(divisor, size - 1)
    second = unchecked_item(divisor, size - 2)
    place = len(rest) - size
    quotient = [0] * place
    while place > 0:
        place -= 1
        upper = wrapping_lshift(unchecked_item(rest, place + size), BITS) | unchecked_item(rest, place + size - 1)
        digit = truncated_div(upper, top)
        left = wrapping_sub(upper, wrapping_mul(digit, top))
        third = unchecked_item(rest, place + size - 2)
        while digit >= BASE or wrapping_mul(digit, second) > (wrapping_lshift(left, BITS) | third):
            digit -= 1
            left = wrapping_add(left, top)
            if left >= BASE:
                break
        if _subtract_multiple(rest, divisor, digit, place):
            digit -= 1
            _add_back(rest, divisor, place)
        unchecked_set_item(quotient, place, digit)
    return trimmed(quotient, len(quotient)), rshift(trimmed(rest, size), shift)


def _subtract_multiple(rest: list[int], divisor: list[int], digit: int, place: int) -> bool:
    """Subtract divisor * digit * base**place; returns True if the result is below zero."""
    carry = 0
    at = place
    for item in divisor:
        carry = wrapping_sub(wrapping_add(carry, unchecked_item(rest, at)), wrapping_mul(item, digit))
        unchecked_set_item(rest, at, carry & MASK)
        carry >>= BITS
        at = wrapping_add(at, 1)
    carry = wrapping_add(carry, unchecked_item(rest, at))
    unchecked_set_item(rest, at, carry & MASK)
    return carry < 0


def _add_back(rest: list[int], divisor: list[int], place: int) -> None:
    """Add divisor * base**place to what is left, modulo its size."""
    carry = 0
    at = place
    for item in divisor:
        carry = wrapping_add(carry, wrapping_add(unchecked_item(rest, at), item))
        unchecked_set_item(rest, at, carry & MASK)
        carry >>= BITS
        at = wrapping_add(at, 1)
    unchecked_set_item(rest, at, wrapping_add(carry, unchecked_item(rest, at)) & MASK)


# Large numbers ------------------------------------------------------------------------------------------------


def _divide_large(x: list[int], y: list[int]) -> tuple[list[int], list[int]]:
    """Divide slices of x, from its top, that have as many digits as y."""
    blocks = 1
    while len(y) > blocks * RECURSIVE:
        blocks *= 2
    # So many digits that they can be halved down to the limit.
    size = (len(y) + blocks - 1) // blocks * blocks
    shift = size * BITS - (len(y) - 1) * BITS - digit_bits(y[len(y) - 1])
    divisor = lshift(y, shift)
    dividend = lshift(x, shift)
    stop = (len(dividend) + size) // size * size
    quotient: list[int] = [0] * stop
    rest: list[int] = [0] * 0
    while stop > 0:
        stop -= size
        part, rest = _two_by_one(_joined(rest, slice_of(dividend, stop, stop + size), size), divisor, size)
        i = stop
        for digit in part:
            unchecked_set_item(quotient, i, digit)
            i = wrapping_add(i, 1)
    return trimmed(quotient, len(quotient)), rshift(rest, shift)


def _joined(high: list[int], low: list[int], size: int) -> list[int]:
    """Return high * base**size + low, for a low part of at most `size` digits."""
    if len(high) == 0:
        return low
    return low + [0] * (size - len(low)) + high


def _two_by_one(x: list[int], y: list[int], size: int) -> tuple[list[int], list[int]]:
    """Divide x < y * base**size by y, which has `size` digits and its highest bit set."""
    if size % 2 != 0 or size < RECURSIVE:
        if compare(x, y) < 0:
            return [0] * 0, x
        return _long_division(x, y)
    half = size // 2
    high, rest = _three_by_two(slice_of(x, half, len(x)), y, half)
    low, rest = _three_by_two(_joined(rest, trimmed(x, min(half, len(x))), half), y, half)
    return _joined(high, low, half), rest


def _three_by_two(x: list[int], y: list[int], half: int) -> tuple[list[int], list[int]]:
    """Divide x < y * base**half by y, which has 2 * half digits and its highest bit set."""
    y_high, y_low = slice_of(y, half, 2 * half), trimmed(y, half)
    x_high = slice_of(x, half, len(x))
    if compare(slice_of(x_high, half, len(x_high)), y_high) == 0:
        # The quotient has only digits of the highest value.
        quotient = [MASK] * half
        rest = add(subtract(x_high, shift_digits(y_high, half)), y_high)
    else:
        quotient, rest = _two_by_one(x_high, y_high, half)
    rest = _joined(rest, trimmed(x, min(half, len(x))), half)
    product = multiply(quotient, y_low)
    while compare(rest, product) < 0:
        quotient = subtract(quotient, [1])
        rest = add(rest, y)
    return quotient, subtract(rest, product)
