"""copy.copy of instances: attributes are shared, assignments are not; subclasses, slots, unset attributes, hooks.

Instances that may be None are compared by `__eq__`, also inside containers.
"""

import copy
from dataclasses import dataclass, field


class Shape:
    count = 0
    unit = "cm"

    def __init__(self, name):
        self.name = name
        self.points = []

    def label(self):
        return self.name


class Circle(Shape):
    def __init__(self, name, radius):
        super().__init__(name)
        self.radius = radius

    def label(self):
        return "%s of %s" % (self.name, self.radius)


class Late:
    def __init__(self, full):
        if full:
            self.value = 3.5

    def text(self):
        try:
            return str(self.value)
        except AttributeError as error:
            return str(error)


class Slots:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Own:
    def __init__(self, n):
        self.n = n

    def __copy__(self):
        return Own(self.n + 1)


@dataclass
class State:
    turn: int
    board: list = field(default_factory=list)
    last: "State | None" = None


@dataclass(frozen=True)
class Pair:
    x: int
    y: int


class Node:
    def __init__(self, value, follower):
        self.value = value
        self.follower = follower


class Equal:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, Equal) and self.n == other.n


def equal_or_none(n):
    return Equal(n) if n > 0 else None


def equality():
    for a in range(3):
        for b in range(3):
            x, y = equal_or_none(a), equal_or_none(b)
            print(x == y, (1, x) == (1, y), [x] == [y], x != y, x in [y], {1: x} == {1: y}, x == Equal(a))


def main():
    for shape in [Shape("square"), Circle("round", 2)]:
        other = copy.copy(shape)
        other.name = "other"
        other.points.append(1)
        other.count += 1
        print(shape.label(), other.label(), shape.points is other.points, shape.count, other.count, other.unit)
        print(type(other) is type(shape), other is shape, isinstance(other, Circle))
    print(copy.copy(Late(True)).text(), copy.copy(Late(False)).text())
    slots = copy.copy(Slots(1, "y"))
    print(slots.x, slots.y, copy.copy(Own(4)).n)
    state = State(1, [1, 2])
    after = copy.copy(state)
    after.turn += 1
    after.board = after.board + [3]
    after.last = state
    print(state, after, copy.copy(Pair(1, 2)), copy.copy(state) == state)
    node = Node(1, Node(2, None))
    head = copy.copy(node)
    print(head.follower is node.follower, copy.copy(head.follower).follower)


main()
equality()
