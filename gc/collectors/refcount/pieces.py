"""Memory for objects of more than `SMALL` bytes: pieces of areas, joined with their free neighbours as they are freed.

In front of each piece is a word: its size, this word included, and flags.  A free piece is in a list of pieces of about
its size, by its next two words, and its last word is its size.  An area ends with a word like that of a used piece of
no size.  Areas are in no list: one in which nothing is used is a single free piece.
"""

from __future__ import annotations

from typing import Final

from weft.gc.collectors.refcount.cells import AREA_SIZE
from weft.gc.words import WORD, Memory
from weft.rtyper.ll_helpers.lowlevel import Word

USED: Final = 1
BEHIND_FREE: Final = 2
"""The piece in front is free."""
FIRST: Final = 4
"""An area begins with this piece."""
SIZE: Final = -8
SMALLEST_PIECE: Final = 1 << 10
LISTS: Final = 4 * 40
PAGE: Final = 4096


class Pieces:
    """The lists of free pieces, by size: four for each doubling."""

    heads = Word()
    total = Word()
    """Bytes in all areas."""
    free_bytes = Word()
    """Bytes in free pieces, and in the last words of areas."""
    kept = Word()
    """Areas in which nothing is used stay as long as no more bytes than these, and half of the used ones, are free."""
    is_zero = Word()
    """The piece that `take` returned has never been used."""
    unused = Word()
    """The free piece that an area was made of last, and that was not used since."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def start(self) -> int:
        """Reserve the lists; return 0 if there is no memory."""
        self.heads = self.memory.reserve(LISTS * WORD)
        return self.heads

    # Objects --------------------------------------------------------------------------------------------------

    def take(self, size: int) -> int:
        """Return a piece for an object, or 0 if a new area is needed."""
        size += WORD
        place = self._list_of(size)
        piece = self.memory.load(place)
        while piece and self.memory.load(piece) & SIZE < size:
            piece = self.memory.load(piece + WORD)
        end = self.heads + WORD * (LISTS - 1)
        while piece == 0 and place < end:
            place += WORD
            piece = self.memory.load(place)
        if piece == 0:
            return 0
        self.is_zero = 1 if piece == self.unused else 0
        self._use(piece, size)
        return piece + WORD

    def _use(self, piece: int, size: int) -> None:
        """Use a free piece, but for its end if it is much too large."""
        header = self.memory.load(piece)
        whole = header & SIZE
        self._take_out(piece)
        if self.is_zero:
            self.memory.store(piece + WORD, 0)
            self.memory.store(piece + 2 * WORD, 0)
            self.memory.store(piece + whole - WORD, 0)
        rest = piece + size
        if whole - size >= SMALLEST_PIECE:
            self._add(rest, whole - size, 0)
            if self.is_zero:
                self.unused = rest
            whole = size
        else:
            rest = piece + whole
            self.memory.store(rest, self.memory.load(rest) & ~BEHIND_FREE)
        self.memory.store(piece, header & FIRST | whole | USED)

    def give(self, address: int) -> None:
        """Free the memory of an object."""
        piece = address - WORD
        header = self.memory.load(piece)
        size = header & SIZE
        self.memory.forget(address, size - WORD)
        following = piece + size
        if self.memory.load(following) & USED == 0:
            size += self._take_out(following)
        if header & BEHIND_FREE:
            piece -= self.memory.load(piece - WORD)
            header = self.memory.load(piece)
            size += self._take_out(piece)
        self._add(piece, size, header & FIRST)
        if header & FIRST and self.memory.load(piece + size) & SIZE == 0 and self._has_enough():
            self._release(piece, size)

    def _has_enough(self) -> int:
        """Return 1 if so much is free that areas should be given back."""
        return 1 if self.free_bytes > self.kept + (self.total - self.free_bytes >> 1) else 0

    # Lists ----------------------------------------------------------------------------------------------------

    def _list_of(self, size: int) -> int:
        """Return where the list of the pieces of about a size begins."""
        quarter = SMALLEST_PIECE >> 2
        place = self.heads
        while size >= 8 * quarter:
            quarter = quarter << 1
            place += 4 * WORD
        return place + WORD * (size // quarter - 4) if size >= SMALLEST_PIECE else place

    def _add(self, piece: int, size: int, first: int) -> None:
        """Make memory a free piece; its neighbours are used."""
        self.free_bytes += size
        self.memory.store(piece, size | first)
        self.memory.store(piece + size - WORD, size)
        place = self._list_of(size)
        following = self.memory.load(place)
        self.memory.store(piece + WORD, following)
        self.memory.store(piece + 2 * WORD, place - WORD)
        self.memory.store(place, piece)
        if following:
            self.memory.store(following + 2 * WORD, piece)
        end = piece + size
        self.memory.store(end, self.memory.load(end) | BEHIND_FREE)

    def _take_out(self, piece: int) -> int:
        """Take a free piece out of its list; return its size."""
        following = self.memory.load(piece + WORD)
        before = self.memory.load(piece + 2 * WORD)
        self.memory.store(before + WORD, following)
        if following:
            self.memory.store(following + 2 * WORD, before)
        if piece == self.unused:
            self.unused = 0
        size = self.memory.load(piece) & SIZE
        self.free_bytes -= size
        return size

    # Areas ----------------------------------------------------------------------------------------------------

    def grow(self, size: int) -> int:
        """Reserve an area that has room for an object of a size; return 0 if there is no memory."""
        needed = size + 2 * WORD
        least = (needed + PAGE - 1) & -PAGE
        space = AREA_SIZE if needed <= AREA_SIZE // 4 else least
        area = self.memory.reserve(space)
        if area == 0:
            space = least
            area = self.memory.reserve(space)
        if area == 0:
            return 0
        self.total += space
        self.free_bytes += WORD
        self.memory.store(area + space - WORD, USED)
        self._add(area, space - WORD, FIRST)
        self.unused = area
        return 1

    def release_areas(self, all_of_them: int) -> None:
        """Give back areas in which nothing is used, as long as there are too many."""
        place = self.heads
        while place < self.heads + LISTS * WORD:
            piece = self.memory.load(place)
            while piece:
                following = self.memory.load(piece + WORD)
                header = self.memory.load(piece)
                size = header & SIZE
                if header & FIRST and self.memory.load(piece + size) & SIZE == 0:
                    if all_of_them or self._has_enough():
                        self._release(piece, size)
                piece = following
            place += WORD

    def _release(self, piece: int, size: int) -> None:
        """Give back the area that a free piece is."""
        self._take_out(piece)
        self.total -= size + WORD
        self.free_bytes -= WORD
        self.memory.release(piece, size + WORD)
