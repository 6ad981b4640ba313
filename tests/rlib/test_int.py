"""Integers to and from text, and integer functions, against CPython's own."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import in_words, outcome
from weft.rlib import int_math, int_text

WORDS = st.one_of(
    st.integers(-(2**63), 2**63 - 1), st.integers(-300, 300), st.sampled_from([-(2**63), 2**63 - 1, -(2**62), 2**62])
)
SMALL = st.integers(-60, 60)
LITERALS = st.one_of(
    st.text(st.sampled_from("0123456789abxoBXO_+- z\u0663\n"), max_size=8),
    st.integers(-(2**66), 2**66).map(str),
    st.integers(-(2**64), 2**64).map(hex),
    st.sampled_from(["9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
                     " many\n", "0x_1", "1__2", "_1", "1_", "0b102", "00", "0_0", "012", "", "-", "٣٤", "1 2"]),
)  # fmt: skip


@given(text=LITERALS)
def test_parse(text: str) -> None:
    assert in_words(int_text.parse_int, text) == in_words(int, text)


@given(text=LITERALS, base=st.sampled_from([0, 2, 3, 8, 10, 16, 36, 1, 37, -1]))
def test_parse_in_base(text: str, base: int) -> None:
    assert in_words(int_text.parse_int_base, text, base) == in_words(int, text, base)


@given(text=LITERALS, base=st.sampled_from([0, 10, 16]))
def test_parse_bytes(text: str, base: int) -> None:
    data = text.encode()
    assert in_words(int_text.parse_int_bytes, data, base) == in_words(int, data, base)


@given(value=WORDS)
def test_text(value: int) -> None:
    assert int_text.int_str(value) == str(value)
    assert int_text.bin_text(value) == bin(value)
    assert int_text.oct_text(value) == oct(value)
    assert int_text.hex_text(value) == hex(value)


@given(value=WORDS)
def test_bits(value: int) -> None:
    assert int_math.bit_length(value) == value.bit_length()
    assert int_math.bit_count(value) == value.bit_count()


def test_powers_of_two() -> None:
    for shift in range(64):
        for value in (2**shift - 1, -(2**shift), min(2**shift, 2**63 - 1)):
            test_bits.hypothesis.inner_test(value)  # type: ignore[attr-defined]
            test_text.hypothesis.inner_test(value)  # type: ignore[attr-defined]


@given(base=st.integers(-20, 20), exponent=st.integers(0, 80))
def test_pow(base: int, exponent: int) -> None:
    # Untranslated, nothing overflows.
    assert int_math.int_pow(base, exponent) == base**exponent


@given(base=WORDS, exponent=st.one_of(SMALL, WORDS), modulus=st.one_of(SMALL, WORDS))
def test_pow_mod(base: int, exponent: int, modulus: int) -> None:
    for last in (modulus, -(2**63)):
        assert outcome(int_math.int_pow_mod, base, exponent, last) == outcome(pow, base, exponent, last)
        assert outcome(int_math.int_pow_mod, base, -(2**63), last) == outcome(pow, base, -(2**63), last)


@given(x=WORDS, y=WORDS)
def test_divisors(x: int, y: int) -> None:
    assert int_math.gcd(x, y) == math.gcd(x, y)
    assert int_math.lcm(x, y) == math.lcm(x, y)
    assert int_math.gcd_many(x, y, 12) == math.gcd(x, y, 12)
    assert int_math.lcm_many(x, 3) == math.lcm(x, 3)
    assert outcome(int_math.int_divmod, x, y) == outcome(divmod, x, y)


@given(value=WORDS)
def test_isqrt(value: int) -> None:
    assert outcome(int_math.isqrt, value) == outcome(math.isqrt, value)
    root = abs(value) % 3037000500
    for near in (root * root - 1, root * root, root * root + 1):
        assert outcome(int_math.isqrt, near) == outcome(math.isqrt, near)


@given(value=WORDS, digits=st.integers(-20, 2))
def test_round(value: int, digits: int) -> None:
    assert in_words(int_math.round_int, value, digits) == in_words(round, value, digits)


@given(n=SMALL, k=SMALL)
def test_combinations(n: int, k: int) -> None:
    assert outcome(int_math.comb, n, k) == outcome(math.comb, n, k)
    assert outcome(int_math.perm, n, k) == outcome(math.perm, n, k)
    assert outcome(int_math.factorial, n) == outcome(math.factorial, n)


@given(data=st.binary(max_size=10), order=st.sampled_from(["big", "little", "x"]), signed=st.booleans())
def test_from_bytes(data: bytes, order: str, signed: bool) -> None:
    expected = outcome(int.from_bytes, data, order, signed=signed)
    assert outcome(int_math.from_bytes, data, order, signed) == expected


@given(value=WORDS, length=st.integers(-1, 10), order=st.sampled_from(["big", "little", "x"]), signed=st.booleans())
def test_to_bytes(value: int, length: int, order: str, signed: bool) -> None:
    expected = outcome(value.to_bytes, length, order, signed=signed)
    assert outcome(int_math.to_bytes, value, length, order, signed) == expected


@pytest.mark.parametrize("value", [0, 1, -1, 127, 128, 255, 256, -128, -129, 32767, 32768, 2**63 - 1, -(2**63)])
def test_to_bytes_limits(value: int) -> None:
    for length in range(10):
        for signed in (False, True):
            expected = outcome(value.to_bytes, length, "big", signed=signed)
            assert outcome(int_math.to_bytes, value, length, "big", signed) == expected
