"""Binary trees: builds and walks many complete binary trees, one of which lives on while the others come and go.

Exercises allocation of small objects and recursion.

usage: python binary_trees.py [DEPTH]
"""

import sys

SMALLEST_DEPTH = 4


class Node:
    """A tree node; a leaf has no children."""

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def check(self):
        """The number of nodes from here down."""
        if self.left is None:
            return 1
        return 1 + self.left.check() + self.right.check()


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def main(argv):
    wanted = int(argv[1]) if len(argv) > 1 else 15
    deepest = max(SMALLEST_DEPTH + 2, wanted)
    print("binary_trees: stretch tree of depth %d, %d nodes" % (deepest + 1, build(deepest + 1).check()))
    long_lived = build(deepest)
    for depth in range(SMALLEST_DEPTH, deepest + 1, 2):
        count = 1 << (deepest - depth + SMALLEST_DEPTH)
        nodes = 0
        for _ in range(count):
            nodes += build(depth).check()
        print("binary_trees: %d trees of depth %d, %d nodes" % (count, depth, nodes))
    print("binary_trees: long lived tree of depth %d, %d nodes" % (deepest, long_lived.check()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
