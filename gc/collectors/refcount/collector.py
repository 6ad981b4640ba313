"""Reference counting: what a program with counts woven in calls.

When the last reference to an object goes, `release` frees it and what it alone held; those that are about to be freed
wait in a small area, or linked through the place of their first reference: however long a chain dies, no stack grows.
Cycles are found by trial deletion (`cycles.py`), when there are many candidates or the heap is about to grow.
"""

from __future__ import annotations

from typing import Final

from weft.gc.checker import MISCOUNTED, RECOUNT
from weft.gc.collectors.objects import TracingCollector
from weft.gc.collectors.refcount.cells import AREA_SIZE, SMALL, TABLE_SIZE, Cells
from weft.gc.collectors.refcount.counts import (
    CANDIDATE,
    DEAD,
    KNOWN,
    LEAF,
    LISTED,
    ONE,
    UNCOUNTED,
    WEAK,
    WEAKLY_KNOWN,
)
from weft.gc.collectors.refcount.cycles import CycleFinder
from weft.gc.collectors.refcount.finalizers import CountedFinalizers
from weft.gc.collectors.refcount.pieces import Pieces
from weft.gc.collectors.refcount.weak import CountedWeakLinks
from weft.gc.header import FINALIZER, TYPE_MASK
from weft.gc.watch import FULL
from weft.gc.words import LAYOUT_SIZE, LAYOUT_WORDS, WORD, Memory, Roots, Settings, Types
from weft.rtyper.ll_helpers.lowlevel import Word

PENDING_SIZE: Final = 1 << 14


class RefCountCollector(TracingCollector):
    """See the module.  The program takes free cells from the table of lists, whose address is `Memory.free()`."""

    pending = Word()
    pending_end = Word()
    """Room for objects that nothing refers to any more; if it does not suffice, they are linked:"""
    dying = Word()
    """The first of the objects that nothing refers to any more, and that still hold references."""
    target_size = Word()
    """Bytes that the areas may have before the next search for cycles."""
    enough = Word()
    """When there are so many bytes of candidates, the dead ones are taken out."""
    missed = Word()
    """So many candidates are passed over before the dead ones are taken out again, while the table is full."""

    def __init__(self, memory: Memory, types: Types, roots: Roots, settings: Settings) -> None:
        super().__init__(memory, types, roots, settings)
        self.cells = Cells(memory)
        self.pieces = Pieces(memory)
        self.weak = CountedWeakLinks(memory, self.cleared)
        self.queue = CountedFinalizers(self, self.weak, self.unlist)
        self.finalizers = self.queue
        self.cycles = CycleFinder(memory, self.trace, self._free, self.types, self.queue)

    def start(self) -> int:
        """Reserve the tables; return 0 if there is no memory."""
        if self.cells.start() == 0 or self.pieces.start() == 0:
            return 0
        self.pending = self.memory.reserve(PENDING_SIZE)
        if self.pending == 0:
            return 0
        self.pending_end = self.pending + PENDING_SIZE
        # Under stress the program sees lists that are always empty: all allocations come here.
        self.memory.set_free(self.cells.table + TABLE_SIZE if self.settings.stress() else self.cells.table)
        self.target_size = self.settings.minimum()
        self.pieces.kept = self.settings.minimum() >> 1
        self._set_enough()
        return self.cycles.start()

    def _set_enough(self) -> None:
        self.enough = 2 * self.cycles.candidates.used
        if self.enough < self.settings.minimum() >> 9:
            self.enough = self.settings.minimum() >> 9

    # Allocation -----------------------------------------------------------------------------------------------

    def allocate_slow(self, type_id: int, size: int) -> int:
        """Return a new object, zero but for its header, that has one reference; 0: no memory."""
        address = self._take(size)
        if address == 0 and self.heap_bytes() + (AREA_SIZE if size < AREA_SIZE else size) > self.target_size:
            self.collect()
            address = self._take(size)
        if address == 0 and self._grow(size):
            address = self._take(size)
        if address == 0:
            self.collect()
            address = self._take(size)
        if address == 0:
            self._give_back()
            if self._grow(size) == 0:
                return 0
            address = self._take(size)
        if self.dirty == 0 and (size <= SMALL or self.pieces.is_zero == 0):
            self.memory.clear(address, size)
        self.memory.store(address, type_id | ONE)
        return address

    def _take(self, size: int) -> int:
        return self.cells.take(size) if size <= SMALL else self.pieces.take(size)

    def _grow(self, size: int) -> int:
        return self.cells.grow() if size <= SMALL else self.pieces.grow(size)

    def _give_back(self) -> None:
        """Memory is short: give back all areas in which nothing is used."""
        self.cells.release_areas(0)
        self.pieces.release_areas(1)

    def collect(self) -> int:
        """Free the cycles that are garbage, and make free memory usable for objects of any size."""
        self.watch.begins()
        self.collections += 1
        self.cycles.run()
        self._set_enough()
        self.cells.recover()
        self.live_bytes = self.heap_bytes_in_use()
        self.target_size = 2 * self.live_bytes
        if self.target_size < self.settings.minimum():
            self.target_size = self.settings.minimum()
        self.cells.release_areas(self.target_size)
        self.pieces.release_areas(0)
        # What cannot be given back because some of it is in use may grow a little before the next search.
        least = self.heap_bytes() + (self.heap_bytes() >> 3)
        if self.target_size < least:
            self.target_size = least
        self.watch.ends(FULL)
        return 1

    def heap_bytes_in_use(self) -> int:
        """Return how many bytes were in use when free cells were counted last."""
        return self.cells.cut - self.cells.free_bytes + self.pieces.total - self.pieces.free_bytes

    def used_bytes(self) -> int:
        """Return how many bytes are in use."""
        self.cells.count_free()
        return self.heap_bytes_in_use()

    def heap_bytes(self) -> int:
        """Return how many bytes there are for objects."""
        return self.cells.total + self.pieces.total

    # Counts ---------------------------------------------------------------------------------------------------

    def candidate(self, address: int) -> None:
        """A reference to the object went away, others are left; the program calls this unless the header says no."""
        if self.cycles.add(address) == 0:
            self._make_room_for(address)
        if self.cycles.candidates.used >= self.enough:
            self.cycles.forget_dead()
            self._set_enough()

    def _make_room_for(self, address: int) -> None:
        """The table of candidates is full: take out the dead ones, but not each time if that is of little use."""
        if self.missed:
            self.missed -= 1
            return
        self.cycles.forget_dead()
        if self.cycles.add(address) == 0:
            self.missed = self.cycles.candidates.used >> 5

    def release(self, address: int) -> None:
        """Free an object to which no reference is left, and what dies with it."""
        top = self.pending
        while address:
            header = self.memory.load(address)
            layout = self.types.layout(header & TYPE_MASK)
            if layout == 0 or header & FINALIZER:
                self._link(address)
            else:
                references = layout & (1 << LAYOUT_SIZE) - 1
                while references:
                    target = self.memory.load(address + WORD * (LAYOUT_WORDS - 1 - self.memory.lowest_bit(references)))
                    references = references & (references - 1)
                    if self._decrement(target):
                        if top < self.pending_end:
                            self.memory.store(top, target)
                            top += WORD
                        else:
                            self._link(target)
                if header & KNOWN:
                    self._bury(address)
                else:
                    self.cells.give(address, layout >> LAYOUT_SIZE)
            address = 0
            if top > self.pending:
                top -= WORD
                address = self.memory.load(top)
            else:
                while self.dying:
                    self._unlink()
        if self.queue.unordered:
            self.queue.order()

    def _link(self, address: int) -> None:
        """Link a dead object to the others that still hold references, or free it if it has none.

        The link is in the place of the first reference, of which we let go at once; so no memory is needed.
        """
        while address:
            header = self.memory.load(address)
            if header & FINALIZER:
                self.queue.dies(address, header)
                return
            slot = self._first_reference(address)
            if slot == 0:
                self._bury(address)
                return
            target = self.memory.load(slot)
            self.memory.store(slot, self.dying)
            self.dying = address
            address = self._decrement(target)

    def _unlink(self) -> None:
        """Free the object that was linked last."""
        dead = self.dying
        type_id = self.memory.load(dead) & TYPE_MASK
        slot = self._first_reference(dead)
        self.dying = self.memory.load(slot)
        self.memory.store(slot, 0)
        if self._is_array(type_id):
            self._drop_items(dead, type_id)
        else:
            self.trace(dead, type_id, self._drop)
        self._bury(dead)

    def _drop_items(self, address: int, type_id: int) -> None:
        """Let go of what an array refers to; the last item comes first, as under CPython."""
        slot = self.items_end(address, type_id)
        start = address + self.types.fixed_size(type_id)
        while slot > start:
            slot -= WORD
            self._drop(slot)

    def _drop(self, slot: int) -> None:
        self._link(self._decrement(self.memory.load(slot)))

    def _is_array(self, type_id: int) -> int:
        """Return 1 for types whose references are their items."""
        return 1 if self.types.item_size(type_id) == WORD and self.types.references(type_id) == 0 else 0

    def _first_reference(self, address: int) -> int:
        """Return where the reference is that an object lets go of first, or 0 if it has none."""
        type_id = self.memory.load(address) & TYPE_MASK
        references = self.types.references(type_id)
        if references > 0:
            return address + WORD * self.memory.lowest_bit(references)
        if references < 0 and self.types.reference_count(type_id):
            return address + self.types.reference_offset(type_id, 0)
        references = self.types.item_references(type_id)
        if references == 0 or self.memory.load(address + self.types.length_offset(type_id)) == 0:
            return 0
        if self._is_array(type_id):
            return self.items_end(address, type_id) - WORD
        return address + self.types.fixed_size(type_id) + WORD * self.memory.lowest_bit(references)

    def _decrement(self, address: int) -> int:
        """Take a reference away; return the object if that was the last one, else 0."""
        if address == 0 or address & 1:
            return 0
        header = self.memory.load(address)
        if header & UNCOUNTED:
            return 0
        header -= ONE
        self.memory.store(address, header)
        if header < ONE:
            return address
        if header & (CANDIDATE | LEAF) == 0:
            self.candidate(address)
        return 0

    def _bury(self, address: int) -> None:
        """Free the memory of an object that holds nothing any more."""
        header = self.memory.load(address)
        if header & KNOWN == 0:
            type_id = header & TYPE_MASK
            size = self.types.fixed_size(type_id)
            if self.types.item_size(type_id) == 0 and size <= SMALL:
                self.cells.give(address, size)
                return
        if header & (WEAK | WEAKLY_KNOWN):
            self.weak.dies(address, header)
            header = header & ~(WEAK | WEAKLY_KNOWN)
        if header & CANDIDATE and self.cycles.take_back(address):
            header = header & ~CANDIDATE
        if header & LISTED and self.queue.take_back(address):
            header = header & ~LISTED
        if header & (CANDIDATE | LISTED):
            self.memory.store(address, header | DEAD)
        else:
            self.memory.store(address, header)
            self._free(address)

    def unlist(self, address: int, flag: int) -> None:
        """An object is not in a list any more, which may be the last thing that kept it from being freed."""
        header = self.memory.load(address) & ~flag
        self.memory.store(address, header)
        if header & DEAD and header & (CANDIDATE | LISTED) == 0:
            self._free(address)

    def _free(self, address: int) -> None:
        header = self.memory.load(address)
        if header & (WEAK | WEAKLY_KNOWN):
            self.weak.dies(address, header)
        size = self.size_without_hash(address, header & TYPE_MASK)
        if size <= SMALL:
            self.cells.give(address, size)
        else:
            self.pieces.give(address)

    def reference_fault(self, source: int, address: int, header: int, moment: int) -> int:
        """Take every reference found off the count of its object, which must suffice, and give it back afterwards."""
        if header & UNCOUNTED:
            return 0
        if moment == RECOUNT:
            self.memory.store(address, header + ONE)
            return 0
        if header < ONE:
            return MISCOUNTED
        self.memory.store(address, header - ONE)
        return 0

    def recounts(self) -> int:
        """See the base."""
        return 1

    def add_weak(self, address: int, target: int) -> None:
        """Make a new object a weak link to another one."""
        self.weak.add(address, target)

    def identity_hash(self, address: int) -> int:
        """Return the address: objects do not move."""
        return address >> 3

    # Copies ---------------------------------------------------------------------------------------------------

    def copy_items(self, source: int, target: int, source_start: int, target_start: int, count: int) -> None:
        """Copy items that hold references between arrays or tails of one type; the ranges may overlap."""
        type_id = self.memory.load(target) & TYPE_MASK
        size = self.types.item_size(type_id)
        references = self.types.item_references(type_id)
        start = source + self.types.fixed_size(type_id) + size * source_start
        shift = target + self.types.fixed_size(type_id) + size * target_start - start
        done = 0
        while done < count:
            item = start + size * (count - 1 - done if shift > 0 else done)
            word = 0
            while word < size:
                value = self.memory.load(item + word)
                if references >> (word >> 3) & 1:
                    self._assign(item + shift + word, value)
                else:
                    self.memory.store(item + shift + word, value)
                word += WORD
            done += 1

    def _assign(self, slot: int, address: int) -> None:
        if address and address & 1 == 0:
            header = self.memory.load(address)
            if header & UNCOUNTED == 0:
                self.memory.store(address, header + ONE)
        old = self.memory.load(slot)
        self.memory.store(slot, address)
        dead = self._decrement(old)
        if dead:
            self.release(dead)
