"""Low-level helpers for boxes of numbers that may be None."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.lowlevel import malloc, null, static_call
from weft.rtyper.lltype.types import BOOL, SIGNED, Ptr

__all__ = ["BOOL", "SIGNED", "equal", "hash_box", "is_true", "rebox", "value_or"]


def value_or(box: Any, default: Any) -> Any:
    """The number, or the default for None."""
    if box is None:
        return default
    return box.value


def is_true(box: Any) -> Any:
    """Truth of an optional number."""
    if box is None:
        return False
    if box.value:
        return True
    return False


def equal(x: Any, y: Any, function: Any) -> Any:
    """Equality of optional numbers of one kind."""
    if x is None:
        return y is None
    if y is None:
        return False
    return function(x.value, y.value)


def hash_box(box: Any, function: Any) -> Any:
    """Hash of an optional number."""
    if box is None:
        return 4238894
    return function(box.value)


def rebox(box: Any, struct: Any, convert: Any) -> Any:
    """A box of another kind with the converted number."""
    if box is None:
        return null(static_call(static_pointer, struct))
    result = malloc(struct)
    result.value = convert(box.value)
    return result


def static_pointer(struct: Any) -> Any:
    """Host function: the pointer type of a struct."""
    return Ptr(struct)
