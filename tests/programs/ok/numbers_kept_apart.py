# An int that meets floats, and a bool that meets ints, keep their kind: what is printed shows it.


import math
import random


class Account:
    balance = 0

    def __init__(self, name, balance=0):
        self.name = name
        self.balance = balance
        self.rate = None
        self.limit = None

    def deposit(self, amount):
        self.balance += amount
        return self.balance

    def __repr__(self):
        return f"Account({self.name!r}, {self.balance})"


class Shape:
    def area(self):
        return 0


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return math.pi * self.r ** 2


class Square(Shape):
    def __init__(self, s):
        self.s = s

    def area(self):
        return self.s * self.s


def clamp(x, low=0, high=1):
    return max(low, min(x, high))


def maybe(n):
    if n == 0:
        return None
    if n == 1:
        return 1
    if n == 2:
        return 2.5
    return True


def parse(text):
    try:
        return int(text)
    except ValueError:
        return float(text)


def first(pairs, key, default=None):
    for k, v in pairs:
        if k == key:
            return v
    return default


def main():
    a = Account("ann")
    print(a, a.deposit(5), a.deposit(2.5), a)
    for s in [Shape(), Circle(1), Square(2), Square(1.5)]:
        print(s.area())
    print([clamp(x) for x in (-1, 0.25, 3)])
    for i in range(4):
        v = maybe(i)
        print(v, v is None, v == 1, v != 2.5, v is True)
        if v is not None:
            print(v + 1, v * 2, -v, abs(v), v > 1, round(v), int(v), float(v), f"{v:5}|{v:<6}|", "%s" % v)
        print(repr(v), str(v), bool(v), not v, [v])
    for t in ["1", "2.5", "-7", "1e3"]:
        n = parse(t)
        print(n, n + 1, n / 2, n // 2, n % 3, n ** 2, divmod(n, 2), math.floor(n), math.sqrt(abs(n)), math.ceil(n))
    table = {}
    for i, t in enumerate(["1", "2.5", "3"]):
        table[t] = parse(t)
    print(table, sum(table.values()), max(table.values()), sorted(table.values(), reverse=True))
    print(table["1"] == 1, table.get("9"), table.get("2.5"), table.get("1", 0))
    matrix = [[0] * 3 for _ in range(3)]
    matrix[1][1] = 2.5
    matrix[0][2] += 1
    for row in matrix:
        print(" ".join(str(c) for c in row), row)
    print([[1, 0.5], [0, 1]])
    xs = [3, 1.5, 2]
    xs.sort()
    xs.append(7)
    print(xs, 2 in xs, 1.5 in xs, 9 in xs, xs.index(2), xs.count(7), xs == [1.5, 2, 3, 7], min(xs), max(xs, key=lambda q: -q))
    total = 0
    total += 0.1
    total += 1
    print(total, "%.3f" % total, "{:.2f}".format(total), "{}".format(total))
    s = {1, 2.0, True, 3.5}
    print(len(s), 1 in s, 3.5 in s, 2 in s)
    x = 0
    while x < 1:
        x += 0.25
    print(x)
    x = 10
    while x > 1:
        x /= 2
    print(x)
    flags = [0, True, 1]
    print(flags, sum(flags), [not f for f in flags], [f & 1 for f in flags], [f << 2 for f in flags], ["ab"[f] for f in flags])
    print(first([("a", 1), ("b", 2.5)], "b"), first([("a", 1), ("b", 2.5)], "c"), first([("a", 1)], "a", 0.5))
    big = [2 ** 50, 0.5, -(2 ** 62), 2 ** 50]
    print(big, big[0] + 1, big[2] - 1, big[0] == big[3], big[0] is big[3], sorted(big))
    d = {0.5: "half", 1: "one", 2**60: "big"}
    print(d, d[1.0], d[2**60], 0.5 in d)
    try:
        print(big[1] << 1)
    except TypeError as e:
        print("TypeError", e)
    try:
        print([1, 2][xs[0]])
    except TypeError as e:
        print("TypeError", e)
    try:
        v = maybe(0)
        print(v + 1)
    except TypeError as e:
        print("TypeError", e)
    print(float("nan") in [1, float("nan")], [float("inf"), 1, float("-inf")], [-0.0, 0])
    t = (1, 2.5, "x")
    a, b, c = t
    print(a, b, c, t)
    q = 5 if len(xs) > 2 else 0.5
    print(q, isinstance(q, (int, float)), isinstance(q, bool))
    r = random.Random(3)
    print(r.uniform(xs[0], 2), time_of(0), time_of(5))


def time_of(n):
    result = 1 if n else 0.0
    return result


if __name__ == "__main__":
    main()
