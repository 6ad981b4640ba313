"""Sets of characters of regular expressions.

A `CharSet` knows the characters of Latin-1 one by one; of the others it has whole classes (`regex_codes.DIGITS`...)
and ranges.  `Starts` over-approximates which characters a part of an expression can begin with.
"""

from __future__ import annotations

from weft.rlib.characters import ALNUM, flags_of
from weft.rlib.regex_codes import ALL_CLASSES, DIGITS, OTHERS, SPACES, WORDS
from weft.rlib.unicode_data import DECIMAL, SPACE

LATIN_SIZE = 256
MAX_CODE = 0x10FFFF


def class_of(code: int) -> int:
    """Return the class of a character, a bit."""
    flags = flags_of(code)
    if flags & DECIMAL:
        return DIGITS
    if flags & ALNUM or code == 95:
        return WORDS
    if flags & SPACE:
        return SPACES
    return OTHERS


def ascii_class_of(code: int) -> int:
    """Return the class of a character where only ASCII counts."""
    return class_of(code) if code < 128 and not 28 <= code <= 31 else OTHERS


class CharSet:
    """A set of characters, built by adding to it; `negate` comes last."""

    def __init__(self) -> None:
        self.latin = bytearray(LATIN_SIZE)
        self.classes = 0
        self.ranges: list[int] = []
        """First and last characters, alternately."""
        self.negated = False
        """Holds for the ranges and classes, not for Latin-1."""

    def add_range(self, first: int, last: int) -> None:
        """Add the characters from first to last."""
        for code in range(first, min(last, LATIN_SIZE - 1) + 1):
            self.latin[code] = 1
        if last >= LATIN_SIZE:
            self.ranges.append(max(first, LATIN_SIZE))
            self.ranges.append(last)

    def add_classes(self, classes: int, only_ascii: bool) -> None:
        """Add the characters of these classes."""
        for code in range(LATIN_SIZE):
            if (ascii_class_of(code) if only_ascii else class_of(code)) & classes:
                self.latin[code] = 1
        if not only_ascii:
            self.classes |= classes
        elif classes & OTHERS:
            self.classes = ALL_CLASSES

    def negate(self) -> None:
        """Turn it into the set of all other characters."""
        for code in range(LATIN_SIZE):
            self.latin[code] ^= 1
        if self.ranges:
            self.negated = True
        else:
            self.classes ^= ALL_CLASSES

    def single(self) -> int:
        """Return the only character of the set, or -1."""
        found = -1
        if self.classes or self.negated:
            return -1
        for code in range(LATIN_SIZE):
            if self.latin[code]:
                if found >= 0:
                    return -1
                found = code
        if not self.ranges:
            return found
        if found < 0 and len(self.ranges) == 2 and self.ranges[0] == self.ranges[1]:
            return self.ranges[0]
        return -1


def one(code: int) -> CharSet:
    """Return the set of one character."""
    made = CharSet()
    made.add_range(code, code)
    return made


def everything() -> CharSet:
    """Return the set of all characters."""
    made = CharSet()
    made.negate()
    return made


class Starts:
    """Characters that a part of an expression, and what follows it, may begin with; `empty`: or it looks at none."""

    def __init__(self) -> None:
        self.latin = bytearray(LATIN_SIZE)
        self.classes = 0
        self.empty = False

    def add(self, other: Starts) -> Starts:
        """Return the union."""
        made = Starts()
        for code in range(LATIN_SIZE):
            made.latin[code] = self.latin[code] | other.latin[code]
        made.classes = self.classes | other.classes
        made.empty = self.empty or other.empty
        return made

    def meets(self, other: Starts) -> bool:
        """Tell whether some character may be in both."""
        if self.classes & other.classes:
            return True
        return any(self.latin[code] & other.latin[code] for code in range(LATIN_SIZE))

    def as_set(self) -> CharSet:
        """Return the characters as a set."""
        made = CharSet()
        made.latin = self.latin
        made.classes = self.classes
        return made


def starts_of(chars: CharSet) -> Starts:
    """Return the set as what something begins with."""
    made = Starts()
    made.latin = chars.latin
    made.classes = chars.classes
    if chars.negated:
        made.classes = ALL_CLASSES
    elif chars.ranges:
        for index in range(0, len(chars.ranges), 2):
            alone = chars.ranges[index] == chars.ranges[index + 1]
            made.classes |= class_of(chars.ranges[index]) if alone else ALL_CLASSES
    return made


def anything() -> Starts:
    """Return what is said of parts about which nothing is known."""
    made = starts_of(everything())
    made.empty = True
    return made


def nothing() -> Starts:
    """Return what comes after the end of an expression."""
    made = Starts()
    made.empty = True
    return made
