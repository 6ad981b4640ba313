"""Objects with finalizers, where references are counted: one that nothing refers to any more waits, with all it holds.

The queue owns a reference to what waits: if that is the last one when the finalizer was called, the object dies a
second time, now for good.  What dies together is finalized in the order of its death, and what the first one held
before the second one, as if finalizers were called at once.  Of garbage that trial deletion found, everything that
finalizers can reach is kept; it is a candidate again when they were called.

The list of the objects that have finalizers is looked at now and then; what died in the meantime is freed then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from weft.gc.collectors.finalizers import Finalizers
from weft.gc.collectors.mark_stack import FIRST_SIZE
from weft.gc.collectors.refcount.counts import DEAD, LISTED, ONE, REACHED, UNCOUNTED, WEAKLY_KNOWN
from weft.gc.header import FINALIZER, TYPE_MASK
from weft.gc.words import WORD
from weft.rtyper.ll_helpers.lowlevel import Word

if TYPE_CHECKING:
    from weft.gc.collectors.objects import TracingCollector
    from weft.gc.collectors.refcount.weak import CountedWeakLinks


class CountedFinalizers(Finalizers):
    """See the module.  `registered` also has objects that wait, were finalized, or are dead."""

    enough = Word(FIRST_SIZE)
    """When `registered` has so many bytes, it is looked at."""
    unordered = Word()
    """Objects began to wait in the death that is under way,"""
    first_unordered = Word()
    """from this byte of `waiting` on."""

    def __init__(self, collector: TracingCollector, weak: CountedWeakLinks, unlist: Callable[[int, int], None]) -> None:
        super().__init__(collector)
        self.weak = weak
        self.unlist = unlist

    def add(self, address: int) -> int:
        """An object has a finalizer; return 0 if there is no memory to note that."""
        if self._started() == 0:
            return 0
        if self.registered.used >= self.enough:
            self.forget_dead()
        if self.waiting.make_room(self.waiting.used + self.registered.used + WORD) == 0:
            return 0
        if self.registered.push(address) == 0:
            return 0
        self.memory.store(address, self.memory.load(address) | FINALIZER | LISTED)
        return 1

    def dies(self, address: int, header: int) -> None:
        """Nothing refers to an object any more, and its finalizer was not called yet."""
        if header & WEAKLY_KNOWN:
            self.weak.dies(address, WEAKLY_KNOWN)
        if self.unordered == 0:
            self.unordered = 1
            self.first_unordered = self.waiting.used
        self._let_wait(address, header & ~WEAKLY_KNOWN)

    def _let_wait(self, address: int, header: int) -> None:
        self.memory.store(address, (header & ~FINALIZER) + ONE)
        self.waiting.push(address)
        self.memory.set_waiting(self.waiting.used)

    def order(self) -> None:
        """A death is over: the first one that began to wait comes first, which is what the queue returns last."""
        self.unordered = 0
        low = self.waiting.area + self.first_unordered
        high = self.waiting.area + self.waiting.used - WORD
        while low < high:
            address = self.memory.load(low)
            self.memory.store(low, self.memory.load(high))
            self.memory.store(high, address)
            low += WORD
            high -= WORD

    def all_wait(self) -> int:
        """Let all objects wait whose finalizers were not called; return 0 if there are none."""
        while self.registered.used:
            address = self.registered.pop()
            header = self.memory.load(address)
            if header & FINALIZER:
                self._let_wait(address, header & ~LISTED)
            else:
                self.unlist(address, LISTED)
        return self.waiting.used

    # The list -------------------------------------------------------------------------------------------------

    def take_back(self, address: int) -> int:
        """Take an object out of the list if it is the last one there; return 1 if so."""
        if self.memory.load(self.registered.area + self.registered.used - WORD) != address:
            return 0
        self.registered.used -= WORD
        return 1

    def forget_dead(self) -> None:
        """Keep in the list only what has a finalizer to be called."""
        kept = 0
        index = 0
        while index < self.registered.used:
            address = self.memory.load(self.registered.area + index)
            if self.memory.load(address) & FINALIZER:
                self.memory.store(self.registered.area + kept, address)
                kept += WORD
            else:
                self.unlist(address, LISTED)
            index += WORD
        self.registered.used = kept
        self.enough = 2 * kept if 2 * kept > FIRST_SIZE else FIRST_SIZE

    # Garbage --------------------------------------------------------------------------------------------------

    def keep_garbage(self) -> int:
        """Let what trial deletion found to be garbage wait if it has a finalizer; return 1 if there is any.

        Depth first, as in the base, so that an object comes before what it refers to; the oldest ones come first.
        What was visited has the flag `DEAD` afterwards.  If there is no memory, the order is any.
        """
        first = self.waiting.used
        index = self.registered.used
        while index:
            index -= WORD
            address = self.memory.load(self.registered.area + index)
            if self.memory.load(address) & FINALIZER:
                self._visit(address)
            while self.search.used:
                entry = self.search.pop()
                if entry & 1:
                    self._finish(entry - 1)
                else:
                    self._visit(entry)
        self.search.shrink()
        return 1 if self.waiting.used > first else 0

    def _visit(self, address: int) -> None:
        header = self.memory.load(address)
        if header & (UNCOUNTED | DEAD) or header & REACHED == 0:
            return
        self.memory.store(address, header | DEAD)
        if header & FINALIZER and self.search.push(address | 1) == 0:
            self._finish(address)
        self.collector.trace(address, header & TYPE_MASK, self._push_target)

    def _push_target(self, slot: int) -> None:
        address = self.memory.load(slot)
        if address and address & 1 == 0:
            self.search.push(address)

    def _finish(self, address: int) -> None:
        self._let_wait(address, self.memory.load(address))
