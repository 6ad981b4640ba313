"""Low-level helpers for finalizers."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.exceptions import itself
from weft.rtyper.ll_helpers.lowlevel import cast, op, static_call


def register(instance: Any) -> None:
    """The memory manager is to find out when the instance is dead."""
    if op.finalizer_add(instance) == 0:
        raise MemoryError("")


def finalize_if(instance: Any, table: Any, finalize: Any, pointer: Any) -> None:
    """Call `finalize` (Void) for an instance (or null) of a class (a Void ClassTable)."""
    if instance is not None:
        if op.is_subclass(instance.cls, static_call(itself, table)):
            finalize(cast(pointer, instance))


def poll(run: Any) -> None:
    """Call the finalizers that wait, if there are any."""
    if op.finalizers_waiting():
        run()
