# Numbers that may be None: in attributes, containers, defaults, results.


from dataclasses import dataclass
from typing import Optional


@dataclass
class Item:
    name: str
    price: Optional[float] = None
    count: Optional[int] = None
    flag: Optional[bool] = None


class Cache:
    def __init__(self, limit=None):
        self.limit = limit
        self.hits = None
        self.data = {}

    def get(self, k, default=None):
        return self.data.get(k, default)

    def put(self, k, v):
        self.data[k] = v
        if self.hits is None:
            self.hits = 0
        self.hits += 1


def find(xs, x):
    for i, y in enumerate(xs):
        if y == x:
            return i
    return None


def forgotten(n):
    if n > 2:
        return n * 2


def best_of(xs):
    best = None
    for x in xs:
        if best is None or x > best:
            best = x
    return best


def avg(xs):
    if not xs:
        return
    return sum(xs) / len(xs)


def opt_sum(a=None, b=None):
    total = 0
    if a:
        total += a
    if b is not None:
        total += b
    return total


def main():
    items = [Item("a", 1.5, 2, True), Item("b"), Item("c", None, 0, False)]
    for it in items:
        print(it, it.price, it.count, it.flag)
        if it.price is not None and it.count:
            print(it.price * it.count)
        if it.flag:
            print("flagged")
        print(it.count or 7, it.price or 0.5, it.count is None, it.count == 0, it.flag is False)
    print(items[0] == Item("a", 1.5, 2, True), items[0] == items[1], items[1] == Item("b"))
    c = Cache()
    d = Cache(3)
    c.put("x", 1)
    c.put("y", None)
    print(c.get("x"), c.get("y"), c.get("z"), c.get("z", 5), c.hits, d.hits, c.limit, d.limit, c.data)
    if d.limit is not None and d.limit > 2:
        print("big", d.limit + 1, d.limit - 1, -d.limit)
    i = find([3, 4], 4)
    print(i, find([], 1), i is not None, i == 1, i != None)
    if i:
        print([10, 20][i], "ab"[i], [1] * i, range(i), "%d" % i, f"{i:03d}")
    print(forgotten(1), forgotten(5), [forgotten(n) for n in range(5)])
    print(best_of([]), best_of([3, 1]), best_of([2.5, 9.5]), best_of(["p", "q"]), best_of([(1, 2), (0, 5)]))
    print(avg([]), avg([1, 2]), opt_sum(), opt_sum(1), opt_sum(None, 2), opt_sum(0, 0), opt_sum(b=3))
    grid = [[None] * 3 for _ in range(2)]
    grid[0][1] = 5
    grid[1][2] = 0
    print(grid, [[v for v in row if v is not None] for row in grid])
    memo = [None] * 10

    def fib(n):
        if memo[n] is not None:
            return memo[n]
        r = n if n < 2 else fib(n - 1) + fib(n - 2)
        memo[n] = r
        return r

    print(fib(9), memo)
    table = {"a": 1, "b": None}
    for k in table:
        v = table[k]
        print(k, v, v is None, type(v).__name__ if v is None else "int")
    total = 0
    for k, v in table.items():
        if v is not None:
            total += v
    print(total, table.get("q"), (table.get("a") or 0) + 1, max(x for x in table.values() if x is not None))
    prev = None
    for x in [1, 1, 2, None, 2]:
        if x != prev:
            print("change", prev, x)
        prev = x
    lo, hi = None, None
    for x in [3, 1, 2]:
        lo = x if lo is None else min(lo, x)
        hi = x if hi is None else max(hi, x)
    print(lo, hi, (lo, hi), lo < hi, [lo, hi], {lo: hi})
    s = {None, 1, 2}
    print(None in s, 1 in s, len(s))
    print(sorted([x for x in [3, None, 1] if x is not None]), [x or 0 for x in [3, None, 1]])
    try:
        y = forgotten(0)
        print(y + 1)
    except TypeError as e:
        print(e)
    try:
        print(forgotten(0) < 3)
    except TypeError as e:
        print(e)
    z = None
    for step in range(3):
        if step == 1:
            z = 0.5
        print("z", z, z is None, z == 0.5, bool(z), not z, str(z), repr(z), f"{z}", "%s" % z)
    u = int(z) if z is not None else -1
    print(u)


if __name__ == "__main__":
    main()
