"""The `is...` methods of str."""

from __future__ import annotations

from weft.rlib.characters import ALNUM, flags_of, is_printable, is_space
from weft.rlib.intrinsics import code_at
from weft.rlib.unicode_data import ALPHA, CASED, DECIMAL, DIGIT, ID_CONTINUE, ID_START, LOWER, NUMERIC, TITLE, UPPER


def isalpha(text: str) -> bool:
    """`text.isalpha()`."""
    i = 0
    while i < len(text):
        if flags_of(code_at(text, i)) & ALPHA == 0:
            return False
        i += 1
    return i != 0


def isalnum(text: str) -> bool:
    """`text.isalnum()`."""
    i = 0
    while i < len(text):
        if flags_of(code_at(text, i)) & ALNUM == 0:
            return False
        i += 1
    return i != 0


def isdecimal(text: str) -> bool:
    """`text.isdecimal()`."""
    i = 0
    while i < len(text):
        if flags_of(code_at(text, i)) & DECIMAL == 0:
            return False
        i += 1
    return i != 0


def isdigit(text: str) -> bool:
    """`text.isdigit()`."""
    i = 0
    while i < len(text):
        if flags_of(code_at(text, i)) & DIGIT == 0:
            return False
        i += 1
    return i != 0


def isnumeric(text: str) -> bool:
    """`text.isnumeric()`."""
    i = 0
    while i < len(text):
        if flags_of(code_at(text, i)) & NUMERIC == 0:
            return False
        i += 1
    return i != 0


def isspace(text: str) -> bool:
    """`text.isspace()`."""
    i = 0
    while i < len(text):
        if not is_space(code_at(text, i)):
            return False
        i += 1
    return i != 0


def isprintable(text: str) -> bool:
    """`text.isprintable()`."""
    i = 0
    while i < len(text):
        if not is_printable(code_at(text, i)):
            return False
        i += 1
    return True


def isascii(text: str) -> bool:
    """`text.isascii()`."""
    i = 0
    while i < len(text):
        if code_at(text, i) >= 128:
            return False
        i += 1
    return True


def islower(text: str) -> bool:
    """`text.islower()`."""
    found = False
    i = 0
    while i < len(text):
        flags = flags_of(code_at(text, i))
        if flags & (UPPER | TITLE) != 0:
            return False
        if flags & LOWER != 0:
            found = True
        i += 1
    return found


def isupper(text: str) -> bool:
    """`text.isupper()`."""
    found = False
    i = 0
    while i < len(text):
        flags = flags_of(code_at(text, i))
        if flags & (LOWER | TITLE) != 0:
            return False
        if flags & UPPER != 0:
            found = True
        i += 1
    return found


def istitle(text: str) -> bool:
    """`text.istitle()`."""
    found = False
    inside = False
    i = 0
    while i < len(text):
        flags = flags_of(code_at(text, i))
        if flags & (UPPER | TITLE) != 0:
            if inside:
                return False
            found = True
        elif flags & LOWER != 0 and not inside:
            return False
        inside = flags & CASED != 0
        i += 1
    return found


def isidentifier(text: str) -> bool:
    """`text.isidentifier()`."""
    if len(text) == 0 or flags_of(code_at(text, 0)) & ID_START == 0:
        return False
    i = 1
    while i < len(text):
        if flags_of(code_at(text, i)) & ID_CONTINUE == 0:
            return False
        i += 1
    return True
