"""The C text of a whole program in parts, before it is laid out into files."""

from __future__ import annotations

from dataclasses import dataclass, field

from weft.backend_c.functions import FunctionText
from weft.rtyper.lltype.values import ClassTable


@dataclass(slots=True)
class ProgramText:
    """What the writers produced."""

    functions: list[FunctionText] = field(default_factory=list)
    data: list[tuple[str, str]] = field(default_factory=list)
    """Declaration (no semicolon) and definition."""
    class_tables: dict[ClassTable, str] = field(default_factory=dict)
    """Initialisers of those that are part of the block of types."""
    block: list[str] = field(default_factory=list)
    """The struct of that block."""
    prototypes: list[str] = field(default_factory=list)
    """Of external functions."""
    includes: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    ending: list[str] = field(default_factory=list)
    """The function where execution begins, or the wrappers of exported functions."""
