"""Low-level helpers for unpacking: length checks with CPython's messages, generated per expected length."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from weft.rtyper.ll_helpers.generated import define


@functools.cache
def length_check(count: int) -> Callable[..., Any]:
    """Return `(length) -> None`, a ValueError unless it is `count`."""
    name = f"check_unpack_{count}"
    lines = [
        f"def {name}(length):",
        f"    if length != {count}:",
        f"        if length > {count}:",
        f'            raise ValueError("too many values to unpack (expected {count})")',
    ]
    lines += _too_few(count, f"expected {count}")
    return define(name, "\n".join(lines) + "\n")


@functools.cache
def length_check_star(count: int) -> Callable[..., Any]:
    """Return `(length) -> None`, a ValueError unless it is at least `count`."""
    name = f"check_unpack_star_{count}"
    lines = [f"def {name}(length):", f"    if length < {count}:"]
    lines += _too_few(count, f"expected at least {count}")
    if not count:
        lines.append("        return")
    return define(name, "\n".join(lines) + "\n")


def _too_few(count: int, expected: str) -> list[str]:
    lines: list[str] = []
    for got in range(count):
        lines.append(f"        if length == {got}:")
        lines.append(f'            raise ValueError("not enough values to unpack ({expected}, got {got})")')
    return lines
