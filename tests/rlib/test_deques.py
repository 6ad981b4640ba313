"""collections.deque against CPython's."""

import collections
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib.deques import deque

ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["append", "appendleft", "remove", "count", "index"]), st.integers(0, 3)),
        st.tuples(st.sampled_from(["rotate", "__getitem__", "__delitem__"]), st.integers(-12, 12)),
        st.tuples(st.sampled_from(["insert", "__setitem__"]), st.integers(-12, 12), st.integers(0, 3)),
        st.tuples(st.sampled_from(["pop", "popleft", "reverse", "clear", "__len__", "__bool__"])),
        st.tuples(st.sampled_from(["extend", "extendleft"]), st.lists(st.integers(0, 3), max_size=12)),
    ),
    max_size=25,
)


@given(items=st.lists(st.integers(0, 3), max_size=12), limit=st.none() | st.integers(0, 9), actions=ACTIONS)
def test_like_cpython(items: list[int], limit: int | None, actions: list[Any]) -> None:
    ours, theirs = deque(items, limit), collections.deque(items, limit)
    assert ours.maxlen == theirs.maxlen
    for name, *arguments in actions:
        if name == "__bool__":
            assert bool(ours) == bool(theirs)
            continue
        assert outcome(getattr(ours, name), *arguments) == outcome(getattr(theirs, name), *arguments)
        assert list(ours) == list(theirs)
        assert repr(ours) == repr(theirs)
        assert list(reversed(ours)) == list(reversed(theirs))
    copy = ours.copy()
    assert copy == ours and repr(copy) == repr(theirs)
    assert (ours < deque([1])) == (theirs < collections.deque([1]))
    assert 2 in ours if 2 in theirs else 2 not in ours
