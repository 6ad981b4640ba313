"""What a memory manager offers and what it may ask of the program: the two sides of the GC transformer.

`Traits` is the frozen record that the back end sees.  `Collector` is what a manager offers to the transformer;
`HeapLayout` and `RootWalker` are what a tracing collector will be given: they are fixed here, so that collectors
and transformer can be written independently, and implemented with the first tracing collector.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Protocol

from weft.rtyper.lltype.types import LowLevelType
from weft.rtyper.lltype.values import ArrayValue, StructValue
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
    every collected struct and array (struct layout); runtime_header and runtime_source: the manager's C files (in
    `backend_c/runtime`); libraries: for the linker; debian_package: named when a library is missing.
    """

    name: str
    moving: bool
    barrier: Barrier
    header_words: int
    runtime_header: str
    runtime_source: str
    libraries: tuple[str, ...] = ()
    debian_package: str = ""
    required_header: str = ""
    """A system header that the C compiler must find."""


class Collector(Protocol):
    """A memory manager, as the transformer sees it."""

    @property
    def traits(self) -> GCTraits:
        """The facts about it."""

    def transform(self, program: Program) -> None:
        """Make the program's memory management explicit.

        Runs after exceptions were lowered: an allocation that fails returns null, which the graph tests.
        Afterwards no `malloc*` operation is left.
        """


class HeapLayout(Protocol):
    """What a tracing collector may ask about types: answered from the type tables that the transformer emits."""

    def type_id(self, type_: LowLevelType) -> int:
        """Return the number that the header of every object of this type holds."""

    def fixed_size(self, type_id: int) -> int:
        """Return the size in bytes without items."""

    def item_size(self, type_id: int) -> int:
        """Return the size of one item of an array or tail; 0 if there is none."""

    def reference_offsets(self, type_id: int) -> tuple[int, ...]:
        """Return where the fixed part holds references."""

    def item_reference_offsets(self, type_id: int) -> tuple[int, ...]:
        """Return where each item holds references."""

    def finalizer(self, type_id: int) -> object | None:
        """Return the function to call before an object dies, or None."""

    def is_weak(self, type_id: int) -> bool:
        """Return True if the object's reference does not keep its target alive."""


class RootWalker(Protocol):
    """How a tracing collector finds what the program holds outside the heap."""

    def stack_roots(self) -> object:
        """Return the bounds of the shadow stack: words that are references, null, or odd (tagged: ignored)."""

    def prebuilt_roots(self) -> list[StructValue | ArrayValue]:
        """Return the prebuilt objects that can point into the heap, in the order of emission."""

    def static_roots(self) -> list[object]:
        """Return the static variables and non-collected memory that hold references."""
