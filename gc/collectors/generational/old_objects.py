"""The old generation: marked step by step, swept lazily.  See the collector."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from weft.gc.collectors.holes import AREA_SIZE, HoleSpace
from weft.gc.collectors.large_objects import LargeObjects
from weft.gc.collectors.mark_stack import MarkStack
from weft.gc.collectors.weak_links import WeakLinks
from weft.gc.header import LARGE, MARKED, PREBUILT, REMEMBERED, TYPE_MASK
from weft.gc.watch import FULL, STEP
from weft.rtyper.ll_helpers.lowlevel import Word

if TYPE_CHECKING:
    from weft.gc.collectors.generational.collector import GenerationalCollector


class OldObjects:
    """The old space, the large old objects, and the state of marking."""

    colour = Word()
    """`MARKED` while marking is under way, else 0: what objects that become old get into their header."""
    target_size = Word()
    """Bytes of the old generation at which marking starts."""
    used_bytes = Word()
    """What the last marking found alive, and what became old since."""
    marked_bytes = Word()
    traced_bytes = Word()
    """By the step that is under way."""
    prebuilt_lost = Word()
    """1: the list of written prebuilt objects is incomplete."""

    def __init__(self, collector: GenerationalCollector) -> None:
        self.collector = collector
        self.memory = collector.memory
        self.settings = collector.settings
        self.roots = collector.roots
        self.space = HoleSpace(collector.memory, collector.size_of)
        self.large = LargeObjects(collector.memory)
        self.stack = MarkStack(collector.memory)
        self.weak = WeakLinks(collector.memory, self.survivor)
        self.prebuilt = MarkStack(collector.memory)
        """The prebuilt objects that were written: roots."""

    def start(self) -> int:
        """Set the sizes; return 0 if there is no memory."""
        self.target_size = self.settings.minimum()
        self.space.kept_size = self.target_size
        if self.stack.start() == 0:
            return 0
        return self.prebuilt.start()

    # Allocation, and what the barrier tells -------------------------------------------------------------------

    def find_room(self, size: int) -> int:
        """Make the current hole one of at least `size` bytes; return 0 if there is no memory."""
        if self.space.find_hole(size):
            return 1
        if size > AREA_SIZE // 2:
            return 0
        return self.space.grow()

    def push(self, address: int) -> None:
        """Have an object traced that is marked already."""
        self.stack.push(address)

    def add_prebuilt(self, address: int) -> None:
        """A prebuilt object becomes a root."""
        if self.prebuilt.push(address) == 0:
            self.prebuilt_lost = 1

    def was_written(self, address: int, header: int) -> None:
        """A remembered object may have references that marking has not seen."""
        if header & MARKED and self.colour:
            self.stack.push(address)

    def visit_remembered(self, visit: Callable[[int], None]) -> None:
        """Call `visit` with every object that is remembered, by looking at all."""
        self.space.visit_objects(REMEMBERED, visit)
        self.large.visit_objects(REMEMBERED, visit)
        index = self.roots.prebuilt_count()
        while index:
            index -= 1
            address = self.roots.prebuilt(index)
            if self.memory.load(address) & REMEMBERED:
                visit(address)

    # Marking --------------------------------------------------------------------------------------------------

    def size(self) -> int:
        """Return the bytes of the generation."""
        return self.space.total + self.large.total

    def step(self, promoted: int) -> None:
        """Go on with marking, or start it if the generation is large enough; the nursery is empty."""
        if self.colour == 0 and self.size() < self.target_size:
            return
        self.collector.watch.begins()
        if self.colour == 0:
            self._start_marking()
        self.traced_bytes = 0
        budget = 4 * promoted + self.settings.increment()
        while self.traced_bytes < budget:
            if self._trace_next() == 0:
                self._finish_marking()
                self.collector.watch.ends(FULL)
                return
        self.collector.watch.ends(STEP)

    def collect(self) -> None:
        """Mark everything from the beginning; the nursery is empty."""
        self.collector.watch.begins()
        if self.colour:
            self._finish_marking()
        self._start_marking()
        self._finish_marking()
        self.space.kept_size = 0
        self.space.finish_sweep()
        self.collector.watch.ends(FULL)

    def _start_marking(self) -> None:
        self.space.finish_sweep()
        self.colour = MARKED
        self.marked_bytes = 0
        self._mark_roots()

    def _mark_roots(self) -> None:
        self.collector.visit_variables(self.mark)
        if self.prebuilt_lost:
            self.collector.visit_prebuilt(self.mark)
        self.prebuilt.visit(self._trace_prebuilt)

    def _trace_prebuilt(self, address: int) -> None:
        self.collector.trace(address, self.memory.load(address) & TYPE_MASK, self.mark)

    def _finish_marking(self) -> None:
        self._mark_roots()
        self._drain()
        while self.stack.overflowed:
            self.stack.overflowed = 0
            self.space.visit_objects(MARKED, self._trace_again)
            self.large.visit_objects(MARKED, self._trace_again)
        self.stack.shrink()
        self.weak.update()
        self.large.sweep()
        self.colour = 0
        self.collector.collections += 1
        live = self.marked_bytes + self.large.total
        self.collector.live_bytes = live
        self.used_bytes = live
        self.target_size = live + live * 7 // 8
        if self.target_size < self.settings.minimum():
            self.target_size = self.settings.minimum()
        self.space.kept_size = self.target_size - self.large.total
        self.space.close_hole()
        self.space.start_sweep()

    def survivor(self, address: int) -> int:
        """Return the address of an object after everything alive was marked, 0 if it is dead."""
        return address if self.memory.load(address) & (MARKED | PREBUILT) else 0

    def mark(self, slot: int) -> None:
        """Mark what the reference in a slot leads to."""
        address = self.memory.load(slot)
        if address and address & 1 == 0:
            self.mark_address(address)

    def mark_address(self, address: int) -> None:
        """Mark an old object, and have it traced."""
        header = self.memory.load(address)
        if header & (MARKED | PREBUILT):
            return
        if header & LARGE:
            self.large.mark(address, header)
            return
        self.memory.store(address, header | MARKED)
        self.stack.push(address)

    def _trace_next(self) -> int:
        """Trace one object; return 0 if none is left."""
        if self.stack.used:
            self._trace_object(self.stack.pop())
            return 1
        if self.large.pending:
            self._trace_object(self.large.take())
            return 1
        return 0

    def _drain(self) -> None:
        while self._trace_next():
            pass

    def _trace_object(self, address: int) -> None:
        header = self.memory.load(address)
        size = self.collector.size_of(address, header)
        self.traced_bytes += size
        if header & LARGE == 0:
            self.marked_bytes += size
        self.collector.trace(address, header & TYPE_MASK, self.mark)

    def _trace_again(self, address: int) -> None:
        """Trace a marked object a second time: its references may have been dropped when the stack was full."""
        self._trace_object(address)
        self._drain()
