"""The unicodedata module, and `ucd_3_2_0` of it: categories, widths, decompositions, normal forms; not the names.

The tables are read from the interpreter that translates, when a program first needs them: `current_unicode.py` has the
functions of the module.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import Any, Final

_PAGE_BITS: Final = 7
_PAGE_SIZE: Final = 1 << _PAGE_BITS
_HANGUL, _LEADING, _VOWEL, _TRAILING = 0xAC00, 0x1100, 0x1161, 0x11A7
_LEADINGS, _VOWELS, _TRAILINGS = 19, 21, 28


class Database:
    """The data of one version of Unicode; `source` is `unicodedata` or `unicodedata.ucd_3_2_0`."""

    def __init__(self, source: Any) -> None:
        records: dict[tuple[str, str, int, str, int], int] = {}
        pages: dict[bytes, int] = {}
        index: list[int] = []
        for start in range(0, 0x110000, _PAGE_SIZE):
            numbers = bytearray()
            for char in map(chr, range(start, start + _PAGE_SIZE)):
                record = (
                    source.category(char),
                    source.bidirectional(char),
                    source.combining(char),
                    source.east_asian_width(char),
                    source.mirrored(char),
                )
                numbers += records.setdefault(record, len(records)).to_bytes(2, "little")
            index.append(pages.setdefault(bytes(numbers), len(pages)))
        self.unidata_version: str = source.unidata_version
        self._page_index = b"".join(number.to_bytes(2, "little") for number in index)
        self._pages = b"".join(pages)
        self._categories = [record[0] for record in records]
        self._directions = [record[1] for record in records]
        self._combining = [record[2] for record in records]
        self._widths = [record[3] for record in records]
        self._mirrored = [record[4] for record in records]
        self._mappings: dict[int, str] = {}
        self._canonical: dict[int, str] = {}
        self._compatible: dict[int, str] = {}
        self._pairs: dict[int, int] = {}
        self._read_mappings(source)

    def _read_mappings(self, source: Any) -> None:
        for code in range(0x110000):
            char = chr(code)
            mapping = source.decomposition(char)
            if not mapping:
                continue
            self._mappings[code] = mapping
            canonical = source.normalize("NFD", char)
            if canonical != char:
                self._canonical[code] = canonical
            self._compatible[code] = source.normalize("NFKD", char)
            parts = mapping.split()
            if len(parts) == 2 and "<" not in mapping:
                first, second = (int(part, 16) for part in parts)
                if source.normalize("NFC", chr(first) + chr(second)) == char:
                    self._pairs[first << 21 | second] = code

    def _record(self, code: int) -> int:
        at = code >> _PAGE_BITS << 1
        page = self._page_index[at] | self._page_index[at + 1] << 8
        at = (page << _PAGE_BITS | code & (_PAGE_SIZE - 1)) << 1
        return self._pages[at] | self._pages[at + 1] << 8

    def category(self, chr: str) -> str:  # noqa: A002 - CPython's name
        """`unicodedata.category(chr)`."""
        return self._categories[self._record(_code(chr, "category"))]

    def bidirectional(self, chr: str) -> str:  # noqa: A002 - CPython's name
        """`unicodedata.bidirectional(chr)`."""
        return self._directions[self._record(_code(chr, "bidirectional"))]

    def combining(self, chr: str) -> int:  # noqa: A002 - CPython's name
        """`unicodedata.combining(chr)`."""
        return self._combining[self._record(_code(chr, "combining"))]

    def east_asian_width(self, chr: str) -> str:  # noqa: A002 - CPython's name
        """`unicodedata.east_asian_width(chr)`."""
        return self._widths[self._record(_code(chr, "east_asian_width"))]

    def mirrored(self, chr: str) -> int:  # noqa: A002 - CPython's name
        """`unicodedata.mirrored(chr)`."""
        return self._mirrored[self._record(_code(chr, "mirrored"))]

    def decomposition(self, chr: str) -> str:  # noqa: A002 - CPython's name
        """`unicodedata.decomposition(chr)`."""
        return self._mappings.get(_code(chr, "decomposition"), "")

    def normalize(self, form: str, unistr: str) -> str:
        """`unicodedata.normalize(form, unistr)`."""
        if form not in ("NFC", "NFD", "NFKC", "NFKD"):
            raise ValueError("invalid normalization form")
        if unistr.isascii():
            return unistr
        codes = self._decomposed(unistr, form[2] == "K")
        self._put_in_order(codes)
        if form[-1] == "C":
            codes = self._composed(codes)
        return "".join([chr(code) for code in codes])

    def is_normalized(self, form: str, unistr: str) -> bool:
        """`unicodedata.is_normalized(form, unistr)`."""
        return self.normalize(form, unistr) == unistr

    def _decomposed(self, text: str, compatible: bool) -> list[int]:
        codes: list[int] = []
        table = self._compatible if compatible else self._canonical
        for char in text:
            code = ord(char)
            syllable = code - _HANGUL
            if 0 <= syllable < _LEADINGS * _VOWELS * _TRAILINGS:
                codes.append(_LEADING + syllable // (_VOWELS * _TRAILINGS))
                codes.append(_VOWEL + syllable % (_VOWELS * _TRAILINGS) // _TRAILINGS)
                if syllable % _TRAILINGS != 0:
                    codes.append(_TRAILING + syllable % _TRAILINGS)
            elif code in table:
                for part in table[code]:
                    codes.append(ord(part))
            else:
                codes.append(code)
        return codes

    def _put_in_order(self, codes: list[int]) -> None:
        """Sort the marks behind each character by their classes; those of one class stay as they are."""
        for i in range(1, len(codes)):
            code = codes[i]
            order = self._combining[self._record(code)]
            if order == 0:
                continue
            place = i
            while place > 0 and self._combining[self._record(codes[place - 1])] > order:
                codes[place] = codes[place - 1]
                place -= 1
            codes[place] = code

    def _composed(self, codes: list[int]) -> list[int]:
        found: list[int] = []
        base = -1
        last = -1
        for code in codes:
            order = self._combining[self._record(code)]
            joined = self._joined(found[base], code) if base >= 0 and last < order else -1
            if joined >= 0:
                found[base] = joined
                continue
            last = order
            if order == 0:
                base = len(found)
                last = -1
            found.append(code)
        return found

    def _joined(self, first: int, second: int) -> int:
        """The character that two make, or -1."""
        leading, vowel = first - _LEADING, second - _VOWEL
        if 0 <= leading < _LEADINGS and 0 <= vowel < _VOWELS:
            return _HANGUL + (leading * _VOWELS + vowel) * _TRAILINGS
        syllable, trailing = first - _HANGUL, second - _TRAILING
        if (
            0 <= syllable < _LEADINGS * _VOWELS * _TRAILINGS
            and syllable % _TRAILINGS == 0
            and 0 < trailing < _TRAILINGS
        ):
            return first + trailing
        return self._pairs.get(first << 21 | second, -1)


def _code(text: str, name: str) -> int:
    if len(text) != 1:
        raise TypeError(name + "() argument must be a unicode character, not str")
    return ord(text)


_MEMBERS: Final = (
    "category", "bidirectional", "combining", "east_asian_width", "mirrored", "decomposition", "normalize",
    "is_normalized", "unidata_version",
)  # fmt: skip


@functools.cache
def _old() -> Database:
    return Database(unicodedata.ucd_3_2_0)


def old_member(owner: Any, name: str) -> Any:
    """What stands for an attribute of `unicodedata.ucd_3_2_0`; AttributeError if there is nothing."""
    if name not in _MEMBERS:
        raise AttributeError(name)
    return getattr(_old(), name)
