"""Low-level helpers for instances."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.exceptions import itself
from weft.rtyper.ll_helpers.lowlevel import op, static_call


def same_object(x: Any, y: Any) -> Any:
    """Equality by identity."""
    return x is y


def check_memory(x: Any) -> None:
    """Raise MemoryError if an instance that was to be allocated is null."""
    if x is None:
        raise MemoryError("")


def identity_hash(x: Any) -> Any:
    """Hash by identity; None has one too."""
    if x is None:
        return 4238894
    return op.identity_hash(x)


def equal_or_none(x: Any, y: Any, equal: Any) -> Any:
    """Equality by a special method (Void) of instances that may be None."""
    if x is None or y is None:
        return x is y
    return equal(x, y)


def hash_or_none(x: Any, hash_of: Any) -> Any:
    """Hash by a special method (Void) of an instance that may be None."""
    if x is None:
        return 4238894
    return hash_of(x)


def class_hash(table: Any) -> Any:
    """Hash of a class, given its table; None has one too."""
    if table is None:
        return 4238894
    return table.subclass_id


def is_instance(instance: Any, table: Any) -> Any:
    """Is the object (an OBJECT pointer that may be null) of the class (Void ClassTable) or a subclass?"""
    if instance is None:
        return False
    return op.is_subclass(instance.cls, static_call(itself, table))


def is_instance_not_none(instance: Any, table: Any) -> Any:
    """The same for an object that is not None."""
    return op.is_subclass(instance.cls, static_call(itself, table))
