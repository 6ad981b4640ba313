"""Low-level helpers for weak links."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.lowlevel import malloc, op
from weft.rtyper.lltype.types import WEAK


def new_link(target: Any, number: Any) -> Any:
    """A weak link to an object; the number is told when it is cleared, if it is not 0."""
    link = malloc(WEAK)
    link.number = number
    op.weak_set(link, target)
    return link
