"""Integer functions: powers, pow with a modulus, divmod, gcd, isqrt, bit counts, rounding, factorials, bytes."""

from __future__ import annotations

from typing import Any, Final

from weft.rlib.externals import weft_mul_mod
from weft.rlib.float_intrinsics import float_sqrt
from weft.rlib.int_text import WORD_MIN
from weft.rlib.intrinsics import is_none, truncate_unchecked, unsigned_rshift, wrapping_mul, wrapping_sub

_SMALL: Final = 3037000499
"""The largest number whose square fits a word."""


def int_pow(base: int, exponent: int) -> int:
    """`base ** exponent` for an exponent that is not negative."""
    if exponent < 0:
        raise ValueError("negative exponent: the result is not an int")
    result = 1
    while True:
        if exponent & 1 != 0:
            result *= base
        exponent >>= 1
        if exponent == 0:
            return result
        base *= base


def int_pow_mod(base: int, exponent: int, modulus: int) -> int:
    """`pow(base, exponent, modulus)`."""
    if modulus == 0:
        raise ValueError("pow() 3rd argument cannot be 0")
    if modulus == WORD_MIN:
        return _power_of_low_bits(base, exponent)
    size = -modulus if modulus < 0 else modulus
    base %= size
    if exponent < 0:
        base = inverse(base, size)
        if exponent == WORD_MIN:
            base = weft_mul_mod(base, base, size)
            exponent >>= 1
        exponent = -exponent
    result = 1 % size
    if size <= _SMALL:
        while exponent > 0:
            if exponent & 1 != 0:
                result = result * base % size
            exponent >>= 1
            base = base * base % size
    else:
        while exponent > 0:
            if exponent & 1 != 0:
                result = weft_mul_mod(result, base, size)
            exponent >>= 1
            base = weft_mul_mod(base, base, size)
    if modulus < 0 and result != 0:
        result += modulus
    return result


def _power_of_low_bits(base: int, exponent: int) -> int:
    """`pow(base, exponent, -2**63)`: the modulus has no absolute value among words, but powers may wrap around."""
    if exponent < 0:
        if base & 1 == 0:
            raise ValueError("base is not invertible for the given modulus")
        known = base  # three bits of the inverse are right; each round doubles them
        for _ in range(5):
            known = wrapping_mul(known, wrapping_sub(2, wrapping_mul(base, known)))
        base = known
        if exponent == WORD_MIN:
            base = wrapping_mul(base, base)
            exponent >>= 1
        exponent = -exponent
    result = 1
    while exponent > 0:
        if exponent & 1 != 0:
            result = wrapping_mul(result, base)
        base = wrapping_mul(base, base)
        exponent >>= 1
    result &= 2**63 - 1
    return result + WORD_MIN if result != 0 else 0


def inverse(value: int, modulus: int) -> int:
    """Return the inverse of 0 <= value < modulus."""
    if modulus == 1:
        return 0
    a, b = value, modulus
    x, y = 1, 0
    while b != 0:
        quotient = a // b
        a, b = b, a - quotient * b
        x, y = y, x - quotient * y
    if a != 1:
        raise ValueError("base is not invertible for the given modulus")
    return x % modulus


def power(base: Any, exp: Any, mod: Any = None) -> Any:
    """`pow(base, exp[, mod])`."""
    if is_none(mod):
        return base**exp
    return int_pow_mod(base, exp, mod)


def round_number(value: int, digits: int | None = None) -> int:
    """`round(value[, digits])` of an int."""
    if digits is None:
        return int(value)
    return round_int(int(value), digits)


def int_divmod(x: int, y: int) -> tuple[int, int]:
    """`divmod(x, y)`."""
    return x // y, x % y


def gcd(x: int, y: int) -> int:
    """`math.gcd(x, y)`."""
    while y != 0:
        x, y = y, x % y
    if x < 0:
        return -x
    return x


def gcd_many(*values: int) -> int:
    """`math.gcd` of any number of ints."""
    if len(values) == 2:
        return gcd(values[0], values[1])
    result = 0
    for value in values:
        result = gcd(result, value)
    return result


def lcm(x: int, y: int) -> int:
    """`math.lcm(x, y)`."""
    if x == 0 or y == 0:
        return 0
    result = x // gcd(x, y) * y
    if result < 0:
        return -result
    return result


def lcm_many(*values: int) -> int:
    """`math.lcm` of any number of ints."""
    if len(values) == 2:
        return lcm(values[0], values[1])
    result = 1
    for value in values:
        result = lcm(result, value)
    return result


def isqrt(value: int) -> int:
    """`math.isqrt(value)`."""
    if value < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    root = truncate_unchecked(float_sqrt(float(value)))
    # The double is within one of the root.
    if root > _SMALL:
        root = _SMALL
    while root * root > value:
        root -= 1
    while root < _SMALL and (root + 1) * (root + 1) <= value:
        root += 1
    return root


def bit_length(value: int) -> int:
    """`value.bit_length()`."""
    magnitude = wrapping_sub(0, value) if value < 0 else value
    count = 0
    if magnitude < 0:
        return 64
    if magnitude >= 1 << 32:
        magnitude >>= 32
        count += 32
    if magnitude >= 1 << 16:
        magnitude >>= 16
        count += 16
    if magnitude >= 1 << 8:
        magnitude >>= 8
        count += 8
    if magnitude >= 1 << 4:
        magnitude >>= 4
        count += 4
    if magnitude >= 1 << 2:
        magnitude >>= 2
        count += 2
    if magnitude >= 2:
        return count + 2
    return count + magnitude


def bit_count(value: int) -> int:
    """`value.bit_count()`."""
    rest = wrapping_sub(0, value) if value < 0 else value
    rest = wrapping_sub(rest, unsigned_rshift(rest, 1) & 0x5555555555555555)
    rest = (rest & 0x3333333333333333) + (unsigned_rshift(rest, 2) & 0x3333333333333333)
    rest = (rest + (rest >> 4)) & 0x0F0F0F0F0F0F0F0F
    rest = rest + (rest >> 8)
    rest = rest + (rest >> 16)
    rest = rest + (rest >> 32)
    return rest & 127


def round_int(value: int, digits: int) -> int:
    """`round(value, digits)` of an int: to even at a tie."""
    if digits >= 0:
        return value
    if digits < -19:
        return 0
    if digits == -19:
        # Half of the unit is 5 * 10**18; only beyond that does the result differ from 0, and leaves a word.
        if -5000000000000000000 <= value <= 5000000000000000000:
            return 0
        raise OverflowError("int too large to convert to 64 bits")
    unit = 1
    while digits < 0:
        unit *= 10
        digits += 1
    rest = value % unit
    low = value - rest
    half = unit // 2
    if rest > half or (rest == half and low // unit & 1 != 0):
        return low + unit
    return low


def factorial(value: int) -> int:
    """`math.factorial(value)`."""
    if value < 0:
        raise ValueError("factorial() not defined for negative values")
    result = 1
    while value > 1:
        result *= value
        value -= 1
    return result


def comb(n: int, k: int) -> int:
    """`math.comb(n, k)`."""
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    if k > n - k:
        k = n - k
    result = 1
    i = 1
    while i <= k:
        # Division first, by what the factors have in common: no intermediate exceeds the result.
        common = gcd(result, i)
        result //= common
        factor = (n - k + i) // (i // common)
        result *= factor
        i += 1
    return result


def perm(n: int, k: int | None = None) -> int:
    """`math.perm(n, k)`."""
    if k is None:
        return factorial(n)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    result = 1
    while k > 0:
        result *= n
        n -= 1
        k -= 1
    return result


def int_abs(value: int) -> int:
    """`abs(value)`."""
    if value < 0:
        return -value
    return value


# Bytes --------------------------------------------------------------------------------------------------------


def is_big_endian(byteorder: str) -> bool:
    """Return True for the byte order "big", False for "little"."""
    if byteorder == "big":
        return True
    if byteorder == "little":
        return False
    raise ValueError("byteorder must be either 'little' or 'big'")


def from_bytes(values: Any, byteorder: str = "big", signed: bool = False) -> int:
    """`int.from_bytes(values, byteorder, signed=signed)`, of bytes or an iterable of integers."""
    data = values if isinstance(values, bytes | bytearray) else bytes(values)
    big = is_big_endian(byteorder)
    size = len(data)
    negative = signed and size > 0 and data[0 if big else size - 1] >= 128
    result = -1 if negative else 0
    i = 0
    while i < size:
        byte = data[i] if big else data[size - 1 - i]
        # The arithmetic raises OverflowError when the number does not fit a word.
        result = result * 256 + byte
        i += 1
    return result


def to_bytes(value: int, length: int = 1, byteorder: str = "big", signed: bool = False) -> bytes:
    """`value.to_bytes(length, byteorder, signed=signed)`."""
    big = is_big_endian(byteorder)
    if length < 0:
        raise ValueError("length argument must be non-negative")
    if value < 0 and not signed:
        raise OverflowError("can't convert negative int to unsigned")
    bits = 8 * length - (1 if signed else 0)
    if length == 0:
        if value != 0 and value != -1:
            raise OverflowError("int too big to convert")
    elif bits < 63 and not -(1 << bits) <= value < 1 << bits:
        raise OverflowError("int too big to convert")
    data = bytearray(length)
    i = 0
    while i < length:
        data[length - 1 - i if big else i] = value & 255
        value >>= 8
        i += 1
    return bytes(data)
