"""Functions and methods of dict that are not native."""

from __future__ import annotations

import sys
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from weft.rlib.container_text import dict_repr, list_repr


def from_keys(keys: Iterable[Any], value: Any = None) -> dict[Any, Any]:
    """`dict.fromkeys(keys, value)`."""
    result = {}
    for key in keys:
        result[key] = value
    return result


def update_pairs(items: dict[Any, Any], pairs: Iterable[Any], **more: Any) -> None:
    """`items.update(pairs, name=value)`; the other argument may also be an object with `keys`."""
    if hasattr(pairs, "keys"):
        for key in pairs.keys():  # noqa: SIM118
            items[key] = pairs[key]  # type: ignore[index]
        for name in more:
            items[name] = more[name]
        return
    for key, value in pairs:
        items[key] = value
    for name in more:
        items[name] = more[name]


def dict_with(pairs: Iterable[Any], **more: Any) -> dict[Any, Any]:
    """`dict(pairs, name=value)`."""
    result = {}
    for key, value in pairs:
        result[key] = value
    for name in more:
        result[name] = more[name]
    return result


def ordered_of(pairs: Iterable[Any], **more: Any) -> OrderedDict[Any, Any]:
    """`OrderedDict(pairs, name=value)`."""
    result: OrderedDict[Any, Any] = OrderedDict()
    for key, value in pairs:
        result[key] = value
    for name in more:
        result[name] = more[name]
    return result


def ordered_from_keys(iterable: Iterable[Any], value: Any = None) -> OrderedDict[Any, Any]:
    """`OrderedDict.fromkeys(iterable, value)`."""
    result: OrderedDict[Any, Any] = OrderedDict()
    for key in iterable:
        result[key] = value
    return result


def default_of(factory: Any, pairs: Any = (), **more: Any) -> defaultdict[Any, Any]:
    """`defaultdict(factory, pairs, name=value)`."""
    result: defaultdict[Any, Any] = defaultdict(factory)
    if isinstance(pairs, dict):
        for key in pairs:
            result[key] = pairs[key]
    else:
        for key, value in pairs:
            result[key] = value
    for name in more:
        result[name] = more[name]
    return result


def updated(items: dict[Any, Any], pairs: Iterable[Any]) -> dict[Any, Any]:
    """`items |= pairs`."""
    for key, value in pairs:
        items[key] = value
    return items


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


def ordered_eq(x: OrderedDict[Any, Any], y: OrderedDict[Any, Any]) -> bool:
    """`x == y` of two OrderedDicts: their order counts."""
    if len(x) != len(y):
        return False
    others = iter(y.items())
    for key, value in x.items():
        other_key, other = next(others)
        if not (key == other_key) or not (value == other):
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


# Views --------------------------------------------------------------------------------------------------------------


def keys_repr(view: Any) -> str:
    """`repr(items.keys())`."""
    return "dict_keys(" + list_repr(list(view)) + ")"


def values_repr(view: Any) -> str:
    """`repr(items.values())`."""
    return "dict_values(" + list_repr(list(view)) + ")"


def pairs_repr(view: Any) -> str:
    """`repr(items.items())`."""
    return "dict_items(" + list_repr(list(view)) + ")"


def reversed_view(view: Any) -> Iterator[Any]:
    """`reversed(view)`."""
    return reversed(list(view))


def view_or(view: Any, other: Any) -> set[Any]:
    """`view | other` for any iterable on the right."""
    return set(view) | set(other)


def view_and(view: Any, other: Any) -> set[Any]:
    """`view & other`."""
    return set(view) & set(other)


def view_sub(view: Any, other: Any) -> set[Any]:
    """`view - other`."""
    return set(view) - set(other)


def view_xor(view: Any, other: Any) -> set[Any]:
    """`view ^ other`."""
    return set(view) ^ set(other)


def view_isdisjoint(view: Any, other: Iterable[Any]) -> bool:
    """`view.isdisjoint(other)`."""
    for item in other:  # noqa: SIM110
        if item in view:
            return False
    return True
