"""How a collector is watched: the log of its collections.  A collector tells its `watch` when one begins and ends.

`Watch` is what collectors have from the start: nobody looks.  The transformer (`weft.gc.transform.framework`) and the
simulation put a `Reporter` in its place.  Like collectors, watches compute with words and are translated.
"""

from __future__ import annotations

from typing import Final, Protocol

from weft.gc.words import Log

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

    def begins(self) -> None:
        """A collection, or a part of one, begins."""

    def ends(self, kind: int) -> None:
        """It is done."""


class Reporter(Watch):
    """Writes a line for each collection."""

    def __init__(self, collector: Watched, log: Log) -> None:
        self.collector = collector
        self.log = log

    def begins(self) -> None:
        """See `Watch`."""
        self.log.begin(self.collector.reason, self.collector.used_bytes())

    def ends(self, kind: int) -> None:
        """See `Watch`."""
        self.log.end(kind, self.collector.used_bytes(), self.collector.heap_bytes())
