"""Star calls with lists, functions of any number of arguments, zip(*rows)."""

from collections import namedtuple
import itertools
import os.path

Point = namedtuple("Point", "x y z")


def f(*args):
    return sum(args)


def g(first, *rest, sep="-"):
    return first + sep + sep.join(str(r) for r in rest)


def h(a, b=2, c=3):
    return a * 100 + b * 10 + c


class C:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def total(self, *more):
        return self.a + self.b + sum(more)


class D(C):
    def total(self, *more):
        return len(more)


def trial(function, items):
    try:
        print(function(*items))
    except TypeError as e:
        print("TypeError:", e)


def log(*args, **kw):
    return len(args)


def forward(*args):
    return f(*args)


def noisy(n):
    for i in range(n):
        print("making", i)
        yield i


def stars():
    """All items are made before the function does anything."""
    print(*noisy(3))
    print("a", *noisy(2), sep="-", end="!\n")
    print(*(x + 1 for x in noisy(2)))
    print(max(*noisy(3)), "%d %d" % (*noisy(2),))


if __name__ == "__main__":
    print(f(1), f(1, 2), f(1, 2, 3), f())
    data = [1, 2, 3, 4]
    print(f(*data), f(7, *data), forward(1, 2), forward(*data))
    print(g("a"), g("a", 1), g("b", 1, 2), g("c", *data, sep="+"))
    words = "x y z".split()
    print(g(*words), g(*words, sep=""))
    for n in range(5):
        items = list(range(1, n + 1))
        trial(h, items)
        try:
            c = C(*items)
            print(c.a, c.b, c.total(*items), c.total(), c.total(5, 6))
        except TypeError as e:
            print("TypeError:", e)
        try:
            print(Point(*items))
        except TypeError as e:
            print("TypeError:", e)
    print(D(1, 2).total(*data), [c.total(1) for c in [C(1, 1), D(1, 1)]], [c.total(*data) for c in [C(1, 1), D(1, 1)]])
    rows = [[1, 2, 3], [4, 5, 6]]
    for column in zip(*rows):
        print(column, sum(column))
    print([list(c) for c in zip(*rows[::-1])])
    print(["".join(c) for c in zip(*["abc", "def"])])
    it = iter("abcdef")
    print([a + b for a, b in zip(*[it] * 2)])
    print(list(itertools.chain(*rows)), list(itertools.product(*rows))[:4])
    print(max(*data), min(*data), set.union(*[{1}, {2}]), set.intersection(*[{1, 2}, {2, 3}]))
    print({1}.union(*[{2}, {3}]), os.path.join(*words), list(map(lambda a, b: a * b, *rows)))
    pairs = [(1, "a"), (2, "b")]
    numbers, letters = zip(*pairs)
    print(numbers, letters)
    empty = pairs[:0]
    try:
        numbers, letters = zip(*empty)
    except ValueError as e:
        print(e)
    print(log(1, "a"), log("a", 2.5), log(*words))
    print("%s, %s" % tuple(words[:2]), "{}-{}".format(*words))
    stars()
