"""Iterables of different kinds in one variable: whatever is only iterated over, counted or searched."""


class Bag:
    def __init__(self, items=()):
        self.items = []
        for item in items:
            self.items.append(item)

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


class Counting:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        i = 0
        while i < self.n:
            yield i
            i += 1


class Holder:
    def __init__(self, values=None):
        self.values = values if values is not None else range(3)
        self.spare = range(0)

    def total(self):
        return sum(self.values)


def cells(n, a):
    return range(n) if a is None else a


def names(d, x, other):
    items = d.keys() if x else other
    return items


def walk(a, rev):
    it = reversed(a) if rev else iter(a)
    return [x * 2 for x in it]


def numbers(kind):
    if kind == "range":
        return range(4)
    elif kind == "list":
        return [9, 8]
    elif kind == "tuple":
        return (5, 6, 7)
    elif kind == "set":
        return {3}
    elif kind == "generator":
        return (i * i for i in range(4))
    elif kind == "values":
        return {1: 2, 3: 4}.values()
    elif kind == "bag":
        return Bag([1, 2])
    elif kind == "count":
        return Counting(2)
    elif kind == "bytes":
        return b"ab"
    return iter([7])


def gen(n):
    yield from range(n)


def main():
    print(list(cells(3, None)), list(cells(3, [5, 6])), len(cells(2, None)), cells(2, None), cells(1, [4]))
    d = {"a": 1, "b": 2}
    print(sorted(names(d, True, ["z"])), sorted(names(d, False, ["z", "y"])))
    print(len(names(d, True, ["q"])), "a" in names(d, True, ["q"]), "a" in names(d, False, ["q"]))
    print(walk([1, 2, 3], True), walk([1, 2, 3], False))
    for kind in ("range", "list", "tuple", "set", "generator", "values", "bag", "count", "bytes", "other"):
        total = 0
        for n in numbers(kind):
            total += n
        print(kind, total, list(numbers(kind)), tuple(numbers(kind)), sum(numbers(kind)), max(numbers(kind)),
              sorted(numbers(kind)), [str(n) for n in numbers(kind)], min(numbers(kind)), set(numbers(kind)))
        print(list(enumerate(numbers(kind))), list(zip(numbers(kind), "abcdef")), any(numbers(kind)), all(numbers(kind)),
              list(map(lambda v: v + 1, numbers(kind))), list(filter(lambda v: v > 1, numbers(kind))))
        first, *rest = numbers(kind)
        print(first, rest, [*numbers(kind), 100], {n: 1 for n in numbers(kind)}, 2 in numbers(kind))
    h = Holder()
    g = Holder([4, 5])
    print(h.total(), g.total(), h.values[1], g.values[1], h.values[-1], len(h.values), bool(h.spare), 4 in g.values)
    for bag in (Bag(), Bag([1]), Bag((1, 2)), Bag(range(3)), Bag(gen(4)), Bag({5: 1}.keys()), Bag({6})):
        print(len(bag), list(bag))


main()

