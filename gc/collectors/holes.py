"""A space that can be walked from object to object, swept lazily: what is dead becomes holes, which are filled again.

Allocation bumps through one hole after the other; when the current one has no room, the sweep goes on behind it,
joining dead neighbours to the next hole.  So sweeping costs nothing in the pause of a collection, and objects made
one after the other lie side by side.  Holes have headers too: a type id below `FIRST_TYPE` and, if they have more than
a word, their size.

Used as: `allocate` until it returns 0, then either `grow` or a collection: `finish_sweep`, mark objects, `start_sweep`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from weft.gc.header import MARKED, TYPE_MASK
from weft.gc.words import WORD, Memory, Types
from weft.rtyper.ll_helpers.lowlevel import Word

ONE_WORD_HOLE: Final = 2
HOLE: Final = 4
"""The next word is the size of the hole."""
FIRST_TYPE: Final = 64

AREA_SIZE: Final = 1 << 21
"""That of a large page: such areas are aligned to it."""
SMALL_AREA_SIZE: Final = (1 << 16) + 4096
"""When there is no memory for more; more than any object that is not large."""
NO_HOLE: Final = 1 << 60
"""More bytes than a hole can have."""
AREA_PREFIX: Final = 2 * WORD
"""In front of the objects of an area: the next area, and the size of this one."""


class HoleSpace:
    """The areas of the space, the current hole, and how far the sweep has come."""

    total = Word()
    """Bytes in all areas."""
    free = Word()
    limit = Word()
    """The current hole."""
    first_area = Word()
    swept_area = Word()
    """The area that the sweep is in; 0: it has come to the end."""
    swept_previous = Word()
    """The area in front of that one in the list; 0: it is the first."""
    kept_size = Word()
    """Areas that are empty are given back if there are more bytes than that."""
    cursor = Word()
    """What lies in front of it, in this area, was swept."""
    cursor_end = Word()
    budget = Word(NO_HOLE)
    """How many bytes of live objects the sweep may pass before `find_hole` gives up, so that no pause gets long."""

    def __init__(self, memory: Memory, types: Types, size_of: Callable[[int, int], int]) -> None:
        self.memory = memory
        self.types = types
        self.size_of = size_of

    # Allocation -----------------------------------------------------------------------------------------------

    def find_hole(self, size: int) -> int:
        """Make the current hole one of at least `size` bytes; return 0 at the end of the sweep or of the budget."""
        self.close_hole()
        while self.swept_area:
            while self.swept_area and self.cursor < self.cursor_end:
                self._skip_live()
                start = self.cursor
                if start == self.cursor_end:
                    break
                if self.budget <= 0:
                    return 0
                self._skip_dead()
                found = self.cursor - start
                if self._give_back(found):
                    continue
                self.memory.forget(start, found)
                if found >= size:
                    self.free = start
                    self.limit = self.cursor
                    return 1
                self._write_hole(start, found)
            if self.swept_area:
                self._next_area()
        return 0

    def _next_area(self) -> None:
        self.swept_previous = self.swept_area
        self.swept_area = self.memory.load(self.swept_area)
        self._enter_area()

    def _give_back(self, hole: int) -> int:
        """Release the area that was just swept if it is one hole and not needed; return 1 if so."""
        area = self.swept_area
        size = self.memory.load(area + WORD)
        if hole + AREA_PREFIX < size or self.total - size < self.kept_size:
            return 0
        following = self.memory.load(area)
        if self.swept_previous:
            self.memory.store(self.swept_previous, following)
        else:
            self.first_area = following
        self.total -= size
        self.memory.release(area, size)
        self.swept_area = following
        self._enter_area()
        return 1

    def grow(self, wanted: int) -> int:
        """Make a new area with room for an object of that size the current hole; return 0 if there is no memory."""
        size = AREA_SIZE
        area = self.memory.reserve(size)
        if area == 0:
            size = SMALL_AREA_SIZE
            if wanted > size - AREA_PREFIX:
                return 0
            area = self.memory.reserve(size)
        if area == 0:
            return 0
        self.adopt(area, size)
        return 1

    def adopt(self, area: int, size: int) -> None:
        """Make reserved memory an area, and the current hole."""
        self.close_hole()
        self.memory.store(area, self.first_area)
        self.memory.store(area + WORD, size)
        if self.swept_area and self.swept_previous == 0:
            self.swept_previous = area
        self.first_area = area
        self.total += size
        self.free = area + AREA_PREFIX
        self.limit = area + size

    def close_hole(self) -> None:
        """Give what is left of the current hole a header, so that the area can be walked."""
        size = self.limit - self.free
        if size:
            self._write_hole(self.free, size)
        self.free = 0
        self.limit = 0

    def _write_hole(self, start: int, size: int) -> None:
        if size == WORD:
            self.memory.store(start, ONE_WORD_HOLE)
        else:
            self.memory.store(start, HOLE)
            self.memory.store(start + WORD, size)

    # Sweeping -------------------------------------------------------------------------------------------------

    def finish_sweep(self) -> None:
        """Sweep to the end: afterwards nothing is marked."""
        self.sweep(NO_HOLE)

    def sweep(self, budget: int) -> None:
        """Sweep past that many bytes of live objects, without using the holes."""
        self.budget = budget
        self.find_hole(NO_HOLE)

    def start_sweep(self) -> None:
        """What is not marked now is dead; the sweep begins anew, without touching anything yet."""
        self.swept_area = self.first_area
        self.swept_previous = 0
        self._enter_area()

    def release_empty(self) -> None:
        """Right after `start_sweep`: give back the areas in which nothing is alive; the holes of others stay usable."""
        while self.swept_area:
            self._skip_dead()
            if self._give_back(self.cursor - self.swept_area - AREA_PREFIX) == 0:
                self._next_area()
        self.start_sweep()

    def _enter_area(self) -> None:
        self.cursor = 0
        self.cursor_end = 0
        if self.swept_area:
            self.cursor = self.swept_area + AREA_PREFIX
            self.cursor_end = self.swept_area + self.memory.load(self.swept_area + WORD)

    def _skip_live(self) -> None:
        """Take the marks from the objects at the cursor, up to one that is not marked, or the end of the budget."""
        start = self.cursor
        address = start
        end = self.cursor_end
        if end - address > self.budget:
            end = address + self.budget
        known = 0
        size = 0
        while address < end:
            header = self.memory.load(address)
            if header != known:
                if header & MARKED == 0:
                    break
                size = self.size_of(address, header)
                known = self._fixed_extent(header)
            self.memory.store(address, header & ~MARKED)
            address += size
        self.cursor = address
        self.budget -= address - start

    def _skip_dead(self) -> None:
        """Move the cursor over everything that is not marked."""
        address = self.cursor
        end = self.cursor_end
        known = 0
        size = 0
        while address < end:
            header = self.memory.load(address)
            if header != known:
                if header & MARKED:
                    break
                size = self._extent(address, header)
                known = self._fixed_extent(header)
            address += size
        self.cursor = address

    def _fixed_extent(self, header: int) -> int:
        """Return the header if everything that has this one is of the same size, otherwise 0, which no object has.

        Neighbours are often alike. Then the processor need not wait for the size of one to find the next.
        """
        type_id = header & TYPE_MASK
        if type_id < FIRST_TYPE or self.types.item_size(type_id):
            return 0
        return header

    def _extent(self, address: int, header: int) -> int:
        """Return the size of the object or hole at an address."""
        type_id = header & TYPE_MASK
        if type_id >= FIRST_TYPE:
            return self.size_of(address, header)
        if type_id == ONE_WORD_HOLE:
            return WORD
        return self.memory.load(address + WORD)

    def visit_objects(self, flag: int, visit: Callable[[int], None]) -> None:
        """Call `visit` with every object that has a flag in its header; closes the hole."""
        self.close_hole()
        area = self.first_area
        while area:
            address = area + AREA_PREFIX
            end = area + self.memory.load(area + WORD)
            while address < end:
                header = self.memory.load(address)
                if header & flag:
                    visit(address)
                address += self._extent(address, header)
            area = self.memory.load(area)
