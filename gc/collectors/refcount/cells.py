"""Cells of one size each, for objects of at most `SMALL` bytes: a list of free ones for every size.

The table of the lists is also used by the program itself: the list is at the offset that is its size, and the second
word of a free cell is the next one.  Cells are cut from blocks, blocks from areas.  `recover` finds the blocks in which
every cell is free: they can have cells of any other size then, and areas of nothing but such blocks can be given back.

    area:   following area, bytes, blocks in use, unused up to a multiple of `BLOCK`; then blocks
    block:  counter of `recover`, bytes in cells, its area; then cells.  A block not in use: the next one, 0, its area
"""

from __future__ import annotations

from typing import Final

from weft.gc.words import WORD, Memory
from weft.rtyper.ll_helpers.lowlevel import Word

SMALL: Final = 1024
SMALLEST: Final = 2 * WORD
TABLE_SIZE: Final = 2048
"""Bytes for the heads of all lists."""
AREA_SIZE: Final = 1 << 20
SMALLEST_AREA_SIZE: Final = 1 << 14
"""An area is as large as that if there is no memory for more."""
BLOCK: Final = 1 << 13
BLOCK_HEADER: Final = 3 * WORD
UNWANTED: Final = -1
"""Instead of the number of blocks in use: the area is about to be given back."""
BATCH: Final = 2048
"""So many bytes become free cells at a time."""


class Cells:
    """The lists, the blocks that are free, and the rest of the area that was reserved last."""

    table = Word()
    rests = Word()
    """A table like that of the lists: the rest of a block that cells of this size are cut from, or 0."""
    total = Word()
    """Bytes in all areas."""
    cut = Word()
    """Bytes in all cells, free or not."""
    free_bytes = Word()
    """Bytes in free cells, when they were counted last."""
    areas = Word()
    blocks = Word()
    """The blocks that are not in use."""
    free = Word()
    end = Word()
    """The part of an area that was never used."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def start(self) -> int:
        """Reserve the tables; one as large as that of the lists stays empty.  Return 0 if there is no memory."""
        self.table = self.memory.reserve(3 * TABLE_SIZE)
        self.rests = self.table + 2 * TABLE_SIZE
        return self.table

    # Cells ----------------------------------------------------------------------------------------------------

    def take(self, size: int) -> int:
        """Return a cell for an object of this size, not cleared, or 0 if a new area is needed."""
        if size < SMALLEST:
            size = SMALLEST
        place = self.table + size
        address = self.memory.load(place)
        if address == 0:
            address = self._cut(size)
            if address == 0:
                return 0
        self.memory.store(place, self.memory.load(address + WORD))
        return address

    def give(self, address: int, size: int) -> None:
        """Free the memory of an object."""
        place = self.table + (size if size > SMALLEST else SMALLEST)
        self.memory.forget(address, size)
        self.memory.store(address + WORD, self.memory.load(place))
        self.memory.store(place, address)

    def _cut(self, cell: int) -> int:
        """Make cells of a part of a block, for a list that is empty; return the first."""
        start = self.memory.load(self.rests + cell)
        if start == 0:
            start = self._take_block()
            if start == 0:
                return 0
            start += BLOCK_HEADER
        block = start & -BLOCK
        count = 1 if cell >= BATCH // 2 else BATCH // cell
        if cell * count > block + BLOCK - start:
            count = (block + BLOCK - start) // cell
        address = start + cell * count
        self.memory.store(self.rests + cell, address if address + cell <= block + BLOCK else 0)
        self.memory.store(block + WORD, self.memory.load(block + WORD) + cell * count)
        self.cut += cell * count
        self.memory.forget(start, cell * count)
        following = 0
        while address > start:
            address -= cell
            self.memory.store(address + WORD, following)
            following = address
        self.memory.store(self.table + cell, following)
        return following

    # Blocks ---------------------------------------------------------------------------------------------------

    def _take_block(self) -> int:
        block = self.blocks
        if block:
            self.blocks = self.memory.load(block)
        elif self.free < self.end:
            block = self.free
            self.free += BLOCK
            self.memory.store(block + WORD, 0)
            self.memory.store(block + 2 * WORD, self.areas)
        else:
            return 0
        self.memory.store(block, 0)
        area = self.memory.load(block + 2 * WORD)
        self.memory.store(area + 2 * WORD, self.memory.load(area + 2 * WORD) + 1)
        return block

    def grow(self) -> int:
        """Reserve an area, if all blocks are in use; return 0 if there is no memory."""
        size = AREA_SIZE
        area = self.memory.reserve(size)
        while area == 0 and size > SMALLEST_AREA_SIZE:
            size = size >> 2
            area = self.memory.reserve(size)
        if area == 0:
            return 0
        self.memory.store(area, self.areas)
        self.memory.store(area + WORD, size)
        self.memory.store(area + 2 * WORD, 0)
        self.areas = area
        self.total += size
        self.free = (area + BLOCK_HEADER + BLOCK - 1) & -BLOCK
        self.end = (area + size) & -BLOCK
        return 1

    def recover(self) -> None:
        """Make all blocks free in which all cells are, and count the bytes in the other free cells."""
        self.free_bytes = 0
        size = SMALLEST
        while size <= SMALL:
            self._count(size, 1)
            size += WORD
        size = SMALLEST
        while size <= SMALL:
            self._take_out(size)
            size += WORD

    def count_free(self) -> None:
        """Count the bytes in free cells."""
        self.free_bytes = 0
        size = SMALLEST
        while size <= SMALL:
            self._count(size, 0)
            size += WORD

    def _count(self, cell: int, in_blocks: int) -> None:
        """Add up the free cells of a size; with `in_blocks`, also those in each block."""
        address = self.memory.load(self.table + cell)
        while address:
            if in_blocks:
                block = address & -BLOCK
                self.memory.store(block, self.memory.load(block) + cell)
            self.free_bytes += cell
            address = self.memory.load(address + WORD)

    def _take_out(self, cell: int) -> None:
        """Take those cells out of their list whose blocks have no others; set all counters to zero again.

        Of such blocks both numbers are taken down together, so one can tell until the end.
        """
        last = self.table + cell - WORD
        address = self.memory.load(last + WORD)
        while address:
            following = self.memory.load(address + WORD)
            block = address & -BLOCK
            count = self.memory.load(block)
            capacity = self.memory.load(block + WORD)
            self.memory.store(block, count - cell)
            if count < capacity:
                self.memory.store(last + WORD, address)
                last = address
            else:
                self.memory.store(block + WORD, capacity - cell)
                self.cut -= cell
                self.free_bytes -= cell
                if capacity == cell:
                    self._free_block(block, cell)
            address = following
        self.memory.store(last + WORD, 0)

    def _free_block(self, block: int, cell: int) -> None:
        if self.memory.load(self.rests + cell) & -BLOCK == block:
            self.memory.store(self.rests + cell, 0)
        self.memory.store(block, self.blocks)
        self.blocks = block
        area = self.memory.load(block + 2 * WORD)
        self.memory.store(area + 2 * WORD, self.memory.load(area + 2 * WORD) - 1)

    def release_areas(self, kept: int) -> None:
        """Give back areas that are not in use, as long as there are more than that many bytes."""
        left = self.total
        found = 0
        area = self.areas
        while area:
            size = self.memory.load(area + WORD)
            if self.memory.load(area + 2 * WORD) == 0 and left - size >= kept:
                self.memory.store(area + 2 * WORD, UNWANTED)
                left -= size
                found = 1
            area = self.memory.load(area)
        if found:
            self._forget_blocks()
            self._release_unwanted()

    def _forget_blocks(self) -> None:
        """Take the blocks of unwanted areas out of the list."""
        if self.memory.load(self.areas + 2 * WORD) == UNWANTED:
            self.free = 0
            self.end = 0
        block = self.blocks
        self.blocks = 0
        while block:
            following = self.memory.load(block)
            if self.memory.load(self.memory.load(block + 2 * WORD) + 2 * WORD) != UNWANTED:
                self.memory.store(block, self.blocks)
                self.blocks = block
            block = following

    def _release_unwanted(self) -> None:
        area = self.areas
        last = 0
        while area:
            following = self.memory.load(area)
            if self.memory.load(area + 2 * WORD) != UNWANTED:
                last = area
            else:
                size = self.memory.load(area + WORD)
                self.total -= size
                self.memory.release(area, size)
                if last:
                    self.memory.store(last, following)
                else:
                    self.areas = following
            area = following
