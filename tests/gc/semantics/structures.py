"""Graphs of objects: chains, trees, rings; old objects that are changed; objects with many fields."""

from __future__ import annotations

import gc

from objects import Node, Thing, along, chain, garbage, mixed, random


class Tree:
    def __init__(self, depth: int) -> None:
        self.left: Tree | None = None
        self.right: Tree | None = None
        self.depth = depth


class Ring:
    def __init__(self, size: int) -> None:
        self.before: Ring = self
        self.after: Ring = self
        self.load = [size] * 3


class Shape:
    def grown(self, by: int) -> Shape:
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


def long_chain(n: int) -> int:
    head = chain(5 * n)
    garbage(n)
    return along(head)


def deep_list(n: int) -> int:
    """A chain so long (with n = 10000: a million objects) that a collector that recurs does not survive it."""
    head = chain(100 * n if n >= 100 else 8 * n)
    gc.collect()
    found = along(head)
    head = None
    gc.collect()
    return found


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


def trees(n: int) -> int:
    kept = build(4)
    total = 0
    for i in range(n):
        total = mixed(total, weight(build(i % 5)))
    return total + weight(kept)


def mirrored(tree: Tree) -> Tree:
    fresh = Tree(tree.depth)
    if tree.left is not None:
        fresh.right = mirrored(tree.left)
    if tree.right is not None:
        fresh.left = mirrored(tree.right)
    return fresh


def rebuilt_trees(n: int) -> int:
    tree = build(3)
    for i in range(n // 2):
        tree = mirrored(tree)
        tree.left = build(i % 3)
    return weight(tree)


def rings(n: int) -> int:
    """Garbage in cycles."""
    total = 0
    for i in range(2 * n):
        first, second = Ring(i), Ring(i + 1)
        first.after = first.before = second
        second.after = second.before = first
        total += len(first.after.after.load) + second.before.load[2]
    return total


def one_ring(n: int) -> int:
    """A ring that objects are put into and taken from, in both directions."""
    head = Ring(0)
    for i in range(3 * n):
        fresh = Ring(i)
        fresh.before, fresh.after = head, head.after
        head.after.before = fresh
        head.after = fresh
        if i % 3 == 2:
            old = head.before
            old.before.after, old.after.before = head, old.before
    total, at = 0, head.after
    while at is not head:
        total = mixed(total, at.load[1])
        at = at.after
    return total


def itself(n: int) -> int:
    nodes = []
    for i in range(n):
        node = Node(i)
        node.following = node
        nodes.append(node)
    garbage(n)
    return sum([node.value for node in nodes if node.following is node])


def old_graph(n: int) -> int:
    """Old objects are changed again and again, while much is allocated: marking must not lose any."""
    nodes = [Node(i) for i in range(n)]
    state = 7
    for i in range(10 * n):
        state = random(state)
        at = state // 64 % n
        if i % 3 == 0:
            nodes[at] = Node(i, nodes[i % n])
        else:
            nodes[at].following = Node(i, nodes[(at + i) % n] if i % 5 else None)
    total = 0
    for first in nodes:
        total = mixed(total, first.value)
        if first.following is not None:
            total += first.following.value
    return total


def moved_between(n: int) -> int:
    """The only reference to an object wanders from one old object to another."""
    places: list[list[Node]] = [[] for _ in range(n)]
    for i in range(n):
        places[i].append(Node(i, Node(-i)))
    for i in range(8 * n):
        taken = places[i % n].pop()
        fresh = [Node(i, taken.following), Node(i + 1)]
        places[(i * 7 + 1) % n].append(taken)
        if not places[i % n]:
            places[i % n].append(fresh[i % 2])
    return sum([len(place) * 100 + sum([node.value for node in place]) for place in places])


def handed_on(n: int) -> int:
    """Of two old objects, one holds a chain; it goes over to the other, and back."""
    left, right = Node(0), Node(0)
    gc.collect()
    left.following = chain(n)
    for i in range(n):
        if i % 2:
            left.following, right.following = right.following, None
        else:
            right.following, left.following = left.following, None
        garbage(2)
    return along(left) + along(right)


def old_refers_to_young(n: int) -> int:
    old = Node(-1)
    gc.collect()
    total = 0
    for i in range(4 * n):
        old.following = Node(i, Node(i + 1))
        garbage(1)
        found = old.following
        assert found is not None and found.following is not None
        total = mixed(total, found.value + found.following.value)
    return total


def emptied_and_filled(n: int) -> int:
    """References are overwritten with None, and set again."""
    nodes: list[Node | None] = [Node(i) for i in range(n)]
    for round_ in range(3):
        for i in range(round_, n, 3):
            nodes[i] = None
        gc.collect()
        for i in range(n):
            if nodes[i] is None:
                nodes[i] = Node(100 * round_ + i)
    return sum([node.value * (i + 1) for i, node in enumerate(nodes) if node is not None])


def shapes(n: int) -> int:
    crowd: Shape = Crowd([Box(1), Crowd([Box(2), Box(3)]), Box(4)])
    for i in range(n):
        crowd = crowd.grown(i % 3)
    return crowd.area()


def shared(n: int) -> int:
    together = [0]
    holders = [(i, together) for i in range(n)]
    garbage(n)
    for _, items in holders:
        items[0] += 1
    return together[0] + len([1 for _, items in holders if items is together])


class Wide:
    """More fields than a word has bits; every other one is a reference."""

    def __init__(self, n: int) -> None:
        self.a0, self.b0, self.a1, self.b1, self.a2, self.b2 = Thing(n), n, Thing(n + 1), n, Thing(n + 2), n
        self.a3, self.b3, self.a4, self.b4, self.a5, self.b5 = Thing(n), n, Thing(n + 1), n, Thing(n + 2), n
        self.c0, self.d0, self.c1, self.d1, self.c2, self.d2 = [n], n, [n + 1], n, [n + 2], n
        self.c3, self.d3, self.c4, self.d4, self.c5, self.d5 = [n], n, [n + 1], n, [n + 2], n
        self.e0, self.f0, self.e1, self.f1, self.e2, self.f2 = str(n), n, str(n + 1), n, str(n + 2), n
        self.e3, self.f3, self.e4, self.f4, self.e5, self.f5 = str(n), n, str(n + 1), n, str(n + 2), n
        self.g0, self.h0, self.g1, self.h1, self.g2, self.h2 = Node(n), n, Node(n + 1), n, Node(n + 2), n
        self.g3, self.h3, self.g4, self.h4, self.g5, self.h5 = Node(n), n, Node(n + 1), n, Node(n + 2), n
        self.i0, self.j0, self.i1, self.j1, self.i2, self.j2 = (n, [n]), n, (n, [n]), n, (n, [n]), n
        self.i3, self.j3, self.i4, self.j4, self.i5, self.j5 = (n, [n]), n, (n, [n]), n, (n, [n]), n
        self.k0, self.l0, self.k1, self.l1, self.k2, self.l2 = {n: n}, n, {n: n}, n, {n: n}, n

    def total(self) -> int:
        things = self.a0.number + self.a2.number + self.a3.number + self.a5.number
        lists = self.c0[0] + self.c1[0] + self.c4[0] + self.c5[0]
        texts = len(self.e0 + self.e1 + self.e2 + self.e3 + self.e4 + self.e5)
        nodes = self.g0.value + self.g1.value + self.g4.value + self.g5.value
        others = self.i0[1][0] + self.i3[0] + self.i5[1][0] + len(self.k0) + len(self.k1) + self.k2[self.l2]
        return things + lists + texts + nodes + others + self.b0 + self.f3 + self.j5


def wide_objects(n: int) -> int:
    kept: list[Wide] = []
    total = 0
    for i in range(n // 2):
        made = Wide(i)
        if i % 4 == 0:
            kept.append(made)
        made.g4 = Node(i * i)
        total += made.total()
    gc.collect()
    for wide in kept:
        wide.a3 = Thing(3)
        wide.c5 = [wide.a3.number]
    garbage(n)
    return total + sum([wide.total() for wide in kept])


class Level0:
    def __init__(self, n: int) -> None:
        self.first = [n]


class Level1(Level0):
    def __init__(self, n: int) -> None:
        Level0.__init__(self, n)
        self.number = n
        self.second = [n + 1]


class Level2(Level1):
    def __init__(self, n: int) -> None:
        Level1.__init__(self, n)
        self.third = str(n)


def inherited_fields(n: int) -> int:
    made: list[Level0] = []
    for i in range(n):
        if i % 3 == 0:
            made.append(Level0(i))
        elif i % 3 == 1:
            made.append(Level1(i))
        else:
            made.append(Level2(i))
    garbage(n)
    total = 0
    for level in made:
        total += level.first[0]
        if isinstance(level, Level1):
            total += level.second[0] + level.number
        if isinstance(level, Level2):
            total += len(level.third)
    return total


CHECKS = [
    ("long_chain", long_chain),
    ("deep_list", deep_list),
    ("trees", trees),
    ("rebuilt_trees", rebuilt_trees),
    ("rings", rings),
    ("one_ring", one_ring),
    ("itself", itself),
    ("old_graph", old_graph),
    ("moved_between", moved_between),
    ("handed_on", handed_on),
    ("old_refers_to_young", old_refers_to_young),
    ("emptied_and_filled", emptied_and_filled),
    ("shapes", shapes),
    ("shared", shared),
    ("wide_objects", wide_objects),
    ("inherited_fields", inherited_fields),
]
