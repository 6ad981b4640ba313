"""Where objects begin, and the reserve that is there for those that survive.

How much of the nursery is used follows from what survives.  Where little does, more room means that less is copied;
where nearly everything does, room saves nothing and makes pauses longer.
"""

from __future__ import annotations

from typing import Final

from weft.gc.words import Memory, Settings
from weft.rtyper.ll_helpers.lowlevel import Word

PAGE: Final = 4096
SHARE: Final = 8
"""At least one part of that many is used."""


class Nursery:
    """The nursery, the part of it that is used, and the reserve."""

    start = Word()
    end = Word()
    window = Word()
    """How many bytes of it are used."""
    smallest = Word()
    reserve = Word()
    """An area in which everything in the window has room; 0: there is none."""
    reserve_size = Word()

    def __init__(self, memory: Memory, settings: Settings) -> None:
        self.memory = memory
        self.settings = settings

    def prepare(self) -> int:
        """Get the memory, and open the nursery; return 0 if there is none."""
        size = (self.settings.nursery() + PAGE - 1) & -PAGE
        self.start = self.memory.reserve(size)
        if self.start == 0:
            return 0
        self.end = self.start + size
        self.smallest = size // SHARE
        self.window = size
        if self.secure() == 0:
            return 0
        self.open()
        return 1

    def open(self) -> None:
        """Let the program allocate in the nursery, which is empty; there is a reserve."""
        self.memory.set_free(self.start)
        self.memory.set_limit(self.start + self.window)

    def close(self) -> None:
        """Nothing is allocated in the nursery, which is empty, while there is no reserve for what it would hold."""
        self.memory.set_free(self.start)
        self.memory.set_limit(self.start)

    def is_closed(self) -> int:
        """Return 1 if it is."""
        return 1 if self.memory.limit() == self.start else 0

    def used(self) -> int:
        """Return how many bytes objects take in it."""
        return self.memory.free() - self.start

    def secure(self) -> int:
        """Have a reserve that fits the window, which shrinks when memory is short; return 0 if there is none.

        Copies are larger than what they are made of if the identity hash is kept in them: at most twice as large.
        """
        while True:
            needed = 2 * self.window + PAGE
            if self.reserve and self.reserve_size == needed:
                return 1
            if self.reserve:
                self.memory.release(self.reserve, self.reserve_size)
            self.reserve = self.memory.reserve(needed)
            self.reserve_size = needed
            if self.reserve:
                return 1
            if self.window == self.smallest:
                return 0
            self.window = self.window // 2

    def adapt(self, survived: int) -> None:
        """Choose how much to use from now on; that many bytes of the nursery were alive."""
        if self.used() < self.window // 2:
            return
        if survived > self.window // 4 * 3:
            if self.window > self.smallest:
                self.window = self.window // 2
        elif self.window // 32 < survived and survived < self.window // 2 and self.window < self.end - self.start:
            self.window = 2 * self.window
