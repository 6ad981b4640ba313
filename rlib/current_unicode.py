"""The functions of the unicodedata module; importing this one reads all its tables (`unicode_database.py`)."""

from __future__ import annotations

import unicodedata
from typing import Final

from weft.rlib.unicode_database import Database

_DATA: Final = Database(unicodedata)


def category(chr: str, /) -> str:  # noqa: A002 - CPython's name
    """`unicodedata.category(chr)`."""
    return _DATA.category(chr)


def bidirectional(chr: str, /) -> str:  # noqa: A002 - CPython's name
    """`unicodedata.bidirectional(chr)`."""
    return _DATA.bidirectional(chr)


def combining(chr: str, /) -> int:  # noqa: A002 - CPython's name
    """`unicodedata.combining(chr)`."""
    return _DATA.combining(chr)


def east_asian_width(chr: str, /) -> str:  # noqa: A002 - CPython's name
    """`unicodedata.east_asian_width(chr)`."""
    return _DATA.east_asian_width(chr)


def mirrored(chr: str, /) -> int:  # noqa: A002 - CPython's name
    """`unicodedata.mirrored(chr)`."""
    return _DATA.mirrored(chr)


def decomposition(chr: str, /) -> str:  # noqa: A002 - CPython's name
    """`unicodedata.decomposition(chr)`."""
    return _DATA.decomposition(chr)


def normalize(form: str, unistr: str, /) -> str:
    """`unicodedata.normalize(form, unistr)`."""
    return _DATA.normalize(form, unistr)


def is_normalized(form: str, unistr: str, /) -> bool:
    """`unicodedata.is_normalized(form, unistr)`."""
    return _DATA.is_normalized(form, unistr)
