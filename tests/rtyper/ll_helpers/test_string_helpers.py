"""The helpers of str agree with Python's."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.support.helper_machine import HelperMachine
from weft.rtyper.ll_helpers import builders, hashing, numbers, strings
from weft.rtyper.lltype.types import FLOAT, SIGNED, STR, UNICHAR, Array, Ptr
from weft.rtyper.lltype.values import ArrayValue, host_str, new_str

TEXTS = ["", "a", "abc", "\xe9t\xe9", "\u0436\u0443\u043a", "a\u20ac", "\U0001f600!", "ab" * 20, "abcabd"]
S = Ptr(STR)


@pytest.fixture(scope="module")
def machine() -> HelperMachine:
    return HelperMachine()


def text(value: str) -> tuple[Any, Any]:
    return S, new_str(value)


def char(value: str) -> tuple[Any, Any]:
    return UNICHAR, ord(value)


def number(value: int) -> tuple[Any, Any]:
    return SIGNED, value


def check(result: Any, expected: str) -> None:
    assert host_str(result) == expected
    narrow = all(ord(c) < 256 for c in expected)
    assert len(result.tail) == len(expected) * (1 if narrow else 4)


@pytest.mark.parametrize(("s", "t"), list(itertools.product(TEXTS, TEXTS)))
def test_pairs(machine: HelperMachine, s: str, t: str) -> None:
    check(machine.run(strings.str_add, text(s), text(t)), s + t)
    assert machine.run(strings.str_eq, text(s), text(t)) == (s == t)
    order = machine.run(strings.str_compare, text(s), text(t))
    assert (order > 0) - (order < 0) == (s > t) - (s < t)
    assert machine.run(strings.str_contains, text(s), text(t)) == (t in s)


@pytest.mark.parametrize("s", TEXTS)
def test_one(machine: HelperMachine, s: str) -> None:
    for start, stop in itertools.product(range(-4, 5), repeat=2):
        check(machine.run(strings.str_getslice, text(s), number(start), number(stop)), s[start:stop])
    check(machine.run(strings.str_getslice, text(s), number(0), number(2**63 - 1)), s)
    for index in range(-len(s), len(s)):
        assert machine.run(strings.str_getitem, text(s), number(index)) == ord(s[index])
    for index in (len(s), -len(s) - 1):
        with pytest.raises(IndexError, match="string index out of range"):
            machine.run(strings.str_getitem, text(s), number(index))
    for count in (-1, 0, 1, 2, 3, 7):
        check(machine.run(strings.str_mul, text(s), number(count)), s * count)
    assert machine.run(strings.str_hash, text(s)) == hashing.host_str_hash(s)
    for c in "ab\xe9\u20ac":
        assert machine.run(strings.str_contains_char, text(s), char(c)) == (c in s)
        assert machine.run(strings.str_eq_char, text(s), char(c)) == (c == s)
        order = machine.run(strings.str_compare_char, text(s), char(c))
        assert (order > 0) - (order < 0) == (s > c) - (s < c)
        check(machine.run(strings.str_add_char, text(s), char(c)), s + c)
        check(machine.run(strings.char_add_str, char(c), text(s)), c + s)


def test_chars(machine: HelperMachine) -> None:
    for c in "a\xff\u0100\U0001f600":
        check(machine.run(strings.char_to_str, char(c)), c)
        assert machine.run(hashing.hash_unichar, char(c)) == hashing.host_str_hash(c)
        check(machine.run(strings.char_mul, char(c), number(3)), c * 3)
        for d in "z\u0200":
            check(machine.run(strings.char_add_char, char(c), char(d)), c + d)
    with pytest.raises(ValueError, match="range"):
        machine.run(strings.chr_checked, number(0x110000))


def test_join(machine: HelperMachine) -> None:
    for separator, items in itertools.product(TEXTS, ([], ["x"], ["a", "", "bc"], TEXTS)):
        array = ArrayValue(Array(S), items=[new_str(item) for item in items])
        result = machine.run(strings.str_join, text(separator), (Ptr(Array(S)), array), number(len(items)))
        check(result, separator.join(items))
    codes = ArrayValue(Array(UNICHAR), items=map(ord, "a\xe9\u20ac"))
    result = machine.run(strings.str_join_chars, text(", "), (Ptr(Array(UNICHAR)), codes), number(3))
    check(result, "a, \xe9, \u20ac")


def test_builder(machine: HelperMachine) -> None:
    buffer, used, expected = machine.run(builders.builder_new, number(0)), 0, ""
    for round_ in range(3):
        for piece in TEXTS[: 5 * round_]:
            buffer = machine.run(builders.builder_append, (S, buffer), number(used), text(piece))
            used, expected = used + len(piece), expected + piece
        for c in "xy\u20ac"[: round_ + 1]:
            buffer = machine.run(builders.builder_append_char, (S, buffer), number(used), char(c))
            buffer = machine.run(builders.builder_append_chars, (S, buffer), number(used + 1), char(c), number(30))
            used, expected = used + 31, expected + c * 31
        check(machine.run(builders.builder_finish, (S, buffer), number(used)), expected)


def test_number_hashes(machine: HelperMachine) -> None:
    for x in (0.0, -0.0, 1.0, -1.0, 0.5, 1e300, -1e-300, 5e-324, float("inf"), float("-inf"), 2.0**61, 0.1, -123456.75):
        assert machine.run(numbers.float_hash, (FLOAT, x)) == hash(x)
    for n in (0, 1, -1, -2, 2**61 - 2, 2**61 - 1, 2**61, 2**63 - 1, -(2**63), -(2**61)):
        assert machine.run(numbers.int_hash, number(n)) == hash(n)
