"""The helpers of list, bytes, bytearray and range agree with Python's."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from tests.support.helper_machine import HelperMachine
from weft.rtyper.ll_helpers import arrays, lists, numbers, ranges
from weft.rtyper.ll_helpers import bytes as byte_helpers
from weft.rtyper.lltype.types import BYTES, SIGNED, STR, VOID, Array, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, StructValue, host_str, new_str

WORDS = Array(SIGNED)
LIST = Struct("list", {"length": SIGNED, "items": Ptr(WORDS)})
STRINGS = Array(Ptr(STR))
STRING_LIST = Struct("list", {"length": SIGNED, "items": Ptr(STRINGS)})


@pytest.fixture(scope="module")
def machine() -> HelperMachine:
    return HelperMachine()


def number(value: int) -> tuple[Any, Any]:
    return SIGNED, value


def words(items: list[int]) -> tuple[Any, Any]:
    return Ptr(WORDS), ArrayValue(WORDS, items=items)


def new_list(items: list[int]) -> tuple[Any, StructValue]:
    value = StructValue(LIST)
    value.fields.update(length=len(items), items=ArrayValue(WORDS, items=items))
    return Ptr(LIST), value


def content(value: Any) -> list[int]:
    return list(value.fields["items"].items[: value.fields["length"]])


def test_random_operations(machine: HelperMachine) -> None:  # noqa: C901 - one case per operation
    randomness = random.Random(1)
    target, expected = new_list([]), list[int]()
    for step in range(500):
        index = randomness.randrange(-8, 8)
        start, stop = sorted((randomness.randrange(-8, 20), randomness.randrange(-8, 20)))
        try:
            match randomness.randrange(14):
                case 0 | 1 | 2 | 3:
                    expected.append(step)
                    machine.run(lists.list_append, target, number(step))
                case 4:
                    result: Any = None
                    try:
                        result = expected.pop(index)
                    finally:
                        _same(lambda: machine.run(lists.list_pop, target, number(index)), result)  # noqa: B023
                case 5:
                    try:
                        result = expected.pop()
                    finally:
                        _same(lambda: machine.run(lists.list_pop_last, target), result)
                case 6:
                    expected.insert(index, step)
                    machine.run(lists.list_insert, target, number(index), number(step))
                case 7:
                    more = list(range(step % 5))
                    expected.extend(more)
                    machine.run(lists.list_extend, target, words(more), number(len(more)))
                case 8:
                    del expected[start:stop]
                    machine.run(lists.list_delslice, target, number(start), number(stop))
                case 9:
                    more = list(range(step % 5))
                    expected[start:stop] = more
                    operands = number(start), number(stop), words(more), number(len(more))
                    machine.run(lists.list_setslice, target, *operands)
                case 10:
                    part = machine.run(arrays.array_slice, *parts(target), number(start), number(stop))
                    assert part.items == expected[start:stop]
                case 11:
                    machine.run(arrays.array_reverse, *parts(target))
                    expected.reverse()
                case 12 if len(expected) < 40:
                    machine.run(lists.list_repeat, target, number(step % 3))
                    expected *= step % 3
                case _:
                    try:
                        result = expected[index]
                    finally:
                        _same(lambda: machine.run(lists.list_getitem, target, number(index)), result)  # noqa: B023
        except IndexError:
            pass
        assert content(target[1]) == expected


def _same(run: Any, expected: Any) -> None:
    if expected is None:
        with pytest.raises(IndexError):
            run()
    else:
        assert run() == expected


def parts(target: tuple[Any, StructValue]) -> tuple[Any, Any]:
    return (Ptr(WORDS), target[1].fields["items"]), number(target[1].fields["length"])


def test_popped_references_are_dropped(machine: HelperMachine) -> None:
    value = StructValue(STRING_LIST)
    array = ArrayValue(STRINGS, items=[new_str("a"), new_str("b")])
    value.fields.update(length=2, items=array)
    assert host_str(machine.run(lists.list_pop_last, (Ptr(STRING_LIST), value))) == "b"
    assert array.items[1] is None
    machine.run(lists.list_delitem, (Ptr(STRING_LIST), value), number(0))
    assert array.items == [None, None]


def test_arrays(machine: HelperMachine) -> None:
    assert machine.run(arrays.array_repeat, words([7]), number(1), number(5)).items == [7] * 5
    assert machine.run(arrays.array_of_value, (VOID, WORDS), number(3), number(5)).items == [5] * 3
    assert machine.run(arrays.array_of_value, (VOID, WORDS), number(-3), number(5)).items == []
    assert machine.run(arrays.array_of_zero, (VOID, WORDS), number(3)).items == [0] * 3
    assert machine.run(arrays.array_of_zero, (VOID, WORDS), number(-3)).items == []
    assert machine.run(arrays.array_repeat, words([1, 2, 3]), number(3), number(5)).items == [1, 2, 3] * 5
    assert machine.run(arrays.array_repeat, words([1, 2]), number(2), number(-1)).items == []
    assert machine.run(arrays.array_concat, words([1]), number(1), words([2, 3]), number(2)).items == [1, 2, 3]
    equal = (VOID, numbers.int_equal)
    assert machine.run(arrays.array_find, words([5, 6, 7]), number(0), number(3), number(7), equal) == 2
    assert machine.run(arrays.array_find, words([5, 6, 7]), number(0), number(3), number(8), equal) == -1
    assert machine.run(arrays.array_count, words([5, 6, 5]), number(3), number(5), equal) == 2
    assert machine.run(arrays.array_equal, words([5]), number(1), words([5]), number(1), equal)
    with pytest.raises(OverflowError):
        machine.run(arrays.array_repeat, words([1, 2]), number(2), number(2**62))


def test_iteration_reads_the_length_again(machine: HelperMachine) -> None:
    iterator = StructValue(Struct("iterator", {"list": Ptr(LIST), "index": SIGNED}))
    target = new_list([1])
    iterator.fields.update(list=target[1], index=0)
    operand = (Ptr(iterator.type), iterator)
    assert machine.run(lists.list_next, operand) == 1
    machine.run(lists.list_append, target, number(2))
    assert machine.run(lists.list_next, operand) == 2
    for _ in range(2):
        with pytest.raises(StopIteration):
            machine.run(lists.list_next, operand)
        machine.run(lists.list_append, target, number(3))


@pytest.mark.parametrize("step", [1, -1, 2, -3, 7])
def test_ranges(machine: HelperMachine, step: int) -> None:
    for start, stop in itertools.product((-5, 0, 3, 10), repeat=2):
        expected = range(start, stop, step)
        value = machine.run(ranges.range_new, number(start), number(stop), number(step))
        operand = (Ptr(ranges.RANGE), value)
        assert machine.run(ranges.range_len, operand) == len(expected)
        assert machine.run(ranges.range_items, operand).items == list(expected)
        for n in range(-12, 12):
            assert machine.run(ranges.range_contains, operand, number(n)) == (n in expected)
        iterators = [(ranges.range_iter_counted, ranges.range_next_counted, expected)]
        iterators.append((ranges.range_iter_reversed, ranges.range_next_counted, expected[::-1]))
        if step in (1, -1):
            following = ranges.range_next_up if step == 1 else ranges.range_next_down
            iterators.append((ranges.range_iter, following, expected))
        for make, following, items in iterators:
            iterator = machine.run(make, operand)
            for item in items:
                assert machine.run(following, (Ptr(iterator.type), iterator)) == item
            with pytest.raises(StopIteration):
                machine.run(following, (Ptr(iterator.type), iterator))


def test_range_extremes(machine: HelperMachine) -> None:
    for args in ((-(2**63), 2**63 - 1, 2**62), (2**63 - 2, -(2**63), -(2**63)), (0, 2**63 - 1, 2**63 - 1)):
        value = machine.run(ranges.range_new, *map(number, args))
        assert machine.run(ranges.range_len, (Ptr(ranges.RANGE), value)) == len(range(*args))
    with pytest.raises(ValueError, match="must not be zero"):
        machine.run(ranges.range_new, number(0), number(1), number(0))


def new_bytes(data: bytes) -> tuple[Any, StructValue]:
    value = StructValue(BYTES, len(data))
    value.tail[:] = data
    return Ptr(BYTES), value


def test_bytes(machine: HelperMachine) -> None:
    samples = [b"", b"a", b"abc", b"abd", b"\xff" * 9]
    for x, y in itertools.product(samples, repeat=2):
        assert bytes(machine.run(byte_helpers.bytes_add, new_bytes(x), new_bytes(y)).tail) == x + y
        order = machine.run(byte_helpers.bytes_compare, new_bytes(x), new_bytes(y))
        assert (order > 0) - (order < 0) == (x > y) - (x < y)
        assert machine.run(byte_helpers.bytes_contains, new_bytes(x), new_bytes(y)) == (y in x)
    for x, start, stop in itertools.product(samples, range(-4, 5), range(-4, 5)):
        result = machine.run(byte_helpers.bytes_getslice, new_bytes(x), number(start), number(stop))
        assert bytes(result.tail) == x[start:stop]
    assert bytes(machine.run(byte_helpers.bytes_mul, new_bytes(b"ab"), number(3)).tail) == b"ababab"


def test_bytearray(machine: HelperMachine) -> None:
    value = machine.run(byte_helpers.new_bytearray, number(2))
    target = (Ptr(byte_helpers.BYTEARRAY), value)
    expected = bytearray(2)
    for n in range(40):
        machine.run(byte_helpers.bytearray_append, target, number(n))
        expected.append(n)
    machine.run(byte_helpers.bytearray_setitem, target, number(-1), number(200))
    expected[-1] = 200
    machine.run(byte_helpers.bytearray_setslice, target, number(3), number(9), new_bytes(b"xyz"))
    expected[3:9] = b"xyz"
    machine.run(byte_helpers.bytearray_insert, target, number(1), number(5))
    expected.insert(1, 5)
    assert machine.run(byte_helpers.bytearray_pop, target, number(2)) == expected.pop(2)
    machine.run(byte_helpers.bytearray_delslice, target, number(5), number(8))
    del expected[5:8]
    machine.run(byte_helpers.bytearray_reverse, target)
    expected.reverse()
    assert bytes(machine.run(byte_helpers.bytearray_to_bytes, target).tail) == bytes(expected)
    with pytest.raises(ValueError, match="byte must be in range"):
        machine.run(byte_helpers.bytearray_append, target, number(256))
