"""Weak links in random programs: cleared when, and only when, their target is dead; callbacks are due once.

The targets of links are not links themselves; no program has such.
"""

from __future__ import annotations

from tests.gc.collectors.mutators.finalizers import FinalizingProgram
from tests.gc.collectors.mutators.model import Finalizable, Link, Thing, closure
from weft.gc.collectors.weak_links import UNKNOWN
from weft.gc.words import WORD

TWO_PHASES = ("generational", "refcount")
"""Here an object that dies may keep others alive that died at the same time, until it was finalized."""


class LinkingProgram(FinalizingProgram):
    """Programs that make weak links, look where they lead to, and ask which were cleared."""

    def __init__(self, name: str, increment: int, stress: int) -> None:
        super().__init__(name, increment, stress)
        self.links: list[Link] = []
        """Those that have numbers, from 1 on."""
        self.due: set[int] = set()
        """Numbers of links that were seen cleared."""
        self.told: set[int] = set()
        self.dead: set[Thing] = set()
        """What was found dead in this step, and has a finalizer."""

    def link(self, at: int, source: int, numbered: bool) -> None:
        """Make a weak link, and put it into a variable."""
        source, thing = self.find(source, lambda thing: not isinstance(thing, Link))
        if thing is None:
            return
        made = Link(thing, len(self.links) + 1 if numbered else 0)
        try:
            self.heap.weak_link(self.roots[source], made.number)
        except MemoryError:
            self.failed()
            return
        if numbered:
            self.links.append(made)
        self.put(at, made)

    def dereference(self, at: int, source: int) -> None:
        """Make a variable lead where a weak link does."""
        source, link = self.find(source, lambda thing: isinstance(thing, Link))
        if isinstance(link, Link):
            self.heap.set_root(self.roots[at], self.heap.linked(self.roots[source]))
            self.models[at] = None if link.cleared else link.target
            self.done += 1

    def callbacks(self) -> None:
        """Ask for the numbers of the links that were cleared."""
        known = closure([*self.models, *self.prebuilt])
        told = []
        while number := self.heap.next_cleared():
            told.append(number)
        assert len(set(told)) == len(told)
        if UNKNOWN in told:
            assert self.was_limited
            told = sorted(self.due.union(told) - {UNKNOWN})
        assert self.due.issubset(told)
        assert self.told.isdisjoint(told)
        for number in told:
            assert self.links[number - 1].cleared or self.links[number - 1] not in known
        self.told.update(told)
        self.due = set()
        self.was_limited = self.limited
        assert bool(self.heap.memory.waiting) == bool(self.waiting)
        self.done += bool(told)

    def before_finalizers(self) -> None:
        """See the base."""
        self.callbacks()

    # Comparing ------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """See the base."""
        super().check()
        looked_at: set[Thing] = set()
        while left := [thing for thing in self.places if isinstance(thing, Link) and thing not in looked_at]:
            looked_at.update(left)
            targets: list[tuple[int, Thing | None]] = []
            for link in left:
                address = self.heap.memory.load(self.places[link] + WORD)
                if address:
                    assert not link.cleared
                    assert link.target not in self.dead, "a link leads to what waits for its finalizer"
                    targets.append((address, link.target))
                elif not link.cleared:
                    self._found_cleared(link)
            self.walk(targets)
        self.dead.clear()
        assert self.heap.memory.waiting or not self.due

    def _found_cleared(self, link: Link) -> None:
        assert link.target not in self.alive, "a link was cleared that leads to something alive"
        link.cleared = True
        if link.number:
            self.due.add(link.number)

    def check_dead(self, new: list[Finalizable], before: list[Finalizable]) -> None:
        """See the base."""
        super().check_dead(new, before)
        self.dead.update(new)

    def check_exact(self) -> None:
        """See the base."""
        super().check_exact()
        kept = self.kept
        if self.heap.name not in TWO_PHASES:
            kept = closure([*self.models, *self.prebuilt, *self.waited])
        links = [thing for thing in self.kept if isinstance(thing, Link)]
        assert [link for link in links if link.target not in kept and not link.cleared] == []
