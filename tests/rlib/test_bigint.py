"""weft.rlib.bigint against CPython's integers: untranslated with random numbers, then as a compiled program."""

import math
import operator
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rlib.support import outcome
from tests.support.sessions import check_program
from weft.rlib import bigint_digits, bigint_division, bigint_text
from weft.rlib.bigint import bigint, rbigint

EDGES = [sign * (2**n + d) for n in (0, 31, 62, 63, 64, 93, 124, 310) for d in (-1, 0, 1) for sign in (1, -1)]
NUMBERS = st.one_of(
    st.integers(-(2**70), 2**70),
    st.integers(-(10**6), 10**6),
    st.sampled_from(EDGES),
    st.integers(-(2**3000), 2**3000),
    st.builds(lambda n, d, m: (2**n - 2**d) * m, st.integers(1, 1500), st.integers(0, 600), st.integers(-9, 9)),
)
BINARY = [
    operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod, divmod, operator.and_, operator.or_,
    operator.xor, operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne, operator.truediv,
]  # fmt: skip


@pytest.fixture(autouse=True)
def quick_recursion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let numbers of moderate size take the recursive ways as well."""
    monkeypatch.setattr(bigint_digits, "KARATSUBA", 5)
    monkeypatch.setattr(bigint_division, "RECURSIVE", 6)
    monkeypatch.setattr(bigint_text, "_SMALL", 4)


def plain(value: Any) -> Any:
    """Bigints in a result as ints."""
    if isinstance(value, bigint):
        # There is one form of each number.
        assert value.is_small() == (-(2**62) <= int(value) < 2**62)
        return int(value)
    return tuple(map(plain, value)) if isinstance(value, tuple) and len(value) == 2 else value


def big(function: Callable[..., Any], *arguments: Any) -> Any:
    """The outcome with ints made bigints."""
    return plain(outcome(function, *[bigint(x) if type(x) is int else x for x in arguments]))


@settings(max_examples=40, deadline=None)
@given(x=NUMBERS, y=NUMBERS)
def test_binary(x: int, y: int) -> None:
    for function in BINARY:
        expected = outcome(function, x, y)
        assert big(function, x, y) == expected, function
        assert plain(outcome(function, bigint(x), y)) == expected
        assert plain(outcome(function, x, bigint(y))) == expected
    assert int(bigint(x).gcd(bigint(y))) == math.gcd(x, y)


@given(x=NUMBERS, count=st.integers(0, 400))
def test_shifts_and_powers(x: int, count: int) -> None:
    assert big(operator.lshift, x, count) == x << count
    assert big(operator.rshift, x, count) == x >> count
    assert big(operator.pow, x, count % 12) == x ** (count % 12)
    assert big(operator.lshift, x, -1) == (ValueError, "negative shift count")


@settings(max_examples=60, deadline=None)
@given(x=NUMBERS, exponent=st.integers(-70, 10**12), modulus=NUMBERS)
def test_modular_power(x: int, exponent: int, modulus: int) -> None:
    assert big(pow, x, exponent, modulus) == outcome(pow, x, exponent, modulus)


@given(x=NUMBERS)
def test_one_number(x: int) -> None:
    value = bigint(x)
    assert [int(n) for n in (-value, +value, ~value, abs(value))] == [-x, x, ~x, abs(x)]
    assert (bool(value), hash(value), str(value), repr(value)) == (bool(x), hash(x), str(x), repr(x))
    assert (value.bit_length(), value.bit_count(), value.hex()) == (x.bit_length(), x.bit_count(), hex(x))
    assert outcome(float, value) == outcome(float, x)
    assert outcome(lambda: int(value.isqrt())) == outcome(lambda: math.isqrt(x))
    assert value.fits_word() == (-(2**63) <= x < 2**63)
    assert value.sign() == (x > 0) - (x < 0)
    assert int(rbigint.fromstr(str(x))) == x


@given(x=NUMBERS, base=st.integers(2, 36))
def test_bases(x: int, base: int) -> None:
    text = bigint(x).to_base(base)
    assert int(text, base) == x
    assert int(bigint(text, base)) == x
    assert int(bigint(f" {text.upper()}\n", base)) == x


@given(text=st.text("0123456789abx_+- ", max_size=6), base=st.sampled_from([0, 2, 10, 16, 36, 40]))
def test_parsing(text: str, base: int) -> None:
    assert plain(outcome(bigint, text, base)) == outcome(int, text, base)


@given(x=NUMBERS, length=st.integers(-1, 40), order=st.sampled_from(["big", "little", "x"]), signed=st.booleans())
def test_bytes(x: int, length: int, order: Any, signed: bool) -> None:
    def to_bytes(value: Any) -> bytes:
        return value.to_bytes(length, order, signed=signed)  # type: ignore[no-any-return]

    data = outcome(to_bytes, x)
    assert outcome(to_bytes, bigint(x)) == data
    if isinstance(data, bytes):
        assert int(bigint.from_bytes(data, order, signed)) == x


@given(x=NUMBERS, y=st.floats())
def test_floats(x: int, y: float) -> None:
    for function in (operator.add, operator.mul, operator.lt, operator.le, operator.gt, operator.ge, operator.eq):
        assert repr(big(function, x, y)) == repr(outcome(function, x, y))
        assert repr(big(function, y, x)) == repr(outcome(function, y, x))
    assert plain(outcome(bigint, y)) == outcome(int, y)
    assert big(operator.sub, x, float(x % 1000)) == outcome(operator.sub, x, float(x % 1000))


PROGRAM = """
import sys
from weft.rlib.bigint import bigint


def factorial(n):
    result = bigint(1)
    for i in range(2, n + 1):
        result *= i
    return result


def operations(a, b):
    print(a + b, a - b, a * b, a // b, a % b, divmod(a, b), a / b, -a, ~a, abs(a), a & b, a | b, a ^ b)
    print(a < b, a <= b, a == b, a != b, a > b, a >= b, a << 70, a >> 33, a.gcd(b), hash(a), hash(b), bool(a))
    print(a + 3, 3 - a, a * -7, a // 1000, a % 97, 10**18 // b, a + 0.5, 2.0 * a, a < 1.5, a == 7, 1 << (abs(b) & 7))


def main():
    big = bigint("123456789012345678901234567890123456789")
    values = [big, -big * big, bigint(3) ** 200, bigint(-5), bigint(2) ** 62, -(bigint(2) ** 62), bigint(2) ** 64]
    for a in values:
        for b in values:
            operations(a, b)
    f = factorial(1500)
    print(f, f // factorial(1490), f.bit_length(), f.hex())
    assert bigint(str(f)) == f and f // f == 1 and (f * f).isqrt() == f
    print(bigint(3) ** 5000 // bigint(7) ** 1500, (bigint(3) ** 5000) % (bigint(7) ** 1500))
    print(pow(bigint(3), bigint(10) ** 30, bigint(10) ** 25), pow(bigint(3), -1, bigint(10) ** 20))
    print({v: str(v)[:5] for v in values}[bigint(2) ** 64], sorted(values), f"{big} {big.to_base(36)}")
    print(big.to_bytes(20, "little"), bigint.from_bytes(b"\\xff" * 12, "big", True), float(f // factorial(1440)))
    print(int(bigint(-7)), int(bigint(2) ** 63 - 1), int(-(bigint(2) ** 63)), bigint(1e30), bigint(-9.7))
    for case in range(4):
        try:
            if case == 0:
                print(big // 0)
            elif case == 1:
                print(float(f))
            elif case == 2:
                print(bigint("12z"))
            else:
                print(big >> -1)
        except (ZeroDivisionError, OverflowError, ValueError) as error:
            print(error)


if __name__ == "__main__":
    main()
"""


@pytest.mark.compile
@pytest.mark.e2e
def test_compiled(tmp_path: Path) -> None:
    check_program(PROGRAM, tmp_path)
