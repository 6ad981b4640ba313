"""datetime.timedelta."""

from __future__ import annotations

import math
from typing import Any, Final

from weft.rlib.bigint import bigint, divide_with_rest, lifted
from weft.rlib.fraction_numbers import ratio

_DAY: Final = 86400 * 1000000
_MOST_DAYS: Final = 999999999


class timedelta:  # noqa: N801 - CPython's name
    """A span of time: days, seconds (less than a day) and microseconds (less than a second)."""

    def __init__(
        self,
        days: float = 0,
        seconds: float = 0,
        microseconds: float = 0,
        milliseconds: float = 0,
        minutes: float = 0,
        hours: float = 0,
        weeks: float = 0,
    ) -> None:
        sum_ = _Sum()
        _add(sum_, microseconds, 1)
        _add(sum_, milliseconds, 1000)
        _add(sum_, seconds, 1000000)
        _add(sum_, minutes, 60 * 1000000)
        _add(sum_, hours, 3600 * 1000000)
        _add(sum_, days, _DAY)
        _add(sum_, weeks, 7 * _DAY)
        self._set(sum_.total())

    def _set(self, total: int) -> None:
        self.days = total // _DAY
        self.seconds = total % _DAY // 1000000
        self.microseconds = total % 1000000
        if not -_MOST_DAYS <= self.days <= _MOST_DAYS:
            if not -(1 << 31) <= self.days < 1 << 31:
                raise OverflowError("Python int too large to convert to C int")
            raise OverflowError("days=" + str(self.days) + "; must have magnitude <= 999999999")

    def _total(self) -> int:
        """All of it in microseconds; raises OverflowError beyond 292,000 years."""
        return self.days * _DAY + self.seconds * 1000000 + self.microseconds

    def total_seconds(self) -> float:
        """`span.total_seconds()`."""
        return self._total() / 1000000

    def __repr__(self) -> str:
        parts: list[str] = []
        if self.days != 0:
            parts.append("days=" + str(self.days))
        if self.seconds != 0:
            parts.append("seconds=" + str(self.seconds))
        if self.microseconds != 0:
            parts.append("microseconds=" + str(self.microseconds))
        return "datetime.timedelta(" + (", ".join(parts) if len(parts) > 0 else "0") + ")"

    def __str__(self) -> str:
        text = str(self.seconds // 3600) + ":" + two(self.seconds // 60 % 60) + ":" + two(self.seconds % 60)
        if self.days != 0:
            text = str(self.days) + (" day, " if abs(self.days) == 1 else " days, ") + text
        if self.microseconds != 0:
            text += "." + six(self.microseconds)
        return text

    def __bool__(self) -> bool:
        return self.days != 0 or self.seconds != 0 or self.microseconds != 0

    def __hash__(self) -> int:
        return hash((self.days, self.seconds, self.microseconds))

    def __eq__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return _order(self, other) == 0
        return NotImplemented

    def __lt__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return _order(self, other) < 0
        return NotImplemented

    def __le__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return _order(self, other) <= 0
        return NotImplemented

    def __gt__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return _order(self, other) > 0
        return NotImplemented

    def __ge__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return _order(self, other) >= 0
        return NotImplemented

    def __add__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return span(self._total() + other._total())
        return NotImplemented

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return span(self._total() - other._total())
        return NotImplemented

    def __neg__(self) -> timedelta:
        return span(-self._total())

    def __pos__(self) -> timedelta:
        return span(self._total())

    def __abs__(self) -> timedelta:
        return span(abs(self._total()))

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, float):
            over, under = ratio(other)
            return span(_rounded(lifted(self._total()) * over, under))
        if isinstance(other, int):
            return span(self._total() * other)
        return NotImplemented

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, float):
            over, under = ratio(other)
            return span(_rounded(lifted(self._total()) * under, over))
        if isinstance(other, int):
            return span(_rounded(lifted(self._total()), lifted(int(other))))
        return NotImplemented

    def __floordiv__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return span(self._total() // other)
        return NotImplemented

    def __mod__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return span(self._total() % other._total())
        return NotImplemented

    def __divmod__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return self._total() // other._total(), span(self._total() % other._total())
        return NotImplemented


class _Sum:
    """Microseconds, and what floats leave of them."""

    def __init__(self) -> None:
        self.whole = 0
        self.rest = 0.0

    def total(self) -> int:
        """The nearest integer; the even one at a tie."""
        if self.rest == 0.0:
            return self.whole
        nearest = math.floor(self.rest + 0.5) if self.rest >= 0.0 else math.ceil(self.rest - 0.5)
        if abs(float(nearest) - self.rest) == 0.5:
            odd = float(self.whole & 1)
            half = (self.rest + odd) * 0.5
            nearest = 2 * (math.floor(half + 0.5) if half >= 0.0 else math.ceil(half - 0.5)) - (self.whole & 1)
        return self.whole + nearest


def _add(to: _Sum, value: Any, unit: int) -> None:
    if isinstance(value, float):
        fraction, whole = math.modf(value)
        to.whole += int(whole) * unit
        if fraction != 0.0:
            fraction, whole = math.modf(float(unit) * fraction)
            to.whole += int(whole)
            to.rest += fraction
    else:
        to.whole += _word(value) * unit


def _word(value: int) -> int:
    """A parameter of this type makes a word of an integer of any size, or raises OverflowError."""
    return value


def _rounded(over: bigint, under: bigint) -> int:
    """The nearest integer to a quotient, the even one at a tie."""
    whole, rest = divide_with_rest(over, under)
    double = rest * 2
    if under < 0:
        up = double < under or (double == under and whole % 2 == 1)
    else:
        up = double > under or (double == under and whole % 2 == 1)
    return int(whole + 1 if up else whole)


def _order(x: timedelta, y: timedelta) -> int:
    if x.days != y.days:
        return -1 if x.days < y.days else 1
    left = x.seconds * 1000000 + x.microseconds
    right = y.seconds * 1000000 + y.microseconds
    return 0 if left == right else -1 if left < right else 1


def span(microseconds: int) -> timedelta:
    """Return the span of so many microseconds."""
    made = timedelta()
    made._set(microseconds)
    return made


def two(number: int) -> str:
    """Two digits."""
    return str(number).zfill(2)


def six(number: int) -> str:
    """Six digits."""
    return str(number).zfill(6)
