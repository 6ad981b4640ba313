"""The objects that were reached but not traced yet, in an area that grows; it may overflow when memory is short."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from weft.gc.words import WORD, Memory
from weft.rtyper.ll_helpers.lowlevel import Word, inlined

FIRST_SIZE: Final = 1 << 14


class MarkStack:
    """A stack of addresses.  After an overflow, marked objects may have references nobody looked at.

    The first area is kept for ever: with no stack at all, marking would take quadratic time.
    """

    area = Word()
    size = Word()
    used = Word()
    overflowed = Word()
    first_area = Word()

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def start(self) -> int:
        """Reserve the first area; return 0 if there is no memory."""
        self.first_area = self.memory.reserve(FIRST_SIZE)
        self.area = self.first_area
        self.size = FIRST_SIZE
        return self.first_area

    @inlined
    def push(self, address: int) -> int:
        """Add an address and return 1, or set `overflowed` and return 0."""
        if self.used == self.size and self._grow() == 0:
            self.overflowed = 1
            return 0
        self.memory.store(self.area + self.used, address)
        self.used += WORD
        return 1

    def pop(self) -> int:
        """Take the last address; there must be one."""
        self.used -= WORD
        return self.memory.load(self.area + self.used)

    def shrink(self) -> None:
        """Give back what was added to the first area; the stack must be empty, or fit."""
        if self.area != self.first_area:
            self.memory.release(self.area, self.size)
            self.area = self.first_area
            self.size = FIRST_SIZE

    def fit(self) -> None:
        """Give back what was added to the first area, if what is on the stack has room there."""
        if self.area != self.first_area and self.used <= FIRST_SIZE:
            self.memory.copy(self.area, self.first_area, self.used)
            self.shrink()

    def visit(self, visit: Callable[[int], None]) -> None:
        """Call `visit` with every address on the stack."""
        index = self.used
        while index:
            index -= WORD
            visit(self.memory.load(self.area + index))

    def make_room(self, size: int) -> int:
        """Make sure that this many bytes can be on the stack; return 0 if there is no memory."""
        while self.size < size:
            if self._grow() == 0:
                return 0
        return 1

    def _grow(self) -> int:
        area = self.memory.reserve(2 * self.size)
        if area == 0:
            return 0
        self.memory.copy(self.area, area, self.used)
        if self.area != self.first_area:
            self.memory.release(self.area, self.size)
        self.area = area
        self.size = 2 * self.size
        return 1
