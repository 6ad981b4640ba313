"""Case conversions of str: upper, lower, title, capitalize, swapcase, casefold."""

from __future__ import annotations

from weft.rlib.characters import (
    flags_of,
    fold_char,
    is_case_ignorable,
    is_cased,
    lower_char,
    title_char,
    upper_char,
)
from weft.rlib.intrinsics import StringBuilder, char_of, code_at
from weft.rlib.unicode_data import LOWER as LOWER_FLAG
from weft.rlib.unicode_data import UPPER as UPPER_FLAG

CAPITAL_SIGMA = 0x3A3
SMALL_SIGMA = "\u03c3"
FINAL_SIGMA = "\u03c2"


def _first_to_upper(text: str) -> int:
    """Return the index of the first character that `upper` may change, or the length."""
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code >= 128 or 97 <= code <= 122:
            return i
        i += 1
    return i


def upper(text: str) -> str:
    """`text.upper()`."""
    length = len(text)
    i = _first_to_upper(text)
    if i == length:
        return text
    builder = StringBuilder(length)
    builder.append_slice(text, 0, i)
    while i < length:
        code = code_at(text, i)
        if code < 128:
            if 97 <= code <= 122:
                code -= 32
            builder.append_char(char_of(code))
        else:
            builder.append(upper_char(code))
        i += 1
    return builder.build()


def _first_to_lower(text: str) -> int:
    """Return the index of the first character that `lower` may change, or the length."""
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code >= 128 or 65 <= code <= 90:
            return i
        i += 1
    return i


def lower(text: str) -> str:
    """`text.lower()`."""
    length = len(text)
    i = _first_to_lower(text)
    if i == length:
        return text
    builder = StringBuilder(length)
    builder.append_slice(text, 0, i)
    while i < length:
        code = code_at(text, i)
        if code < 128:
            if 65 <= code <= 90:
                code += 32
            builder.append_char(char_of(code))
        else:
            builder.append(_lower_at(text, i, code))
        i += 1
    return builder.build()


def _lower_at(text: str, index: int, code: int) -> str:
    if code == CAPITAL_SIGMA:
        return _lower_sigma(text, index)
    return lower_char(code)


def _lower_sigma(text: str, index: int) -> str:
    """Return the small sigma for a capital one: the final form after a cased letter unless one follows."""
    i = index - 1
    while i >= 0 and is_case_ignorable(code_at(text, i)):
        i -= 1
    if i < 0 or not is_cased(code_at(text, i)):
        return SMALL_SIGMA
    i = index + 1
    while i < len(text) and is_case_ignorable(code_at(text, i)):
        i += 1
    if i < len(text) and is_cased(code_at(text, i)):
        return SMALL_SIGMA
    return FINAL_SIGMA


def casefold(text: str) -> str:
    """`text.casefold()`."""
    length = len(text)
    i = _first_to_lower(text)
    if i == length:
        return text
    builder = StringBuilder(length)
    builder.append_slice(text, 0, i)
    while i < length:
        code = code_at(text, i)
        if code < 128:
            if 65 <= code <= 90:
                code += 32
            builder.append_char(char_of(code))
        else:
            builder.append(fold_char(code))
        i += 1
    return builder.build()


def title(text: str) -> str:
    """`text.title()`."""
    builder = StringBuilder(len(text))
    inside = False
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if inside:
            builder.append(_lower_at(text, i, code))
        else:
            builder.append(title_char(code))
        inside = is_cased(code)
        i += 1
    return builder.build()


def capitalize(text: str) -> str:
    """`text.capitalize()`."""
    if len(text) == 0:
        return text
    builder = StringBuilder(len(text))
    builder.append(title_char(code_at(text, 0)))
    i = 1
    while i < len(text):
        builder.append(_lower_at(text, i, code_at(text, i)))
        i += 1
    return builder.build()


def swapcase(text: str) -> str:
    """`text.swapcase()`."""
    builder = StringBuilder(len(text))
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code < 128:
            if 97 <= code <= 122:
                code -= 32
            elif 65 <= code <= 90:
                code += 32
            builder.append_char(char_of(code))
        elif flags_of(code) & UPPER_FLAG != 0:
            builder.append(_lower_at(text, i, code))
        else:
            builder.append(_swap_small(code))
        i += 1
    return builder.build()


def _swap_small(code: int) -> str:
    if flags_of(code) & LOWER_FLAG != 0:
        return upper_char(code)
    return char_of(code)
