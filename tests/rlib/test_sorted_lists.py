"""bisect and heapq against CPython's."""

import bisect
import heapq
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import bisection, heaps

NUMBERS = st.lists(st.integers(-9, 9), max_size=20)
PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers()), max_size=20)


def first(pair: Any) -> Any:
    return pair[0]


@given(items=NUMBERS.map(sorted), x=st.integers(-10, 10), lo=st.integers(-1, 5), hi=st.none() | st.integers(0, 20))
def test_bisect(items: list[int], x: int, lo: int, hi: int | None) -> None:
    if hi is not None:
        hi = min(hi, len(items))
    for name in ("bisect_left", "bisect_right"):
        assert outcome(getattr(bisection, name), items, x, lo, hi) == outcome(getattr(bisect, name), items, x, lo, hi)
    for name in ("insort_left", "insort_right"):
        ours, theirs = list(items), list(items)
        getattr(bisection, name)(ours, x)
        getattr(bisect, name)(theirs, x)
        assert ours == theirs


@given(items=PAIRS.map(lambda pairs: sorted(pairs, key=first)), x=st.integers(0, 3))
def test_bisect_by_key(items: list[Any], x: int) -> None:
    for name in ("bisect_left", "bisect_right"):
        assert getattr(bisection, name)(items, x, key=first) == getattr(bisect, name)(items, x, key=first)
    for name in ("insort_left", "insort_right"):
        ours, theirs = list(items), list(items)
        getattr(bisection, name)(ours, (x, -1), key=first)
        getattr(bisect, name)(theirs, (x, -1), key=first)
        assert ours == theirs


@given(items=NUMBERS, actions=st.lists(st.tuples(st.integers(0, 4), st.integers(-9, 9)), max_size=25))
def test_heaps(items: list[int], actions: list[tuple[int, int]]) -> None:
    ours, theirs = list(items), list(items)
    heaps.heapify(ours)
    heapq.heapify(theirs)
    assert ours == theirs
    for action, value in actions:
        if action == 0:
            assert outcome(heaps.heappop, ours) == outcome(heapq.heappop, theirs)
        else:
            name = ("heappush", "heapreplace", "heappushpop", "heappush")[action - 1]
            assert outcome(getattr(heaps, name), ours, value) == outcome(getattr(heapq, name), theirs, value)
        assert ours == theirs


@given(items=PAIRS, count=st.integers(-1, 22), key=st.sampled_from([None, first]))
def test_extremes(items: list[Any], count: int, key: Any) -> None:
    assert heaps.nlargest(count, items, key) == heapq.nlargest(count, items, key)
    assert heaps.nsmallest(count, items, key) == heapq.nsmallest(count, items, key)


@given(parts=st.lists(PAIRS, max_size=4), key=st.sampled_from([None, first]), reverse=st.booleans())
def test_merge(parts: list[Any], key: Any, reverse: bool) -> None:
    for part in parts:
        part.sort(key=key, reverse=reverse)
    ours = list(heaps.merge(*parts, key=key, reverse=reverse))
    assert ours == list(heapq.merge(*parts, key=key, reverse=reverse))
