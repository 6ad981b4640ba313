"""Mark and compact: what is alive slides to the start of the space, by H. B. M. Jonkers (IPL 9(1), 1979).

The references to an object are threaded: its header leads to a slot that refers to it, that slot to the next one,
and the last slot holds the header.  Whoever knows where the object goes walks the thread and tells all of them, so
no memory is needed for new addresses.  Objects are visited in the order of their addresses, twice:

    first    the roots and the objects in front of it have been threaded: they learn the new address
    second   so have the object itself and those behind it; then it moves

docs/adding-a-collector.md explains this file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from weft.gc.checker import MARKED_ALL, UNMARKED
from weft.gc.collectors.large_objects import LARGE_SIZE, LargeObjects
from weft.gc.collectors.mark_stack import MarkStack
from weft.gc.collectors.objects import TracingCollector
from weft.gc.collectors.weak_links import WeakLinks
from weft.gc.header import FORWARDED, HASH_FIELD, HASHED, LARGE, MARKED, PREBUILT, TYPE_MASK
from weft.gc.watch import FULL
from weft.gc.words import WORD, Memory, Roots, Settings, Types
from weft.rtyper.ll_helpers.lowlevel import Word

PAGE_MASK: Final = 4095


class MarkCompactCollector(TracingCollector):
    """See the module."""

    space = Word()
    space_size = Word()
    end = Word()
    """Where the objects of the space end, during a collection."""
    target = Word()
    """Where they slide to: the space, or the larger one that is going to replace it."""
    target_size = Word()
    marked_bytes = Word()
    """What the marked objects will need, wherever they go."""
    large_limit = Word()
    """Bytes in large objects that make the next collection worthwhile."""

    def __init__(self, memory: Memory, types: Types, roots: Roots, settings: Settings) -> None:
        super().__init__(memory, types, roots, settings)
        self.large = LargeObjects(memory)
        self.stack = MarkStack(memory)
        self.weak = WeakLinks(memory, self.survivor, self.cleared)

    def start(self) -> int:
        """Reserve the space; return 0 if there is no memory."""
        self.space_size = (self.settings.minimum() + PAGE_MASK) & ~PAGE_MASK
        self.space = self.memory.reserve(self.space_size)
        self.large_limit = self.space_size
        self._use(self.space)
        return self.stack.start() if self.space else 0

    def _use(self, free: int) -> None:
        """Let the program allocate from an address of the space on."""
        self.memory.set_free(free)
        self.memory.set_limit(self.space + self.space_size)

    # Allocation -----------------------------------------------------------------------------------------------

    def allocate_slow(self, type_id: int, size: int) -> int:
        """Return a new object, zero but for its header, when the space may have no room for it; 0: no memory."""
        if size >= LARGE_SIZE:
            return self._allocate_large(type_id, size)
        if self.memory.limit() - self.memory.free() < size:
            self._compact(size)
        address = self.memory.free()
        if self.memory.limit() - address < size:
            return 0
        self.memory.set_free(address + size)
        self.memory.clear(address, size)
        self.memory.store(address, type_id)
        return address

    def _allocate_large(self, type_id: int, size: int) -> int:
        collected = 0
        if self.large.total + size > self.large_limit:
            collected = self.collect()
            self.large_limit = 2 * self.large.total + size + self.settings.minimum()
        address = self.large.allocate(type_id, size, self.dirty)
        if address == 0 and collected == 0:
            self.collect()
            address = self.large.allocate(type_id, size, self.dirty)
        return address

    # Collection -----------------------------------------------------------------------------------------------

    def collect(self) -> int:
        """Collect now."""
        self._compact(0)
        return 1

    def can_move(self, address: int) -> int:
        """See the base."""
        return 1 if self.space <= address and address < self.space + self.space_size else 0

    def used_bytes(self) -> int:
        """See the base."""
        return self.memory.free() - self.space + self.large.total

    def object_fault(self, address: int, header: int, moment: int) -> int:
        """See the base."""
        return UNMARKED if moment == MARKED_ALL and header & (MARKED | PREBUILT) == 0 else 0

    def heap_bytes(self) -> int:
        """See the base."""
        return self.space_size + self.large.total

    def _compact(self, size: int) -> None:
        """Collect, and see to it that `size` bytes are free afterwards, if there is memory for that."""
        self.watch.begins()
        self.collections += 1
        self.end = self.memory.free()
        self._mark_everything()
        self.watch.marked()
        self.weak.update()
        self.large.sweep()
        self._choose_target(self.marked_bytes + size)
        self.visit_roots(self._thread)
        self.large.visit_objects(-1, self._thread_object)
        self.finalizers.visit_registered(self._thread)
        self.weak.visit_slots(self.stack.area, self._thread)  # the stack is empty
        self._update_forward()
        self.weak.first = self.memory.load(self.stack.area)
        free = self._slide()
        self._leave_space(free)
        self._use(free)
        self.live_bytes = free - self.space + self.large.total
        self.watch.ends(FULL)

    def _choose_target(self, needed: int) -> None:
        """Take a larger space if what is needed is more than half of this one."""
        self.target = self.space
        self.target_size = self.space_size
        if 2 * needed > self.space_size:
            size = (2 * needed + PAGE_MASK) & ~PAGE_MASK
            larger = self.memory.reserve(size)
            if larger:
                self.target = larger
                self.target_size = size

    def _leave_space(self, free: int) -> None:
        """Give up what is behind the last object, or the space if its objects moved to another one."""
        if self.target == self.space:
            self.memory.forget(free, self.end - free)
        else:
            self.memory.release(self.space, self.space_size)
            self.space = self.target
            self.space_size = self.target_size

    # Marking --------------------------------------------------------------------------------------------------

    def _mark_everything(self) -> None:
        self.marked_bytes = 0
        self.visit_roots(self._mark)
        self._trace_everything()
        if self.finalizers.find_dead(0, self.survivor):
            self.weak.clear_dead()
            self.finalizers.keep_dead(0, self.survivor, self._mark)
            self._trace_everything()
        self.stack.shrink()

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
        if header & HASHED:
            self.marked_bytes += WORD
        self.stack.push(address)

    def _trace_everything(self) -> None:
        self._drain()
        while self.stack.overflowed:
            self.stack.overflowed = 0
            self._trace_marked_again()

    def _drain(self) -> None:
        while True:
            while self.stack.used:
                self._trace_object(self.stack.pop(), self._mark)
            if self.large.pending == 0:
                return
            self._trace_object(self.large.take(), self._mark)

    def _trace_marked_again(self) -> None:
        """Look at all marked objects: when the stack was full, references of some were not followed."""
        address = self.space
        while address < self.end:
            header = self.memory.load(address)
            if header & MARKED:
                self._trace_object(address, self._mark)
                self._drain()
            address += self.size_of(address, header)

    def _trace_object(self, address: int, visit: Callable[[int], None]) -> None:
        self.trace(address, self.memory.load(address) & TYPE_MASK, visit)

    def add_weak(self, address: int, target: int) -> None:
        """Make a new object a weak link to another one."""
        self.weak.add(address, target)

    def survivor(self, address: int) -> int:
        """Return the address of an object after everything alive was marked, 0 if it is dead."""
        return address if self.memory.load(address) & (MARKED | PREBUILT) else 0

    # Sliding --------------------------------------------------------------------------------------------------

    def _thread(self, slot: int) -> None:
        """Exchange the reference in a slot and the header of its object."""
        address = self.memory.load(slot)
        if address & 1 == 0 and self.space <= address and address < self.end:
            self.memory.store(slot, self.memory.load(address))
            self.memory.store(address, slot | FORWARDED)

    def _unthread(self, address: int, target: int) -> int:
        """Let all slots threaded to an object refer to `target`; return the header, which is in its place again."""
        header = self.memory.load(address)
        while header & FORWARDED:
            slot = header - FORWARDED
            header = self.memory.load(slot)
            self.memory.store(slot, target)
        self.memory.store(address, header)
        return header

    def _thread_object(self, address: int) -> None:
        self._trace_object(address, self._thread)

    def _update_forward(self) -> None:
        """Set the references in roots, and those that lead from an object to a later one; thread the others."""
        address = self.space
        target = self.target
        while address < self.end:
            header = self._unthread(address, target)
            size = self.size_of(address, header)
            if header & MARKED:
                self._thread_object(address)
                target += size + self._growth(header, address, target)
            address += size

    def _slide(self) -> int:
        """Set the references that are left, and move the objects; return where the last one ends."""
        address = self.space
        target = self.target
        while address < self.end:
            header = self._unthread(address, target)
            size = self.size_of(address, header)
            if header & MARKED:
                growth = self._growth(header, address, target)
                self._move(address, target, size)
                if growth:
                    self.memory.store(target + size, address >> 3)
                    header = (header & ~HASHED) | HASH_FIELD
                self.memory.store(target, header & ~MARKED)
                target += size + growth
            address += size
        return target

    def _growth(self, header: int, address: int, target: int) -> int:
        """Return the size of the hash that an object takes along if it moves; it finds room where the object was."""
        return WORD if header & HASHED and address != target else 0

    def _move(self, address: int, target: int, size: int) -> None:
        """Copy an object, first word first: it may overlap with where it goes."""
        if address != target:
            end = address + size
            while address < end:
                self.memory.store(target, self.memory.load(address))
                address += WORD
                target += WORD
