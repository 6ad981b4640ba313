"""Other methods of str: strip, replace, justification, repetition, slices with a step, translate."""

from __future__ import annotations

from typing import Any

from weft.rlib.characters import is_space
from weft.rlib.intrinsics import StringBuilder, char_at, char_of, code_at, is_none, substring
from weft.rlib.searching import count_in, find_code, find_in, matches_at

# Stripping ----------------------------------------------------------------------------------------------------


def _strip_left(text: str, chars: str | None) -> int:
    i = 0
    length = len(text)
    if chars is None:
        while i < length and is_space(code_at(text, i)):
            i += 1
    else:
        while i < length and find_code(chars, code_at(text, i), 0, len(chars)) >= 0:
            i += 1
    return i


def _strip_right(text: str, chars: str | None, start: int) -> int:
    i = len(text)
    if chars is None:
        while i > start and is_space(code_at(text, i - 1)):
            i -= 1
    else:
        while i > start and find_code(chars, code_at(text, i - 1), 0, len(chars)) >= 0:
            i -= 1
    return i


def strip(text: str, chars: str | None = None) -> str:
    """`text.strip(chars)`."""
    start = _strip_left(text, chars)
    return substring(text, start, _strip_right(text, chars, start))


def lstrip(text: str, chars: str | None = None) -> str:
    """`text.lstrip(chars)`."""
    return substring(text, _strip_left(text, chars), len(text))


def rstrip(text: str, chars: str | None = None) -> str:
    """`text.rstrip(chars)`."""
    return substring(text, 0, _strip_right(text, chars, 0))


def removeprefix(text: str, prefix: str) -> str:
    """`text.removeprefix(prefix)`."""
    if len(prefix) <= len(text) and matches_at(text, prefix, 0):
        return substring(text, len(prefix), len(text))
    return text


def removesuffix(text: str, suffix: str) -> str:
    """`text.removesuffix(suffix)`."""
    stop = len(text) - len(suffix)
    if stop >= 0 and matches_at(text, suffix, stop):
        return substring(text, 0, stop)
    return text


# Replacing ----------------------------------------------------------------------------------------------------


def replace(text: str, old: str, new: str, count: int = -1) -> str:
    """`text.replace(old, new, count)`."""
    if count == 0:
        return text
    if len(old) == 0:
        return _insert_between(text, new, count)
    length = len(text)
    found = find_in(text, old, 0, length)
    if found < 0:
        return text
    builder = StringBuilder(length)
    start = 0
    while found >= 0:
        builder.append_slice(text, start, found)
        builder.append(new)
        start = found + len(old)
        count -= 1
        if count == 0:
            break
        found = find_in(text, old, start, length)
    builder.append_slice(text, start, length)
    return builder.build()


def _insert_between(text: str, new: str, count: int) -> str:
    builder = StringBuilder(len(text) + (len(text) + 1) * len(new))
    i = 0
    while i < len(text) and count != 0:
        builder.append(new)
        builder.append_char(char_at(text, i))
        count -= 1
        i += 1
    builder.append_slice(text, i, len(text))
    if count != 0:
        builder.append(new)
    return builder.build()


def expandtabs(text: str, tabsize: int = 8) -> str:
    """`text.expandtabs(tabsize)`."""
    if count_in(text, "\t", 0, len(text)) == 0:
        return text
    builder = StringBuilder(len(text))
    column = 0
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code == 9:
            if tabsize > 0:
                width = tabsize - column % tabsize
                builder.append_multiple(" ", width)
                column += width
        else:
            builder.append_char(char_of(code))
            column += 1
            if code == 10 or code == 13:
                column = 0
        i += 1
    return builder.build()


# Justification ------------------------------------------------------------------------------------------------


def _check_fill(fill: str) -> None:
    if len(fill) != 1:
        raise TypeError("The fill character must be exactly one character long")


def padded(text: str, left: int, right: int, fill: str) -> str:
    """Return the text between so many fill characters."""
    builder = StringBuilder(len(text) + left + right)
    builder.append_multiple(char_at(fill, 0), left)
    builder.append(text)
    builder.append_multiple(char_at(fill, 0), right)
    return builder.build()


def ljust(text: str, width: int, fillchar: str = " ") -> str:
    """`text.ljust(width, fillchar)`."""
    _check_fill(fillchar)
    if width <= len(text):
        return text
    return padded(text, 0, width - len(text), fillchar)


def rjust(text: str, width: int, fillchar: str = " ") -> str:
    """`text.rjust(width, fillchar)`."""
    _check_fill(fillchar)
    if width <= len(text):
        return text
    return padded(text, width - len(text), 0, fillchar)


def center(text: str, width: int, fillchar: str = " ") -> str:
    """`text.center(width, fillchar)`."""
    _check_fill(fillchar)
    if width <= len(text):
        return text
    margin = width - len(text)
    left = margin // 2 + (margin & width & 1)
    return padded(text, left, margin - left, fillchar)


def zfill(text: str, width: int) -> str:
    """`text.zfill(width)`."""
    missing = width - len(text)
    if missing <= 0:
        return text
    builder = StringBuilder(width)
    start = 0
    if len(text) != 0:
        first = code_at(text, 0)
        if first == 43 or first == 45:
            builder.append_char(char_of(first))
            start = 1
    builder.append_multiple("0", missing)
    builder.append_slice(text, start, len(text))
    return builder.build()


# Repetition and slices ----------------------------------------------------------------------------------------


def repeat(text: str, count: int) -> str:
    """`text * count`."""
    if count <= 0 or len(text) == 0:
        return ""
    if count == 1:
        return text
    builder = StringBuilder(len(text) * count)
    if len(text) == 1:
        builder.append_multiple(char_at(text, 0), count)
    else:
        while count > 0:
            builder.append(text)
            count -= 1
    return builder.build()


def slice_length(start: int, stop: int, step: int) -> int:
    """Return the number of items of a range with a step that is not 0."""
    if step > 0:
        if start >= stop:
            return 0
        return (stop - start - 1) // step + 1
    if start <= stop:
        return 0
    return (start - stop - 1) // -step + 1


def slice_start(start: int | None, step: int, length: int) -> int:
    """Return where a slice with a step begins."""
    if start is None:
        if step > 0:
            return 0
        return length - 1
    if start < 0:
        start += length
        if start < 0:
            return 0 if step > 0 else -1
    elif start >= length:
        return length if step > 0 else length - 1
    return start


def slice_stop(stop: int | None, step: int, length: int) -> int:
    """Return where a slice with a step ends (exclusive; -1 when it goes back to the first item)."""
    if stop is None:
        if step > 0:
            return length
        return -1
    if stop < 0:
        stop += length
        if stop < 0:
            return 0 if step > 0 else -1
    elif stop >= length:
        return length if step > 0 else length - 1
    return stop


def check_step(step: int) -> None:
    """Raise ValueError for a step of zero."""
    if step == 0:
        raise ValueError("slice step cannot be zero")


def bounded_step(step: int, length: int) -> int:
    """Return a step that does the same to a sequence of this length, and with which indices cannot overflow."""
    check_step(step)
    if step > length:
        return length + 1
    if step < -length:
        return -length - 1
    return step


def get_step_slice(text: str, start: int | None, stop: int | None, step: int) -> str:
    """`text[start:stop:step]`."""
    step = bounded_step(step, len(text))
    first = slice_start(start, step, len(text))
    count = slice_length(first, slice_stop(stop, step, len(text)), step)
    builder = StringBuilder(count)
    while count > 0:
        builder.append_char(char_at(text, first))
        first += step
        count -= 1
    return builder.build()


# Translation --------------------------------------------------------------------------------------------------


def maketrans(source: str, target: str) -> dict[int, int]:
    """`str.maketrans(source, target)`."""
    if len(source) != len(target):
        raise ValueError("the first two maketrans arguments must have equal length")
    table: dict[int, int] = {}
    i = 0
    while i < len(source):
        table[code_at(source, i)] = code_at(target, i)
        i += 1
    return table


def maketrans_deleting(source: str, target: str, deleted: str) -> dict[int, str]:
    """`str.maketrans(source, target, deleted)`: to texts, "" for what is deleted."""
    if len(source) != len(target):
        raise ValueError("the first two maketrans arguments must have equal length")
    table: dict[int, str] = {}
    i = 0
    while i < len(source):
        table[code_at(source, i)] = char_at(target, i)
        i += 1
    i = 0
    while i < len(deleted):
        table[code_at(deleted, i)] = ""
        i += 1
    return table


def maketrans_of(mapping: Any) -> dict[int, Any]:
    """`str.maketrans(mapping)` for a dict from characters or code points."""
    table = {}
    for key in mapping:
        if isinstance(key, str):
            if len(key) != 1:
                raise ValueError("string keys in translate table must be of length 1")
            table[code_at(key, 0)] = mapping[key]
        else:
            table[key] = mapping[key]
    return table


def make_table(source: Any, target: Any = None, deleted: Any = None) -> Any:
    """`str.maketrans(...)` with one, two or three arguments."""
    if is_none(target):
        return maketrans_of(source)
    if is_none(deleted):
        return maketrans(source, target)
    return maketrans_deleting(source, target, deleted)


def translate_any(text: str, table: Any) -> str:
    """`text.translate(table)` for a dict to code points, or to texts or None."""
    builder = StringBuilder(len(text))
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code in table:
            piece = table[code]
            if not is_none(piece):
                if isinstance(piece, int):
                    builder.append(chr(piece))
                else:
                    builder.append(piece)
        else:
            builder.append_char(char_of(code))
        i += 1
    return builder.build()


def ord_of(text: str) -> int:
    """`ord(text)` of a str not known to be a character."""
    if len(text) != 1:
        raise TypeError("ord() expected a character, but string of length " + str(len(text)) + " found")
    return code_at(text, 0)
