"""Checks of memory management, each a function that returns what it found.

`semantics.py` runs them all, `semantics.py only NAME...` some.

`semantics.py exhaust KIND` fills memory until the end, `semantics.py survive` handles that and goes on.
"""

import sys
from collections import deque


class Node:
    def __init__(self, value: int, following: "Node | None") -> None:
        self.value = value
        self.following = following


class Tree:
    def __init__(self, depth: int) -> None:
        self.left: Tree | None = None
        self.right: Tree | None = None
        self.depth = depth


class Ring:
    def __init__(self, size: int) -> None:
        self.before: Ring = self
        self.after: Ring = self
        self.load = [size] * 20


class Thing:
    def __init__(self, number: int) -> None:
        self.number = number


class Shape:
    def grown(self, by: int) -> "Shape":
        return self

    def area(self) -> int:
        return 0


class Box(Shape):
    def __init__(self, side: int) -> None:
        self.sides = [side, side]

    def grown(self, by: int) -> Shape:
        return Box(self.sides[0] + by)

    def area(self) -> int:
        return self.sides[0] * self.sides[1]


class Crowd(Shape):
    def __init__(self, members: list[Shape]) -> None:
        self.members = members

    def grown(self, by: int) -> Shape:
        return Crowd([member.grown(by) for member in self.members])

    def area(self) -> int:
        return sum([member.area() for member in self.members])


class Refused(Exception):
    def __init__(self, items: list[str]) -> None:
        super().__init__("refused")
        self.items = items


FIRST = Thing(1)
SECOND = Thing(2)
BY_THING: dict[Thing, list[int]] = {FIRST: [10], SECOND: [20]}
KEPT: list[list[int]] = [[], []]
NAMES: dict[str, Node] = {}
LAST: Node | None = Node(0, None)


def garbage(n: int) -> int:
    total = 0
    for i in range(n):
        total += len([i, i + 1, i + 2]) + len(str(i))
    return total


def random(state: int) -> int:
    return (state * 1103515245 + 12345) % 2147483648


# Structures -------------------------------------------------------------------------------------------------------


def long_chain() -> int:
    head: Node | None = None
    for i in range(20000):
        head = Node(i, head)
    garbage(500)
    total = 0
    while head is not None:
        total = (total * 31 + head.value) % 1000003
        head = head.following
    return total


def build(depth: int) -> Tree:
    tree = Tree(depth)
    if depth > 0:
        tree.left = build(depth - 1)
        tree.right = build(depth - 1)
    return tree


def weight(tree: Tree | None) -> int:
    if tree is None:
        return 1
    return weight(tree.left) + 2 * weight(tree.right) % 97


def trees() -> int:
    kept = build(9)
    total = 0
    for i in range(30):
        total += weight(build(i % 7))
    return total * 1000 + weight(kept)


def rings() -> int:
    """Garbage in cycles: much more than may be in memory at a time."""
    total = 0
    for i in range(3000):
        first, second = Ring(i), Ring(i + 1)
        first.after = first.before = second
        second.after = second.before = first
        total += len(first.after.after.load) + second.before.load[3]
    return total


def old_graph() -> int:
    """Old objects are changed again and again, while much is allocated: marking must not lose any."""
    nodes = [Node(i, None) for i in range(2000)]
    state = 7
    for i in range(20000):
        state = random(state)
        at = state // 64 % 2000
        if i % 3 == 0:
            nodes[at] = Node(i, nodes[i % 2000])
        else:
            node = nodes[at]
            node.following = Node(i, nodes[(at + i) % 2000] if i % 5 else None)
    total = 0
    for first in nodes:
        total = (total * 7 + first.value) % 1000003
        if first.following is not None:
            total += first.following.value
    return total


def moved_between() -> int:
    """The only reference to an object wanders from one old object to another."""
    places: list[list[Node]] = [[] for _ in range(50)]
    for i in range(50):
        places[i].append(Node(i, Node(-i, None)))
    for i in range(3000):
        taken = places[i % 50].pop()
        fresh = [Node(i, taken.following), Node(i + 1, None)]
        places[(i * 7 + 1) % 50].append(taken)
        if not places[i % 50]:
            places[i % 50].append(fresh[i % 2])
    return sum([len(place) * 100 + sum([node.value for node in place]) for place in places])


def wide() -> str:
    rows = [[Thing(i * 100 + j) for j in range(60)] for i in range(40)]
    garbage(300)
    for i in range(40):
        rows[i][i] = Thing(-1)
    return str(sum([thing.number for row in rows for thing in row]))


def shapes() -> int:
    crowd: Shape = Crowd([Box(1), Crowd([Box(2), Box(3)]), Box(4)])
    for i in range(60):
        crowd = crowd.grown(i % 3)
    return crowd.area()


# Built-in types ---------------------------------------------------------------------------------------------------


def growing_lists() -> int:
    lists: list[list[int]] = [[] for _ in range(10)]
    for i in range(20000):
        lists[i % 10].append(i)
    return sum([sum(items) * len(items) % 1009 for items in lists])


def large_list() -> int:
    """A list beyond the size of large objects, whose items are young."""
    items = [Node(i, None) for i in range(30000)]
    for i in range(0, 30000, 3):
        items[i] = Node(2 * i, items[i])
    garbage(1000)
    total = 0
    for node in items:
        total += node.value
        if node.following is not None:
            total -= node.following.value
    return total


def large_texts() -> str:
    text = "ab" * 40000
    parts = [text[i:] + str(i) for i in range(20)]
    joined = "".join(parts)
    return str(len(joined)) + joined[-3:] + parts[7][-4:] + str(text.count("ba"))


def empty_things() -> int:
    lists: list[list[str]] = [[] for _ in range(100)]
    texts = ["".join(items) for items in lists]
    tuples = [() for _ in range(100)]
    garbage(300)
    lists[3].append("x")
    return len([items for items in lists if not items]) + len("".join(texts)) + len(tuples)


def words() -> int:
    table: dict[str, list[int]] = {}
    for i in range(6000):
        table.setdefault("word" + str(i * i % 499), []).append(i)
    for i in range(0, 499, 2):
        table.pop("word" + str(i), [])
    return sum([len(key) * len(table[key]) + table[key][-1] for key in sorted(table)])


def numbers() -> int:
    table: dict[int, str] = {}
    for i in range(8000):
        table[i] = str(i)
        if i >= 100:
            del table[i - 100]
    return sum([len(text) for text in table.values()]) + min(table)


def sets() -> int:
    seen: set[tuple[int, str]] = set()
    for i in range(5000):
        seen.add((i % 300, "t" + str(i % 7)))
    return len(seen) + len(seen & {(1, "t1"), (2, "t3"), (400, "t0")})


def queue() -> int:
    waiting: deque[Node] = deque()
    total = 0
    for i in range(8000):
        waiting.append(Node(i, Node(i, None)))
        if i % 4 == 3:
            total += waiting.popleft().value + waiting.pop().value
    return total + len(waiting)


def growing_text() -> int:
    text = ""
    for i in range(1500):
        text += chr(97 + i % 26) + ("é" if i % 10 == 0 else "")
    return len(text) * 100 + text.count("é") + ord(text[-1])


def formatted() -> str:
    lines = [f"{i:04d}|{str(i) * 2:>8}|{i / 3:.2f}" for i in range(800)]
    return str(len("\n".join(lines))) + lines[-1]


def bytes_too() -> int:
    data = bytearray()
    for i in range(3000):
        data.extend(bytes([i % 256, 1]))
    return sum(bytes(data[100:4000])) + len(data)


def floats() -> str:
    rows = [[float(i * j) / 7.0 for j in range(30)] for i in range(30)]
    for _ in range(5):
        rows = [[sum([rows[i][k] for k in range(3)]) + rows[j % 3][i] for j in range(30)] for i in range(30)]
    return f"{rows[3][4]:.6f}"


def sorting() -> str:
    things = [Thing(i * 7919 % 1000) for i in range(1500)]
    things.sort(key=lambda thing: str(thing.number))
    return str(things[0].number) + " " + str(things[777].number) + " " + str(things[-1].number)


def mixed_tuples() -> int:
    made = [(i, str(i), [i], (i, float(i))) for i in range(2000)]
    garbage(300)
    return sum([a + len(b) + c[0] + int(d[1]) for a, b, c, d in made])


def perhaps() -> int:
    values: list[int | None] = [i if i % 3 else None for i in range(3000)]
    garbage(300)
    total = 0
    for value in values:
        if value is not None:
            total += value
    return total


# Control ----------------------------------------------------------------------------------------------------------


def pairs(n: int):
    for i in range(n):
        made = [i, i * i]
        yield made, Node(i, None)


def generators() -> int:
    sources = [pairs(200) for _ in range(5)]
    total = 0
    for _ in range(200):
        for source in sources:
            made, node = next(source)
            total += made[1] - node.value
    return total


def closures() -> int:
    def adder(items: list[int]):
        def add(x: int) -> int:
            items.append(x)
            return sum(items)

        return add

    functions = [adder([i]) for i in range(60)]
    total = 0
    for i in range(600):
        total += functions[i % 60](i)
    return total


def methods() -> int:
    boxes = [Box(i) for i in range(50)]
    bound = [box.area for box in boxes]
    boxes.clear()
    garbage(500)
    return sum([area() for area in bound])


def refuse(depth: int, items: list[str]) -> int:
    mine = [str(depth)] * 3
    if depth == 0:
        raise Refused(items + mine)
    try:
        return refuse(depth - 1, items + mine[:1]) + len(mine)
    finally:
        garbage(3)
        items.append(mine[2])


def exceptions() -> int:
    total = 0
    for i in range(60):
        kept = [str(i)]
        try:
            total += refuse(i % 20, kept)
        except Refused as refused:
            total += len(refused.items) * 100 + len("".join(kept)) + len(str(refused))
    return total


def deep_recursion() -> int:
    def descend(depth: int, path: list[int]) -> int:
        mine = [depth, len(path)]
        if depth == 0:
            return garbage(200)
        found = descend(depth - 1, mine)
        return (found + mine[0] * path[0] + mine[1]) % 1000003

    return descend(800, [1])


# Identity ---------------------------------------------------------------------------------------------------------


def identity_keys() -> int:
    things = [Thing(i) for i in range(700)]
    table: dict[Thing, int] = {}
    for thing in things:
        table[thing] = thing.number
    for _ in range(3):
        garbage(500)
        things = [Thing(-1)] + things
    return sum([table[thing] for thing in things if thing in table]) + len(table)


def hashes_stay() -> int:
    things = [Thing(i) for i in range(300)]
    before = [hash(thing) for thing in things]
    same = 0
    for _ in range(4):
        garbage(1000)
        same += sum([1 for i in range(300) if hash(things[i]) == before[i] and things[i].number == i])
    return same


def hashes_asked_late() -> int:
    things = [Thing(i) for i in range(300)]
    garbage(2000)
    seen = set(things)
    garbage(2000)
    return len([thing for thing in things if thing in seen])


def prebuilt_hashes() -> int:
    garbage(500)
    BY_THING[FIRST].append(len(BY_THING))
    BY_THING[Thing(3)] = [5]
    garbage(500)
    return sum(BY_THING[FIRST]) + sum(BY_THING[SECOND]) * len(BY_THING)


def prebuilt_containers() -> int:
    global LAST
    for i in range(2000):
        KEPT[i % 2] = KEPT[i % 2][-5:] + [i]
        NAMES["name" + str(i % 50)] = Node(i, NAMES.get("name" + str((i + 1) % 50)) if i % 50 else None)
        LAST = Node(i, None if i % 10 == 0 else LAST)
    length, node = 0, LAST
    while node is not None:
        length, node = length + 1, node.following
    return sum(KEPT[0]) + sum(KEPT[1]) * 3 + sum([NAMES[name].value for name in NAMES]) + length


def shared_stay_shared() -> int:
    shared = [0]
    holders = [(i, shared) for i in range(200)]
    garbage(1000)
    for _, items in holders:
        items[0] += 1
    return shared[0] + len([1 for _, items in holders if items is shared])


CHECKS = [
    ("long_chain", lambda: str(long_chain())),
    ("trees", lambda: str(trees())),
    ("rings", lambda: str(rings())),
    ("old_graph", lambda: str(old_graph())),
    ("moved_between", lambda: str(moved_between())),
    ("wide", wide),
    ("shapes", lambda: str(shapes())),
    ("growing_lists", lambda: str(growing_lists())),
    ("large_list", lambda: str(large_list())),
    ("large_texts", large_texts),
    ("empty_things", lambda: str(empty_things())),
    ("words", lambda: str(words())),
    ("numbers", lambda: str(numbers())),
    ("sets", lambda: str(sets())),
    ("queue", lambda: str(queue())),
    ("growing_text", lambda: str(growing_text())),
    ("formatted", formatted),
    ("bytes_too", lambda: str(bytes_too())),
    ("floats", floats),
    ("sorting", sorting),
    ("mixed_tuples", lambda: str(mixed_tuples())),
    ("perhaps", lambda: str(perhaps())),
    ("generators", lambda: str(generators())),
    ("closures", lambda: str(closures())),
    ("methods", lambda: str(methods())),
    ("exceptions", lambda: str(exceptions())),
    ("deep_recursion", lambda: str(deep_recursion())),
    ("identity_keys", lambda: str(identity_keys())),
    ("hashes_stay", lambda: str(hashes_stay())),
    ("hashes_asked_late", lambda: str(hashes_asked_late())),
    ("prebuilt_hashes", lambda: str(prebuilt_hashes())),
    ("prebuilt_containers", lambda: str(prebuilt_containers())),
    ("shared_stay_shared", lambda: str(shared_stay_shared())),
]


# Exhaustion -------------------------------------------------------------------------------------------------------


def fill_with_objects() -> int:
    head: Node | None = None
    while True:
        head = Node(1, head)


def fill_a_list() -> int:
    items: list[int] = []
    while True:
        items.append(len(items))


def fill_with_texts() -> int:
    texts: list[str] = []
    while True:
        texts.append(str(len(texts)) * 50)


def double_a_text() -> int:
    text = "x"
    while True:
        text = text + text


def fill_a_dict() -> int:
    table: dict[int, list[int]] = {}
    while True:
        table[len(table)] = [1, 2, 3]


def ask_for_too_much() -> int:
    return len([0] * (1 << 40))


KINDS = {
    "objects": fill_with_objects,
    "list": fill_a_list,
    "texts": fill_with_texts,
    "text": double_a_text,
    "dict": fill_a_dict,
    "impossible": ask_for_too_much,
}


def survive() -> None:
    kept = [Thing(i) for i in range(1000)]
    seen = set(kept)
    for kind in KINDS:
        for attempt in range(2):
            try:
                KINDS[kind]()
            except MemoryError:
                print(kind, attempt, "MemoryError", len([thing for thing in kept if thing in seen]))
    print(long_chain(), trees(), words())


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what == "exhaust":
        KINDS[sys.argv[2]]()
    elif what == "survive":
        survive()
    else:
        for name, check in CHECKS:
            if what == "" or name in sys.argv:
                print(name + ":", check())


if __name__ == "__main__":
    main()
