"""The old generation: marked step by step, swept lazily.  See the collector."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from weft.gc.collectors.holes import AREA_SIZE, NO_HOLE, HoleSpace
from weft.gc.collectors.large_objects import LargeObjects
from weft.gc.collectors.mark_stack import MarkStack
from weft.gc.collectors.weak_links import WeakLinks
from weft.gc.header import LARGE, MARKED, PREBUILT, REMEMBERED, TYPE_MASK
from weft.gc.watch import FULL, STEP
from weft.rtyper.ll_helpers.lowlevel import Word, inlined

if TYPE_CHECKING:
    from weft.gc.collectors.generational.collector import GenerationalCollector


SWEEP_STEP: Final = 8 << 20
"""Bytes of live objects that the sweep passes in one pause."""
PORTION: Final = 512
"""Items of a large object that are traced at once."""


class OldObjects:
    """The old space, the large old objects, and the state of marking."""

    colour = Word()
    """`MARKED` while marking is under way, else 0: what objects that become old get into their header."""
    target_size = Word()
    """Bytes of objects in the old generation at which marking starts."""
    used_bytes = Word()
    """What the last marking found alive, and what became old since."""
    marked_bytes = Word()
    traced_bytes = Word()
    """By the step that is under way."""
    next_item = Word()
    items_end = Word()
    items_type = Word()
    """What is left of the large object that is being traced."""
    prebuilt_lost = Word()
    """1: the list of written prebuilt objects is incomplete."""

    def __init__(self, collector: GenerationalCollector) -> None:
        self.collector = collector
        self.memory = collector.memory
        self.settings = collector.settings
        self.roots = collector.roots
        self.space = HoleSpace(collector.memory, collector.types, collector.size_of)
        self.large = LargeObjects(collector.memory)
        self.stack = MarkStack(collector.memory)
        self.weak = WeakLinks(collector.memory, self.survivor, collector.cleared)
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
        if self.space.grow(size):
            return 1
        self.space.budget = NO_HOLE
        return self.space.find_hole(size)

    def allocate(self, size: int) -> int:
        """Return memory for an object that the program makes, while there is none for the nursery; 0: no memory."""
        space = self.space
        space.budget = NO_HOLE
        if space.limit - space.free < size and self.find_room(size) == 0:
            return 0
        address = space.free
        space.free = address + size
        self.used_bytes += size
        return address

    def add_prebuilt(self, address: int) -> None:
        """A prebuilt object becomes a root."""
        if self.prebuilt.push(address) == 0:
            self.prebuilt_lost = 1

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
        if self.colour == 0 and self._should_wait():
            return
        self.collector.watch.begins()
        if self.colour == 0:
            self._start_marking()
        self.traced_bytes = 0
        budget = 3 * promoted + self.settings.increment()
        while self.traced_bytes < budget:
            if self._trace_next() == 0:
                self._finish_marking()
                self.collector.watch.ends(FULL)
                return
        self.collector.watch.ends(STEP)

    def _should_wait(self) -> int:
        """Return 1 while not enough became old; then the sweep has to come to its end first, step by step too."""
        if self.used_bytes < self.target_size:
            return 1
        if self.space.swept_area:
            self.space.sweep(SWEEP_STEP)
        return 1 if self.space.swept_area else 0

    def collect(self) -> None:
        """Mark everything from the beginning; the nursery is empty."""
        self.collector.watch.begins()
        if self.colour:
            self._finish_marking()
        self._start_marking()
        self._finish_marking()
        self.space.kept_size = 0
        self.space.release_empty()
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
        self._trace_everything()
        finalizers = self.collector.finalizers
        if finalizers.find_dead(0, self.survivor):
            self.weak.clear_dead()
            finalizers.keep_dead(0, self.survivor, self.mark)
            finalizers.old = finalizers.registered.used
            self._trace_everything()
        self.stack.shrink()
        self.collector.watch.marked()
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
        # Areas are given back slowly: the heap often grows again.
        self.space.kept_size -= self.space.kept_size // 4
        if self.space.kept_size < self.target_size - self.large.total:
            self.space.kept_size = self.target_size - self.large.total
        self._use_kept_areas()
        self.space.close_hole()
        self.space.start_sweep()

    def survivor(self, address: int) -> int:
        """Return the address of an object after everything alive was marked, 0 if it is dead."""
        return address if self.memory.load(address) & (MARKED | PREBUILT) else 0

    def _use_kept_areas(self) -> None:
        """Where the heap was larger before, there is room for more until marking has to start."""
        room = self.space.kept_size
        if room > self.space.total:
            room = self.space.total
        if self.target_size < room * 7 // 8 - 2 * AREA_SIZE:
            self.target_size = room * 7 // 8 - 2 * AREA_SIZE

    def mark(self, slot: int) -> None:
        """Mark what the reference in a slot leads to."""
        address = self.memory.load(slot)
        if address and address & 1 == 0:
            self.mark_address(address)

    @inlined
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
        if self.next_item < self.items_end:
            self._trace_some_items()
            return 1
        if self.large.pending:
            self._begin_large(self.large.take())
            return 1
        return 0

    def _begin_large(self, address: int) -> None:
        """Trace the fields of a large object; its items are traced in portions."""
        type_id = self.memory.load(address) & TYPE_MASK
        types = self.collector.types
        fields_end = address + types.fixed_size(type_id)
        references = types.references(type_id)
        if references < 0:
            self.collector.trace_wide(address, type_id, self.mark)
        elif references:
            self.collector.trace_item_range(address, fields_end, fields_end - address, references, self.mark)
        if types.item_references(type_id):
            self.items_type = type_id
            self.next_item = fields_end
            self.items_end = self.collector.items_end(address, type_id)

    def _trace_some_items(self) -> None:
        start = self.next_item
        size = self.collector.types.item_size(self.items_type)
        end = start + PORTION * size
        if end > self.items_end:
            end = self.items_end
        self.next_item = end
        self.traced_bytes += end - start
        references = self.collector.types.item_references(self.items_type)
        self.collector.trace_item_range(start, end, size, references, self.mark)

    def _trace_everything(self) -> None:
        self._drain()
        while self.stack.overflowed:
            self.stack.overflowed = 0
            self.space.visit_objects(MARKED, self._trace_again)
            self.large.visit_objects(MARKED, self._trace_again)

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
