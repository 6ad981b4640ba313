"""Functions and methods of dict that are not native."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


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
