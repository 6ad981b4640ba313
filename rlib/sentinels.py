"""What `object()` makes: values that are told apart by `is`."""

from __future__ import annotations

from weft.rlib.intrinsics import identity_hash


class object:  # noqa: A001
    """An instance without attributes."""

    def __repr__(self) -> str:
        return "<object object at " + hex(identity_hash(self)) + ">"
