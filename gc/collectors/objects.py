"""What all tracing collectors know of objects: sizes, references, identity hashes.  See `weft.gc.header`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from weft.gc.collectors.finalizers import Finalizers
from weft.gc.collectors.weak_links import ClearedLinks
from weft.gc.header import HASH_FIELD, HASHED, PREBUILT, TYPE_MASK
from weft.gc.watch import REQUESTED, ROOM, STRESS, Watch
from weft.gc.words import WORD, Memory, Roots, Settings, Types
from weft.rtyper.ll_helpers.lowlevel import Word

LARGEST: Final = 1 << 46
"""No object has so many bytes."""


class TracingCollector:
    """Base of the collectors that follow references from the roots."""

    collections = Word()
    """How many collections there were."""
    live_bytes = Word()
    """What the last collection left."""

    reason = Word()
    """Why there would be a collection now: see `weft.gc.watch`."""
    stressed = Word()
    """Allocations since the last collection that stress brought about."""
    dirty = Word()
    """1: the items of the object that is being allocated may hold anything."""
    hashed = Word()
    """Objects whose hash was asked for since the last collection: those that grow when they move."""

    def __init__(self, memory: Memory, types: Types, roots: Roots, settings: Settings) -> None:
        self.memory = memory
        self.types = types
        self.roots = roots
        self.settings = settings
        self.finalizers = Finalizers(self)
        self.cleared = ClearedLinks(memory)
        self.watch = Watch()
        """Is told when a collection begins and ends."""

    # Allocation -----------------------------------------------------------------------------------------------

    def allocate(self, type_id: int, size: int) -> int:
        """Return a new object of `size` bytes, zero but for its header, or 0."""
        self.watch.allocates()
        if self.settings.stress():
            self._stress()
        self.reason = ROOM
        address = self.allocate_slow(type_id, size)
        self.reason = REQUESTED
        return address

    def allocate_items(self, type_id: int, length: int) -> int:
        """Return a new object with that many items, its length set, or 0; also for lengths below zero."""
        if length < 0 or length > LARGEST // self.types.item_size(type_id):
            return 0
        size = self.types.fixed_size(type_id) + length * self.types.item_size(type_id)
        address = self.allocate(type_id, (size + WORD - 1) & -WORD)
        if address:
            if self.dirty:
                self.memory.clear(address + WORD, (self.types.fixed_size(type_id) - 1) & -WORD)
            self.memory.store(address + self.types.length_offset(type_id), length)
        return address

    def allocate_dirty_items(self, type_id: int, length: int) -> int:
        """The same, but the items may hold anything: they are written before anybody reads them."""
        self.dirty = 1
        address = self.allocate_items(type_id, length)
        self.dirty = 0
        return address

    def remember(self, address: int) -> None:
        """A reference is about to be stored into the object, which is `TRACKED`: only with a barrier."""

    def add_weak(self, address: int, target: int) -> None:
        """Make a new object a weak link to another one."""
        raise NotImplementedError

    def next_cleared(self) -> int:
        """Return the number of a weak link that was cleared, 0 if there is none; then only finalizers can be due."""
        number = self.cleared.take()
        if number == 0:
            self.memory.set_waiting(self.finalizers.waiting.used)
        return number

    def add_finalizer(self, address: int) -> int:
        """A new object has a finalizer; return 0 if there is no memory to note that."""
        return self.finalizers.add(address)

    def next_finalizer(self) -> int:
        """Return a dead object whose finalizer is to be called now, or 0."""
        return self.finalizers.take()

    def finalize_rest(self) -> int:
        """Let all objects that have finalizers wait for them; return 0 if there are none."""
        return self.finalizers.all_wait()

    def survivor(self, address: int) -> int:
        """Return where an object is after everything alive was found, 0 if it is dead."""
        raise NotImplementedError

    def remember_item(self, address: int, slot: int) -> None:
        """The same if it is stored into an item of the object, at the address `slot`."""
        self.remember(address)

    def _stress(self) -> None:
        self.stressed += 1
        if self.stressed >= self.settings.stress():
            self.stressed = 0
            self.reason = STRESS
            self.collect()

    def allocate_slow(self, type_id: int, size: int) -> int:
        """Return a new object like `allocate`, when there may be no room between `free` and `limit`."""
        raise NotImplementedError

    def collect(self) -> int:
        """Collect now."""
        raise NotImplementedError

    def collect_part(self, start: int) -> int:
        """Collect the young objects and go on with marking; `start`: begin with that; 1: all was collected now."""
        self.collect()
        return 1

    def can_move(self, address: int) -> int:
        """Return 1 if a collection may move the object."""
        return 0

    def object_size(self, address: int) -> int:
        """Return how many bytes an object takes, its header included; 0 for null and integers."""
        if address == 0 or address & 1:
            return 0
        return self.size_of(address, self.memory.load(address))

    def statistic(self, which: int) -> int:
        """Return bytes left by the last collection (0), used (1), held (2); from 3 on: see `Watch.statistic`."""
        if which == 0:
            return self.live_bytes
        if which == 1:
            return self.used_bytes()
        if which == 2:
            return self.heap_bytes()
        return self.watch.statistic(which - 3)

    def used_bytes(self) -> int:
        """Return how many bytes objects take, dead ones included that no collection has found."""
        raise NotImplementedError

    def heap_bytes(self) -> int:
        """Return how many bytes are reserved for objects."""
        raise NotImplementedError

    def object_fault(self, address: int, header: int, moment: int) -> int:
        """Return what is wrong with an object that was reached (`weft.gc.checker`), or 0."""
        return 0

    def reference_fault(self, source: int, address: int, header: int, moment: int) -> int:
        """Return what is wrong with a reference, given the headers of both objects (a root: 0), or 0."""
        return 0

    def recounts(self) -> int:
        """Return 1 if a check of the heap has to be followed by another walk (`weft.gc.checker.RECOUNT`)."""
        return 0

    # Objects --------------------------------------------------------------------------------------------------

    def size_of(self, address: int, header: int) -> int:
        """Return the size in bytes of the object with this header at an address, the kept hash included."""
        size = self.size_without_hash(address, header & TYPE_MASK)
        if header & HASH_FIELD:
            size += WORD
        return size

    def size_without_hash(self, address: int, type_id: int) -> int:
        """Return the size of the fields and items of an object."""
        size = self.types.fixed_size(type_id)
        item_size = self.types.item_size(type_id)
        if item_size:
            size += item_size * self.memory.load(address + self.types.length_offset(type_id))
            size = (size + WORD - 1) & -WORD
        return size

    def trace(self, address: int, type_id: int, visit: Callable[[int], None]) -> None:
        """Call `visit` with the address of every word of an object that holds a reference."""
        references = self.types.references(type_id)
        if references < 0:
            self.trace_wide(address, type_id, visit)
        else:
            while references:
                visit(address + WORD * self.memory.lowest_bit(references))
                references = references & (references - 1)
        item_references = self.types.item_references(type_id)
        if item_references:
            first = address + self.types.fixed_size(type_id)
            end = self.items_end(address, type_id)
            self.trace_item_range(first, end, self.types.item_size(type_id), item_references, visit)

    def items_end(self, address: int, type_id: int) -> int:
        """Return where the items of an object end."""
        length = self.memory.load(address + self.types.length_offset(type_id))
        return address + self.types.fixed_size(type_id) + self.types.item_size(type_id) * length

    def trace_wide(self, address: int, type_id: int, visit: Callable[[int], None]) -> None:
        """The same for the fields of types whose references are listed."""
        index = self.types.reference_count(type_id)
        while index:
            index -= 1
            visit(address + self.types.reference_offset(type_id, index))

    def trace_item_range(
        self, first: int, end: int, item_size: int, references: int, visit: Callable[[int], None]
    ) -> None:
        """The same for the items between two addresses; `references` are the words of an item that hold them."""
        item = first
        while item < end:
            left = references
            while left:
                visit(item + WORD * self.memory.lowest_bit(left))
                left = left & (left - 1)
            item += item_size

    def visit_roots(self, visit: Callable[[int], None]) -> None:
        """Call `visit` with the address of every word outside of the heap that holds a reference."""
        self.visit_variables(visit)
        self.visit_prebuilt(visit)

    def visit_variables(self, visit: Callable[[int], None]) -> None:
        """Call `visit` with the address of every local and static variable that holds a reference."""
        slot = self.roots.stack_base()
        top = self.roots.stack_top()
        while slot < top:
            visit(slot)
            slot += WORD
        index = self.roots.static_count()
        while index:
            index -= 1
            visit(self.roots.static(index))
        self.finalizers.visit_waiting(visit)

    def visit_prebuilt(self, visit: Callable[[int], None]) -> None:
        """Call `visit` with the address of every reference in prebuilt objects."""
        index = self.roots.prebuilt_count()
        while index:
            index -= 1
            address = self.roots.prebuilt(index)
            self.trace(address, self.memory.load(address) & TYPE_MASK, visit)

    def identity_hash(self, address: int) -> int:
        """Return a number that stays with the object wherever it moves."""
        header = self.memory.load(address)
        if header & HASH_FIELD:
            return self.memory.load(address + self.size_without_hash(address, header & TYPE_MASK))
        if header & (HASHED | PREBUILT) == 0:
            self.memory.store(address, header | HASHED)
            self.hashed += 1
        return address >> 3
