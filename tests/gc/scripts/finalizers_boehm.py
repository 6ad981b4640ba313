"""Chains and cycles of objects with `__del__` where a few dead objects may stay: scanning stacks is a guess.

Run by `test_memory_scripts.py` with `--gc boehm`; under CPython it prints the same.
"""

import gc


class Link:
    def __init__(self, chain, index, other):
        self.chain = chain
        self.index = index
        self.other = other

    def __del__(self):
        if LAST[self.chain] <= self.index:
            WRONG.append(self.index)
        LAST[self.chain] = self.index
        if self.index == 0:
            DONE.append(self.chain)


class Ring:
    def __init__(self):
        self.other = self

    def __del__(self):
        RINGS.append(1)


class Holder:
    """Has no finalizer: order goes through it."""

    def __init__(self, link):
        self.links = [link]


class Outer:
    def __init__(self, chain, holder):
        self.chain = chain
        self.holder = holder

    def __del__(self):
        if LAST[self.chain] != 1000:
            WRONG.append(-1)


CHAINS = 60
LENGTH = 40
LAST = [1000] * CHAINS
WRONG: list[int] = []
DONE: list[int] = []
RINGS: list[int] = []


def make_chain(chain, depth):
    link = None
    for i in range(LENGTH):
        link = Link(chain, i, link)
    if depth > 0:
        make_chain(chain - 1, depth - 1)
    Outer(chain, Holder(link))


def make_rings(count):
    for _ in range(count):
        first, second = Ring(), Ring()
        first.other = second
        second.other = first


def main():
    make_chain(CHAINS - 1, CHAINS - 1)
    make_rings(500)
    gc.collect()
    print("most chains", len(DONE) >= CHAINS - 15, "most rings", len(RINGS) > 900, "in order", WRONG)


main()
