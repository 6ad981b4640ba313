"""Named tuples that hold others of their kind."""
from collections import namedtuple
from typing import NamedTuple, Optional

Pair = namedtuple("Pair", "head tail")


class Tree(NamedTuple):
    key: int
    left: Optional["Tree"] = None
    right: Optional["Tree"] = None

    def insert(self, key):
        if key < self.key:
            return Tree(self.key, Tree(key) if self.left is None else self.left.insert(key), self.right)
        return Tree(self.key, self.left, Tree(key) if self.right is None else self.right.insert(key))

    def walk(self):
        if self.left is not None:
            yield from self.left.walk()
        yield self.key
        if self.right is not None:
            yield from self.right.walk()

    @property
    def size(self):
        return 1 + (self.left.size if self.left else 0) + (self.right.size if self.right else 0)


class Shape(namedtuple("Shape", "name inner")):
    __slots__ = ()

    def depth(self):
        return 1 if self.inner is None else 1 + self.inner.depth()

    def __str__(self):
        return "%s(%s)" % (self.name, "" if self.inner is None else self.inner)


class Version(namedtuple("Version", "name number")):
    __slots__ = ()

    def __lt__(self, other):
        return self.number < other.number

    def __eq__(self, other):
        return self.number == other.number

    def __hash__(self):
        return hash(self.number)

    def __len__(self):
        return 17


ROOT = Tree(50, Tree(25), Tree(75))


def cons(*items):
    made = None
    for item in reversed(items):
        made = Pair(item, made)
    return made


def total(pair):
    n = 0
    while pair:
        head, tail = pair
        n += head
        pair = tail
    return n


def describe(tree):
    match tree:
        case Tree(key=k, left=None, right=None):
            return "leaf %d" % k
        case Tree(key=k):
            return "node %d" % k
        case _:
            return "nothing"


def main():
    numbers = cons(1, 2, 3)
    print(numbers, total(numbers))
    print(numbers == cons(1, 2, 3), numbers == cons(1, 2), numbers != cons(1, 2, 3), hash(numbers) == hash(cons(1, 2, 3)))
    print(numbers[0], numbers[1], numbers[-2], len(numbers), isinstance(numbers, tuple), isinstance(numbers, Pair))
    print(numbers.tail.tail.tail is None, numbers.tail.tail.head)
    tree = ROOT
    for key in (10, 30, 60, 90):
        tree = tree.insert(key)
    print(list(tree.walk()), tree.size, ROOT.size)
    print(ROOT)
    print(tree.left)
    print(describe(tree), describe(tree.left.left), describe(None))
    print(Tree(1) < Tree(2), Tree(1, Tree(0)) == Tree(1, Tree(0)), Tree(5) in [Tree(4), Tree(5)])
    print(Tree(key=3, right=Tree(4)), Tree._fields)
    seen = {Tree(1): "one", Tree(1, Tree(0)): "two"}
    print(seen[Tree(1, Tree(0))], Tree(2) in seen)
    s = Shape("a", Shape("b", Shape("c", None)))
    print(s, s.depth(), repr(s))
    print(sorted([Tree(3), Tree(1), Tree(2)], key=lambda t: t.key))
    print(sorted([Shape("z", None), Shape("a", s)]))
    try:
        print(Tree(1) < Tree(1, Tree(3)))
    except TypeError as e:
        print("error:", e)
    old, new = Version("old", 1), Version("new", 2)
    print(sorted([new, old]), new < old, old == Version("other", 1), {old: "found"}[Version("x", 1)], len(old), old[0])
    try:
        print(numbers.tail.tail.tail.head)
    except AttributeError as e:
        print("error:", e)


if __name__ == "__main__":
    main()
