"""Lists, dicts, sorting, iterators and reductions against CPython's own."""

import collections
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import (
    container_text,
    dictionaries,
    iterators,
    list_order,
    reductions,
    sequences,
    slices,
    sorting,
)

ITEMS = st.lists(st.integers(-4, 4), max_size=9)
BOUND = st.one_of(st.none(), st.integers(-11, 11))
STEP = st.integers(-4, 4)


@given(items=ITEMS, start=BOUND, stop=BOUND, step=STEP, values=ITEMS)
def test_slices(items: list[int], start: int | None, stop: int | None, step: int, values: list[int]) -> None:
    assert outcome(slices.get_slice, items, start, stop, step) == outcome(lambda: items[start:stop:step])
    ours, theirs = items[:], items[:]

    def assign() -> None:
        theirs[start:stop:step] = values

    assert outcome(slices.set_slice, ours, start, stop, step, values) == outcome(assign)
    assert ours == theirs

    def assign_plainly() -> None:
        theirs[start:stop] = values

    slices.set_slice(ours, start, stop, None, iter(values))
    assign_plainly()
    assert ours == theirs

    def delete() -> None:
        del theirs[start:stop:step]

    assert outcome(slices.delete_slice, ours, start, stop, step) == outcome(delete)
    assert ours == theirs


@given(numbers=st.tuples(st.integers(-9, 9), st.integers(-9, 9), st.sampled_from([1, 2, -1, -3])),
       start=BOUND, stop=BOUND,
       step=st.one_of(st.none(), STEP))  # fmt: skip
def test_slices_of_ranges(numbers: tuple[int, int, int], start: int | None, stop: int | None, step: int | None) -> None:
    items = range(*numbers)
    expected = outcome(lambda: items[start:stop:step])
    assert outcome(slices.get_range_slice, items, start, stop, step) == expected


@given(x=st.lists(st.integers(0, 2), max_size=4), y=st.lists(st.integers(0, 2), max_size=4))
def test_order_of_lists(x: list[int], y: list[int]) -> None:
    assert list_order.list_eq(x, y) == (x == y)
    assert list_order.list_lt(x, y) == (x < y)
    assert list_order.list_le(x, y) == (x <= y)
    assert list_order.list_gt(x, y) == (x > y)
    assert list_order.list_ge(x, y) == (x >= y)


@given(items=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), max_size=200), reverse=st.booleans())
def test_sort(items: list[tuple[int, int]], reverse: bool) -> None:
    ours = items[:]
    sorting.sort(ours, None, reverse)
    assert ours == sorted(items, reverse=reverse)
    assert sorting.sorted_items(items, lambda item: item[0], reverse) == sorted(
        items, key=lambda i: i[0], reverse=reverse
    )


@given(items=ITEMS, value=st.integers(-5, 5), start=BOUND, stop=BOUND)
def test_index(items: list[int], value: int, start: int | None, stop: int | None) -> None:
    bounds = (0 if start is None else start, len(items) if stop is None else stop)
    assert outcome(sequences.list_index, items, value, start, stop) == outcome(items.index, value, *bounds)
    ours = outcome(sequences.tuple_index, tuple(items), value, start, stop)
    assert ours == outcome(tuple(items).index, value, *bounds)
    assert sequences.tuple_count(tuple(items), value) == tuple(items).count(value)


@given(items=ITEMS)
def test_reductions(items: list[int]) -> None:
    for ours, theirs in ((reductions.smallest, min), (reductions.largest, max)):
        expected: Any = outcome(theirs, items)  # type: ignore[arg-type]
        found = outcome(ours, items)
        assert found == expected or (isinstance(found, tuple) and found[0] is expected[0] is ValueError)
        assert outcome(ours, items, key=abs, default=None) == theirs(items, key=abs, default=None)  # type: ignore[operator]
    assert reductions.sum_items(items) == sum(items)
    assert reductions.any_item(items) == any(items)
    assert reductions.all_items(items) == all(items)


@given(x=ITEMS, y=ITEMS, z=ITEMS)
def test_iterators(x: list[int], y: list[int], z: list[int]) -> None:
    assert list(iterators.enumerate_items(x, 3)) == list(enumerate(x, 3))
    assert list(iterators.zip_1(x)) == list(zip(x))
    assert list(iterators.zip_2(x, y)) == list(zip(x, y))
    assert list(iterators.zip_3(x, y, z)) == list(zip(x, y, z))
    assert list(iterators.zip_4(x, y, z, x)) == list(zip(x, y, z, x))
    assert list(iterators.map_1(abs, x)) == list(map(abs, x))
    assert list(iterators.map_2(max, x, y)) == list(map(max, x, y))
    assert list(iterators.filter_items(None, x)) == list(filter(None, x))
    assert list(iterators.filter_items(lambda n: n > 0, x)) == list(filter(lambda n: n > 0, x))
    assert iterators.contains_item(x, 2) == (2 in x)


def test_zip_consumes_like_cpython() -> None:
    for lengths in ((2, 3), (3, 2), (0, 2)):
        ours, theirs = [iter(range(n)) for n in lengths], [iter(range(n)) for n in lengths]
        assert list(iterators.zip_2(*ours)) == list(zip(*theirs))
        assert [list(i) for i in ours] == [list(i) for i in theirs]


@given(items=st.lists(st.one_of(st.text(max_size=3), st.none(), st.floats(allow_nan=False)), max_size=4))
def test_texts(items: list[Any]) -> None:
    assert container_text.list_repr(items) == repr(items)
    assert container_text.dict_repr(dict.fromkeys(items, 1)) == repr(dict.fromkeys(items, 1))
    assert container_text.set_repr(set(items)) == repr(set(items))
    assert container_text.frozenset_repr(frozenset(items)) == repr(frozenset(items))
    assert dictionaries.from_keys(items, 1) == dict.fromkeys(items, 1)


@given(
    data=st.binary(max_size=9),
    values=st.binary(max_size=5),
    start=BOUND,
    stop=BOUND,
    step=st.sampled_from([None, 1, 2, -1]),
)
def test_slices_of_bytearrays(
    data: bytes, values: bytes, start: int | None, stop: int | None, step: int | None
) -> None:
    ours, theirs = bytearray(data), bytearray(data)

    def assign() -> None:
        theirs[start:stop:step] = values

    found, expected = outcome(slices.set_array_slice, ours, start, stop, step, values), outcome(assign)
    assert ours == theirs
    assert (found is None) == (expected is None)


def test_extension() -> None:
    items, members = [1], {1}
    iterators.extend_list(items, iter([2, 3]))
    iterators.update_set(members, iter([2, 3]))
    assert (items, members) == ([1, 2, 3], {1, 2, 3})
    table = {"a": 1}
    dictionaries.update_pairs(table, [("b", 2), ("a", 3)])
    assert table == {"a": 3, "b": 2}
    assert dictionaries.dict_eq({1: 2, 3: 4}, {3: 4.0, 1: 2.0})
    assert not dictionaries.dict_eq({1: 2}, {1: 2.5})
    assert not dictionaries.dict_eq({1: 2}, {2: 2.0})
    assert not dictionaries.dict_eq({1: 2}, {})
    for last in (True, False):
        for key in "abcx":
            ours, theirs = dict(zip("abc", range(3))), collections.OrderedDict(zip("abc", range(3)))
            assert outcome(dictionaries.move_to_end, ours, key, last) == outcome(theirs.move_to_end, key, last)
            assert list(ours.items()) == list(theirs.items())
    ordered = collections.OrderedDict(a=1, b=[2])
    assert dictionaries.ordered_repr(ordered) == repr(ordered)
