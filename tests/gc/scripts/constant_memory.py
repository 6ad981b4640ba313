"""Garbage of all shapes, far more than the memory that the test allows."""


class Node:
    def __init__(self, following):
        self.following = following
        self.other = None
        self.items = [1, 2, 3]


class Tree:
    def __init__(self, parent, depth):
        self.parent = parent
        self.children = {}
        if depth > 0:
            self.children["left"] = Tree(self, depth - 1)
            self.children["right"] = Tree(self, depth - 1)


class Cell:
    def __init__(self, following):
        self.following = following


def rings(n):
    total = 0
    for i in range(n):
        first = Node(None)
        last = first
        for _ in range(i % 5):
            last = Node(last)
        first.following = last
        first.other = first
        total += len(last.items)
    return total


def trees(n):
    total = 0
    for _ in range(n):
        tree = Tree(None, 4)
        total += len(tree.children["left"].children)
    return total


def containers(n):
    total = 0
    for i in range(n):
        table = {}
        items = [table]
        table[i] = items
        total += len(table)
    return total


def chain(n):
    head = None
    for _ in range(n):
        head = Cell(head)
    return head.following is not None


def sizes(n):
    """Objects of one size after another: what the last ones left has to serve the next ones."""
    total = 0
    for size in range(1, n):
        kept = [bytes(size * 37) for _ in range(4000000 // (size * 37 + 24))]
        total += len(kept)
    return total


def main():
    print("rings", rings(300000))
    print("trees", trees(10000))
    print("containers", containers(300000))
    for _ in range(3):
        print("chain", chain(300000))
    print("sizes", sizes(60))


main()
