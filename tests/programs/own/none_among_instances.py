"""None where an instance is compared, hashed or used by its special methods."""

from dataclasses import dataclass
from typing import Optional


@dataclass
class Node:
    value: int
    next: Optional["Node"] = None


@dataclass(frozen=True)
class Key:
    name: str
    parent: Optional["Key"] = None


class Careless:
    def __init__(self, a):
        self.a = a

    def __eq__(self, other):
        return self.a == other.a


def pick(i):
    return Careless(i) if i else None


def key(i):
    return Key("k") if i else None


def equality():
    print(
        Node(1, Node(2)) == Node(1, Node(2)),
        Node(1, Node(2)) == Node(1),
        Node(1) == Node(1),
        Node(1) != Node(1, Node(3)),
    )
    names = {Key("a"): 1, Key("a", Key("b")): 2}
    print(names[Key("a", Key("b"))], Key("a", Key("c")) in names, names[Key("a")])
    print({key(0): "none", key(1): "k"}[key(1)], len({key(0), key(1), key(0)}))
    print([key(0), key(1)].index(key(1)), key(1) in [key(0)], key(0) in [key(1), key(0)])
    for i in range(2):
        for j in range(2):
            try:
                print(i, j, pick(i) == pick(j), pick(i) != pick(j), (1, pick(i)) == (1, pick(j)))
            except AttributeError as e:
                print(i, j, e)


class V:
    def __init__(self, x):
        self._x = x

    @property
    def x(self):
        return self._x

    def __lt__(self, other):
        return self._x < other._x

    def __add__(self, other):
        return self._x + other._x

    def __getitem__(self, i):
        return self._x + i

    def __len__(self):
        return self._x

    def __call__(self, a):
        return a

    def __contains__(self, a):
        return a == self._x

    def __neg__(self):
        return -self._x

    def __iter__(self):
        return iter([1])

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


class W(V):
    def __lt__(self, other):
        return True


def pick_any(i):
    return V(1) if i == 1 else W(2) if i == 2 else None


def pick_v(i):
    return V(1) if i else None


def test(v):
    try:
        print(v.x)
    except AttributeError as e:
        print("A", e)
    except TypeError as e:
        print("T", e)
    try:
        print(v < V(3))
    except TypeError as e:
        print("T", e)
    try:
        print(v + V(3))
    except TypeError as e:
        print("T", e)
    try:
        print(v[3])
    except TypeError as e:
        print("T", e)
    try:
        print(len(v))
    except TypeError as e:
        print("T", e)
    try:
        print(v(4))
    except TypeError as e:
        print("T", e)
    try:
        print(3 in v)
    except TypeError as e:
        print("T", e)
    try:
        print(-v)
    except TypeError as e:
        print("T", e)
    try:
        for k in v:
            print(k)
    except TypeError as e:
        print("T", e)


def test_v(v):
    try:
        print(v.x)
    except AttributeError as e:
        print("A", e)
    try:
        print(v < V(3))
    except TypeError as e:
        print("T", e)


def special():
    for i in range(3):
        test(pick_any(i))
        test_v(pick_v(i))


class P:
    def __init__(self, a, n):
        self.t = (a, n)

    def __hash__(self):
        return hash(self.t)

    def __eq__(self, other):
        return self.t == other.t


def hashes():
    b = P(1, None)
    d = {b: 1, P(1, b): 2}
    print(d[P(1, None)], d[P(1, P(1, None))], hash(b) == hash(P(1, None)))


if __name__ == "__main__":
    equality()
    special()
    hashes()
