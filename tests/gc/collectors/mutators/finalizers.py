"""Objects with finalizers in random programs: each comes up once, when it is dead, before what it refers to."""

from __future__ import annotations

from tests.gc.collectors.mutators.model import Finalizable, Thing, closure, led_to
from tests.gc.collectors.mutators.program import Program
from weft.gc.words import WORD


class FinalizingProgram(Program):
    """Programs that make such objects and take them when they are dead, to forget them or to use them again."""

    def __init__(self, name: str, increment: int, stress: int) -> None:
        super().__init__(name, increment, stress)
        self.finalizable: list[Finalizable] = []
        """By number, from 1 on."""
        self.waiting: list[Finalizable] = []
        """Those found dead, the next to be finalized last."""
        self.waited: list[Finalizable] = []
        """The same before the last step."""
        self.kept: set[Thing] = set()
        """What variables lead to, and objects that wait."""

    def finalizable_node(self, at: int) -> None:
        """Make an object with a finalizer; it has none if there is no memory to note that."""
        thing = Finalizable(len(self.finalizable) + 1)
        try:
            made = self.heap.allocate(self.heap.node)
        except MemoryError:
            self.failed()
            return
        self.heap.write_word(made, 1, thing.number)
        self.finalizable.append(thing)
        try:
            self.heap.add_finalizer(made)
            thing.registered = True
        except MemoryError:
            self.failed()
        self.put(at, thing)

    def finalize(self, at: int, keep: bool) -> None:
        """Take the object to finalize next; it comes back to life if it is kept."""
        self.before_finalizers()
        self.find_waiting()
        found = self.heap.next_finalizer()
        if found is None:
            assert not self.waiting
            return
        thing = self.waiting.pop()
        assert self.heap.read(found, 1) == thing.number
        if keep:
            self.heap.assign(self.roots[at], found)
            self.models[at] = thing
        self.heap.drop()
        self.done += 1

    def before_finalizers(self) -> None:
        """Do what a program does before it calls finalizers."""

    def finalize_rest(self) -> None:
        """At the end: all that are left wait, the oldest comes up first."""
        self.check()
        while self.waiting:
            self.finalize(0, False)
            self.check()
        left = [thing for thing in self.finalizable if thing.registered]
        assert bool(self.heap.algorithm.finalize_rest()) == bool(left)
        for thing in left:
            found = self.heap.next_finalizer()
            assert found is not None
            assert self.heap.read(found, 1) == thing.number
            self.heap.drop()
        assert self.heap.algorithm.finalize_rest() == 0

    # Comparing ------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """See the base."""
        super().check()
        self.waited = self.waiting
        self.find_waiting()
        queue = self.algorithm.finalizers.waiting
        addresses = self.heap.memory.words(queue.area, queue.used // WORD)
        self.walk(list(zip(addresses, self.waiting, strict=True)))
        self.kept = set(self.places)
        assert self.heap.memory.waiting or not self.waiting

    def find_waiting(self) -> None:
        """Learn which objects wait now: those that did are still there, the others have died."""
        queue = self.algorithm.finalizers.waiting
        addresses = self.heap.memory.words(queue.area, queue.used // WORD)
        now = [self.finalizable[self.heap.memory.load(address + 2 * WORD) - 1] for address in addresses]
        before = self.waiting
        self.waiting = now
        assert now[: len(before)] == before
        new = now[len(before) :]
        assert len(set(new)) == len(new)
        if new:
            self.check_dead(new, before)

    def check_dead(self, new: list[Finalizable], before: list[Finalizable]) -> None:
        """Look at what was found dead since the last look; `before` waited already."""
        reached = closure([*self.models, *self.prebuilt, *before])
        for thing in new:
            assert thing.registered, "found dead for the second time"
            assert thing not in reached
            thing.registered = False
        if not self.limited:
            known: dict[Thing, set[Thing]] = {}
            for i, thing in enumerate(new):
                assert led_to(thing, known).isdisjoint(new[i:]), "an object comes up before one that leads to it"

    def check_exact(self) -> None:
        """See the base."""
        super().check_exact()
        assert [thing for thing in self.finalizable if thing.registered and thing not in self.kept] == []
