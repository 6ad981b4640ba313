"""Orders and names of functions, generators and dicts in tuples; members of IntEnum; views as sets; repeated tuples."""

from enum import IntEnum
import heapq
import functools


class Level(IntEnum):
    LOW = 1
    HIGH = 3


def names(fs):
    for f in fs:
        print(f.__name__)


def timer(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        return fn(*args)
    return wrapper


@timer
def one(x): return x
@timer
def two(x): return x + 1
def three(x): return x + 2


def make():
    def a(x): return x
    def b(x): return -x
    return [a, b]


def rep(n, x):
    t = (0,) * n
    u = (x, x + 1) * n
    v = (x,) * 3
    w = n * (1.5,)
    return t, u, v, len(w), (1, 2) + t


print(-Level.LOW, +Level.HIGH, ~Level.LOW, sorted(Level, key=lambda l: -l))
names([one, two, three])
names(make())
print(rep(3, 4), rep(0, 1))
d = {"a": 1, "b": 2}
need = {"a"}
print(need <= d.keys(), d.keys() >= need, need < d.keys(), d.keys() <= {"a"}, d.keys() > d.keys(), d.keys() <= {"a": 1, "b": 3}.keys())
print({("a", 1)} <= d.items(), d.keys() == {"a", "b"}, need.issubset(d))
q = []
for i, p in enumerate([3, 1, 2]):
    heapq.heappush(q, (p, i, lambda: i, {"x": p}))
print([heapq.heappop(q)[:2] for _ in range(3)])


def gen(n):
    yield n


q2 = []
heapq.heappush(q2, (1, 0, gen(1)))
heapq.heappush(q2, (0, 1, gen(2)))
print(heapq.heappop(q2)[0])
try:
    print((1, gen) < (1, names))
except TypeError as e:
    print(e)
try:
    print((1, {"a": 1}) < (1, {"a": 2}))
except TypeError as e:
    print(e)
try:
    print((1, gen(1)) < (1, gen(2)))
except TypeError as e:
    print(e)
from collections import OrderedDict
try:
    print((1, OrderedDict(a=1)) < (1, OrderedDict(a=2)))
except TypeError as e:
    print(e)


def same(f, g):
    return f == g, f != g, f is g


print(same(one, two), same(one, one), same(gen, three))
print(gen == three, gen == gen, gen != three, IntEnum == Level)
fs = [gen, three, names]
print([f == three for f in fs], [three != f for f in fs], three in fs, fs.count(three))
cs = [Level, IntEnum]
print([c == Level for c in cs], [Level == c for c in cs])
