"""C literals of primitive constants and of byte strings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

from weft.rtyper.lltype.types import BOOL, CHAR, FLOAT, INT32, SIGNED, UINT32, UNICHAR, UNSIGNED, Primitive

_INT64_MIN: Final = -(1 << 63)
_ESCAPES: Final = {ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\t"): "\\t", ord("\r"): "\\r"}
_BYTE_TEXT: Final = [_ESCAPES.get(b) or (chr(b) if 32 <= b < 127 else f"\\{b:03o}") for b in range(256)]
_LINE: Final = 100


def primitive_literal(value: Any, type_: Primitive) -> str:
    """Return the C expression of a primitive constant; it binds as tightly as a name."""
    match type_:
        case _ if type_ is SIGNED:
            return signed_literal(int(value))
        case _ if type_ is BOOL:
            return "true" if value else "false"
        case _ if type_ is FLOAT:
            return float_literal(float(value))
        case _ if type_ is CHAR or type_ is UNICHAR:
            return character_literal(int(value))
        case _ if type_ is UNSIGNED:
            return f"{value}UL"
        case _ if type_ is INT32:
            return str(value) if value >= 0 else f"({value})" if value > -(1 << 31) else "(-2147483647 - 1)"
        case _ if type_ is UINT32:
            return f"{value}U"
    if value is None:
        return "NULL"
    raise AssertionError(f"no C literal for {value!r} of type {type_}")


def signed_literal(value: int) -> str:
    """Return a long literal."""
    if value >= 0:
        return f"{value}L"
    return f"({value}L)" if value != _INT64_MIN else "(-9223372036854775807L - 1)"


def float_literal(value: float) -> str:
    """Return a double expression with exactly this value (compilers round decimal literals correctly)."""
    if math.isnan(value):
        return '__builtin_nan("")'
    if math.isinf(value):
        return "__builtin_inf()" if value > 0 else "(-__builtin_inf())"
    text = repr(value)
    return f"({text})" if text.startswith("-") else text


def character_literal(value: int) -> str:
    """Return a character constant for printable ASCII, a number otherwise."""
    if 32 <= value < 127:
        return f"'{chr(value)}'" if value not in (39, 92) else f"'\\{chr(value)}'"
    return str(value) if value < 256 else f"{value:#x}U"


def string_literal(data: Iterable[int]) -> str:
    """Return a C string literal of these bytes, on one line."""
    return '"' + _no_trigraphs("".join([_BYTE_TEXT[b] for b in data])) + '"'


def long_string_literal(data: Sequence[int], indent: str) -> str:
    """Return a string literal, broken into adjacent ones when it is long."""
    if len(data) <= _LINE:
        return string_literal(data)
    lines = [string_literal(data[start : start + _LINE]) for start in range(0, len(data), _LINE)]
    return ("\n" + indent).join(lines)


def _no_trigraphs(text: str) -> str:
    return text.replace("??", "?\\?") if "??" in text else text
