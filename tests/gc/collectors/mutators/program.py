"""A program of which every step is taken twice, on the heap of a collector and in the model, and then compared.

Variables are slots of the shadow stack, static ones, and prebuilt objects (until something else is assigned to them).
Where memory is short, a step may fail; then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from tests.gc.collectors.mutators.model import ARRAYS, KINDS, Thing
from tests.gc.collectors.support import TestHeap
from weft.gc.collectors.objects import TracingCollector
from weft.gc.simulation.heap import Handle
from weft.gc.words import WORD

VARIABLES: Final = 8


class Program:
    """Variables, objects, and references; the other aspects are built upon it."""

    def __init__(self, name: str, increment: int, stress: int) -> None:
        heap = self.heap = TestHeap(name, increment_bytes=increment, stress_step=stress)
        assert isinstance(heap.algorithm, TracingCollector)
        self.algorithm = heap.algorithm
        self.roots = [heap.root(0) for _ in range(VARIABLES - 4)] + [heap.static(), heap.static()]
        self.roots += [heap.prebuilt(heap.node), heap.prebuilt(heap.array, 6)]
        self.models: list[Thing | None] = [None] * (VARIABLES - 2)
        self.models += [KINDS["node"](0), KINDS["array"](6)]
        self.prebuilt = {thing: heap.address(self.roots[i]) for i in (-2, -1) if (thing := self.models[i])}
        self.limited = False
        """Memory is short."""
        self.was_limited = False
        """It has been since the last callbacks."""
        self.done = 0
        """Steps that did something."""
        self.places: dict[Thing, int] = {}
        """Where the objects are that the last check came to."""
        self.alive: set[Thing] = set()
        """Those that variables lead to."""

    # Steps ----------------------------------------------------------------------------------------------------

    def put(self, at: int, thing: Thing) -> None:
        """The last root holds a new object: put it into a variable."""
        self.heap.replace(self.roots[at], Handle(self.heap.roots.top - WORD))
        self.models[at] = thing
        self.done += 1

    def failed(self) -> None:
        """MemoryError was raised."""
        assert self.limited, "there is memory enough"
        self.done += 1

    def allocate(self, at: int, kind: str, length: int) -> None:
        """Make an object."""
        try:
            self.heap.allocate(getattr(self.heap, kind), length if kind in ARRAYS else 0)
        except MemoryError:
            self.failed()
        else:
            self.put(at, KINDS[kind](length))

    def write(self, at: int, source: int, place: int) -> None:
        """Store a reference into an object."""
        at, thing = self.find(at, lambda thing: bool(thing.references))
        if thing:
            index = thing.references[place % len(thing.references)]
            self.heap.write(self.roots[at], index, self.roots[source] if self.models[source] else None)
            thing.words[index] = self.models[source]
            self.done += 1

    def write_word(self, at: int, place: int, value: int) -> None:
        """Store a number into an object."""
        at, thing = self.find(at, lambda thing: bool(thing.numbers))
        if thing:
            index = thing.numbers[place % len(thing.numbers)]
            self.heap.write_word(self.roots[at], index, value)
            thing.words[index] = value
            self.done += 1

    def find(self, at: int, suits: Callable[[Thing], bool]) -> tuple[int, Thing | None]:
        """Return the first variable from one on whose object suits, and that object."""
        for i in [*range(at, VARIABLES), *range(at)]:
            thing = self.models[i]
            if thing and suits(thing):
                return i, thing
        return at, None

    def assign(self, at: int, source: int) -> None:
        """Copy a variable."""
        self.heap.assign(self.roots[at], self.roots[source])
        self.models[at] = self.models[source]
        self.done += 1

    def clear(self, at: int) -> None:
        """Set a variable to null."""
        self.heap.assign(self.roots[at], None)
        self.models[at] = None
        self.done += 1

    def follow(self, at: int, source: int, place: int) -> None:
        """Load a reference out of an object that a variable leads to."""
        thing = self._holder(source, place)
        if thing:
            index = self._reference(thing, place)
            self.heap.set_root(self.roots[at], self.heap.memory.load(self.places[thing] + WORD * (1 + index)))
            self.models[at] = thing.referred(index)
            self.done += 1

    def move(self, at: int, source: int, place: int) -> None:
        """Move a reference from deep inside of one object into another one, perhaps the only one to what is there."""
        heap = self.heap
        thing = self._holder(source, place)
        at, target = self.find(at, lambda thing: bool(thing.references))
        if thing and target:
            index, other = self._reference(thing, place), target.references[place % len(target.references)]
            holder = heap.root(self.places[thing])
            moved = heap.root(heap.read(holder, index))
            heap.write(self.roots[at], other, moved)
            target.words[other] = thing.words[index]
            if thing is not target or index != other:
                heap.write(holder, index, None)
                thing.words[index] = None
            heap.drop(2)
            self.done += 1

    def _holder(self, source: int, place: int) -> Thing | None:
        """Follow some references from a variable on, as a number says; return the object with the last of them."""
        _, thing = self.find(source, lambda thing: bool(thing.targets()))
        for hop in range(place % 7):
            targets = [target for target in thing.targets() if target.targets()] if thing else []
            if targets:
                thing = targets[(place >> hop) % len(targets)]
        return thing

    def _reference(self, thing: Thing, place: int) -> int:
        places = [i for i in thing.references if thing.words[i] is not None]
        return places[place % len(places)]

    def grow(self, at: int, length: int) -> None:
        """Make a tree of nodes."""
        heap = self.heap
        made = 0
        try:
            array = heap.allocate(heap.array, length)
            made = 1
            for i in range(1, length):
                heap.write(array, i, heap.allocate(heap.node))
                heap.drop()
        except MemoryError:
            self.failed()
            heap.drop(made)
            return
        things = [KINDS["node"](0) for _ in range(length)]
        for i in range(2, length):
            parent, node = heap.root(heap.read(array, i // 2)), heap.root(heap.read(array, i))
            heap.write(parent, i % 2 * 2, node)
            things[i // 2].words[i % 2 * 2] = things[i]
            heap.drop(2)
        heap.set_root(array, heap.read(array, 1))
        self.put(at, things[1])

    def hash(self, at: int) -> None:
        """Ask for an identity hash."""
        at, thing = self.find(at, lambda thing: True)
        if thing:
            found = self.heap.identity_hash(self.roots[at])
            assert thing.hash in (None, found)
            thing.hash = found
            self.done += 1

    def garbage(self, size: int) -> None:
        """Allocate what nobody keeps."""
        try:
            self.heap.garbage(size)
        except MemoryError:
            self.failed()
        else:
            self.done += 1

    # Comparing ------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Compare everything that can be reached with the model."""
        self.places = {}
        variables = [(self.heap.address(root), thing) for root, thing in zip(self.roots, self.models, strict=True)]
        self.walk([*variables, *((address, thing) for thing, address in self.prebuilt.items())])
        self.alive = set(self.places)

    def check_exact(self) -> None:
        """Nothing may be left but what has to be: everything was just collected."""

    def walk(self, references: list[tuple[int, Thing | None]]) -> None:
        """Compare what these references lead to, and note where it is."""
        while references:
            address, thing = references.pop()
            if thing is None:
                assert address == 0
            elif thing in self.places:
                assert self.places[thing] == address
            else:
                self.places[thing] = address
                references += self._compare(address, thing)
        assert len(set(self.places.values())) == len(self.places)

    def _compare(self, address: int, thing: Thing) -> Iterator[tuple[int, Thing | None]]:
        """Compare an object; yield its references."""
        heap = self.heap
        assert heap.type_id(address) == (heap.weak_type if thing.kind == "weak" else getattr(heap, thing.kind))
        assert thing.fixed in (0, address)
        if thing.hash is not None:
            assert heap.algorithm.identity_hash(address) == thing.hash
        found = heap.memory.words(address + WORD, len(thing.words))
        if not thing.references:
            assert found == thing.words
            return
        for index, word in enumerate(thing.words):
            if isinstance(word, int):
                assert found[index] == word
            elif word is not None or found[index]:
                yield found[index], word
