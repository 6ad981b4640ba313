"""`--ints=big`: which ints of a program stay machine words."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.annotation import errors_of, result_of
from weft.annotator.context import AnnotatorOptions
from weft.annotator.lattice import BIG, INTEGER, LEVELS, SomeBig, SomeInteger, SomeList, level
from weft.annotator.rules import big_integers


def result(function, *arguments):
    found = result_of(function, *arguments, ints="big")
    return found.definition.find().item if isinstance(found, SomeList) else found


def is_word(annotation):
    return isinstance(annotation, SomeInteger)


def factorial(n):
    product = 1
    for i in range(2, n + 1):
        product *= i
    return product


def counted(items):
    i = 0
    while i < len(items):
        i += 1
    return i


def searched(items):
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] == "a":
            low = middle + 1
        else:
            high = middle
    return low


def downward(text):
    n = len(text)
    while n > 0:
        n -= 1
    return n


def divisor(x, y):
    while y:
        x, y = y, x % y
    return x


def mixed(text):
    total = 0
    for c in text:
        total = (total * 31 + ord(c)) & 0xFFFFFFFF
    return total


def pairs(items):
    return [i * len(items) + j for i in range(3) for j in range(5)]


def endless(items):
    n = 0
    for _ in items:
        n += 1
    return n


WORDS = [counted, searched, downward, mixed]


@pytest.mark.parametrize("function", WORDS, ids=lambda f: f.__name__)
def test_words(function):
    text = "abc"
    found = result(lambda: function(text.split(",")) if function in (counted, searched) else function(text))
    assert is_word(found), found


def test_sizes():
    assert isinstance(result(factorial, INTEGER), SomeBig)
    assert isinstance(result(factorial, BIG), SomeBig)
    assert isinstance(result(lambda: endless("abc".split(","))), SomeBig)
    assert is_word(result(divisor, INTEGER, INTEGER))
    assert isinstance(result(divisor, BIG, BIG), SomeBig)
    assert is_word(result(lambda: pairs("abc".split(","))))
    assert isinstance(result(lambda x: x + 1, INTEGER), SomeBig)
    assert is_word(result(lambda x: x & 255, BIG)) and is_word(result(lambda x: x % 10, BIG))
    assert isinstance(result(lambda x: x % -10, BIG), SomeBig)
    assert result(lambda: 2**70).constant == 2**70
    assert result(lambda x: x if x > 5 else None, INTEGER).can_be_none


def test_without_the_option():
    assert is_word(result_of(factorial, INTEGER))
    (error,) = errors_of(lambda: 10**30)
    assert error.help == "--ints=big makes integers of any size"


OPERATIONS = {
    "add": lambda x, y: x + y, "sub": lambda x, y: x - y, "mul": lambda x, y: x * y, "floordiv": lambda x, y: x // y,
    "mod": lambda x, y: x % y, "lshift": lambda x, y: x << y, "rshift": lambda x, y: x >> y,
    "and_": lambda x, y: x & y, "or_": lambda x, y: x | y, "xor": lambda x, y: x ^ y,
}  # fmt: skip


def operand(chooser, bits, nonneg, constant):
    """A number of so many bits, and its annotation."""
    low = 0 if nonneg else -(2**bits)
    value = chooser.choice([low, 2**bits - 1, chooser.randint(low, 2**bits - 1)])
    if constant:
        return value, SomeInteger(constant=value, nonneg=value >= 0)
    return value, SomeInteger(bits=bits, nonneg=nonneg)


@settings(max_examples=400)
@given(
    seed=st.integers(0, 2**30),
    bits=st.tuples(st.integers(1, 63), st.integers(1, 63)),
    nonneg=st.tuples(st.booleans(), st.booleans()),
    constant=st.tuples(st.booleans(), st.booleans()),
)
def test_bits_bound_results(seed, bits, nonneg, constant):
    chooser = random.Random(seed)
    (x, left), (y, right) = [operand(chooser, *each) for each in zip(bits, nonneg, constant, strict=True)]
    for name, function in OPERATIONS.items():
        if (name in ("floordiv", "mod") and y == 0) or (name in ("lshift", "rshift") and not 0 <= y < 200):
            continue
        found = big_integers._word_result(name, left, right)
        if found is not None:
            assert -(2**found) <= function(x, y) < 2**found, (name, x, y, found)


def test_levels():
    assert [level(bits) for bits in (1, 8, 9, 31, 32, 48, 63, 64)] == [8, 8, 31, 31, 47, 62, 63, None]
    assert list(LEVELS) == sorted(LEVELS)
    assert AnnotatorOptions().ints == "word"
