"""Callbacks of weak references with a collector that may take a number for a reference: nearly all are called."""

import gc
import weakref


class Node:
    def __init__(self, n):
        self.n = n


class Counter:
    def __init__(self):
        self.calls = 0

    def __call__(self, ref):
        self.calls += 1


COUNTER = Counter()


def make():
    return [Node(i) for i in range(1000)]


def refs_of(nodes):
    return [weakref.ref(node, COUNTER) for node in nodes]


def main():
    nodes = make()
    refs = refs_of(nodes)
    gc.collect()
    print(COUNTER.calls)
    del nodes[500:]
    gc.collect()
    print(COUNTER.calls > 480, COUNTER.calls <= 500)
    print(sum([1 for r in refs if r() is None]) == COUNTER.calls, len(nodes), nodes[0].n)


main()
