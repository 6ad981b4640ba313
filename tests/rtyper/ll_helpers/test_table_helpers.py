"""The helpers of dict and set agree with Python's dict and set, order of iteration included."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.support.helper_machine import HelperMachine
from weft.rtyper.ll_helpers import dicts, numbers, sets, strings
from weft.rtyper.lltype.types import SIGNED, STR, VOID, Array, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, StructValue, new_str
from weft.rtyper.representations.keys import KeyFunctions
from weft.rtyper.representations.sets import _insert_all, _mark

ENTRY = Struct("entry", {"key": SIGNED, "value": SIGNED, "hash": SIGNED}, gc=False)
DICT = Struct(
    "dict",
    {"count": SIGNED, "used": SIGNED, "usable": SIGNED, "indexes": Ptr(dicts.INDEXES), "entries": Ptr(Array(ENTRY))},
)
DICT_ITERATOR = Struct("dict_iterator", {"dict": Ptr(DICT), "index": SIGNED, "count": SIGNED})
SLOT = Struct("slot", {"key": SIGNED, "hash": SIGNED}, gc=False)
SET = Struct("set", {"used": SIGNED, "fill": SIGNED, "finger": SIGNED, "table": Ptr(Array(SLOT))})
SET_ITERATOR = Struct("set_iterator", {"set": Ptr(SET), "slot": SIGNED, "used": SIGNED})
VALUES = [0, 1, -1, -2, 5, 8, 16, 24, 32, 1 << 20, 1 << 40, -(1 << 40), 2**61 - 1, 2**61, 2**62, -(2**63), 2**63 - 1]


def repr_int(key: Any) -> Any:
    """A stand-in for the repr of the key."""
    return "key"


def constant_hash(key: Any) -> Any:
    """A hash on which everything collides."""
    return 77


def keys_of(hash_function: Any, lookup: Any = dicts.lookup_simple) -> KeyFunctions:
    return KeyFunctions(
        lookup=lookup, equal=numbers.int_equal, hash=hash_function, prepare=dicts.prepare_nothing,
        make_repr=lambda: repr_int,
        find=sets.find_simple, prepare_set=sets.prepare_nothing, late=False,
    )  # fmt: skip


class Tables:
    """Dict and set operations on integers through the helpers."""

    def __init__(self, keys: KeyFunctions) -> None:
        self.machine = HelperMachine()
        self.keys = (VOID, keys)
        self.empty_index = (Ptr(dicts.INDEXES), ArrayValue(dicts.INDEXES, 1))
        self.empty_entries = (Ptr(Array(ENTRY)), ArrayValue(Array(ENTRY)))
        self.empty_table = (Ptr(Array(SLOT)), ArrayValue(Array(SLOT), 8))

    def new_dict(self) -> Any:
        return self.machine.run(dicts.dict_new, (VOID, DICT), self.empty_index, self.empty_entries)

    def new_set(self) -> Any:
        return self.machine.run(sets.set_new, (VOID, SET), self.empty_table)

    def on(self, target: Any, helper: Any, *integers: int, keys: bool = True) -> Any:
        operands = [(Ptr(target.type), target), *((SIGNED, i) for i in integers)]
        return self.machine.run(helper, *operands, *([self.keys] if keys else []))

    def pair(self, helper: Any, x: Any, y: Any) -> Any:
        return self.machine.run(helper, (Ptr(x.type), x), (Ptr(y.type), y), self.keys, self.empty_table)

    def items(self, d: Any) -> list[tuple[int, int]]:
        iterator = StructValue(DICT_ITERATOR)
        iterator.fields.update(dict=d, index=0, count=d.fields["count"])
        found = []
        while True:
            try:
                index = self.on(iterator, dicts.next_entry, keys=False)
            except StopIteration:
                return found
            fields = d.fields["entries"].items[index].fields
            found.append((fields["key"], fields["value"]))

    def members(self, s: Any) -> list[int]:
        iterator = StructValue(SET_ITERATOR)
        iterator.fields.update(set=s, slot=0, used=s.fields["used"])
        found = []
        while True:
            try:
                found.append(self.on(iterator, sets.set_next, keys=False))
            except StopIteration:
                return found


@pytest.mark.parametrize("hash_function", [numbers.int_hash, constant_hash])
@pytest.mark.parametrize("lookup", [dicts.lookup_simple, dicts.lookup_hashed])
def test_dict(hash_function: Any, lookup: Any) -> None:
    tables = Tables(keys_of(hash_function, lookup))
    randomness = random.Random(5)
    d, expected = tables.new_dict(), dict[int, int]()
    for step in range(600):
        key = randomness.choice(VALUES) if step % 3 else randomness.randrange(60)
        match randomness.randrange(9):
            case 0 | 1 | 2 | 3:
                tables.on(d, dicts.dict_setitem, key, step)
                expected[key] = step
            case 4:
                assert tables.on(d, dicts.dict_setdefault, key, step) == expected.setdefault(key, step)
            case 5 | 6 if key in expected:
                assert tables.on(d, dicts.dict_pop, key) == expected.pop(key)
            case 7 if expected:
                index = tables.on(d, dicts.last_entry)
                fields = d.fields["entries"].items[index].fields
                assert (fields["key"], fields["value"]) == expected.popitem()
                tables.on(d, dicts.delete_entry, index, keys=False)
            case _:
                with pytest.raises(KeyError) if key not in expected else _nothing():
                    assert tables.on(d, dicts.dict_getitem, key) == expected[key]
        assert tables.on(d, dicts.dict_contains, key) == (key in expected)
        assert d.fields["count"] == len(expected)
        assert step % 20 or tables.items(d) == list(expected.items())
    copy = tables.on(d, dicts.dict_copy)
    assert tables.items(copy) == list(expected.items())


class _nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *error: object) -> None: ...


def test_changed_during_iteration() -> None:
    tables = Tables(keys_of(numbers.int_hash))
    d = tables.new_dict()
    iterator = StructValue(DICT_ITERATOR)
    iterator.fields.update(dict=d, index=0, count=0)
    tables.on(d, dicts.dict_setitem, 1, 2)
    with pytest.raises(RuntimeError, match="dictionary changed size during iteration"):
        tables.on(iterator, dicts.next_entry, keys=False)


@pytest.mark.parametrize("seed", range(12))
def test_set_order(seed: int) -> None:
    tables = Tables(keys_of(numbers.int_hash))
    randomness = random.Random(seed)
    s, expected = tables.new_set(), set[int]()
    for step in range(250):
        key = randomness.choice(VALUES) if step % 4 == 0 else randomness.randrange(-50, 4000 >> (seed % 8))
        match randomness.randrange(8):
            case 0 | 1 | 2 | 3 | 4:
                tables.on(s, sets.set_add, key)
                expected.add(key)
            case 5:
                tables.on(s, sets.set_discard, key)
                expected.discard(key)
            case 6 if expected:
                assert tables.on(s, sets.set_pop) == expected.pop()
            case _:
                with pytest.raises(KeyError) if key not in expected else _nothing():
                    tables.on(s, sets.set_remove, key)
                expected.discard(key)
        assert tables.on(s, sets.set_contains, key) == (key in expected)
        assert tables.members(s) == list(expected)


@pytest.mark.parametrize("seed", range(12))
def test_set_operations(seed: int) -> None:
    tables = Tables(keys_of(numbers.int_hash))
    randomness = random.Random(seed)
    for _ in range(15):
        x, left = tables.new_set(), set[int]()
        y, right = tables.new_set(), set[int]()
        for s, expected in ((x, left), (y, right)):
            for _ in range(randomness.choice([0, 1, 3, 10, 60])):
                key = randomness.randrange(randomness.choice([10, 100, 100000]))
                tables.on(s, sets.set_add, key)
                expected.add(key)
            for key in list(expected):
                if randomness.randrange(5) == 0:
                    tables.on(s, sets.set_discard, key)
                    expected.discard(key)
        for helper, result in (
            (sets.set_union, left | right),
            (sets.set_intersection, left & right),
            (sets.set_difference, left - right),
            (sets.set_symmetric_difference, left ^ right),
        ):
            assert tables.members(tables.pair(helper, x, y)) == list(result), helper
        assert tables.machine.run(sets.set_hash, (Ptr(SET), x), tables.keys) == hash(frozenset(left))
        for helper, method in (
            (sets.inplace_or, left.update),
            (sets.inplace_sub, left.difference_update),
            (sets.inplace_xor, left.symmetric_difference_update),
            (sets.inplace_and, left.intersection_update),
        ):
            tables.pair(helper, x, y)
            method(right)
            assert tables.members(x) == list(left), helper


def test_layout_on_the_host_is_that_of_the_helpers() -> None:
    tables = Tables(keys_of(numbers.int_hash))
    s = tables.new_set()
    items = [3, 8, 16, 24, 1000]
    for item in items:
        tables.on(s, sets.set_add, item)
    expected = _insert_all(range(5), [_mark(hash(i)) for i in items], 32)
    found = [slot.fields["key"] if slot.fields["hash"] else None for slot in s.fields["table"].items]
    assert found == [None if i is None else items[i] for i in expected]


def test_string_keys_share_the_host_hash() -> None:
    machine = HelperMachine()
    value = new_str("abc")
    first = machine.run(strings.str_hash, (Ptr(STR), value))
    assert value.fields["hash"] == first
