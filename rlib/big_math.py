"""Functions of integers of any size (`--ints=big`): what `int_math.py` and parts of `float_math.py` do for words.

Arithmetic is that of the program here: results get larger than words by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weft.rlib import bigint_bits as bits
from weft.rlib import bigint_powers as powers
from weft.rlib import float_math, int_math
from weft.rlib.big_integers import divmod_, from_float, from_word, lifted, number, pow_modulo
from weft.rlib.bigint import bigint, made
from weft.rlib.bigint_digits import bit_length as bit_length_of
from weft.rlib.bigint_digits import lshift
from weft.rlib.bigint_floats import quotient
from weft.rlib.float_intrinsics import float_ceil, float_floor, float_trunc
from weft.rlib.float_text import round_digits
from weft.rlib.intrinsics import is_none
from weft.rlib.tagged import is_big, is_word, word_of

_weft_any_integers_ = True
_weft_program_numbers_ = True


def divide(x: Any, y: Any) -> Any:
    """`divmod(x, y)`."""
    if is_big(x) and is_big(y):
        return divmod_(x, y)
    return x // y, x % y


def power(base: Any, exponent: Any, modulus: Any = None) -> Any:
    """`pow(base, exponent[, modulus])`."""
    if is_none(modulus):
        return base**exponent
    return pow_modulo(base, exponent, modulus)


def product(values: Iterable[Any], start: Any = 1) -> Any:
    """`math.prod(values, start=start)`."""
    result = start
    for value in values:
        result = result * value
    return result


def isqrt(n: Any) -> Any:
    """`math.isqrt(n)`."""
    if is_word(n):
        return int_math.isqrt(word_of(n))
    return number(lifted(n).isqrt())


def gcd(x: Any, y: Any) -> Any:
    """`math.gcd(x, y)`."""
    if is_word(x) and is_word(y):
        return from_word(int_math.gcd(word_of(x), word_of(y)))
    return number(lifted(x).gcd(lifted(y)))


def gcd_many(*values: Any) -> Any:
    """`math.gcd` of any number of ints."""
    if len(values) == 2:
        return gcd(values[0], values[1])
    result = from_word(0)
    for value in values:
        result = gcd(result, value)
    return result


def lcm(x: Any, y: Any) -> Any:
    """`math.lcm(x, y)`."""
    if x == 0 or y == 0:
        return from_word(0)
    return abs(x // gcd(x, y) * y)


def lcm_many(*values: Any) -> Any:
    """`math.lcm` of any number of ints."""
    if len(values) == 2:
        return lcm(values[0], values[1])
    result = from_word(1)
    for value in values:
        result = lcm(result, value)
    return result


def factorial(n: Any) -> Any:
    """`math.factorial(n)`."""
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    if n > 2**31:
        raise OverflowError("factorial() argument should not exceed 9223372036854775807")
    return number(made(False, powers.product_of_range(1, int(n))))


def comb(n: Any, k: Any) -> Any:
    """`math.comb(n, k)`."""
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return from_word(0)
    count = min(k, n - k)
    result = from_word(1)
    i = from_word(0)
    while i < count:
        result = result * (n - i) // (i + 1)
        i = i + 1
    return result


def perm(n: Any, k: Any = None) -> Any:
    """`math.perm(n, k)`."""
    if is_none(k):
        return factorial(n)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return from_word(0)
    result = from_word(1)
    i = from_word(0)
    while i < k:
        result = result * (n - i)
        i = i + 1
    return result


# Bits and bytes -----------------------------------------------------------------------------------------------------


def bit_length(x: int) -> int:
    """`x.bit_length()`."""
    return int_math.bit_length(word_of(x)) if is_word(x) else lifted(x).bit_length()


def bit_count(x: int) -> int:
    """`x.bit_count()`."""
    return int_math.bit_count(word_of(x)) if is_word(x) else lifted(x).bit_count()


def to_bytes(x: int, length: int = 1, byteorder: str = "big", signed: bool = False) -> bytes:
    """`x.to_bytes(length, byteorder, signed=signed)`."""
    return lifted(x).to_bytes(length, byteorder, signed)


def from_bytes(data: Any, byteorder: str = "big", signed: bool = False) -> int:
    """`int.from_bytes(data, byteorder, signed=signed)`."""
    if len(data) < 8:
        return from_word(int_math.from_bytes(bytes(data), byteorder, signed))
    return number(bigint.from_bytes(bytes(data), byteorder, signed))


def words_of(x: int) -> list[int]:
    """Return the 32-bit words of |x|, the least significant first; at least one."""
    digits = lifted(x).magnitude()
    count = max(1, (bit_length_of(digits) + 31) // 32)
    data = bits.to_bytes(False, digits, 4 * count, False)
    return [data[4 * i] | data[4 * i + 1] << 8 | data[4 * i + 2] << 16 | data[4 * i + 3] << 24 for i in range(count)]


# Rounding -----------------------------------------------------------------------------------------------------------


def round_integer(x: Any, digits: Any = None) -> Any:
    """`round(x[, digits])` of an int: to even at a tie."""
    if is_none(digits) or digits >= 0:
        return int(x)
    unit = from_word(10) ** -digits
    low = x // unit
    rest = x - low * unit
    if rest * 2 > unit or (rest * 2 == unit and low % 2 != 0):
        low = low + 1
    return low * unit


def round_float(value: float, digits: Any = None) -> Any:
    """`round(value[, digits])` of a float."""
    if is_none(digits):
        low = float_floor(value)
        rest = value - low
        result = from_float(low)
        if rest > 0.5 or (rest == 0.5 and result & 1 != 0):
            result = result + 1
        return result
    return round_digits(value, digits)


def floor(x: Any) -> Any:
    """`math.floor(x)`."""
    if isinstance(x, int):
        return int(x)
    return from_float(float_floor(x))


def ceil(x: Any) -> Any:
    """`math.ceil(x)`."""
    if isinstance(x, int):
        return int(x)
    return from_float(float_ceil(x))


def trunc(x: Any) -> Any:
    """`math.trunc(x)`."""
    if isinstance(x, int):
        return int(x)
    return from_float(float_trunc(x))


# Logarithms ---------------------------------------------------------------------------------------------------------


def _fits_float(x: Any) -> bool:
    return not is_big(x) or is_word(x) or lifted(x).bit_length() < 1024


def _fraction(x: Any) -> float:
    """Return a large number divided by 2**bit_length, rounded."""
    if lifted(x).is_negative():
        raise ValueError("math domain error")
    digits = lifted(x).digits
    return quotient(digits, lshift([1], bit_length_of(digits)))


def natural_logarithm(x: Any) -> float:
    """`math.log(x)`."""
    if _fits_float(x):
        return float_math.log(float(x))
    return float_math.log(_fraction(x)) + float_math.log(2.0) * float(lifted(x).bit_length())


def log(x: Any, base: Any = None) -> float:
    """`math.log(x[, base])`."""
    if is_none(base):
        return natural_logarithm(x)
    return natural_logarithm(x) / natural_logarithm(base)


def log2(x: Any) -> float:
    """`math.log2(x)`."""
    if _fits_float(x):
        return float_math.log2(float(x))
    return float_math.log2(_fraction(x)) + float(lifted(x).bit_length())


def log10(x: Any) -> float:
    """`math.log10(x)`."""
    if _fits_float(x):
        return float_math.log10(float(x))
    return float_math.log10(_fraction(x)) + float_math.log10(2.0) * float(lifted(x).bit_length())
