"""Mark and lazy sweep: objects stay where they are; see `weft.gc.collectors.holes` for the space they live in.

When no hole is left, the heap grows by an area, or a collection starts, whichever the live bytes of the last
collection call for.
"""

from __future__ import annotations

from typing import Final

from weft.gc.checker import MARKED_ALL, UNMARKED
from weft.gc.collectors.holes import AREA_SIZE, HoleSpace
from weft.gc.collectors.large_objects import LARGE_SIZE, LargeObjects
from weft.gc.collectors.mark_stack import MarkStack
from weft.gc.collectors.objects import TracingCollector
from weft.gc.collectors.weak_links import WeakLinks
from weft.gc.header import LARGE, MARKED, PREBUILT, TYPE_MASK
from weft.gc.watch import FULL
from weft.gc.words import Memory, Roots, Settings, Types
from weft.rtyper.ll_helpers.lowlevel import Word, inlined

CHEAP_ROOM: Final = 16 << 20
"""A heap may have so many bytes, but no more than two thirds of it, in which nothing is alive."""


class MarkSweepCollector(TracingCollector):
    """See the module.  The program bumps through the current hole of the space."""

    target_size = Word()
    """Bytes that areas and large objects may have before the next collection."""
    marked_bytes = Word()
    filled_from = Word()
    """Where the free memory of the program began when it got the current hole."""
    allocated_bytes = Word()
    """Since the last collection, but for what went into the current hole."""

    def __init__(self, memory: Memory, types: Types, roots: Roots, settings: Settings) -> None:
        super().__init__(memory, types, roots, settings)
        self.space = HoleSpace(memory, types, self.size_of)
        self.large = LargeObjects(memory)
        self.stack = MarkStack(memory)
        self.weak = WeakLinks(memory, self.survivor, self.cleared)

    def start(self) -> int:
        """Set the sizes; return 0 if there is no memory.  The first allocation reserves some for objects."""
        self.target_size = self.settings.minimum()
        self._use_hole()
        return self.stack.start()

    # Allocation -----------------------------------------------------------------------------------------------

    def allocate_slow(self, type_id: int, size: int) -> int:
        """Return a new object, zero but for its header, when the current hole has no room for it; 0: no memory."""
        if size >= LARGE_SIZE:
            return self._allocate_large(type_id, size)
        if self.memory.limit() - self.memory.free() < size and self._find_room(size) == 0:
            return 0
        address = self.memory.free()
        self.memory.set_free(address + size)
        self.memory.clear(address, size)
        self.memory.store(address, type_id)
        return address

    def _allocate_large(self, type_id: int, size: int) -> int:
        collected = 0
        if self._full(size):
            collected = self.collect()
        address = self.large.allocate(type_id, size, self.dirty)
        if address == 0 and collected == 0:
            self.collect()
            address = self.large.allocate(type_id, size, self.dirty)
        if address:
            self.allocated_bytes += size
        return address

    def _full(self, size: int) -> int:
        """Return 1 if `size` bytes more are reason for a collection."""
        return 1 if self.space.total + self.large.total + size > self.target_size else 0

    def _find_room(self, size: int) -> int:
        """Make the current hole one of at least `size` bytes; return 0 if there is no memory."""
        self._leave_hole()
        found = self.space.find_hole(size)
        collected = 0
        if found == 0 and self._full(AREA_SIZE):
            self._mark_everything()
            collected = 1
            found = self.space.find_hole(size)
        if found == 0:
            found = self.space.grow(size)
        if found == 0 and collected == 0:
            self._mark_everything()
            found = self.space.find_hole(size)
        self._use_hole()
        return found

    def _leave_hole(self) -> None:
        self.space.free = self.memory.free()
        self.allocated_bytes += self.memory.free() - self.filled_from
        self.filled_from = self.memory.free()

    def _use_hole(self) -> None:
        self.filled_from = self.space.free
        self.memory.set_free(self.space.free)
        self.memory.set_limit(self.space.limit)

    # Collection -----------------------------------------------------------------------------------------------

    def collect(self) -> int:
        """Mark what is alive; what is dead is swept as allocation needs it."""
        self._leave_hole()
        self._mark_everything()
        self._use_hole()
        return 1

    def used_bytes(self) -> int:
        """See the base."""
        return self.live_bytes + self.allocated_bytes + self.memory.free() - self.filled_from

    def object_fault(self, address: int, header: int, moment: int) -> int:
        """See the base."""
        return UNMARKED if moment == MARKED_ALL and header & (MARKED | PREBUILT) == 0 else 0

    def heap_bytes(self) -> int:
        """See the base."""
        return self.space.total + self.large.total

    def _mark_everything(self) -> None:
        self.watch.begins()
        self.space.finish_sweep()
        self.collections += 1
        self.marked_bytes = 0
        self.visit_roots(self._mark)
        self._trace_everything()
        if self.finalizers.find_dead(0, self.survivor):
            self.weak.clear_dead()
            self.finalizers.keep_dead(0, self.survivor, self._mark)
            self._trace_everything()
        self.stack.shrink()
        self.watch.marked()
        self.weak.update()
        self.large.sweep()
        self.live_bytes = self.marked_bytes + self.large.total
        self.allocated_bytes = 0
        self.target_size = self.live_bytes + self._worthwhile_room()
        if self.target_size < self.settings.minimum():
            self.target_size = self.settings.minimum()
        self.space.kept_size = self.target_size - self.large.total
        self.space.start_sweep()
        self.watch.ends(FULL)

    def _worthwhile_room(self) -> int:
        """Return how much to allocate until the next collection, which takes time in proportion to what is alive."""
        room = 2 * self.live_bytes
        if room > CHEAP_ROOM:
            room = CHEAP_ROOM
        if room < self.live_bytes * 7 // 8:
            room = self.live_bytes * 7 // 8
        return room

    def add_weak(self, address: int, target: int) -> None:
        """Make a new object a weak link to another one."""
        self.weak.add(address, target)

    def survivor(self, address: int) -> int:
        """Return the address of an object after everything alive was marked, 0 if it is dead."""
        return address if self.memory.load(address) & (MARKED | PREBUILT) else 0

    @inlined
    def _mark(self, slot: int) -> None:
        address = self.memory.load(slot)
        if address == 0 or address & 1:  # null, or an integer
            return
        header = self.memory.load(address)
        if header & (MARKED | PREBUILT):
            return
        if header & LARGE:
            self.large.mark(address, header)
            return
        self.memory.store(address, header | MARKED)
        self.marked_bytes += self.size_of(address, header)
        self.stack.push(address)

    def _trace_everything(self) -> None:
        self._drain()
        while self.stack.overflowed:
            self.stack.overflowed = 0
            self.space.visit_objects(MARKED, self._trace_again)

    def _drain(self) -> None:
        while True:
            while self.stack.used:
                self._trace_object(self.stack.pop())
            if self.large.pending == 0:
                return
            self._trace_object(self.large.take())

    def _trace_object(self, address: int) -> None:
        self.trace(address, self.memory.load(address) & TYPE_MASK, self._mark)

    def _trace_again(self, address: int) -> None:
        """Trace a marked object a second time: its references may have been dropped when the stack was full."""
        self._trace_object(address)
        self._drain()
