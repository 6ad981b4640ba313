"""Memory in cells: a list of free ones for each size.  The table of the lists is also used by the program itself.

Sizes up to `SMALL` have a list each, at the offset that is their size; above, there are four sizes to each doubling,
and the largest objects have areas of their own.  The second word of a free cell is the next one.
"""

from __future__ import annotations

from typing import Final

from weft.gc.words import WORD, Memory
from weft.rtyper.ll_helpers.lowlevel import Word

SMALL: Final = 1024
LARGE: Final = 1 << 16
"""Objects larger than this have an area each."""
SMALLEST: Final = 2 * WORD
TABLE_SIZE: Final = 2048
"""Bytes for the heads of all lists."""
AREA_SIZE: Final = 1 << 20
SMALL_AREA_SIZE: Final = 1 << 17
BATCH: Final = 2048
"""So many bytes become free cells at a time."""


class Cells:
    """The lists, and the rest of the area that was reserved last."""

    table = Word()
    total = Word()
    """Bytes in all areas."""
    cut = Word()
    """Bytes in all cells, free or not, and in the areas of large objects."""
    free = Word()
    end = Word()
    cell = Word()
    """The size that `list_of` found."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def start(self) -> int:
        """Reserve the table, and as much behind it that stays empty; return 0 if there is no memory."""
        self.table = self.memory.reserve(2 * TABLE_SIZE)
        return self.table

    def list_of(self, size: int) -> int:
        """Return the address of the list for objects of a size, and set `cell` to the size of its cells."""
        if size <= SMALL:
            self.cell = size if size > SMALLEST else SMALLEST
            return self.table + self.cell
        cell = SMALL
        step = SMALL // 4
        place = self.table + SMALL
        while cell < size:
            cell += step
            place += WORD
            if cell == 8 * step:
                step = 2 * step
        self.cell = cell
        return place

    def take(self, size: int) -> int:
        """Return a cell for an object of this size, not cleared, or 0 if a new area is needed."""
        place = self.list_of(size)
        address = self.memory.load(place)
        if address == 0:
            if self.end - self.free < self.cell:
                return 0
            address = self._cut(place, self.cell)
        self.memory.store(place, self.memory.load(address + WORD))
        return address

    def take_large(self, size: int) -> int:
        """Return an area for a large object, or 0."""
        address = self.memory.reserve(size)
        if address:
            self.total += size
            self.cut += size
        return address

    def give(self, address: int, size: int) -> None:
        """Free the memory of an object."""
        if size > LARGE:
            self.memory.release(address, size)
            self.total -= size
            self.cut -= size
            return
        place = self.list_of(size)
        self.memory.forget(address, self.cell)
        self.memory.store(address + WORD, self.memory.load(place))
        self.memory.store(place, address)

    def give_small(self, address: int, size: int) -> None:
        """The same for an object of at most `SMALL` bytes."""
        place = self.table + (size if size > SMALLEST else SMALLEST)
        self.memory.forget(address, size)
        self.memory.store(address + WORD, self.memory.load(place))
        self.memory.store(place, address)

    def grow(self) -> int:
        """Reserve an area; return 0 if there is no memory."""
        size = AREA_SIZE
        area = self.memory.reserve(size)
        if area == 0:
            size = SMALL_AREA_SIZE
            area = self.memory.reserve(size)
        if area == 0:
            return 0
        self._use_rest()
        self.total += size
        self.free = area
        self.end = area + size
        return 1

    def free_bytes(self) -> int:
        """Return how many bytes the free cells have: a walk through all of them."""
        found = 0
        size = SMALLEST
        while size <= LARGE:
            address = self.memory.load(self.list_of(size))
            while address:
                found += self.cell
                address = self.memory.load(address + WORD)
            size = self.cell + WORD
        return found

    def _cut(self, place: int, cell: int) -> int:
        """Make cells of a part of the area, for a list that is empty; return the first."""
        count = 1 if cell >= BATCH else BATCH // cell
        while cell * count > self.end - self.free:
            count -= 1
        start = self.free
        address = start + cell * count
        self.free = address
        self.cut += cell * count
        self.memory.forget(start, cell * count)
        following = 0
        while address > start:
            address -= cell
            self.memory.store(address + WORD, following)
            following = address
        self.memory.store(place, following)
        return following

    def _use_rest(self) -> None:
        """Make small cells of what is left of the area."""
        while self.end - self.free >= SMALLEST:
            size = self.end - self.free
            if size > SMALL:
                size = SMALL
            self.cut += size
            address = self.free
            self.free += size
            self.give(address, size)
