"""Floats to and from text, and rounding, against CPython's own."""

import math
import struct
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rlib.support import in_words, outcome
from weft.rlib import float_hex, float_text

BITS = st.integers(0, 2**64 - 1).map(lambda bits: float(struct.unpack("<d", struct.pack("<Q", bits))[0]))
DECIMALS = st.builds(lambda n, d: n / 10**d, st.integers(-(10**12), 10**12), st.integers(0, 9))
FLOATS = st.one_of(BITS, st.floats(), DECIMALS, st.integers(-300, 300).map(lambda n: n / 8))
TEXTS = st.one_of(
    FLOATS.map(repr),
    st.text(st.sampled_from("0123456789.eE+-_ \n\u0663"), max_size=10),
    st.builds(lambda m, e: f"{m}e{e}", st.integers(0, 10**20), st.integers(-340, 340)),
    st.sampled_from(["inf", "-Infinity", " NaN ", "+nan", "infinit", "1,5", "", ".", "1.", ".5", "1e", "1_0.5_0",
                     "1__0",
                     "_1", "1_.5", "٣.٥", "0x1p3", "e5", "1e5000", "-0", "1e-5000", "9007199254740993", "1" * 400]),
)  # fmt: skip


def same(x: Any, y: Any) -> bool:
    if isinstance(x, float) and isinstance(y, float):
        return struct.pack("<d", x) == struct.pack("<d", y) or (x != x and y != y)
    return bool(x == y)


@settings(max_examples=500)
@given(value=FLOATS)
def test_repr(value: float) -> None:
    assert float_text.float_repr(value) == repr(value)
    assert float_text.float_hex(value) == value.hex()
    assert float_text.is_integer(value) == value.is_integer()


def test_repr_of_powers() -> None:
    for exponent in range(-330, 309):
        for text in (f"1e{exponent}", f"-9.5e{exponent}", f"1.234567890123456e{exponent}"):
            value = float(text)
            assert float_text.float_repr(value) == repr(value)


@settings(max_examples=500)
@given(text=TEXTS)
def test_parse(text: str) -> None:
    assert same(outcome(float_text.parse_float, text), outcome(float, text))


@given(value=FLOATS)
def test_round_to_int(value: float) -> None:
    assert in_words(float_text.round_to_int, value) == in_words(round, value)


@settings(max_examples=500)
@given(value=FLOATS, digits=st.one_of(st.integers(-5, 17), st.integers(-330, 330)))
def test_round_digits(value: float, digits: int) -> None:
    assert same(outcome(float_text.round_digits, value, digits), outcome(round, value, digits))


def test_round_ties() -> None:
    for value in (0.5, 1.5, 2.5, 2.675, 0.125, 0.375, 1e15 + 0.5, 25.0, 35.0, 45.0, 50.0, 150.0, 250.0, 5e22, 1.5e300):
        for digits in range(-25, 5):
            assert same(float_text.round_digits(value, digits), round(value, digits)), (value, digits)
            assert same(float_text.round_digits(-value, digits), round(-value, digits)), (value, digits)


@given(value=st.floats(allow_nan=False, allow_infinity=False, min_value=1e-3, max_value=1e15))
def test_integer_ratio(value: float) -> None:
    numerator, denominator = float_text.as_integer_ratio(value)
    assert (numerator, denominator) == value.as_integer_ratio()
    assert math.gcd(numerator, denominator) == 1


HEX_PARTS = st.tuples(
    st.sampled_from(["", "-", "+", " ", "x"]),
    st.sampled_from(["0x", "0X", ""]),
    st.text("0123456789abcdefF", max_size=18),
    st.sampled_from(["", ".", ".8"]),
    st.text("0080f1", max_size=20),
    st.one_of(
        st.sampled_from(["", "p", "p+", " ", "p-1074", "p-1075", "p-1078", "p1023", "p99999999999999999999"]),
        st.integers(-1200, 1100).map("p{}".format),
    ),
)


@settings(max_examples=1500)
@given(
    text=st.one_of(HEX_PARTS.map("".join), FLOATS.map(float.hex), st.sampled_from(["inf", "-Infinity", "nan", "infi"]))
)
def test_from_hex(text: str) -> None:
    assert repr(outcome(float_hex.from_hex, text)) == repr(outcome(float.fromhex, text)), text
