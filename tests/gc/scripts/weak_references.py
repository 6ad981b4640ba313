"""Weak references and `gc.collect`: the same output wherever dead objects are found."""

import gc
import weakref


class Node:
    def __init__(self, value, left=None):
        self.value = value
        self.left = left


class Sub(Node):
    pass


def make(n):
    return [Node(i) for i in range(n)]


def garbage(n):
    total = 0
    for i in range(n):
        total += len([i, i + 1])
    return total


def drop(kept):
    for i in range(0, len(kept), 2):
        kept[i] = None


def check(refs, kept):
    for i, r in enumerate(refs):
        found = r()
        if kept[i] is None:
            print(i, "dead", found is None)
        else:
            print(i, "alive", found is kept[i], found.value)


def main():
    kept = [Sub(i) if i % 3 == 0 else Node(i) for i in range(10)]
    refs = [weakref.ref(x) for x in kept]
    gc.collect()
    check(refs, kept)
    drop(kept)
    gc.collect()
    garbage(1000)
    check(refs, kept)
    a = Node(1)
    r = weakref.ref(a)
    s = weakref.ref(a)
    print(r == s, hash(r) == hash(s), r() is s())
    a.left = a
    del a
    gc.collect()
    print(r() is None, s() is None)
    try:
        weakref.ref(None)
    except TypeError as e:
        print(e)
    big = [weakref.ref(Node(i)) for i in range(1000)]
    gc.collect()
    print(sum(1 for x in big if x() is None))


main()
