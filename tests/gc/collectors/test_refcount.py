"""What only reference counting does."""

import pytest

from tests.gc.collectors.support import TestHeap
from weft.gc.collectors.refcount.collector import RefCountCollector


def test_a_full_table_of_candidates_is_not_searched_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it cannot grow, that would take time in proportion to its size for every candidate."""
    heap = TestHeap("refcount")
    collector = heap.algorithm
    assert isinstance(collector, RefCountCollector)
    searches = []
    monkeypatch.setattr(collector.cycles, "add", lambda address: 0)
    monkeypatch.setattr(collector.cycles, "forget_dead", lambda: searches.append(1))
    node = heap.address(heap.new_node())
    collector.cycles.candidates.used = 8 * 1000
    for _ in range(2000):
        collector.candidate(node)
    collector.cycles.candidates.used = 0
    assert 2 <= len(searches) <= 10
