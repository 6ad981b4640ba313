"""The checker of the heap finds what is broken here on purpose; the census counts."""

import re
from pathlib import Path

import pytest

from tests.gc.collectors.support import ALGORITHMS, TestHeap
from weft.gc.checker import BEFORE, FAULTS, HeapChecker
from weft.gc.collectors.objects import TracingCollector
from weft.gc.collectors.refcount.counts import ONE
from weft.gc.simulation.errors import HeapFault, MemoryMistake
from weft.gc.simulation.heap import Handle
from weft.gc.words import WORD


@pytest.fixture(params=sorted(ALGORITHMS))
def heap(request: pytest.FixtureRequest) -> TestHeap:
    return TestHeap(request.param)


def check(heap: TestHeap) -> None:
    assert isinstance(heap.algorithm, TracingCollector)
    HeapChecker(heap.algorithm, heap.inspection).check(BEFORE)


def old_node(heap: TestHeap) -> Handle:
    """Return a root that holds a node which survived collections."""
    node = heap.new_node(None, 5)
    for _ in range(2):
        assert heap.algorithm.collect()
    heap.checker.calls = 0
    return node


@pytest.mark.parametrize("address", [1 << 40, 24])
def test_a_reference_to_nowhere(heap: TestHeap, address: int) -> None:
    node = old_node(heap)
    heap.memory.store(heap.address(node) + WORD, address)
    with pytest.raises(HeapFault, match=FAULTS[1]):
        check(heap)


def test_a_reference_between_objects(heap: TestHeap) -> None:
    node = old_node(heap)
    heap.memory.store(heap.address(node) + WORD, heap.address(node) + 2 * WORD)  # its number 5: odd, as if forwarded
    with pytest.raises(HeapFault, match=FAULTS[2]):
        check(heap)


def test_an_object_of_no_type(heap: TestHeap) -> None:
    node = old_node(heap)
    heap.memory.store(heap.address(node), 1 << 20)
    with pytest.raises(HeapFault, match=FAULTS[3]):
        check(heap)


@pytest.mark.parametrize("length", [1 << 30, -1, -5])
def test_an_object_beyond_its_memory(heap: TestHeap, length: int) -> None:
    array = heap.allocate(heap.words, 3)
    heap.memory.store(heap.address(array) + WORD, length)
    with pytest.raises(HeapFault, match=FAULTS[4]):
        check(heap)


def test_a_reference_that_was_not_updated(heap: TestHeap) -> None:
    """A slot the collector does not know of keeps the address of something that died or moved."""
    head = heap.chain(40)
    address = heap.address(head)
    heap.assign(head, None)
    heap.algorithm.collect()
    heap.garbage(1 << 16)
    heap.memory.store(heap.roots.base, address)
    with pytest.raises(MemoryMistake):
        check(heap)


def test_a_missing_barrier() -> None:
    heap = TestHeap("generational")
    old = old_node(heap)
    young = heap.new_node(None, 6)
    heap.memory.store(heap.address(old) + WORD, heap.address(young))
    with pytest.raises(HeapFault, match=FAULTS[7]):
        heap.algorithm.collect()


def test_a_missing_barrier_for_a_large_object() -> None:
    heap = TestHeap("generational")
    old = old_node(heap)
    young = heap.allocate(heap.words, 1 << 14)
    heap.memory.store(heap.address(old) + WORD, heap.address(young))
    with pytest.raises(HeapFault, match=FAULTS[7]):
        heap.algorithm.collect()


@pytest.mark.parametrize("name", ["generational", "marksweep", "markcompact"])
def test_marking_that_stops_early(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    heap = TestHeap(name)
    heap.chain(5)
    marker = heap.algorithm.old if name == "generational" else heap.algorithm  # type: ignore[attr-defined]
    heap.algorithm.collect()

    def stop() -> None:
        while marker.stack.used:
            marker.stack.pop()

    monkeypatch.setattr(marker, "_drain", stop)
    heap.checker.calls = 0
    with pytest.raises(HeapFault, match=FAULTS[6]):
        heap.algorithm.collect()


def test_census(heap: TestHeap) -> None:
    heap.chain(10)
    heap.garbage(1 << 10)
    array = heap.allocate(heap.array, 7)
    large = heap.allocate(heap.words, 30000)
    heap.write(array, 1, large)
    heap.write(array, 2, array)
    heap.prebuilt(heap.node)
    heap.static()
    expected = {"node": (10, 10 * 4 * WORD), "array": (1, 9 * WORD), "words": (1, 30002 * WORD)}
    heap.census.take()
    assert heap.inspection.reports == [expected]
    heap.algorithm.collect()
    heap.inspection.census_wanted = True
    heap.garbage(1 << 16)  # somewhere there, the collector is asked for room
    assert len(heap.inspection.reports) == 2
    del expected["words"]
    assert expected.items() <= heap.inspection.reports[1].items()
    assert not heap.inspection.census_wanted


def test_a_count_that_is_too_small() -> None:
    heap = TestHeap("refcount")
    node = heap.new_node()
    heap.new_node(node, 1, node)
    address = heap.address(node)
    header = heap.memory.load(address)
    check(heap)
    assert heap.memory.load(address) == header
    heap.memory.store(address, header - ONE)
    with pytest.raises(HeapFault, match=FAULTS[8]):
        check(heap)


def test_faults_of_compiled_checks_are_the_same() -> None:
    source = Path(__file__).parents[3] / "backend_c" / "runtime" / "gc_inspect.c"
    table = source.read_text().split("faults[] = {")[1].split("};")[0]
    assert tuple(re.findall(r'"(.*)",', table)) == FAULTS
