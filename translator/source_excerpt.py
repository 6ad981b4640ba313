"""Source lines with carets under a stretch of them, laid out in columns of a terminal.

Tabs, wide and combining characters take their width into account; long lines and long stretches are cut.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

TAB: Final = 4
_WIDEST: Final = 160
"""Longer lines are cut to this many columns around the carets."""
_CONTEXT: Final = 40
"""Columns kept before the carets in a line that is cut."""
_MOST_LINES: Final = 6
"""Of longer stretches only the beginning and the last line are shown."""
_ELLIPSIS: Final = "…"


@dataclass(slots=True)
class Row:
    """One line to show; number 0 stands for lines left out."""

    number: int
    text: str
    marks: str
    """Spaces and carets, to be written below the text; "" for none."""


@dataclass(slots=True)
class Excerpt:
    """The rows to show."""

    rows: list[Row]

    @property
    def number_width(self) -> int:
        """The number of digits of the largest line number."""
        return max(len(str(row.number)) for row in self.rows)


def excerpt(lines: Sequence[str], first: int, start: int, end: int) -> Excerpt:
    """Return the rows for source lines, the first one numbered `first`.

    The stretch to mark begins at character `start` of the first line and ends before `end` of the last one.
    """
    last = len(lines) - 1
    kept = range(len(lines)) if len(lines) <= _MOST_LINES else [*range(_MOST_LINES - 2), -1, last]
    rows = []
    for index in kept:
        if index < 0:
            rows.append(Row(0, "", ""))
            continue
        line = lines[index]
        indent = len(line) - len(line.lstrip())
        left = start if index == 0 else indent
        right = end if index == last else len(line.rstrip())
        rows.append(_row(first + index, line, left, right))
    return Excerpt(rows)


def _row(number: int, line: str, left: int, right: int) -> Row:
    """Lay out one line and mark its characters from `left` to `right`, one at least unless the line is empty."""
    text: list[str] = []
    columns = [0]
    for character in line.rstrip():
        shown, width = _shown(character, columns[-1])
        text.append(shown)
        columns.append(columns[-1] + width)
    if not text:
        return Row(number, "", "")
    length = len(text)
    left = min(left, length)
    right = max(left + 1, min(right, length))
    begin = columns[left]
    finish = columns[right] if right <= length else begin + 1
    if columns[-1] <= _WIDEST:
        return Row(number, "".join(text), " " * begin + "^" * max(1, finish - begin))
    return _cut(number, text, columns, begin, finish)


def _cut(number: int, text: list[str], columns: list[int], begin: int, finish: int) -> Row:
    """Show a part of a long line, with the marked stretch in it."""
    offset = max(0, begin - _CONTEXT) if finish > _WIDEST - 1 else 0
    parts = [part for part, column in zip(text, columns, strict=False) if offset <= column < offset + _WIDEST]
    shift = next(column for column in columns if column >= offset)
    finish = min(finish, shift + _WIDEST)
    before = _ELLIPSIS if offset else ""
    after = _ELLIPSIS if offset + _WIDEST < columns[-1] else ""
    marks = " " * (begin - shift + len(before)) + "^" * max(1, finish - begin)
    return Row(number, before + "".join(parts) + after, marks)


def _shown(character: str, column: int) -> tuple[str, int]:
    """Return what to print for a character of a line, and how many columns that takes."""
    if character == "\t":
        width = TAB - column % TAB
        return " " * width, width
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp"):
        return "\N{REPLACEMENT CHARACTER}", 1
    if category in ("Mn", "Me", "Cf"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1
