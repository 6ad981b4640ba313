"""Sentinels made by object(): default arguments, marks in tables."""

_missing = object()


class Node:
    def __init__(self, v):
        self.v = v


DELETED = object()


def first(xs, default=_missing):
    for x in xs:
        return x
    if default is _missing:
        raise ValueError("empty")
    return default


def pick(d, k, default=_missing):
    try:
        return d[k]
    except KeyError:
        if default is _missing:
            raise
        return default


class Slots:
    def __init__(self):
        self.cells = [None] * 4

    def put(self, i, n):
        self.cells[i] = n

    def drop(self, i):
        self.cells[i] = DELETED

    def show(self):
        out = []
        for c in self.cells:
            if c is None:
                out.append("-")
            elif c is DELETED:
                out.append("x")
            else:
                out.append(str(c.v))
        return "".join(out)


def main():
    print(first([1, 2]), first([], 9), first(["x"]), first([], "q"))
    try:
        first([0][1:])
    except ValueError as e:
        print(e)
    print(pick({"a": 1}, "a"), pick({"a": 1}, "b", 5), pick({1: "x"}, 2, "none"))
    try:
        pick({"a": 1}, "z")
    except KeyError as e:
        print("key", e)
    s = Slots()
    s.put(1, Node(7))
    s.put(2, Node(8))
    s.drop(2)
    print(s.show())
    a = object()
    b = object()
    print(
        a is b,
        a == b,
        a is a,
        a != b,
        {a: 1, b: 2}[b],
        str(a).startswith("<object object at 0x"),
        isinstance(a, object),
        type(a).__name__,
    )
    m = {}
    m["n"] = Node(1)
    got = m.get("q", _missing)
    print(got is _missing, m.get("n", _missing) is _missing)


main()
