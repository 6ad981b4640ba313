"""Integers of any size: `bigint`, for programs that ask for them; `rbigint` is the same class under RPython's name.

    from weft.rlib.bigint import bigint
    print(bigint(2) ** 100 + 1, bigint("ff", 16), int(bigint(7) // 2))

Operators take bigints, ints and floats on either side, with CPython's results for ints.  Negative exponents and
results that do not fit a word or a float raise.  Objects are immutable.

A number of at most 62 bits and a sign is held in `word`, and `digits` is empty; any other one is given by `negative`
and its digits (`bigint_digits.py`).
"""

from __future__ import annotations

from typing import Any, Final

from weft.rlib import bigint_bits as bits
from weft.rlib import bigint_digits as naturals
from weft.rlib import bigint_floats as floats
from weft.rlib import bigint_powers as powers
from weft.rlib import int_math
from weft.rlib.bigint_division import divide
from weft.rlib.bigint_text import of_text, to_text
from weft.rlib.int_text import int_str
from weft.rlib.intrinsics import wrapping_add, wrapping_mul, wrapping_sub
from weft.rlib.markers import we_are_translated

SMALL_MAX: Final = 2**62 - 1
SMALL_MIN: Final = -(2**62)
_HASH_BITS: Final = 61
_HASH_MODULUS: Final = 2**61 - 1


class bigint:  # noqa: N801 - named like int
    """An integer of any size."""

    __slots__ = ("digits", "negative", "word")

    def __init__(self, value: Any = 0, base: int = 10) -> None:
        self.word = 0
        self.negative = False
        self.digits = [0] * 0
        if isinstance(value, str):
            negative, digits = of_text(value, base)
            self._set(negative, digits)
        elif isinstance(value, float):
            if value - value != 0.0:
                if value != value:
                    raise ValueError("cannot convert float NaN to integer")
                raise OverflowError("cannot convert float infinity to integer")
            self._set(value < 0.0, floats.of_float(value))
        elif isinstance(value, bigint):
            self.word, self.negative, self.digits = value.word, value.negative, value.digits
        elif SMALL_MIN <= value <= SMALL_MAX:
            self.word = int(value)
        elif we_are_translated():
            self._set(value < 0, naturals.of_word(value))
        else:
            self._set(value < 0, _digits_of_host_int(abs(value)))

    def _set(self, negative: bool, digits: list[int]) -> None:
        """Become the number with this sign and these digits."""
        if len(digits) <= 2:
            word = naturals.low_word(digits)
            self.word = -word if negative else word
        elif negative and len(digits) == 3 and digits[2] == 1 and digits[1] == 0 and digits[0] == 0:
            self.word = SMALL_MIN
        else:
            self.negative = negative
            self.digits = digits

    # What it is -----------------------------------------------------------------------------------------------------

    def is_small(self) -> bool:
        """Return True if the number is held in a word."""
        return len(self.digits) == 0

    def is_negative(self) -> bool:
        """Return True if the number is below zero."""
        return self.negative or self.word < 0

    def magnitude(self) -> list[int]:
        """Return the digits of the absolute value."""
        return naturals.of_word(self.word) if len(self.digits) == 0 else self.digits

    def sign(self) -> int:
        """Return -1, 0 or 1."""
        if self.is_negative():
            return -1
        return 0 if self.is_small() and self.word == 0 else 1

    def __bool__(self) -> bool:
        return self.word != 0 or len(self.digits) != 0

    def __hash__(self) -> int:
        if self.is_small():
            return hash(self.word)
        result = 0
        i = len(self.digits)
        while i > 0:
            i -= 1
            result = (result << naturals.BITS & _HASH_MODULUS) | result >> _HASH_BITS - naturals.BITS
            result += self.digits[i]
            if result >= _HASH_MODULUS:
                result -= _HASH_MODULUS
        if self.negative:
            return -2 if result == 1 else -result
        return result

    # Conversions ----------------------------------------------------------------------------------------------------

    def __int__(self) -> int:
        if self.is_small():
            return self.word
        if not we_are_translated():
            return _host_int(self)
        if len(self.digits) == 3 and self.digits[2] < 4:
            word = naturals.low_word(self.digits)
            if self.negative and word != 0 and (word > 0 or word == -(2**63)):
                return wrapping_sub(0, word)
            if not self.negative and word > 0:
                return word
        raise OverflowError("int too large to convert to 64 bits")

    def fits_word(self) -> bool:
        """Return True if int() of this number does not raise in a translated program."""
        if self.is_small():
            return True
        return self.bit_length() <= 63 or (
            self.negative and self.bit_length() == 64 and powers.trailing_zeros(self.digits) == 63
        )

    def __float__(self) -> float:
        if self.is_small():
            return float(self.word)
        value = floats.to_float(self.digits)
        return -value if self.negative else value

    def __str__(self) -> str:
        if self.is_small():
            return int_str(self.word)
        return self.to_base(10)

    def __repr__(self) -> str:
        return self.__str__()

    def to_base(self, base: int) -> str:
        """Return the number in a base from 2 to 36, in lower case, without a prefix."""
        if not 2 <= base <= 36:
            raise ValueError("base must be >= 2 and <= 36")
        text = to_text(self.magnitude(), base)
        return "-" + text if self.is_negative() else text

    def hex(self) -> str:
        """Return what `hex()` gives for an int."""
        text = "0x" + to_text(self.magnitude(), 16)
        return "-" + text if self.is_negative() else text

    def to_bytes(self, length: int = 1, byteorder: str = "big", signed: bool = False) -> bytes:
        """Return the number in bytes, like `int.to_bytes`."""
        big = int_math.is_big_endian(byteorder)
        if length < 0:
            raise ValueError("length argument must be non-negative")
        if self.is_negative() and not signed:
            raise OverflowError("can't convert negative int to unsigned")
        digits = self.magnitude()
        size = naturals.bit_length(digits)
        room = 8 * length - (1 if signed and size > 0 else 0)
        if size > room and not (self.is_negative() and size == room + 1 and powers.trailing_zeros(digits) == room):
            raise OverflowError("int too big to convert")
        return bits.to_bytes(self.is_negative(), digits, length, big)

    @staticmethod
    def from_bytes(data: bytes, byteorder: str = "big", signed: bool = False) -> bigint:
        """Return the number in some bytes, like `int.from_bytes`."""
        negative, digits = bits.of_bytes(data, int_math.is_big_endian(byteorder), signed)
        return made(negative, digits)

    # Functions ------------------------------------------------------------------------------------------------------

    def bit_length(self) -> int:
        """Return the number of bits of the absolute value."""
        return naturals.bit_length(self.magnitude())

    def bit_count(self) -> int:
        """Return the number of ones in the absolute value."""
        return bits.bit_count(self.magnitude())

    def isqrt(self) -> bigint:
        """Return the integer part of the square root."""
        if self.is_negative():
            raise ValueError("isqrt() argument must be nonnegative")
        return made(False, powers.isqrt(self.magnitude()))

    def gcd(self, other: Any) -> bigint:
        """Return the greatest common divisor."""
        return made(False, powers.gcd(self.magnitude(), lifted(other).magnitude()))

    def __neg__(self) -> bigint:
        if self.is_small():
            return bigint(-self.word)
        return made(not self.negative, self.digits)

    def __pos__(self) -> bigint:
        return self

    def __abs__(self) -> bigint:
        return -self if self.is_negative() else self

    def __invert__(self) -> bigint:
        if self.is_small():
            return bigint(~self.word)
        return -self - 1

    # Operators ------------------------------------------------------------------------------------------------------

    def __add__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) + other
        return add(self, lifted(other))

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) - other
        return subtract(self, lifted(other))

    def __rsub__(self, other: Any) -> Any:
        if isinstance(other, float):
            return other - float(self)
        return subtract(lifted(other), self)

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) * other
        return multiply(self, lifted(other))

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __truediv__(self, other: Any) -> float:
        if isinstance(other, float):
            return float(self) / other
        return true_divide(self, lifted(other))

    def __rtruediv__(self, other: Any) -> float:
        if isinstance(other, float):
            return other / float(self)
        return true_divide(lifted(other), self)

    def __divmod__(self, other: Any) -> Any:
        if isinstance(other, float):
            return divmod(float(self), other)
        return divide_with_rest(self, lifted(other))

    def __rdivmod__(self, other: Any) -> Any:
        if isinstance(other, float):
            return divmod(other, float(self))
        return divide_with_rest(lifted(other), self)

    def __floordiv__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) // other
        return floor_divide(self, lifted(other))

    def __rfloordiv__(self, other: Any) -> Any:
        if isinstance(other, float):
            return other // float(self)
        return floor_divide(lifted(other), self)

    def __mod__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) % other
        return modulo(self, lifted(other))

    def __rmod__(self, other: Any) -> Any:
        if isinstance(other, float):
            return other % float(self)
        return modulo(lifted(other), self)

    def __pow__(self, exponent: Any, modulus: Any = None) -> Any:
        if isinstance(exponent, float):
            return float(self) ** exponent
        if modulus is None:
            return power(self, lifted(exponent))
        return power_modulo(self, lifted(exponent), lifted(modulus))

    def __rpow__(self, base: Any) -> Any:
        if isinstance(base, float):
            return base ** float(self)
        return power(lifted(base), self)

    def __lshift__(self, count: Any) -> bigint:
        return lshift(self, int(count))

    def __rlshift__(self, value: int) -> bigint:
        return lshift(bigint(value), int(self))

    def __rshift__(self, count: Any) -> bigint:
        return rshift(self, int(count))

    def __rrshift__(self, value: int) -> bigint:
        return rshift(bigint(value), int(self))

    def __and__(self, other: Any) -> bigint:
        return bitwise(bits.AND, self, lifted(other))

    def __rand__(self, other: Any) -> bigint:
        return bitwise(bits.AND, self, lifted(other))

    def __or__(self, other: Any) -> bigint:
        return bitwise(bits.OR, self, lifted(other))

    def __ror__(self, other: Any) -> bigint:
        return bitwise(bits.OR, self, lifted(other))

    def __xor__(self, other: Any) -> bigint:
        return bitwise(bits.XOR, self, lifted(other))

    def __rxor__(self, other: Any) -> bigint:
        return bitwise(bits.XOR, self, lifted(other))

    # Comparisons ----------------------------------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        if isinstance(other, bigint | int | float):
            return order(self, other) == 0
        return False

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: Any) -> bool:
        return order(self, other) == -1

    def __le__(self, other: Any) -> bool:
        return order(self, other) <= 0

    def __gt__(self, other: Any) -> bool:
        return order(self, other) == 1

    def __ge__(self, other: Any) -> bool:
        return 0 <= order(self, other) <= 1

    # RPython's names ------------------------------------------------------------------------------------------------

    @staticmethod
    def fromint(value: int) -> bigint:
        """Return the number of an int."""
        return bigint(value)

    @staticmethod
    def fromfloat(value: float) -> bigint:
        """Return the integer part of a float."""
        return bigint(value)

    @staticmethod
    def fromstr(text: str, base: int = 10) -> bigint:
        """Return the number that a text shows."""
        return bigint(text, base)

    def toint(self) -> int:
        """Return an int; raises OverflowError."""
        return int(self)

    def tofloat(self) -> float:
        """Return a float; raises OverflowError."""
        return float(self)


rbigint = bigint


# Making numbers -----------------------------------------------------------------------------------------------------


def made(negative: bool, digits: list[int]) -> bigint:
    """Return the number with a sign and digits."""
    result = bigint()
    result._set(negative, digits)
    return result


def lifted(value: Any) -> bigint:
    """Return a number as a bigint."""
    if isinstance(value, bigint):
        return value
    if isinstance(value, int):
        return bigint(value)
    raise TypeError("a bigint goes together with bigint, int and float only")


def _digits_of_host_int(value: int) -> list[int]:
    """Return the digits of an int of any size; not translated."""
    digits = []
    while value:
        digits.append(value & naturals.MASK)
        value >>= naturals.BITS
    return digits


def _host_int(number: bigint) -> int:
    """Return an int of any size; not translated."""
    result = 0
    for digit in reversed(number.digits):
        result = result << naturals.BITS | digit
    return -result if number.negative else result


# Operations ---------------------------------------------------------------------------------------------------------


def _signed_sum(x_negative: bool, x: list[int], y_negative: bool, y: list[int]) -> bigint:
    if x_negative == y_negative:
        return made(x_negative, naturals.add(x, y))
    if naturals.compare(x, y) >= 0:
        return made(x_negative, naturals.subtract(x, y))
    return made(y_negative, naturals.subtract(y, x))


def add(x: bigint, y: bigint) -> bigint:
    """Return x + y."""
    if x.is_small() and y.is_small():
        return bigint(wrapping_add(x.word, y.word))
    return _signed_sum(x.is_negative(), x.magnitude(), y.is_negative(), y.magnitude())


def subtract(x: bigint, y: bigint) -> bigint:
    """Return x - y."""
    if x.is_small() and y.is_small():
        return bigint(wrapping_sub(x.word, y.word))
    return _signed_sum(x.is_negative(), x.magnitude(), not y.is_negative(), y.magnitude())


def _is_short(value: int) -> bool:
    return -(2**31) <= value < 2**31


def multiply(x: bigint, y: bigint) -> bigint:
    """Return x * y."""
    if x.is_small() and y.is_small() and _is_short(x.word) and _is_short(y.word):
        return bigint(wrapping_mul(x.word, y.word))
    return made(x.is_negative() != y.is_negative(), naturals.multiply(x.magnitude(), y.magnitude()))


def divide_with_rest(x: bigint, y: bigint) -> tuple[bigint, bigint]:
    """Return x // y and x % y."""
    if not y:
        raise ZeroDivisionError("integer division or modulo by zero")
    if x.is_small() and y.is_small():
        return bigint(x.word // y.word), bigint(x.word % y.word)
    divisor = y.magnitude()
    quotient, rest = divide(x.magnitude(), divisor)
    negative = x.is_negative() != y.is_negative()
    if negative and len(rest) > 0:
        quotient = naturals.add(quotient, [1])
        rest = naturals.subtract(divisor, rest)
    return made(negative, quotient), made(y.is_negative(), rest)


def floor_divide(x: bigint, y: bigint) -> bigint:
    """Return x // y."""
    return divide_with_rest(x, y)[0]


def modulo(x: bigint, y: bigint) -> bigint:
    """Return x % y."""
    if not y:
        raise ZeroDivisionError("integer modulo by zero")
    return divide_with_rest(x, y)[1]


def true_divide(x: bigint, y: bigint) -> float:
    """Return x / y."""
    if not y:
        raise ZeroDivisionError("division by zero")
    value = floats.quotient(x.magnitude(), y.magnitude())
    return -value if x.is_negative() != y.is_negative() else value


def power(x: bigint, exponent: bigint) -> bigint:
    """Return x ** exponent."""
    if exponent.is_negative():
        raise ValueError("negative exponent: the result is not an int")
    odd = exponent.magnitude()[0] & 1 != 0 if exponent else False
    digits = x.magnitude()
    if len(digits) == 0 or (len(digits) == 1 and digits[0] == 1):
        return bigint(1) if not exponent else (x if odd else abs(x))
    return made(x.is_negative() and odd, powers.power(digits, int(exponent)))


def power_modulo(x: bigint, exponent: bigint, modulus: bigint) -> bigint:
    """Return pow(x, exponent, modulus)."""
    if not modulus:
        raise ValueError("pow() 3rd argument cannot be 0")
    size = abs(modulus)
    base = modulo(x, size)
    if exponent.is_negative():
        base = inverse(base, size)
    result = made(False, powers.power_modulo(base.magnitude(), exponent.magnitude(), size.magnitude()))
    return add(result, modulus) if modulus.is_negative() and result else result


def inverse(value: bigint, modulus: bigint) -> bigint:
    """Return the inverse of 0 <= value < modulus."""
    a, b = value, modulus
    x, y = bigint(1), bigint(0)
    while b:
        quotient, rest = divide_with_rest(a, b)
        a, b = b, rest
        x, y = y, subtract(x, multiply(quotient, y))
    if order(a, 1) != 0:
        raise ValueError("base is not invertible for the given modulus")
    return modulo(x, modulus)


def lshift(x: bigint, count: int) -> bigint:
    """Return x << count."""
    if count < 0:
        raise ValueError("negative shift count")
    if x.is_small() and count < 31 and _is_short(x.word):
        return bigint(x.word << count)
    return made(x.is_negative(), naturals.lshift(x.magnitude(), count))


def rshift(x: bigint, count: int) -> bigint:
    """Return x >> count."""
    if count < 0:
        raise ValueError("negative shift count")
    if x.is_small():
        return bigint(x.word >> min(count, 63))
    digits = naturals.rshift(x.digits, count)
    if x.negative and naturals.any_bits_below(x.digits, count):
        digits = naturals.add(digits, [1])
    return made(x.negative, digits)


def bitwise(operation: int, x: bigint, y: bigint) -> bigint:
    """Return x & y, x | y or x ^ y."""
    if x.is_small() and y.is_small():
        if operation == bits.AND:
            return bigint(x.word & y.word)
        return bigint(x.word | y.word if operation == bits.OR else x.word ^ y.word)
    negative, digits = bits.combine(operation, x.is_negative(), x.magnitude(), y.is_negative(), y.magnitude())
    return made(negative, digits)


def order(x: bigint, other: Any) -> int:
    """Return -1, 0 or 1 as x is less than, equal to or greater than another number; 2 if that is not a number."""
    if isinstance(other, float):
        return _order_float(x, other)
    y = lifted(other)
    if x.is_small() and y.is_small():
        return -1 if x.word < y.word else (1 if x.word > y.word else 0)
    if x.is_negative() != y.is_negative():
        return -1 if x.is_negative() else 1
    result = naturals.compare(x.magnitude(), y.magnitude())
    return -result if x.is_negative() else result


def _order_float(x: bigint, other: float) -> int:
    if other - other != 0.0:
        return 2 if other != other else (-1 if other > 0.0 else 1)
    whole = bigint(other)
    result = order(x, whole)
    if result != 0:
        return result
    # A float with a fraction has fewer than 53 bits before the point, so float(whole) is exact.
    rest = other - float(whole)
    return -1 if rest > 0.0 else (1 if rest < 0.0 else 0)
