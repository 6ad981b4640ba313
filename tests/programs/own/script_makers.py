import re
from collections import namedtuple
from functools import lru_cache, partial
from operator import itemgetter
from enum import Enum
import struct
Point = namedtuple("Point", "x y")
p = Point(1, 2)
print(p, p.x + p.y, p._replace(x=5))
PATTERN = re.compile(r"(\d+)-(\d+)")
for text in ["1-2", "x", "30-40"]:
    m = PATTERN.match(text)
    if m:
        print(m.group(1), m.group(2))
def find(t): return PATTERN.sub("#", t)
print(find("a 1-2 b 3-4"))
def slow(n): return n if n < 2 else fast(n - 1) + fast(n - 2)
fast = lru_cache(maxsize=None)(slow)
print(fast(40))
by_y = itemgetter(1)
print(sorted([(1, 5), (2, 3)], key=by_y))
HEADER = struct.Struct("<HI")
data = HEADER.pack(1, 2)
print(data, HEADER.size)
def power(a, b): return a ** b
square = partial(power, b=2)
print(square(9))
origin = Point(0, 0)
def is_origin(q=origin): return q == Point(0, 0)
print(is_origin(), is_origin(p))
