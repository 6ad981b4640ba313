"""Weak links, on simulated memory: they follow what moves, do not keep it alive, and are cleared when it dies."""

import random
from collections.abc import Iterator

import pytest

from tests.gc.collectors.support import ALGORITHMS, TestHeap
from weft.gc.simulation.heap import Handle
from weft.gc.words import WORD


@pytest.fixture(params=sorted(ALGORITHMS))
def heap(request: pytest.FixtureRequest) -> Iterator[TestHeap]:
    yield TestHeap(request.param)


def collect(heap: TestHeap) -> None:
    assert heap.algorithm.collect()


def test_a_link_follows_its_target(heap: TestHeap) -> None:
    before = heap.new_node()
    target = heap.new_node(None, 7)
    link = heap.weak_link(target)
    heap.assign(before, None)
    for _ in range(4):
        heap.garbage(1 << 15)
        collect(heap)
        assert heap.linked(link) == heap.address(target)
        assert heap.read(target, 1) == 7


def test_a_link_keeps_nothing_alive(heap: TestHeap) -> None:
    target = heap.chain(2000)
    link = heap.weak_link(target)
    heap.assign(target, None)
    collect(heap)
    assert heap.linked(link) == 0
    assert heap.algorithm.live_bytes < 1000
    collect(heap)
    assert heap.linked(link) == 0


def test_a_link_to_a_young_object(heap: TestHeap) -> None:
    for value in range(200):
        target = heap.new_node(None, value)
        link = heap.weak_link(target)
        heap.assign(target, None)
        heap.garbage(1 << 12)
        address = heap.linked(link)
        assert address == 0 or heap.memory.load(address + 2 * WORD) == value
        heap.drop(2)


def test_a_link_to_an_old_object(heap: TestHeap) -> None:
    target = heap.new_node(None, 3)
    collect(heap)
    first = heap.weak_link(target)
    collect(heap)
    second = heap.weak_link(target)
    heap.garbage(1 << 15)
    assert heap.linked(first) == heap.linked(second) == heap.address(target)
    heap.assign(target, None)
    collect(heap)
    assert heap.linked(first) == heap.linked(second) == 0


def test_links_to_large_objects(heap: TestHeap) -> None:
    kept, dropped = heap.allocate(heap.words, 20000), heap.allocate(heap.words, 20000)
    links = [heap.weak_link(kept), heap.weak_link(dropped)]
    heap.assign(dropped, None)
    heap.garbage(1 << 15)
    collect(heap)
    assert [heap.linked(link) for link in links] == [heap.address(kept), 0]


def test_a_link_to_a_prebuilt_object(heap: TestHeap) -> None:
    link = heap.weak_link(heap.prebuilt(heap.node))
    prebuilt = heap.linked(link)
    for _ in range(3):
        collect(heap)
        assert heap.linked(link) == prebuilt


def test_a_link_to_a_cycle_that_holds_it(heap: TestHeap) -> None:
    node = heap.new_node()
    link = heap.weak_link(node)
    heap.write(node, 0, link)
    heap.write(node, 2, node)
    outside = heap.weak_link(node)
    heap.assign(link, None)
    collect(heap)
    assert heap.linked(outside) == heap.address(node)
    heap.assign(node, None)
    collect(heap)
    assert heap.linked(outside) == 0
    assert heap.algorithm.live_bytes < 1000


def test_dead_links_are_forgotten(heap: TestHeap) -> None:
    target = heap.new_node()
    for _ in range(2000):
        heap.weak_link(target)
        heap.drop()
    collect(heap)
    assert heap.algorithm.live_bytes < 1000


@pytest.mark.parametrize("seed", range(3))
def test_random_links(heap: TestHeap, seed: int) -> None:
    """Links lead to what is alive, and after a collection to nothing else."""
    chance = random.Random(seed)
    links: list[tuple[Handle, int]] = []
    alive: dict[int, Handle] = {}
    for step in range(300):
        what = chance.randrange(8)
        if what < 3:
            alive[step] = heap.new_node(None, step)
        elif what < 6 and alive:
            value = chance.choice(list(alive))
            links.append((heap.weak_link(alive[value]), value))
        elif what == 6 and alive:
            heap.assign(alive.pop(chance.choice(list(alive))), None)
        elif chance.randrange(10) == 0:
            collect(heap)
            for link, value in links:
                assert (heap.linked(link) != 0) == (value in alive)
        heap.garbage(chance.randrange(2000))
        for link, value in links:
            if value in alive:
                assert heap.linked(link) == heap.address(alive[value])
                assert heap.read(alive[value], 1) == value
