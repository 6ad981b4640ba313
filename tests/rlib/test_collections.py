"""deque, Counter, StringIO and BytesIO against CPython's own."""

import collections
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import counters, deques, memory_files

STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["append", "appendleft", "remove", "count", "index", "__contains__", "rotate",
                                   "__getitem__",
                                   "__delitem__"]), st.integers(-5, 5)),
        st.tuples(st.sampled_from(["pop", "popleft", "reverse", "__len__", "clear"])),
        st.tuples(st.sampled_from(["extend", "extendleft"]), st.lists(st.integers(0, 5), max_size=12)),
        st.tuples(st.sampled_from(["insert", "__setitem__"]), st.integers(-6, 6), st.integers(0, 5)),
    ),
    max_size=25,
)  # fmt: skip


@given(start=st.lists(st.integers(0, 5), max_size=6), limit=st.one_of(st.none(), st.integers(0, 5)), steps=STEPS)
def test_deque(start: list[int], limit: int | None, steps: list[tuple[Any, ...]]) -> None:
    ours: Any = deques.deque(start, limit)
    theirs: Any = collections.deque(start, limit)
    for name, *arguments in steps:
        found, expected = outcome(getattr(ours, name), *arguments), outcome(getattr(theirs, name), *arguments)
        assert found == expected or (isinstance(expected, tuple) and found[0] is expected[0]), (name, arguments)
        assert list(ours) == list(theirs)
    assert repr(ours) == repr(theirs)
    assert list(reversed(ours)) == list(reversed(theirs))
    assert ours.maxlen == theirs.maxlen
    assert ours.copy() == ours
    assert list(ours + ours) == list(theirs + theirs)
    assert (ours < deques.deque([3])) == (theirs < collections.deque([3]))


def test_deque_as_queue() -> None:
    ours: Any = deques.deque()
    for i in range(1000):
        ours.append(i)
        ours.append(i)
        assert ours.popleft() == i // 2
    assert len(ours) == 1000


@given(x=st.text("abc", max_size=9), y=st.text("abcd", max_size=9), n=st.integers(-1, 5))
def test_counter(x: str, y: str, n: int) -> None:
    ours, other = counters.make_counter(x), counters.make_counter(y)
    first, second = collections.Counter(x), collections.Counter(y)
    assert ours == first
    assert counters.most_common(ours, n) == first.most_common(n)
    assert counters.most_common(ours) == first.most_common()
    assert counters.counter_repr(ours) == repr(first)
    assert list(counters.elements(ours)) == list(first.elements())
    assert counters.total(ours) == sum(first.values())
    for name, expected in (
        ("add", first + second),
        ("sub", first - second),
        ("and_", first & second),
        ("or_", first | second),
    ):
        assert list(getattr(counters, name)(ours, other).items()) == list(expected.items())
    for name in ("subtract", "update"):
        for source in (second, y):
            getattr(counters, name)(ours, source)
            getattr(first, name)(source)
            assert list(ours.items()) == list(first.items())
    assert counters.positive(ours) == +first
    assert counters.make_counter(x, a=3, z=1) == collections.Counter(x, a=3, z=1)


FILE_STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["write"]), st.text("ab\n", max_size=5)),
        st.tuples(st.sampled_from(["read", "truncate"]), st.one_of(st.none(), st.integers(0, 6))),
        st.tuples(st.sampled_from(["readline", "readlines", "tell", "getvalue"])),
        st.tuples(st.sampled_from(["seek"]), st.integers(0, 9), st.sampled_from([0, 0, 2])),
        st.tuples(st.sampled_from(["writelines"]), st.lists(st.text("ab\n", max_size=3), max_size=3)),
    ),
    max_size=12,
)


@given(start=st.text("ab\n", max_size=6), steps=FILE_STEPS)
def test_string_io(start: str, steps: list[tuple[Any, ...]]) -> None:
    ours, theirs = memory_files.StringIO(start), io.StringIO(start)
    for name, *arguments in steps:
        found, expected = outcome(getattr(ours, name), *arguments), outcome(getattr(theirs, name), *arguments)
        assert found == expected or (isinstance(expected, tuple) and found[0] is expected[0])
    assert list(ours) == list(theirs)
    with ours:
        pass
    assert ours.closed


@given(start=st.binary(max_size=6), steps=FILE_STEPS)
def test_bytes_io(start: bytes, steps: list[tuple[Any, ...]]) -> None:
    ours, theirs = memory_files.BytesIO(start), io.BytesIO(start)
    for name, *arguments in steps:
        if name == "writelines":
            continue
        arguments = [a.encode() if isinstance(a, str) else a for a in arguments]
        assert outcome(getattr(ours, name), *arguments) == outcome(getattr(theirs, name), *arguments)
    assert list(ours) == list(theirs)
