"""Lists, dictionaries, sets, texts, bytes: they grow, shrink and move while their items do."""

from __future__ import annotations

import gc
from collections import deque

from objects import Node, Thing, garbage, mixed


def growing_lists(n: int) -> int:
    lists: list[list[int]] = [[] for _ in range(5)]
    for i in range(20 * n):
        lists[i % 5].append(i)
    return sum([sum(items) * len(items) % 1009 for items in lists])


def list_of_lists(n: int) -> int:
    rows = [[Thing(i * 10 + j) for j in range(5)] for i in range(n)]
    garbage(n)
    for i in range(n):
        rows[i][i % 5] = Thing(-1)
        rows[i], rows[-i] = rows[-i], rows[i]
    total = 0
    for row in rows:
        for thing in row:
            total = mixed(total, thing.number)
    return total


def large_list(n: int) -> int:
    """With large n a list beyond the size of large objects, whose items are young."""
    size = 100 * n if n >= 100 else 10 * n
    items = [Node(i) for i in range(size)]
    for i in range(0, size, 3):
        items[i] = Node(2 * i, items[i])
    garbage(n)
    total = 0
    for node in items:
        total = mixed(total, node.value)
        if node.following is not None:
            total -= node.following.value
    return total


def items_of_a_large_list(n: int) -> int:
    """Few items of a large old list are written, between collections of all sorts."""
    size = 100 * n if n >= 100 else 10 * n
    items: list[Node | None] = [None] * size
    gc.collect()
    for i in range(2 * n):
        items[i * 37 % size] = Node(i)
        if i % 5 == 0:
            items[i * 11 % size] = None
        garbage(1)
    total = 0
    for i, node in enumerate(items):
        if node is not None:
            total = mixed(total, node.value + i)
    return total


def inserted_and_deleted(n: int) -> int:
    """References move within one array."""
    items = [Node(i) for i in range(6)]
    for i in range(3 * n):
        items.insert(i % 5, Node(i))
        if i % 2:
            del items[(i * 7) % len(items)]
        if i % 7 == 6:
            items.reverse()
    items[2:4] = [Node(-1), Node(-2), Node(-3)]
    del items[5:7]
    total = 0
    for node in items:
        total = mixed(total, node.value)
    return total


def slices(n: int) -> int:
    items = [[i] for i in range(n)]
    parts = [items[i : 2 * i] for i in range(n)]
    items.clear()
    gc.collect()
    return sum([part[0][0] + part[-1][0] + len(part) for part in parts if part])


def extended(n: int) -> int:
    items: list[str] = []
    for i in range(n):
        items.extend([str(i), "x"])
        items += [str(j) for j in range(i % 4)]
    doubled = items + items[1:]
    return len("".join(doubled)) + len(doubled * 2)


def sorting(n: int) -> int:
    things = [Thing(i * 7919 % (3 * n)) for i in range(2 * n)]
    things.sort(key=lambda thing: str(thing.number))
    total = 0
    for thing in things:
        total = mixed(total, thing.number)
    return total


def empty_things(n: int) -> int:
    lists: list[list[str]] = [[] for _ in range(n)]
    texts = ["".join(items) for items in lists]
    tables: list[dict[str, str]] = [{} for _ in range(n)]
    garbage(n)
    lists[3].append("x")
    tables[2]["y"] = "z"
    return len([items for items in lists if not items]) + len("".join(texts)) + len([t for t in tables if not t])


def words(n: int) -> int:
    table: dict[str, list[int]] = {}
    for i in range(6 * n):
        table.setdefault("word" + str(i * i % (2 * n + 1)), []).append(i)
    for i in range(0, 2 * n, 2):
        table.pop("word" + str(i), [])
    return sum([len(key) * len(table[key]) + table[key][-1] for key in sorted(table)])


def numbers(n: int) -> int:
    """A dictionary as a window over many keys: deleted entries are dropped when it is built anew."""
    table: dict[int, str] = {}
    for i in range(10 * n):
        table[i] = str(i)
        if i >= n:
            del table[i - n]
    return sum([len(text) for text in table.values()]) + min(table)


def dictionary_of_dictionaries(n: int) -> int:
    outer: dict[str, dict[int, list[str]]] = {}
    for i in range(4 * n):
        inner = outer.setdefault("k" + str(i % 5), {})
        inner.setdefault(i % 3, []).append(str(i))
        if i % 11 == 10:
            outer.pop("k" + str(i % 4), {})
    total = 0
    for key in sorted(outer):
        for number, texts in sorted(outer[key].items()):
            total = mixed(total, number + len("".join(texts)))
    return total


def keys_are_tuples(n: int) -> int:
    table: dict[tuple[int, str], Node] = {}
    for i in range(3 * n):
        table[i % n, str(i % 7)] = Node(i, table.get((i % n, str((i + 1) % 7))))
    return sum([node.value for node in table.values() if node.following is not None]) + len(table)


def sets(n: int) -> int:
    seen: set[tuple[int, str]] = set()
    for i in range(4 * n):
        seen.add((i % n, "t" + str(i % 7)))
        if i % 9 == 8:
            seen.discard((i % n, "t1"))
    return len(seen) + len(seen & {(1, "t1"), (2, "t2"), (n, "t0")}) + len(seen | {(-1, "")})


def queue(n: int) -> int:
    waiting: deque[Node] = deque()
    total = 0
    for i in range(6 * n):
        waiting.append(Node(i, Node(i)))
        if i % 4 == 3:
            total = mixed(total, waiting.popleft().value + waiting.pop().value)
    return total + len(waiting)


def growing_text(n: int) -> int:
    text = ""
    for i in range(3 * n):
        text += chr(97 + i % 26) + ("é" if i % 10 == 0 else "")
    return len(text) * 100 + text.count("é") + ord(text[-1])


def large_texts(n: int) -> int:
    text = "ab" * (n * n)
    parts = [text[i:] + str(i) for i in range(8)]
    joined = "".join(parts)
    return len(joined) + joined.count("ba") + ord(parts[7][-1]) + len(joined.replace("ab", "-"))


def split_texts(n: int) -> int:
    line = " ".join(["w" + str(i) for i in range(3 * n)])
    total = 0
    for _ in range(3):
        pieces = line.split(" ")
        line = "-".join(pieces).upper().replace("-", " ")
        total = mixed(total, len(pieces) + len(line))
    return total


def formatted(n: int) -> int:
    lines = [f"{i:04d}|{str(i) * 2:>8}|{i / 4:.2f}" for i in range(n)]
    return len("\n".join(lines)) + sum([len(line) for line in lines])


def bytes_too(n: int) -> int:
    data = bytearray()
    for i in range(4 * n):
        data.extend(bytes([i % 256, 1]))
    return sum(bytes(data[n : 7 * n])) + len(data)


def floats(n: int) -> int:
    rows = [[float(i * j) for j in range(n)] for i in range(4)]
    for _ in range(3):
        rows = [[rows[i][0] + rows[j % 3][j] for j in range(n)] for i in range(4)]
    return int(sum([sum(row) for row in rows])) % 1000003


def mixed_tuples(n: int) -> int:
    made = [(i, str(i), [i], (i, float(i))) for i in range(n)]
    garbage(n)
    return sum([a + len(b) + c[0] + int(d[1]) for a, b, c, d in made])


def perhaps(n: int) -> int:
    values: list[int | None] = [i if i % 3 else None for i in range(3 * n)]
    garbage(n)
    return sum([value for value in values if value is not None])


def nested_comprehensions(n: int) -> int:
    table = {i: [(j, str(j)) for j in range(i % 5)] for i in range(n)}
    flat = [text + str(i) for i, pairs in sorted(table.items()) for _, text in pairs]
    return len("".join(flat)) + len({text: [text] for text in flat}) + len({len(text) for text in flat})


def pairs_of_lists(n: int) -> int:
    """Items that are structures: a dictionary's entries, with key and value in the heap."""
    table: dict[str, tuple[list[int], str]] = {}
    for i in range(2 * n):
        table["key" + str(i % n)] = [i, i + 1], str(i)
    gc.collect()
    total = 0
    for key, (items, text) in table.items():
        total = mixed(total, len(key) + items[1] + len(text))
    table.clear()
    table["a"] = [1], "b"
    return total + len(table["a"][1])


def repetitions(n: int) -> int:
    """References stored many times at once, also more often than a count can tell; numbers where others were."""
    total = 0
    for i in range(4):
        nodes = [Node(i)] * (30 * n * n)
        nodes[n] = Node(2, nodes[0])
        marks = [i] * (20 * n)
        zeros = [0] * (20 * n)
        things: list[Thing | None] = [None] * (20 * n)
        things[-1] = Thing(marks[3])
        zeros[2] += i
        garbage(n)
        total = mixed(total, nodes[-1].value + nodes[n].value + nodes[n + 1].value)
        total = mixed(total, sum(marks) + 3 * sum(zeros) + sum([t.number for t in things if t is not None]))
        total = mixed(
            total, len(("x" * n + "\u1234" * n) * i) + int(sum([1.5, 0.0] * n)) + len([True] * n + [False] * i)
        )
    return total


CHECKS = [
    ("growing_lists", growing_lists),
    ("list_of_lists", list_of_lists),
    ("large_list", large_list),
    ("items_of_a_large_list", items_of_a_large_list),
    ("inserted_and_deleted", inserted_and_deleted),
    ("slices", slices),
    ("extended", extended),
    ("sorting", sorting),
    ("repetitions", repetitions),
    ("empty_things", empty_things),
    ("words", words),
    ("numbers", numbers),
    ("dictionary_of_dictionaries", dictionary_of_dictionaries),
    ("keys_are_tuples", keys_are_tuples),
    ("sets", sets),
    ("queue", queue),
    ("growing_text", growing_text),
    ("large_texts", large_texts),
    ("split_texts", split_texts),
    ("formatted", formatted),
    ("bytes_too", bytes_too),
    ("floats", floats),
    ("mixed_tuples", mixed_tuples),
    ("perhaps", perhaps),
    ("nested_comprehensions", nested_comprehensions),
    ("pairs_of_lists", pairs_of_lists),
]
