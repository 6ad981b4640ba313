"""What calls and jumps keep alive: closures, generators, bound methods, exceptions, deep recursion."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

from objects import Node, Thing, along, chain, garbage, mixed


class Refused(Exception):
    def __init__(self, items: list[str]) -> None:
        super().__init__("refused")
        self.items = items


def pairs(n: int) -> Iterator[tuple[list[int], Node]]:
    for i in range(n):
        made = [i, i * i]
        yield made, Node(i)


def generators(n: int) -> int:
    """Generators that are alive across collections."""
    sources = [pairs(n) for _ in range(3)]
    total = 0
    for _ in range(n):
        for source in sources:
            made, node = next(source)
            total = mixed(total, made[1] - node.value)
    return total


def countdown(node: Node | None) -> Iterator[list[int]]:
    kept: list[int] = []
    while node is not None:
        kept.append(node.value)
        gc.collect()
        yield kept[-2:]
        node = node.following


def collecting_generator(n: int) -> int:
    return sum([sum(part) for part in countdown(chain(n // 2))])


def abandoned_generators(n: int) -> int:
    """Generators that nobody runs to their ends."""
    total = 0
    for i in range(n):
        source = pairs(n)
        for _ in range(i % 4):
            total += len(next(source)[0])
    return total


def adder(items: list[int]) -> Callable[[int], int]:
    def add(x: int) -> int:
        items.append(x)
        return sum(items)

    return add


def closures(n: int) -> int:
    functions = [adder([i]) for i in range(5)]
    total = 0
    for i in range(3 * n):
        total = mixed(total, functions[i % 5](i))
    return total


def cells(n: int) -> int:
    """A variable that two functions share, and that is assigned."""
    held = Node(0)

    def push(value: int) -> None:
        nonlocal held
        held = Node(value, held)

    def value() -> int:
        return held.value

    total = 0
    for i in range(2 * n):
        push(i)
        garbage(1)
        total = mixed(total, value())
    return total + along(held)


class Counter:
    def __init__(self, start: int) -> None:
        self.counts = [start]

    def more(self, by: int) -> int:
        self.counts.append(by)
        return len(self.counts) + self.counts[0]


def bound_methods(n: int) -> int:
    """The method holds the object."""
    bound = [Counter(i).more for i in range(n)]
    garbage(n)
    return sum([more(1) + more(2) for more in bound])


def functions_in_tables(n: int) -> int:
    table: dict[str, Callable[[int], int]] = {}
    for i in range(n):
        table["f" + str(i % 4)] = adder([i, i])
    return sum([table[name](3) for name in sorted(table)])


def refuse(depth: int, items: list[str]) -> int:
    mine = [str(depth)] * 3
    if depth == 0:
        raise Refused(items + mine)
    try:
        return refuse(depth - 1, items + mine[:1]) + len(mine)
    finally:
        garbage(1)
        items.append(mine[2])


def exceptions(n: int) -> int:
    """They pass through functions that allocate on the way."""
    total = 0
    for i in range(n):
        kept = [str(i)]
        try:
            total += refuse(i % 6, kept)
        except Refused as refused:
            total += len(refused.items) * 100 + len("".join(kept)) + len(str(refused))
    return total


def exceptions_kept(n: int) -> int:
    """Exceptions hold objects, and are kept themselves."""
    caught: list[Refused] = []
    for i in range(n):
        try:
            refuse(i % 3, [str(i)])
        except Refused as refused:
            caught.append(refused)
    gc.collect()
    return sum([len("".join(refused.items)) for refused in caught])


def built_in_exceptions(n: int) -> int:
    items = [[i] for i in range(n)]
    table = {"a": [1]}
    total = 0
    for i in range(2 * n):
        fresh = [i]
        try:
            total += items[i][0] + table["ab"[i % 2]][0] + 10 // (i % 3)
        except IndexError:
            total += fresh[0]
        except KeyError as error:
            total += len(str(error)) + fresh[0]
        except ZeroDivisionError:
            total -= fresh[0]
    return total


def raised_again(n: int) -> int:
    total = 0
    for i in range(n):
        kept = Thing(i)
        try:
            try:
                refuse(1, [])
            except Refused as refused:
                garbage(1)
                raise ValueError(str(kept.number) + refused.items[0]) from refused
        except ValueError as error:
            total += len(str(error)) + kept.number
    return total


def exit_of(kept: list[str], n: int) -> int:
    for i in range(n):
        try:
            kept.append(str(i))
            if i % 5 == 4:
                return len(kept)
            if i % 2:
                continue
        finally:
            kept[-1] = kept[-1] + "!"
            garbage(1)
    return 0


def finally_everywhere(n: int) -> int:
    total = 0
    for i in range(n):
        kept: list[str] = []
        total += exit_of(kept, i % 7) + len("".join(kept))
    return total


class Manager:
    def __init__(self, log: list[str]) -> None:
        self.log = log

    def __enter__(self) -> list[str]:
        self.log.append("in")
        return [self.log[-1]]

    def __exit__(self, kind: object, value: object, traceback: object) -> bool:
        gc.collect()
        self.log.append("out")
        return True


def managed(n: int) -> int:
    log: list[str] = []
    for i in range(n // 2):
        with Manager(log) as entered:
            entered.append(str(i))
            if i % 2:
                raise ValueError(entered[1])
            log.append(entered[1])
    return len("".join(log))


def descend(depth: int, path: list[int]) -> int:
    mine = [depth, len(path)]
    if depth == 0:
        gc.collect()
        return garbage(1)
    found = descend(depth - 1, mine)
    return mixed(found + mine[0] * path[0], mine[1])


def deep_recursion(n: int) -> int:
    return descend(8 * n if n < 100 else 800, [1])


def many(a: list[int], b: str, c: Node, d: list[int], e: str, f: Node, g: int) -> int:
    h, i, j = [g], str(g), Node(g)
    if g > 0:
        return len(a) + many(h, i, j, a, b, c, g - 1) + len(d) + f.value + len(e) + c.value + len(b) + j.value
    return h[0] + len(i) + c.value + f.value


def many_arguments(n: int) -> int:
    return many([1], "b", Node(3), [4, 5], "eee", Node(6), 2 * n if n < 200 else 400)


def loops_with_many_variables(n: int) -> int:
    a, b, c, d = [0], "b", Node(1), (1, [2])
    for i in range(3 * n):
        a, b, c, d = [i + d[1][0]], b[-3:] + str(i), Node(i, c if i % 4 else None), (c.value, a)
        if i % 3 == 0:
            a = d[1]
        elif i % 5 == 0:
            d = (len(b), [c.value])
    return a[0] + len(b) + along(c) + d[0] + d[1][0]


def either(n: int) -> int:
    """Where branches join, a reference is one of two."""
    total = 0
    left, right = Node(1), Node(2)
    for i in range(3 * n):
        chosen = left if i % 3 else right
        other = (chosen.following or right) if i % 2 else left
        fresh = Node(i, None if other is chosen else other)
        if i % 4 == 0:
            left = fresh
        else:
            right = chosen if i % 7 == 0 else fresh
        fresh.following = None
        total = mixed(total, left.value + 3 * right.value)
    return total


class Key:
    """Comparing and hashing allocate and collect."""

    def __init__(self, number: int) -> None:
        self.text = str(number)

    def __eq__(self, other: object) -> bool:
        gc.collect()
        return isinstance(other, Key) and self.text + "x" == other.text + "x"

    def __hash__(self) -> int:
        garbage(1)
        return len([c for c in self.text if c == "1"]) % 3


def keys_that_collect(n: int) -> int:
    table: dict[Key, list[int]] = {}
    for i in range(n // 2):
        table.setdefault(Key(i % 5), []).append(i)
    return sum([len(key.text) * sum(items) for key, items in table.items()])


def sort_keys_that_collect(n: int) -> int:
    def key(thing: Thing) -> tuple[int, str]:
        gc.collect()
        return thing.number % 3, str(thing.number)

    total = 0
    for thing in sorted([Thing(i * 7 % 10) for i in range(n // 2)], key=key):
        total = mixed(total, thing.number)
    return total


CHECKS = [
    ("generators", generators),
    ("collecting_generator", collecting_generator),
    ("abandoned_generators", abandoned_generators),
    ("closures", closures),
    ("cells", cells),
    ("bound_methods", bound_methods),
    ("functions_in_tables", functions_in_tables),
    ("exceptions", exceptions),
    ("exceptions_kept", exceptions_kept),
    ("built_in_exceptions", built_in_exceptions),
    ("raised_again", raised_again),
    ("finally_everywhere", finally_everywhere),
    ("managed", managed),
    ("deep_recursion", deep_recursion),
    ("many_arguments", many_arguments),
    ("loops_with_many_variables", loops_with_many_variables),
    ("either", either),
    ("keys_that_collect", keys_that_collect),
    ("sort_keys_that_collect", sort_keys_that_collect),
]
