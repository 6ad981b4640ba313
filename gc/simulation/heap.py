"""A mutator on simulated memory: allocates, reads and writes objects as a translated program would.

`Heap` holds references in `Handle`s, slots of a simulated shadow stack, so that collectors may move what they lead
to; between two operations nothing else holds an address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from weft.gc.checker import HeapChecker
from weft.gc.collectors.objects import TracingCollector
from weft.gc.collectors.refcount.collector import RefCountCollector
from weft.gc.collectors.refcount.counts import CANDIDATE, LEAF, ONE, UNCOUNTED
from weft.gc.header import PREBUILT, TRACKED, TYPE_MASK
from weft.gc.interface import Collector
from weft.gc.simulation.errors import MemoryMistake, StaleReference
from weft.gc.simulation.inspection import SimulatedInspection
from weft.gc.simulation.memory import Absent, SimulatedMemory
from weft.gc.simulation.types import SimulatedType, SimulatedTypes
from weft.gc.watch import KINDS, REASONS, watch
from weft.gc.words import WORD, Memory, Roots, Settings, Types

STACK_SIZE: Final = 1 << 16


MakeAlgorithm = Callable[[Memory, Types, Roots, Settings], Collector]


@dataclass(frozen=True, slots=True)
class SimulatedSettings:
    """Sizes small enough for tests."""

    maximum_bytes: int = 1 << 40
    minimum_bytes: int = 1 << 14
    nursery_bytes: int = 1 << 12
    stress_step: int = 0
    increment_bytes: int = 256

    def maximum(self) -> int:
        """See `Settings`."""
        return self.maximum_bytes

    def minimum(self) -> int:
        """See `Settings`."""
        return self.minimum_bytes

    def nursery(self) -> int:
        """See `Settings`."""
        return self.nursery_bytes

    def increment(self) -> int:
        """See `Settings`."""
        return self.increment_bytes

    def stress(self) -> int:
        """See `Settings`."""
        return self.stress_step


class SimulatedRoots:
    """A shadow stack, static variables and prebuilt objects: a `Roots`."""

    def __init__(self, memory: SimulatedMemory) -> None:
        self.base = memory.add_area(STACK_SIZE, "the shadow stack", Absent.UNWRITTEN)
        self.top = self.base
        self.statics: list[int] = []
        self.prebuilt_objects: list[int] = []

    def stack_base(self) -> int:
        """See `Roots`."""
        return self.base

    def stack_top(self) -> int:
        """See `Roots`."""
        return self.top

    def static_count(self) -> int:
        """See `Roots`."""
        return len(self.statics)

    def static(self, index: int) -> int:
        """See `Roots`."""
        return self.statics[index]

    def prebuilt_count(self) -> int:
        """See `Roots`."""
        return len(self.prebuilt_objects)

    def prebuilt(self, index: int) -> int:
        """See `Roots`."""
        return self.prebuilt_objects[index]


@dataclass(frozen=True, slots=True)
class Collection:
    """What the log says of one collection, or a part of one."""

    kind: str
    reason: str
    before: int
    after: int
    heap: int


class SimulatedLog:
    """A `Log` that keeps what it is told."""

    def __init__(self) -> None:
        self.collections: list[Collection] = []
        self._begun: tuple[int, int] | None = None

    def begin(self, reason: int, used: int) -> None:
        """See `Log`."""
        if self._begun is not None:
            raise AssertionError("a collection begins before the last one has ended")
        self._begun = reason, used

    def end(self, kind: int, used: int, heap: int) -> None:
        """See `Log`."""
        if self._begun is None:
            raise AssertionError("a collection ends that has not begun")
        reason, before = self._begun
        self.collections.append(Collection(KINDS[kind], REASONS[reason], before, used, heap))
        self._begun = None

    def statistic(self, which: int) -> int:
        """See `Log`; nothing takes any time."""
        return len([c for c in self.collections if which < len(KINDS) and c.kind == KINDS[which]])


class SparingChecker(HeapChecker):
    """Checks the first collections, and then some: walking takes the time of a collection."""

    calls = 0

    def check(self, moment: int) -> None:
        """See the base."""
        self.calls += 1
        if self.calls < 8 or self.calls % 61 == 0:
            super().check(moment)


@dataclass(frozen=True, slots=True)
class Handle:
    """A root: the address of a slot that holds a reference."""

    slot: int


class Heap:
    """One simulated program."""

    def __init__(
        self, algorithm: MakeAlgorithm, memory: SimulatedMemory | None = None, settings: Settings | None = None
    ) -> None:
        self.memory = memory or SimulatedMemory()
        self.types = SimulatedTypes()
        self.roots = SimulatedRoots(self.memory)
        self.settings = settings or SimulatedSettings()
        self.log = SimulatedLog()
        self.inspection = SimulatedInspection(self.memory, self.types)
        self.algorithm = algorithm(self.memory, self.types, self.roots, self.settings)
        self.counting = self.algorithm if isinstance(self.algorithm, RefCountCollector) else None
        if isinstance(self.algorithm, TracingCollector):
            self.checker = SparingChecker(self.algorithm, self.inspection)
            self.census = watch(self.algorithm, self.log, self.inspection, self.checker)
        self.weak_type = self.define(SimulatedType("weak", 3))
        if not self.algorithm.start():
            raise MemoryError("at the start")

    def define(self, type_: SimulatedType) -> int:
        """Return the type id of a new type."""
        return self.types.add(type_)

    # Roots ----------------------------------------------------------------------------------------------------

    def root(self, address: int) -> Handle:
        """Put a reference on the shadow stack."""
        self._count_up(address)
        return self._owned_root(address)

    def _owned_root(self, address: int) -> Handle:
        """The same for a reference that counts already."""
        slot = self.roots.top
        self.roots.top += WORD
        self.memory.store(slot, address)
        return Handle(slot)

    def drop(self, count: int = 1) -> None:
        """Take the last references from the shadow stack."""
        for _ in range(count):
            self.roots.top -= WORD
            address = self.memory.load(self.roots.top)
            self.memory.forget(self.roots.top, WORD)
            self._count_down(address)

    def static(self) -> Handle:
        """Return a new static variable that holds null."""
        slot = self.memory.add_area(WORD, "a static variable")
        self.roots.statics.append(slot)
        return Handle(slot)

    def address(self, handle: Handle) -> int:
        """Return where the object is now."""
        return self.memory.load(handle.slot)

    def assign(self, handle: Handle, source: Handle | None) -> None:
        """Make a root refer to what another one refers to; None: null."""
        self.set_root(handle, self.address(source) if source else 0)

    def set_root(self, handle: Handle, address: int) -> None:
        """Make a root refer to an object, or to nothing."""
        self._count_up(address)
        old = self.memory.load(handle.slot)
        self.memory.store(handle.slot, address)
        self._count_down(old)

    # Counts ---------------------------------------------------------------------------------------------------

    def _count_up(self, address: int) -> None:
        """There is one reference more to an object, or to nothing, if they are counted."""
        if self.counting is not None and address and address & 1 == 0:
            header = self.memory.load(address)
            if header & UNCOUNTED == 0:
                self.memory.store(address, header + ONE)

    def _count_down(self, address: int) -> None:
        """There is one reference less."""
        if self.counting is None or address == 0 or address & 1:
            return
        header = self.memory.load(address)
        if header & UNCOUNTED:
            return
        if header < ONE:
            raise MemoryMistake(f"the count of the object at {address:#x} goes below zero")
        header -= ONE
        self.memory.store(address, header)
        if header < ONE:
            self.counting.release(address)
        elif header & (CANDIDATE | LEAF) == 0:
            self.counting.candidate(address)

    # Objects --------------------------------------------------------------------------------------------------

    def allocate(self, type_id: int, length: int = 0) -> Handle:
        """Return a root that holds a new object; raises MemoryError."""
        size = self.types.fixed_size(type_id) + self.types.item_size(type_id) * length
        address = self.memory.free()
        if not self.settings.stress() and self.memory.limit() - address >= size:
            self.memory.set_free(address + size)
            self.memory.clear(address, size)
            self.memory.store(address, type_id)
        else:
            address = self.algorithm.allocate(type_id, size)
            if address == 0:
                raise MemoryError
        if self.types.item_size(type_id):
            self.memory.store(address + WORD, length)
        return self._owned_root(address)

    def allocate_dirty(self, type_id: int, length: int) -> Handle:
        """Return a root that holds a new object whose items may hold anything; raises MemoryError."""
        address = self.algorithm.allocate_dirty_items(type_id, length)
        if address == 0:
            raise MemoryError
        return self._owned_root(address)

    def prebuilt(self, type_id: int, length: int = 0) -> Handle:
        """Return a root that holds a new prebuilt object."""
        size = self.types.fixed_size(type_id) + self.types.item_size(type_id) * length
        address = self.memory.add_area(size, "a prebuilt object")
        self.memory.store(address, type_id | PREBUILT | TRACKED)
        if self.types.item_size(type_id):
            self.memory.store(address + WORD, length)
        self.roots.prebuilt_objects.append(address)
        return self.root(address)

    def type_id(self, address: int) -> int:
        """Return the type id of an object; raises StaleReference if there is none at the address."""
        found = self.memory.load(address) & TYPE_MASK
        try:
            self.types.type_of(found)
        except (ValueError, IndexError):
            raise StaleReference(f"no object at {address:#x}: the header says {found}") from None
        return found

    def _place(self, handle: Handle, index: int) -> int:
        """Return the address of word `index` of an object, counted from behind the header; items come last."""
        address = self.address(handle)
        self.type_id(address)
        return address + WORD * (1 + index)

    def read(self, handle: Handle, index: int) -> int:
        """Return a word of an object."""
        return self.memory.load(self._place(handle, index))

    def write_word(self, handle: Handle, index: int, value: int) -> None:
        """Set a word of an object that is no reference."""
        self.memory.store(self._place(handle, index), value)

    def write(self, handle: Handle, index: int, target: Handle | None) -> None:
        """Set a reference in an object."""
        value = self.address(target) if target else 0
        address = self.address(handle)
        if self.memory.load(address) & TRACKED:
            fields = self.types.fixed_size(self.type_id(address)) // WORD - 1
            if index >= fields:
                self.algorithm.remember_item(address, self._place(handle, index))
            else:
                self.algorithm.remember(address)
        self._count_up(value)
        place = self._place(handle, index)
        old = self.memory.load(place) if self.counting is not None else 0
        self.memory.store(place, value)
        self._count_down(old)

    def identity_hash(self, handle: Handle) -> int:
        """Return the identity hash of an object."""
        return self.algorithm.identity_hash(self.address(handle))

    def weak_link(self, target: Handle, number: int = 0) -> Handle:
        """Return a root that holds a new weak link to an object; see `next_cleared` for the number."""
        link = self.allocate(self.weak_type)
        self.write_word(link, 2, number)
        self.algorithm.add_weak(self.address(link), self.address(target))
        return link

    def linked(self, link: Handle) -> int:
        """Return where the object is that a weak link leads to, 0 if it is dead."""
        return self.read(link, 0)

    def next_cleared(self) -> int:
        """Return the number of a link that was cleared, once; 0: there is none."""
        return self.algorithm.next_cleared()

    def add_finalizer(self, handle: Handle) -> None:
        """An object has a finalizer; raises MemoryError."""
        if not self.algorithm.add_finalizer(self.address(handle)):
            raise MemoryError

    def next_finalizer(self) -> Handle | None:
        """Return a root that holds the next dead object to finalize."""
        address = self.algorithm.next_finalizer()
        return self._owned_root(address) if address else None
