"""Trial deletion (after Bacon and Rajan): finds cycles of counted objects that nothing outside refers to.

A dead cycle was let go of by a decrement that left a count above zero: the object is a candidate, until it dies.  Not
so when a local variable lets go of what it had loaded from the heap: it was a candidate before, if that was the last
reference, for it had lost the one that was loaded.  From the candidates
on, every reference is taken off the count of the object it leads to.  Whose count is then above zero is referred to
from elsewhere: it and what it refers to get their counts back.  The others are garbage, and what they refer to has
lost these references already.  There is no recursion, and if memory for the lists is short everything is undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weft.gc.collectors.mark_stack import MarkStack
from weft.gc.collectors.refcount.counts import CANDIDATE, DEAD, LEAF, ONE, REACHED, UNCOUNTED, WEAKLY_KNOWN
from weft.gc.collectors.refcount.finalizers import CountedFinalizers
from weft.gc.header import TYPE_MASK
from weft.gc.words import WORD, Memory, Types
from weft.rtyper.ll_helpers.lowlevel import Word


class CycleFinder:
    """The candidates, and the state of a trial deletion."""

    traced = Word()
    """Objects that the last one came to."""
    missed = Word()
    """An object that lives could not be noted down."""

    def __init__(
        self,
        memory: Memory,
        trace: Callable[[int, int, Any], None],
        free: Callable[[int], None],
        types: Types,
        finalizers: CountedFinalizers,
    ) -> None:
        self.memory = memory
        self.finalizers = finalizers
        self.types = types
        self.trace = trace
        self.free = free
        self.candidates = MarkStack(memory)
        self.reached = MarkStack(memory)
        self.living = MarkStack(memory)

    def start(self) -> int:
        """Reserve the lists; return 0 if there is no memory."""
        if self.candidates.start() == 0 or self.reached.start() == 0:
            return 0
        return self.living.start()

    def add(self, address: int) -> int:
        """A reference to the object, neither candidate nor leaf, was taken away; return 0 if there is no memory."""
        header = self.memory.load(address)
        if self.types.in_cycles(header & TYPE_MASK) == 0:
            self.memory.store(address, header | LEAF)
        elif self.candidates.push(address):
            self.memory.store(address, header | CANDIDATE)
        else:
            return 0
        return 1

    def take_back(self, address: int) -> int:
        """Forget a candidate if it is the last one; return 1 if so."""
        if self.candidates.used == 0 or self.memory.load(self.candidates.area + self.candidates.used - WORD) != address:
            return 0
        self.candidates.used -= WORD
        return 1

    def run(self) -> None:
        """Free all cycles that are garbage and hang on candidates."""
        self.forget_dead()
        self.reached.overflowed = 0
        self.candidates.visit(self._reach)
        traced = 0
        while traced < self.reached.used and self.reached.overflowed == 0:
            self._trace(self.memory.load(self.reached.area + traced), self._subtract)
            traced += WORD
        self.traced = traced // WORD
        if self.reached.overflowed:
            self._undo(traced)
        else:
            self._restore_living()
            if self.finalizers.keep_garbage():
                self.reached.visit(self._unvisit)
                self._restore_living()
            self._free_garbage()
        self.reached.used = 0
        self.reached.shrink()
        self.living.shrink()
        self.candidates.fit()

    def _trace(self, address: int, visit: Callable[[int], None]) -> None:
        self.trace(address, self.memory.load(address) & TYPE_MASK, visit)

    def forget_dead(self) -> None:
        """Free the candidates that died by themselves."""
        kept = 0
        index = 0
        while index < self.candidates.used:
            address = self.memory.load(self.candidates.area + index)
            if self.memory.load(address) & DEAD:
                self.finalizers.unlist(address, CANDIDATE)
            else:
                self.memory.store(self.candidates.area + kept, address)
                kept += WORD
            index += WORD
        self.candidates.used = kept

    # Taking away ----------------------------------------------------------------------------------------------

    def _reach(self, address: int) -> None:
        header = self.memory.load(address)
        if header & REACHED == 0 and self.reached.push(address):
            self.memory.store(address, header | REACHED)

    def _subtract(self, slot: int) -> None:
        address = self.memory.load(slot)
        if address == 0 or address & 1:
            return
        header = self.memory.load(address)
        if header & UNCOUNTED:
            return
        self.memory.store(address, header - ONE)
        self._reach(address)

    def _undo(self, traced: int) -> None:
        index = 0
        while index < traced:
            self._trace(self.memory.load(self.reached.area + index), self._add_back)
            index += WORD
        self.reached.visit(self._unmark)

    def _add_back(self, slot: int) -> None:
        address = self.memory.load(slot)
        if address == 0 or address & 1:
            return
        header = self.memory.load(address)
        if header & UNCOUNTED == 0:
            self.memory.store(address, header + ONE)

    def _unmark(self, address: int) -> None:
        self.memory.store(address, self.memory.load(address) & ~REACHED)

    # Giving back ----------------------------------------------------------------------------------------------

    def _unvisit(self, address: int) -> None:
        """Some garbage is kept for finalizers: they must not get to other garbage by weak links."""
        header = self.memory.load(address) & ~DEAD
        if header & REACHED and header & WEAKLY_KNOWN:
            self.finalizers.weak.dies(address, WEAKLY_KNOWN)
            header = header & ~WEAKLY_KNOWN
        self.memory.store(address, header)

    def _restore_living(self) -> None:
        self.missed = 1
        while self.missed:
            self.missed = 0
            self.reached.visit(self._restore)

    def _restore(self, address: int) -> None:
        header = self.memory.load(address)
        if header & REACHED == 0 or header < ONE:
            return
        self.memory.store(address, header & ~REACHED)
        self._trace(address, self._give_back)
        while self.living.used:
            self._trace(self.living.pop(), self._give_back)

    def _give_back(self, slot: int) -> None:
        address = self.memory.load(slot)
        if address == 0 or address & 1:
            return
        header = self.memory.load(address)
        if header & UNCOUNTED:
            return
        header += ONE
        if header & REACHED:
            if self.living.push(address):
                header = header & ~REACHED
            else:
                self.missed = 1
        self.memory.store(address, header)

    def _free_garbage(self) -> None:
        """Free what is garbage.  What lives stays a candidate: a local variable may be all that holds it.

        What loses a reference from garbage becomes one, for the same reason.
        """
        kept = 0
        index = 0
        while index < self.candidates.used:
            address = self.memory.load(self.candidates.area + index)
            if self.memory.load(address) & REACHED == 0:
                self.memory.store(self.candidates.area + kept, address)
                kept += WORD
            index += WORD
        self.candidates.used = kept
        self.finalizers.forget_dead()
        self.reached.visit(self._release_what_lives)
        self.reached.visit(self._free_unless_living)

    def _release_what_lives(self, address: int) -> None:
        if self.memory.load(address) & REACHED:
            self._trace(address, self._add_living)

    def _add_living(self, slot: int) -> None:
        address = self.memory.load(slot)
        if address and address & 1 == 0 and self.memory.load(address) & (UNCOUNTED | REACHED | CANDIDATE | LEAF) == 0:
            self.add(address)

    def _free_unless_living(self, address: int) -> None:
        if self.memory.load(address) & REACHED:
            self.free(address)
