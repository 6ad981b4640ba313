# Numbers that meet: shortest paths from infinity, matching by class, TypeErrors with the types at run time.


import math
from dataclasses import dataclass

counter = 0
best_seen = None


def bump(x):
    global counter, best_seen
    counter += x
    if best_seen is None or x > best_seen:
        best_seen = x


def shortest(graph, start):
    dist = {n: float("inf") for n in graph}
    dist[start] = 0
    todo = list(graph)
    while todo:
        u = min(todo, key=lambda n: dist[n])
        todo.remove(u)
        for v, w in graph[u]:
            if dist[u] + w < dist[v]:
                dist[v] = dist[u] + w
    return dist


def floyd(n, edges):
    d = [[math.inf] * n for _ in range(n)]
    for i in range(n):
        d[i][i] = 0
    for a, b, w in edges:
        d[a][b] = w
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


def minimum(xs):
    lo = float("inf")
    hi = -math.inf
    for x in xs:
        lo = min(lo, x)
        if x > hi:
            hi = x
    return lo, hi


def kind(x):
    match x:
        case bool():
            return "bool"
        case int():
            return "int"
        case float():
            return "float"
    return "?"


def const(x):
    match x:
        case 0:
            return "zero"
        case 0.5:
            return "half"
        case _:
            return "other"


def accumulate():
    total = 0

    def add(x):
        nonlocal total
        total += x
        return total

    return add


def collatz_avg(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps if steps > 5 else steps / 2


def knapsack(items, cap):
    dp = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1):
            dp[c] = max(dp[c], dp[c - w] + v)
    return dp


def fact(n):
    return 1 if n == 0 else n * fact(n - 1)


def total_of(*args, **kw):
    return sum(args) + sum(kw.values())


@dataclass
class Body:
    mass: float
    x: float = 0
    vx: float = 0

    def step(self, dt):
        self.x += self.vx * dt


class Temperature:
    def __init__(self, c=0):
        self._c = c

    @property
    def f(self):
        return self._c * 9 / 5 + 32

    @property
    def c(self):
        return self._c

    @c.setter
    def c(self, v):
        if v < -273.15:
            raise ValueError("too cold")
        self._c = v


class Num:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        return Num(self.v + (o.v if isinstance(o, Num) else o))

    __radd__ = __add__

    def __lt__(self, o):
        return self.v < o.v

    def __float__(self):
        return float(self.v)

    def __repr__(self):
        return f"Num({self.v})"


def main():
    bump(2)
    bump(0.5)
    print(counter, best_seen)
    print(shortest({"a": [("b", 2), ("c", 7)], "b": [("c", 3)], "c": [], "d": []}, "a"))
    print(floyd(3, [(0, 1, 4), (1, 2, 1)]))
    print(minimum([3, 1, 2]), minimum([]), minimum([0.5, 2]))
    print([kind(v) for v in (1, 2.5, True)], [const(v) for v in (0, 0.5, 0.0, 1, False)])
    add = accumulate()
    print(add(1), add(0.5), add(True))
    print([collatz_avg(n) for n in (1, 2, 6, 7)], knapsack([(1, 1.5), (2, 2)], 4), fact(5))
    print(total_of(1, 2.5), total_of(), total_of(1, a=0.5), total_of(*[1, 2], **{"z": 3}))
    b = Body(1)
    b.step(0.1)
    c = Body(2, vx=3)
    c.step(1)
    print(b, c, b.x == c.x, [q.mass for q in (b, c)])
    t = Temperature()
    print(t.f, t.c)
    t.c = 36.6
    print(t.f, t.c, t.c > 36)
    try:
        t.c = -300
    except ValueError as e:
        print(e)
    print(Num(1) + Num(0.5), Num(1) + 2, 0.5 + Num(1), max(Num(1), Num(2.5)), float(Num(1)), sorted([Num(2), Num(1.5)]))
    d = {"a": 1, "b": 2}
    for k in d:
        d[k] /= 4
    print(d)
    e = {"n": 0}
    e["n"] += 1.5
    e["n"] -= 1
    print(e, 0 < e["n"] < 1, e["n"] == 0.5 == 1 / 2)
    if (v := e["n"] * 2) > 0.5:
        print(v)
    x = 1
    for _ in range(5):
        x *= 1.5 if x < 3 else 2
    print(x)
    y = 100
    y -= y * 0.1
    y = round(y)
    print(y)
    z = [0, 0.0, False, 1, 1.0, True]
    print(z, len(set(z)), z.count(0), z.index(1), sorted(z), {k: i for i, k in enumerate(z)})
    print(all(0 <= q <= 1 for q in z), any(q > 0.5 for q in z), sum(q > 0 for q in z), min(z), max(z))
    inf = math.inf
    best = inf
    for q in (5, 3, 4):
        if q < best:
            best = q
    print(best, best == 3, best * 2, [best] * 2, "%d" % best, f"{best:04d}" if best != inf else "none")
    prices = {"apple": 1, "pear": 0.75}
    cart = [("apple", 2), ("pear", 4)]
    print(sum(prices[n] * q for n, q in cart), {n: prices[n] * q for n, q in cart})
    grades = [90, 85.5, 77]
    print(sum(grades) / len(grades), max(grades), "A" if grades[0] >= 90 else "B", [g >= 80 for g in grades])
    w = 7
    w = w / 2
    w = int(w)
    print(w, w // 2, "x" * w, list(range(w)))
    neg = -1 if w > 2 else -0.5
    print(abs(neg), -neg, neg ** 2, 2 ** neg, +neg, neg * -1, divmod(7, 2), 7 % -neg)
    errors()



def pick(i):
    return [1, 0.5, True, None][i]


def errors():
    for i in range(4):
        for j in range(4):
            a = pick(i)
            b = pick(j)
            for op in range(4):
                try:
                    if op == 0:
                        print(a ^ b)
                    elif op == 1:
                        print(a << b)
                    elif op == 2:
                        print(a + b)
                    else:
                        print(a < b, a == b)
                except TypeError as e:
                    print(i, j, e)


if __name__ == "__main__":
    main()
