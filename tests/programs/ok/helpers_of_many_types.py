# Small helpers called with unrelated types get a copy per type.


def swap(items, i, j):
    items[i], items[j] = items[j], items[i]


def first(xs):
    return xs[0]


def show(x):
    print("value", x)


def maximum(xs, key):
    best = xs[0]
    for x in xs:
        if key(x) > key(best):
            best = x
    return best


def chunks(xs, n):
    for i in range(0, len(xs), n):
        yield xs[i:i + n]


def flatten(xss):
    out = []
    for xs in xss:
        out.extend(xs)
    return out


def group(pairs):
    table = {}
    for k, v in pairs:
        table.setdefault(k, []).append(v)
    return table


def identity(x):
    return x


def apply(f, x):
    return f(x)


def depth(x, n):
    if n == 0:
        return x
    return depth(x, n - 1)


def memoize(f):
    cache = {}

    def inner(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]

    return inner


def insert_sorted(xs, x):
    i = 0
    while i < len(xs) and xs[i] < x:
        i += 1
    xs.insert(i, x)


class Printer:
    def __init__(self):
        self.lines = 0

    def show(self, x):
        self.lines += 1
        print(self.lines, x)


def main():
    a = [1, 2, 3]
    b = ["x", "y", "z"]
    swap(a, 0, 2)
    swap(b, 0, 1)
    print(a, b, first(a), first(b), first([2.5]))
    show(1)
    show("s")
    show([1, 2])
    show((1, "x"))
    show(None)
    print(maximum([3, 1, 4], lambda v: -v), maximum(["a", "ccc", "bb"], len))
    print(list(chunks([1, 2, 3], 2)), list(chunks("abcde", 2)), list(chunks(["p", "q"], 1)))
    print(flatten([[1], [2, 3]]), flatten([["a"], ["b"]]), flatten(["ab", "c"]))
    print(group([(1, "a"), (1, "b")]), group([("k", 1.5), ("l", 2.5)]))
    print(identity(3) + 1, identity("s") + "t", identity(None))
    print(apply(len, "abc"), apply(str, 5), apply(lambda q: q + 1, 4))
    print(depth(3, 2), depth("deep", 2))
    fib = memoize(lambda n: n * 2)
    up = memoize(lambda s: s.upper())
    print(fib(3), fib(3), up("u"), up("u"))
    c = []
    d = []
    for n in (3, 1, 2):
        insert_sorted(c, n)
        insert_sorted(d, str(n))
    print(c, d)
    p = Printer()
    p.show(1)
    p.show("two")


if __name__ == "__main__":
    main()
