"""When the statements of scripts happen: the comment after each top-level statement says what is expected of it."""

from __future__ import annotations

import ast

import pytest

from weft.flowspace.diagnostics import Diagnostic
from weft.translator.module_split import ModuleSplitter, Place

WORDS = {"early": Place.EARLY, "late": Place.LATE, "run": Place.RUNTIME}

CASES = {
    "definitions and constants": """
'''A docstring.'''  # early
import sys  # early
import math, random  # early
from collections import deque  # early
SIZE = 10  # early
unused = 3  # run
AREA = SIZE * SIZE + 1  # early
TABLE = [1, 2, (3, SIZE)]  # early
ZEROS = [0] * SIZE  # run
SQUARES = [i * i for i in range(SIZE)]  # run
NEEDED = {i: str(i) for i in range(SIZE)}  # early
HALF = math.pi / 2  # early
queue = deque()  # run
limit = int(sys.argv[1])  # run
def f(n=SIZE, table=NEEDED): return n + AREA, TABLE, ZEROS, SQUARES, HALF, limit, queue  # early
class C:  # early
    cells = [0] * SIZE
    area = AREA
print(f())  # run
""",
    "what is best known at translation time": """
import re, collections as c  # early
from functools import lru_cache, partial  # early
Point = c.namedtuple("Point", "x y")  # early
word = re.compile(r"[a-z]" + "+")  # early
def slow(n): return fast(n)  # early
fast = lru_cache(None)(slow)  # early
add = partial(slow, 3)  # early
origin = Point(0, 0)  # run
print(word.match("a"), fast(3), add(), origin)  # run
""",
    "the path of modules": """
import os, sys, time  # early
here = os.path.dirname(os.path.abspath(__file__))  # early
sys.path.insert(0, os.path.join(here, "lib"))  # early
def stamp(now=time.time()): return now  # run
print(here, stamp())  # run
""",
    "values that change": """
count = 0  # early
total = 0  # run
def add(n):  # early
    global count
    count += n
add(3)  # run
total += count  # run
def show(): return count, total  # early
last = None  # run
def get(): return last  # early
for last in range(3): print(get())  # run
""",
    "definitions that need values of the program": """
import sys  # early
size = len(sys.argv)  # run
def grid(n=size): return [0] * n  # run
@grid  # run
def decorated(): pass
step = 2  # late
def walk(by=step): return by  # early
print(walk())  # run
step = 3  # late
def jump(by=step): return by  # run
""",
    "names bound several times, or too late": """
def f(): return 1  # early
def f(): return 2  # early
def g(): return 1  # late
print(f(), g(), h)  # run
def g(): return 2  # late
def h(): return 3  # late
def unconcerned(): return 4  # early
f = 5  # run
def k(): return f  # early
""",
    "what is computed from a list that has changed": """
items = [1, 2]  # early
def first(n=len(items)): return items[0], n  # early
items.append(3)  # run
def second(n=len(items)): return n  # run
def third(n=items): return n  # early
same = items  # early
other = items[:]  # run
names = ("a", "b")  # early
print(names)  # run
def fourth(n=len(names)): return n, names, same, other  # early
""",
    "statements with parts": """
import sys  # early
try:  # early
    import nowhere
    found = True
except ImportError:
    found = False
if sys.version_info >= (3, 0):  # early
    def f(): return 1
else:
    def f(): return 2
if len(sys.argv) > 5:  # run
    def g(): return 1
else:
    def g(): return 2
for i in range(3): print(i)  # run
FLAGS = {}  # early
for name in ("a", "b"):  # run
    FLAGS[name] = True
class C:  # early
    flags = FLAGS
while f() < 0: pass  # run
""",
    "a registry": """
commands = {}  # early
def command(name):  # early
    def register(function):
        commands[name] = function
        return function
    return register
@command("one")  # early
def one(): pass
print(len(commands))  # run
@command("two")  # run
def two(): pass
def plain(): return commands  # early
""",
    "computed by functions of the module": """
def build(n):  # early
    return [k for k in range(n)]
def noisy(n):  # early
    print(n)
    return n
A = build(3)  # early
B = build(4)  # run
C = noisy(5)  # run
class T:  # early
    a = A
def f(): return B, C  # early
""",
    "above a guard": """
import sys, random, time  # early
table = []  # early
for i in range(5): table.append(i)  # early
print(table)  # early
def seed(): return random.random()  # early
verbose = "-v" in sys.argv  # run
both = verbose or table  # run
start = seed()  # run
squares = [i * i for i in table]  # run
if verbose: squares.append(0)  # run
total = sum(squares)  # run
def use(n=total): return n  # run
if __name__ == "__main__":
    x = 1  # early
    def helper(): return x  # early
    N = 5  # early
    def other(): return N  # early
    print(x)  # run
""",
}


def split(source: str) -> ModuleSplitter:
    body = ast.parse(source).body
    guard = next((i for i, s in enumerate(body) if isinstance(s, ast.If) and "__main__" in ast.unparse(s.test)), None)
    if guard is not None:
        statement = body[guard]
        assert isinstance(statement, ast.If)
        body[guard:] = statement.body
    splitter = ModuleSplitter(body, "script.py", guard or 0, 0)
    splitter.split()
    return splitter


@pytest.mark.parametrize("name", CASES)
def test_places(name: str) -> None:
    source = CASES[name]
    splitter = split(source)
    assert not splitter.diagnostics
    lines = source.splitlines()
    expected, found = [], []
    for statement, place in zip(splitter.statements, splitter.places, strict=True):
        first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
        line = lines[first - 1]
        expected.append(line)
        text, _, _ = line.rpartition("  # ")
        found.append(f"{text}  # {next(word for word, value in WORDS.items() if value is place)}")
    assert found == expected


def error_of(source: str) -> Diagnostic:
    (diagnostic,) = split(source).diagnostics
    assert diagnostic.code == "W0505"
    return diagnostic


def test_class_that_needs_a_value_of_the_program() -> None:
    diagnostic = error_of("import sys\nN = 1\nN = len(sys.argv)\nclass A:\n    n = N\nprint(A.n)\n")
    assert diagnostic.span is not None and (diagnostic.span.line, diagnostic.span.column) == (5, 8)
    assert [note.span.line for note in diagnostic.notes if note.span] == [3]
    assert "'N'" in diagnostic.message


def test_class_that_reads_from_outside() -> None:
    diagnostic = error_of("import time\nprint(1)\nclass A:\n    start = time.time()\n")
    assert "reads something" in diagnostic.message


def test_class_that_is_made_too_late() -> None:
    source = "class A:\n    def __init_subclass__(cls): pass\nclass B(A): pass\n"
    assert not split(source + "print(1)\nclass C(B): pass\n").diagnostics
    assert "may have changed 'A'" in error_of(source + "print(B)\nclass C(B): pass\n").message
    source = "t = []\nt.append(1)\nclass A:\n    n = t\n"
    assert not split(source).diagnostics
    assert "may have changed 't'" in error_of(source + "    m = len(t)\n").message


def test_class_in_a_statement_of_the_program() -> None:
    source = "import sys\nk = len(sys.argv)\nif k:\n    class A:\n        def f(self): return k\n"
    assert not split(source).diagnostics
    assert "'k'" in error_of(source + "    class B:\n        n = k\n").message


def test_variables_that_are_always_bound() -> None:
    source = """
import sys
a = len(sys.argv)
if a > 3:
    b = 1
elif a > 2:
    b = 2
else:
    exit("no")
def early(): return c, d
if a:
    early()
c = 1
for d in range(a):
    pass
try:
    e = int(sys.argv[1])
except ValueError:
    e = 0
while True:
    f = a
    if a:
        break
    g = 1
h = a
def change():
    global h, k
    del h
    k = 1
x, (y, *z) = 1, (2, 3)
"""
    assert sorted(split(source).always_bound()) == ["a", "b", "e", "f", "x", "y", "z"]
