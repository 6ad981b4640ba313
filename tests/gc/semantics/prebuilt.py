"""Objects that exist before the program starts: they are written, and hold what is in the heap.

Each check leaves them as it found them.
"""

from __future__ import annotations

import gc

from objects import Node, Thing, along, chain, garbage, mixed

FIRST, SECOND, THIRD = Thing(1), Thing(2), Thing(3)
BY_THING: dict[Thing, list[int]] = {FIRST: [10], SECOND: [20]}
KEPT: list[list[int]] = [[1], [2]]
NAMES: dict[str, Node] = {}
HEAD = Node(0)
TAIL = Node(1, Node(2))
BACK = Node(3)
BACK.following = BACK
LAST: Node | None = None
FIXED = (1, [2, 3], "four")
ROW: list[Thing | None] = [None] * 40
SEEN: set[str] = {"a", "b"}


class Registry:
    members: list[Thing] = []
    latest: Thing | None = None

    def __init__(self) -> None:
        self.mine = self.members


def lists_written(n: int) -> int:
    for i in range(4 * n):
        KEPT[i % 2] = KEPT[i % 2][-3:] + [i]
        garbage(1)
    found = sum(KEPT[0]) + 3 * sum(KEPT[1])
    KEPT[:] = [[1], [2]]
    return found


def list_grown(n: int) -> int:
    for i in range(2 * n):
        KEPT.append([i])
    gc.collect()
    found = sum([sum(items) for items in KEPT])
    del KEPT[2:]
    return found


def field_written_first(n: int) -> int:
    """The first reference from a prebuilt object into the heap."""
    HEAD.following = chain(n)
    garbage(n)
    gc.collect()
    found = along(HEAD)
    HEAD.following = None
    gc.collect()
    return found


def graph_there_and_back(n: int) -> int:
    """Prebuilt objects refer to the heap, and what is there to prebuilt ones."""
    assert TAIL.following is not None
    end = TAIL.following
    end.following = Node(5, Node(6, HEAD))
    HEAD.following = Node(7)
    BACK.following = Node(8, TAIL)
    garbage(2 * n)
    gc.collect()
    found = along(TAIL) + along(BACK)
    end.following = HEAD.following = None
    BACK.following = BACK
    return found


def ring_of_prebuilt(n: int) -> int:
    found = 0
    for i in range(n):
        BACK.following = Node(i, BACK)
        garbage(1)
        found = mixed(found, BACK.following.value)
        BACK.following = BACK
    return found


def global_variable(n: int) -> int:
    global LAST
    for i in range(3 * n):
        LAST = Node(i, None if i % 10 == 0 else LAST)
        garbage(1)
    found = along(LAST)
    LAST = None
    return found


def table_grown(n: int) -> int:
    for i in range(3 * n):
        NAMES["name" + str(i % 9)] = Node(i, NAMES.get("name" + str((i + 1) % 9)) if i % 9 else None)
    found = sum([len(name) * NAMES[name].value for name in NAMES])
    NAMES.clear()
    return found


def set_grown(n: int) -> int:
    for i in range(n):
        SEEN.add("s" + str(i))
    gc.collect()
    found = len(SEEN) + len([text for text in SEEN if len(text) > 1])
    SEEN.clear()
    SEEN.update(["a", "b"])
    return found


def tuple_holds_a_list(n: int) -> int:
    for i in range(n):
        FIXED[1].append(i)
    garbage(n)
    found = sum(FIXED[1]) + len(FIXED[2])
    del FIXED[1][2:]
    return found


def items_written(n: int) -> int:
    for i in range(n):
        ROW[i % 40] = Thing(i)
        ROW[(i + 7) % 40] = None
        garbage(1)
    found = sum([thing.number for thing in ROW if thing is not None])
    for i in range(40):
        ROW[i] = None
    return found


def class_attributes(n: int) -> int:
    for i in range(n):
        Registry.latest = Thing(i)
        Registry.members.append(Registry.latest)
        Registry().mine.append(THIRD)
    gc.collect()
    found = sum([thing.number for thing in Registry.members])
    latest = Registry.latest
    assert latest is not None
    Registry.members.clear()
    Registry.latest = None
    return found + latest.number


def appended(value: int, items: list[list[int]] = []) -> int:  # noqa: B006
    items.append([value])
    garbage(1)
    if len(items) > 3:
        del items[0]
    return sum([item[0] for item in items])


def default_arguments(n: int) -> int:
    appended(0, [])
    found = 0
    for i in range(n + 3):
        found = appended(i)
    return found


def hashes_before(n: int) -> int:
    """The hash of a prebuilt instance is the same after all collections: it was used to build the dictionary."""
    garbage(n)
    before = hash(FIRST)
    BY_THING[FIRST].append(len(BY_THING))
    BY_THING[THIRD] = [5]
    gc.collect()
    found = sum(BY_THING[FIRST]) + sum(BY_THING[SECOND]) * len(BY_THING) + (hash(FIRST) == before)
    BY_THING[FIRST].pop()
    del BY_THING[THIRD]
    return found


def hash_of_what_is_made(n: int) -> int:
    made = Thing(4)
    BY_THING[made] = [7]
    for _ in range(3):
        garbage(n)
        gc.collect()
    found = BY_THING[made][0] + len([thing for thing in BY_THING if thing is made])
    del BY_THING[made]
    return found


CHECKS = [
    ("lists_written", lists_written),
    ("list_grown", list_grown),
    ("field_written_first", field_written_first),
    ("graph_there_and_back", graph_there_and_back),
    ("ring_of_prebuilt", ring_of_prebuilt),
    ("global_variable", global_variable),
    ("table_grown", table_grown),
    ("set_grown", set_grown),
    ("tuple_holds_a_list", tuple_holds_a_list),
    ("items_written", items_written),
    ("class_attributes", class_attributes),
    ("default_arguments", default_arguments),
    ("hashes_before", hashes_before),
    ("hash_of_what_is_made", hash_of_what_is_made),
]
