"""What a memory manager offers and what it may ask of the program: the two sides of the GC transformer.

`GCTraits` is the frozen record that the back end sees, `Manager` what a value of `--gc` stands for, `Collector` what
the algorithm of a tracing manager offers to the transformer.  What such an algorithm may ask is in `words.py`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Protocol

from weft.rtyper.program import Program


class Barrier(enum.Enum):
    """What has to happen when a reference is stored into a heap object."""

    NONE = "none"
    REMEMBER = "remember"
    """The written object is remembered if it is old (generational)."""
    COUNT = "count"
    """Reference counts change."""


@dataclass(frozen=True, slots=True)
class GCTraits:
    """Facts about a manager; every field has a reader.

    name: shown to the user; moving: whether addresses may serve as identity (the back end refuses `identity_hash`
    otherwise); barrier: what the transformer puts in front of stores; header_words: words in front of the fields of
    every collected struct and array (struct layout); runtime_header, runtime_source and further_sources: its C
    files (in `backend_c/runtime`); libraries: for the linker; debian_package: named when a library is missing;
    gcc_flags: further ones if that is the compiler.
    """

    name: str
    moving: bool
    barrier: Barrier
    header_words: int
    runtime_header: str
    runtime_source: str
    further_sources: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    debian_package: str = ""
    required_header: str = ""
    """A system header that the C compiler must find."""
    gcc_flags: tuple[str, ...] = ()
    runtime_parts: tuple[str, ...] = ()
    """Files that `runtime_header` includes."""


class Manager(Protocol):
    """A memory manager, as the translation sees it: what a name given to `--gc` stands for."""

    @property
    def traits(self) -> GCTraits:
        """The facts about it."""

    def transform(self, program: Program) -> None:
        """Make the program's memory management explicit.

        Runs after exceptions were lowered: an allocation that fails returns null, which the graph tests.
        Afterwards no `malloc*` operation is left.
        """


class Collector(Protocol):
    """The algorithm of a manager that follows references; made of `Memory`, `Types`, `Roots` and `Settings`.

    See `weft.gc.words`.  Allocation bumps from `Memory.free()` to `Memory.limit()`; where that does not suffice,
    the program calls the collector.
    """

    @property
    def collections(self) -> int:
        """How many collections of everything there were."""

    @property
    def live_bytes(self) -> int:
        """What the last one left."""

    def start(self) -> int:
        """Get ready; return 0 if there is no memory.  Nothing else is called before."""

    def allocate(self, type_id: int, size: int) -> int:
        """Return a new object of `size` bytes, zero but for its header, or 0 if memory is exhausted."""

    def allocate_items(self, type_id: int, length: int) -> int:
        """Return a new object with that many items, its length set, or 0."""

    def allocate_dirty_items(self, type_id: int, length: int) -> int:
        """The same, but the items may hold anything: they are written before anybody reads them."""

    def collect(self) -> int:
        """Collect everything now; return 0 if that is impossible."""

    def identity_hash(self, address: int) -> int:
        """Return a number that stays with the object."""

    def remember(self, address: int) -> None:
        """A reference is about to be stored into an old object; called only where `GCTraits.barrier` says so."""

    def remember_item(self, address: int, slot: int) -> None:
        """The same if it is stored into an item, at the address `slot`."""

    def next_cleared(self) -> int:
        """Return the number of a weak link that has one and was cleared, once; 0: there is none."""

    def add_finalizer(self, address: int) -> int:
        """A new object has a finalizer; return 0 if there is no memory to note that."""

    def next_finalizer(self) -> int:
        """Return a dead object whose finalizer is to be called now, or 0: see `weft.gc.collectors.finalizers`."""

    def finalize_rest(self) -> int:
        """At the end: let all objects that have finalizers wait for them; return 0 if there are none."""

    def add_weak(self, address: int, target: int) -> None:
        """Make a new object a weak link to another one: see `weft.gc.collectors.weak_links`."""
