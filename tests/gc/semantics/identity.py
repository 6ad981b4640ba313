"""Identity: hashes that stay when objects move, dictionaries keyed by them, `is`."""

from __future__ import annotations

import gc

from objects import Node, Thing, garbage


class Bare:
    """Without fields."""


def identity_keys(n: int) -> int:
    things = [Thing(i) for i in range(n)]
    table: dict[Thing, int] = {}
    for thing in things:
        table[thing] = thing.number
    for _ in range(3):
        garbage(n)
        things = [Thing(-1)] + things
    return sum([table[thing] for thing in things if thing in table]) + len(table)


def hashes_stay(n: int) -> int:
    things = [Thing(i) for i in range(n)]
    before = [hash(thing) for thing in things]
    same = 0
    for _ in range(3):
        garbage(n)
        gc.collect()
        same += sum([1 for i in range(n) if hash(things[i]) == before[i] and things[i].number == i])
    return same


def hashes_asked_late(n: int) -> int:
    things = [Thing(i) for i in range(n)]
    gc.collect()
    seen = set(things)
    gc.collect()
    return len([thing for thing in things if thing in seen])


def hashes_of_bare_objects(n: int) -> int:
    bare = [Bare() for _ in range(n)]
    seen: dict[Bare, int] = {}
    for i, thing in enumerate(bare):
        seen[thing] = i
        garbage(1)
    gc.collect()
    return len(seen) + sum([seen[thing] for thing in bare])


def keys_come_and_go(n: int) -> int:
    things = [Thing(i) for i in range(10)]
    table = {thing: [thing.number] for thing in things}
    for i in range(3 * n):
        at = i * 7 % 10
        del table[things[at]]
        things[at] = Thing(i)
        table[things[at]] = [i]
        garbage(1)
    return sum([table[thing][0] for thing in things]) + len(table)


def same_after_moves(n: int) -> int:
    first = Node(1)
    aliases = [first, Node(2), first, Node(3, first)]
    held = {"a": first}
    for _ in range(n // 2):
        gc.collect()
    return len([node for node in aliases if node is first or node.following is held["a"]])


def equal_but_not_same(n: int) -> int:
    lists = [[1, 2] for _ in range(n)]
    gc.collect()
    equal = len([items for items in lists if items == lists[0]])
    return equal * 1000 + len([items for items in lists if items is lists[0]])


def hashed_objects_in_a_ring(n: int) -> int:
    nodes = [Node(i) for i in range(n)]
    for i in range(n):
        nodes[i].following = nodes[(i + 1) % n]
    known = {node: node.value for node in nodes}
    at = nodes[0]
    nodes.clear()
    garbage(n)
    gc.collect()
    total = 0
    for _ in range(2 * n):
        total += known[at]
        assert at.following is not None
        at = at.following
    return total


def set_of_instances(n: int) -> int:
    left = [Thing(i) for i in range(n)]
    both = left[: n // 2] + [Thing(i) for i in range(n // 2)]
    gc.collect()
    first, second = set(left), set(both)
    garbage(n)
    return len(first & second) * 10000 + len(first | second) * 100 + len(second - first)


def tuples_of_instances(n: int) -> int:
    things = [Thing(i) for i in range(5)]
    table: dict[tuple[Thing, int], str] = {}
    for i in range(2 * n):
        table[things[i % 5], i % 3] = str(i)
    gc.collect()
    return sum([len(table[things[i % 5], i % 3]) for i in range(15) if (things[i % 5], i % 3) in table])


CHECKS = [
    ("identity_keys", identity_keys),
    ("hashes_stay", hashes_stay),
    ("hashes_asked_late", hashes_asked_late),
    ("hashes_of_bare_objects", hashes_of_bare_objects),
    ("keys_come_and_go", keys_come_and_go),
    ("same_after_moves", same_after_moves),
    ("equal_but_not_same", equal_but_not_same),
    ("hashed_objects_in_a_ring", hashed_objects_in_a_ring),
    ("set_of_instances", set_of_instances),
    ("tuples_of_instances", tuples_of_instances),
]
