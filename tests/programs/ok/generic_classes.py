# Generic classes as typed programs write them: Generic[T], dataclasses, abstract bases.


from __future__ import annotations
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Generic, Iterator, List, Optional, TypeVar

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self._items: List[T] = []

    def push(self, item: T) -> None:
        self._items.append(item)

    def pop(self) -> T:
        return self._items.pop()

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __contains__(self, x) -> bool:
        return x in self._items

    def __len__(self):
        return len(self._items)

    def __eq__(self, other):
        return isinstance(other, Stack) and self._items == other._items


@dataclass
class Pair(Generic[K, V]):
    first: K
    second: V
    tags: List[str] = field(default_factory=list)

    def swap(self) -> Pair[V, K]:
        return Pair(self.second, self.first)


@dataclass(order=True)
class Ranked:
    rank: int
    item: Any = field(compare=False)


class Container(ABC):
    def __init__(self):
        self.items = []

    @abstractmethod
    def take(self):
        ...

    def put(self, x):
        self.items.append(x)
        return self

    @property
    def size(self):
        return len(self.items)


class Fifo(Container):
    def take(self):
        return self.items.pop(0)


class Lifo(Container):
    def take(self):
        return self.items.pop()


class Tree(Generic[T]):
    def __init__(self, value: T, left: Optional[Tree[T]] = None, right: Optional[Tree[T]] = None):
        self.value = value
        self.left = left
        self.right = right

    def walk(self):
        if self.left:
            yield from self.left.walk()
        yield self.value
        if self.right:
            yield from self.right.walk()

    def map(self, f):
        return Tree(f(self.value), self.left and self.left.map(f), self.right and self.right.map(f))

    def depth(self):
        return 1 + max(self.left.depth() if self.left else 0, self.right.depth() if self.right else 0)


class Registry(Generic[T]):
    def __init__(self):
        self.by_name: Dict[str, T] = {}

    def register(self, name):
        def deco(x):
            self.by_name[name] = x
            return x

        return deco

    def get(self, name):
        return self.by_name.get(name)


class Lazy(Generic[T]):
    def __init__(self, f: Callable[[], T]):
        self.f = f
        self.done = False
        self._value: Optional[T] = None

    def get(self) -> T:
        if not self.done:
            self._value = self.f()
            self.done = True
        return self._value


class Maybe:
    def __init__(self, v):
        self.v = v

    def bind(self, f):
        return self if self.v is None else Maybe(f(self.v))

    def or_else(self, d):
        return d if self.v is None else self.v


def first_match(pred: Callable[[T], bool], xs: List[T]) -> Optional[T]:
    for x in xs:
        if pred(x):
            return x
    return None


def main():
    a: Stack[int] = Stack()
    a.push(1)
    a.push(2)
    b = Stack[str]()
    b.push("x")
    print(list(a), list(b), 2 in a, "y" in b, len(a), a == a, a.pop() + 1, b.pop() + "!")
    p = Pair(1, "one")
    q = Pair("two", 2.5)
    print(p, q, p.swap(), q.swap().first + 1, p == Pair(1, "one"), p.tags)
    print(sorted([Ranked(2, "b"), Ranked(1, "a")]), max(Ranked(1, 5), Ranked(3, 6)).item)
    f = Fifo().put(1).put(2)
    g = Lifo().put("a").put("b")
    print(f.take(), g.take(), f.size, g.size)
    t = Tree(2, Tree(1), Tree(3))
    u = Tree("m", Tree("a"))
    print(list(t.walk()), list(u.walk()), t.depth(), u.depth(), list(t.map(lambda v: v * 10).walk()), list(u.map(len).walk()))
    ints = Registry()
    ints.by_name["one"] = 1
    strs = Registry()
    strs.by_name["s"] = "str"
    print(ints.get("one"), strs.get("s"), ints.get("zz"), strs.get("zz"))
    print(Lazy(lambda: 42).get() + 1, Lazy(lambda: "lazy").get().upper(), Lazy(lambda: [1]).get())
    print(Maybe(3).bind(lambda v: v + 1).or_else(0), Maybe("s").bind(lambda s: s * 2).or_else(""))
    print(first_match(lambda v: v > 1, [1, 2, 3]), first_match(lambda s: s > "a", ["a"]), first_match(str.isupper, ["b", "C"]))


if __name__ == "__main__":
    main()
