"""repr of containers."""

from __future__ import annotations

from typing import Any

from weft.rlib.intrinsics import StringBuilder


def list_repr(items: list[Any]) -> str:
    """`repr` of a list."""
    builder = StringBuilder(2 + 3 * len(items))
    builder.append("[")
    first = True
    for item in items:
        if first:
            first = False
        else:
            builder.append(", ")
        builder.append(repr(item))
    builder.append("]")
    return builder.build()


def dict_repr(items: dict[Any, Any]) -> str:
    """`repr` of a dict."""
    builder = StringBuilder(2 + 8 * len(items))
    builder.append("{")
    first = True
    for key, value in items.items():
        if first:
            first = False
        else:
            builder.append(", ")
        builder.append(repr(key))
        builder.append(": ")
        builder.append(repr(value))
    builder.append("}")
    return builder.build()


def set_repr(items: set[Any]) -> str:
    """`repr` of a set."""
    if len(items) == 0:
        return "set()"
    return "{" + members(items) + "}"


def frozenset_repr(items: frozenset[Any]) -> str:
    """`repr` of a frozenset."""
    if len(items) == 0:
        return "frozenset()"
    return "frozenset({" + members(items) + "})"


def members(items: Any) -> str:
    """The reprs of the members of a set, with commas."""
    builder = StringBuilder(3 * len(items))
    first = True
    for item in items:
        if first:
            first = False
        else:
            builder.append(", ")
        builder.append(repr(item))
    return builder.build()


def none_repr(value: None) -> str:
    """`repr(None)`."""
    return "None"


def range_repr(items: range) -> str:
    """`repr` of a range."""
    text = "range(" + repr(items.start) + ", " + repr(items.stop)
    if items.step != 1:
        text += ", " + repr(items.step)
    return text + ")"
