"""Text of enumeration members: `str`, `repr` and `format` as the enum module does them."""

from __future__ import annotations

from typing import Any

from weft.rlib.intrinsics import class_name


def enum_repr(self: Any) -> str:
    """`<Color.RED: 1>`."""
    return "<" + class_name(self) + "." + str(self._name_) + ": " + repr(self._value_) + ">"


def enum_str(self: Any) -> str:
    """`Color.RED`."""
    return class_name(self) + "." + str(self._name_)


def enum_format(self: Any, spec: str) -> str:
    """`f"{Color.RED:spec}"`."""
    return format(str(self), spec)


def value_str(self: Any) -> str:
    """`str` of a member of an IntEnum or StrEnum: that of its value."""
    return str(self._value_)


def value_format(self: Any, spec: str) -> str:
    """`f"{Level.LOW:spec}"` of a member of an IntEnum or StrEnum."""
    return format(self._value_, spec)
