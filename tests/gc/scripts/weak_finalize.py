"""`weakref.finalize`: functions called once, when an object is dead, on request, or at the end of the program."""

import gc
import weakref


class Node:
    def __init__(self, name, other=None):
        self.name = name
        self.other = other


def say(text):
    print("say", text)


def add(x, y):
    print("add", x, y)
    return x + y


class Resource:
    """As programs use it."""

    def __init__(self, log, name):
        self.name = name
        self._finalizer = weakref.finalize(self, log.append, "closed " + name)

    def close(self):
        self._finalizer()

    @property
    def closed(self):
        return not self._finalizer.alive


def dead():
    node = Node("a")
    node.other = node
    weakref.finalize(node, say, "a is dead")
    found = weakref.finalize(node, add, 1, 2)
    print(found.alive, node.name)
    del node
    gc.collect()
    print(found.alive, found(), found.peek() is None, found.detach() is None)


def called():
    node = Node("b")
    found = weakref.finalize(node, add, 3, 4)
    print(found(), found(), found.alive, node.name)
    del node
    gc.collect()
    print("nothing more")


def detached():
    node = Node("c")
    found = weakref.finalize(node, say, "must not be called")
    seen = found.peek()
    print(seen is not None, found.alive)
    print(found.detach() is not None, found.alive, found.detach() is None, found() is None, node.name)
    del node
    gc.collect()


def resources():
    log = []
    one, two = Resource(log, "one"), Resource(log, "two")
    one.close()
    print(log, one.closed, two.closed)
    one.close()
    print(two.name)
    del two
    gc.collect()
    print(log, one.name)


def many():
    log = []
    nodes = [Node(str(i)) for i in range(100)]
    for node in nodes:
        weakref.finalize(node, log.append, node.name)
        node = None
    del nodes[:50]
    gc.collect()
    print(len(log), sorted(log)[:3], len(nodes), nodes[0].name)
    for node in nodes:
        weakref.finalize(node, say, "?").detach()
        node = None
    nodes.clear()
    gc.collect()
    print(len(log))


LAST = Node("last")


def main():
    dead()
    called()
    detached()
    resources()
    many()
    weakref.finalize(LAST, say, "first made, at the end")
    weakref.finalize(LAST, say, "last made, at the end")
    weakref.finalize(LAST, say, "must not be called").atexit = False
    print("end", LAST.name)


main()
