"""Two generations, the default.

Objects are bumped into the nursery.  When it is full, a minor collection copies what is alive into the old space
(`weft.gc.collectors.holes`) and reuses the nursery in place.  Which old objects refer to young ones is known from
the write barrier: an old object has the flag `TRACKED`; the first store of a reference into it since the last minor
collection calls `remember`, which puts it into a list.

The old space is marked incrementally: once it has grown enough, every minor collection is followed by a step of
marking.  An object that was traced already and is written afterwards gets into the list of the barrier and is traced
again (the incremental update of G. L. Steele, CACM 18(9), 1975).  When nothing is left to trace, the variables of the
program are looked at once more; then the sweep begins, which is part of later allocation.

A minor collection cannot fail: `reserve` is always there for what it copies.  When it was used up and cannot be
replaced, allocation fails until a collection has made room.
"""

from __future__ import annotations

from typing import Final

from weft.gc.checker import BEFORE, FORGOTTEN, LEFT_BEHIND, MARKED_ALL, UNMARKED
from weft.gc.collectors.generational.nursery import Nursery
from weft.gc.collectors.generational.old_objects import SWEEP_STEP, OldObjects
from weft.gc.collectors.large_objects import LARGE_SIZE, PREFIX, LargeObjects
from weft.gc.collectors.mark_stack import MarkStack
from weft.gc.collectors.objects import TracingCollector
from weft.gc.collectors.weak_links import NEXT, WeakLinks
from weft.gc.header import (
    FORWARDED,
    HASH_FIELD,
    HASHED,
    LARGE,
    MARKED,
    PREBUILT,
    REMEMBERED,
    TRACKED,
    TYPE_MASK,
    WRITTEN,
)
from weft.gc.watch import MINOR
from weft.gc.words import WORD, Memory, Roots, Settings, Types
from weft.rtyper.ll_helpers.lowlevel import Word, inlined

SMALLEST_WITH_REFERENCES: Final = 2 * WORD
MOST_SLOTS: Final = 1 << 21
"""Bytes in the list of the items that were written; when it is full, whole objects are remembered."""
FAR: Final = 16 * WORD
"""Of the item that is so far ahead in that list, the memory is asked for."""
NEAR: Final = 8 * WORD
"""Of that one, the memory it refers to."""


class GenerationalCollector(TracingCollector):
    """See the module."""

    large_size = Word()
    """Objects of at least this many bytes are not allocated in the nursery."""
    to_scan = Word()
    """The nursery address of the last object that was copied and not scanned yet; its second word leads to the next."""
    copied_bytes = Word()
    """By the minor collection that is under way, or was last."""
    minor_collections = Word()
    forgotten = Word()
    """1: an object could not be put into the list of the barrier: all old objects have to be scanned."""

    def __init__(self, memory: Memory, types: Types, roots: Roots, settings: Settings) -> None:
        super().__init__(memory, types, roots, settings)
        self.nursery = Nursery(memory, settings)
        self.old = OldObjects(self)
        self.young_large = LargeObjects(memory)
        self.remembered = MarkStack(memory)
        self.slots = MarkStack(memory)
        """The items of large old objects that were written."""
        self.young_weak = WeakLinks(memory, self.survivor, self.cleared)

    def start(self) -> int:
        """Reserve the nursery; return 0 if there is no memory."""
        if self.nursery.prepare() == 0:
            return 0
        self.large_size = self.nursery.smallest
        if self.large_size > LARGE_SIZE:
            self.large_size = LARGE_SIZE
        if self.remembered.start() == 0 or self.slots.start() == 0:
            return 0
        return self.old.start()

    # Allocation -----------------------------------------------------------------------------------------------

    def allocate_slow(self, type_id: int, size: int) -> int:
        """Return a new object, zero but for its header, when the nursery has no room for it; 0: no memory."""
        if size >= self.large_size:
            return self._allocate_large(type_id, size)
        if self.memory.limit() - self.memory.free() < size:
            if self.nursery.is_closed():
                address = self._allocate_old(type_id, size)
                if address:
                    return address
            if self._make_room() == 0:
                return self._allocate_old(type_id, size)
        address = self.memory.free()
        self.memory.set_free(address + size)
        self.memory.clear(address, size)
        self.memory.store(address, type_id)
        return address

    def _allocate_large(self, type_id: int, size: int) -> int:
        if self.young_large.total + size > self.nursery.end - self.nursery.start:
            self._make_room()
        address = self.young_large.allocate(type_id, size, self.dirty)
        if address == 0:
            self.collect()
            address = self.young_large.allocate(type_id, size, self.dirty)
        if address and self.nursery.is_closed():
            self._make_large_old()
        return address

    def _allocate_old(self, type_id: int, size: int) -> int:
        """Return a new object in the old space, while the nursery is closed: then nothing at all is young.

        The program takes new objects for young ones, into which it stores without telling.
        """
        address = self.old.allocate(size)
        if address:
            self.memory.clear(address, size)
            self.memory.store(address, type_id | TRACKED)
        return address

    def _make_large_old(self) -> None:
        area = self.young_large.first
        self.young_large.first = 0
        self.young_large.total -= self.young_large.area_size(area)
        self.memory.store(area + PREFIX, self.memory.load(area + PREFIX) | TRACKED)
        self.old.large.add(area)

    def _make_room(self) -> int:
        """Empty the nursery; return 0 if there is no memory that makes that possible."""
        if self.nursery.reserve:
            self._minor()
            self.old.step(self.copied_bytes)
        if self.nursery.secure() == 0:
            self._minor()  # nothing is young, but what the barrier remembered may be about to go
            self.old.collect()
        return self._open_nursery()

    def _open_nursery(self) -> int:
        """Go on in the nursery, which is empty, if there is a reserve."""
        if self.nursery.secure() == 0:
            self.nursery.close()
            return 0
        self.nursery.open()
        return 1

    # The write barrier ----------------------------------------------------------------------------------------

    def remember(self, address: int) -> None:
        """A reference is about to be stored into an object that has the flag `TRACKED`."""
        header = self.memory.load(address)
        if header & PREBUILT and header & WRITTEN == 0:
            header = header | WRITTEN
            self.old.add_prebuilt(address)
        self.memory.store(address, (header & ~TRACKED) | REMEMBERED)
        if self.remembered.push(address) == 0:
            self.forgotten = 1

    def remember_item(self, address: int, slot: int) -> None:
        """The same for an item: of large objects, which take long to scan, only what was written is remembered."""
        if self.memory.load(address) & LARGE and self.slots.used < MOST_SLOTS and self.slots.push(slot):
            return
        self.remember(address)

    # Minor collections ----------------------------------------------------------------------------------------

    def collect(self) -> int:
        """Collect both generations now."""
        self._minor()
        self.old.collect()
        return self._open_nursery()

    def collect_part(self, start: int) -> int:
        """See the base."""
        collections = self.collections
        if start:
            self.old.target_size = 0
        self._make_room()
        return 1 if self.collections != collections else 0

    def can_move(self, address: int) -> int:
        """See the base."""
        return 1 if self.nursery.start <= address and address < self.nursery.end else 0

    def used_bytes(self) -> int:
        """See the base."""
        return self.nursery.used() + self.young_large.total + self.old.used_bytes

    def object_fault(self, address: int, header: int, moment: int) -> int:
        """See the base."""
        if moment == BEFORE:
            return 0
        if self._is_young(address, header):
            return LEFT_BEHIND
        return UNMARKED if moment == MARKED_ALL and header & (MARKED | PREBUILT) == 0 else 0

    def reference_fault(self, source: int, address: int, header: int, moment: int) -> int:
        """See the base."""
        if source & LARGE and self.slots.used:  # some item of some large object was remembered, perhaps this one
            return 0
        return FORGOTTEN if source & TRACKED and self._is_young(address, header) else 0

    def _is_young(self, address: int, header: int) -> int:
        if self.nursery.start <= address and address < self.nursery.end:
            return 1
        return 1 if header & LARGE and header & (TRACKED | REMEMBERED | PREBUILT) == 0 else 0

    def heap_bytes(self) -> int:
        """See the base."""
        held = self.nursery.end - self.nursery.start + (self.nursery.reserve_size if self.nursery.reserve else 0)
        return held + self.young_large.total + self.old.size()

    def _minor(self) -> None:
        self.watch.begins()
        self.minor_collections += 1
        self.copied_bytes = 0
        self.old.space.budget = SWEEP_STEP
        self.visit_variables(self._update)
        if self.forgotten:
            self._scan_all_old()
        self._scan_slots()
        while self.remembered.used:
            self._scan_remembered(self.remembered.pop())
        self._scan_copies()
        self._keep_finalizable()
        self._update_weak()
        self.old.marked_bytes += self.copied_bytes
        self.nursery.adapt(self.copied_bytes)
        self._sweep_large()
        self.memory.forget(self.nursery.start, self.nursery.used())
        self.memory.set_free(self.nursery.start)
        self.old.used_bytes += self.copied_bytes
        self.hashed = 0
        self.watch.ends(MINOR)

    def add_weak(self, address: int, target: int) -> None:
        """Make a new object a weak link to another one."""
        self.young_weak.add(address, target)

    def survivor(self, address: int) -> int:
        """Return where an object is after everything young and alive was copied, 0 if it was young and is dead."""
        header = self.memory.load(address)
        if self.nursery.start <= address and address < self.nursery.end:
            return header - FORWARDED if header & FORWARDED else 0
        if header & LARGE and header & (TRACKED | REMEMBERED | MARKED) == 0:
            return 0
        return address

    def _keep_finalizable(self) -> None:
        """Keep the dead young objects that have finalizers; the others that have some are old now."""
        if self.finalizers.find_dead(self.finalizers.old, self.survivor):
            self.young_weak.clear_dead()
            self.finalizers.keep_dead(self.finalizers.old, self.survivor, self._update)
            self._scan_copies()
        self.finalizers.old = self.finalizers.registered.used

    def _update_weak(self) -> None:
        """Make the young weak links that are alive old."""
        last = self.young_weak.update()
        if last:
            self.memory.store(last + NEXT, self.old.weak.first)
            self.old.weak.first = self.young_weak.first
            self.young_weak.first = 0

    def _scan_slots(self) -> None:
        """Update the items that were written, which may be anywhere: ask for them some time before."""
        area = self.slots.area
        index = self.slots.used
        while index:
            index -= WORD
            if index >= FAR:
                self.memory.prefetch(self.memory.load(area + index - FAR))
                self.memory.prefetch(self.memory.load(self.memory.load(area + index - NEAR)))
            self._update_and_mark(self.memory.load(area + index))
        self.slots.used = 0

    def _scan_remembered(self, address: int) -> None:
        header = self.memory.load(address)
        self.memory.store(address, (header & ~REMEMBERED) | TRACKED)
        self._scan(address, header & TYPE_MASK)

    def _scan_all_old(self) -> None:
        self.forgotten = 0
        self.old.visit_remembered(self._scan_remembered)

    def _scan_copies(self) -> None:
        while True:
            while self.to_scan:
                original = self.to_scan
                self.to_scan = self.memory.load(original + WORD)
                copy = self.memory.load(original) - FORWARDED
                self._scan(copy, self.memory.load(copy) & TYPE_MASK)
            if self.young_large.pending == 0:
                return
            address = self.young_large.take()
            self._scan(address, self.memory.load(address) & TYPE_MASK)

    def _scan(self, address: int, type_id: int) -> None:
        """Update the references of an object, and mark what they lead to if marking is under way."""
        if self.old.colour:
            self.trace(address, type_id, self._update_and_mark)
        else:
            self.trace(address, type_id, self._update)

    def _update_and_mark(self, slot: int) -> None:
        self._update(slot)
        if self.old.colour:
            self.old.mark(slot)

    @inlined
    def _update(self, slot: int) -> None:
        """Make a reference to a young object lead to its copy."""
        address = self.memory.load(slot)
        if address & 1:  # an integer
            return
        if self.nursery.start <= address and address < self.nursery.end:
            self.memory.store(slot, self._copy(address))
        elif address:
            header = self.memory.load(address)
            if header & LARGE and header & (TRACKED | REMEMBERED) == 0:
                self.young_large.mark(address, header)

    @inlined
    def _copy(self, address: int) -> int:
        """Return where the copy of a young object is, making it if there is none yet."""
        header = self.memory.load(address)
        if header & FORWARDED:
            return header - FORWARDED
        size = self.size_of(address, header)
        target = 0
        if header & HASHED:
            target = self._room_for(size + WORD)
            self.memory.store(target + size, address >> 3)
            header = (header & ~HASHED) | HASH_FIELD
        else:
            target = self._room_for(size)
        self.memory.copy(address, target, size)
        self.memory.store(target, header | TRACKED | self.old.colour)
        self.memory.store(address, target | FORWARDED)
        self.copied_bytes += size
        if size >= SMALLEST_WITH_REFERENCES:
            self.memory.store(address + WORD, self.to_scan)
            self.to_scan = address
        return target

    @inlined
    def _room_for(self, size: int) -> int:
        """Return room in the old space, from the reserve if there is no other."""
        space = self.old.space
        if space.limit - space.free < size and self.old.find_room(size) == 0:
            space.adopt(self.nursery.reserve, self.nursery.reserve_size)
            self.nursery.reserve = 0
        address = space.free
        space.free = address + size
        return address

    def _sweep_large(self) -> None:
        """Make the young large objects that are alive old, and free the others."""
        area = self.young_large.first
        self.young_large.first = 0
        while area:
            following = self.young_large.following(area)
            address = area + PREFIX
            header = self.memory.load(address)
            size = self.young_large.area_size(area)
            self.young_large.total -= size
            if header & MARKED:
                self.memory.store(address, (header & ~MARKED) | TRACKED | self.old.colour)
                self.old.large.add(area)
                self.copied_bytes += size
            else:
                self.memory.release(area, size)
            area = following
