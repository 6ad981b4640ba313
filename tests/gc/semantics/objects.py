"""What the checks share: small classes, garbage, numbers that look random."""

from __future__ import annotations


class Node:
    """A link of a chain, or part of a graph."""

    def __init__(self, value: int, following: Node | None = None) -> None:
        self.value = value
        self.following = following


class Thing:
    """Compared and hashed by identity."""

    def __init__(self, number: int) -> None:
        self.number = number


def garbage(n: int) -> int:
    """Allocate much that nobody keeps."""
    total = 0
    for i in range(n):
        total += len([i, i + 1, i + 2]) + len(str(i))
    return total


def random(state: int) -> int:
    """Return the number that follows."""
    return (state * 1103515245 + 12345) % 2147483648


def mixed(total: int, value: int) -> int:
    """Return a number that depends on all that were mixed before, and on their order."""
    return (total * 31 + value) % 1000003


def chain(n: int) -> Node | None:
    """Return a chain with the values n - 1 to 0."""
    head: Node | None = None
    for i in range(n):
        head = Node(i, head)
    return head


def along(node: Node | None) -> int:
    """Return what depends on all values of a chain."""
    total = 0
    while node is not None:
        total = mixed(total, node.value)
        node = node.following
    return total
