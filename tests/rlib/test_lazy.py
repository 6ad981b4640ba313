"""itertools against CPython's."""

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import combinatorics, lazy

ITEMS = st.lists(st.integers(0, 3), max_size=9)


def odd(value: int) -> bool:
    return value % 2 == 1


@given(size=st.integers(0, 5), count=st.integers(0, 5))
def test_places(size: int, count: int) -> None:
    for name, python in (
        ("permutation_places", itertools.permutations),
        ("combination_places", itertools.combinations),
        ("repeated_combination_places", itertools.combinations_with_replacement),
    ):
        ours = [tuple(places) for places in getattr(combinatorics, name)(size, count)]
        assert ours == list(python(range(size), count))


@given(sizes=st.lists(st.integers(0, 3), max_size=4))
def test_product(sizes: list[int]) -> None:
    ours = [tuple(places) for places in combinatorics.product_places(sizes)]
    assert ours == list(itertools.product(*map(range, sizes)))


@given(items=ITEMS, others=ITEMS)
def test_filters(items: list[int], others: list[int]) -> None:
    for name in ("takewhile", "dropwhile", "filterfalse"):
        assert list(getattr(lazy, name)(odd, items)) == list(getattr(itertools, name)(odd, items))
    assert list(lazy.filterfalse(None, items)) == list(itertools.filterfalse(None, items))
    assert list(lazy.compress(items, others)) == list(itertools.compress(items, others))
    assert list(lazy.pairwise(items)) == list(itertools.pairwise(items))
    assert list(lazy.accumulate(items)) == list(itertools.accumulate(items))
    assert list(lazy.accumulate(items, max)) == list(itertools.accumulate(items, max))
    assert list(lazy.accumulate(items, initial=5)) == list(itertools.accumulate(items, initial=5))
    assert list(lazy.islice_to(lazy.cycle(items), 20)) == list(itertools.islice(itertools.cycle(items), 20))
    assert list(lazy.from_iterable([items, others])) == items + others
    pairs = list(zip(items, others))
    assert list(lazy.starmap(max, pairs)) == list(itertools.starmap(max, pairs))


@given(
    items=ITEMS,
    start=st.none() | st.integers(-1, 9),
    stop=st.none() | st.integers(-1, 12),
    step=st.none() | st.integers(0, 4),
)
def test_islice(items: list[int], start: Any, stop: Any, step: Any) -> None:
    def run(function: Any) -> Any:
        iterator = iter(items)
        return list(function(iterator, start, stop, step)), list(iterator)

    ours, theirs = outcome(run, lazy.islice_from), outcome(run, itertools.islice)
    assert ours == theirs or (ours[0] is ValueError and theirs[0] is ValueError)


@given(items=ITEMS, takes=st.lists(st.integers(0, 3), max_size=9))
def test_groupby(items: list[int], takes: list[int]) -> None:
    def run(function: Any, key: Any) -> Any:
        seen = []
        groups = []
        for (value, group), count in zip(function(items, key), itertools.cycle([*takes, 9])):
            seen.append((value, list(itertools.islice(group, count))))
            groups.append(group)
        return seen, [list(group) for group in groups]

    for key in (None, odd):
        assert run(lazy.groupby, key) == run(itertools.groupby, key)


@given(items=ITEMS, order=st.lists(st.integers(0, 2), max_size=40))
def test_tee(items: list[int], order: list[int]) -> None:
    source = lazy.TeeSource(iter(items), 3)
    ours = [lazy.tee_items(source, i) for i in range(3)]
    theirs = itertools.tee(items, 3)
    for i in order:
        assert next(ours[i], -1) == next(theirs[i], -1)


def test_count() -> None:
    assert list(lazy.islice_from(lazy.count(3, 2), 1, 4)) == [5, 7, 9]
    assert list(lazy.repeat("a", 3)) == ["a"] * 3
    assert list(lazy.islice_to(lazy.repeat(1), 2)) == [1, 1]
