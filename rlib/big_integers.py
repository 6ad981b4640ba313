"""Arithmetic of integers of any size (`--ints=big`): words where they fit, else `bigint` objects (`tagged.py`).

Parameters called x and y are such integers; the annotator sees to it.  The short functions are inlined, so what words
need stands there, and the rest in functions of their own.
"""

from __future__ import annotations

from typing import Any

from weft.rlib import bigint as big
from weft.rlib import bigint_bits as bits
from weft.rlib import bigint_digits as naturals
from weft.rlib.bigint import bigint
from weft.rlib.intrinsics import (
    truncate_unchecked,
    wrapping_add,
    wrapping_lshift,
    wrapping_sub,
)
from weft.rlib.tagged import is_missing, is_word, large_of, of_large, of_word, word_of

_weft_any_integers_ = True

# As in rtyper/ll_helpers/hashing.py: hashes of prebuilt keys are computed during translation.
HASH_OF_NONE = 0x7EF1CE5
_LIMIT = 4611686018427387904.0  # 2**62


def number(value: bigint) -> int:
    """Return a bigint as an integer."""
    return of_word(value.word) if value.is_small() else of_large(value)


def lifted(x: int) -> bigint:
    """Return an integer as a bigint."""
    return bigint(word_of(x)) if is_word(x) else large_of(x)


# Conversions --------------------------------------------------------------------------------------------------------


def from_word(value: int) -> int:
    """Return a machine word as an integer."""
    if wrapping_lshift(value, 1) >> 1 == value:
        return of_word(value)
    return of_large(bigint(value))


def to_word(x: int) -> int:
    """Return the machine word that the library needs."""
    return word_of(x) if is_word(x) else _large_to_word(x, "Python int too large to convert to C ssize_t")


def to_index(x: int) -> int:
    """Return the machine word of an index."""
    if is_word(x):
        return word_of(x)
    if _present(x).fits_word():
        return int(large_of(x))
    raise IndexError("cannot fit 'int' into an index-sized integer")


def to_count(x: int) -> int:
    """Return the machine word that says how often something is repeated."""
    return word_of(x) if is_word(x) else _large_to_word(x, "cannot fit 'int' into an index-sized integer")


def _present(x: int) -> bigint:
    """Return a number that is not small; None, which only conversions meet, raises TypeError."""
    if is_missing(x):
        raise TypeError("'NoneType' object cannot be interpreted as an integer")
    return large_of(x)


def _large_to_word(x: int, message: str) -> int:
    value = _present(x)
    if not value.fits_word():
        raise OverflowError(message)
    return int(value)


def to_bound(x: int) -> int:
    """Return the machine word of a bound of a slice, which may be any number."""
    if is_word(x):
        return word_of(x)
    if _present(x).fits_word():
        return int(large_of(x))
    return -(2**63) if large_of(x).negative else 2**63 - 1


def to_float(x: int) -> float:
    """`float(x)`."""
    return float(word_of(x)) if is_word(x) else float(_present(x))


def from_float(value: float) -> int:
    """`int(value)` of a float."""
    if -_LIMIT <= value < _LIMIT:
        return of_word(truncate_unchecked(value))
    return number(bigint(value))


# Arithmetic ---------------------------------------------------------------------------------------------------------


def add(x: int, y: int) -> int:
    """`x + y`."""
    if is_word(x) and is_word(y):
        return from_word(wrapping_add(word_of(x), word_of(y)))
    return _add(x, y)


def _add(x: int, y: int) -> int:
    return number(big.add(lifted(x), lifted(y)))


def sub(x: int, y: int) -> int:
    """`x - y`."""
    if is_word(x) and is_word(y):
        return from_word(wrapping_sub(word_of(x), word_of(y)))
    return _sub(x, y)


def _sub(x: int, y: int) -> int:
    return number(big.subtract(lifted(x), lifted(y)))


def mul(x: int, y: int) -> int:
    """`x * y`."""
    if is_word(x) and is_word(y):
        try:
            product = word_of(x) * word_of(y)
        except OverflowError:
            return _mul(x, y)
        return from_word(product)
    return _mul(x, y)


def _mul(x: int, y: int) -> int:
    return number(big.multiply(lifted(x), lifted(y)))


def floordiv(x: int, y: int) -> int:
    """`x // y`."""
    if is_word(x) and is_word(y):
        return from_word(word_of(x) // word_of(y))
    return _floordiv(x, y)


def _floordiv(x: int, y: int) -> int:
    return number(big.floor_divide(lifted(x), lifted(y)))


def mod(x: int, y: int) -> int:
    """`x % y`."""
    if is_word(x) and is_word(y):
        return of_word(word_of(x) % word_of(y))
    return _mod(x, y)


def _mod(x: int, y: int) -> int:
    return number(big.modulo(lifted(x), lifted(y)))


def mod_word(x: int, modulus: int) -> int:
    """`x % modulus` for a machine word."""
    if is_word(x):
        return word_of(x) % modulus
    return int(big.modulo(large_of(x), bigint(modulus)))


def divmod_(x: int, y: int) -> tuple[int, int]:
    """`divmod(x, y)`."""
    if is_word(x) and is_word(y):
        return from_word(word_of(x) // word_of(y)), of_word(word_of(x) % word_of(y))
    quotient, rest = big.divide_with_rest(lifted(x), lifted(y))
    return number(quotient), number(rest)


def truediv(x: int, y: int) -> float:
    """`x / y`."""
    if is_word(x) and is_word(y):
        return word_of(x) / word_of(y)
    return big.true_divide(lifted(x), lifted(y))


def pow_(x: int, y: int) -> int:
    """`x ** y` for an exponent that is not negative."""
    return number(big.power(lifted(x), lifted(y)))


def pow_modulo(x: int, y: int, modulus: int) -> int:
    """`pow(x, y, modulus)`."""
    return number(big.power_modulo(lifted(x), lifted(y), lifted(modulus)))


def lshift(x: int, y: int) -> int:
    """`x << y`."""
    if is_word(x) and is_word(y):
        count = word_of(y)
        if 0 <= count < 63:
            word = word_of(x)
            shifted = wrapping_lshift(word, count)
            if shifted >> count == word:
                return from_word(shifted)
    return _lshift(x, y)


def _lshift(x: int, y: int) -> int:
    value = lifted(x)
    if not value and not lifted(y).is_negative():
        return x
    return number(big.lshift(value, _large_to_word(y, "too many digits in integer") if not is_word(y) else word_of(y)))


def rshift(x: int, y: int) -> int:
    """`x >> y`."""
    if is_word(x) and is_word(y):
        count = word_of(y)
        if 0 <= count < 64:
            return of_word(word_of(x) >> count)
    return _rshift(x, y)


def _rshift(x: int, y: int) -> int:
    if not is_word(y) and not large_of(y).negative:
        return of_word(-1 if lifted(x).is_negative() else 0)
    return number(big.rshift(lifted(x), to_word(y)))


def and_(x: int, y: int) -> int:
    """`x & y`."""
    if is_word(x) and is_word(y):
        return of_word(word_of(x) & word_of(y))
    return number(big.bitwise(bits.AND, lifted(x), lifted(y)))


def and_word(x: int, mask: int) -> int:
    """`x & mask` for a machine word that is not negative."""
    return (word_of(x) if is_word(x) else low_word(x)) & mask


def low_word(x: int) -> int:
    """Return the lowest 64 bits of the two's complement of a large number."""
    value = large_of(x)
    word = naturals.low_word(value.digits)
    return wrapping_sub(0, word) if value.negative else word


def or_(x: int, y: int) -> int:
    """`x | y`."""
    if is_word(x) and is_word(y):
        return of_word(word_of(x) | word_of(y))
    return number(big.bitwise(bits.OR, lifted(x), lifted(y)))


def xor(x: int, y: int) -> int:
    """`x ^ y`."""
    if is_word(x) and is_word(y):
        return of_word(word_of(x) ^ word_of(y))
    return number(big.bitwise(bits.XOR, lifted(x), lifted(y)))


def neg(x: int) -> int:
    """`-x`."""
    return from_word(-word_of(x)) if is_word(x) else number(-large_of(x))


def pos(x: int) -> int:
    """`+x`."""
    return x


def invert(x: int) -> int:
    """`~x`."""
    return of_word(~word_of(x)) if is_word(x) else number(~large_of(x))


def abs_(x: int) -> int:
    """`abs(x)`."""
    if is_word(x):
        word = word_of(x)
        return from_word(-word if word < 0 else word)
    return number(abs(large_of(x)))


# Comparisons --------------------------------------------------------------------------------------------------------


def eq(x: int, y: int) -> bool:
    """`x == y`, also of None."""
    if is_word(x):
        return is_word(y) and word_of(x) == word_of(y)
    return not is_word(y) and _equal_large(x, y)


def _equal_large(x: int, y: int) -> bool:
    if is_missing(x) or is_missing(y):
        return is_missing(x) and is_missing(y)
    return _order(x, y) == 0


def ne(x: int, y: int) -> bool:
    """`x != y`."""
    return not eq(x, y)


def _order(x: int, y: int) -> int:
    return big.order(lifted(x), lifted(y))


def lt(x: int, y: int) -> bool:
    """`x < y`."""
    if is_word(x) and is_word(y):
        return word_of(x) < word_of(y)
    return _order(x, y) < 0


def le(x: int, y: int) -> bool:
    """`x <= y`."""
    if is_word(x) and is_word(y):
        return word_of(x) <= word_of(y)
    return _order(x, y) <= 0


def gt(x: int, y: int) -> bool:
    """`x > y`."""
    return lt(y, x)


def ge(x: int, y: int) -> bool:
    """`x >= y`."""
    return le(y, x)


def order_float(x: int, y: float) -> int:
    """Return -1, 0 or 1; 2 if y is not a number."""
    if is_word(x):
        word = word_of(x)
        return -1 if word < y else (0 if word == y else (1 if word > y else 2))
    return big.order(large_of(x), y)


def float_eq(x: int, y: float) -> bool:
    """`x == y`."""
    return order_float(x, y) == 0


def float_ne(x: int, y: float) -> bool:
    """`x != y`."""
    return order_float(x, y) != 0


def float_lt(x: int, y: float) -> bool:
    """`x < y`."""
    return order_float(x, y) < 0


def float_le(x: int, y: float) -> bool:
    """`x <= y`."""
    return order_float(x, y) <= 0


def float_gt(x: int, y: float) -> bool:
    """`x > y`."""
    return order_float(x, y) == 1


def float_ge(x: int, y: float) -> bool:
    """`x >= y`."""
    return 0 <= order_float(x, y) <= 1


def in_range(container: range, x: int) -> bool:
    """`x in container` of a range of words."""
    return is_word(x) and word_of(x) in container


def in_bytes(container: Any, x: int) -> bool:
    """`x in container` of bytes or a bytearray."""
    if is_word(x):
        return word_of(x) in container
    raise ValueError("byte must be in range(0, 256)")


def user_hash(x: int) -> int:
    """`hash()` of an object whose `__hash__` returns x: a word as it is."""
    return word_of(x) if is_word(x) else hash_word(_present(x))


def hash_word(value: bigint) -> int:
    """Return a large number that fits a word, or its hash."""
    return int(value) if value.fits_word() else hash(value)


def hash_(x: int) -> int:
    """`hash(x)`, also of None."""
    return hash(word_of(x)) if is_word(x) else _hash_large(x)


def _hash_large(x: int) -> int:
    return HASH_OF_NONE if is_missing(x) else hash(large_of(x))


# With floats --------------------------------------------------------------------------------------------------------


def float_add(x: float, y: float) -> float:
    """`x + y`."""
    return x + y


def float_sub(x: float, y: float) -> float:
    """`x - y`."""
    return x - y


def float_mul(x: float, y: float) -> float:
    """`x * y`."""
    return x * y


def float_truediv(x: float, y: float) -> float:
    """`x / y`."""
    return x / y


def float_floordiv(x: float, y: float) -> float:
    """`x // y`."""
    return x // y


def float_mod(x: float, y: float) -> float:
    """`x % y`."""
    return x % y


def float_pow(x: float, y: float) -> float:
    """`x ** y`."""
    return x**y
