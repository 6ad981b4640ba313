"""fractions.Fraction: numerators and denominators of any size inside; `numerator` and `denominator` are words."""

from __future__ import annotations

import fractions
import math
from typing import Any, Final

from weft.rlib.bigint import bigint, lifted, lshift, true_divide
from weft.rlib.intrinsics import is_none

_HASH_MODULUS: Final = 2**61 - 1
_FORMAT: Final = fractions._RATIONAL_FORMAT  # type: ignore[attr-defined]


def ratio(value: float) -> tuple[bigint, bigint]:
    """A finite float as a fraction."""
    if value != value:
        raise ValueError("cannot convert NaN to integer ratio")
    if value - value != 0.0:
        raise OverflowError("cannot convert Infinity to integer ratio")
    mantissa, exponent = math.frexp(value)
    whole = lifted(int(mantissa * 9007199254740992.0))
    exponent -= 53
    if exponent >= 0:
        return lshift(whole, exponent), lifted(1)
    return whole, lshift(lifted(1), -exponent)


class Fraction:
    """A rational number in lowest terms, with a denominator above zero."""

    def __init__(self, numerator: Any = 0, denominator: Any = None) -> None:
        if is_none(denominator):
            if isinstance(numerator, str):
                over, under = _parsed(numerator)
            elif isinstance(numerator, float):
                over, under = ratio(numerator)
            else:
                over, under = _over(numerator), _under(numerator)
        else:
            over = _over(numerator) * _under(denominator)
            under = _under(numerator) * _over(denominator)
        self._set(over, under)

    def _set(self, over: bigint, under: bigint) -> None:
        if not under:
            raise ZeroDivisionError("Fraction(" + str(over) + ", 0)")
        divisor = over.gcd(under)
        if under.is_negative():
            divisor = -divisor
        self._over = over // divisor
        self._under = under // divisor

    @property
    def numerator(self) -> int:
        """The numerator; OverflowError if it is no word."""
        return int(self._over)

    @property
    def denominator(self) -> int:
        """The denominator; OverflowError if it is no word."""
        return int(self._under)

    def as_integer_ratio(self) -> tuple[int, int]:
        """Numerator and denominator."""
        return int(self._over), int(self._under)

    def is_integer(self) -> bool:
        """Is it a whole number?"""
        return self._under == 1

    def limit_denominator(self, max_denominator: int = 1000000) -> Fraction:
        """The nearest fraction with a denominator that is not larger."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._under <= max_denominator:
            return made(self._over, self._under)
        # The convergents of the continued fraction; `before` is the one before `last`.
        before_over, before_under = bigint(0), bigint(1)
        last_over, last_under = bigint(1), bigint(0)
        over, under = self._over, self._under
        while True:
            whole = over // under
            next_under = before_under + whole * last_under
            if next_under > max_denominator:
                break
            before_over, last_over = last_over, before_over + whole * last_over
            before_under, last_under = last_under, next_under
            over, under = under, over - whole * under
        times = (lifted(max_denominator) - before_under) // last_under
        first = made(before_over + times * last_over, before_under + times * last_under)
        second = made(last_over, last_under)
        return second if abs(second - self) <= abs(first - self) else first

    def __repr__(self) -> str:
        return "Fraction(" + str(self._over) + ", " + str(self._under) + ")"

    def __str__(self) -> str:
        return str(self._over) if self._under == 1 else str(self._over) + "/" + str(self._under)

    def __hash__(self) -> int:
        under = int(self._under % _HASH_MODULUS)
        if under == 0:
            value = 314159
        else:
            value = int(abs(self._over) * pow(under, _HASH_MODULUS - 2, _HASH_MODULUS) % _HASH_MODULUS)
        if self._over.is_negative():
            value = -value
        return -2 if value == -1 else value

    def __bool__(self) -> bool:
        return bool(self._over)

    def __float__(self) -> float:
        return true_divide(self._over, self._under)

    def __int__(self) -> int:
        return self.__trunc__()

    def __trunc__(self) -> int:
        return int(-(-self._over // self._under) if self._over.is_negative() else self._over // self._under)

    def __floor__(self) -> int:
        return int(self._over // self._under)

    def __ceil__(self) -> int:
        return int(-(-self._over // self._under))

    def __round__(self, ndigits: Any = None) -> Any:
        if is_none(ndigits):
            return int(_nearest(self._over, self._under))
        shift = lifted(10) ** abs(ndigits)
        if ndigits > 0:
            return made(_nearest(self._over * shift, self._under), shift)
        return made(_nearest(self._over, self._under * shift) * shift, lifted(1))

    def __neg__(self) -> Fraction:
        return made(-self._over, self._under)

    def __pos__(self) -> Fraction:
        return made(self._over, self._under)

    def __abs__(self) -> Fraction:
        return made(abs(self._over), self._under)

    def __add__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) + other
        if isinstance(other, (int, Fraction)):
            return _sum(self, other)
        return NotImplemented

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) - other
        if isinstance(other, (int, Fraction)):
            return made(self._over * _under(other) - _over(other) * self._under, self._under * _under(other))
        return NotImplemented

    def __rsub__(self, other: Any) -> Any:
        if isinstance(other, float):
            return other - float(self)
        return -self + other

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) * other
        if isinstance(other, (int, Fraction)):
            return made(self._over * _over(other), self._under * _under(other))
        return NotImplemented

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) / other
        if isinstance(other, (int, Fraction)):
            return _divided(self, _over(other), _under(other))
        return NotImplemented

    def __rtruediv__(self, other: Any) -> Any:
        if isinstance(other, float):
            return other / float(self)
        return _divided(Fraction(other), self._over, self._under)

    def __floordiv__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) // other
        if isinstance(other, (int, Fraction)):
            return int(_quotient(self, other))
        return NotImplemented

    def __rfloordiv__(self, other: Any) -> Any:
        if isinstance(other, float):
            return other // float(self)
        return Fraction(other) // self

    def __mod__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) % other
        if isinstance(other, (int, Fraction)):
            return _rest(self, other)
        return NotImplemented

    def __rmod__(self, other: Any) -> Any:
        if isinstance(other, float):
            return other % float(self)
        return Fraction(other) % self

    def __divmod__(self, other: Any) -> Any:
        if isinstance(other, float):
            return divmod(float(self), other)
        whole = int(_quotient(self, other))
        return whole, _rest(self, other)

    def __rdivmod__(self, other: Any) -> Any:
        if isinstance(other, float):
            return divmod(other, float(self))
        return divmod(Fraction(other), self)

    def __pow__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) ** other
        if isinstance(other, int):
            if other >= 0:
                return made(self._over**other, self._under**other)
            return made(self._under**-other, self._over**-other)
        if isinstance(other, Fraction):
            raise NotImplementedError("a Fraction to the power of a Fraction")
        return NotImplemented

    def __eq__(self, other: Any) -> Any:
        if isinstance(other, float):
            return other - other == 0.0 and _order(self, other) == 0
        if isinstance(other, (int, Fraction)):
            return self._over == _over(other) and self._under == _under(other)
        return NotImplemented

    def __lt__(self, other: Any) -> Any:
        if isinstance(other, (int, float, Fraction)):
            return _order(self, other) == -1
        return NotImplemented

    def __le__(self, other: Any) -> Any:
        if isinstance(other, (int, float, Fraction)):
            return -1 <= _order(self, other) <= 0
        return NotImplemented

    def __gt__(self, other: Any) -> Any:
        if isinstance(other, (int, float, Fraction)):
            return _order(self, other) == 1
        return NotImplemented

    def __ge__(self, other: Any) -> Any:
        if isinstance(other, (int, float, Fraction)):
            return 0 <= _order(self, other) <= 1
        return NotImplemented


def made(over: bigint, under: bigint) -> Fraction:
    """Return a fraction."""
    found = Fraction()
    found._set(over, under)
    return found


def _over(value: Any) -> bigint:
    return value._over if isinstance(value, Fraction) else bigint(value)


def _under(value: Any) -> bigint:
    return value._under if isinstance(value, Fraction) else bigint(1)


def _sum(x: Fraction, y: Any) -> Fraction:
    return made(x._over * _under(y) + _over(y) * x._under, x._under * _under(y))


def _divided(x: Fraction, over: bigint, under: bigint) -> Fraction:
    if not over:
        raise ZeroDivisionError("Fraction(" + str(x._over.sign()) + ", 0)")
    return made(x._over * under, x._under * over)


def _quotient(x: Fraction, y: Any) -> bigint:
    under = x._under * _over(y)
    if not under:
        raise ZeroDivisionError("integer division or modulo by zero")
    return x._over * _under(y) // under


def _rest(x: Fraction, y: Any) -> Fraction:
    if not _over(y):
        raise ZeroDivisionError("integer modulo by zero")
    return made(x._over * _under(y) - _quotient(x, y) * _over(y) * x._under, x._under * _under(y))


def _nearest(over: bigint, under: bigint) -> bigint:
    """The nearest integer, the even one at a tie."""
    whole = over // under
    rest = (over - whole * under) * 2
    if rest > under or (rest == under and whole % 2 == 1):
        return whole + 1
    return whole


def _order(x: Fraction, y: Any) -> int:
    """-1, 0 or 1; 2 if `y` is no number."""
    if isinstance(y, float):
        if y != y:
            return 2
        if y - y != 0.0:
            return -1 if y > 0.0 else 1
        over, under = ratio(y)
    else:
        over, under = _over(y), _under(y)
    left, right = x._over * under, over * x._under
    return 0 if left == right else -1 if left < right else 1


def _parsed(text: str) -> tuple[bigint, bigint]:
    found = _FORMAT.match(text)
    if found is None:
        raise ValueError("Invalid literal for Fraction: " + repr(text))
    over = bigint(found.group("num") or "0")
    under = bigint(1)
    below = found.group("denom")
    if below:
        under = bigint(below)
    else:
        decimals = (found.group("decimal") or "").replace("_", "")
        if len(decimals) > 0:
            under = lifted(10) ** len(decimals)
            over = over * under + bigint(decimals)
        exponent = int(found.group("exp") or "0")
        if exponent >= 0:
            over = over * lifted(10) ** exponent
        else:
            under = under * lifted(10) ** -exponent
    return (-over if found.group("sign") == "-" else over), under
