"""Powers, roots, greatest common divisors and factorials of natural numbers (`bigint_digits.py`)."""

from __future__ import annotations

from weft.rlib.bigint_digits import (
    BASE,
    BITS,
    add,
    bit_length,
    compare,
    low_word,
    lshift,
    multiply,
    multiply_digit,
    of_word,
    rshift,
    subtract,
)
from weft.rlib.bigint_division import divide
from weft.rlib.int_math import gcd as word_gcd
from weft.rlib.intrinsics import unchecked_item

_weft_one_graph_ = True


def power(digits: list[int], exponent: int) -> list[int]:
    """Return digits ** exponent, for exponent >= 0."""
    if len(digits) == 0 or (len(digits) == 1 and digits[0] == 1):
        return digits if exponent != 0 else [1]
    result = [1]
    bit = 1
    while bit <= exponent >> 1:
        bit <<= 1
    while bit > 0:
        result = multiply(result, result)
        if exponent & bit != 0:
            result = multiply(result, digits)
        bit >>= 1
    return result


def power_modulo(digits: list[int], exponent: list[int], modulus: list[int]) -> list[int]:
    """Return digits ** exponent % modulus."""
    base = divide(digits, modulus)[1]
    result = divide([1], modulus)[1]
    i = len(exponent)
    while i > 0:
        i -= 1
        digit = unchecked_item(exponent, i)
        bit = BASE >> 1
        while bit > 0:
            if len(result) > 1 or (len(result) == 1 and result[0] != 1):
                result = divide(multiply(result, result), modulus)[1]
            if digit & bit != 0:
                result = divide(multiply(result, base), modulus)[1]
            bit >>= 1
    return result


def gcd(x: list[int], y: list[int]) -> list[int]:
    """Return the greatest common divisor."""
    while len(y) > 2:
        x, y = y, divide(x, y)[1]
    if len(y) == 0:
        return x
    rest = divide(x, y)[1]
    return of_word(word_gcd(low_word(y), low_word(rest)))


def isqrt(digits: list[int]) -> list[int]:
    """Return the integer part of the square root, by Newton's method with growing precision."""
    if len(digits) == 0:
        return digits
    half = (bit_length(digits) - 1) // 2
    steps = 0
    while half >> steps != 0:
        steps += 1
    root = [1]
    known = 0
    while steps > 0:
        steps -= 1
        before = known
        known = half >> steps
        part = rshift(digits, 2 * half - before - known + 1)
        root = add(lshift(root, known - before - 1), divide(part, root)[0])
    if compare(multiply(root, root), digits) > 0:
        return subtract(root, [1])
    return root


def product_of_range(first: int, last: int) -> list[int]:
    """Return first * (first + 1) * ... * last, by halves, so that large numbers meet large ones."""
    if last - first > 8:
        middle = (first + last) >> 1
        return multiply(product_of_range(first, middle), product_of_range(middle + 1, last))
    result = [1]
    while first <= last:
        result = multiply_digit(result, first) if first < BASE else multiply(result, of_word(first))
        first += 1
    return result


def trailing_zeros(digits: list[int]) -> int:
    """Return how many of the lowest bits of a number that is not 0 are zero."""
    count = 0
    i = 0
    while digits[i] == 0:
        i += 1
        count += BITS
    digit = digits[i]
    while digit & 1 == 0:
        digit >>= 1
        count += 1
    return count
