"""Programs on lists, strings, bytes and ranges do in llinterp what they do on the host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.typed_programs import check

TABLE = [3, 1, 4, 1, 5]
NESTED = [[1, 2], [3], []]
NAMES = ["ann", "bob", "\xe9va"]


class Window:
    def __init__(self, text: str) -> None:
        self.text = text

    def __getitem__(self, part: slice) -> str:
        return self.text[part] + self.text[part.start]


class Node:
    def __init__(self, value: int) -> None:
        self.value = value
        self.children: list[Node] = []


def ranges() -> int:
    total = 0
    for i in range(10):
        total += i
    for i in range(3, 30, 7):
        total = total * 3 + i
    for i in range(10, 0, -1):
        total = total * 2 - i
    n = total % 7 + 1
    for i in range(0, 50, n):
        total += i
    r = range(5, 25, 3)
    return total + len(r) * 1000 + r[2] + r[-1] + (8 in r) + (9 in r)


def range_step_zero() -> int:
    n = len(TABLE) - 5
    total = 0
    for i in range(0, 10, n):
        total += i
    return total


def fixed_lists() -> int:
    a = [1, 2, 3]
    a[1] = 5
    b = a + [7] * 3
    c = b[1:-1]
    total = 0
    for x in c:
        total = total * 10 + x
    for x in reversed(b):
        total = total * 10 + x
    return total * 100 + len(c) * 10 + a[-1]


def growing_lists() -> int:
    items: list[int] = []
    for i in range(40):
        items.append(i * i)
    items.insert(3, 77)
    items.insert(-1, 78)
    last = items.pop()
    first = items.pop(0)
    del items[2]
    del items[5:10]
    items[2:4] = [100, 101, 102]
    items += [1, 2]
    items.extend(TABLE)
    items.reverse()
    copy = items.copy()
    items.clear()
    total = last + first + len(items)
    for x in copy:
        total = (total * 31 + x) % 1000003
    return total


def pop_empty() -> int:
    items = [1]
    items.pop()
    return items.pop()


def pop_range() -> int:
    items = [1, 2]
    return items.pop(7)


def index_error() -> int:
    items = [1, 2]
    return items[len(items)]


def caught_index_error() -> int:
    total = 0
    items = [1, 2]
    for i in range(-4, 4):
        try:
            total = total * 10 + items[i]
        except IndexError:
            total = total * 10 + 9
    return total


def assignment_error() -> None:
    items = [1, 2]
    items[-3] = 5


def comprehension() -> int:
    squares = [i * i for i in range(10) if i % 2]
    total = 0
    for s in squares:
        total += s
    return total


def objects() -> int:
    root = Node(1)
    for i in range(5):
        child = Node(i)
        child.children.append(Node(i * 10))
        root.children.append(child)
    total = 0
    for child in root.children:
        for grandchild in child.children:
            total += child.value * grandchild.value
    return total


def nested() -> int:
    total = 0
    grid = [[0] * 3 for _ in range(4)]
    for y in range(4):
        for x in range(3):
            grid[y][x] = x * y
    for row in grid:
        for cell in row:
            total += cell
    for row in NESTED:
        total = total * 10 + len(row)
    return total


def list_of_floats() -> float:
    items = [0.5, 1.5]
    items.append(2.0)
    return items[0] + items[1] * items[-1]


def shrinking_iteration() -> int:
    items = [1, 2, 3, 4, 5, 6]
    total = 0
    for x in items:
        total = total * 10 + x
        if x < 3:
            items.pop()
    return total


def unpacking() -> int:
    a, b, c = [1, 2, 3]
    first, *rest, last = TABLE
    x, y = "ab"
    return a * 100 + b * 10 + c + first + last + len(rest) * 1000 + ord(x) * ord(y)


def unpacking_error() -> int:
    items = [1, 2, 3]
    a, b = items
    return a + b


def unpacking_few() -> int:
    items = [1, 2, 3]
    a, b, c, d, e = items
    return a + b + c + d + e


def strings() -> str:
    s = "hello"
    t = s + " " + "w\xf6rld"
    u = t[1:4] + t[-3:] + t[:2] + t[7:]
    return u + s[0] + t[-1] + u[2] * 3 + "ab" * 2


def string_errors() -> str:
    s = "abc"
    result = ""
    for i in range(-5, 5):
        try:
            result += s[i]
        except IndexError:
            result += "!"
    return result


def string_comparisons() -> int:
    words = ["", "a", "ab", "b", "\u0436", "\xff", "ab\u20ac"]
    total = 0
    for s in words:
        for t in words:
            total = total * 3 % 1000000007
            total += (s == t) + (s < t) * 2 + (s >= t) * 4 + (s != t) * 8 + (s in t) * 16
        for c in "ab\xff":
            total = total * 3 % 1000000007
            total += (s == c) + (s < c) * 2 + (c < s) * 4 + (c in s) * 8 + (c == s[:1])
    return total


def wide_strings() -> str:
    s = "a\u20acb"
    result = ""
    for c in s:
        result = c + result
    return result + s[1] + s[0] + s[1:] + s[2:] + chr(0x1F600) + chr(65)


def joins() -> str:
    parts = []
    for i in range(5):
        parts.append(chr(97 + i) * i)
    return ", ".join(parts) + "".join(NAMES) + "-".join(["x", "y"])


def formatted() -> str:
    name = NAMES[0]
    c = name[1]
    return f"{name}:{c}{c}<{NAMES[2]}>"


def optional_strings() -> int:
    found: str | None = None
    total = 0
    for name in NAMES:
        if found == name:
            total += 1
        if found is None:
            total += 10
        if found:
            total += 100
        found = name if name != "bob" else None
    return total


def bytes_operations() -> int:
    data = b"abc" + bytes([1, 2, 255])
    total = 0
    for x in data:
        total = total * 3 + x
    buffer = bytearray(3)
    buffer[1] = 7
    buffer.append(200)
    buffer.extend(b"xyz")
    buffer += bytearray(b"q")
    for x in buffer:
        total = total * 3 + x
    return total + data[-1] + len(data[1:3]) + (data == b"abc") + (97 in data) + (bytes(buffer)[1:3] == b"\x07\x00")


def byte_range() -> None:
    buffer = bytearray(1)
    buffer[0] = len(TABLE) * 100


def list_equality() -> int:
    a, b = [1, 2, 3], [1, 2]
    total = a == b
    b.append(3)
    return total * 2 + (a == b) + (NAMES == ["ann", "bob"]) * 4 + (NESTED == [[1, 2], [3], []]) * 8


def list_queries() -> int:
    return TABLE.count(1) * 100 + TABLE.index(4) * 10 + (5 in TABLE) + (6 in TABLE) + ("bob" in NAMES)


def recursive_lists() -> int:
    outer: list[Any] = []
    inner: list[Any] = []
    outer.append(inner)
    inner.append(outer)
    outer.append(outer)
    return len(outer) * 10 + len(outer[0][0][1])


def lists_of_none() -> int:
    items = [None, None]
    items.append(None)
    items[0] = None
    x = items.pop()
    total = len(items) * 10 + (x is None)
    for item in items:
        total += item is None
    return total


def nothing_but_empty() -> int:
    items = []
    total = len(items)
    for _ in items:
        total += 1
    return total


def mixed_numbers() -> float:
    ints = [1, 2, 3]
    floats = [0.5]
    floats.extend([2.5])
    floats.append(float(ints[0]))
    total = 0.0
    for x in floats:
        total += x
    return total + len(ints)


def lists_of_tuples() -> int:
    points = [(1, 2), (3, 4)]
    points.append((5, 6))
    total = 0
    for x, y in points:
        total += x * y
    pairs: list[tuple[str, int]] = []
    pairs.append(("a", 1))
    name, number = pairs[-1]
    return total + number + ord(name)


def tuples() -> int:
    total = 0
    for x in (3, 1, 2):
        total = total * 10 + x
    for c in reversed("abc"):
        total = total * 3 + ord(c)
    for x in reversed(range(2, 30, 5)):
        total += x
    a, *b = (1, 2, 3)
    return total + a + len(b)


def slices_as_values() -> str:
    s = "abcdefgh"
    return Window(s)[2:5] + s[: len(TABLE) - 1] + s[-2 : None if len(TABLE) > 3 else 4]


def repeated() -> int:
    items = [0] * 10 + 2 * [1]
    items *= 2
    for i in range(len(items)):
        items[i] += i
    total = 0
    for x in items:
        total = (total * 7 + x) % 1000003
    return total + len("ab" * 3) + len(3 * "x")


def zero_times() -> int:
    n = len(TABLE) - 5
    return len([1] * n) + len("abc" * n) + len([1, 2] * -n)


def iterators() -> int:
    it = iter([1, 2, 3])
    total = next(it)
    for x in it:
        total = total * 10 + x
    try:
        next(it)
    except StopIteration:
        total += 1000
    return total


def lists_from_iterables() -> str:
    chars = list("h\xe9llo")
    chars.extend("!?")
    chars += ["a"]
    chars[1:3] = "xyz"
    numbers = list(range(3))
    numbers.extend((7, 8))
    numbers.extend(b"ab")
    total = 0
    for n in numbers:
        total = total * 3 + n
    return "".join(chars) + chr(total % 1000 + 32)


def rests_of_iterators() -> int:
    total = 0
    numbers = [1, 2, 3, 4, 5]
    numbers.append(6)
    it = iter(numbers)
    total += next(it)
    for rest in [list(it), list(it), list(reversed(numbers)), list(iter(TABLE)), list(reversed(TABLE))]:
        total = total * 7 % 1000003 + len(rest)
        for x in rest:
            total = (total * 7 + x) % 1000003
    for rest in [list(reversed(range(5))), list(iter(range(9, 2, -1))), list(iter(range(0, 9, 4))), list(iter(b"xy"))]:
        for x in rest:
            total = (total * 7 + x) % 1000003
    for c in list(iter("abc")) + list(reversed("xyz")):
        total = (total * 7 + ord(c)) % 1000003
    d = {1: "a", 2: "b", 3: "c"}
    keys = iter(d)
    next(keys)
    for pair in list(iter(d.items())):
        total = (total * 7 + pair[0] * ord(pair[1])) % 1000003
    return total + len(list(keys)) + len(list(iter(d.values()))) + len(list(iter({4, 5})))


def empty_parts() -> int:
    items = [1, 2, 3]
    items[1:2] = []
    empty: list[int] = []
    same = {1, 2} == set()
    return len(items) * 10 + len("".join([])) + (items == []) + same + len(items + empty)


def hashes() -> int:
    same = hash("abc") == hash("ab" + "c")
    return same + (hash(5) == 5) * 2 + (hash(1.0) == 1) * 4 + (hash((1, 2)) == hash((1, 2))) * 8 + hash(-1)


PROGRAMS: list[Callable[[], Any]] = [
    ranges, range_step_zero, fixed_lists, growing_lists, pop_empty, pop_range, index_error, caught_index_error,
    assignment_error, comprehension, objects, nested, list_of_floats, shrinking_iteration, unpacking, unpacking_error,
    unpacking_few, strings, string_errors, string_comparisons, wide_strings, joins, formatted, optional_strings,
    recursive_lists, lists_of_none, nothing_but_empty, mixed_numbers, lists_of_tuples, tuples, slices_as_values,
    repeated, zero_times, iterators, lists_from_iterables, rests_of_iterators, empty_parts,
    hashes, bytes_operations, byte_range, list_equality,
    list_queries,
]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.__name__)
def test_program(program: Callable[[], Any]) -> None:
    check(program)
