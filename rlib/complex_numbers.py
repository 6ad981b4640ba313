"""Complex numbers: the type `complex` of programs, and functions of cmath that need no more than it.

Arithmetic follows C's and CPython's rules for the parts; prebuilt constants (`1j`) are made by `prebuilt.py`.
"""

from __future__ import annotations

from typing import Any

from weft.rlib.float_intrinsics import float_hypot
from weft.rlib.float_math import atan2, cos, exp, log, sin
from weft.rlib.float_text import float_repr

_BIG_POWER = 100.0
_ZERO_TO_NEGATIVE = "0.0 to a negative or complex power"
_INFINITY = float("inf")


class complex:  # noqa: A001 - programs see the name
    """An immutable pair of floats."""

    real: float
    imag: float

    def __init__(self, real: Any = 0.0, imag: Any = 0.0) -> None:
        if isinstance(real, str):
            raise NotImplementedError("complex() of a str")
        if isinstance(imag, complex):
            whole = real if isinstance(real, complex) else complex(real)
            self.real = whole.real - imag.imag
            self.imag = whole.imag + imag.real
        elif isinstance(real, complex):
            self.real = real.real
            self.imag = real.imag + float(imag)
        else:
            self.real = float(real)
            self.imag = float(imag)

    def conjugate(self) -> complex:
        """The number with the sign of the imaginary part changed."""
        return complex(self.real, -self.imag)

    def __add__(self, other: Any) -> complex:
        if isinstance(other, complex):
            return complex(self.real + other.real, self.imag + other.imag)
        return complex(self.real + float(other), self.imag + 0.0)

    def __radd__(self, other: Any) -> complex:
        return complex(float(other) + self.real, 0.0 + self.imag)

    def __sub__(self, other: Any) -> complex:
        if isinstance(other, complex):
            return complex(self.real - other.real, self.imag - other.imag)
        return complex(self.real - float(other), self.imag - 0.0)

    def __rsub__(self, other: Any) -> complex:
        return complex(float(other) - self.real, 0.0 - self.imag)

    def __mul__(self, other: Any) -> complex:
        if isinstance(other, complex):
            return _product(self, other)
        return _product(self, complex(float(other), 0.0))

    def __rmul__(self, other: Any) -> complex:
        return _product(complex(float(other), 0.0), self)

    def __truediv__(self, other: Any) -> complex:
        if isinstance(other, complex):
            return _quotient(self, other)
        return _quotient(self, complex(float(other), 0.0))

    def __rtruediv__(self, other: Any) -> complex:
        return _quotient(complex(float(other), 0.0), self)

    def __pow__(self, other: Any) -> complex:
        if isinstance(other, complex):
            return _power(self, other)
        return _power(self, complex(float(other), 0.0))

    def __rpow__(self, other: Any) -> complex:
        return _power(complex(float(other), 0.0), self)

    def __neg__(self) -> complex:
        return complex(-self.real, -self.imag)

    def __pos__(self) -> complex:
        return self

    def __abs__(self) -> float:
        result = float_hypot(self.real, self.imag)
        if result - result != 0.0 and self.real - self.real == 0.0 and self.imag - self.imag == 0.0:
            raise OverflowError("absolute value too large")
        return result

    def __bool__(self) -> bool:
        return self.real != 0.0 or self.imag != 0.0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, complex):
            return self.real == other.real and self.imag == other.imag
        if isinstance(other, (int, float)):
            return self.real == other and self.imag == 0.0
        return False

    def __hash__(self) -> int:
        return hash(self.real) if self.imag == 0.0 else hash((self.real, self.imag))

    def __format__(self, spec: str) -> str:
        if spec == "":
            return repr(self)
        if spec[0] != "." or not spec[1:-1].isdigit() or spec[-1] not in "efgEFG":
            raise NotImplementedError("this format of a complex number")
        imag = format(self.imag, spec)
        return format(self.real, spec) + (imag if imag[0] == "-" else "+" + imag) + "j"

    def __repr__(self) -> str:
        imag = _short(self.imag) + "j"
        if self.real == 0.0 and float_repr(self.real)[0] != "-":
            return imag
        if imag[0] != "-":
            imag = "+" + imag
        return "(" + _short(self.real) + imag + ")"


def _short(value: float) -> str:
    text = float_repr(value)
    return text[:-2] if text.endswith(".0") else text


def _product(a: complex, b: complex) -> complex:
    return complex(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real)


def _quotient(a: complex, b: complex) -> complex:
    """Divide by the larger part of the divisor first, so that nothing overflows on the way (Smith)."""
    if abs(b.real) >= abs(b.imag):
        if b.real == 0.0 and b.imag == 0.0:
            raise ZeroDivisionError("complex division by zero")
        ratio = b.imag / b.real
        scale = b.real + b.imag * ratio
        return complex((a.real + a.imag * ratio) / scale, (a.imag - a.real * ratio) / scale)
    if abs(b.imag) >= abs(b.real):
        ratio = b.real / b.imag
        scale = b.real * ratio + b.imag
        return complex((a.real * ratio + a.imag) / scale, (a.imag * ratio - a.real) / scale)
    nan = b.real - b.real + (b.imag - b.imag)
    return complex(nan, nan)


def _power(a: complex, b: complex) -> complex:
    result = _unchecked_power(a, b)
    if abs(result.real) == _INFINITY or abs(result.imag) == _INFINITY:
        raise OverflowError("complex exponentiation")
    return result


def _unchecked_power(a: complex, b: complex) -> complex:
    zero = a.real == 0.0 and a.imag == 0.0
    if zero and (b.imag != 0.0 or b.real < 0.0):
        raise ZeroDivisionError(_ZERO_TO_NEGATIVE)
    if b.imag == 0.0 and abs(b.real) <= _BIG_POWER and b.real == float(int(b.real)):
        count = int(b.real)
        if count >= 0:
            return _repeated(a, count)
        divisor = _repeated(a, -count)
        if not divisor:  # the power was too small for a float
            raise ZeroDivisionError(_ZERO_TO_NEGATIVE)
        return _quotient(complex(1.0, 0.0), divisor)
    if zero:
        return complex(0.0, 0.0)
    size = float_hypot(a.real, a.imag)
    length = size**b.real
    angle = atan2(a.imag, a.real)
    phase = angle * b.real
    if b.imag != 0.0:
        length /= exp(angle * b.imag)
        phase += b.imag * log(size)
    return complex(length * cos(phase), length * sin(phase))


def _repeated(a: complex, count: int) -> complex:
    result = complex(1.0, 0.0)
    power = a
    rest = count
    while rest > 0:
        if rest & 1:
            result = _product(result, power)
        rest >>= 1
        if rest > 0:
            power = _product(power, power)
    return result


def phase(x: Any) -> float:
    """`cmath.phase(x)`."""
    z = complex(x)
    return atan2(z.imag, z.real)


def polar(x: Any) -> tuple[float, float]:
    """`cmath.polar(x)`."""
    z = complex(x)
    return abs(z), atan2(z.imag, z.real)
