"""Callbacks of weak references: the same output wherever dead objects are found, if collections are asked for."""

import gc
import weakref


class Node:
    def __init__(self, name, other=None):
        self.name = name
        self.other = other


class Equal:
    __slots__ = ("__weakref__", "key")

    def __init__(self, key):
        self.key = key

    def __eq__(self, other):
        return isinstance(other, Equal) and self.key == other.key

    def __hash__(self):
        return hash(self.key)


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


def called_once():
    node = Node("a")
    ref = weakref.ref(node, lambda r: log("a is dead: " + str(r() is None)))
    show("nobody")
    node.name = "used until here"
    del node
    show("once")
    garbage(1000)
    show("not again")
    return ref


def several_of_one():
    node = Node("b")
    refs = []
    for _ in range(4):
        refs.append(weakref.ref(node, lambda r: log("ref " + str(refs.index(r)))))
    del node
    show("the last one first")
    return refs


def dead_first():
    node = Node("c")
    ref = weakref.ref(node, lambda r: log("must not be called"))
    other = weakref.ref(node, lambda r: log("the other one"))
    del ref
    gc.collect()
    del node
    show("those alive")
    return other


def both_dead():
    node = Node("d")
    node.other = Node(weakref.ref(node, lambda r: log("must not be called")), node)
    del node
    show("together")


def in_cycles():
    first = Node("e")
    second = Node("f", first)
    first.other = second
    refs = [weakref.ref(first, lambda r: log("first")), weakref.ref(second, lambda r: log("second"))]
    del first
    gc.collect()
    print(len(LOG), second.name)
    del second
    gc.collect()
    print(sorted(LOG), refs[0]() is None, refs[1]() is None)
    del LOG[:]


def allocating():
    kept = []

    def callback(ref):
        kept.append([Node(str(i)) for i in range(200)])
        gc.collect()
        log("kept " + str(sum([len(found.name) for found in kept[-1]])))

    refs = []
    for _ in range(5):
        node = Node("g")
        refs.append(weakref.ref(node, callback))
        node = None
    show("allocate")
    print(len(kept), dead(refs))


class Failure(Exception):
    pass


def raising():
    def callback(ref):
        log("raise")
        raise Failure("ignored")

    nodes = [Node("h"), Node("i")]
    refs = [weakref.ref(node, callback) for node in nodes]
    nodes = []
    show("ignored")
    print(dead(refs))


CHAIN = []
WATCHED = []


def chained(ref):
    log("link " + str(len(CHAIN)))
    if CHAIN:
        CHAIN.pop()
    gc.collect()


def chains():
    for i in range(5):
        node = Node(str(i))
        CHAIN.append(node)
        WATCHED.append(weakref.ref(node, chained))
        node = None
    CHAIN.pop()
    garbage(10)
    gc.collect()
    show("one after the other")


def methods():
    class Cache:
        def __init__(self):
            self.names = {}

        def add(self, node):
            self.names[weakref.ref(node, self.forget)] = node.name

        def forget(self, ref):
            log("forget " + self.names.pop(ref))

    cache = Cache()
    nodes = [Node("k"), Node("l"), Node("m")]
    for node in nodes:
        cache.add(node)
        node = None
    del nodes[1]
    show("methods")
    print(sorted(cache.names.values()), [node.name for node in nodes])
    del nodes[:]
    show("the others")
    print(len(cache.names))


class Counter:
    def __init__(self):
        self.calls = 0

    def __call__(self, ref):
        self.calls += 1


def instances():
    counter = Counter()
    nodes = [Node(str(i)) for i in range(300)]
    refs = [weakref.ref(node, counter) for node in nodes]
    del nodes[100:200]
    gc.collect()
    garbage(2000)
    print(counter.calls, dead(refs))
    del refs[:50]
    gc.collect()
    del nodes[:]
    gc.collect()
    print(counter.calls, dead(refs))


def young_and_old():
    """Refs of which many die, so that the table of those to be told is cleaned."""
    counter = Counter()
    kept = []
    for i in range(3000):
        node = Node(str(i))
        ref = weakref.ref(node, counter)
        if i % 10 == 0:
            kept.append(ref)
        node = None
        ref = None
    gc.collect()
    garbage(10)
    told = counter.calls
    print(told >= 300, dead(kept))


def equality():
    x, y = Equal(1), Equal(1)
    a, b, c = weakref.ref(x), weakref.ref(y), weakref.ref(Equal(2))
    gc.collect()
    print(a == b, hash(a) == hash(b), a != b, a == c, c() is None)
    try:
        hash(c)
    except TypeError as error:
        print(error)
    table = {a: "one"}
    print(table[b], table[weakref.ref(x)], x.key)
    del x
    gc.collect()
    print(a == b, a == a, a in table, hash(a) == hash(b), b in table)
    d, e = weakref.ref(y), weakref.ref(y, log_it)
    print(d == e, e == b, a.__callback__ is None, e.__callback__ is None, y.key)


def log_it(ref):
    log("it")


def main():
    kept = [called_once(), dead_first()]
    many = several_of_one()
    both_dead()
    in_cycles()
    allocating()
    raising()
    chains()
    methods()
    instances()
    young_and_old()
    equality()
    print(len(kept), dead(many))


main()
