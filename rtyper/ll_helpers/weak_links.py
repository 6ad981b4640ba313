"""Low-level helpers for weak links."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.lowlevel import malloc, op
from weft.rtyper.lltype.types import WEAK


def new_link(target: Any) -> Any:
    """A weak link to an object."""
    link = malloc(WEAK)
    op.weak_set(link, target)
    return link
