"""`--overflow=wrap`: + - * << and negation wrap around in the program, and nowhere else."""

import subprocess
from pathlib import Path

import pytest

from tests.support.sessions import session_of

PROGRAM = """
import sys


def hashed(text):
    value = 5381
    for c in text:
        value = value * 33 + ord(c)
    return value


def grow(n):
    # Without the option the sum would be known not to be negative.
    total = 1
    for i in range(n):
        total = total * 3 + i
        if total < 0:
            return i
    return -1


def main(argv):
    one = len(argv)
    top = (2**62 - one) * 2 + one
    low = -top - one
    print(top + one, low - one, top * (one + 1), top << one, -low, (top + one) // 2, abs(top + one + one))
    print(hashed("the quick brown fox jumps over the lazy dog"), grow(100), one << 63, one << 64 * one)
    top += one
    top -= one
    print(top, ~(top + one), sum([top, -top]), (top + one) % 10, (len(argv) * top + 2) / 2)
    try:
        print(one << -one)
    except ValueError as error:
        print(error)
    for text in ("9223372036854775808", "99999999999999999999"):
        try:
            print(int(text))
        except OverflowError:
            print("too large")
    try:
        print(sum([top, one]))
    except OverflowError:
        print("too large")


if __name__ == "__main__":
    main(sys.argv)
"""

EXPECTED = """\
-9223372036854775808 9223372036854775807 -2 -2 -9223372036854775808 -4611686018427387904 9223372036854775807
{hashed} {grown} -9223372036854775808 0
9223372036854775807 9223372036854775807 0 2 -4.611686018427388e+18
negative shift count
too large
too large
too large
"""


def wrapped(value: int) -> int:
    return (value + 2**63) % 2**64 - 2**63


def expected() -> str:
    hashed = 5381
    for c in "the quick brown fox jumps over the lazy dog":
        hashed = wrapped(hashed * 33 + ord(c))
    total, grown = 1, -1
    for i in range(100):
        total = wrapped(total * 3 + i)
        if total < 0:
            grown = i
            break
    return EXPECTED.format(hashed=hashed, grown=grown)


@pytest.mark.compile
@pytest.mark.e2e
def test_wrapping(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    with session_of(path, tmp_path, overflow="wrap") as session:
        session.reach("compile")
    result = subprocess.run([session.output], capture_output=True, text=True, timeout=60, check=False)
    assert (result.stdout, result.stderr, result.returncode) == (expected(), "", 0)
