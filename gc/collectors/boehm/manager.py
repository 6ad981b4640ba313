"""The manager `boehm`: the conservative collector of libgc."""

from __future__ import annotations

from typing import Final, final

from weft.gc.interface import Barrier, GCTraits
from weft.gc.transform.allocation import RAW, replace_allocations
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.program import Program

TRAITS: Final = GCTraits(
    name="boehm",
    moving=False,
    barrier=Barrier.NONE,
    header_words=0,
    runtime_header="gc_boehm.h",
    runtime_source="gc_boehm.c",
    further_sources=("gc_raw.c",),
    libraries=("gc",),
    debian_package="libgc-dev",
    required_header="gc.h",
)


@final
class BoehmManager:
    """Memory without references is allocated as atomic: libgc neither scans nor zeroes it."""

    @property
    def traits(self) -> GCTraits:
        """The facts about it."""
        return TRAITS

    def transform(self, program: Program) -> None:
        """Replace the allocations."""
        replace_allocations(
            program,
            {
                "malloc": OPS["boehm_alloc"],
                "malloc:atomic": OPS["boehm_alloc_atomic"],
                "malloc_varsize": OPS["boehm_alloc_varsize"],
                "malloc_varsize:atomic": OPS["boehm_alloc_varsize_atomic"],
                "malloc_varsize_uninit": OPS["boehm_alloc_varsize"],
                "malloc_varsize_uninit:atomic": OPS["boehm_alloc_varsize_uninit"],
                **RAW,
            },
        )
