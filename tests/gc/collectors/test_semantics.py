"""What every collector must do, on simulated memory: a stale reference or a lost object is an exception there."""

from collections.abc import Iterator

import pytest

from tests.gc.collectors.support import ALGORITHMS, MOVING, TestHeap
from weft.gc.simulation.errors import FreedAccess, MemoryMistake, UninitialisedRead
from weft.gc.simulation.heap import Handle
from weft.gc.simulation.memory import SimulatedMemory
from weft.gc.words import WORD


@pytest.fixture(params=sorted(ALGORITHMS))
def heap(request: pytest.FixtureRequest) -> Iterator[TestHeap]:
    yield TestHeap(request.param)


def collect(heap: TestHeap) -> None:
    assert heap.algorithm.collect()


def test_a_new_object_is_zero(heap: TestHeap) -> None:
    for _ in range(3):
        heap.garbage(1 << 14)
        node = heap.allocate(heap.node)
        assert [heap.read(node, i) for i in range(3)] == [0, 0, 0]
        array = heap.allocate(heap.array, 20)
        assert [heap.read(array, i) for i in range(21)] == [20] + [0] * 20
        heap.drop(2)


def test_objects_survive_a_collection(heap: TestHeap) -> None:
    head = heap.chain(50)
    collect(heap)
    assert heap.values(head) == list(range(50))
    collect(heap)
    assert heap.values(head) == list(range(50))


def test_objects_survive_allocation(heap: TestHeap) -> None:
    head = heap.chain(100)
    heap.garbage(1 << 17)
    assert heap.values(head) == list(range(100))


def test_garbage_does_not_add_up(heap: TestHeap) -> None:
    heap.garbage(1 << 17)
    before = heap.memory.peak
    heap.garbage(1 << 19)
    assert heap.memory.peak == before


def test_what_was_dropped_is_freed(heap: TestHeap) -> None:
    head = heap.chain(3000)
    collect(heap)
    assert heap.algorithm.live_bytes >= 3000 * 4 * WORD
    heap.assign(head, None)
    collect(heap)
    assert heap.algorithm.live_bytes < 1000


def test_cycles_are_freed(heap: TestHeap) -> None:
    for _ in range(3000):
        first = heap.new_node()
        second = heap.new_node(first)
        heap.write(first, 2, second)
        heap.drop(2)
    collect(heap)
    assert heap.algorithm.live_bytes < 1000


def test_shared_objects_stay_shared(heap: TestHeap) -> None:
    shared = heap.new_node(None, 7)
    left, right = heap.new_node(shared), heap.new_node(None, 0, shared)
    collect(heap)
    heap.write_word(shared, 1, 8)
    assert heap.read(left, 0) == heap.read(right, 2) == heap.address(shared)


def test_a_reference_to_itself(heap: TestHeap) -> None:
    node = heap.new_node()
    heap.write(node, 0, node)
    collect(heap)
    assert heap.read(node, 0) == heap.address(node)


def test_a_static_variable_is_a_root(heap: TestHeap) -> None:
    variable = heap.static()
    heap.replace(variable, heap.chain(10))
    heap.garbage(1 << 16)
    collect(heap)
    assert heap.values(variable) == list(range(10))


def test_a_prebuilt_object_is_a_root(heap: TestHeap) -> None:
    prebuilt = heap.prebuilt(heap.node)
    node = heap.new_node(None, 5)
    heap.write(prebuilt, 0, node)
    heap.drop()
    for _ in range(3):
        heap.garbage(1 << 16)
        collect(heap)
    at = heap.root(heap.read(prebuilt, 0))
    assert heap.read(at, 1) == 5


def test_a_prebuilt_object_never_moves(heap: TestHeap) -> None:
    prebuilt = heap.prebuilt(heap.node)
    before = heap.address(prebuilt)
    heap.write(prebuilt, 2, prebuilt)
    collect(heap)
    assert heap.address(prebuilt) == heap.read(prebuilt, 2) == before


def test_a_prebuilt_array_written_late(heap: TestHeap) -> None:
    prebuilt = heap.prebuilt(heap.array, 5)
    for round_ in range(4):
        for index in range(1, 6):
            heap.write(prebuilt, index, heap.new_node(None, index * round_))
            heap.drop()
        heap.garbage(1 << 15)
        values = [heap.memory.load(heap.read(prebuilt, index) + 2 * WORD) for index in range(1, 6)]
        assert values == [index * round_ for index in range(1, 6)]


def test_an_old_object_that_refers_to_young_ones(heap: TestHeap) -> None:
    old = heap.new_node()
    collect(heap)
    for value in range(20):
        heap.write(old, value % 2 * 2, heap.new_node(None, value))
        heap.drop()
        heap.garbage(1 << 13)
        assert heap.memory.load(heap.read(old, value % 2 * 2) + 2 * WORD) == value


def test_an_old_object_is_written_twice_between_collections(heap: TestHeap) -> None:
    old = heap.new_node()
    collect(heap)
    heap.write(old, 0, heap.new_node(None, 1))
    heap.write(old, 2, heap.new_node(None, 2))
    heap.drop(2)
    collect(heap)
    assert [heap.memory.load(heap.read(old, i) + 2 * WORD) for i in (0, 2)] == [1, 2]


def test_integers_in_place_of_references(heap: TestHeap) -> None:
    node = heap.new_node()
    heap.memory.store(heap.address(node) + WORD, 12345)
    heap.root(-1)
    collect(heap)
    assert heap.read(node, 0) == 12345


def test_objects_without_fields(heap: TestHeap) -> None:
    array = heap.allocate(heap.array, 10)
    for index in range(1, 11):
        heap.write(array, index, heap.allocate(heap.empty))
        heap.drop()
    heap.garbage(1 << 15)
    collect(heap)
    places = [heap.read(array, index) for index in range(1, 11)]
    assert len(set(places)) == 10
    assert {heap.type_id(place) for place in places} == {heap.empty}


def test_arrays_of_length_zero(heap: TestHeap) -> None:
    arrays = [heap.allocate(kind, 0) for kind in (heap.array, heap.words, heap.pairs)]
    heap.garbage(1 << 15)
    collect(heap)
    assert [heap.read(array, 0) for array in arrays] == [0, 0, 0]


@pytest.mark.parametrize("length", [3, 20000])
def test_items_that_are_not_cleared(heap: TestHeap, length: int) -> None:
    for _ in range(4):
        heap.allocate(heap.words, length)
    heap.drop()  # others are kept, so that its memory is not given back
    words = heap.allocate_dirty(heap.words, length)
    if length > 3:
        with pytest.raises((UninitialisedRead, FreedAccess)):
            heap.read(words, 5)
    heap.write_word(words, length, 7)
    array = heap.allocate_dirty(heap.array, length)
    for index in range(1, length + 1):
        heap.write_word(array, index, 0)
    heap.write(array, length, heap.new_node(None, 8))
    heap.drop()
    heap.garbage(1 << 15)
    collect(heap)
    assert [heap.read(words, 0), heap.read(words, length), heap.read(array, 0)] == [length, 7, length]
    assert heap.memory.load(heap.read(array, length) + 2 * WORD) == 8


def test_wide_objects(heap: TestHeap) -> None:
    wide = heap.allocate(heap.wide)
    for index in range(80):
        if index % 7 == 0:
            heap.write(wide, index, heap.new_node(None, index))
            heap.drop()
        else:
            heap.write_word(wide, index, 2 * index)
    collect(heap)
    heap.garbage(1 << 15)
    for index in range(80):
        word = heap.read(wide, index)
        assert (heap.memory.load(word + 2 * WORD) if index % 7 == 0 else word // 2) == index


def test_arrays_of_structures(heap: TestHeap) -> None:
    pairs = heap.allocate(heap.pairs, 8)
    for index in range(8):
        for part in (0, 2):
            heap.write(pairs, 1 + 3 * index + part, heap.new_node(None, 10 * index + part))
            heap.drop()
        heap.write_word(pairs, 1 + 3 * index + 1, index)
    collect(heap)
    heap.garbage(1 << 15)
    for index in range(8):
        assert heap.read(pairs, 2 + 3 * index) == index
        for part in (0, 2):
            assert heap.memory.load(heap.read(pairs, 1 + 3 * index + part) + 2 * WORD) == 10 * index + part


@pytest.mark.parametrize("length", [100, 600, 5000, 9000, 20000])
def test_large_arrays(heap: TestHeap, length: int) -> None:
    array = heap.allocate(heap.array, length)
    heap.write(array, length, heap.new_node(None, 3))
    heap.drop()
    for _ in range(3):
        heap.garbage(1 << 15)
        collect(heap)
    assert heap.read(array, 0) == length
    assert heap.memory.load(heap.read(array, length) + 2 * WORD) == 3
    assert heap.read(array, length - 1) == 0


def test_large_arrays_are_freed(heap: TestHeap) -> None:
    for _ in range(60):
        heap.allocate(heap.words, 20000)
        heap.drop()
    assert heap.memory.peak < 10 * 20000 * WORD
    collect(heap)
    assert heap.algorithm.live_bytes < 1000


def test_large_arrays_in_a_cycle(heap: TestHeap) -> None:
    for _ in range(20):
        first, second = heap.allocate(heap.array, 20000), heap.allocate(heap.array, 20000)
        heap.write(first, 1, second)
        heap.write(second, 20000, first)
        heap.drop(2)
    collect(heap)
    assert heap.algorithm.live_bytes < 1000


def test_a_large_array_keeps_a_chain(heap: TestHeap) -> None:
    array = heap.allocate(heap.array, 20000)
    heap.write(array, 17, heap.chain(40))
    heap.drop()
    heap.garbage(1 << 16)
    collect(heap)
    assert heap.values(heap.root(heap.read(array, 17))) == list(range(40))


def test_a_long_chain_needs_no_recursion(heap: TestHeap) -> None:
    head = heap.chain(20000)
    collect(heap)
    assert heap.values(head) == list(range(20000))


def test_a_wide_tree(heap: TestHeap) -> None:
    root = heap.allocate(heap.array, 3000)
    for index in range(1, 3001):
        heap.write(root, index, heap.new_node(None, index))
        heap.drop()
    collect(heap)
    assert sum(heap.memory.load(heap.read(root, i) + 2 * WORD) for i in range(1, 3001)) == 3000 * 3001 // 2


# Identity -----------------------------------------------------------------------------------------------------


def test_the_identity_hash_stays(heap: TestHeap) -> None:
    nodes = [heap.new_node(None, i) for i in range(20)]
    hashes = [heap.identity_hash(node) for node in nodes]
    for _ in range(3):
        heap.garbage(1 << 14)
        collect(heap)
        assert [heap.identity_hash(node) for node in nodes] == hashes
        assert [heap.read(node, 1) for node in nodes] == list(range(20))


def test_the_identity_hash_asked_for_late(heap: TestHeap) -> None:
    node = heap.new_node()
    collect(heap)
    found = heap.identity_hash(node)
    heap.garbage(1 << 15)
    collect(heap)
    assert heap.identity_hash(node) == found


def test_the_identity_hash_of_arrays(heap: TestHeap) -> None:
    arrays = [heap.allocate(heap.words, length) for length in (0, 1, 2, 100, 20000)]
    hashes = [heap.identity_hash(array) for array in arrays]
    collect(heap)
    collect(heap)
    assert [heap.identity_hash(array) for array in arrays] == hashes
    assert [heap.read(array, 0) for array in arrays] == [0, 1, 2, 100, 20000]


def test_identity_hashes_of_live_objects_differ(heap: TestHeap) -> None:
    array = heap.allocate(heap.array, 500)
    for index in range(1, 501):
        heap.write(array, index, heap.new_node())
        heap.drop()
    hashes = [heap.algorithm.identity_hash(heap.read(array, index)) for index in range(1, 501)]
    assert len(set(hashes)) == 500


def test_many_hashed_objects_grow_when_they_move(heap: TestHeap) -> None:
    array = heap.allocate(heap.array, 400)
    hashes = []
    for index in range(1, 401):
        node = heap.allocate(heap.empty)
        heap.write(array, index, node)
        hashes.append(heap.identity_hash(node))
        heap.drop()
    heap.garbage(1 << 15)
    collect(heap)
    assert [heap.algorithm.identity_hash(heap.read(array, index)) for index in range(1, 401)] == hashes


def test_the_identity_hash_of_a_prebuilt_object(heap: TestHeap) -> None:
    prebuilt = heap.prebuilt(heap.node)
    found = heap.identity_hash(prebuilt)
    collect(heap)
    assert heap.identity_hash(prebuilt) == found


@pytest.mark.parametrize("name", MOVING)
def test_objects_move(name: str) -> None:
    heap = TestHeap(name)
    node = heap.new_node()
    before = heap.address(node)
    collect(heap)
    assert heap.address(node) != before
    with pytest.raises(MemoryMistake):
        heap.memory.load(before)


def test_objects_of_marksweep_do_not_move() -> None:
    heap = TestHeap("marksweep")
    node = heap.new_node()
    before = heap.address(node)
    collect(heap)
    assert heap.address(node) == before


# Exhaustion ---------------------------------------------------------------------------------------------------


def fill(heap: TestHeap) -> int:
    """Allocate until memory is exhausted; return how many nodes there were."""
    head = heap.root(0)
    count = 0
    while True:
        try:
            node = heap.new_node(head if heap.address(head) else None, count)
        except MemoryError:
            return count
        heap.replace(head, node)
        count += 1


def test_exhaustion_is_reported(heap: TestHeap) -> None:
    heap.memory.maximum = 1 << 18
    count = fill(heap)
    assert count > 500
    assert heap.values(Handle(heap.roots.base)) == list(range(count - 1, -1, -1))


def test_after_exhaustion_memory_can_be_used_again(heap: TestHeap) -> None:
    heap.memory.maximum = 1 << 18
    first = fill(heap)
    for _ in range(3):
        heap.set_root(Handle(heap.roots.base), 0)
        heap.drop()
        again = fill(heap)
        assert again > first // 2


def test_large_objects_exhaust_memory(heap: TestHeap) -> None:
    heap.memory.maximum = 1 << 19
    kept = 0
    with pytest.raises(MemoryError):
        while True:
            heap.allocate(heap.words, 10000)
            kept += 1
    assert kept >= 2
    heap.drop(kept)
    heap.allocate(heap.words, 10000)


def test_an_impossible_size(heap: TestHeap) -> None:
    assert heap.algorithm.allocate_items(heap.array, 1 << 60) == 0
    assert heap.algorithm.allocate_items(heap.array, -1) == 0
    assert heap.algorithm.allocate_items(heap.array, 1 << 44) == 0


@pytest.mark.parametrize("name", sorted(ALGORITHMS))
@pytest.mark.parametrize("calls", range(1, 40, 3))
def test_every_reservation_may_fail(name: str, calls: int) -> None:
    memory = SimulatedMemory(fail_after=calls)
    try:
        heap = TestHeap(name, memory)
        head = heap.chain(5)
    except MemoryError:
        return
    for value in range(1500):
        try:
            node = heap.new_node(None, value)
        except MemoryError:
            break
        heap.write(node, 0, head)
        heap.replace(head, node)
    found = heap.values(head)
    assert found[-5:] == list(range(5))
    assert found[:-5] == sorted(found[:-5], reverse=True)


# Stress -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(ALGORITHMS))
@pytest.mark.parametrize("step", [1, 3, 10])
def test_stress_collects_at_every_nth_allocation(name: str, step: int) -> None:
    heap = TestHeap(name, stress_step=step)
    head = heap.chain(60)
    assert heap.values(head) == list(range(60))
    assert heap.algorithm.collections >= 60 // step


def test_explicit_collections_take_no_memory(heap: TestHeap) -> None:
    head = heap.chain(300)
    for value in range(300, 340):
        collect(heap)
        node = heap.new_node(head, value)
        heap.replace(head, node)
    peak = heap.memory.peak
    for value in range(340, 400):
        collect(heap)
        node = heap.new_node(head, value)
        heap.replace(head, node)
    assert heap.memory.peak <= 2 * peak
    assert heap.values(head)[:100] == list(range(399, 339, -1)) + list(range(339, 299, -1))


def test_holes_between_objects_are_filled_when_memory_is_short(heap: TestHeap) -> None:
    heap.memory.maximum = 1 << 19
    head = heap.root(0)
    count = fill_from(heap, head)
    at = heap.root(heap.address(head))
    for _ in range(count // 2 - 1):  # every second node is dropped
        second = heap.root(heap.read(heap.root(heap.read(at, 0)), 0))
        heap.write(at, 0, second)
        heap.assign(at, second)
        heap.drop(2)
    again = heap.root(0)
    assert fill_from(heap, again) > count // 5


def fill_from(heap: TestHeap, head: Handle) -> int:
    count = 0
    while True:
        try:
            node = heap.new_node(head if heap.address(head) else None, count)
        except MemoryError:
            return count
        heap.replace(head, node)
        count += 1


def test_exhaustion_leaves_room_to_collect(heap: TestHeap) -> None:
    """Whatever the heap grew to, the garbage of a program that was out of memory is collected."""
    heap.memory.maximum = 1 << 17
    head = heap.root(0)
    fill_from(heap, head)
    heap.assign(head, None)
    chain = heap.chain(400)
    assert heap.values(chain) == list(range(400))


def test_no_reserve_after_a_collection_keeps_the_nursery_closed() -> None:
    """What is allocated while a minor collection would be impossible must not get lost in the next one."""
    heap = TestHeap("generational")
    keep = heap.chain(100)
    memory = heap.memory
    memory.maximum = memory.reserved  # what survives goes into the reserve, and there is no memory for another
    assert heap.algorithm.collect() == 0
    born_old = heap.root(0)
    count = fill_from(heap, born_old)
    assert 0 < count < 1 << 12
    memory.maximum = 1 << 30
    more = heap.chain(300)
    young = heap.new_node(None, 7)
    heap.write(born_old, 2, young)
    heap.drop()
    heap.garbage(1 << 15)
    assert heap.values(keep) == list(range(100))
    assert heap.values(born_old) == list(range(count - 1, -1, -1))
    assert heap.memory.load(heap.read(born_old, 2) + 2 * WORD) == 7
    assert heap.values(more) == list(range(300))
