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


def cleared(heap: TestHeap) -> list[int]:
    """Return the numbers of the links that were cleared, in order."""
    numbers = []
    while number := heap.next_cleared():
        numbers.append(number)
    assert heap.memory.waiting == 0
    return sorted(numbers)


def test_numbers_of_cleared_links_are_told_once(heap: TestHeap) -> None:
    kept, dropped = heap.new_node(), heap.new_node()
    links = [heap.weak_link(kept, 1), heap.weak_link(dropped, 2), heap.weak_link(dropped, 3), heap.weak_link(dropped)]
    collect(heap)
    assert heap.memory.waiting == 0
    assert cleared(heap) == []
    heap.assign(dropped, None)
    collect(heap)
    assert heap.memory.waiting
    assert cleared(heap) == [2, 3]
    collect(heap)
    assert cleared(heap) == []
    heap.assign(kept, None)
    heap.assign(links[1], None)
    collect(heap)
    assert cleared(heap) == [1]


def test_numbers_of_dead_links_are_not_told(heap: TestHeap) -> None:
    node = heap.new_node()
    link, other = heap.weak_link(node, 1), heap.weak_link(node, 2)
    heap.write(node, 0, link)
    heap.write(node, 2, node)
    heap.assign(link, None)
    heap.assign(node, None)
    collect(heap)
    assert cleared(heap) == [2]
    assert heap.linked(other) == 0


def test_numbers_wait_until_they_are_asked_for(heap: TestHeap) -> None:
    """Over several collections, young and old, even if the links die meanwhile."""
    for number in range(1, 3001):
        target = heap.new_node(None, number)
        link = heap.weak_link(target, number)
        if number % 2:
            heap.garbage(1 << 10)
        heap.assign(target, None)
        if number % 500 == 0:
            collect(heap)
        heap.assign(link, None)
        heap.drop(2)
    target = heap.new_node()
    heap.weak_link(target, 5000)
    heap.assign(target, None)
    collect(heap)
    told = cleared(heap)
    assert 5000 in told
    assert set(told) >= {500, 1000, 1500, 2000, 2500, 3000}
    assert len(told) == len(set(told))


def test_numbers_are_told_before_the_finalizer(heap: TestHeap) -> None:
    node = heap.new_node(None, 7)
    heap.add_finalizer(node)
    link = heap.weak_link(node, 1)
    heap.assign(node, None)
    collect(heap)
    assert heap.linked(link) == 0
    assert heap.memory.waiting
    assert heap.next_cleared() == 1
    assert heap.next_cleared() == 0
    assert heap.memory.waiting
    found = heap.next_finalizer()
    assert found is not None
    assert heap.read(found, 1) == 7
    heap.assign(found, None)
    collect(heap)
    assert cleared(heap) == []
    assert heap.memory.waiting == 0


@pytest.mark.parametrize("seed", range(3))
def test_numbers_of_random_links(heap: TestHeap, seed: int) -> None:
    """Every number of a link that is alive is told once, after its target died."""
    chance = random.Random(seed)
    links: dict[int, tuple[Handle, int]] = {}
    alive: dict[int, Handle] = {}
    due: set[int] = set()
    for step in range(1, 400):
        what = chance.randrange(8)
        if what < 3:
            alive[step] = heap.new_node(None, step)
        elif what < 5 and alive:
            target = chance.choice(list(alive))
            links[step] = heap.weak_link(alive[target], step), target
        elif what == 5 and alive:
            target = chance.choice(list(alive))
            heap.assign(alive.pop(target), None)
            due |= {number for number, (_, found) in links.items() if found == target}
        elif what == 6 and links:
            number = chance.choice(list(links))
            heap.assign(links.pop(number)[0], None)
        elif chance.randrange(6) == 0:
            collect(heap)
            told = set(cleared(heap))
            assert told >= due & set(links)
            assert told <= due
            due -= told
            links = {number: link for number, link in links.items() if number not in told}
            due &= set(links)
        heap.garbage(chance.randrange(2000))


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
