"""What only mark-compact does: objects keep their order, and slide over holes of any size."""

from random import Random

import pytest

from tests.gc.collectors.support import TestHeap
from weft.gc.collectors.markcompact.collector import MarkCompactCollector
from weft.gc.simulation.errors import MemoryMistake
from weft.gc.simulation.memory import SimulatedMemory
from weft.gc.words import WORD


def algorithm(heap: TestHeap) -> MarkCompactCollector:
    assert isinstance(heap.algorithm, MarkCompactCollector)
    return heap.algorithm


def test_what_is_alive_slides_to_the_start() -> None:
    heap = TestHeap("markcompact")
    first = heap.address(heap.allocate(heap.words, 20))
    kept = heap.new_node(None, 7)
    before = heap.address(kept)
    heap.memory.store(heap.roots.base, 0)
    heap.algorithm.collect()
    assert heap.address(kept) == first < before
    assert heap.read(kept, 1) == 7
    assert heap.memory.free() == first + 4 * WORD
    with pytest.raises(MemoryMistake):
        heap.memory.load(before)


def test_what_nothing_died_in_front_of_stays() -> None:
    heap = TestHeap("markcompact")
    node = heap.new_node()
    before, found = heap.address(node), heap.identity_hash(node)
    heap.algorithm.collect()
    assert heap.address(node) == before
    assert heap.identity_hash(node) == found
    assert heap.memory.free() == before + 4 * WORD  # the hash takes no word yet


def test_a_hole_of_one_word_makes_room_for_a_hash() -> None:
    heap = TestHeap("markcompact")
    heap.allocate(heap.empty)
    nodes = [heap.new_node(None, i) for i in range(5)]
    hashes = [heap.identity_hash(node) for node in nodes]
    heap.memory.store(heap.roots.base, 0)
    heap.algorithm.collect()
    assert [heap.identity_hash(node) for node in nodes] == hashes
    assert [heap.read(node, 1) for node in nodes] == list(range(5))
    assert heap.address(nodes[0]) == algorithm(heap).space
    assert [heap.address(y) - heap.address(x) for x, y in zip(nodes, nodes[1:], strict=False)] == [5 * WORD] + [
        4 * WORD
    ] * 3  # the first has filled the hole: the others stay


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_addresses_stays(seed: int) -> None:
    random = Random(seed)
    heap = TestHeap("markcompact")
    array = heap.allocate(heap.array, 300)
    for index in range(1, 301):
        if random.random() < 0.5:
            heap.garbage(random.randrange(300))
        heap.write(array, index, heap.new_node(None, index))
        heap.drop()
    for _ in range(3):
        for index in random.sample(range(1, 301), 30):
            heap.write(array, index, None)
        heap.algorithm.collect()
        places = [place for place in (heap.read(array, index) for index in range(1, 301)) if place]
        assert places == sorted(places)


def test_the_space_grows_with_what_is_alive() -> None:
    heap = TestHeap("markcompact")
    heap.chain(3000)
    heap.algorithm.collect()
    assert algorithm(heap).space_size >= 2 * heap.algorithm.live_bytes
    assert heap.memory.reserved < 6 * heap.algorithm.live_bytes


def test_without_memory_for_a_larger_space_it_uses_this_one() -> None:
    memory = SimulatedMemory(fail_after=2)
    heap = TestHeap("markcompact", memory)
    head = heap.root(0)
    count = 0
    with pytest.raises(MemoryError):
        while True:
            heap.garbage(200)
            heap.replace(head, heap.new_node(head if heap.address(head) else None, count))
            count += 1
    assert count * 4 * WORD > algorithm(heap).space_size * 0.9
    assert heap.values(head) == list(range(count - 1, -1, -1))
