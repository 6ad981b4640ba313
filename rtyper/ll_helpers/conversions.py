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
