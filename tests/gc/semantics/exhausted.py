"""Allocates in all sorts of ways; used to let each allocation fail in turn: `exhausted.py N`."""

import gc
import sys
import weakref
from collections.abc import Callable, Iterator

from objects import Node, Thing, along, chain, mixed

HOLDER = Node(0)


class Refused(Exception):
    def __init__(self, items: list[str]) -> None:
        super().__init__("refused")
        self.items = items


class Special(Thing):
    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.texts = [str(number), "x"]


def adder(items: list[int]) -> Callable[[int], int]:
    def add(x: int) -> int:
        items.append(x)
        return sum(items)

    return add


def pairs(n: int) -> Iterator[tuple[int, list[int]]]:
    for i in range(n):
        yield i, [i]


def refuse(depth: int, items: list[str]) -> int:
    try:
        if depth == 0:
            raise Refused(items + [str(depth)])
        return refuse(depth - 1, items)
    finally:
        items.append("f" + str(depth))


def containers(n: int) -> int:
    rows = [[Thing(i + j) for j in range(3)] for i in range(n)]
    table: dict[str, list[int]] = {}
    for i in range(3 * n):
        table.setdefault("k" + str(i % 3), []).append(i)
    seen = {(i % 2, str(i)) for i in range(n)}
    text = ",".join([f"{key}={len(table[key])}" for key in sorted(table)])
    rows.insert(0, [Thing(n)])
    things = sorted([row[-1] for row in rows], key=lambda thing: -thing.number)
    return sum([thing.number for thing in things]) + len(text.upper() + "!") + len(seen)


def control(n: int) -> int:
    add = adder([n])
    total = sum([number + len(items) for number, items in pairs(n)]) + add(1) + add(2)
    try:
        refuse(2, ["start"])
    except Refused as refused:
        total += len("".join(refused.items))
    return total + len(bytes([1, n % 256]) + b"x")


def identity(n: int) -> int:
    things = [Special(i) if i % 2 else Thing(i) for i in range(n)]
    table = {thing: thing.number for thing in things}
    links = [weakref.ref(thing) for thing in things]
    gc.collect()
    HOLDER.following = Node(n)
    try:
        found = sum([table[thing] for thing in things]) + len([1 for i in range(n) if links[i]() is things[i]])
        found += along(HOLDER)
    finally:
        HOLDER.following = None
    return found + along(chain(n)) + (Node(n, Node(1)).value)


def everything(n: int) -> int:
    return mixed(mixed(containers(n), control(n)), identity(n))


def attempt(n: int) -> int:
    """Return -1 if there is not enough memory."""
    try:
        return everything(n)
    except MemoryError:
        return -1


def main() -> None:
    print(everything(int(sys.argv[1])))


if __name__ == "__main__":
    main()
