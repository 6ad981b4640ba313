"""The workloads of the memory benchmarks, for Weft and CPython; `workloads.c` does the same by hand.

    python workloads.py NAME SIZE

Each prints lines that do not depend on how memory is managed.  `pause` also prints a line that starts with "time ",
which does: the longest and the 99.9th percentile of the times that its steps took, in microseconds of CPU time.
"""

import sys
import time


class Node:
    """A node of a tree."""

    def __init__(self, left, right):
        self.left = left
        self.right = right


class WideNode:
    """A node with two numbers."""

    def __init__(self, left, right):
        self.left = left
        self.right = right
        self.i = 0
        self.j = 0


class Cell:
    """A cell of a linked list."""

    def __init__(self, value, following):
        self.value = value
        self.following = following


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


def trees(size):
    """Complete binary trees that come and go, while one lives on."""
    print("stretch", count(build(size + 1)))
    long_lived = build(size)
    for depth in range(4, size + 1, 2):
        repetitions = 1 << (size - depth + 4)
        nodes = 0
        for _ in range(repetitions):
            nodes += count(build(depth))
        print("depth", depth, nodes)
    print("long lived", count(long_lived))


def make_wide(depth):
    if depth <= 0:
        return WideNode(None, None)
    return WideNode(make_wide(depth - 1), make_wide(depth - 1))


def populate(depth, node):
    if depth > 0:
        node.left = WideNode(None, None)
        node.right = WideNode(None, None)
        populate(depth - 1, node.left)
        populate(depth - 1, node.right)


def tree_size(depth):
    return (1 << (depth + 1)) - 1


def gcbench(size):
    """J. Ellis's and P. Kovac's benchmark: trees built from above and from below, a long-lived tree and array."""
    for _ in range(size):
        make_wide(18)
        long_lived = WideNode(None, None)
        populate(16, long_lived)
        numbers = [0.0] * 500000
        for i in range(250000):
            numbers[i] = 1.0 / (i + 1)
        for depth in range(4, 17, 2):
            repetitions = 2 * tree_size(18) // tree_size(depth)
            for _ in range(repetitions):
                populate(depth, WideNode(None, None))
            for _ in range(repetitions):
                make_wide(depth)
        if long_lived.left is None or numbers[1000] != 1.0 / 1001:
            print("failed")
    print("gcbench done")


def short_lived(size):
    """Lists of ten cells; the last 1024 of them are held."""
    ring = [None] * 1024
    total = 0
    for i in range(size):
        cells = None
        for j in range(10):
            cells = Cell(i + j, cells)
        ring[i & 1023] = cells
        cell = cells
        while cell is not None:
            total += cell.value
            cell = cell.following
    print("short-lived", total & 0xFFFFFFFF)


def queue(size):
    """First in, first out, with 1000 waiting."""
    head = Cell(0, None)
    last = head
    total = 0
    for i in range(size + 1000):
        cell = Cell(i, None)
        last.following = cell
        last = cell
        if i >= 1000:
            total += head.value
            head = head.following
    print("queue", total & 0xFFFFFFFF)


HELD = 1 << 20


def held_cells():
    cells = [None] * HELD
    for i in range(HELD):
        cells[i] = Cell(i, None)
    return cells


def mutation(size):
    """A million old cells, of which random ones are replaced."""
    cells = held_cells()
    seed = 42
    total = 0
    for i in range(size):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        k = (seed >> 8) & (HELD - 1)
        total += cells[k].value
        cells[k] = Cell(i, None)
    print("mutation", total & 0xFFFFFFFF)


def strings(size):
    """Short strings joined from three parts; the last 1024 are held."""
    ring = [""] * 1024
    total = 0
    for i in range(size):
        text = "item" + str(i)
        text = text + "-suffix"
        ring[i & 1023] = text
        total += len(text)
    print("strings", total)


def arrays(size):
    """Arrays of 800,000 bytes; the last 8 are held."""
    ring = [[0]] * 8
    total = 0
    for i in range(size):
        numbers = [7] * 100000
        at = i % 100000
        numbers[at] = i
        ring[i & 7] = numbers
        total += numbers[at] + numbers[99999]
    print("arrays", total)


def pause(size):
    """Three million live objects, of which random ones are replaced; a step is a hundred replacements."""
    tree = build(20)
    cells = held_cells()
    microseconds = [0] * 1000001
    seed = 42
    total = 0
    longest = 0
    before = time.process_time_ns()
    for i in range(size):
        for _ in range(100):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            k = (seed >> 8) & (HELD - 1)
            total += cells[k].value
            cells[k] = Cell(i, None)
        now = time.process_time_ns()
        step = (now - before) // 1000
        before = now
        longest = max(longest, step)
        microseconds[min(step, 1000000)] += 1
    seen = 0
    percentile = 0
    while seen * 1000 < size * 999:
        seen += microseconds[percentile]
        percentile += 1
    print("pause", count(tree), total & 0xFFFFFFFF)
    print("time", longest, percentile)


def main(argv):
    name = argv[1]
    size = int(argv[2])
    if name == "trees":
        trees(size)
    elif name == "gcbench":
        gcbench(size)
    elif name == "short_lived":
        short_lived(size)
    elif name == "queue":
        queue(size)
    elif name == "mutation":
        mutation(size)
    elif name == "strings":
        strings(size)
    elif name == "arrays":
        arrays(size)
    elif name == "pause":
        pause(size)
    else:
        print("no such workload:", name)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
