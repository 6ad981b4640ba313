"""What `object()` makes: values that are told apart by `is`."""

from __future__ import annotations


class object:  # noqa: A001
    """An instance without attributes."""

    def __repr__(self) -> str:
        return "<object object at " + hex(id(self)) + ">"
