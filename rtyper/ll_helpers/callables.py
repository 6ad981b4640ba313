"""Low-level helpers for callables as values: bound methods compare by function and receiver, all others by identity."""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.lowlevel import cast, op
from weft.rtyper.lltype.types import BOUND_METHOD, Ptr

METHOD: Final = Ptr(BOUND_METHOD)


def same_callable(x: Any, y: Any) -> Any:
    """`x == y` of two callables, either of which may be None."""
    if x is y:
        return True
    if x is None:
        return False
    if y is None:
        return False
    if x.index >= 0:
        return False
    if y.index >= 0:
        return False
    return same_method(cast(METHOD, x), cast(METHOD, y))


def same_method(x: Any, y: Any) -> Any:
    """Equality of two bound methods."""
    if x.function != y.function:
        return False
    return x.receiver is y.receiver


def hash_callable(x: Any) -> Any:
    """Hash of a callable; None has one too."""
    if x is None:
        return 4238894
    if x.index >= 0:
        return op.identity_hash(x)
    return hash_method(cast(METHOD, x))


def hash_method(x: Any) -> Any:
    """Hash of a bound method."""
    return op.identity_hash(x.receiver) ^ x.function
