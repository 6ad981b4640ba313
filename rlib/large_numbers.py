"""Integers that do not fit the 48 bits of a tagged number word: kept in a table, the word holds the place.

The rtyper uses it for numbers whose kind is known at run time only (`rtyper/representations/tagged.py`).  Equal
integers have one place, so that a program uses as much of it as it has different large values in such variables.
"""

from __future__ import annotations

from typing import Final

VALUES: Final[list[int]] = []
PLACES: Final[dict[int, int]] = {}


def number_of(value: int) -> int:
    """Return the place of a large integer, a new one if it has none yet."""
    place = PLACES.get(value, -1)
    if place < 0:
        place = len(VALUES)
        VALUES.append(value)
        PLACES[value] = place
    return place


def value_of(place: int) -> int:
    """Return the large integer at a place."""
    return VALUES[place]


def order(place: int, other: float) -> int:
    """Return -1, 0 or 1 as the large integer at a place is less than a float, equal or greater; 2 for NaN."""
    value = VALUES[place]
    return -1 if value < other else (0 if value == other else (1 if value > other else 2))


def hash_of(place: int) -> int:
    """Return the hash of the large integer at a place."""
    return hash(VALUES[place])


def float_of(place: int) -> float:
    """Return the large integer at a place as a float."""
    return float(VALUES[place])
