"""What the back end needs to know of the memory manager (`weft.gc.interface.GCTraits` is such a record)."""

from __future__ import annotations

from typing import Protocol


class MemoryTraits(Protocol):
    """Facts about the memory manager that show in the C text or in the build."""

    @property
    def name(self) -> str:
        """The manager's name."""

    @property
    def moving(self) -> bool:
        """True if objects change their addresses."""

    @property
    def header_words(self) -> int:
        """Words in front of the fields of collected structs and arrays."""

    @property
    def runtime_header(self) -> str:
        """The header with the manager's allocation macros."""

    @property
    def runtime_parts(self) -> tuple[str, ...]:
        """What that header includes."""

    @property
    def runtime_source(self) -> str:
        """The manager's C file."""

    @property
    def further_sources(self) -> tuple[str, ...]:
        """More of them."""

    @property
    def gcc_flags(self) -> tuple[str, ...]:
        """Further flags for gcc."""

    @property
    def libraries(self) -> tuple[str, ...]:
        """Libraries to link."""

    @property
    def debian_package(self) -> str:
        """The package that has the libraries."""

    @property
    def required_header(self) -> str:
        """A system header that has to be there; empty: none."""
