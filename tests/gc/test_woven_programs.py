"""Programs with a collector woven in, interpreted as graphs on simulated memory: no root may be missing."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from weft.gc.simulation.counts import check_counts
from weft.gc.simulation.heap import SimulatedSettings
from weft.gc.simulation.program import SimulatedProgram
from weft.gc.table import COLLECTORS
from weft.gc.transform.counting import CountingManager
from weft.gc.transform.framework import FrameworkManager
from weft.rlib import rgc
from weft.translator.interactive import Translation
from weft.translator.pipeline import PassRun, lower, optimise

WOVEN = [name for name, manager in COLLECTORS.items() if isinstance(manager, (FrameworkManager, CountingManager))]


class Node:
    def __init__(self, left: Any, right: Any, value: int) -> None:
        self.left = left
        self.right = right
        self.value = value


def build(depth: int) -> Node:
    if depth == 0:
        return Node(None, None, 1)
    return Node(build(depth - 1), build(depth - 1), depth)


def total(node: Any) -> int:
    if node is None:
        return 0
    return total(node.left) + total(node.right) + int(node.value)


def trees(n: int) -> int:
    keep = build(4)
    result = 0
    for i in range(n):
        result += total(build(i % 5)) * i
    return result + total(keep)


def containers(n: int) -> int:
    table: dict[str, list[int]] = {}
    for i in range(n):
        table.setdefault("key" + str(i % 7), []).append(i)
    result = 0
    for key, values in sorted(table.items()):
        result = result * 31 + len(key) + sum(values) + len(set(values))
    return result


class Failure(Exception):
    def __init__(self, items: list[int]) -> None:
        self.items = items


def risky(n: int) -> list[int]:
    made = [n, n + 1]
    if n % 3 == 0:
        raise Failure([n, 2 * n])
    if n % 5 == 0:
        return [made[7]]
    return made


def exceptions(n: int) -> int:
    result = 0
    for i in range(n):
        kept = [i] * 3
        try:
            result += len(risky(i)) + kept[1]
        except Failure as failure:
            result += failure.items[1] + kept[2]
        except IndexError:
            result -= len(kept)
    return result


def pairs(n: int) -> Any:
    for i in range(n):
        yield [i], str(i)


def generators(n: int) -> int:
    result = 0
    for numbers, text in pairs(n):
        result += numbers[0] * len(text)
    return result + len([x for x in pairs(n) if len(x[1]) == 1])


KEPT: list[list[int]] = [[1, 2], [3]]
BY_NAME: dict[str, list[int]] = {"a": [1], "b": [2, 3]}


def prebuilt(n: int) -> int:
    for i in range(n):
        KEPT[i % 2] = [i, i + 1]
        BY_NAME["k" + str(i % 4)] = KEPT[0]
    return sum(KEPT[0]) + sum(KEPT[1]) + sum([sum(v) for v in BY_NAME.values()]) % 1000


def texts(n: int) -> int:
    parts = []
    for i in range(n):
        parts.append("<" + "ä€"[i % 2] * (i % 4) + str(i) + ">")
    joined = "-".join(parts)
    return len(joined) * 1000 + joined.count("€") + len(joined.split("-")) + hash(joined.upper() == joined)


def hashes(n: int) -> int:
    nodes = [Node(None, None, i) for i in range(n)]
    found: dict[Node, int] = {}
    for node in nodes:
        found[node] = node.value
    for i in range(n):
        Node(None, None, i)
    return sum(found[node] for node in nodes) + len({id(node) for node in nodes if node in found})


def closures(n: int) -> int:
    def adder(k: list[int]) -> Any:
        return lambda x: x + k[0]

    functions = [adder([i]) for i in range(n)]
    return sum(f(10) for f in functions) + sorted(range(n), key=lambda x: (x * 7) % 5)[0]


class Leaf(Node):
    pass


def drop(kept: list[Any]) -> None:
    for i in range(0, len(kept), 2):
        kept[i] = None


def weak(n: int) -> int:
    kept: list[Any] = [Leaf(None, None, i) if i % 3 == 0 else Node(None, None, i) for i in range(n)]
    links = [weakref.ref(node) for node in kept]
    table = {weakref.ref(node): node.value for node in kept}
    drop(kept)
    gc.collect()
    result = sum(table[weakref.ref(node)] for node in kept if node is not None)
    for i, link in enumerate(links):
        found = link()
        if found is None:
            result += 1000
        elif found is kept[i]:
            result += found.value
    return result


ROOT = Node(None, None, 5)
ROOTS = weakref.WeakValueDictionary({"root": ROOT})
ROOT_LINK = weakref.ref(ROOT)


def weak_containers(n: int) -> int:
    """Also those made at import time, and ids."""
    kept: list[Any] = [Node(None, None, i) for i in range(n)]
    names: dict[int, int] = {id(node): node.value for node in kept}
    values: Any = weakref.WeakKeyDictionary()
    for node in kept:
        values[node] = node.value * 10
    live = weakref.WeakSet(kept)
    gc.collect()
    result = sum(names[id(node)] for node in kept)
    drop(kept)
    gc.collect()
    result += 1000 * len(values) + len(live)
    for found in kept:
        if found is not None:
            result += values[found]
            if found in live:
                result += 100000
    ROOTS["other"] = Node(None, None, 3)
    gc.collect()
    root = ROOT_LINK()
    if root is not None and ROOTS["root"] is root:
        result += root.value
    return result * 10 + len(ROOTS)


TOLD: list[int] = []


class Teller:
    def __init__(self, n: int) -> None:
        self.n = n

    def __call__(self, link: Any) -> None:
        if link() is None:
            TOLD.append(self.n)


def callbacks(n: int) -> int:
    del TOLD[:]
    kept: list[Any] = [Node(None, None, i) for i in range(n)]
    links = [weakref.ref(kept[i], Teller(i)) for i in range(n)]
    gc.collect()
    result = len(TOLD)
    drop(kept)
    gc.collect()
    for i in TOLD:
        result += 100 * i
    for i in range(n):
        if links[i]() is not None:
            result += kept[i].value
    return result


def deeper(kept: list[int], n: int) -> list[int]:
    if n == 0:
        return [len(kept)]
    left = deeper([n], n - 1)
    right = deeper(left, n - 1) if n % 2 else kept
    return [left[0] + right[0], *kept]


def many_roots(n: int) -> int:
    a, b, c, d = [1], [2], [3], [4]
    result = 0
    for i in range(n):
        e = [i]
        for numbers, text in pairs(i % 3):
            if len(text) + i % 2:
                a, b = b, [numbers[0]]
            else:
                c = deeper(d, 1)
        try:
            f = risky(i)
            d = f if i % 4 else c
        except IndexError:
            d = e
            continue
        except Failure as failure:
            b = failure.items
            if i > 8:
                break
        result = (result * 7 + a[0] + b[0] + c[0] + d[-1] + e[0]) % 1000007
    return result + a[0] + b[0] + c[0] + d[0] + deeper(a, 3)[0]


PROGRAMS = (
    many_roots,
    trees,
    containers,
    exceptions,
    generators,
    prebuilt,
    texts,
    closures,
    weak,
    callbacks,
    weak_containers,
)


def woven(function: Callable[[int], int], manager: str, level: str, **settings: int) -> SimulatedProgram:
    KEPT[:] = [[1, 2], [3]]
    program = Translation(function, [int]).rtype()
    run = PassRun(level=level)
    optimise(program, run)
    lower(program, run)
    COLLECTORS[manager].transform(program)
    return SimulatedProgram(program, SimulatedSettings(**settings))


@pytest.mark.parametrize(
    "manager",
    [name if name in ("generational", "semispace") else pytest.param(name, marks=pytest.mark.slow) for name in WOVEN],
)
@pytest.mark.parametrize("function", PROGRAMS, ids=lambda f: f.__name__)
def test_stress(function: Callable[[int], int], manager: str) -> None:
    """A collection at every allocation: whatever was not kept is noticed at its next use."""
    found = woven(function, manager, "2", stress_step=1).run([12])
    BY_NAME.clear()
    BY_NAME.update({"a": [1], "b": [2, 3]})
    assert found == function(12)
    BY_NAME.clear()
    BY_NAME.update({"a": [1], "b": [2, 3]})


DEAD: list[int] = []


class Noisy:
    def __init__(self, value: int, other: Any) -> None:
        self.value = value
        self.other = other
        self.items = [value]

    def __del__(self) -> None:
        DEAD.append(self.value)


class Busy(Noisy):
    """Its finalizer allocates, collects, makes others, comes back to life, or fails."""

    def __del__(self) -> None:
        texts = [str(i) for i in range(self.value % 5)]
        if self.value % 7 == 0:
            gc.collect()
        Noisy.__del__(self)
        DEAD.append(len(texts))
        if self.value % 4 == 0 and self.value > 0:
            Busy(self.value // 4 - 1, None)
        if self.value % 3 == 0:
            BACK.append(self)


BACK: list[Any] = []


def finalizers(n: int) -> int:
    DEAD.clear()
    BACK.clear()
    link: Any = None
    kept = []
    for i in range(n):
        link = Noisy(i, link)
        Busy(100 + i, None)
        if i % 3 == 0:
            kept.append(Noisy(1000 + i, None))
    link = None
    for _ in range(4):
        gc.collect()
    chain = [value for value in DEAD if value < n]
    result = int(chain == sorted(chain, reverse=True)) if len(chain) == n else -len(chain)
    for value in sorted(DEAD):
        result = (result * 31 + value) % 1000003
    return result * 100 + len(BACK) * len(kept) + sum(x.items[0] for x in kept)


@pytest.mark.parametrize("manager", WOVEN)
def test_finalizers(manager: str) -> None:
    found = woven(finalizers, manager, "2", stress_step=1).run([8])
    assert found == finalizers(8)


def requests(n: int) -> int:
    """What `weft.rlib.rgc` asks of a collector."""
    kept = [Node(None, None, i) for i in range(n)]
    result = 0
    for node in kept:
        text = "x" * node.value
        stays = rgc.pin(node)
        if stays == rgc.can_move(node) or stays != rgc._is_pinned(node):
            result += 1000
        if rgc.get_rpy_memory_usage(node) > 0:
            result += node.value + len(text)
        rgc.unpin(node)
    before = rgc.get_memory_usage()
    rgc.collect(0)
    while not rgc.collect_step():
        kept.append(Node(None, None, len(kept)))
    after = rgc.get_memory_usage()
    if after.used < 0 or after.held <= 0 or after.major_collections < before.major_collections:
        result += 10000
    items = [[i] for i in range(n)]
    rgc.ll_arraycopy(items, items, 0, 3, n - 3)
    rgc.ll_arraycopy(items, items, 5, 4, n - 5)
    return result * 100 + sum([item[0] * (i + 1) for i, item in enumerate(items)])


@pytest.mark.parametrize("manager", WOVEN)
def test_requests(manager: str) -> None:
    assert woven(requests, manager, "2", stress_step=3).run([8]) == requests(8)


class RawCell:
    _alloc_flavor_ = "raw"
    _gc_roots_ = True

    def __init__(self, value: int, following: Any) -> None:
        self.value = value
        self.items = [value]
        self.following = following


def raw(n: int) -> int:
    """Objects that nothing but raw memory refers to stay alive; references from the heap may lead there."""
    head = None
    kept = []
    for i in range(n):
        head = RawCell(i, head)
        kept.append(head)
    garbage = [[i] for i in range(n)]
    result = len(garbage)
    while head is not None:
        head.items = head.items + [head.value * 2]
        following = head.following
        result = result * 3 + sum(head.items)
        rgc.free(head)
        head = following
    return result + len(kept)


@pytest.mark.parametrize("manager", [name for name in WOVEN if name != "refcount"])
def test_raw_classes(manager: str) -> None:
    kept = raw(6)
    assert woven(raw, manager, "2", stress_step=1).run([6]) == kept


class Link:
    def __init__(self, value: int) -> None:
        self.value = value
        self.next: Any = None


def chain(n: int) -> int:
    first = Link(0)
    for i in range(1, 50 * n):
        link = Link(i)
        link.next = first
        first = link
    first.value += 1
    return first.value


def rings(n: int) -> int:
    result = 0
    for i in range(n):
        a, b, c = Link(i), Link(1), Link(2)
        a.next, b.next, c.next = b, c, a
        KEPT[i % 2].append(a.next.next.next.value)
        a.next.next = c if i % 2 else a
        result += a.next.next.value + len(KEPT[1])
    return result


@pytest.mark.parametrize("level", "02")
@pytest.mark.parametrize("function", (*PROGRAMS, chain, rings), ids=lambda f: f.__name__)
def test_counts(function: Callable[[int], int], level: str) -> None:
    """At the end all counts are right, and what nobody refers to is freed."""
    program = woven(function, "refcount", level)
    found = program.run([12])
    BY_NAME.clear()
    BY_NAME.update({"a": [1], "b": [2, 3]})
    KEPT[:] = [[1, 2], [3]]
    assert found == function(12)
    BY_NAME.clear()
    BY_NAME.update({"a": [1], "b": [2, 3]})
    collector = program.program.collector
    assert program.interpreter.run(collector["collect"], [None])
    check_counts(program.memory, program.types, program.roots, program.interpreter.run(collector["used_bytes"], [None]))


def dropped(n: int) -> int:
    node = Leaf(None, None, n)
    link = weakref.ref(node)
    result = total(build(n % 4))
    result += node.value
    del node
    last: Any = None
    for i in range(n):
        last = Node(None, None, i)
    if link() is None:
        result += 1000
    return result + int(last.value)


@pytest.mark.parametrize("manager", ["semispace", "marksweep"])
def test_what_dies_before_a_loop(manager: str) -> None:
    """A loop that only allocates does not keep what calls before it had to keep."""
    assert woven(dropped, manager, "2", stress_step=1).run([12]) == dropped(12)
