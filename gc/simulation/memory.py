"""Memory as areas of words under CPython: every access is checked.

Areas lie far apart and addresses are never used again, so that an access beyond the end of an area or to one that
was given back is always noticed.  `SimulatedMemory` is a `weft.gc.words.Memory`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from weft.gc.simulation.errors import (
    DoubleRelease,
    FreedAccess,
    Leak,
    Misaligned,
    NullAccess,
    OutOfRange,
    UninitialisedRead,
)
from weft.gc.words import WORD

PAGE: Final = 4096
GAP: Final = 1 << 16
"""Bytes between areas that belong to nobody."""


class Absent(Enum):
    """What stands in a word that has no value."""

    UNWRITTEN = "never written"
    FORGOTTEN = "freed"


@dataclass(slots=True, eq=False)
class Area:
    """A range of addresses: `words` has one entry for each 8 bytes."""

    start: int
    words: list[int | Absent]
    what: str
    released: bool = False

    @property
    def size(self) -> int:
        """The size in bytes."""
        return len(self.words) * WORD


@dataclass(slots=True, eq=False)
class SimulatedMemory:
    """Areas, the allocation pointers, and what the test wants to happen.

    maximum: bytes that may be reserved at a time; fail_after: `reserve` fails after that many calls (-1: never).
    """

    maximum: int = 1 << 40
    fail_after: int = -1
    reserved: int = 0
    """Bytes reserved now by `reserve`."""
    peak: int = 0
    reservations: int = 0
    areas: list[Area] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _next: int = GAP
    _free: int = 0
    _limit: int = 0
    waiting: int = 0

    # Areas ----------------------------------------------------------------------------------------------------

    def add_area(self, size: int, what: str, fill: int | Absent = 0) -> int:
        """Return the address of a new area that does not count as reserved: stacks, static data."""
        if size % WORD:
            raise Misaligned(f"an area of {size} bytes")
        start = self._next
        self._next += (size + GAP + PAGE - 1) // PAGE * PAGE
        self.areas.append(Area(start, [fill] * (size // WORD), what))
        self._starts.append(start)
        return start

    def reserve(self, size: int, fill: int | Absent = 0) -> int:
        """See `Memory.reserve`."""
        self.reservations += 1
        if size <= 0 or 0 <= self.fail_after < self.reservations or self.reserved + size > self.maximum:
            return 0
        self.reserved += size
        self.peak = max(self.peak, self.reserved)
        return self.add_area(size, "reserved", fill)

    def reserve_dirty(self, size: int) -> int:
        """See `Memory.reserve_dirty`."""
        return self.reserve(size, Absent.UNWRITTEN)

    def release(self, address: int, size: int) -> None:
        """See `Memory.release`."""
        index = bisect_right(self._starts, address) - 1
        area = self.areas[index] if index >= 0 else None
        if area is None or area.start != address or area.what != "reserved" or area.size != size:
            raise DoubleRelease(f"no area of {size} bytes was reserved at {address:#x}")
        if area.released:
            raise DoubleRelease(f"the area at {address:#x} was released before")
        area.released = True
        area.words.clear()
        self.reserved -= size

    def check_leaks(self) -> None:
        """Raise `Leak` if an area is still reserved."""
        kept = [area for area in self.areas if area.what == "reserved" and not area.released]
        if kept:
            raise Leak(f"{len(kept)} areas, the first of {kept[0].size} bytes at {kept[0].start:#x}")

    def contains(self, address: int, size: int) -> bool:
        """Tell whether these bytes lie in one area that was not released."""
        try:
            self._find(address, size)
        except (Misaligned, NullAccess, OutOfRange, FreedAccess):
            return False
        return True

    def _find(self, address: int, size: int = WORD) -> tuple[Area, int]:
        """Return the area and the index of the word at an address; `size` bytes from there must be in it."""
        if address % WORD:
            raise Misaligned(f"access to {address:#x}")
        if 0 <= address < GAP:
            raise NullAccess(f"access to {address:#x}")
        index = bisect_right(self._starts, address) - 1
        if index < 0:
            raise OutOfRange(f"access to {address:#x}")
        area = self.areas[index]
        if area.released:
            raise FreedAccess(f"access to {address:#x}, in an area that was released")
        if address + size > area.start + area.size:
            raise OutOfRange(f"access to {address:#x}, {size} bytes, beyond {area.what} at {area.start:#x}")
        return area, (address - area.start) // WORD

    # Words ----------------------------------------------------------------------------------------------------

    def load(self, address: int) -> int:
        """See `Memory.load`."""
        area, index = self._find(address)
        value = area.words[index]
        if value is Absent.UNWRITTEN:
            raise UninitialisedRead(f"the word at {address:#x} was never written")
        if isinstance(value, Absent):
            raise FreedAccess(f"the word at {address:#x} belongs to what was freed")
        return value

    def words(self, address: int, count: int) -> list[int]:
        """Return several words, faster than one by one."""
        if count == 0:
            return []
        area, index = self._find(address, count * WORD)
        found = area.words[index : index + count]
        return [value if isinstance(value, int) else self.load(address + WORD * i) for i, value in enumerate(found)]

    def store(self, address: int, value: int) -> None:
        """See `Memory.store`."""
        area, index = self._find(address)
        area.words[index] = value

    def copy(self, source: int, target: int, size: int) -> None:
        """See `Memory.copy`."""
        if size % WORD:
            raise Misaligned(f"a copy of {size} bytes")
        if size == 0:
            return
        from_area, from_index = self._find(source, size)
        to_area, to_index = self._find(target, size)
        count = size // WORD
        to_area.words[to_index : to_index + count] = from_area.words[from_index : from_index + count]

    def clear(self, address: int, size: int) -> None:
        """See `Memory.clear`."""
        self._fill(address, size, 0)

    def forget(self, address: int, size: int) -> None:
        """See `Memory.forget`."""
        self._fill(address, size, Absent.FORGOTTEN)

    def _fill(self, address: int, size: int, value: int | Absent) -> None:
        if size % WORD:
            raise Misaligned(f"{size} bytes at {address:#x}")
        if size:
            area, index = self._find(address, size)
            area.words[index : index + size // WORD] = [value] * (size // WORD)

    def prefetch(self, address: int) -> None:
        """See `Memory.prefetch`."""

    def lowest_bit(self, bits: int) -> int:
        """See `Memory.lowest_bit`."""
        if bits == 0:
            raise ValueError("no bit is set")
        return (bits & -bits).bit_length() - 1

    # Allocation pointers --------------------------------------------------------------------------------------

    def free(self) -> int:
        """See `Memory.free`."""
        return self._free

    def set_free(self, address: int) -> None:
        """See `Memory.set_free`."""
        self._free = address

    def limit(self) -> int:
        """See `Memory.limit`."""
        return self._limit

    def set_limit(self, address: int) -> None:
        """See `Memory.set_limit`."""
        self._limit = address

    def set_waiting(self, waiting: int) -> None:
        """See `Memory.set_waiting`."""
        self.waiting = waiting
