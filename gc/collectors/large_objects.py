"""Objects with an area of their own: too large to be copied, swept one by one.

In front of the object stand three words: the next large object, the size of the area, and the next one to be traced.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from weft.gc.header import LARGE, MARKED
from weft.gc.words import WORD, Memory
from weft.rtyper.ll_helpers.lowlevel import Word

PREFIX: Final = 3 * WORD
LARGE_SIZE: Final = 1 << 16
"""Objects of at least this many bytes are large."""


class LargeObjects:
    """The list of the large objects, and those that were reached but not traced yet."""

    first = Word()
    pending = Word()
    """The last object marked and not taken yet; 0: none."""
    total = Word()
    """Bytes in all areas."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def allocate(self, type_id: int, size: int, dirty: int) -> int:
        """Return a new object of this type, or 0; its memory is zero but for its header, or, if `dirty`, anything."""
        area = self.memory.reserve_dirty(size + PREFIX) if dirty else self.memory.reserve(size + PREFIX)
        if area == 0:
            return 0
        self.memory.store(area, self.first)
        self.memory.store(area + WORD, size + PREFIX)
        self.memory.store(area + PREFIX, type_id | LARGE)
        self.first = area
        self.total += size + PREFIX
        return area + PREFIX

    def add(self, area: int) -> None:
        """Take over an area from another list."""
        self.memory.store(area, self.first)
        self.first = area
        self.total += self.area_size(area)

    def following(self, area: int) -> int:
        """Return the area after one, or 0."""
        return self.memory.load(area)

    def area_size(self, area: int) -> int:
        """Return the size of an area."""
        return self.memory.load(area + WORD)

    def visit_objects(self, flag: int, visit: Callable[[int], None]) -> None:
        """Call `visit` with every object that has a flag in its header."""
        area = self.first
        while area:
            if self.memory.load(area + PREFIX) & flag:
                visit(area + PREFIX)
            area = self.memory.load(area)

    def mark(self, address: int, header: int) -> None:
        """Note that a large object was reached."""
        if header & MARKED:
            return
        self.memory.store(address, header | MARKED)
        self.memory.store(address - WORD, self.pending)
        self.pending = address

    def take(self) -> int:
        """Return a marked object that has to be traced."""
        address = self.pending
        self.pending = self.memory.load(address - WORD)
        return address

    def sweep(self) -> None:
        """Free what is not marked, and take the marks from the others."""
        area = self.first
        kept = 0
        while area:
            following = self.memory.load(area)
            size = self.memory.load(area + WORD)
            header = self.memory.load(area + PREFIX)
            if header & MARKED:
                self.memory.store(area + PREFIX, header & ~MARKED)
                self.memory.store(area, kept)
                kept = area
            else:
                self.total -= size
                self.memory.release(area, size)
            area = following
        self.first = kept
