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


def flag_repr(self: Any) -> str:
    """`<Permission.READ|WRITE: 3>`."""
    name = self._name_
    if name is None:
        return "<" + class_name(self) + ": " + str(self._value_) + ">"
    return "<" + class_name(self) + "." + str(name) + ": " + str(self._value_) + ">"


def flag_str(self: Any) -> str:
    """`Permission.READ|WRITE`."""
    name = self._name_
    if name is None:
        return class_name(self) + "(" + str(self._value_) + ")"
    return class_name(self) + "." + str(name)


def flag_bool(self: Any) -> bool:
    """True if any flag is set."""
    return bool(self._value_ != 0)


def flag_contains(self: Any, other: Any) -> bool:
    """`Permission.READ in flags`."""
    return bool(other._value_ & self._value_ == other._value_)


def flag_len(self: Any) -> int:
    """The number of flags that are set."""
    value: int = self._value_
    return value.bit_count()


def bits_text(value: int, width: int) -> str:
    """`0b0 0101`, as messages of the enum module show a value."""
    digits = ""
    for place in range(width):
        digits = ("1" if value >> place & 1 else "0") + digits
    return ("0b1 " if value < 0 else "0b0 ") + digits
