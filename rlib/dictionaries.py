"""Functions and methods of dict that are not native."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, Final

from weft.rlib.container_text import dict_repr, list_repr


def from_keys(keys: Iterable[Any], value: Any = None) -> dict[Any, Any]:
    """`dict.fromkeys(keys, value)`."""
    result = {}
    for key in keys:
        result[key] = value
    return result


def update_pairs(items: dict[Any, Any], pairs: Iterable[Any]) -> None:
    """`items.update(pairs)`."""
    for key, value in pairs:
        items[key] = value


def move_to_end(items: dict[Any, Any], key: Any, last: bool = True) -> None:
    """`items.move_to_end(key, last)` of an OrderedDict."""
    value = items.pop(key)
    if last:
        items[key] = value
        return
    others = list(items.items())
    items.clear()
    items[key] = value
    for other_key, other in others:
        items[other_key] = other


def dict_eq(x: dict[Any, Any], y: dict[Any, Any]) -> bool:
    """`x == y` of dicts whose values are of different types."""
    if len(x) != len(y):
        return False
    for key, value in x.items():
        if key not in y or not (y[key] == value):
            return False
    return True


def view_eq_set(x: Any, y: Any) -> bool:
    """`x == y` of a view of a dict's keys or items and a set, either way round."""
    if len(x) != len(y):
        return False
    for item in x:
        if item not in y:
            return False
    return True


_OLD_FORM: Final = sys.version_info < (3, 12)


def ordered_repr(items: dict[Any, Any]) -> str:
    """`repr` of an OrderedDict: up to Python 3.11 a list of pairs, then a dict."""
    if len(items) == 0:
        return "OrderedDict()"
    if _OLD_FORM:
        return "OrderedDict(" + list_repr(list(items.items())) + ")"
    return "OrderedDict(" + dict_repr(items) + ")"
