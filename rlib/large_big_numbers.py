"""What `large_numbers.py` is where ints are of any size (`--ints=big`): a table of such ints."""

from __future__ import annotations

from typing import Final

from weft.rlib.big_integers import from_word, order_float, to_word

_weft_any_integers_ = True

VALUES: Final[list[int]] = []
PLACES: Final[dict[int, int]] = {}


def place_of(x: int) -> int:
    """Return the place of an integer, a new one if it has none yet."""
    place = PLACES.get(x, -1)
    if place < 0:
        place = len(VALUES)
        VALUES.append(x)
        PLACES[x] = place
    return place


def number_at(place: int) -> int:
    """Return the integer at a place."""
    return VALUES[place]


def place_of_word(value: int) -> int:
    """Return the place of a machine word."""
    return place_of(from_word(value))


def word_at(place: int) -> int:
    """Return the integer at a place as a machine word."""
    return to_word(VALUES[place])


def order(place: int, other: float) -> int:
    """Return -1, 0 or 1 as the integer at a place is less than a float, equal or greater; 2 for NaN."""
    return order_float(VALUES[place], other)


def hash_of(place: int) -> int:
    """Return the hash of the integer at a place."""
    return hash(VALUES[place])


def float_of(place: int) -> float:
    """Return the integer at a place as a float."""
    return float(VALUES[place])
