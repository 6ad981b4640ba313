# Numbers of several kinds through the library: formatting, math, heaps, sorting, containers.


import bisect
import copy
import functools
import heapq
import itertools
import math
import random
import struct
from collections import Counter, OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field
from enum import Enum


@dataclass(order=True)
class Score:
    value: float = 0
    weight: float = 1
    tags: list = field(default_factory=list)


class Level(Enum):
    LOW = 0
    MID = 0.5
    HIGH = 1


Point = namedtuple("Point", "x y")


def pick(i):
    return [1, 0.5, True, 7][i]


def gen(n):
    for i in range(n):
        if i % 2:
            yield i / 2
        else:
            yield i


def mean(*xs):
    return sum(xs) / len(xs)


def kw(a=0, *, b=1, **rest):
    return a + b + sum(rest.values())


@functools.lru_cache(maxsize=None)
def cached(x):
    return x * 2


def main():
    xs = [pick(i) for i in range(4)]
    print(xs, Score(), Score(1, 2), Score(1) < Score(0.5), Score(0.5) == Score(0.5, 1.0))
    print([m.value for m in Level], Level.MID.value + 1, Level(0.5).name)
    p = Point(1, 2.5)
    q = Point(0.5, 2)
    print(p, q, p.x + q.x, p._replace(x=3), tuple(p), [p.x, q.x])
    print(list(gen(5)), sum(gen(5)), max(gen(5)), sorted(gen(5), reverse=True), list(enumerate(gen(3))), list(zip(gen(3), xs)))
    print(mean(1, 2), mean(1, 2.5), kw(), kw(1.5), kw(1, b=0.5), kw(1, b=2, c=0.5))
    h = []
    for x in [3, 1.5, 2]:
        heapq.heappush(h, x)
    print(h, heapq.heappop(h), heapq.nlargest(2, xs), heapq.nsmallest(2, xs))
    s = [1, 1.5, 4]
    bisect.insort(s, 2)
    print(s, bisect.bisect(s, 1.7), bisect.bisect_left(s, 2))
    print(list(itertools.accumulate([1, 0.5, 2])), functools.reduce(lambda a, b: a * b, [1, 0.5, 4]), list(itertools.chain([1], [0.5])))
    c = Counter()
    c["a"] += 1
    d = defaultdict(float)
    d["k"] += 1
    e = defaultdict(int)
    e["k"] += 0.5
    e["j"] += 1
    o = OrderedDict()
    o["a"] = 1
    o["b"] = 1.5
    print(c, dict(d), dict(e), dict(o), sum(e.values()))
    r = random.Random(1)
    print(r.choice([1, 0.5, 2]), r.uniform(0, pick(1)), r.randint(0, 5), r.random() < pick(0))
    for x in xs:
        print(f"{x:.2f} {x:>6} {x:<6}| {x:^7} {x!r} {x:g} {x:e} {x:.1%} {x:8.3f} {x:+}")
        print("%s %r %d %.1f %g %5.2f %i %e" % (x, x, x, x, x, x, x, x), "{:.3f} {} {:>5}".format(x, x, x), str(x).zfill(4))
        print(math.sqrt(x), math.floor(x), math.ceil(x), math.exp(0 * x), math.sin(x) == math.sin(float(x)), math.isfinite(x), math.pow(x, 2), math.hypot(x, 1), math.atan2(x, 1), math.fabs(x), math.copysign(x, -1), math.fmod(x, 2), math.trunc(x), math.log(x), math.degrees(0 * x))
        print(int(x), float(x), bool(x), complex_free(x), round(x), round(x, 1), abs(-x), divmod(x, 2), pow(x, 2), hash(x) == hash(float(x)))
        print(x + 1, x - 1, x * 2, x / 2, x // 2, x % 2, x ** 2, -x, +x, x == 1, x != 1, x < 1, x <= 1, x > 1, x >= 1, not x, x and 5, x or 5, x is None)
    print(cached(1), cached(0.5), cached(True))
    print(struct.pack("<d", pick(1)).hex(), struct.pack("<d", pick(0)).hex(), struct.pack("<f", xs[3]).hex())
    t = copy.copy(xs)
    t.reverse()
    t[0] = 0.25
    t.extend([1, 2])
    t += [0.5]
    t.insert(0, 9)
    print(t, t.pop(), t[-1], t[1:3], t * 2, t.index(0.5), t.count(1), 1.0 in t, t == xs, t + [3], min(t), max(t), len(t))
    t.remove(0.5)
    del t[0]
    t.sort()
    print(t, t[::2], [*t, 1], (*t,), any(t), all(t), list(map(str, t)), list(filter(None, t)), " ".join(map(str, t)))
    a, *b = t
    print(a, b)
    m = [[1, 0.5], [0, 2]]
    print([list(col) for col in zip(*m)], [sum(row) for row in m], sum(map(sum, m)), max(map(max, m)))
    print({x: i for i, x in enumerate(t)}, {x for x in [1, 1.0, True]}, {1: "a", 0.5: "b"}[0.5], set([1, 0.5]) & {0.5}, frozenset([1, 1.5]) == {1.5, 1})
    z = 1
    z += 0.5
    z *= 2
    z -= 1
    z //= 1
    print(z)
    w = 10
    for _ in range(3):
        w = w / 2 if w % 2 else w // 2
    print(w, w is w, [w] == [w], (w, 1) < (w, 2), {"k": w})
    try:
        print("%d" % "x" if w > 100 else "%x" % int(w), 5 // (w - w))
    except ZeroDivisionError as err:
        print(err)
    try:
        print(1 / (xs[0] - 1))
    except ZeroDivisionError as err:
        print(err)
    try:
        print(xs[1] % (xs[0] - 1))
    except ZeroDivisionError as err:
        print(err)
    print(float(str(xs[1])), int(str(xs[0])), eq(1, 1.0), eq(0.5, 1), (1).bit_length())
    v = xs[1]
    print(v.is_integer(), (4 if w > 100 else 2.0).is_integer())


def eq(a, b):
    return a == b


def complex_free(x):
    return x * x - x


if __name__ == "__main__":
    main()
