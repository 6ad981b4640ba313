"""Integers of any size as the translation option `--ints=big` represents them, and how library code looks inside.

Such an integer travels as one word: a small number with a tag, or a pointer to a `bigint` that is not small.  Without
the translator it is a plain int.
"""

from __future__ import annotations

from weft.rlib.bigint import SMALL_MAX, SMALL_MIN, bigint
from weft.rlib.intrinsics import intrinsic


@intrinsic("bool")
def is_word(value: int) -> bool:
    """True for a number from SMALL_MIN to SMALL_MAX, which is not an object."""
    return SMALL_MIN <= value <= SMALL_MAX


@intrinsic("bool")
def is_big(value: object) -> bool:
    """True, at translation time, for integers of any size."""
    return False


@intrinsic("bool")
def is_missing(value: int | None) -> bool:
    """True if there is None where a number should be."""
    return value is None


@intrinsic("int")
def word_of(value: int) -> int:
    """The number as a machine word, if is_word()."""
    return value


@intrinsic("big")
def of_word(value: int) -> int:
    """A number from SMALL_MIN to SMALL_MAX."""
    return value


@intrinsic("big")
def of_large(value: bigint) -> int:
    """The number of a bigint that is not small."""
    return int(value)


@intrinsic("bigint")
def large_of(value: int) -> bigint:
    """The bigint, if not is_word()."""
    return bigint(value)
