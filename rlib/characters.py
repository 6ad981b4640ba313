"""Properties and case mappings of single characters, by code point."""

from __future__ import annotations

from typing import Final

from weft.rlib.intrinsics import byte_at, char_of, unchecked_item
from weft.rlib.unicode_data import (
    ALPHA,
    CASE_IGNORABLE,
    CASED,
    DECIMAL,
    DIGIT,
    FOLD_DISTANCE,
    FOLD_TEXT,
    LATIN_FLAGS,
    LINE_BREAK,
    LOWER_DISTANCE,
    LOWER_TEXT,
    NUMERIC,
    PAGE_INDEX,
    PAGES,
    PRINTABLE,
    RECORD_DIGIT,
    RECORD_FLAGS,
    SPACE,
    TITLE_DISTANCE,
    TITLE_TEXT,
    UPPER_DISTANCE,
    UPPER_TEXT,
)

ALNUM: Final = ALPHA | DECIMAL | DIGIT | NUMERIC


def record_of(code: int) -> int:
    """Return the number of a character's record."""
    page = 2 * (code >> 7)
    place = 2 * ((byte_at(PAGE_INDEX, page) | byte_at(PAGE_INDEX, page + 1) << 8) << 7 | code & 127)
    return byte_at(PAGES, place) | byte_at(PAGES, place + 1) << 8


def flags_of(code: int) -> int:
    """Return the property bits of a character."""
    if code < 256:
        return int(unchecked_item(LATIN_FLAGS, code))
    return int(unchecked_item(RECORD_FLAGS, record_of(code)))


def is_space(code: int) -> bool:
    """`str.isspace` of a character."""
    if code > 32:
        return code > 127 and flags_of(code) & SPACE != 0
    return code == 32 or 9 <= code <= 13 or code >= 28


def is_alnum(code: int) -> bool:
    """`str.isalnum` of a character."""
    return flags_of(code) & ALNUM != 0


def is_printable(code: int) -> bool:
    """`str.isprintable` of a character."""
    if code < 127:
        return code >= 32
    return flags_of(code) & PRINTABLE != 0


def is_line_break(code: int) -> bool:
    """True for the characters at which `splitlines` splits."""
    return flags_of(code) & LINE_BREAK != 0


def is_cased(code: int) -> bool:
    """Unicode's property Cased."""
    return flags_of(code) & CASED != 0


def is_case_ignorable(code: int) -> bool:
    """Unicode's property Case_Ignorable."""
    return flags_of(code) & CASE_IGNORABLE != 0


def decimal_value(code: int) -> int:
    """Return the value of a decimal digit of any script, or -1."""
    if code < 128:
        if 48 <= code <= 57:
            return code - 48
        return -1
    record = record_of(code)
    if RECORD_FLAGS[record] & DECIMAL != 0:
        return RECORD_DIGIT[record]
    return -1


def upper_char(code: int) -> str:
    """`chr(code).upper()`."""
    record = record_of(code)
    text = UPPER_TEXT[record]
    if len(text) != 0:
        return text
    return char_of(code + UPPER_DISTANCE[record])


def lower_char(code: int) -> str:
    """`chr(code).lower()`."""
    record = record_of(code)
    text = LOWER_TEXT[record]
    if len(text) != 0:
        return text
    return char_of(code + LOWER_DISTANCE[record])


def title_char(code: int) -> str:
    """`chr(code).title()`."""
    record = record_of(code)
    text = TITLE_TEXT[record]
    if len(text) != 0:
        return text
    return char_of(code + TITLE_DISTANCE[record])


def fold_char(code: int) -> str:
    """`chr(code).casefold()`."""
    record = record_of(code)
    text = FOLD_TEXT[record]
    if len(text) != 0:
        return text
    return char_of(code + FOLD_DISTANCE[record])
