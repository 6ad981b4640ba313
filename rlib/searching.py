"""Searching in str: find, rfind, index, rindex, count, startswith, endswith, `in`.

The range functions take clamped bounds; the methods clamp as slices do.  Patterns of several characters are found by
looking at the pattern's last character first, with a small filter of its characters to skip far ahead.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rlib.intrinsics import code_at

MAXIMUM: Final = 2**63 - 1
"""The default end of a range: beyond any length."""


def clamp(index: int | None, length: int, default: int) -> int:
    """Return the bound of a slice as a position in 0..length (beyond the length for starts past the end)."""
    if index is None:
        return default
    if index < 0:
        index += length
        if index < 0:
            index = 0
    return index


def clamp_end(index: int | None, length: int) -> int:
    """Return the end of a range as a position in 0..length."""
    if index is None or index > length:
        return length
    if index < 0:
        index += length
        if index < 0:
            index = 0
    return index


def matches_at(text: str, part: str, position: int) -> bool:
    """Is `part` at this position of the text, where it is known to fit?"""
    i = 0
    while i < len(part):
        if code_at(text, position + i) != code_at(part, i):
            return False
        i += 1
    return True


def find_code(text: str, code: int, start: int, stop: int) -> int:
    """Return the first index of a character in text[start:stop], or -1."""
    while start < stop:
        if code_at(text, start) == code:
            return start
        start += 1
    return -1


def rfind_code(text: str, code: int, start: int, stop: int) -> int:
    """Return the last index of a character in text[start:stop], or -1."""
    while stop > start:
        stop -= 1
        if code_at(text, stop) == code:
            return stop
    return -1


def find_in(text: str, part: str, start: int, stop: int) -> int:
    """Return the first index of `part` in text[start:stop], or -1; 0 <= start, stop <= len(text)."""
    size = len(part)
    if size == 1:
        return find_code(text, code_at(part, 0), start, stop)
    if size > stop - start:
        return -1
    if size == 0:
        return start
    return _find_long(text, part, start, stop)


def _filter_of(part: str) -> int:
    bits = 0
    i = 0
    while i < len(part):
        bits |= 1 << (code_at(part, i) & 31)
        i += 1
    return bits


def _find_long(text: str, part: str, start: int, stop: int) -> int:
    size = len(part)
    last = size - 1
    last_code = code_at(part, last)
    known = _filter_of(part)
    # How far to go on after a match of the last character only: to the one before it that is equal.
    skip = size
    i = 0
    while i < last:
        if code_at(part, i) == last_code:
            skip = last - i
        i += 1
    position = start
    final = stop - size
    while position <= final:
        if code_at(text, position + last) == last_code:
            if matches_at(text, part, position):
                return position
            if position < final and known >> (code_at(text, position + size) & 31) & 1 == 0:
                position += size + 1
            else:
                position += skip
        elif position < final and known >> (code_at(text, position + size) & 31) & 1 == 0:
            position += size + 1
        else:
            position += 1
    return -1


def rfind_in(text: str, part: str, start: int, stop: int) -> int:
    """Return the last index of `part` in text[start:stop], or -1; 0 <= start, stop <= len(text)."""
    size = len(part)
    if size == 1:
        return rfind_code(text, code_at(part, 0), start, stop)
    if size == 0:
        return stop if start <= stop else -1
    position = stop - size
    first = code_at(part, 0)
    while position >= start:
        if code_at(text, position) == first and matches_at(text, part, position):
            return position
        position -= 1
    return -1


def count_in(text: str, part: str, start: int, stop: int) -> int:
    """Return how often a part that is not empty occurs in text[start:stop], without overlaps."""
    size = len(part)
    found = 0
    if size == 1:
        code = code_at(part, 0)
        while start < stop:
            if code_at(text, start) == code:
                found += 1
            start += 1
        return found
    start = find_in(text, part, start, stop)
    while start >= 0:
        found += 1
        start = find_in(text, part, start + size, stop)
    return found


# Methods ------------------------------------------------------------------------------------------------------


def find(text: str, part: str, start: int | None = None, end: int | None = None) -> int:
    """`text.find(part, start, end)`."""
    first = clamp(start, len(text), 0)
    stop = clamp_end(end, len(text))
    if first > stop:
        return -1
    return find_in(text, part, first, stop)


def rfind(text: str, part: str, start: int | None = None, end: int | None = None) -> int:
    """`text.rfind(part, start, end)`."""
    first = clamp(start, len(text), 0)
    stop = clamp_end(end, len(text))
    if first > stop:
        return -1
    return rfind_in(text, part, first, stop)


def index(text: str, part: str, start: int | None = None, end: int | None = None) -> int:
    """`text.index(part, start, end)`."""
    found = find(text, part, start, end)
    if found < 0:
        raise ValueError("substring not found")
    return found


def rindex(text: str, part: str, start: int | None = None, end: int | None = None) -> int:
    """`text.rindex(part, start, end)`."""
    found = rfind(text, part, start, end)
    if found < 0:
        raise ValueError("substring not found")
    return found


def count(text: str, part: str, start: int | None = None, end: int | None = None) -> int:
    """`text.count(part, start, end)`."""
    first = clamp(start, len(text), 0)
    stop = clamp_end(end, len(text))
    if first > stop:
        return 0
    if len(part) == 0:
        return stop - first + 1
    return count_in(text, part, first, stop)


def contains(text: str, part: str) -> bool:
    """`part in text`."""
    return find_in(text, part, 0, len(text)) >= 0


def startswith(text: str, prefix: Any, start: int | None = None, end: int | None = None) -> bool:
    """`text.startswith(prefix, start, end)` for a str, or a tuple of them."""
    if isinstance(prefix, tuple):
        return startswith_any(text, prefix, start, end)
    first = clamp(start, len(text), 0)
    stop = clamp_end(end, len(text))
    if first > stop or len(prefix) > stop - first:
        return False
    return matches_at(text, prefix, first)


def endswith(text: str, suffix: Any, start: int | None = None, end: int | None = None) -> bool:
    """`text.endswith(suffix, start, end)` for a str, or a tuple of them."""
    if isinstance(suffix, tuple):
        return endswith_any(text, suffix, start, end)
    first = clamp(start, len(text), 0)
    stop = clamp_end(end, len(text))
    if first > stop or len(suffix) > stop - first:
        return False
    return matches_at(text, suffix, stop - len(suffix))


def startswith_any(text: str, prefixes: tuple[str, ...], start: int | None = None, end: int | None = None) -> bool:
    """`text.startswith(prefixes, start, end)` for a tuple."""
    for prefix in prefixes:
        if startswith(text, prefix, start, end):
            return True
    return False


def endswith_any(text: str, suffixes: tuple[str, ...], start: int | None = None, end: int | None = None) -> bool:
    """`text.endswith(suffixes, start, end)` for a tuple."""
    for suffix in suffixes:
        if endswith(text, suffix, start, end):
            return True
    return False
