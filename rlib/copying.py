"""The copy module: for values of built-in types, and objects with `__copy__` or `__deepcopy__`.

deepcopy() copies what is reached twice twice: there is no memo of objects of all types.
"""

from __future__ import annotations

from typing import Any


def copy(x: Any) -> Any:
    """`copy.copy(x)`."""
    if x is None or isinstance(x, (int, float, str, bytes, tuple, frozenset)):
        return x
    if isinstance(x, (list, dict, set, bytearray)):
        return x.copy()
    return x.__copy__()


def deepcopy(x: Any) -> Any:
    """`copy.deepcopy(x)`."""
    if x is None or isinstance(x, (int, float, str, bytes)):
        return x
    if isinstance(x, list):
        items = []
        for item in x:
            items.append(deepcopy(item))
        return items
    if isinstance(x, dict):
        copied = {}
        for key in x:
            copied[key] = deepcopy(x[key])
        return copied
    if isinstance(x, (set, frozenset, bytearray)):
        return x.copy()
    return x.__deepcopy__({})
