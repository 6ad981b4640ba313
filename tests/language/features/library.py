"""The standard library. Each function shows one feature: its docstring is the share of programs, and its name."""

import array
import bisect
import collections
import copy
import functools
import hashlib
import heapq
import io
import itertools
import json
import math
import operator
import os
import re
import string
import struct
import tempfile
import time
import zlib


def files():
    """27 open()"""
    path = os.path.join(tempfile.gettempdir(), "weft_feature_%d.txt" % os.getpid())
    with open(path, "w") as f:
        f.write("one\ntwo\n")
        print("three", file=f)
    with open(path) as f:
        for line in f:
            print(line.rstrip())
    print(open(path).read().split(), os.path.exists(path))
    os.remove(path)


def binary_files():
    """12 binary files"""
    path = os.path.join(tempfile.gettempdir(), "weft_feature_%d.bin" % os.getpid())
    with open(path, "wb") as f:
        f.write(bytes(range(5)) + struct.pack("<IH", 1, 2))
    with open(path, "rb") as f:
        head = f.read(5)
        f.seek(5)
        print(head, struct.unpack("<IH", f.read()))
    os.remove(path)


def mathematics():
    """20 math"""
    print(
        math.sqrt(2), math.pi, math.floor(2.7), math.ceil(-0.5), math.gcd(12, 18), math.factorial(10), math.hypot(3, 4)
    )
    print(math.sin(1), math.log(10), math.log2(8), math.exp(1), math.inf, math.isnan(math.nan), math.atan2(1, 2))


def clocks():
    """15 time"""
    start = time.time()
    print(time.perf_counter() >= 0, time.time() - start < 5)


def collection_types():
    """8 collections"""
    counts = collections.Counter("abracadabra")
    groups = collections.defaultdict(list)
    for word in ("apple", "avocado", "banana"):
        groups[word[0]].append(word)
    queue = collections.deque([1, 2, 3], maxlen=3)
    queue.append(4)
    order = collections.OrderedDict(b=1, a=2)
    order.move_to_end("b")
    print(counts.most_common(2), dict(groups), queue, queue.popleft(), list(order))


def arrays():
    """6 array"""
    numbers = array.array("i", [1, 2, 3])
    numbers.append(4)
    numbers[0] = 7
    print(numbers, len(numbers), sum(numbers), numbers[1:3])


def copies():
    """5 copy"""
    rows = [[1], [2]]
    shallow, deep = copy.copy(rows), copy.deepcopy(rows)
    rows[0].append(5)
    print(shallow, deep)


def structs():
    """4 struct"""
    packed = struct.pack(">hIb", -2, 70000, 5)
    print(packed, struct.unpack(">hIb", packed), struct.calcsize("<qd"))


def regular_expressions():
    """4 re"""
    pattern = re.compile(r"(\w+)=(\d+)")
    match = pattern.search("x: size=42;")
    print(
        match.group(1),
        int(match.group(2)),
        match.span(),
        re.sub(r"\s+", " ", "a  b \t c"),
        re.split(r"[,;] *", "a, b;c"),
    )
    print(
        re.findall(r"[a-z]+", "abc 12 de"),
        [m.group() for m in re.finditer(r"\d", "a1b2")],
        re.match("b", "abc") is None,
    )


def memory_files():
    """3 io.StringIO"""
    out = io.StringIO()
    out.write("a\n")
    print("b", 1, file=out)
    print(repr(out.getvalue()), io.StringIO("x\ny").readlines())


def strings():
    """3 string"""
    print(string.ascii_lowercase, string.digits, string.punctuation[:5])


def heaps():
    """3 heapq"""
    heap = [5, 1, 4]
    heapq.heapify(heap)
    heapq.heappush(heap, 2)
    print([heapq.heappop(heap) for _ in range(4)], heapq.nsmallest(2, [3, 1, 2]))


def bisection():
    """2 bisect"""
    numbers = [1, 3, 5]
    bisect.insort(numbers, 4)
    print(bisect.bisect_left(numbers, 3), bisect.bisect(numbers, 3), numbers)


def iteration_tools():
    """3 itertools"""
    print(list(itertools.islice(itertools.count(5, 2), 3)), list(itertools.chain([1], (2, 3))))
    print(list(itertools.permutations("abc", 2)), list(itertools.product([0, 1], repeat=2)))
    print([(k, len(list(g))) for k, g in itertools.groupby("aabccc")], list(itertools.accumulate([1, 2, 3])))
    print(list(itertools.combinations(range(3), 2)), list(itertools.zip_longest([1, 2], [3], fillvalue=0)))


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def function_tools():
    """3 functools"""
    print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), fibonacci(60), functools.partial(pow, 2)(5))
    print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))


def operators():
    """3 operator"""
    print(sorted([(1, "b"), (2, "a")], key=operator.itemgetter(1)), operator.add(1, 2), operator.mul(2.0, 3))


def writing_json():
    """2 json"""
    print(json.dumps({"a": [1, 2], "b": [3]}), json.dumps([1.5, 2.0]), json.dumps("\u00e9\n"))


def digests():
    """2 hashlib, zlib.crc32"""
    print(hashlib.md5(b"abc").hexdigest(), hashlib.sha256(b"abc").hexdigest(), zlib.crc32(b"abc"))
