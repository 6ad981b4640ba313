"""Parts of the random module without a generator: seeds as words, messages, totals of counts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from weft.rlib.digests import sha512
from weft.rlib.intrinsics import unsigned_rshift

_WORD: Final = 0xFFFFFFFF
_OLD_MESSAGES: Final = sys.version_info < (3, 12)


def word_list(number: int) -> list[int]:
    """Split a word, taken as an unsigned number, into 32-bit words, the lowest first."""
    high = unsigned_rshift(number, 32)
    if high != 0:
        return [number & _WORD, high]
    return [number & _WORD]


def words_of_data(data: bytes) -> list[int]:
    """Return the words of the seed that bytes stand for: they and their hash as one number, the lowest word first."""
    whole = data + sha512(data).digest()
    start = 0
    while start < len(whole) and whole[start] == 0:
        start += 1
    words = []
    stop = len(whole)
    while stop > start:
        word = 0
        for i in range(max(stop - 4, start), stop):
            word = word << 8 | whole[i]
        words.append(word)
        stop -= 4
    if len(words) == 0:
        words.append(0)
    return words


def empty_range(start: int, stop: int, width: int) -> ValueError:
    """Return the exception of randrange() without a step."""
    if _OLD_MESSAGES:
        return ValueError(f"empty range for randrange() ({start}, {stop}, {width})")
    return ValueError(f"empty range in randrange({start}, {stop})")


def empty_steps(start: int, stop: int, step: int) -> ValueError:
    """Return the exception of randrange() with a step."""
    if _OLD_MESSAGES:
        return ValueError("empty range for randrange()")
    return ValueError(f"empty range in randrange({start}, {stop}, {step})")


def running_totals(counts: Sequence[int], expected: int) -> list[int]:
    """Return the sums of the first counts, for `sample(counts=...)`."""
    sums = []
    total = 0
    for count in counts:
        total += count
        sums.append(total)
    if len(sums) != expected:
        raise ValueError("The number of counts does not match the population")
    if total <= 0:
        raise ValueError("Total of counts must be greater than zero")
    return sums
