"""`weakref.ref`: a reference that does not keep what it leads to alive.

Which objects are alive is for the memory manager to say, when it collects.  `ref` is made anew by each call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weft.rlib.intrinsics import class_name, linked, weak_link
from weft.rlib.weak_callbacks import Watcher, watch


def reference_text(number: int, target: Any) -> str:
    """Return the repr of a weak reference."""
    if target is None:
        return "<weakref at " + hex(number) + "; dead>"
    return "<weakref at " + hex(number) + "; to '" + class_name(target) + "' at " + hex(id(target)) + ">"


class ReferenceType(Watcher):
    """`weakref.ref(target, callback)`."""

    _weft_generic_ = True

    def __init__(self, target: Any, callback: Callable[[Any], Any] | None = None) -> None:
        if target is None:
            raise TypeError("cannot create weak reference to 'NoneType' object")
        self._hash = -1
        self._callback = callback
        number = 0
        if callback is not None:
            number = watch(self)
        self._link = weak_link(target, number)

    def _target(self) -> Any:
        return linked(self._link)

    def is_dead(self) -> bool:
        """See the base."""
        return self._target() is None

    def tell(self) -> None:
        """Call the callback."""
        callback = self._callback
        if callback is not None:
            self._callback = None
            callback(self)

    @property
    def __callback__(self) -> Callable[[Any], Any] | None:
        """The callback, if it was not called yet."""
        return self._callback

    def __call__(self) -> Any:
        """Return what it leads to, None if that is dead."""
        return self._target()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ReferenceType):
            return NotImplemented
        left = self._target()
        right = other._target()
        if left is None or right is None:
            return self is other
        return bool(left == right)

    def __hash__(self) -> int:
        if self._hash == -1:
            target = self._target()
            if target is None:
                raise TypeError("weak object has gone away")
            self._hash = hash(target)
        return self._hash

    def __repr__(self) -> str:
        return reference_text(id(self), self._target())


class PrebuiltReference(ReferenceType):
    """One that was made at import time: prebuilt objects live for ever."""

    _weft_generic_ = True

    def __init__(self, target: Any) -> None:
        self._hash = -1
        self._callback = None
        self._kept = target

    def _target(self) -> Any:
        return self._kept
