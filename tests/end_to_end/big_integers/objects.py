"""Integers of any size in attributes, closures, caches, enumerations, named tuples, and in errors."""

import sys
import struct
import operator
from functools import reduce, lru_cache
from collections import Counter, deque, namedtuple
from enum import Enum, IntEnum
from typing import NamedTuple, Optional

PREBUILT_SET = {1, 2 ** 70, 5, 2 ** 61 - 1}
PREBUILT_DICT = {1: "a", 2 ** 70: "b"}
PREBUILT_LIST = [(1, 2 ** 65), (2, 3)]
total = 0
Pair = namedtuple("Pair", "a b")

class Color(IntEnum):
    RED = 1
    HUGE = 2

class Kind(Enum):
    A = 2 ** 70
    B = 3

class Money:
    __slots__ = ("cents",)
    def __init__(self, cents):
        self.cents = cents
    def __add__(self, other):
        return Money(self.cents + other.cents)
    def __mul__(self, n):
        return Money(self.cents * n)
    def __eq__(self, other):
        return self.cents == other.cents
    def __hash__(self):
        return hash(self.cents)
    def __lt__(self, other):
        return self.cents < other.cents
    def __repr__(self):
        return f"Money({self.cents})"

class Vec(NamedTuple):
    x: int
    y: int
    def norm2(self):
        return self.x * self.x + self.y * self.y

def bump(n):
    global total
    total += n
    return total

def counter():
    count = 0
    def inc(by=1):
        nonlocal count
        count += by
        return count
    return inc

@lru_cache(maxsize=None)
def fibm(n):
    return n if n < 2 else fibm(n - 1) + fibm(n - 2)

def varargs(*args, **kw):
    return sum(args) + sum(kw.values())

def find(xs, x) -> Optional[int]:
    for i, y in enumerate(xs):
        if x == y:
            return i
    return None

def first_big(xs):
    best = None
    for x in xs:
        if best is None or x > best:
            best = x
    return best

def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))

def expmod(b, e, m):
    r = 1
    while e > 0:
        if e & 1:
            r = r * b % m
        b = b * b % m
        e >>= 1
    return r

def main():
    print(PREBUILT_SET, PREBUILT_DICT, PREBUILT_LIST, 2 ** 70 in PREBUILT_SET, PREBUILT_DICT[2 ** 70])
    PREBUILT_DICT[7] = "c"
    PREBUILT_SET.add(9)
    print(len(PREBUILT_SET), PREBUILT_DICT)
    for v in (1, 2 ** 62, 2 ** 80):
        print(bump(v))
    inc = counter()
    print([inc(), inc(2 ** 63), inc()])
    print(fibm(150), varargs(1, 2 ** 64, a=5), ack(2, 3), expmod(3, 10 ** 20, 10 ** 21 + 7))
    print(find([1, 2 ** 70, 3], 2 ** 70), find([1], 5), first_big([]), first_big([3, 2 ** 90, 4]))
    m = Money(2 ** 64)
    print(m + m, m * 3, m == Money(2 ** 64), {m: 1}, sorted([m * 2, m]), Money(1) < m)
    v = Vec(2 ** 40, 3)
    print(v, v.norm2(), v._replace(y=2 ** 70), Pair(1, 2 ** 66), Pair(1, 2 ** 66).b + 1)
    print(Color.RED + 2 ** 70, Kind.A.value + 1, Kind.B)
    c = Counter([1, 2 ** 70, 1])
    c[5] += 2 ** 80
    print(c.most_common(2), c[2 ** 70], sum(c.values()))
    d = deque([1, 2 ** 65], maxlen=3)
    d.append(5)
    d.append(2 ** 66)
    print(d, d[0], list(d)[1:])
    print(2 ** 70 in range(10), 5 in range(10), (2 ** 70) % 7 in b"\x01\x02", [2 ** 70, 1][2 ** 70 % 2], bytes([2 ** 70 % 256, 2 ** 9 >> 2]), bytearray(2 ** 3))
    print("%5.1f|%i|%c|%*d|%05d" % (2 ** 70, 2 ** 70, 2 ** 6, 2 ** 3, 5, 2 ** 66), "{:>{w}}".format(5, w=2 ** 3), "ab".ljust(2 ** 3) + "|", "x" * 2 ** 3, "a,b,c".split(",", 2 ** 0))
    print(reduce(lambda a, b: a * b, range(1, 25)), reduce(operator.add, [2 ** 62] * 4), list(map(lambda x: x * 2 ** 62, [1, 2, 3])), max([1, 2 ** 70], key=lambda x: -x), min(2 ** 70, 2.5))
    try:
        raise ValueError(2 ** 70)
    except ValueError as e:
        print(e, repr(e))
    try:
        print([1, 2, 3].index(2 ** 70))
    except ValueError as e:
        print(e)
    try:
        print({1: 2}[2 ** 70])
    except KeyError as e:
        print("KeyError", e)
    for text in ("12x", "", "1_000_000_000_000_000_000_000", " -7 ", "0x10"):
        try:
            print(int(text))
        except ValueError as e:
            print(e)
    for bad in (float("inf"), float("nan"), -1e300):
        try:
            print(int(bad))
        except (ValueError, OverflowError) as e:
            print(e)
    try:
        print(chr(2 ** 70))
    except (OverflowError, ValueError) as e:
        print(type(e).__name__)
    try:
        (2 ** 70).to_bytes(3, "big")
    except OverflowError as e:
        print(e)
    try:
        print(1 << -1)
    except ValueError as e:
        print(e)
    try:
        print(5 % (2 ** 70 - 2 ** 70))
    except ZeroDivisionError as e:
        print(e)
    try:
        print(5 / (2 ** 70 - 2 ** 70))
    except ZeroDivisionError as e:
        print(e)
    i = 0
    found = []
    while i < len(PREBUILT_LIST):
        a, b = PREBUILT_LIST[i]
        found.append(a * b)
        i += 1
    print(found, i)
    grid = [[0] * 3 for _ in range(3)]
    grid[1][2] += 2 ** 64
    grid[-1][0] = i
    print(grid, [sum(r) for r in grid])
    x, y = 2 ** 70, 3
    x, y = y, x
    print(x if x < y else y, x and y, not x, -y, +y, x == 3 == x, 1 < x < y)
    s = 0
    for k in range(10, -1, -3):
        s += k << 62
    print(s, s.bit_length(), str(s)[::-1], int(str(s)[::-1]))
    a = [3, 1, 2 ** 70]
    a.sort(key=lambda t: -t)
    a.insert(2 ** 1, 7)
    print(a, a.pop(2 ** 0), a[::2 ** 1], a[-(2 ** 0):], a.count(2 ** 70))
    del a[2 ** 0]
    print(a, sorted(PREBUILT_SET)[-1], 0x1_0000_0000_0000_0000_0000, 0b1 << 65)
    print(struct.pack("<I", 2 ** 31), hash(2 ** 61 - 1), hash(-(2 ** 61)), hash(2 ** 100), hash(-1), hash((1, 2 ** 70)) == hash((1, 2 ** 70)), round(2 ** 70 / 3, 2))
    return 0

if __name__ == "__main__":
    sys.exit(main())
