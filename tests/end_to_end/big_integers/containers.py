"""Integers of any size in containers, arithmetic at the edges of words, functions of the standard library."""

import math
import random
import sys
import itertools
import collections
import heapq
import bisect
from dataclasses import dataclass

BIG = 10 ** 30
TABLE = [1, 10 ** 25, -(2 ** 70), 5]
NAMES = {"a": 2 ** 64, "b": 7}
MIXED = (1, 2 ** 80)

@dataclass
class Point:
    x: int
    y: int = 2 ** 65

class Counter:
    total = 0
    def __init__(self, start=None):
        self.value = start
        self.history = []
    def add(self, n):
        if self.value is None:
            self.value = 0
        self.value += n
        self.history.append(self.value)
        Counter.total += n
        return self

def maybe(n):
    if n > 100:
        return n * BIG
    if n < 0:
        return None
    return 0

def gen(n):
    x = 1
    while n:
        x *= n
        n -= 1
        yield x

def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps

def lcg(seed, count):
    out = []
    state = seed
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        out.append(state >> 33)
    return out

def main():
    print(TABLE, NAMES, MIXED, BIG, TABLE[1] + 1, NAMES["a"] * 2, MIXED[1] - 1)
    p = Point(3)
    print(p, p.x + p.y, Point(1, 2) == Point(1, 2), Point(2 ** 70).x)
    c = Counter()
    print(c.value)
    c.add(5).add(2 ** 66).add(-1)
    print(c.value, c.history, Counter.total, c.value is None)
    for n in (-1, 50, 200):
        r = maybe(n)
        print(r, r is None, r == 0, bool(r), repr(r), [r])
        if r is not None:
            print(r + 1, r < 5)
    print(list(gen(25)))
    print(collatz(27), collatz(2 ** 70 + 1))
    print(lcg(42, 5))
    xs = [2 ** k for k in range(60, 70)]
    print(xs, sum(xs), max(xs), min(xs), sorted(xs, reverse=True)[:2], sum(x for x in xs), any(x > 2 ** 68 for x in xs))
    print([x % 1000 for x in xs], [x & 0xFF for x in xs], [x >> 60 for x in xs], [-x for x in xs][:3], [~x for x in xs][:3])
    print([x // -7 for x in xs][:4], [x % -7 for x in xs][:4], [divmod(-x, 7) for x in xs][:4], [x ^ (x - 1) for x in xs][:2], [x | 1 for x in xs][:3])
    d = {}
    for x in xs:
        d[x] = d.get(x, 0) + x
    print(d, 2 ** 65 in d, 3 in d, len(d))
    s = set(xs) | {1, 2, 3}
    print(len(s), 2 ** 62 in s, sorted(s)[:5], {1, 2 ** 61 - 1, 2 ** 61, 2 ** 62 - 1, 2 ** 62})
    e = collections.defaultdict(int)
    for i in range(70):
        e[i % 3] += 2 ** i
    print(dict(e))
    h = []
    for x in (5, 2 ** 70, -3, 2 ** 65):
        heapq.heappush(h, x)
    print([heapq.heappop(h) for _ in range(4)], bisect.bisect_left(xs, 2 ** 63))
    print(list(itertools.accumulate([2 ** 62, 2 ** 62, 2 ** 62])), list(itertools.islice(itertools.count(2 ** 63 - 1), 3)))
    print(list(zip(xs, range(3))), list(enumerate(xs[:2])), list(map(str, xs[:2])), list(reversed(xs))[:1], list(filter(None, [0, 2 ** 70])))
    print("%d|%5d|%x|%s|%r|%o" % (BIG, 7, BIG, BIG, BIG, BIG), f"{BIG:>40}|{BIG:,}|{BIG:e}|{BIG:#x}|{BIG!r:>35}|{7:05d}|{-BIG:+d}", "{:,d} {}".format(BIG, BIG), format(BIG, "b")[:10])
    print(BIG == 1e30, BIG < 1e31, BIG > float("inf"), 1e30 < BIG, BIG != 2.5, BIG + 0.5, BIG * 1e10, BIG / 7, 7 / BIG, BIG // 1e20, BIG ** 0.5, 2 ** -2, BIG - 0.0)
    print(int(1e20), int(-1e20), int("123456789012345678901234567890"), int("-5"), int(3.7), int(True), int("ff", 16), int(b"12"), float(BIG), bool(BIG))
    print(round(BIG, -28), round(15, -1), round(25, -1), round(2.5), round(1e25), round(1234.567, 1), math.floor(-1e20), math.ceil(1e20 + 0.5), math.trunc(-2.7))
    print(math.gcd(BIG, 10 ** 18, 6), math.lcm(BIG, 7), math.comb(80, 40), math.perm(30, 25), math.factorial(25), math.isqrt(BIG), math.prod(range(1, 30)), math.log10(BIG), math.log(BIG), math.log2(2 ** 100), math.sqrt(BIG))
    print(pow(3, 200), pow(3, 200, 10 ** 20), pow(2, -1, 10 ** 20 + 39), 7 ** 77 % 10 ** 15, (-3) ** 41, 0 ** 0, pow(2.0, 3))
    print(BIG.bit_length(), (5).bit_length(), BIG.bit_count(), BIG.to_bytes(16, "big"), (-BIG).to_bytes(16, "little", signed=True), int.from_bytes(b"\x01" * 12, "little"), int.from_bytes(b"\xff", "big", signed=True))
    print(1 << 100, (1 << 100) >> 98, -1 >> 200, 1 << 0, (2 ** 63) - 1, -(2 ** 63), 2 ** 63, -(2 ** 63) - 1, 9223372036854775807 + 1, -9223372036854775808 - 1, sys.maxsize + 1, abs(-2 ** 63), -(-2 ** 63))
    print(4611686018427387904 - 1, 4611686018427387903 + 1, -4611686018427387904 - 1, 4611686018427387904 * 2, 3037000500 * 3037000500, 4294967296 * 4294967296, -4611686018427387904 // -1)
    t = (BIG, 1)
    a, b = t
    print(t < (BIG, 2), t == (BIG, 1), a - b, hash(t) == hash((10 ** 30, 1)), max(t), t + (2 ** 90,))
    x = 1
    x <<= 70
    x += 1
    x *= 3
    x -= 2 ** 71
    x //= 5
    x %= 10 ** 18
    x |= 1
    x ^= 7
    x &= 2 ** 64 - 1
    x >>= 2
    x **= 3
    print(x)
    lst = [0] * 3
    lst[0] = BIG
    lst += [2 ** 64]
    print(lst, lst.index(BIG), lst.count(0), BIG in lst, lst[-1] - 1, lst == [BIG, 0, 0, 2 ** 64])
    random.seed(5)
    print(random.randint(1, 100), random.random(), random.choice(xs))
    print(isinstance(BIG, int), type(BIG) is int, type(x).__name__, callable(BIG))
    print(str(BIG).count("0"), len(str(3 ** 500)), chr(BIG % 26 + 65), "abc"[BIG % 3], list(range(BIG % 7, BIG % 7 + 3)))
    while True:
        x = x * x
        if x > 10 ** 200:
            break
    print(x)
    match x % 3:
        case 0:
            print("zero")
        case 1 | 2:
            print("other")
    assert x > BIG, "no"
    lam = lambda v: v * v + BIG
    print(lam(3), lam(BIG))

if __name__ == "__main__":
    main()
