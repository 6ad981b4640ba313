"""`weft.rlib.rgc`: the same under CPython and with each collector."""

import gc

from weft.rlib import rgc


class Node:
    def __init__(self, value):
        self.value = value


class Handle:
    def __init__(self, number):
        self.number = number


class Other:
    def __init__(self, name):
        self.name = name


LOG = []


class Queue(rgc.FinalizerQueue):
    Class = Handle

    def finalizer_trigger(self):
        LOG.append("trigger")


class OtherQueue(rgc.FinalizerQueue):
    Class = Other


QUEUE = Queue()
OTHERS = OtherQueue()


def make(n):
    for i in range(n):
        handle = Handle(i)
        if i % 2 == 0:
            QUEUE.register_finalizer(handle)
        other = Other("o" + str(i))
        OTHERS.register_finalizer(other)


def copying():
    a = [[i] for i in range(10)]
    b = [[0]] * 10
    rgc.ll_arraycopy(a, b, 2, 5, 4)
    gc.collect()
    print(b)
    rgc.ll_arraycopy(b, b, 5, 6, 4)
    print(b)
    try:
        rgc.ll_arraycopy(b, b, 5, 7, 4)
    except IndexError as e:
        print(e)


def main():
    node = Node(5)
    text = "abc" + str(node.value)
    print(rgc.pin(node) == (not rgc.can_move(node)), rgc._is_pinned(node) == (not rgc.can_move(node)))
    rgc.unpin(node)
    make(7)
    rgc.collect()
    rgc.collect()
    seen = []
    while True:
        dead = QUEUE.next_dead()
        if dead is None:
            break
        seen.append(dead.number)
    print(sorted(seen), LOG)
    names = []
    dead = OTHERS.next_dead()
    while dead is not None:
        names.append(dead.name)
        dead = OTHERS.next_dead()
    print(sorted(names))
    copying()
    rgc.collect(0)
    while not rgc.collect_step():
        pass
    usage = rgc.get_memory_usage()
    print(usage.used >= 0, usage.held >= 0, usage.major_collections >= 0, usage.total_pause >= 0)
    print(rgc.get_rpy_memory_usage(node) != 0, rgc.get_stats(rgc.TOTAL_MEMORY) >= 0, node.value, text)
    print(gc.get_threshold()[1:], len(gc.get_count()), gc.get_freeze_count())
    gc.set_threshold(500)
    print(gc.get_threshold())
    gc.set_threshold(500, 5, 6)
    print(gc.get_threshold())
    gc.freeze()
    gc.unfreeze()
    rgc.disable()
    print(rgc.isenabled())
    rgc.enable()
    print(rgc.isenabled())


main()
