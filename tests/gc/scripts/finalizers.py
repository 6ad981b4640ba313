"""`__del__`: the same output wherever dead objects are found, if the program asks for collections."""

import gc
import weakref


class Noisy:
    def __init__(self, name, other=None):
        self.name = name
        self.other = other

    def __del__(self):
        print("del", self.name)


class Sub(Noisy):
    def __del__(self):
        print("sub", self.name)
        Noisy.__del__(self)


class Heir(Sub):
    pass


class Mixin:
    def __del__(self):
        LOG.append("mixin " + type(self).__name__)


class Plain:
    def __init__(self, n):
        self.n = n


class Mixed(Mixin, Plain):
    pass


class Lazarus:
    def __init__(self, n):
        self.n = n
        self.items = [n, n + 1]

    def __del__(self):
        KEPT.append(self)


class Busy:
    """Its finalizer allocates, collects and makes objects that have finalizers."""

    def __init__(self, depth):
        self.depth = depth

    def __del__(self):
        texts = [str(i) for i in range(50)]
        gc.collect()
        LOG.append("busy " + str(self.depth) + " " + texts[self.depth])
        if self.depth:
            Busy(self.depth - 1)


class Failing:
    def __init__(self, fails):
        if fails:
            raise ValueError("in __init__")

    def __del__(self):
        LOG.append("failing")


class Node:
    def __init__(self, value, following):
        self.value = value
        self.following = following

    def __del__(self):
        COUNTS[0] += 1
        COUNTS[1] = COUNTS[1] * 31 % 1000003 + self.value


class Watching:
    def __init__(self, other):
        self.link = weakref.ref(other)

    def __del__(self):
        LOG.append("sees " + str(self.link() is None))


LOG: list[str] = []
KEPT: list[Lazarus] = []
COUNTS = [0, 0]


def chain():
    a = Noisy("a")
    b = Noisy("b", a)
    c = Sub("c", b)
    d = Heir("d", c)
    return d.name


def resurrect():
    for i in range(3):
        Lazarus(i)


def long_chain(n):
    node = None
    for i in range(n):
        node = Node(i, node)
    return node.value


def failing():
    Failing(False)
    try:
        Failing(True)
    except ValueError as error:
        print(error)


def watching(kept):
    Watching(kept)


def show():
    gc.collect()
    print(LOG)
    LOG.clear()


def churn(n):
    """Finalizers run while the program goes on allocating."""
    total = 0
    for i in range(n):
        Node(i % 7, None)
        total += len([i, i + 1])
    gc.collect()
    return total


def main():
    name = chain()
    gc.collect()
    print("after the chain", name)
    resurrect()
    gc.collect()
    print(sorted(x.n for x in KEPT), sum(sum(x.items) for x in KEPT))
    KEPT.clear()
    gc.collect()
    print(len(KEPT))
    Mixed(1)
    show()
    Busy(3)
    gc.collect()
    gc.collect()
    gc.collect()
    show()
    failing()
    show()
    kept = Plain(1)
    watching(kept)
    show()
    print(long_chain(3000))
    gc.collect()
    print(COUNTS)
    COUNTS[0] = 0
    print(churn(5000), COUNTS[0], kept.n)
    last = Noisy("last")
    print("end", last.name)


main()
