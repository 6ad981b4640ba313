"""Weak links to counted objects: cleared when what they lead to dies.  See `weft.gc.collectors.weak_links`.

The links are in lists by the address of what they lead to; two flags in the headers say who has to be looked up.
"""

from __future__ import annotations

from typing import Final

from weft.gc.collectors.refcount.counts import UNCOUNTED, WEAK, WEAKLY_KNOWN
from weft.gc.collectors.weak_links import NEXT, NUMBER, TARGET, ClearedLinks
from weft.gc.words import WORD, Memory
from weft.rtyper.ll_helpers.lowlevel import Word

LISTS: Final = 2048


class CountedWeakLinks:
    """The lists; their heads are an area that the first link reserves."""

    heads = Word()
    others = Word()
    """The head of the one list there is if there was no memory for more."""

    def __init__(self, memory: Memory, cleared: ClearedLinks) -> None:
        self.memory = memory
        self.cleared = cleared

    def add(self, link: int, target: int) -> None:
        """Make a link, which is new, lead to an object."""
        self.memory.store(link + TARGET, target)
        header = self.memory.load(target)
        if header & UNCOUNTED:  # lives for ever
            return
        self.memory.store(target, header | WEAKLY_KNOWN)
        self.memory.store(link, self.memory.load(link) | WEAK)
        if self.heads == 0 and self.others == 0:
            self.heads = self.memory.reserve(LISTS * WORD)
        if self.heads == 0:
            self.memory.store(link + NEXT, self.others)
            self.others = link
            return
        head = self._head(target)
        self.memory.store(link + NEXT, self.memory.load(head))
        self.memory.store(head, link)

    def dies(self, address: int, header: int) -> None:
        """An object with one of the flags dies."""
        if header & WEAK:
            target = self.memory.load(address + TARGET)
            if target:
                self._take_out(target, address)
        else:
            self._take_out(address, 0)

    def _head(self, target: int) -> int:
        """Return where the list of the links to an object begins."""
        return self.heads + WORD * ((target >> 4) + (target >> 15) & LISTS - 1)

    def _take_out(self, target: int, only: int) -> None:
        """Take the links to an object out of their list and clear them; `only`: that one, if not 0."""
        if self.heads == 0:
            self.others = self._without(self.others, target, only)
        else:
            head = self._head(target)
            self.memory.store(head, self._without(self.memory.load(head), target, only))

    def _without(self, link: int, target: int, only: int) -> int:
        """Return a list without those links; its order changes."""
        kept = 0
        while link:
            following = self.memory.load(link + NEXT)
            if link == only or (only == 0 and self.memory.load(link + TARGET) == target):
                self.memory.store(link + TARGET, 0)
                if only == 0:
                    self.cleared.note(self.memory.load(link + NUMBER))
            else:
                self.memory.store(link + NEXT, kept)
                kept = link
            link = following
        return kept
