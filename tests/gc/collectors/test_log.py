"""What collectors tell their log, on simulated memory."""

import pytest

from tests.gc.collectors.support import ALGORITHMS, TestHeap
from weft.gc.collectors.large_objects import PREFIX
from weft.gc.words import WORD
from weft.translator.gclog.summary import allocated_bytes

NODE = 4 * WORD


@pytest.fixture(params=sorted(ALGORITHMS))
def heap(request: pytest.FixtureRequest) -> TestHeap:
    return TestHeap(request.param)


def test_a_requested_collection(heap: TestHeap) -> None:
    head = heap.chain(60)
    heap.garbage(1 << 10)
    before = len(heap.log.collections)
    heap.algorithm.collect()
    heap.assign(head, None)
    heap.algorithm.collect()
    events = heap.log.collections[before:]
    assert all(event.reason == "request" for event in events)
    first, second = (event for event in events if event.kind == "full")
    assert (first.after, second.after) == (60 * NODE, 0)
    garbage = 0 if heap.counting else 1 << 10
    assert events[0].before >= 60 * NODE + garbage
    assert first.after < 60 * NODE + (1 << 10)
    assert all(event.heap >= event.after for event in events)


@pytest.mark.parametrize("heap", sorted(set(ALGORITHMS) - {"refcount"}), indirect=True)
def test_what_was_allocated_adds_up(heap: TestHeap) -> None:
    """The differences between one collection and the next are the allocations, unless objects die in between."""
    made = 0
    heap.chain(50)
    made += 50 * NODE
    for i in range(2000):
        heap.allocate(heap.words, i % 30)
        heap.drop()
        made += (2 + i % 30) * WORD
        if i % 700 == 0:
            heap.algorithm.collect()
    heap.allocate(heap.words, 20000)
    made += 20002 * WORD
    heap.algorithm.collect()
    assert len(heap.log.collections) > 3
    assert 0 <= allocated_bytes(heap.log.collections) - made <= PREFIX  # of the large one


def test_reasons() -> None:
    heap = TestHeap("generational", stress_step=10)
    heap.garbage(1 << 12)
    assert {event.reason for event in heap.log.collections} == {"stress"}
    heap = TestHeap("generational")
    heap.garbage(1 << 14)
    assert {event.reason for event in heap.log.collections} == {"room"}


def test_steps_of_marking() -> None:
    heap = TestHeap("generational")
    heap.chain(2000)
    heap.garbage(1 << 15)
    kinds = [event.kind for event in heap.log.collections]
    assert {"minor", "step", "full"} <= set(kinds)
    assert "".join(kind[0] for kind in kinds).startswith("m")
    assert all(kinds[i - 1] == "minor" for i, kind in enumerate(kinds) if kind != "minor")
