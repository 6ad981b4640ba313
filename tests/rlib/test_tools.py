"""itertools against CPython's own."""

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import iteration_tools as ours

ITEMS = st.lists(st.integers(0, 5), max_size=6)


def listed(function: Any, *arguments: Any, **keywords: Any) -> Any:
    return outcome(lambda: list(function(*arguments, **keywords)))


@given(x=ITEMS, y=ITEMS, z=ITEMS)
def test_combining(x: list[int], y: list[int], z: list[int]) -> None:
    assert listed(ours.chain, x, tuple(y), iter(z)) == listed(itertools.chain, x, y, z)
    assert listed(ours.chain) == []
    assert listed(ours.chain_from_iterable, [x, y]) == x + y
    assert listed(ours.zip_longest, x, y, fillvalue=9) == listed(itertools.zip_longest, x, y, fillvalue=9)
    assert listed(ours.zip_longest, x, y, z) == listed(itertools.zip_longest, x, y, z)
    assert listed(ours.compress, x, y) == listed(itertools.compress, x, y)
    assert listed(ours.pairwise, x) == listed(itertools.pairwise, x)
    assert listed(ours.starmap, pow, zip(x, y)) == listed(itertools.starmap, pow, zip(x, y))


@given(x=ITEMS)
def test_selecting(x: list[int]) -> None:
    for name in ("takewhile", "dropwhile", "filterfalse"):
        function = lambda n: n < 3  # noqa: E731
        assert listed(getattr(ours, name), function, x) == listed(getattr(itertools, name), function, x)
    assert listed(ours.filterfalse, None, x) == listed(itertools.filterfalse, None, x)
    assert listed(ours.accumulate, x) == listed(itertools.accumulate, x)
    assert listed(ours.accumulate, x, max, initial=2) == listed(itertools.accumulate, x, max, initial=2)
    assert listed(ours.repeat, "a", 3) == ["a"] * 3
    assert listed(itertools.islice, ours.repeat("a"), 3) == ["a"] * 3
    assert listed(itertools.islice, ours.count(2, 3), 5) == [2, 5, 8, 11, 14]
    assert listed(itertools.islice, ours.cycle(x), 9) == listed(itertools.islice, itertools.cycle(x), 9)


@given(x=ITEMS, bounds=st.tuples(st.one_of(st.none(), st.integers(-1, 8)), st.one_of(st.none(), st.integers(-1, 8)),
                                 st.one_of(st.none(), st.integers(0, 3))))  # fmt: skip
def test_islice(x: list[int], bounds: tuple[Any, Any, Any]) -> None:
    for arguments in (bounds[:1], bounds[:2], bounds):
        first, second = iter(x), iter(x)
        found, expected = listed(ours.islice, first, *arguments), listed(itertools.islice, second, *arguments)
        if isinstance(expected, tuple):
            assert found[0] is ValueError
        else:
            assert found == expected
            assert list(first) == list(second)


@given(x=ITEMS)
def test_groups(x: list[int]) -> None:
    def pairs(groups: Any) -> Any:
        return [(key, list(group)) for key, group in groups]

    assert pairs(ours.groupby(x)) == pairs(itertools.groupby(x))
    assert pairs(ours.groupby(x, lambda n: n % 2)) == pairs(itertools.groupby(x, lambda n: n % 2))
    late = [(k, g) for k, g in ours.groupby(x)]
    expected = [(k, g) for k, g in itertools.groupby(x)]
    assert [list(g) for _, g in late[:-1]] == [list(g) for _, g in expected[:-1]]


@given(x=ITEMS, order=st.lists(st.integers(0, 1), max_size=14))
def test_tee(x: list[int], order: list[int]) -> None:
    mine, theirs = ours.tee(x), itertools.tee(x)
    for branch in order:
        assert next(mine[branch], None) == next(theirs[branch], None)
    assert [len(ours.tee(x, n)) for n in (1, 2, 3, 4)] == [1, 2, 3, 4]
