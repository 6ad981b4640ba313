"""Programs on dicts and sets do in llinterp what they do on the host."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.typed_programs import check

PREBUILT = {"one": 1, "two": 2, "three": 3}
BY_NUMBER = {10: "ten", 20: "twenty", -1: "minus one"}
BY_PAIR = {(1, "a"): 5, (2, "b"): 6}
BY_FLOAT = {0.5: 1, 2.0: 2}
PRIMES = {2, 3, 5, 7, 11, 1009, 65537}
WORDS = frozenset(["x", "yy", "zzz"])


class Point:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Point) and self.x == other.x and self.y == other.y

    def __hash__(self) -> int:
        return self.x * 31 + self.y


class Plain:
    def __init__(self, number: int) -> None:
        self.number = number


FIRST, SECOND = Plain(1), Plain(2)
BY_OBJECT = {FIRST: "first", SECOND: "second"}
BY_POINT = {Point(1, 2): 12, Point(3, 4): 34}
OBJECTS = {FIRST, SECOND}
POINTS = {Point(5, 6), Point(7, 8), Point(9, 10)}


def counting() -> int:
    counts: dict[str, int] = {}
    for word in ["a", "bb", "a", "ccc", "bb", "a"]:
        counts[word] = counts.get(word, 0) + 1
    total = 0
    for word, count in counts.items():
        total = total * 100 + len(word) * 10 + count
    return total


def prebuilt() -> int:
    total = 0
    for name in ["one", "two", "three"]:
        total = total * 10 + PREBUILT[name]
    for key in PREBUILT:
        total += len(key)
    for value in PREBUILT.values():
        total += value * 1000
    total += len(BY_NUMBER[20]) + len(BY_NUMBER[-1]) + BY_PAIR[(2, "b")] + BY_FLOAT[2.0]
    return total * 10 + ("four" in PREBUILT) + (10 in BY_NUMBER) * 2


def missing_key() -> int:
    try:
        return PREBUILT["four"]
    except KeyError:
        return -1


def changing() -> int:
    d: dict[int, int] = {}
    for i in range(100):
        d[i * 7 % 101] = i
    for i in range(0, 100, 3):
        d.pop(i, 0)
    del d[1]
    total = d.setdefault(1000, 5) + d.setdefault(1000, 6) + len(d)
    total += d.popitem()[1]
    copy = d.copy()
    d.clear()
    total += len(d)
    for key in copy:
        total = (total * 31 + key * copy[key]) % 1000003
    return total


def changed_size() -> int:
    d = {1: 2}
    total = 0
    for key in d:
        d[key + 1] = 0
        total += 1
    return total


def by_identity() -> str:
    other = Plain(3)
    d = {other: "other"}
    d[FIRST] = "again"
    found = BY_OBJECT.get(FIRST, "?") + BY_OBJECT.get(SECOND, "?") + d.get(other, "?") + d.get(FIRST, "?")
    return found + ("in" if other in BY_OBJECT else "out") + ("in" if SECOND in OBJECTS else "out")


def by_equality() -> int:
    d = {Point(1, 1): 5}
    d[Point(1, 1)] = 6
    d[Point(2, 1)] = 7
    points = {Point(0, 0), Point(0, 0), Point(1, 0)}
    total = d.get(Point(1, 1), 0) * 10 + BY_POINT.get(Point(3, 4), 0) + d.get(Point(9, 9), 0)
    for point in POINTS:
        total += (point in POINTS) * 7  # the first lookup indexes the prebuilt set
    return len(d) * 100 + total + len(points) * 1000 + (Point(1, 0) in points)


class Fickle:
    """Changes the dict it is a key of while it is compared."""

    def __init__(self, number: int, owner: dict[Any, int]) -> None:
        self.number = number
        self.owner = owner

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        if LEFT[0] > 0:
            LEFT[0] -= 1
            if LEFT[0] % 3 == 0:
                self.owner.pop(self, 0)
            else:
                self.owner[Fickle(LEFT[0] + 100, self.owner)] = 0
        return isinstance(other, Fickle) and self.number == other.number


LEFT = [0]


def changed_by_comparison() -> int:
    LEFT[0] = 25
    d: dict[Any, int] = {}
    for i in range(5):
        d[Fickle(i, d)] = i
    total = 0
    for key in d:
        total += key.number
    return len(d) * 1000 + total


class Incomparable:
    def __hash__(self) -> int:
        return 5

    def __eq__(self, other: object) -> bool:
        raise ValueError("no comparison")


def raising_comparison() -> int:
    d = {Incomparable(): 1}
    d[Incomparable()] = 2
    return len(d)


def by_nested_key() -> int:
    d = {}
    for i in range(10):
        d[i, Point(i, i + 1)] = i
    return d.get((3, Point(3, 4)), -1) + len(d)


def by_tuple() -> int:
    grid: dict[tuple[int, int], int] = {}
    for x in range(10):
        for y in range(10):
            grid[x, y] = x * y
    total = 0
    for (x, y), value in grid.items():
        total += x * value - y
    return total + grid[3, 4]


def optional_values() -> int:
    d = {"a": "x"}
    found = d.get("a")
    missing = d.get("b")
    n = PREBUILT.get("two")
    return (found is None) + (missing is None) * 2 + (n == 2) * 4


def default_dict() -> int:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(20):
        groups[i % 3].append(i)
    counts: defaultdict[str, int] = defaultdict(int)
    for c in "abracadabra":
        counts[c] += 1
    return len(groups[0]) * 100 + len(groups[1]) * 10 + counts["a"] + len(counts) * 1000


def ordered() -> int:
    d: OrderedDict[str, int] = OrderedDict()
    d["x"] = 1
    d["y"] = 2
    d["z"] = 3
    d.move_to_end("x")
    total = 0
    for value in d.values():
        total = total * 10 + value
    return total


def char_keys() -> int:
    table = {"a": 1, "b": 2}
    total = 0
    for c in "abba":
        total = total * 10 + table[c]
    return total * 10 + ("c" in table)


def sets_of_numbers() -> int:
    s: set[int] = set()
    for i in range(50):
        s.add(i * i % 67 - 20)
    s.discard(5)
    total = 0
    for x in s:
        total = (total * 31 + x) % 1000003
    for x in PRIMES:
        total = (total * 31 + x) % 1000003
    return total * 100 + len(s) + (9 in s) + (7 in PRIMES) * 2


def sets_of_words() -> int:
    s = {"a", "b"}
    s.add("a")
    s.remove("b")
    t = {c + c for c in "hello"}
    return len(s) + len(t) * 10 + ("yy" in WORDS) * 100 + ("y" in WORDS) * 1000


def set_changed_size() -> int:
    s = {1, 2}
    for x in s:
        s.add(x + 10)
    return len(s)


def pop_from_set() -> int:
    s = {4, 9, 1}
    total = 0
    while s:
        total = total * 10 + s.pop()
    return total


def set_of_tuples() -> int:
    s = {(x, y) for x in range(4) for y in range(4)}
    total = 0
    for x, y in s:
        total = (total * 31 + x * 7 + y) % 1000003
    return total


def set_algebra() -> int:
    s, t = {1, 2, 3, 40}, {2, 40, 50}
    total = 0
    for r in [s | t, s & t, s - t, s ^ t, s.union([7, 8]), s.intersection(t), s.difference([1]), set(TEN), s.copy()]:
        for x in r:
            total = (total * 31 + x) % 1000003
    s |= t
    s -= {1}
    s.update(range(5))
    s &= set(range(0, 60, 2))
    for x in s:
        total = (total * 31 + x) % 1000003
    return total * 100 + (s <= t) + (t < s) * 2 + (s == t) * 4 + s.issuperset(t) * 8 + s.isdisjoint({99}) * 16


TEN = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]


def frozen_items() -> int:
    groups = {frozenset([1, 2]): 5, frozenset([3]): 7}
    total = 0
    for group, value in groups.items():
        total += len(group) * value
    return total * 100 + groups[frozenset([2, 1])] + len({frozenset([1]), frozenset([1])})


def views() -> int:
    d = {1: "a", 2: "b", 30: "c"}
    e = {2: 5, 30: 6, 7: 8}
    total = 0
    for x in d.keys() & e.keys():
        total = total * 100 + x
    for x in d.keys() - e.keys():
        total = total * 100 + x
    for x in list(d) + list(e.values()):
        total = total * 10 + x
    pairs = list(e.items())
    return total + len(d.keys() | e.keys()) + pairs[1][0] * pairs[2][1] + (1 in d.keys()) * 3 + (d == {1: "a"})  # noqa: SIM118


def updates() -> int:
    d = {"a": 1}
    d.update({"b": 2})
    e = {**d, "c": 3}
    e |= {"d": 4}
    f = d | {"z": 26}
    g = dict(e)
    total = 0
    for key in g:
        total = total * 10 + g[key] + len(key)
    return total * 100 + len(f) + f["z"]


def comprehensions() -> int:
    d = {i: i * i for i in range(20) if i % 3}
    s = {i % 7 for i in range(50)}
    total = 0
    for key in d:
        total += key * d[key]
    for x in s:
        total = total * 3 + x
    return total


def none_keys() -> int:
    d: dict[str | None, int] = {None: 1, "a": 2}
    d["b"] = 3
    return d[None] * 100 + d["a"] * 10 + d["b"] + len({None, "x"})


def clearing() -> int:
    d = {"a": 1}
    d.clear()
    d["b"] = 5
    s = {1, 2}
    s.clear()
    s.add(8)
    return len(d) * 10 + d["b"] + len(s)


def many_words() -> int:
    counts: dict[str, int] = {}
    for i in range(3000):
        word = "w" + chr(97 + i * 7 % 26) + chr(97 + i // 26 % 26) + chr(0x100 + i % 5)
        counts[word] = counts.get(word, 0) + i
    total = 0
    for word in counts:
        total = (total * 31 + counts[word] + ord(word[3])) % 1000003
    return total * 1000 + len(counts)


PROGRAMS: list[Callable[[], Any]] = [
    counting, prebuilt, missing_key, changing, changed_size, by_identity, by_equality, by_tuple, optional_values,
    set_algebra, frozen_items, views, updates, comprehensions, none_keys, clearing, many_words,
    changed_by_comparison, raising_comparison, by_nested_key,
    default_dict, ordered, char_keys, sets_of_numbers, sets_of_words, set_changed_size, pop_from_set, set_of_tuples,
]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.__name__)
def test_program(program: Callable[[], Any]) -> None:
    check(program)
