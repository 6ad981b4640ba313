"""Walks over everything that can be reached, without touching it: `HeapWalk`, and the census by type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weft.gc.header import PREBUILT, TYPE_MASK
from weft.gc.words import Inspection
from weft.rtyper.ll_helpers.lowlevel import Word

if TYPE_CHECKING:
    from weft.gc.collectors.objects import TracingCollector


class HeapWalk:
    """Base: `walk` calls `visit` once for each object that the roots lead to, `reached` for each reference to one."""

    source = Word()
    """The header of the object whose references are being followed; 0: they are roots."""

    def __init__(self, collector: TracingCollector, inspection: Inspection) -> None:
        self.collector = collector
        self.memory = collector.memory
        self.roots = collector.roots
        self.inspection = inspection

    def walk(self) -> None:
        """Visit everything."""
        self.inspection.start()
        self.source = 0
        self.collector.visit_variables(self._follow)
        index = self.roots.prebuilt_count()
        while index:
            index -= 1
            self.inspection.add(self.roots.prebuilt(index))
        address = self.inspection.next()
        while address:
            self.source = self.memory.load(address)
            self.visit(address, self.source)
            self.collector.trace(address, self.source & TYPE_MASK, self._follow)
            address = self.inspection.next()

    def _follow(self, slot: int) -> None:
        address = self.memory.load(slot)
        if address and address & 1 == 0:
            self.reached(slot, address, self.inspection.add(address))

    def visit(self, address: int, header: int) -> None:
        """An object."""

    def reached(self, slot: int, address: int, first: int) -> None:
        """The reference in a slot leads to an address; `first`: 1 if none was seen before that does."""


class Census(HeapWalk):
    """Counts objects, those that are part of the executable excluded."""

    def take(self) -> None:
        """Report how many objects of which types there are."""
        self.walk()
        self.inspection.end()

    def visit(self, address: int, header: int) -> None:
        """See the base."""
        if header & PREBUILT == 0:
            self.inspection.count(header & TYPE_MASK, self.collector.size_of(address, header))
