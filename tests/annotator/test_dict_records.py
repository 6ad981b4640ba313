"""Dicts whose values have different types are records; what they cannot do is refused at the place."""

import pytest

from tests.support.annotation import codes_of, result_of
from weft.annotator.lattice import INTEGER


def check(function, expected):
    assert str(result_of(function)) == expected


def test_items_keep_their_types():
    def f():
        record = {"name": "a", "age": 3, "tags": [1.5], "other": []}
        record["age"] += 1
        return record["name"], record["age"], record["tags"], record.get("age", 0), record.get("size", 2.5)

    check(f, "tuple[str, int, list[float], int, float]")


def test_dicts_of_the_same_keys_are_of_one_class():
    def f():
        records = [{"name": "a", "next": None}, {"name": "b", "next": 1}]
        return records[0]["next"]

    check(f, "int or None")


def test_the_inner_dict_is_the_record():
    def f(n):
        rooms = {"hall": {"text": "x", "items": [1]}, "attic": {"text": "y", "items": [2]}}
        return rooms["hall" if n else "attic"]["items"]

    assert str(result_of(f, INTEGER)) == "list[int]"


def test_values_of_one_type_need_no_record():
    def same(d):
        return d

    def f():
        return same({"a": 1, "b": 2}), same({"c": "x"}), same({"a": 3, "b": 4}), same({"c": "y"})

    check(f, "tuple[dict[str, int], dict[str, str], dict[str, int], dict[str, str]]")


def test_prebuilt_values_of_one_type_need_no_record():
    tables = [{"a": 1, "b": 2}, {"a": 3, "b": 4}], [{"c": "x"}, {"c": "y"}]

    def first(items):
        return items[0]

    def f():
        return first(tables[0]), first(tables[1])

    check(f, "tuple[dict[str, int], dict[str, str]]")


def test_one_item_needs_no_record():
    def text(value):
        return repr(value)

    def inverted(d):
        return {d[key]: key for key in d}

    def f():
        found = inverted({"a": 1}), inverted({"b": "x"}), inverted({"a": 2})
        return text({"a": (1, 2)}), text(1), found

    check(f, "tuple[str, str, tuple[dict[int, str], dict[str, str], dict[int, str]]]")


def test_plain_dicts_where_records_do_not_help():
    def item(d):
        return d["a"]

    def f():
        return item({"a": 1, "b": None}), item({"a": "x", "b": None})

    check(f, "tuple[int or None, str or None]")


def single():
    record = {"a": 1, "b": "x"}
    return record["a"]


def make(a):
    return {"a": a, "b": "x"}


def new_key():
    record = make(1)
    record["c"] = 2


def key_of_run_time():
    record = make(1)
    return [record[key] for key in ["a", "b"]]


def pop():
    record = make(1)
    return record.pop("a")


def missing_method():
    record = make(1)
    return record.push("a")


def other_type():
    record = make(1)
    record["a"] = []


def other_order():
    return make(1) == {"b": "x", "a": make(2)["a"]}


@pytest.mark.parametrize(
    "function, codes",
    [
        (single, ["W0104"]),
        (new_key, ["W0104"]),
        (key_of_run_time, ["W0104"]),
        (pop, ["W0402"]),
        (missing_method, ["W0202"]),
        (other_type, ["W0105"]),
        (other_order, ["W0402"]),
    ],
)
def test_what_a_record_cannot_do(function, codes):
    assert codes_of(function) == codes
