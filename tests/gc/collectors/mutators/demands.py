"""What random programs demand of their collector: collections whole and in part, objects that stay, little memory."""

from __future__ import annotations

from tests.gc.collectors.mutators.links import LinkingProgram
from tests.gc.collectors.mutators.model import closure
from weft.gc.collectors.large_objects import PREFIX
from weft.gc.header import LARGE, PREBUILT
from weft.gc.simulation.counts import check_counts

MOST_STEPS = 100_000


class DemandingProgram(LinkingProgram):
    """All aspects together."""

    def __init__(self, name: str, increment: int, stress: int) -> None:
        super().__init__(name, increment, stress)
        self.exact = False
        """Everything was collected by the last step: nothing is left but what has to be."""

    def collect(self) -> None:
        """Collect everything."""
        succeeded = self.heap.algorithm.collect()
        assert succeeded or self.limited
        self.exact = not self.limited
        self.done += 1

    def collect_part(self, start: int) -> None:
        """Collect what is young, and a part of the rest."""
        self.algorithm.collect_part(start)
        self.done += 1

    def collect_in_parts(self) -> None:
        """Collect everything step by step, without doing anything in between."""
        if not self.limited:
            steps = 1
            while not self.algorithm.collect_part(1):
                steps += 1
                assert steps < MOST_STEPS
            self.done += 1

    def pin(self, at: int) -> None:
        """Ask for an object to stay where it is."""
        algorithm = self.algorithm
        at, thing = self.find(at, lambda thing: True)
        if thing is None:
            return
        if algorithm.can_move(self.heap.address(self.roots[at])):
            algorithm.collect_part(0)
        address = self.heap.address(self.roots[at])
        if not algorithm.can_move(address):
            thing.fixed = address
        else:
            assert self.heap.name in ("semispace", "markcompact") or self.limited
        self.done += 1

    def limit(self, room: int) -> None:
        """Let the heap grow by so many bytes at most from now on."""
        self.heap.memory.maximum = self.heap.memory.reserved + room
        self.limited = self.was_limited = True
        self.done += 1

    def limit_calls(self, calls: int) -> None:
        """From now on, memory can only be reserved so many times."""
        self.heap.memory.fail_after = self.heap.memory.reservations + calls
        self.limited = self.was_limited = True
        self.done += 1

    def lift_limits(self) -> None:
        """There is memory again."""
        self.heap.memory.maximum = 1 << 40
        self.heap.memory.fail_after = -1
        self.limited = False
        self.done += 1

    def finish(self) -> None:
        """The end of the program."""
        self.lift_limits()
        self.collect()
        self.check()
        self.finalize_rest()

    # Comparing ------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """See the base."""
        super().check()
        if self.exact:
            self.check_exact()
        self.exact = False

    def check_exact(self) -> None:
        """See the base."""
        super().check_exact()
        heap = self.heap
        assert self.kept == closure([*self.models, *self.prebuilt, *self.waiting])
        if heap.counting:
            live = heap.counting.used_bytes()
            check_counts(heap.memory, heap.types, heap.roots, live, [self.places[thing] for thing in self.waiting])
        else:
            assert heap.algorithm.live_bytes == sum(self._size(self.places[thing]) for thing in self.kept)

    def _size(self, address: int) -> int:
        """Return how many bytes an object takes."""
        header = self.heap.memory.load(address)
        if header & PREBUILT:
            return 0
        size = self.algorithm.size_of(address, header)
        return size + PREFIX if header & LARGE else size
