"""What is known about the generators that a function can hold: found by the annotator, used by `closing.py`.

`keeping.py` uses the same for values whose death may be seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from weft.flowspace.graph import Operation

Place: TypeAlias = tuple[Any, ...]
"""An operation of a code object: its name, and where it stands in the source."""


def place_of(operation: Operation) -> Place:
    """Return what stands for an operation from one run of the annotator to the next."""
    span = operation.span
    if span is None:
        return (operation.spec.name,)
    return (operation.spec.name, span.line, span.end_line, span.column, span.end_column)


@dataclass(slots=True)
class Held:
    """What the annotator found out about the generators in a function."""

    made: set[Place] = field(default_factory=set)
    """Operations whose result may be one."""
    borrowed: set[Place] = field(default_factory=set)
    """Those of them whose result belongs to somebody else: it was read from an attribute or a container."""
    kept: set[Place] = field(default_factory=set)
    """Operations that may keep one that they get as an operand."""
    arguments: set[str] = field(default_factory=set)
    concerned: bool = False
    """Some value in the function may be one; else it only handles exceptions that functions which can have raised."""

    def covers(self, other: Held) -> bool:
        """True if nothing in `other` is new."""
        return (other.made <= self.made and other.borrowed <= self.borrowed and other.kept <= self.kept
                and other.arguments <= self.arguments and other.concerned <= self.concerned)  # fmt: skip

    def add(self, other: Held) -> None:
        """Take in what another run found."""
        self.made |= other.made
        self.borrowed |= other.borrowed
        self.kept |= other.kept
        self.arguments |= other.arguments
        self.concerned |= other.concerned
