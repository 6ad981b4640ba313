"""Copying collection by Cheney's algorithm (C. J. Cheney, CACM 13(11), 1970): the copies are the list of what to scan.

Objects are bumped into the active space; when it is full, what is alive moves to the idle one, which is replaced by a
larger one when more than half of the space is alive.  Large objects stay where they are.
"""

from __future__ import annotations

from typing import Final

from weft.gc.checker import LEFT_BEHIND
from weft.gc.collectors.large_objects import LARGE_SIZE, LargeObjects
from weft.gc.collectors.objects import TracingCollector
from weft.gc.collectors.weak_links import WeakLinks
from weft.gc.header import FORWARDED, HASH_FIELD, HASHED, LARGE, MARKED, TYPE_MASK
from weft.gc.watch import FULL
from weft.gc.words import WORD, Memory, Roots, Settings, Types
from weft.rtyper.ll_helpers.lowlevel import Word, inlined

PAGE_MASK: Final = 4095


class SemiSpaceCollector(TracingCollector):
    """See the module."""

    space = Word()
    space_size = Word()
    idle = Word()
    idle_size = Word()
    next_size = Word()
    """Of the space that the next collection copies to."""
    source = Word()
    source_end = Word()
    """What is being evacuated."""
    copied = Word()
    """Where the next copy goes."""
    large_limit = Word()
    """Bytes in large objects that make the next collection worthwhile."""

    def __init__(self, memory: Memory, types: Types, roots: Roots, settings: Settings) -> None:
        super().__init__(memory, types, roots, settings)
        self.large = LargeObjects(memory)
        self.weak = WeakLinks(memory, self.survivor, self.cleared)

    def start(self) -> int:
        """Reserve the first space; return 0 if there is no memory."""
        size = self._rounded(self.settings.minimum() // 2)
        self.space = self.memory.reserve(size)
        if self.space == 0:
            return 0
        self.space_size = size
        self.next_size = size
        self.large_limit = 2 * size
        self.memory.set_free(self.space)
        self._match_idle()
        return 1

    # Allocation -----------------------------------------------------------------------------------------------

    def allocate_slow(self, type_id: int, size: int) -> int:
        """Return a new object, zero but for its header, when the active space has no room for it; 0: no memory."""
        if size >= LARGE_SIZE:
            return self._allocate_large(type_id, size)
        if self.memory.limit() - self.memory.free() < size and self._make_room(size) == 0:
            return 0
        address = self.memory.free()
        self.memory.set_free(address + size)
        self.memory.clear(address, size)
        self.memory.store(address, type_id)
        return address

    def _allocate_large(self, type_id: int, size: int) -> int:
        collected = 0
        if self.large.total + size > self.large_limit:
            collected = self._flip(self.next_size)
            self.large_limit = self._larger(2 * self.large.total, 2 * self.settings.minimum()) + size
        address = self.large.allocate(type_id, size, self.dirty)
        if address == 0 and collected == 0 and self._flip(self.next_size):
            address = self.large.allocate(type_id, size, self.dirty)
        return address

    def _make_room(self, size: int) -> int:
        """Collect, into larger spaces if need be, until `size` bytes are free; return 0 if that is impossible."""
        if self._flip(self.next_size) == 0:
            return 0
        wanted = self._rounded(2 * (self.memory.free() - self.space + size))
        if wanted > self.next_size:
            self.next_size = wanted
        if self.memory.limit() - self.memory.free() >= size:
            return 1
        if self._flip(self.next_size) == 0:
            return 0
        return 1 if self.memory.limit() - self.memory.free() >= size else 0

    def _rounded(self, size: int) -> int:
        return (size + PAGE_MASK) & ~PAGE_MASK

    def _larger(self, x: int, y: int) -> int:
        return x if x > y else y

    # Collection -----------------------------------------------------------------------------------------------

    def collect(self) -> int:
        """Collect now; return 0 if there is no memory to copy to."""
        return self._flip(self.next_size)

    def _flip(self, size: int) -> int:
        """Copy what is alive to an idle space of at least `size` bytes; return 0, with nothing done, without one."""
        needed = self._rounded(self.memory.free() - self.space + WORD * self.hashed)
        if size < needed:
            size = needed
        if self._prepare_idle(size, needed) == 0:
            return 0
        self.watch.begins()
        self.collections += 1
        self.source = self.space
        self.source_end = self.memory.free()
        self.copied = self.idle
        self.visit_roots(self._update)
        self._scan_copies(self.idle)
        if self.finalizers.find_dead(0, self.survivor):
            self._keep_finalizable()
        self.weak.update()
        self.large.sweep()
        self._swap()
        self.watch.ends(FULL)
        return 1

    def can_move(self, address: int) -> int:
        """See the base."""
        return 1 if self.space <= address and address < self.space + self.space_size else 0

    def used_bytes(self) -> int:
        """See the base."""
        return self.memory.free() - self.space + self.large.total

    def object_fault(self, address: int, header: int, moment: int) -> int:
        """See the base."""
        return LEFT_BEHIND if self.idle <= address and address < self.idle + self.idle_size else 0

    def heap_bytes(self) -> int:
        """See the base."""
        return self.space_size + (self.idle_size if self.idle else 0) + self.large.total

    def _prepare_idle(self, size: int, needed: int) -> int:
        """Have an idle space of at least `size` bytes, or failing that, `needed`; return 0 if there is none."""
        if self.idle_size < size:
            kept = self.idle_size
            if kept:
                self.memory.release(self.idle, kept)
            self._reserve_idle(size)
            if self.idle and self._can_match(size) == 0:
                self.memory.release(self.idle, size)
                self.idle = 0
            if self.idle == 0:
                self.next_size = self._larger(kept, needed)
                self._reserve_idle(self.next_size)
            if self.idle == 0 and kept:
                self._reserve_idle(kept)
        return 1 if self.idle_size >= needed else 0

    def _can_match(self, size: int) -> int:
        """Return 1 if, once the active space is given up, there will be memory for an idle one of `size` bytes."""
        if size <= self.space_size:
            return 1
        more = self.memory.reserve(size - self.space_size)
        if more == 0:
            return 0
        self.memory.release(more, size - self.space_size)
        return 1

    def _keep_finalizable(self) -> None:
        scanned = self.copied
        self.weak.clear_dead()
        self.finalizers.keep_dead(0, self.survivor, self._update)
        self._scan_copies(scanned)

    def _scan_copies(self, scan: int) -> None:
        while True:
            while scan < self.copied:
                header = self.memory.load(scan)
                self.trace(scan, header & TYPE_MASK, self._update)
                scan += self.size_of(scan, header)
            if self.large.pending == 0:
                return
            address = self.large.take()
            self.trace(address, self.memory.load(address) & TYPE_MASK, self._update)

    def _swap(self) -> None:
        space = self.space
        size = self.space_size
        self.memory.forget(space, size)
        self.space = self.idle
        self.space_size = self.idle_size
        self.idle = space
        self.idle_size = size
        self.memory.set_free(self.copied)
        self._match_idle()
        self.hashed = 0
        self.live_bytes = self.copied - self.space + self.large.total

    def _match_idle(self) -> None:
        """Have an idle space as large as the active one; failing that, use no more than can be copied to a smaller one.

        Otherwise a full space could never be collected, however little of it is alive.
        """
        if self.idle_size < self.space_size:
            size = self.idle_size
            if size:
                self.memory.release(self.idle, size)
            self._reserve_idle(self.space_size)
            if self.idle == 0 and size:
                self._reserve_idle(size)
        usable = self.space_size
        if self.idle_size < usable:
            usable = self.idle_size // 4 * 3 & -WORD  # objects whose hash was asked for grow
        limit = self.space + usable
        self.memory.set_limit(self._larger(limit, self.memory.free()))

    def _reserve_idle(self, size: int) -> None:
        self.idle = self.memory.reserve(size)
        self.idle_size = size if self.idle else 0

    @inlined
    def _update(self, slot: int) -> None:
        """Make the reference in a slot lead to the copy of its object."""
        address = self.memory.load(slot)
        if address == 0 or address & 1:  # null, or an integer
            return
        if self.source <= address and address < self.source_end:
            self.memory.store(slot, self._copy(address))
            return
        header = self.memory.load(address)
        if header & LARGE:
            self.large.mark(address, header)

    def add_weak(self, address: int, target: int) -> None:
        """Make a new object a weak link to another one."""
        self.weak.add(address, target)

    def survivor(self, address: int) -> int:
        """Return where an object is after everything alive was copied, 0 if it is dead."""
        header = self.memory.load(address)
        if self.source <= address and address < self.source_end:
            return header - FORWARDED if header & FORWARDED else 0
        return 0 if header & LARGE and header & MARKED == 0 else address

    @inlined
    def _copy(self, address: int) -> int:
        """Return where the copy of an object is, making it if there is none yet."""
        header = self.memory.load(address)
        if header & FORWARDED:
            return header - FORWARDED
        target = self.copied
        size = self.size_of(address, header)
        self.memory.copy(address, target, size)
        self.copied = target + size
        if header & HASHED:
            self.memory.store(target + size, address >> 3)
            self.memory.store(target, (header & ~HASHED) | HASH_FIELD)
            self.copied += WORD
        self.memory.store(address, target | FORWARDED)
        return target
