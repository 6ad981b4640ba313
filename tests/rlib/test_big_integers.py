"""Integers of any size, as `--ints=big` has them, against CPython's."""

import math
import operator
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import big_integers, big_math, big_text

EDGES = [sign * (2**n + d) for n in (0, 31, 32, 61, 62, 63, 64, 124) for d in (-1, 0, 1) for sign in (1, -1)]
NUMBERS = st.one_of(st.sampled_from(EDGES), st.integers(-(2**70), 2**70), st.integers(-300, 300))
BINARY: list[tuple[Any, Any]] = [
    (big_integers.add, operator.add),
    (big_integers.sub, operator.sub),
    (big_integers.mul, operator.mul),
    (big_integers.floordiv, operator.floordiv),
    (big_integers.mod, operator.mod),
    (big_integers.divmod_, divmod),
    (big_integers.truediv, operator.truediv),
    (big_integers.and_, operator.and_),
    (big_integers.or_, operator.or_),
    (big_integers.xor, operator.xor),
    (big_integers.eq, operator.eq),
    (big_integers.ne, operator.ne),
    (big_integers.lt, operator.lt),
    (big_integers.le, operator.le),
    (big_integers.gt, operator.gt),
    (big_integers.ge, operator.ge),
    (big_math.gcd_many, math.gcd),
    (big_math.lcm_many, math.lcm),
    (big_math.divide, divmod),
]
UNARY: list[tuple[Any, Any]] = [
    (big_integers.neg, operator.neg),
    (big_integers.pos, operator.pos),
    (big_integers.invert, operator.invert),
    (big_integers.abs_, abs),
    (big_integers.hash_, hash),
    (big_integers.to_float, float),
    (big_math.isqrt, math.isqrt),
    (big_math.bit_length, int.bit_length),
    (big_math.bit_count, int.bit_count),
    (big_math.floor, math.floor),
    (big_text.big_str, str),
    (big_text.bin_text, bin),
    (big_text.oct_text, oct),
    (big_text.hex_text, hex),
]
SPECIAL = [0.5, 1.5, 2.5, -0.5, 1e22, 2.0**62, -(2.0**62), 2.0**52 + 0.5, math.inf, math.nan]


@settings(max_examples=300, deadline=None)
@given(x=NUMBERS, y=NUMBERS)
def test_binary(x: int, y: int) -> None:
    for mine, python in BINARY:
        if outcome(python, x, y) != outcome(mine, x, y):
            assert (mine.__name__, outcome(mine, x, y)) == (mine.__name__, outcome(python, x, y))


@given(x=NUMBERS)
def test_unary(x: int) -> None:
    for mine, python in UNARY:
        assert (mine.__name__, outcome(mine, x)) == (mine.__name__, outcome(python, x))
    assert big_text.parse(str(x)) == x
    assert big_text.parse(hex(x), 0) == x
    assert big_text.parse_bytes(str(x).encode()) == x


@given(x=NUMBERS, count=st.integers(-2, 130), modulus=NUMBERS)
def test_shifts_and_powers(x: int, count: int, modulus: int) -> None:
    assert outcome(big_integers.lshift, x, count) == outcome(operator.lshift, x, count)
    assert outcome(big_integers.rshift, x, count) == outcome(operator.rshift, x, count)
    assert outcome(big_math.power, x, count, modulus) == outcome(pow, x, count, modulus)
    if count >= 0:
        assert big_integers.pow_(x, count % 7) == x ** (count % 7)
    assert outcome(big_math.round_integer, x, count % 30 - 25) == outcome(round, x, count % 30 - 25)
    mask = abs(modulus) % 2**63
    assert big_integers.and_word(x, mask) == x & mask
    assert big_integers.mod_word(x, mask + 1 if mask < 2**62 else 3) == x % (mask + 1 if mask < 2**62 else 3)


@given(x=NUMBERS, y=st.one_of(st.floats(), st.sampled_from(SPECIAL)))
def test_floats(x: int, y: float) -> None:
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        assert getattr(big_integers, f"float_{name}")(x, y) == getattr(operator, name)(x, y)
    assert outcome(big_integers.from_float, y) == outcome(int, y)
    assert outcome(big_math.round_float, y) == outcome(round, y)
    for name in ("floor", "ceil", "trunc"):
        assert outcome(getattr(big_math, name), y) == outcome(getattr(math, name), y)


@given(x=NUMBERS)
def test_words(x: int) -> None:
    fits = -(2**63) <= x < 2**63
    assert outcome(big_integers.to_word, x) == (
        x if fits else (OverflowError, "Python int too large to convert to C ssize_t")
    )
    assert outcome(big_integers.to_index, x) == (
        x if fits else (IndexError, "cannot fit 'int' into an index-sized integer")
    )
    assert outcome(big_integers.to_bound, x) == max(-(2**63), min(x, 2**63 - 1))
    if fits:
        assert big_integers.from_word(x) == x


@given(n=st.integers(0, 60), k=st.integers(-1, 70))
def test_combinatorics(n: int, k: int) -> None:
    assert outcome(big_math.comb, n, k) == outcome(math.comb, n, k)
    assert outcome(big_math.perm, n, k) == outcome(math.perm, n, k)
    assert big_math.factorial(n) == math.factorial(n)


@given(data=st.binary(max_size=20), order=st.sampled_from(["big", "little"]), signed=st.booleans())
def test_bytes(data: bytes, order: Any, signed: bool) -> None:
    value = int.from_bytes(data, order, signed=signed)
    assert big_math.from_bytes(data, order, signed) == value
    assert big_math.to_bytes(value, len(data), order, signed) == data


def test_digit_limit() -> None:
    large = 10**4300
    for value in (large, large - 1, -large, 1 - large):
        assert outcome(big_text.big_str, value) == outcome(str, value)
    for text in ("1" * 4300, "1" * 4301, "_".join("1" * 4301), "0x" + "f" * 5000, "1" * 5000 + "x"):
        for base in (10, 0, 16):
            assert outcome(big_text.parse, text, base) == outcome(int, text, base)
    assert big_text.get_limit() == sys.get_int_max_str_digits()
    assert outcome(big_text.set_limit, 3) == outcome(sys.set_int_max_str_digits, 3)


@pytest.mark.parametrize("count", [0, 5000])
def test_changed_limit(count: int) -> None:
    before = sys.get_int_max_str_digits()
    try:
        big_text.set_limit(count)
        sys.set_int_max_str_digits(count)
        for value in (10**4500, 10**5000):
            assert outcome(big_text.big_str, value) == outcome(str, value)
    finally:
        big_text.set_limit(before)
        sys.set_int_max_str_digits(before)
