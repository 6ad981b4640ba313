"""Operators as functions, for containers that need them for a given type of items."""

from __future__ import annotations

from typing import Any


def generic_repr(x: Any) -> str:
    """Return `repr(x)`."""
    return repr(x)


def generic_eq(x: Any, y: Any) -> bool:
    """Return `x == y`."""
    return bool(x == y)


def generic_hash(x: Any) -> int:
    """Return `hash(x)`."""
    return hash(x)


def generic_make(factory: Any, like: Any, use_like: bool) -> Any:
    """Return `factory()`; `like` only says what type it has (a missing value of a defaultdict)."""
    if use_like:
        return like
    return factory()
