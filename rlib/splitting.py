"""Splitting and joining of str: split, rsplit, splitlines, partition, rpartition, join."""

from __future__ import annotations

from collections.abc import Iterable

from weft.rlib.characters import is_line_break, is_space
from weft.rlib.intrinsics import code_at, substring
from weft.rlib.searching import find_code, find_in, rfind_in


def split(text: str, sep: str | None = None, maxsplit: int = -1) -> list[str]:
    """`text.split(sep, maxsplit)`."""
    if sep is None:
        return split_whitespace(text, maxsplit)
    if len(sep) == 0:
        raise ValueError("empty separator")
    if len(sep) == 1:
        return _split_code(text, code_at(sep, 0), maxsplit)
    pieces: list[str] = []
    start = 0
    while maxsplit != 0:
        found = find_in(text, sep, start, len(text))
        if found < 0:
            break
        pieces.append(substring(text, start, found))
        start = found + len(sep)
        maxsplit -= 1
    pieces.append(substring(text, start, len(text)))
    return pieces


def _split_code(text: str, code: int, maxsplit: int) -> list[str]:
    pieces: list[str] = []
    length = len(text)
    start = 0
    while maxsplit != 0:
        found = find_code(text, code, start, length)
        if found < 0:
            break
        pieces.append(substring(text, start, found))
        start = found + 1
        maxsplit -= 1
    pieces.append(substring(text, start, length))
    return pieces


def split_whitespace(text: str, maxsplit: int = -1) -> list[str]:
    """`text.split(None, maxsplit)`."""
    pieces: list[str] = []
    length = len(text)
    i = 0
    while True:
        while i < length and is_space(code_at(text, i)):
            i += 1
        if i == length:
            return pieces
        start = i
        if maxsplit == 0:
            pieces.append(substring(text, start, length))
            return pieces
        maxsplit -= 1
        while i < length and not is_space(code_at(text, i)):
            i += 1
        pieces.append(substring(text, start, i))


def rsplit(text: str, sep: str | None = None, maxsplit: int = -1) -> list[str]:
    """`text.rsplit(sep, maxsplit)`."""
    if sep is None:
        return rsplit_whitespace(text, maxsplit)
    if len(sep) == 0:
        raise ValueError("empty separator")
    pieces: list[str] = []
    stop = len(text)
    while maxsplit != 0:
        found = rfind_in(text, sep, 0, stop)
        if found < 0:
            break
        pieces.append(substring(text, found + len(sep), stop))
        stop = found
        maxsplit -= 1
    pieces.append(substring(text, 0, stop))
    pieces.reverse()
    return pieces


def rsplit_whitespace(text: str, maxsplit: int = -1) -> list[str]:
    """`text.rsplit(None, maxsplit)`."""
    pieces: list[str] = []
    i = len(text)
    while True:
        while i > 0 and is_space(code_at(text, i - 1)):
            i -= 1
        if i == 0:
            break
        stop = i
        if maxsplit == 0:
            pieces.append(substring(text, 0, stop))
            break
        maxsplit -= 1
        while i > 0 and not is_space(code_at(text, i - 1)):
            i -= 1
        pieces.append(substring(text, i, stop))
    pieces.reverse()
    return pieces


def splitlines(text: str, keepends: bool = False) -> list[str]:
    """`text.splitlines(keepends)`."""
    pieces: list[str] = []
    length = len(text)
    start = 0
    i = 0
    while i < length:
        code = code_at(text, i)
        if not is_line_break(code):
            i += 1
            continue
        end = i
        i += 1
        if code == 13 and i < length and code_at(text, i) == 10:
            i += 1
        if keepends:
            end = i
        pieces.append(substring(text, start, end))
        start = i
    if start < length:
        pieces.append(substring(text, start, length))
    return pieces


def partition(text: str, sep: str) -> tuple[str, str, str]:
    """`text.partition(sep)`."""
    if len(sep) == 0:
        raise ValueError("empty separator")
    found = find_in(text, sep, 0, len(text))
    if found < 0:
        return text, "", ""
    return substring(text, 0, found), sep, substring(text, found + len(sep), len(text))


def rpartition(text: str, sep: str) -> tuple[str, str, str]:
    """`text.rpartition(sep)`."""
    if len(sep) == 0:
        raise ValueError("empty separator")
    found = rfind_in(text, sep, 0, len(text))
    if found < 0:
        return "", "", text
    return substring(text, 0, found), sep, substring(text, found + len(sep), len(text))


def join(separator: str, items: Iterable[str]) -> str:
    """`separator.join(items)` for an iterable that is not a list."""
    pieces: list[str] = []
    for item in items:
        pieces.append(item)
    return separator.join(pieces)
