"""Types of simulated objects: a `weft.gc.words.Types` that tests fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from weft.gc.words import LAYOUT_SIZE, LAYOUT_WORDS, WORD

FIRST_TYPE_ID: Final = 64
WIDE: Final = 63
"""From this many words on, the references of a type are listed."""


@dataclass(frozen=True, slots=True)
class SimulatedType:
    """An object of header, `fields` words, and items of `item_words` words each if that is not 0.

    `references` and `item_references` are indices of words within fields and item.  Types with items keep their
    number in the word after the header, which counts as field 0.
    """

    name: str
    fields: int
    references: tuple[int, ...] = ()
    item_words: int = 0
    item_references: tuple[int, ...] = ()


@dataclass(slots=True, eq=False)
class SimulatedTypes:
    """The types by type id."""

    known: list[SimulatedType] = field(default_factory=list)

    def add(self, type_: SimulatedType) -> int:
        """Return the type id of a new type."""
        self.known.append(type_)
        return FIRST_TYPE_ID + 2 * (len(self.known) - 1)

    def type_of(self, type_id: int) -> SimulatedType:
        """Return a type; IndexError or ValueError for what is no type id."""
        if type_id < FIRST_TYPE_ID or type_id % 2:
            raise ValueError(f"{type_id} is no type id")
        return self.known[(type_id - FIRST_TYPE_ID) // 2]

    def fixed_size(self, type_id: int) -> int:
        """See `Types`."""
        return WORD * (1 + self.type_of(type_id).fields)

    def item_size(self, type_id: int) -> int:
        """See `Types`."""
        return WORD * self.type_of(type_id).item_words

    def length_offset(self, type_id: int) -> int:
        """See `Types`."""
        if not self.type_of(type_id).item_words:
            raise ValueError("a type without items has no length")
        return WORD

    def references(self, type_id: int) -> int:
        """See `Types`."""
        type_ = self.type_of(type_id)
        return -1 if type_.fields >= WIDE else sum(1 << (1 + i) for i in type_.references)

    def layout(self, type_id: int) -> int:
        """See `Types`."""
        type_ = self.type_of(type_id)
        if type_.item_words or type_.fields >= LAYOUT_WORDS:
            return 0
        bits = sum(1 << (LAYOUT_WORDS - 2 - i) for i in type_.references)
        return self.fixed_size(type_id) << LAYOUT_SIZE | bits

    def in_cycles(self, type_id: int) -> int:
        """See `Types`: whatever has references may be."""
        type_ = self.type_of(type_id)
        return int(bool(type_.references or type_.item_references))

    def item_references(self, type_id: int) -> int:
        """See `Types`."""
        return sum(1 << i for i in self.type_of(type_id).item_references)

    def reference_count(self, type_id: int) -> int:
        """See `Types`."""
        return len(self.type_of(type_id).references)

    def reference_offset(self, type_id: int, index: int) -> int:
        """See `Types`."""
        return WORD * (1 + self.type_of(type_id).references[index])
