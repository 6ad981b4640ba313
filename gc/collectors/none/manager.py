"""The manager `none`: allocation is a bump of a pointer, nothing is ever freed."""

from __future__ import annotations

from typing import Final, final

from weft.gc.interface import Barrier, GCTraits
from weft.gc.transform.allocation import RAW, replace_allocations
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.program import Program

TRAITS: Final = GCTraits(
    name="none",
    moving=False,
    barrier=Barrier.NONE,
    header_words=0,
    runtime_header="gc_none.h",
    runtime_source="gc_none.c",
    further_sources=("gc_raw.c",),
)


@final
class NoManager:
    """Bump allocation; memory arrives zeroed from the system, so an uninitialised array is a zeroed one."""

    @property
    def traits(self) -> GCTraits:
        """The facts about it."""
        return TRAITS

    def transform(self, program: Program) -> None:
        """Replace the allocations."""
        replace_allocations(
            program,
            {
                "malloc": OPS["bump_alloc"],
                "malloc_varsize": OPS["bump_alloc_varsize"],
                "malloc_varsize_uninit": OPS["bump_alloc_varsize"],
                **RAW,
            },
        )
