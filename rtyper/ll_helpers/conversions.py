"""Low-level helpers that turn one built-in container into another."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.lowlevel import malloc_varsize_uninit
from weft.rtyper.ll_helpers.strings import str_char


def str_items(s: Any, array_type: Any) -> Any:
    """The characters of a string as an array."""
    length = s.length
    items = malloc_varsize_uninit(array_type, length)
    i = 0
    while i < length:
        items[i] = str_char(s, i)
        i = i + 1
    return items


def str_next(iterator: Any) -> Any:
    """The next character of a string."""
    s = iterator.list
    index = iterator.index
    if index >= s.length:
        raise StopIteration
    iterator.index = index + 1
    return str_char(s, index)


def str_next_reversed(iterator: Any) -> Any:
    """The character before."""
    index = iterator.index - 1
    if index < 0:
        raise StopIteration
    iterator.index = index
    return str_char(iterator.list, index)
