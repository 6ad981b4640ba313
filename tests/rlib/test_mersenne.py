"""The random module against CPython's, bit for bit."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import mersenne

SEEDS = st.integers(-(2**63), 2**63 - 1) | st.integers(-10, 10) | st.floats(allow_nan=False)
NUMBERS = st.integers(-1000, 10**15)


@given(seed=SEEDS, calls=st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["random", "gauss", "normalvariate"])),
        st.tuples(st.just("getrandbits"), st.integers(0, 63)),
        st.tuples(st.just("randrange"), NUMBERS),
        st.tuples(st.just("randrange"), NUMBERS, NUMBERS, st.integers(-3, 3)),
        st.tuples(st.just("randint"), NUMBERS, NUMBERS),
        st.tuples(st.sampled_from(["uniform", "gauss"]), st.floats(-9, 9), st.floats(-9, 9)),
        st.tuples(st.just("expovariate"), st.floats(0.1, 9)),
        st.tuples(st.just("triangular"), st.floats(0, 1), st.floats(2, 3), st.none() | st.floats(1, 2)),
        st.tuples(st.just("choice"), st.text(max_size=9)),
        st.tuples(st.just("randbytes"), st.integers(0, 9)),
        st.tuples(st.just("sample"), st.just(range(200)), st.integers(-1, 201)),
    ), max_size=12))  # fmt: skip
def test_like_cpython(seed: Any, calls: list[Any]) -> None:
    ours, theirs = mersenne.Random(seed), random.Random(seed)
    for name, *arguments in calls:
        result = outcome(getattr(ours, name), *arguments)
        expected = outcome(getattr(theirs, name), *arguments)
        if isinstance(expected, tuple):
            assert isinstance(result, tuple) and result[0] is expected[0]
        else:
            assert result == expected
    for _ in range(3):
        assert ours.random() == theirs.random()


@given(seed=SEEDS, items=st.lists(st.integers(), max_size=30), k=st.integers(0, 9))
def test_sequences(seed: Any, items: list[int], k: int) -> None:
    mersenne.seed(seed)
    random.seed(seed)
    mine = list(items)
    mersenne.shuffle(mine)
    random.shuffle(items)
    assert mine == items
    if items:
        weights = [i + 0.5 for i in range(len(items))]
        assert mersenne.choices(items, k=k) == random.choices(items, k=k)
        assert mersenne.choices(items, weights, k=k) == random.choices(items, weights, k=k)
        assert mersenne.choices(items, cum_weights=weights, k=k) == random.choices(items, cum_weights=weights, k=k)


def test_many_words() -> None:
    mersenne.seed(5)
    random.seed(5)
    assert [mersenne.random() for _ in range(2000)] == [random.random() for _ in range(2000)]


def test_without_seed() -> None:
    assert mersenne.Random().random() != mersenne.Random().random()
