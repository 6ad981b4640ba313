"""What the statistics module computes with exact fractions: means and variances, rounded once, at the end.

The sum of any numbers is kept as an integer of any size times a power of two.
"""

from __future__ import annotations

import math
import statistics
import sys
from collections.abc import Iterable
from typing import Any, Final

from weft.rlib.bigint import bigint, lifted, lshift, modulo, true_divide
from weft.rlib.intrinsics import float_bits, is_none

_ROOT_BITS: Final = 2 * 53 + 3
EXACT_PRODUCTS: Final = sys.version_info >= (3, 12)
ZERO_HAS_MEAN: Final = sys.version_info >= (3, 13)
_POSITIVE: Final = "geometric mean requires a non-empty dataset containing positive numbers"
EMPTY_MEAN: Final = "Must have a non-empty dataset" if ZERO_HAS_MEAN else _POSITIVE
NEGATIVE_MEAN: Final = "No negative inputs allowed" if ZERO_HAS_MEAN else _POSITIVE
"""Which version of Python says what."""


class _Sum:
    """A sum, and the sum of the squares: `total * 2**exponent` and `squares * 2**(2 * exponent)`."""

    def __init__(self) -> None:
        self.total = bigint(0)
        self.squares = bigint(0)
        self.exponent = 0
        self.count = 0
        self.floats = False
        self.special = False
        self.special_sum = 0.0

    def add_word(self, mantissa: int, exponent: int, squares: bool) -> None:
        """Add `mantissa * 2**exponent`."""
        self.count += 1
        if exponent < self.exponent:
            self.total = lshift(self.total, self.exponent - exponent)
            self.squares = lshift(self.squares, 2 * (self.exponent - exponent))
            self.exponent = exponent
        value = lshift(lifted(mantissa), exponent - self.exponent)
        self.total = self.total + value
        if squares:
            self.squares = self.squares + value * value

    def add_float(self, value: float, squares: bool) -> None:
        """Add a float; infinity and NaN are summed on their own."""
        self.floats = True
        bits = float_bits(value)
        exponent = bits >> 52 & 0x7FF
        mantissa = bits & 0xFFFFFFFFFFFFF
        if exponent == 0x7FF:
            self.count += 1
            self.special = True
            self.special_sum += value
            return
        if exponent == 0:
            exponent = 1
        else:
            mantissa |= 1 << 52
        if mantissa == 0:
            self.count += 1
            return
        while mantissa & 1 == 0:
            mantissa >>= 1
            exponent += 1
        self.add_word(-mantissa if bits < 0 else mantissa, exponent - 1075, squares)

    def deviations(self) -> bigint:
        """The squares of the deviations from the mean: so many times `count * 2**(2 * exponent)`."""
        return self.squares * self.count - self.total * self.total


class _Ratio:
    """A fraction, not in lowest terms, or a float that is not finite."""

    def __init__(self, numerator: bigint, denominator: bigint, exponent: int, of: _Sum) -> None:
        self.numerator = numerator if exponent <= 0 else lshift(numerator, exponent)
        self.denominator = denominator if exponent >= 0 else lshift(denominator, -exponent)
        self.floats = of.floats
        self.special = of.special
        self.value = of.special_sum

    def number(self) -> float:
        """The nearest float."""
        if self.special:
            return self.value
        return true_divide(self.numerator, self.denominator)

    def root(self) -> float:
        """The square root, correctly rounded."""
        if self.special:
            raise AttributeError("'float' object has no attribute 'numerator'")
        over, under = self.numerator, self.denominator
        shift = (over.bit_length() - under.bit_length() - _ROOT_BITS) // 2
        if shift >= 0:
            return float(lshift(_odd_root(over, lshift(under, 2 * shift)), shift))
        return true_divide(_odd_root(lshift(over, -2 * shift), under), lshift(bigint(1), -shift))


def _odd_root(over: bigint, under: bigint) -> bigint:
    """The root of a fraction as an integer, the last bit of which says if something follows."""
    root = (over // under).isqrt()
    return root if root * root * under == over else root | 1


def _add(to: _Sum, value: Any, squares: bool) -> None:
    if isinstance(value, float):
        to.add_float(value, squares)
    else:
        to.add_word(_word(value), 0, squares)


def _word(value: int) -> int:
    """A parameter of this type makes a word of an integer of any size, or raises OverflowError."""
    return value


def _sum_of(items: Any, squares: bool) -> _Sum:
    found = _Sum()
    for item in items:
        _add(found, item, squares)
    return found


def _converted(ratio: _Ratio, sample: Any) -> Any:
    """The value in the type of the data: an int only for ints, and if it is one."""
    if isinstance(sample, float):
        return ratio.number()
    if ratio.floats or modulo(ratio.numerator, ratio.denominator):
        return ratio.number()
    return int(ratio.numerator // ratio.denominator)


def _mean(of: _Sum) -> _Ratio:
    if of.special:
        of.special_sum /= of.count
    return _Ratio(of.total, lifted(of.count), of.exponent, of)


def mean(data: Iterable[Any]) -> Any:
    """`statistics.mean(data)`."""
    items = list(data)
    if len(items) < 1:
        raise statistics.StatisticsError("mean requires at least one data point")
    return _converted(_mean(_sum_of(items, False)), items[0])


def _spread(items: Any, center: Any, less: int) -> _Ratio:
    """The sum of the squares of the deviations over the number of items, less one for a sample."""
    if is_none(center):
        found = _sum_of(items, True)
        if found.special:
            found.special_sum /= found.count - less
        return _Ratio(found.deviations(), lifted(found.count) * (found.count - less), 2 * found.exponent, found)
    found = _Sum()
    for item in items:
        difference = item - center
        _add(found, difference * difference, False)
    if found.special:
        found.special_sum /= found.count - less
    return _Ratio(found.total, lifted(found.count - less), found.exponent, found)


def variance(data: Iterable[Any], xbar: Any = None) -> Any:
    """`statistics.variance(data, xbar)`."""
    items = list(data)
    if len(items) < 2:
        raise statistics.StatisticsError("variance requires at least two data points")
    return _converted(_spread(items, xbar, 1), items[0])


def pvariance(data: Iterable[Any], mu: Any = None) -> Any:
    """`statistics.pvariance(data, mu)`."""
    items = list(data)
    if len(items) < 1:
        raise statistics.StatisticsError("pvariance requires at least one data point")
    return _converted(_spread(items, mu, 0), items[0])


def stdev(data: Iterable[Any], xbar: Any = None) -> float:
    """`statistics.stdev(data, xbar)`."""
    items = list(data)
    if len(items) < 2:
        raise statistics.StatisticsError("stdev requires at least two data points")
    return _spread(items, xbar, 1).root()


def pstdev(data: Iterable[Any], mu: Any = None) -> float:
    """`statistics.pstdev(data, mu)`."""
    items = list(data)
    if len(items) < 1:
        raise statistics.StatisticsError("pstdev requires at least one data point")
    return _spread(items, mu, 0).root()


def mean_and_deviation(data: Iterable[Any]) -> tuple[float, float]:
    """The mean and standard deviation of a sample as floats: for `NormalDist.from_samples`."""
    items = list(data)
    if len(items) < 2:
        raise statistics.StatisticsError("stdev requires at least two data points")
    found = _sum_of(items, True)
    if found.special:
        return found.special_sum, found.special_sum / found.special_sum
    spread = _Ratio(found.deviations(), lifted(found.count) * (found.count - 1), 2 * found.exponent, found)
    return _mean(found).number(), spread.root()


def fmean(data: Iterable[Any], weights: Any = None) -> float:
    """`statistics.fmean(data, weights)`."""
    items = list(data)
    if is_none(weights):
        if len(items) == 0:
            raise statistics.StatisticsError("fmean requires at least one data point")
        return math.fsum(items) / len(items)
    if EXACT_PRODUCTS:
        raise NotImplementedError("fmean() with weights")
    shares = list(weights)
    if len(items) != len(shares):
        raise statistics.StatisticsError("data and weights must be the same length")
    products: list[float] = []
    for i in range(len(items)):
        products.append(float(items[i] * shares[i]))
    over = math.fsum(products)
    under = math.fsum(shares)
    if under == 0.0:
        raise statistics.StatisticsError("sum of weights must be non-zero")
    return over / under


def geometric_mean(data: Iterable[Any]) -> float:
    """`statistics.geometric_mean(data)`."""
    logarithms: list[float] = []
    zero = False
    for item in data:
        if item > 0 or item != item:
            logarithms.append(math.log(item))
        elif item == 0 and ZERO_HAS_MEAN:
            zero = True
        else:
            raise statistics.StatisticsError(NEGATIVE_MEAN)
    if len(logarithms) == 0 and not zero:
        raise statistics.StatisticsError(EMPTY_MEAN)
    total = math.fsum(logarithms)
    if zero and total == total:
        return math.nan if total == math.inf else 0.0
    return math.exp(total / len(logarithms))


def harmonic_mean(data: Iterable[Any], weights: Any = None) -> Any:
    """`statistics.harmonic_mean(data, weights)`."""
    items = list(data)
    if len(items) < 1:
        raise statistics.StatisticsError("harmonic_mean requires at least one data point")
    if is_none(weights):
        if len(items) == 1:
            _refuse_negative(items[0])
            return items[0]
        return _harmonic(items, [1] * len(items))
    shares = list(weights)
    if len(shares) != len(items):
        raise statistics.StatisticsError("Number of weights does not match data size")
    return _harmonic(items, shares)


def _harmonic(items: Any, weights: Any) -> Any:
    for weight in weights:
        _refuse_negative(weight)
    over = _sum_of(weights, False)
    under = _Sum()
    i = 0
    for item in items:
        _refuse_negative(item)
        weight = weights[i]
        i += 1
        if weight:
            if item == 0:
                return 0
            under.add_float(weight / item, False)
        else:
            under.add_word(0, 0, False)
    if under.special or over.special:
        return _special_mean(over, under)
    if under.total.sign() <= 0:
        raise statistics.StatisticsError("Weighted sum must be positive")
    ratio = _Ratio(over.total, under.total, over.exponent - under.exponent, under)
    return _converted(ratio, items[0])


def _special_mean(over: _Sum, under: _Sum) -> float:
    upper = over.special_sum if over.special else _Ratio(over.total, bigint(1), over.exponent, over).number()
    lower = under.special_sum if under.special else _Ratio(under.total, bigint(1), under.exponent, under).number()
    if lower <= 0.0:
        raise statistics.StatisticsError("Weighted sum must be positive")
    return upper / lower


def _refuse_negative(value: Any) -> None:
    if value < 0:
        raise statistics.StatisticsError("harmonic mean does not support negative values")
