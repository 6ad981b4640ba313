"""Finalizers, on simulated memory: each is due once, for dead objects only, before what the object
refers to."""

import random
from collections.abc import Iterator

import pytest

from tests.gc.collectors.support import ALGORITHMS, TestHeap
from weft.gc.simulation.heap import Handle


@pytest.fixture(params=sorted(ALGORITHMS))
def heap(request: pytest.FixtureRequest) -> Iterator[TestHeap]:
    yield TestHeap(request.param)


def collect(heap: TestHeap) -> None:
    assert heap.algorithm.collect()


def new(heap: TestHeap, value: int, left: Handle | None = None, right: Handle | None = None) -> Handle:
    node = heap.new_node(left, value, right)
    heap.add_finalizer(node)
    return node


def due(heap: TestHeap) -> list[int]:
    """Return the values of the objects to finalize, in order, and drop them."""
    values = []
    while (node := heap.next_finalizer()) is not None:
        values.append(heap.read(node, 1))
        heap.drop()
    assert heap.memory.waiting == 0
    return values


def test_only_the_dead_are_finalized(heap: TestHeap) -> None:
    kept, dropped = new(heap, 1), new(heap, 2)
    collect(heap)
    assert heap.memory.waiting == 0
    heap.assign(dropped, None)
    collect(heap)
    assert heap.memory.waiting
    assert due(heap) == [2]
    collect(heap)
    assert due(heap) == []
    assert heap.read(kept, 1) == 1
    heap.assign(kept, None)
    collect(heap)
    assert due(heap) == [1]
    collect(heap)
    assert heap.algorithm.live_bytes < 1000


def test_what_they_refer_to_is_kept(heap: TestHeap) -> None:
    chain = heap.chain(100)
    node = new(heap, 7, chain)
    heap.assign(chain, None)
    heap.assign(node, None)
    collect(heap)
    heap.garbage(1 << 15)
    collect(heap)
    found = heap.next_finalizer()
    assert found is not None
    left = heap.root(heap.read(found, 0))
    assert heap.values(left) == list(range(100))


@pytest.mark.parametrize("older_first", [True, False])
def test_a_chain_in_order(heap: TestHeap, older_first: bool) -> None:
    head = new(heap, 0)
    last = heap.root(heap.address(head))
    for value in range(1, 300):
        if older_first:
            node = new(heap, value)
            heap.write(last, 0, node)
            heap.assign(last, node)
        else:
            node = new(heap, value, head)
            heap.assign(head, node)
        heap.drop()
    heap.garbage(1 << 14)
    heap.assign(head, None)
    heap.assign(last, None)
    collect(heap)
    order = list(range(300))
    assert due(heap) == (order if older_first else order[::-1])


def test_resurrection(heap: TestHeap) -> None:
    variable = heap.static()
    heap.replace(variable, new(heap, 5, heap.chain(3)))
    heap.drop()
    heap.assign(variable, None)
    collect(heap)
    found = heap.next_finalizer()
    assert found is not None
    heap.assign(variable, found)
    heap.drop()
    for _ in range(3):
        heap.garbage(1 << 15)
        collect(heap)
    assert heap.read(variable, 1) == 5
    left = heap.root(heap.read(variable, 0))
    assert heap.values(left) == [0, 1, 2]
    heap.drop()
    heap.assign(variable, None)
    collect(heap)
    assert due(heap) == []
    assert heap.algorithm.live_bytes < 1000


def test_weak_links_are_cleared_before(heap: TestHeap) -> None:
    behind = heap.new_node(None, 3)
    node = new(heap, 1, behind)
    links = [heap.weak_link(node), heap.weak_link(behind)]
    kept = heap.new_node(None, 9)
    inner = heap.weak_link(kept)
    heap.write(node, 2, inner)
    held = heap.address(behind)
    for handle in (behind, node, inner):
        heap.assign(handle, None)
    collect(heap)
    # Where references are counted, what a dead object refers to is alive until that was finalized.
    assert [heap.linked(link) for link in links] == [0, held if heap.counting else 0]
    found = heap.next_finalizer()
    assert found is not None
    heap.assign(inner, None)
    heap.set_root(inner, heap.read(found, 2))
    assert heap.linked(inner) == heap.address(kept)
    heap.garbage(1 << 14)
    collect(heap)
    assert heap.linked(inner) == heap.address(kept)


def test_a_cycle(heap: TestHeap) -> None:
    first, behind = new(heap, 1), new(heap, 3)
    second = new(heap, 2, first, behind)
    heap.write(first, 0, second)
    for handle in (first, behind, second):
        heap.assign(handle, None)
    collect(heap)
    found = due(heap)
    assert sorted(found) == [1, 2, 3]
    assert found[-1] == 3


@pytest.mark.parametrize("seed", range(4))
def test_random_graphs(heap: TestHeap, seed: int) -> None:
    """An object is finalized before all that it leads to and that do not lead back to it."""
    chance = random.Random(seed)
    count = 40
    nodes = [new(heap, i) if chance.random() < 0.6 else heap.new_node(None, i) for i in range(count)]
    registered = [i for i in range(count) if heap.memory.load(heap.address(nodes[i])) >> 40 & 1]
    edges: dict[int, set[int]] = {i: set() for i in range(count)}
    for i in range(count):
        for place in (0, 2):
            if chance.random() < 0.7:
                j = chance.randrange(count)
                heap.write(nodes[i], place, nodes[j])
                edges[i].add(j)
        if chance.random() < 0.1:
            heap.garbage(1 << 12)
    reach = {i: set(edges[i]) for i in range(count)}
    for k in range(count):
        for i in range(count):
            if k in reach[i]:
                reach[i] |= reach[k]
    kept = set(chance.sample(range(count), 3))
    for i in range(count):
        if i not in kept:
            heap.assign(nodes[i], None)
    alive = kept.union(*(reach[i] for i in kept))
    order = []
    for _ in range(2):
        heap.garbage(1 << 14)
        collect(heap)
        order += due(heap)
    assert sorted(order) == [i for i in registered if i not in alive]
    for x in order:
        for y in order:
            if y in reach[x] and x not in reach[y]:
                assert order.index(x) < order.index(y)


def test_without_memory_for_the_list(heap: TestHeap) -> None:
    node = heap.new_node()
    for more in range(3):
        heap.memory.fail_after = heap.memory.reservations + more % 2
        with pytest.raises(MemoryError):
            heap.add_finalizer(node)
    heap.memory.fail_after = -1
    heap.add_finalizer(node)
    heap.assign(node, None)
    collect(heap)
    assert due(heap) == [0]


def test_the_rest_without_memory_for_all(heap: TestHeap) -> None:
    """Those that did not get into the queue get into it when it is empty."""
    kept = heap.allocate(heap.array, 2100)
    for value in range(1, 2101):
        node = new(heap, value)
        heap.write(kept, value, node)
        heap.drop()
    heap.memory.fail_after = heap.memory.reservations
    found = []
    while heap.algorithm.finalize_rest():
        found += due(heap)
    assert sorted(found) == list(range(1, 2101))
