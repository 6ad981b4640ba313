"""Mark and lazy sweep over areas that can be walked from object to object.

Allocation bumps through one hole after the other: `free` to `limit` is the current hole, and when it has no room the
sweep goes on behind it, joining dead neighbours to the next hole.  Sweeping therefore costs nothing in the pause, and
objects made one after the other lie side by side.  When the sweep has come to the end, the heap grows by an area, or
a collection starts, whichever the live bytes of the last collection call for.

Holes have headers too: a type id below `FIRST_TYPE` and, if they have more than a word, their size.
"""

from __future__ import annotations

from typing import Final

from weft.gc.collectors.large_objects import LARGE_SIZE, LargeObjects
from weft.gc.collectors.mark_stack import MarkStack
from weft.gc.collectors.objects import TracingCollector
from weft.gc.header import LARGE, MARKED, PREBUILT, TYPE_MASK
from weft.gc.words import WORD, Memory, Roots, Settings, Types
from weft.rtyper.ll_helpers.lowlevel import Word

ONE_WORD_HOLE: Final = 2
HOLE: Final = 4
"""The next word is the size of the hole."""
FIRST_TYPE: Final = 64

AREA_SIZE: Final = 1 << 20
AREA_PREFIX: Final = 2 * WORD
"""In front of the objects of an area: the next area, and the size of this one."""


class MarkSweepCollector(TracingCollector):
    """See the module."""

    first_area = Word()
    areas_size = Word()
    """Bytes in all areas."""
    target_size = Word()
    """Bytes that areas and large objects may have before the next collection."""
    swept_area = Word()
    """The area that the sweep is in; 0: it has come to the end."""
    cursor = Word()
    """What lies in front of it, in this area, was swept."""
    cursor_end = Word()
    marked_bytes = Word()

    def __init__(self, memory: Memory, types: Types, roots: Roots, settings: Settings) -> None:
        super().__init__(memory, types, roots, settings)
        self.large = LargeObjects(memory)
        self.stack = MarkStack(memory)

    def start(self) -> int:
        """Set the sizes; the first allocation reserves memory."""
        self.target_size = self.settings.minimum()
        return 1

    # Allocation -----------------------------------------------------------------------------------------------

    def allocate_slow(self, type_id: int, size: int) -> int:
        """Return a new object, zero but for its header, when the current hole has no room for it; 0: no memory."""
        if size >= LARGE_SIZE:
            return self._allocate_large(type_id, size)
        if self.memory.limit() - self.memory.free() < size and self._find_hole(size) == 0:
            return 0
        address = self.memory.free()
        self.memory.set_free(address + size)
        self.memory.clear(address, size)
        self.memory.store(address, type_id)
        return address

    def _allocate_large(self, type_id: int, size: int) -> int:
        collected = 0
        if self.areas_size + self.large.total + size > self.target_size:
            collected = self.collect()
        address = self.large.allocate(type_id, size)
        if address == 0 and collected == 0:
            self.collect()
            address = self.large.allocate(type_id, size)
        return address

    def _find_hole(self, size: int) -> int:
        """Make the current hole one of at least `size` bytes; return 0 if there is no memory."""
        self._close_hole()
        if self._sweep_to(size):
            return 1
        if self.areas_size + self.large.total + AREA_SIZE > self.target_size:
            self.collect()
            if self._sweep_to(size):
                return 1
            if self._add_area():
                return 1
            return 0
        if self._add_area():
            return 1
        self.collect()
        return self._sweep_to(size)

    def _add_area(self) -> int:
        """Make a new area the current hole."""
        area = self.memory.reserve(AREA_SIZE)
        if area == 0:
            return 0
        self.memory.store(area, self.first_area)
        self.memory.store(area + WORD, AREA_SIZE)
        self.first_area = area
        self.areas_size += AREA_SIZE
        self._open_hole(area + AREA_PREFIX, area + AREA_SIZE)
        return 1

    def _open_hole(self, start: int, end: int) -> None:
        self.memory.set_free(start)
        self.memory.set_limit(end)

    def _close_hole(self) -> None:
        """Give what is left of the current hole a header, so that the area can be walked."""
        start = self.memory.free()
        size = self.memory.limit() - start
        if size:
            self._write_hole(start, size)
        self._open_hole(0, 0)

    def _write_hole(self, start: int, size: int) -> None:
        if size == WORD:
            self.memory.store(start, ONE_WORD_HOLE)
        else:
            self.memory.store(start, HOLE)
            self.memory.store(start + WORD, size)

    # Sweeping -------------------------------------------------------------------------------------------------

    def _start_sweep(self) -> None:
        self.swept_area = self.first_area
        self._enter_area()

    def _enter_area(self) -> None:
        if self.swept_area:
            self.cursor = self.swept_area + AREA_PREFIX
            self.cursor_end = self.swept_area + self.memory.load(self.swept_area + WORD)

    def _sweep_to(self, size: int) -> int:
        """Sweep on to a hole of at least `size` bytes and make it the current one; return 0 at the end."""
        while self.swept_area:
            while self.cursor < self.cursor_end:
                start = self.cursor
                header = self.memory.load(start)
                if header & MARKED:
                    self.memory.store(start, header & ~MARKED)
                    self.cursor = start + self.size_of(start, header)
                    continue
                self._skip_dead()
                found = self.cursor - start
                self.memory.forget(start, found)
                if found >= size:
                    self._open_hole(start, self.cursor)
                    return 1
                self._write_hole(start, found)
            self.swept_area = self.memory.load(self.swept_area)
            self._enter_area()
        return 0

    def _skip_dead(self) -> None:
        """Move the cursor over everything that is not marked."""
        address = self.cursor
        end = self.cursor_end
        while address < end:
            header = self.memory.load(address)
            if header & MARKED:
                break
            address += self._extent(address, header)
        self.cursor = address

    def _extent(self, address: int, header: int) -> int:
        """Return the size of the object or hole at an address."""
        type_id = header & TYPE_MASK
        if type_id >= FIRST_TYPE:
            return self.size_of(address, header)
        if type_id == ONE_WORD_HOLE:
            return WORD
        return self.memory.load(address + WORD)

    # Marking --------------------------------------------------------------------------------------------------

    def collect(self) -> int:
        """Mark what is alive; what is dead is swept as allocation needs it."""
        self._close_hole()
        self._sweep_to(AREA_SIZE)  # no hole is that large: the marks of the last collection go
        self.collections += 1
        self.marked_bytes = 0
        self.visit_roots(self._mark)
        self._drain()
        while self.stack.overflowed:
            self.stack.overflowed = 0
            self._trace_marked()
        self.stack.drop()
        self.large.sweep()
        self.live_bytes = self.marked_bytes + self.large.total
        self.target_size = self.live_bytes + self.live_bytes * 7 // 8
        if self.target_size < self.settings.minimum():
            self.target_size = self.settings.minimum()
        self.swept_area = self.first_area
        self._enter_area()
        return 1

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

    def _drain(self) -> None:
        while True:
            while self.stack.used:
                self._trace_object(self.stack.pop())
            if self.large.pending == 0:
                return
            self._trace_object(self.large.take())

    def _trace_object(self, address: int) -> None:
        self.trace(address, self.memory.load(address) & TYPE_MASK, self._mark)

    def _trace_marked(self) -> None:
        """Trace every marked object again: some were dropped when the stack was full."""
        area = self.first_area
        while area:
            address = area + AREA_PREFIX
            end = area + self.memory.load(area + WORD)
            while address < end:
                header = self.memory.load(address)
                if header & MARKED:
                    self._trace_object(address)
                    self._drain()
                address += self._extent(address, header)
            area = self.memory.load(area)
