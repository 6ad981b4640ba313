"""Weak links: objects of two words that are not traced, what the link leads to and the next link of the list.

A link is made after its target and never changed, so an old link does not lead to a young object.  After everything
alive was found, `update` follows the targets that moved, clears the links to dead ones, and forgets dead links.

A third word is the number of a link whose end the program wants to know of, or 0.  The numbers of such links, if they
are alive when they are cleared, are kept until the program asks for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from weft.gc.collectors.mark_stack import MarkStack
from weft.gc.words import WORD, Memory
from weft.rtyper.ll_helpers.lowlevel import Word

TARGET: Final = WORD
NEXT: Final = 2 * WORD
NUMBER: Final = 3 * WORD


UNKNOWN: Final = -1
"""Instead of a number: some numbers could not be kept."""


class ClearedLinks:
    """The numbers of links that were cleared."""

    lost = Word()
    """1: there was no memory for all of them."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.numbers = MarkStack(memory)

    def note(self, number: int) -> None:
        """The link with this number was cleared; 0: it has none."""
        if number == 0:
            return
        self.memory.set_waiting(1)
        if self.numbers.first_area == 0 and self.numbers.start() == 0:
            self.lost = 1
        elif self.numbers.push(number) == 0:
            self.lost = 1

    def take(self) -> int:
        """Return a number, `UNKNOWN` if some were lost, 0 if there is none."""
        if self.lost:
            self.lost = 0
            return UNKNOWN
        if self.numbers.used == 0:
            return 0
        number = self.numbers.pop()
        if self.numbers.used == 0:
            self.numbers.shrink()
        return number


class WeakLinks:
    """The links that lead to something, as a list through their second word.

    `survivor(address)` is where an object is now, 0 if it was not reached.
    """

    first = Word()

    def __init__(self, memory: Memory, survivor: Callable[[int], int], cleared: ClearedLinks) -> None:
        self.memory = memory
        self.cleared = cleared
        self.survivor = survivor

    def add(self, address: int, target: int) -> None:
        """Make a link lead to an object."""
        self.memory.store(address + TARGET, target)
        self.memory.store(address + NEXT, self.first)
        self.first = address

    def clear_dead(self) -> None:
        """Clear the links to dead objects, because some of those will be kept for their finalizers."""
        link = self.first
        while link:
            now = self.survivor(link)
            place = now if now else link
            target = self.memory.load(place + TARGET)
            if target and self.survivor(target) == 0:
                self.memory.store(place + TARGET, 0)
            link = self.memory.load(link + NEXT)

    def update(self) -> int:
        """Keep what is alive; return the last link of the list, or 0 if the list is empty."""
        link = self.first
        self.first = 0
        last = 0
        while link:
            following = self.memory.load(link + NEXT)
            address = self.survivor(link)
            if address:
                target = self.memory.load(address + TARGET)
                if target:
                    target = self.survivor(target)
                    self.memory.store(address + TARGET, target)
                if target:
                    self.memory.store(address + NEXT, self.first)
                    self.first = address
                    if last == 0:
                        last = address
                else:
                    self.cleared.note(self.memory.load(address + NUMBER))
            link = following
        return last

    def visit_slots(self, head: int, visit: Callable[[int], None]) -> None:
        """Call `visit` with the address of every reference the list is made of; the first one is put into `head`."""
        self.memory.store(head, self.first)
        slot = head
        while self.memory.load(slot):
            link = self.memory.load(slot)
            visit(slot)
            visit(link + TARGET)
            slot = link + NEXT
