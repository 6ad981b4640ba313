"""Unicode tables, computed from the interpreter that translates; runs on the host only.

Every code point has a *record* (`RECORD_*`: its properties and case mappings); a code point finds its record through
pages of 128.  The tables become static data of the executable; `characters.py` reads them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import compress
from typing import Any, Final

PAGE_BITS: Final = 7
PAGE_SIZE: Final = 1 << PAGE_BITS

ALPHA: Final = 1
DECIMAL: Final = 2
DIGIT: Final = 4
NUMERIC: Final = 8
LOWER: Final = 16
UPPER: Final = 32
TITLE: Final = 64
SPACE: Final = 128
PRINTABLE: Final = 256
ID_START: Final = 512
ID_CONTINUE: Final = 1024
CASED: Final = 2048
CASE_IGNORABLE: Final = 4096
LINE_BREAK: Final = 8192

_FLAGGED_RANGES: Final = ((0, 0x33480), (0xE0000, 0xE0200))
"""Code points beyond these have no properties at all: unassigned or private (a test checks it)."""

_IGNORABLE_CATEGORIES: Final = frozenset({"Mn", "Me", "Cf", "Lm", "Sk"})
_IGNORABLE_MARKS: Final = frozenset(
    "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a"
)
_LINE_BREAKS: Final = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_NO_CASE: Final = ("", "", "", "")
_CONTINUING: Final = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Nd", "Pc"})

_PROPERTIES: Final = (
    (ALPHA, str.isalpha), (DECIMAL, str.isdecimal), (DIGIT, str.isdigit), (NUMERIC, str.isnumeric),
    (LOWER, str.islower), (UPPER, str.isupper), (SPACE, str.isspace), (PRINTABLE, str.isprintable),
    (ID_START, str.isidentifier),
)  # fmt: skip
_FLAG_BITS: Final = [bit for bit, _ in _PROPERTIES]

_LETTER_FLAGS: Final = ALPHA | PRINTABLE | ID_START | ID_CONTINUE
_LETTERS: Final = ("Lo",) * PAGE_SIZE
_UNASSIGNED: Final = ("Cn",) * PAGE_SIZE


class _Builder:
    """Collects records and pages."""

    def __init__(self) -> None:
        self.records: dict[tuple[Any, ...], int] = {}
        self.pages: dict[tuple[int, ...], int] = {}
        self.page_index: list[int] = []
        self.record((0, 0, *_NO_CASE))

    def record(self, key: tuple[Any, ...]) -> int:
        """Return the number of a record."""
        return self.records.setdefault(key, len(self.records))

    def page(self, start: int) -> tuple[int, ...]:
        """Return the record numbers of a page."""
        chars = "".join(map(chr, range(start, start + PAGE_SIZE)))
        categories = tuple(map(unicodedata.category, chars))
        if categories == _UNASSIGNED:
            return (0,) * PAGE_SIZE
        has_case = not chars.lower() == chars.upper() == chars.title() == chars.casefold() == chars
        if categories == _LETTERS and not has_case and chars.isidentifier() and not any(map(str.isnumeric, chars)):
            return (self.record((_LETTER_FLAGS, 0, *_NO_CASE)),) * PAGE_SIZE
        columns = [map(prop, chars) for _, prop in _PROPERTIES]
        numbers = []
        for char, category, *values in zip(chars, categories, *columns, strict=True):
            flags = sum(compress(_FLAG_BITS, values)) | _derived_flags(char, category)
            if flags & (LOWER | UPPER):
                flags |= CASED
            if flags & ID_START:
                flags |= ID_CONTINUE
            value = unicodedata.digit(char) if flags & (DECIMAL | DIGIT) else 0
            cases = _case_mappings(char) if has_case else _NO_CASE
            numbers.append(self.record((flags, value, *cases)))
        return tuple(numbers)

    def add_pages(self) -> None:
        """Fill all pages."""
        empty = self.pages.setdefault((0,) * PAGE_SIZE, 0)
        self.page_index = [empty] * (0x110000 >> PAGE_BITS)
        for start, stop in _FLAGGED_RANGES:
            for first in range(start, stop, PAGE_SIZE):
                page = self.page(first)
                self.page_index[first >> PAGE_BITS] = self.pages.setdefault(page, len(self.pages))

    def record_of(self, code: int) -> int:
        """Return the record number of a code point."""
        return list(self.pages)[self.page_index[code >> PAGE_BITS]][code % PAGE_SIZE]


def _derived_flags(char: str, category: str) -> int:
    flags = 0
    if category in _CONTINUING or category in ("Po", "No"):
        # The categories say nearly all; NFKC makes some exceptions.
        if ("a" + char).isidentifier():
            flags = ID_CONTINUE
    if category == "Lt":
        flags |= TITLE | CASED
    if category in _IGNORABLE_CATEGORIES or char in _IGNORABLE_MARKS:
        flags |= CASE_IGNORABLE
    if char in _LINE_BREAKS:
        flags |= LINE_BREAK
    return flags


def _case_mappings(char: str) -> tuple[int | str, ...]:
    """Return upper, lower, title and folded case: the distance to another character, or a text."""
    code = ord(char)
    texts = (char.upper(), char.lower(), char.title(), char.casefold())
    return tuple("" if text == char else ord(text) - code if len(text) == 1 else text for text in texts)


_BUILDER: Final = _Builder()
_BUILDER.add_pages()


def _little_endian(numbers: Iterable[int]) -> bytes:
    return b"".join(number.to_bytes(2, "little") for number in numbers)


def _distances(column: int) -> list[int]:
    return [key[column] if isinstance(key[column], int) else 0 for key in _BUILDER.records]


def _texts(column: int) -> list[str]:
    return [key[column] if isinstance(key[column], str) else "" for key in _BUILDER.records]


PAGE_INDEX: Final = _little_endian(_BUILDER.page_index)
"""Page numbers, two bytes each, by `code >> PAGE_BITS`."""
PAGES: Final = _little_endian(number for page in _BUILDER.pages for number in page)
"""Record numbers, two bytes each, by page and code."""
RECORD_FLAGS: Final = [key[0] for key in _BUILDER.records]
RECORD_DIGIT: Final = [key[1] for key in _BUILDER.records]
UPPER_DISTANCE, LOWER_DISTANCE, TITLE_DISTANCE, FOLD_DISTANCE = (_distances(column) for column in (2, 3, 4, 5))
UPPER_TEXT, LOWER_TEXT, TITLE_TEXT, FOLD_TEXT = (_texts(column) for column in (2, 3, 4, 5))
LATIN_FLAGS: Final = [RECORD_FLAGS[_BUILDER.record_of(code)] for code in range(256)]
