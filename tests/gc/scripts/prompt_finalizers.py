"""`__del__` where references are counted: called as soon as the last one is gone, without asking for collections.

A local variable of CPython keeps its object until the function ends; here such objects are used until then.
"""

import gc
import weakref


class Noisy:
    def __init__(self, name, other=None):
        self.name = name
        self.other = other

    def __del__(self):
        print("del", self.name)


class Holder:
    def __init__(self):
        self.first = Noisy("first", Noisy("held by first"))
        self.items = [Noisy("item " + str(i), Noisy("held by item")) for i in range(3)]


class Keeper:
    kept: "Keeper | None" = None

    def __init__(self, name):
        self.name = name
        self.partner = None

    def __del__(self):
        LOG.append("keep " + self.name)
        Keeper.kept = self


class Failing:
    def __del__(self):
        LOG.append("failing")
        raise ValueError("ignored")


class Ring:
    def __init__(self, name):
        self.name = name
        self.next = None
        self.text = "text of " + name

    def __del__(self):
        following = self.next
        LOG.append(self.name + " before " + (following.text if following is not None else "nobody"))


class Counted:
    alive = 0

    def __init__(self, following):
        self.following = following
        Counted.alive += 1

    def __del__(self):
        Counted.alive -= 1


LOG: list[str] = []
LAST: list[Noisy] = []


def ring(names):
    nodes = [Ring(name) for name in names]
    for i in range(len(nodes)):
        nodes[i].next = nodes[(i + 1) % len(nodes)]
    return nodes[0]


def rebinding():
    x = Noisy("x1")
    print(x.name)
    x = Noisy("x2")
    print(x.name)
    x = Noisy("x3")
    print("kept", x.name)


def containers():
    items = [Noisy("a"), Noisy("b"), Noisy("c")]
    items[1] = Noisy("d")
    print("replaced")
    del items[0]
    print("deleted")
    items.pop()
    print("popped")
    print(len(items), items[0].name)
    items.clear()
    print("cleared")
    items = [Noisy(str(i)) for i in range(3)]
    items.append(items[0])
    del items[0]
    items = []
    print("no items")
    table = {1: Noisy("one"), 2: Noisy("two")}
    table[1] = Noisy("uno")
    print("table")
    del table[2]
    table.clear()
    print("no table", len(items), len(table))


def raising(n):
    x = Noisy("in raising")
    if n > len(x.name):
        raise ValueError(x.name)
    return x


def exceptions():
    try:
        raising(100)
    except ValueError as error:
        LOG.append(str(error))
    print("caught", LOG)
    LOG.clear()
    returned = raising(1)
    print("returned", returned.name)


def resurrect():
    for i in range(2):
        Keeper("k" + str(i))
        print("kept", Keeper.kept.name)
    Keeper.kept = None
    print("gone", LOG)
    LOG.clear()
    a = Keeper("ka")
    b = Keeper("kb")
    a.partner = b
    b.partner = a
    b = None
    a = None
    gc.collect()
    print(sorted([Keeper.kept.partner.name, Keeper.kept.name]), Keeper.kept.partner.partner is Keeper.kept)
    Keeper.kept = None
    gc.collect()
    print("gone for ever", sorted(LOG))
    LOG.clear()


def cycles():
    link = weakref.ref(ring(["p", "q", "r"]))
    ring(["s"])
    gc.collect()
    print(sorted(LOG), link() is None)
    LOG.clear()
    gc.collect()
    print(LOG)


def long_chain(n):
    x = None
    for _ in range(n):
        x = Counted(x)
    print(Counted.alive)
    x = None
    print(Counted.alive)


def churn(n):
    """Rings with finalizers: they are found although nobody asks."""
    most = 0
    for _ in range(n):
        a = Counted(None)
        a.following = Counted(a)
        most = max(most, Counted.alive)
    a = None
    gc.collect()
    print(Counted.alive, most < n)


def main():
    rebinding()
    containers()
    exceptions()
    holder = Holder()
    first = holder.first
    holder.first = holder.items[1]
    print("first is replaced", first.name, len(holder.items))
    first = holder.first
    print(first.name)
    holder.items = [first]
    print("few are left", len(holder.items))
    holder.items.clear()
    print("one is left", first.name, holder.first.name)
    first.name = "the last of all"
    holder = None
    first = None
    print("no holder")
    resurrect()
    Failing()
    print(LOG)
    LOG.clear()
    cycles()
    long_chain(30000)
    churn(500000)
    Counted(Counted(None))
    print("end", Counted.alive)
    LAST.append(Noisy("last"))


main()
