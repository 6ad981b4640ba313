"""Low-level helpers for values that may be a sentinel made by `object()`."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.lowlevel import malloc


def rebox(value: Any, sentinel: Any, new_sentinel: Any, struct: Any, convert: Any) -> Any:
    """The same value with an item of another type."""
    if value is sentinel:
        return new_sentinel
    made = malloc(struct)
    made.value = convert(value.value)
    return made
