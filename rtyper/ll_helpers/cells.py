"""Low-level helpers for cells."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.exceptions import itself
from weft.rtyper.ll_helpers.lowlevel import static_call


def check_bound(cell: Any, message: Any) -> None:
    """NameError if the cell is empty."""
    if not cell.bound:
        raise NameError(static_call(itself, message))


def check_variable_bound(bound: Any, message: Any) -> None:
    """NameError if a module variable has no value."""
    if not bound:
        raise NameError(static_call(itself, message))
