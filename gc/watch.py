"""How a collector is watched: the log of its collections.  A collector tells its `watch` when one begins and ends.

`Watch` is what collectors have from the start: nobody looks.  The transformer (`weft.gc.transform.framework`) and the
simulation put a `Reporter` in its place (`watch`).  Like collectors, it computes with words and is translated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from weft.gc.checker import AFTER, BEFORE, MARKED_ALL, HeapChecker, NoChecker
from weft.gc.walk import Census
from weft.gc.words import Inspection, Log

if TYPE_CHECKING:
    from weft.gc.collectors.objects import TracingCollector

MINOR: Final = 0
"""Of the young generation only."""
STEP: Final = 1
"""A part of marking; the program went on in between."""
FULL: Final = 2
"""Of everything, or the last step of one."""
KINDS: Final = ("minor", "step", "full")

REQUESTED: Final = 0
"""The program asked for it."""
ROOM: Final = 1
"""An allocation found no room, or the heap had grown enough."""
STRESS: Final = 2
"""`WEFT_GC_STRESS`."""
REASONS: Final = ("request", "room", "stress")


class Watched(Protocol):
    """What a collector tells about itself."""

    @property
    def reason(self) -> int:
        """Why there would be a collection now."""

    def used_bytes(self) -> int:
        """Return how many bytes objects take, dead ones included that no collection has found."""

    def heap_bytes(self) -> int:
        """Return how many bytes the collector holds for objects."""


class Watch:
    """Nobody watches."""

    def allocates(self) -> None:
        """The program asks for memory and cannot have it without the collector: all references are on the stack."""

    def begins(self) -> None:
        """A collection, or a part of one, begins."""

    def marked(self) -> None:
        """Everything that can be reached is marked now: called by collectors that mark."""

    def ends(self, kind: int) -> None:
        """It is done."""

    def statistic(self, which: int) -> int:
        """Return how many collections there were of a kind (0 to 2), or (3) how many microseconds all took."""
        return 0


class Reporter(Watch):
    """Writes a line for each collection, and has the heap checked and counted."""

    def __init__(
        self, collector: Watched, log: Log, checker: NoChecker | HeapChecker, census: Census, inspection: Inspection
    ) -> None:
        self.collector = collector
        self.log = log
        self.checker = checker
        self.census = census
        self.inspection = inspection

    def allocates(self) -> None:
        """See `Watch`."""
        if self.inspection.asked():
            self.census.take()

    def begins(self) -> None:
        """See `Watch`."""
        self.checker.check(BEFORE)
        self.log.begin(self.collector.reason, self.collector.used_bytes())

    def marked(self) -> None:
        """See `Watch`."""
        self.checker.check(MARKED_ALL)

    def ends(self, kind: int) -> None:
        """See `Watch`."""
        self.log.end(kind, self.collector.used_bytes(), self.collector.heap_bytes())
        self.checker.check(AFTER)

    def statistic(self, which: int) -> int:
        """See `Watch`."""
        return self.log.statistic(which)


def watch(collector: TracingCollector, log: Log, inspection: Inspection, checker: NoChecker | HeapChecker) -> Census:
    """Have a collector watched; return what counts its objects."""
    census = Census(collector, inspection)
    collector.watch = Reporter(collector, log, checker, census, inspection)
    return census
