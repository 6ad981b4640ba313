"""The functions of `math` on floats, with CPython's errors; arguments may be ints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from weft.rlib.externals import weft_fma
from weft.rlib.float_intrinsics import (
    float_acos,
    float_acosh,
    float_asin,
    float_asinh,
    float_atan,
    float_atan2,
    float_atanh,
    float_cbrt,
    float_ceil,
    float_copysign,
    float_cos,
    float_cosh,
    float_erf,
    float_erfc,
    float_exp,
    float_exp2,
    float_expm1,
    float_floor,
    float_fmod,
    float_lgamma,
    float_log,
    float_log1p,
    float_log2,
    float_log10,
    float_pow,
    float_sin,
    float_sinh,
    float_sqrt,
    float_tan,
    float_tanh,
    float_tgamma,
    float_trunc,
)
from weft.rlib.intrinsics import float_bits, float_from_bits, truncate_unchecked

INFINITY: Final = float("inf")
PI: Final = 3.141592653589793


def _domain() -> ValueError:
    return ValueError("math domain error")


def _range() -> OverflowError:
    return OverflowError("math range error")


def isnan(x: float) -> bool:
    """`math.isnan(x)`."""
    value = float(x)
    return value != value


def isinf(x: float) -> bool:
    """`math.isinf(x)`."""
    value = float(x)
    return value == INFINITY or value == -INFINITY


def isfinite(x: float) -> bool:
    """`math.isfinite(x)`."""
    value = float(x)
    return value - value == 0.0


def _checked(result: float, argument: float) -> float:
    """Return the result of a function that overflows nowhere: nan from a number is a domain error."""
    if result != result and argument == argument:
        raise _domain()
    return result


def _finite(result: float, argument: float) -> float:
    """Return the result of a function that may overflow, for a finite argument."""
    if (result == INFINITY or result == -INFINITY) and argument - argument == 0.0:
        raise _range()
    return result


def sqrt(x: float) -> float:
    """`math.sqrt(x)`."""
    value = float(x)
    if value < 0.0:
        raise _domain()
    return float_sqrt(value)


def sin(x: float) -> float:
    """`math.sin(x)`."""
    value = float(x)
    return _checked(float_sin(value), value)


def cos(x: float) -> float:
    """`math.cos(x)`."""
    value = float(x)
    return _checked(float_cos(value), value)


def tan(x: float) -> float:
    """`math.tan(x)`."""
    value = float(x)
    return _checked(float_tan(value), value)


def asin(x: float) -> float:
    """`math.asin(x)`."""
    value = float(x)
    return _checked(float_asin(value), value)


def acos(x: float) -> float:
    """`math.acos(x)`."""
    value = float(x)
    return _checked(float_acos(value), value)


def atan(x: float) -> float:
    """`math.atan(x)`."""
    return float_atan(float(x))


def atan2(y: float, x: float) -> float:
    """`math.atan2(y, x)`."""
    return float_atan2(float(y), float(x))


def sinh(x: float) -> float:
    """`math.sinh(x)`."""
    value = float(x)
    return _finite(float_sinh(value), value)


def cosh(x: float) -> float:
    """`math.cosh(x)`."""
    value = float(x)
    return _finite(float_cosh(value), value)


def tanh(x: float) -> float:
    """`math.tanh(x)`."""
    return float_tanh(float(x))


def asinh(x: float) -> float:
    """`math.asinh(x)`."""
    return float_asinh(float(x))


def acosh(x: float) -> float:
    """`math.acosh(x)`."""
    value = float(x)
    return _checked(float_acosh(value), value)


def atanh(x: float) -> float:
    """`math.atanh(x)`."""
    value = float(x)
    if value >= 1.0 or value <= -1.0:
        raise _domain()
    return float_atanh(value)


def exp(x: float) -> float:
    """`math.exp(x)`."""
    value = float(x)
    return _finite(float_exp(value), value)


def cube_root(x: float) -> float:
    """`math.cbrt(x)`."""
    return float_cbrt(float(x))


def exponential_2(x: float) -> float:
    """`math.exp2(x)`."""
    value = float(x)
    return _finite(float_exp2(value), value)


def expm1(x: float) -> float:
    """`math.expm1(x)`."""
    value = float(x)
    return _finite(float_expm1(value), value)


def _natural_log(x: float) -> float:
    """The logarithm of a positive number."""
    value = float(x)
    if value <= 0.0:
        raise _domain()
    return float_log(value)


def log(x: float, base: float | None = None) -> float:
    """`math.log(x)`, `math.log(x, base)`."""
    result = _natural_log(x)
    if base is None:
        return result
    divisor = _natural_log(base)
    if divisor == 0.0:
        raise ZeroDivisionError("float division by zero")
    return result / divisor


def log2(x: float) -> float:
    """`math.log2(x)`."""
    value = float(x)
    if value <= 0.0:
        raise _domain()
    return float_log2(value)


def log10(x: float) -> float:
    """`math.log10(x)`."""
    value = float(x)
    if value <= 0.0:
        raise _domain()
    return float_log10(value)


def log1p(x: float) -> float:
    """`math.log1p(x)`."""
    value = float(x)
    if value <= -1.0:
        raise _domain()
    return float_log1p(value)


def fabs(x: float) -> float:
    """`math.fabs(x)`."""
    return abs(float(x))


def fmod(x: float, y: float) -> float:
    """`math.fmod(x, y)`."""
    left = float(x)
    right = float(y)
    result = float_fmod(left, right)
    if result != result and left == left and right == right:
        raise _domain()
    return result


def remainder(x: float, y: float) -> float:
    """`math.remainder(x, y)`."""
    left = float(x)
    right = float(y)
    if left != left or right != right:
        return left + right
    if isinf(left) or right == 0.0:
        raise _domain()
    if isinf(right):
        return left
    size = abs(left)
    divisor = abs(right)
    rest = float_fmod(size, divisor)
    missing = divisor - rest
    if rest < missing:
        result = rest
    elif rest > missing:
        result = -missing
    else:
        # Halfway: to the even multiple.
        result = rest - 2.0 * float_fmod(0.5 * (size - rest), divisor)
    return float_copysign(1.0, left) * result


def power(x: float, y: float) -> float:
    """`math.pow(x, y)`."""
    base = float(x)
    exponent = float(y)
    result = float_pow(base, exponent)
    if base - base == 0.0 and exponent - exponent == 0.0:
        if result != result:
            raise _domain()
        if result == INFINITY or result == -INFINITY:
            if base == 0.0:
                raise _domain()
            raise _range()
    return result


def float_power(x: float, y: float) -> float:
    """`x ** y` of floats, or of ints with a negative exponent."""
    base = float(x)
    exponent = float(y)
    if base == 0.0 and -INFINITY < exponent < 0.0:
        raise ZeroDivisionError("0.0 cannot be raised to a negative power")
    result = float_pow(base, exponent)
    if base - base == 0.0 and exponent - exponent == 0.0:
        if result != result:
            raise ValueError("a negative number to a fractional power is complex")
        if result == INFINITY or result == -INFINITY:
            raise OverflowError(34, "Numerical result out of range")
    return result


def float_divmod(x: float, y: float) -> tuple[float, float]:
    """`divmod(x, y)` of floats."""
    left = float(x)
    right = float(y)
    if right == 0.0:
        raise ZeroDivisionError("float divmod()")
    return left // right, left % right


def copysign(x: float, y: float) -> float:
    """`math.copysign(x, y)`."""
    return float_copysign(float(x), float(y))


def _word(value: float) -> int:
    if value != value:
        raise ValueError("cannot convert float NaN to integer")
    if value == INFINITY or value == -INFINITY:
        raise OverflowError("cannot convert float infinity to integer")
    if not -9223372036854775808.0 <= value < 9223372036854775808.0:
        raise OverflowError("float too large to convert to a 64-bit int")
    return truncate_unchecked(value)


def floor(x: float) -> int:
    """`math.floor(x)`."""
    if isinstance(x, int):
        return int(x)
    return _word(float_floor(x))


def ceil(x: float) -> int:
    """`math.ceil(x)`."""
    if isinstance(x, int):
        return int(x)
    return _word(float_ceil(x))


def trunc(x: float) -> int:
    """`math.trunc(x)`."""
    if isinstance(x, int):
        return int(x)
    return _word(float_trunc(x))


def modf(x: float) -> tuple[float, float]:
    """`math.modf(x)`."""
    value = float(x)
    if isinf(value):
        return float_copysign(0.0, value), value
    whole = float_trunc(value)
    return float_copysign(value - whole, value), whole


def frexp(x: float) -> tuple[float, int]:
    """`math.frexp(x)`."""
    value = float(x)
    if value == 0.0 or value - value != 0.0:
        return value, 0
    exponent = 0
    bits = float_bits(value)
    if bits >> 52 & 2047 == 0:
        value *= 18014398509481984.0
        exponent = -54
        bits = float_bits(value)
    exponent += (bits >> 52 & 2047) - 1022
    return float_from_bits(bits & ~(2047 << 52) | 1022 << 52), exponent


def ldexp(x: float, exponent: int) -> float:
    """`math.ldexp(x, exponent)`."""
    value = float(x)
    if value == 0.0 or value - value != 0.0:
        return value
    if exponent > 2100:
        raise _range()
    if exponent < -2200:
        return float_copysign(0.0, value)
    # Into the normal range first, so that only the last step rounds.
    mantissa, own = frexp(value)
    exponent += own
    if exponent > 1024:
        raise _range()
    if exponent > 1000:
        result = mantissa * float_from_bits((1000 + 1023) << 52) * float_from_bits((exponent - 1000 + 1023) << 52)
        return _finite(result, value)
    if exponent >= -1021:
        return mantissa * float_from_bits((exponent + 1023) << 52)
    if exponent < -1075:
        return float_copysign(0.0, value)
    return mantissa * float_from_bits((exponent + 200 + 1023) << 52) * float_from_bits((1023 - 200) << 52)


def degrees(x: float) -> float:
    """`math.degrees(x)`."""
    return float(x) * (180.0 / PI)


def radians(x: float) -> float:
    """`math.radians(x)`."""
    return float(x) * (PI / 180.0)


def isclose(a: float, b: float, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    """`math.isclose(a, b, rel_tol=..., abs_tol=...)`."""
    x = float(a)
    y = float(b)
    relative = float(rel_tol)
    absolute = float(abs_tol)
    if relative < 0.0 or absolute < 0.0:
        raise ValueError("tolerances must be non-negative")
    if x == y:
        return True
    if isinf(x) or isinf(y):
        return False
    difference = abs(y - x)
    return difference <= abs(relative * y) or difference <= abs(relative * x) or difference <= absolute


def erf(x: float) -> float:
    """`math.erf(x)`."""
    return float_erf(float(x))


def erfc(x: float) -> float:
    """`math.erfc(x)`."""
    return float_erfc(float(x))


def gamma(x: float) -> float:
    """`math.gamma(x)`."""
    value = float(x)
    if value == -INFINITY or (value <= 0.0 and value == float_floor(value)):
        raise _domain()
    if 1.0 <= value <= 23.0 and value == float_floor(value):
        product = 1.0
        factor = 2.0
        while factor < value:
            product *= factor
            factor += 1.0
        return product
    return _finite(float_tgamma(value), value)


def lgamma(x: float) -> float:
    """`math.lgamma(x)`."""
    value = float(x)
    if value <= 0.0 and value == float_floor(value) and value != -INFINITY:
        raise _domain()
    return _finite(float_lgamma(value), value)


# Sums ---------------------------------------------------------------------------------------------------------------


def hypot(*coordinates: float) -> float:
    """`math.hypot(...)`."""
    values: list[float] = []
    for coordinate in coordinates:
        values.append(abs(float(coordinate)))
    return vector_norm(values)


def dist(p: Iterable[float], q: Iterable[float]) -> float:
    """`math.dist(p, q)`."""
    first: list[float] = []
    for value in p:
        first.append(float(value))
    values: list[float] = []
    i = 0
    for value in q:
        if i < len(first):
            values.append(abs(first[i] - float(value)))
        i += 1
    if i != len(first):
        raise ValueError("both points must have the same number of dimensions")
    return vector_norm(values)


def vector_norm(values: list[float]) -> float:
    """Return the square root of the sum of squares, correctly rounded in nearly all cases.

    The values are scaled by a power of two; the squares are summed in double-double arithmetic, and the square root
    of the sum is corrected by what it misses.
    """
    largest = 0.0
    found_nan = False
    for value in values:
        if value == INFINITY:
            return INFINITY
        if value != value:
            found_nan = True
        elif value > largest:
            largest = value
    if found_nan:
        return float("nan")
    if largest == 0.0:
        return 0.0
    exponent = frexp(largest)[1]
    high = 0.0
    low = 0.0
    for value in values:
        scaled = ldexp(value, -exponent)
        square = scaled * scaled
        low += weft_fma(scaled, scaled, -square)
        total = high + square
        # The exact error of the sum, whichever is larger.
        part = total - high
        low += (high - (total - part)) + (square - part)
        high = total
    root = float_sqrt(high + low)
    rest = weft_fma(-root, root, high) + low
    root += rest / (2.0 * root)
    if exponent > 1000:
        # This may overflow to infinity, without an error.
        return root * ldexp(1.0, 1000) * ldexp(1.0, exponent - 1000)
    return ldexp(root, exponent)


def fsum(values: Iterable[float]) -> float:
    """`math.fsum(values)`: the exact sum, rounded once."""
    partials: list[float] = []
    special = 0.0
    infinities = 0.0
    for item in values:
        x = float(item)
        if x - x != 0.0:
            special += x
            if isinf(x):
                infinities += x
            partials.clear()
            continue
        count = 0
        i = 0
        while i < len(partials):
            y = partials[i]
            if abs(x) < abs(y):
                x, y = y, x
            high = x + y
            if isinf(high):
                raise OverflowError("intermediate overflow in fsum")
            low = y - (high - x)
            if low != 0.0:
                partials[count] = low
                count += 1
            x = high
            i += 1
        while len(partials) > count:
            partials.pop()
        partials.append(x)
    if special != 0.0 or special != special:
        if infinities != infinities:
            raise ValueError("-inf + inf in fsum")
        return special
    return _sum_of_partials(partials)


def _sum_of_partials(partials: list[float]) -> float:
    """Add numbers that do not overlap, from the largest down; a tie is decided by the next one."""
    i = len(partials) - 1
    if i < 0 or (i == 0 and partials[0] == 0.0):
        return 0.0
    high = partials[i]
    low = 0.0
    while i > 0:
        x = high
        i -= 1
        y = partials[i]
        high = x + y
        low = y - (high - x)
        if low != 0.0:
            break
    if i > 0 and ((low < 0.0 and partials[i - 1] < 0.0) or (low > 0.0 and partials[i - 1] > 0.0)):
        y = low * 2.0
        x = high + y
        if y == x - high:
            high = x
    return high


def prod(values: Iterable[float], start: float = 1) -> float:
    """`math.prod(values, start=start)`."""
    result = start
    for value in values:
        result = result * value
    return result


def nextafter(x: float, y: float) -> float:
    """`math.nextafter(x, y)`."""
    value = float(x)
    goal = float(y)
    if value != value or goal != goal:
        return value + goal
    if value == goal:
        return goal
    if value == 0.0:
        return float_copysign(5e-324, goal)
    bits = float_bits(value)
    if (goal > value) == (value > 0.0):
        return float_from_bits(bits + 1)
    return float_from_bits(bits - 1)


def ulp(x: float) -> float:
    """`math.ulp(x)`."""
    value = abs(float(x))
    if value - value != 0.0:
        return value
    if value == 1.7976931348623157e308:
        return value - nextafter(value, 0.0)
    return nextafter(value, INFINITY) - value
