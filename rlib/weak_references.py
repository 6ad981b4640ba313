"""`weakref.ref`: a reference that does not keep what it leads to alive.

Which objects are alive is for the memory manager to say, when it collects.  `ref` is made anew by each call.
"""

from __future__ import annotations

from typing import Any

from weft.rlib.intrinsics import identity_hash, linked, weak_link


class ReferenceType:
    """`weakref.ref(target)`."""

    _weft_generic_ = True

    def __init__(self, target: Any) -> None:
        if target is None:
            raise TypeError("cannot create weak reference to 'NoneType' object")
        self._link = weak_link(target)
        self._hash = -1

    def __call__(self) -> Any:
        """Return what it leads to, None if that is dead."""
        return linked(self._link)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ReferenceType):
            return NotImplemented
        left = linked(self._link)
        right = linked(other._link)
        if left is None or right is None:
            return self is other
        return bool(left == right)

    def __hash__(self) -> int:
        if self._hash == -1:
            target = linked(self._link)
            if target is None:
                raise TypeError("weak object has gone away")
            self._hash = hash(target)
        return self._hash

    def __repr__(self) -> str:
        state = "dead" if linked(self._link) is None else "to an instance"
        return "<weakref at " + hex(identity_hash(self)) + "; " + state + ">"
