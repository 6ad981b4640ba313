"""Objects with finalizers: those found dead are kept, with what they refer to, until the program has finalized them.

`registered` holds the objects in the order they were made.  After everything alive was found, `find_dead` visits the
dead ones depth first, and so keeps what they refer to; an object is finished after what it refers to, so the last
one to finish is the first to be finalized: nobody is finalized before one that refers to him, except in a cycle.

Slots are what the search keeps on its stack, since visiting one may move the object.  If there is no memory for the
stack, objects are kept all the same, but in any order; if there is none for `waiting`, they stay registered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from weft.gc.collectors.mark_stack import MarkStack
from weft.gc.header import FINALIZER, TYPE_MASK
from weft.gc.words import WORD
from weft.rtyper.ll_helpers.lowlevel import Word

if TYPE_CHECKING:
    from weft.gc.collectors.objects import TracingCollector


class Finalizers:
    """The objects that have finalizers, and those that wait for them to be called."""

    old = Word()
    """How many bytes of `registered` are of objects that a collection of the young ones does not look at."""

    def __init__(self, collector: TracingCollector) -> None:
        self.collector = collector
        self.memory = collector.memory
        self.registered = MarkStack(collector.memory)
        self.waiting = MarkStack(collector.memory)
        """Roots; the last one is the next to be finalized."""
        self.search = MarkStack(collector.memory)
        """Slots to visit; odd: the address of an object that is finished when it comes up."""

    def add(self, address: int) -> int:
        """An object has a finalizer; return 0 if there is no memory to note that."""
        if self._started() == 0:
            return 0
        if self.registered.push(address) == 0:
            return 0
        self.memory.store(address, self.memory.load(address) | FINALIZER)
        return 1

    def all_wait(self) -> int:
        """Let all registered objects wait, the oldest first in line, or as many as there is memory for; 0: none."""
        while self.registered.used:
            address = self.memory.load(self.registered.area + self.registered.used - WORD)
            if self.waiting.push(address) == 0:
                break
            self.registered.used -= WORD
            self.memory.store(address, self.memory.load(address) & ~FINALIZER)
        self.old = 0
        self.memory.set_waiting(self.waiting.used)
        return self.waiting.used

    def _started(self) -> int:
        """Return 1 if the stacks are there; they come with the first finalizer."""
        if self.registered.first_area == 0 and self.registered.start() == 0:
            return 0
        if self.waiting.first_area == 0 and self.waiting.start() == 0:
            return 0
        if self.search.first_area == 0 and self.search.start() == 0:
            return 0
        return 1

    def take(self) -> int:
        """Return an object to finalize now, or 0."""
        if self.waiting.used == 0:
            return 0
        address = self.waiting.pop()
        self.memory.set_waiting(self.waiting.used)
        return address

    # Collections ----------------------------------------------------------------------------------------------

    def visit_waiting(self, visit: Callable[[int], None]) -> None:
        """Call `visit` with the address of every word that refers to an object that waits."""
        index = self.waiting.used
        while index:
            index -= WORD
            visit(self.waiting.area + index)

    def visit_registered(self, visit: Callable[[int], None]) -> None:
        """The same for the objects whose finalizers need not be called yet."""
        index = self.registered.used
        while index:
            index -= WORD
            visit(self.registered.area + index)

    def find_dead(self, first: int, survivor: Callable[[int], int]) -> int:
        """Update the registered objects from byte `first` on; return how many are dead.  `keep_dead` must follow."""
        dead = 0
        slot = self.registered.area + first
        end = self.registered.area + self.registered.used
        while slot < end:
            address = survivor(self.memory.load(slot))
            if address:
                self.memory.store(slot, address)
            else:
                self.memory.store(slot, self.memory.load(slot) | 1)
                dead += 1
            slot += WORD
        return dead

    def keep_dead(self, first: int, survivor: Callable[[int], int], visit: Callable[[int], None]) -> None:
        """Visit everything that dead objects refer to; let them wait for their finalizers."""
        slot = self.registered.area + first
        end = self.registered.area + self.registered.used
        while slot < end:
            address = self.memory.load(slot)
            if address & 1:
                self.memory.store(slot, address - 1)
                self.search.push(slot)
                self._search(survivor, visit)
            slot += WORD
        self.search.shrink()
        self._forget_waiting(first)
        self.memory.set_waiting(self.waiting.used)

    def _search(self, survivor: Callable[[int], int], visit: Callable[[int], None]) -> None:
        while self.search.used:
            entry = self.search.pop()
            if entry & 1:
                self._finished(entry - 1)
            else:
                self._enter(entry, survivor, visit)

    def _enter(self, slot: int, survivor: Callable[[int], int], visit: Callable[[int], None]) -> None:
        address = self.memory.load(slot)
        if address == 0 or address & 1:  # null, or an integer
            return
        known = survivor(address)
        visit(slot)
        if known:
            return
        address = self.memory.load(slot)
        header = self.memory.load(address)
        if header & FINALIZER:
            self.search.push(address | 1)
        self.collector.trace(address, header & TYPE_MASK, self._push)

    def _push(self, slot: int) -> None:
        self.search.push(slot)

    def _finished(self, address: int) -> None:
        if self.waiting.push(address):
            self.memory.store(address, self.memory.load(address) & ~FINALIZER)

    def _forget_waiting(self, first: int) -> None:
        """Take the objects that wait out of the list of those that do not."""
        slot = self.registered.area + first
        end = self.registered.area + self.registered.used
        kept = slot
        while slot < end:
            address = self.memory.load(slot)
            if self.memory.load(address) & FINALIZER:
                self.memory.store(kept, address)
                kept += WORD
            slot += WORD
        self.registered.used = kept - self.registered.area
