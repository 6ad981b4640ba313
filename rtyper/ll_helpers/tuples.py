"""Low-level helpers for tuples, generated per number of items because helpers cannot loop over fields."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from weft.rtyper.ll_helpers.generated import define
from weft.rtyper.ll_helpers.lowlevel import null

__all__ = ["convert_optional", "equal_function", "getitem_function", "hash_function"]


def convert_optional(value: Any, type_: Any, convert: Any) -> Any:
    """Convert a tuple that may be None."""
    if value is None:
        return null(type_)
    return convert(value)


@functools.cache
def equal_function(present: tuple[int, ...], optional: bool) -> Callable[..., Any]:
    """Return `(x, y, functions) -> Bool`: equality of the items at these positions."""
    name = f"tuple_equal_{'_'.join(map(str, present))}{'_optional' * optional}"
    lines = [f"def {name}(x, y, functions):"]
    if optional:
        lines += ["    if x is None:", "        return y is None", "    if y is None:", "        return False"]
    for position, index in enumerate(present):
        lines += [f"    if not functions[{position}](x.item{index}, y.item{index}):", "        return False"]
    return define(name, "\n".join([*lines, "    return True", ""]))


@functools.cache
def hash_function(present: tuple[int, ...], optional: bool) -> Callable[..., Any]:
    """Return `(x, functions) -> Signed`: the hash of the items at these positions, mixed as xxHash does."""
    name = f"tuple_hash_{'_'.join(map(str, present))}{'_optional' * optional}"
    lines = [f"def {name}(x, functions):"]
    if optional:
        lines += ["    if x is None:", "        return 4238894"]
    lines += ["    acc = op.cast_int_to_uint(2870177450012600261)"]
    for position, index in enumerate(present):
        lines += [
            f"    lane = op.cast_int_to_uint(functions[{position}](x.item{index}))",
            "    acc = acc + lane * op.cast_int_to_uint(-4417276706812531889)",
            "    acc = op.uint_or(op.uint_lshift(acc, 31), op.uint_rshift(acc, 33))",
            "    acc = acc * op.cast_int_to_uint(-7046029288634856825)",
        ]
    lines += [f"    acc = acc + op.cast_int_to_uint({len(present) ^ (2870177450012600261 ^ 3527539)})"]
    lines += ["    result = op.cast_uint_to_int(acc)", "    if result == -1:", "        return 1546275796"]
    return define(name, "\n".join([*lines, "    return result", ""]))


@functools.cache
def getitem_function(length: int) -> Callable[..., Any]:
    """Return `(x, index) -> item` for tuples of that length whose items have one type."""
    name = f"tuple_getitem_{length}"
    lines = [f"def {name}(x, index):", "    if index < 0:", f"        index = index + {length}"]
    for index in range(length):
        lines += [f"    if index == {index}:", f"        return x.item{index}"]
    return define(name, "\n".join([*lines, '    raise IndexError("tuple index out of range")', ""]))
