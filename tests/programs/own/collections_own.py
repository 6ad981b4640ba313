"""Containers written by hand: linked list, binary search tree, LRU cache, ring buffer, sparse vector, ordered set."""

from __future__ import annotations

from typing import Any, Generic, Iterable, Iterator, Optional, TypeVar

T = TypeVar("T")
K = TypeVar("K")


class LinkedList(Generic[T]):
    class _Node:
        __slots__ = ("value", "next")

        def __init__(self, value, next=None):
            self.value = value
            self.next = next

    def __init__(self, items: Iterable[T] = ()):
        self._head = None
        self._size = 0
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        node = LinkedList._Node(item)
        if self._head is None:
            self._head = node
        else:
            last = self._head
            while last.next is not None:
                last = last.next
            last.next = node
        self._size += 1

    def push(self, item: T) -> None:
        self._head = LinkedList._Node(item, self._head)
        self._size += 1

    def reverse(self) -> None:
        previous = None
        node = self._head
        while node:
            node.next, previous, node = previous, node, node.next
        self._head = previous

    def __iter__(self) -> Iterator[T]:
        node = self._head
        while node is not None:
            yield node.value
            node = node.next

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: int) -> T:
        if index < 0:
            index += len(self)
        for i, item in enumerate(self):
            if i == index:
                return item
        raise IndexError("list index out of range: %d" % index)

    def __contains__(self, item: object) -> bool:
        return any(item == other for other in self)

    def __repr__(self) -> str:
        return "LinkedList([" + ", ".join(repr(item) for item in self) + "])"


class Tree:
    def __init__(self):
        self.root: Optional[TreeNode] = None
        self.count = 0

    def __setitem__(self, key, value):
        if self.root is None:
            self.root = TreeNode(key, value)
            self.count = 1
        else:
            self.count += self.root.insert(key, value)

    def __getitem__(self, key):
        node = self.root
        while node:
            if key == node.key:
                return node.value
            node = node.left if key < node.key else node.right
        raise KeyError(key)

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        return self.get(key) is not None

    def __len__(self):
        return self.count

    def __iter__(self):
        return (node.key for node in self.root) if self.root else iter(())

    def items(self):
        if self.root:
            for node in self.root:
                yield node.key, node.value

    def height(self):
        def of(node):
            return 0 if node is None else 1 + max(of(node.left), of(node.right))

        return of(self.root)


class TreeNode:
    def __init__(self, key, value):
        self.key, self.value = key, value
        self.left = self.right = None

    def insert(self, key, value):
        if key == self.key:
            self.value = value
            return 0
        side = "left" if key < self.key else "right"
        child = self.left if side == "left" else self.right
        if child is not None:
            return child.insert(key, value)
        if side == "left":
            self.left = TreeNode(key, value)
        else:
            self.right = TreeNode(key, value)
        return 1

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self
        if self.right:
            yield from self.right


class LRUCache:
    """Least recently used, on a doubly linked ring."""

    class Link:
        def __init__(self):
            self.before = self.after = self
            self.key = self.value = None

    def __init__(self, capacity: int):
        self.capacity = capacity
        self.ring = LRUCache.Link()
        self.links: dict[str, LRUCache.Link] = {}
        self.hits = self.misses = 0

    def _unlink(self, link):
        link.before.after, link.after.before = link.after, link.before

    def _to_front(self, link):
        link.before, link.after = self.ring, self.ring.after
        link.before.after = link.after.before = link

    def get(self, key, compute):
        link = self.links.get(key)
        if link:
            self.hits += 1
            self._unlink(link)
            self._to_front(link)
            return link.value
        self.misses += 1
        link = LRUCache.Link()
        link.key, link.value = key, compute(key)
        if len(self.links) >= self.capacity:
            oldest = self.ring.before
            self._unlink(oldest)
            del self.links[oldest.key]
        self.links[key] = link
        self._to_front(link)
        return link.value


class RingBuffer:
    def __init__(self, size):
        self._data = [None] * size
        self._next = 0
        self._full = False

    def add(self, value):
        self._data[self._next] = value
        self._next = (self._next + 1) % len(self._data)
        self._full = self._full or self._next == 0

    def __iter__(self):
        if self._full:
            yield from self._data[self._next :]
        yield from self._data[: self._next]

    def average(self):
        values = list(self)
        return sum(values) / len(values) if values else None


class SparseVector(dict):
    def __missing__(self, index):
        return 0.0

    def __add__(self, other):
        result = SparseVector(self)
        for index, value in other.items():
            result[index] = result[index] + value
        return result

    def __mul__(self, other):
        return sum(value * other[index] for index, value in self.items())


class OrderedSet:
    def __init__(self, items=()):
        self._items = dict.fromkeys(items)

    def add(self, item):
        self._items[item] = None

    def discard(self, item):
        self._items.pop(item, None)

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def __contains__(self, item):
        return item in self._items

    def __or__(self, other):
        return OrderedSet([*self, *other])

    def __and__(self, other):
        return OrderedSet(item for item in self if item in other)

    def __sub__(self, other):
        return OrderedSet(item for item in self if item not in other)

    def __eq__(self, other):
        return isinstance(other, OrderedSet) and list(self) == list(other)

    def __repr__(self):
        return f"OrderedSet({list(self)})"


if __name__ == "__main__":
    numbers = LinkedList([3, 1, 2])
    numbers.push(9)
    print(numbers, len(numbers), numbers[-1], 2 in numbers, 7 in numbers, sum(numbers), max(numbers))
    numbers.reverse()
    print(numbers, sorted(numbers), list(reversed(list(numbers))))
    try:
        numbers[10]
    except IndexError as error:
        print(error)
    tree = Tree()
    for word in "the quick brown fox jumps over the lazy dog".split():
        tree[word] = tree.get(word, 0) + 1
    print(len(tree), tree.height(), list(tree), dict(tree.items())["the"], "fox" in tree, "cat" in tree)
    cache = LRUCache(2)
    print([cache.get(k, lambda key: key.upper() * 2) for k in ["a", "b", "a", "c", "b", "a"]], cache.hits, cache.misses)
    ring = RingBuffer(3)
    print(ring.average())
    for value in [1.5, 2.5, 3.5, 4.5]:
        ring.add(value)
    print(list(ring), ring.average())
    u, v = SparseVector({0: 1.0, 5: 2.0}), SparseVector({5: 3.0, 7: 1.0})
    print(sorted((u + v).items()), u * v, u[99], len(u))
    a, b = OrderedSet("abracadabra"), OrderedSet("alacazam")
    print(a, b, a | b, a & b, a - b, a == OrderedSet("abrcd"), len(a))
