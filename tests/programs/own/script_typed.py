import sys, os
from functools import total_ordering
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Generic, TypeVar, Protocol, NamedTuple, Optional
from abc import ABC, abstractmethod
print(sys.getrecursionlimit())
sys.setrecursionlimit(5000)
print(sys.getrecursionlimit())
T = TypeVar("T")
global_note = "x"
global global_note2
global_note2 = 3
print(__name__, os.path.basename(__file__))

@total_ordering
class Version:
    def __init__(self, text):
        self.parts = [int(p) for p in text.split(".")]
    def __eq__(self, o): return self.parts == o.parts
    def __lt__(self, o): return self.parts < o.parts
    def __repr__(self): return "v" + ".".join(map(str, self.parts))

vs = [Version(t) for t in "1.10 1.2 0.9".split()]
print(sorted(vs), max(vs), vs[0] >= vs[1])

class Level(Enum):
    LOW = auto()
    HIGH = auto()

DEFAULT = Level.LOW

@dataclass(order=True)
class Task:
    priority: int
    name: str = field(compare=False)
    level: Level = DEFAULT

class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()

class Shape(ABC):
    registry = []
    @abstractmethod
    def area(self): ...
    def __init_subclass__(cls):
        Shape.registry.append(cls.__name__)

class Square(Shape):
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2

class Pair(NamedTuple):
    left: int
    right: int = 7

tasks = [Task(3, "c"), Task(1, "a", Level.HIGH), Task(2, "b")]
for t in sorted(tasks):
    print(t, t.level is DEFAULT)
s: Stack = Stack()
for t in tasks: s.push(t.name)
print(s.pop(), Shape.registry, Square(3).area(), Pair(1), Pair(1) == (1, 7))

def evens():
    for v in source:
        if v % 2 == 0: yield v
source = range(10)
print(list(evens()))
found: Optional[int] = None
for v in evens():
    if v > 4:
        found = v
        break
print(found)
try:
    depth = 0
    def deep(n):
        return 0 if n == 0 else 1 + deep(n - 1)
    print(deep(2000))
finally:
    print("finally")
path = "script_typed.tmp"
with open(path, "w") as out:
    for i in range(3):
        out.write("line %d\n" % i)
with open(path) as src:
    lines = [l.rstrip() for l in src]
os.remove(path)
print(lines)
if len(lines) != 3: raise SystemExit("bad")
sys.stdout.write("end\n")

sys.exit()
