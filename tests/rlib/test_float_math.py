"""The functions of math against CPython's own."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rlib.support import in_words, outcome
from tests.rlib.test_float import BITS, same
from weft.rlib import float_math

EDGES = st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, -2.0, 3.0, 1e308, -1e308, 5e-324, math.inf, -math.inf, math.nan,
                         710.0, -750.0, 1e16, 171.5, 23.0, -0.5])  # fmt: skip
NUMBERS = st.one_of(st.floats(-100, 100), BITS, EDGES, st.integers(-50, 50))
ONE = ["sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "exp",
       "expm1", "log", "log2", "log10", "log1p", "fabs", "isnan", "isinf", "isfinite",
       "degrees", "radians", "modf", "frexp", "erf",
       "erfc", "ulp"]  # fmt: skip
TWO = ["atan2", "fmod", "remainder", "copysign", "nextafter", "isclose"]


@pytest.mark.parametrize("name", ONE)
@given(x=NUMBERS)
def test_one_argument(name: str, x: float) -> None:
    ours, expected = outcome(getattr(float_math, name), x), outcome(getattr(math, name), x)
    if isinstance(expected, tuple) and not isinstance(expected[0], type):
        assert all(map(same, ours, expected))
    else:
        assert same(ours, expected)


@pytest.mark.parametrize("name", TWO)
@given(x=NUMBERS, y=NUMBERS)
def test_two_arguments(name: str, x: float, y: float) -> None:
    assert same(outcome(getattr(float_math, name), x, y), outcome(getattr(math, name), x, y))


@pytest.mark.parametrize("name", ["floor", "ceil", "trunc"])
@given(x=st.one_of(st.floats(-1e19, 1e19), BITS, EDGES))
def test_to_int(name: str, x: float) -> None:
    assert in_words(getattr(float_math, name), x) == in_words(getattr(math, name), x)


@given(x=NUMBERS, y=NUMBERS)
def test_powers(x: float, y: float) -> None:
    assert same(outcome(float_math.power, x, y), outcome(math.pow, x, y))
    ours, expected = outcome(float_math.float_power, x, y), outcome(pow, float(x), float(y))
    if isinstance(expected, complex) or expected == (OverflowError, "complex exponentiation"):
        assert ours[0] is ValueError
    elif isinstance(expected, tuple) and expected[0] is ZeroDivisionError:
        assert ours[0] is ZeroDivisionError
    else:
        assert same(ours, expected)


@given(x=NUMBERS)
def test_roots(x: float) -> None:
    assert same(float_math.cube_root(x), math.cbrt(x))
    assert outcome(float_math.exponential_2, x) == outcome(math.exp2, x) or x != x


@given(x=NUMBERS, exponent=st.one_of(st.integers(-2200, 2200), st.sampled_from([10**6, -(10**6)])))
def test_ldexp(x: float, exponent: int) -> None:
    assert same(outcome(float_math.ldexp, x, exponent), outcome(math.ldexp, x, exponent))


@given(x=st.one_of(st.floats(0.1, 171), st.integers(1, 100)))
def test_gamma(x: float) -> None:
    assert math.isclose(float_math.gamma(x), math.gamma(x), rel_tol=1e-13)
    assert math.isclose(float_math.lgamma(x), math.lgamma(x), rel_tol=1e-12, abs_tol=1e-14)


@given(x=st.integers(1, 10**6), base=st.integers(2, 20))
def test_log_base(x: int, base: int) -> None:
    assert float_math.log(x, base) == math.log(x, base)
    assert outcome(float_math.log, x, 1)[0] is ZeroDivisionError


@settings(max_examples=300)
@given(values=st.lists(NUMBERS, max_size=4))
def test_hypot(values: list[float]) -> None:
    assert same(outcome(float_math.hypot, *values), outcome(math.hypot, *values))


def test_hypot_and_dist_of_random_numbers() -> None:
    source = random.Random(1)
    for _ in range(20000):
        x, y, z = (source.uniform(-1, 1) * 10 ** source.randint(-8, 8) for _ in range(3))
        assert float_math.hypot(x, y) == math.hypot(x, y)
        assert float_math.hypot(x, y, z) == math.hypot(x, y, z)
        assert float_math.dist((x, y), (z, x)) == math.dist((x, y), (z, x))


@settings(max_examples=300)
@given(values=st.lists(st.one_of(st.floats(-1e10, 1e10), st.floats(), st.integers(-9, 9)), max_size=12))
def test_fsum(values: list[float]) -> None:
    assert same(outcome(float_math.fsum, values), outcome(math.fsum, values))


def test_prod() -> None:
    assert float_math.prod([2, 3, 7]) == 42
    assert float_math.prod([0.5, 3.0], start=4.0) == 6.0
