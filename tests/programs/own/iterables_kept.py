"""Iterables of different kinds in attributes and containers, changed through one name, with None, indexed."""


class Node:
    def __init__(self, value, children=()):
        self.value = value
        self.children = children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child


class Leaf:
    def __init__(self, value):
        self.value = value

    def __iter__(self):
        return iter([self.value])


class Table:
    default = range(2)

    def __init__(self, rows=None):
        self.rows = rows or self.default
        self.cache = {}

    def get(self, n):
        if n not in self.cache:
            self.cache[n] = range(n) if n % 2 else [n] * n
        return self.cache[n]


def shared(flag):
    items = [1, 2, 3] if flag else range(3)
    same = items
    if isinstance(items, list):
        items.append(4)
    else:
        print("a range", items.start, items.stop)
    return same


def text(x):
    return f"{x} {x!r} {str(x)}"


def pick(n):
    if n == 0:
        return None
    if n == 1:
        return range(2)
    if n == 2:
        return {"k": 1, "l": 2}
    return [7, 8]


def pick2(n):
    if n == 0:
        return None
    if n == 1:
        return range(2)
    return (5, 6, 7)


def joined(words, flag):
    seq = words if flag else (w.upper() for w in words)
    return ", ".join(seq)


def chars(flag):
    letters = "abc" if flag else ["x", "yy"]
    out = []
    for letter in letters:
        out.append(letter)
    return out, len(letters), letters[0], letters[-1], letters[0:2], "x" in letters


def step(n):
    it = iter(range(n)) if n % 2 else iter([10 * i for i in range(n)])
    total = 0
    while True:
        try:
            total += next(it)
        except StopIteration:
            return total


def mutate_through():
    base = [1, 2]
    view = base if len(base) else range(2)
    base.append(3)
    print(list(view), len(view), view[2])
    d = {1: "a"}
    keys = d.keys() if base else [0]
    d[5] = "b"
    print(list(keys), len(keys), 5 in keys)


def first(items, default=-1):
    for x in items:
        return x
    return default


def fails(k):
    v = pick2(k)
    return sum(v)


def unpack(flag):
    pair = (1, 2) if flag else [3, 4]
    a, b = pair
    x, *y = pair
    return a, b, x, y


def args(flag):
    values = (1, 2, 3) if flag else [4, 5, 6]
    print(*values)
    print(max(*values), list(zip(values, values)), dict(zip(values, "abc")))
    return [v for v in reversed(values)]


def compare(flag):
    x = [1, 2] if flag else (1, 2)
    print(x == [1, 2], x == (1, 2), x != [1, 2], [1, 2] == x, (1, 2) == x, x == x)


def slices(flag):
    x = [1, 2, 3, 4] if flag else (1, 2, 3)
    y = x[1:]
    print(y, len(y), x[:2], x[-1], x[1], x.index(2), x.count(3))


def main():
    tree = Node(1, [Node(2, (Leaf(3), Leaf(4))), Leaf(5)])
    print(list(tree))
    t, u = Table(), Table([5, 6])
    print(list(t.rows), list(u.rows), t.rows, u.rows, len(u.rows))
    for n in range(4):
        print(list(t.get(n)), t.get(n), t.get(n))
    print(list(shared(True)), list(shared(False)))
    print(text(pick2(1)), text(pick2(0)), text(pick2(2)))
    print(joined(["a", "b"], True), joined(["a", "b"], False))
    print(chars(True), chars(False))
    print(step(4), step(5))
    mutate_through()
    print(first([]), first(()), first(range(5, 9)), first({8}), first("ab", "?"))
    for k in (2, 1, 0):
        v = pick2(k)
        print(v is None, bool(v), not v, v == None, v != None, None == v)
        if v:
            print(v[0], len(v), v[-1])
        try:
            print(fails(k))
        except TypeError as e:
            print("TypeError", e)
        try:
            print(len(v))
        except TypeError as e:
            print("TypeError", e)
        try:
            print(v[5])
        except TypeError as e:
            print("TypeError", e)
        except IndexError as e:
            print("IndexError", e)
    print(unpack(True), unpack(False), args(True), args(False))
    compare(True)
    compare(False)
    slices(True)
    slices(False)


main()
