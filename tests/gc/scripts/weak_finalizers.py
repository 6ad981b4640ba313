"""Weak references and `__del__`: links are cleared, and callbacks called, before finalizers see the object."""

import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name


LOG = []


def log(text):
    LOG.append(text)


def show(title):
    gc.collect()
    print(title, LOG)
    del LOG[:]


def garbage(n):
    total = 0
    for i in range(n):
        total += len([i, i + 1])
    return total


def dead(refs):
    return sum([1 for ref in refs if ref() is None])


class Lazarus:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        REVIVED.append(self)
        log("del " + type(self).__name__)


REVIVED = []


def resurrected():
    node = Lazarus("n")
    ref = weakref.ref(node, lambda r: log("cleared " + str(r() is None)))
    plain = weakref.ref(node)
    del node
    show("before the finalizer")
    print(ref() is None, plain() is None, len(REVIVED))
    again = weakref.ref(REVIVED[0], lambda r: log("dead for good " + str(r() is None)))
    REVIVED[0].me = None
    REVIVED.pop()
    show("no second finalizer")
    return again


def held_by_the_dying():
    """A ref that only a dying object holds is not told of what dies with it."""
    inner = Node("o")
    dying = Lazarus("p")
    dying.ref = weakref.ref(inner, lambda r: log("must not be called"))
    outside = weakref.ref(inner, lambda r: log("told"))
    dying.held = inner
    del inner
    show("before")
    dying.name = "used until here"
    del dying
    show("after")
    print(outside() is None, len(REVIVED))
    revived = REVIVED.pop()
    print(revived.ref() is None, revived.held.name)
    revived.me = None


def main():
    again = resurrected()
    held_by_the_dying()
    print(again() is None)


main()
