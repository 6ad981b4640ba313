"""External functions for the low-level interpreter: their Python bodies, called with low-level values.

Entry point: `host_callable(function)`, which becomes `FunctionValue.evaluate`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weft.rlib.intrinsics import ExternalFunction
from weft.rtyper.lltype.values import StructValue, host_str


def host_callable(function: ExternalFunction) -> Callable[..., Any]:
    """Return a function of low-level values that runs the body; a bytearray is filled within its length."""

    def evaluate(*arguments: Any) -> Any:
        values = [_to_host(name, value) for name, value in zip(function.arguments, arguments, strict=True)]
        result = function.body(*values)
        for name, low, value in zip(function.arguments, arguments, values, strict=True):
            if name == "bytearray":
                low.fields["items"].items[: len(value)] = value
        if function.result == "char":
            return ord(result)
        return result

    return evaluate


def _to_host(name: str, value: Any) -> Any:
    """Return a low-level value as the Python body takes it."""
    match name:
        case "char":
            return chr(value)
        case "str" if isinstance(value, StructValue):
            return host_str(value)
        case "bytes" if isinstance(value, StructValue):
            return bytes(value.tail)
        case "bytearray":
            return bytearray(value.fields["items"].items[: value.fields["length"]])
    return value
