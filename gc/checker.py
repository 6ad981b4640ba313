"""Checks the heap before and after collections (`--lldebug`): every reference leads to an object that is one.

`HeapChecker` is woven in with the collector; in the simulation it always runs.  What a collector promises besides is
asked of itself: `TracingCollector.object_fault` and `reference_fault`.
"""

from __future__ import annotations

from typing import Final

from weft.gc.header import FORWARDED, TYPE_MASK
from weft.gc.walk import HeapWalk
from weft.gc.words import WORD
from weft.rtyper.ll_helpers.lowlevel import Word

OUTSIDE: Final = 1
MOVED: Final = 2
NO_TYPE: Final = 3
TOO_LONG: Final = 4
LEFT_BEHIND: Final = 5
UNMARKED: Final = 6
FORGOTTEN: Final = 7
MISCOUNTED: Final = 8
FAULTS: Final = (
    "",
    "an address where no object can be",
    "an object that was moved, or memory that was freed",
    "memory that holds no object",
    "an object that does not fit into its memory",
    "the memory that a collection has emptied",
    "an object that marking has missed",
    "a young object, from an old one that was not remembered",
    "an object whose count is less than the number of references to it",
)
"""What the reference leads to."""

BEFORE: Final = 0
"""The moments of checks: a collection is about to begin;"""
MARKED_ALL: Final = 1
"""everything that can be reached has been marked;"""
AFTER: Final = 2
"""a collection has ended."""
RECOUNT: Final = 3
"""Not a moment: another walk, if the collector asks for one with `TracingCollector.recounts`."""


class NoChecker:
    """Checks nothing."""

    def check(self, moment: int) -> None:
        """Check the heap at a moment."""


class HeapChecker(HeapWalk):
    """See the module."""

    moment = Word()

    def check(self, moment: int) -> None:
        """Check the heap."""
        self.moment = moment
        self.walk()
        if self.collector.recounts():
            self.moment = RECOUNT
            self.walk()

    def reached(self, slot: int, address: int, first: int) -> None:
        """See the base."""
        if first:
            self._check_object(slot, address)
        fault = self.collector.reference_fault(self.source, address, self.memory.load(address), self.moment)
        if fault:
            self.inspection.fail(fault, slot, address)

    def _check_object(self, slot: int, address: int) -> None:
        """The order matters: nothing may be read that was not found to be there."""
        if self.inspection.holds(address, WORD) == 0:
            self.inspection.fail(OUTSIDE, slot, address)
        header = self.memory.load(address)
        if header & FORWARDED:
            self.inspection.fail(MOVED, slot, address)
        type_id = header & TYPE_MASK
        if self.inspection.is_type(type_id) == 0:
            self.inspection.fail(NO_TYPE, slot, address)
        fixed_size = self.collector.types.fixed_size(type_id)
        if self.inspection.holds(address, fixed_size) == 0:
            self.inspection.fail(TOO_LONG, slot, address)
        size = self.collector.size_of(address, header)
        if size < fixed_size or self.inspection.holds(address, size) == 0:
            self.inspection.fail(TOO_LONG, slot, address)
        fault = self.collector.object_fault(address, header, self.moment)
        if fault:
            self.inspection.fail(fault, slot, address)
