"""The json module as far as types are known at translation time: `dumps` and `dump` of values of one static type.

Every call of `_write` is specialised by the type of its value, so that the tests below cost nothing at run time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weft.rlib.float_text import float_repr
from weft.rlib.formatting import type_name
from weft.rlib.int_text import int_str
from weft.rlib.intrinsics import StringBuilder, char_of, code_at, is_none

_HEX: Final = "0123456789abcdef"


class Layout:
    """How the text is laid out: the arguments of `dumps`."""

    def __init__(self, ascii_only: bool, allow_nan: bool, sort_keys: bool) -> None:
        self.ascii_only = ascii_only
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indented = False
        self.indent = ""
        self.between_items = ", "
        self.after_key = ": "

    def new_line(self, builder: StringBuilder, level: int) -> None:
        """Begin a line, if there are any."""
        if self.indented:
            builder.append("\n")
            for _ in range(level):
                builder.append(self.indent)


def dumps(
    obj: Any,
    *,
    skipkeys: bool = False,
    ensure_ascii: bool = True,
    check_circular: bool = True,
    allow_nan: bool = True,
    cls: None = None,
    indent: Any = None,
    separators: Any = None,
    default: Callable[[Any], Any] | None = None,
    sort_keys: bool = False,
) -> str:
    """`json.dumps(obj, ...)`."""
    layout = Layout(ensure_ascii, allow_nan, sort_keys)
    if not is_none(indent):
        layout.indented = True
        layout.between_items = ","
        layout.indent = indent if isinstance(indent, str) else " " * int(indent)
    if not is_none(separators):
        layout.between_items = separators[0]
        layout.after_key = separators[1]
    builder = StringBuilder(32)
    _write(obj, builder, layout, 0, default)
    return builder.build()


def dump(
    obj: Any,
    fp: Any,
    *,
    skipkeys: bool = False,
    ensure_ascii: bool = True,
    check_circular: bool = True,
    allow_nan: bool = True,
    cls: None = None,
    indent: Any = None,
    separators: Any = None,
    default: Callable[[Any], Any] | None = None,
    sort_keys: bool = False,
) -> None:
    """`json.dump(obj, fp, ...)`."""
    fp.write(
        dumps(
            obj,
            ensure_ascii=ensure_ascii,
            allow_nan=allow_nan,
            indent=indent,
            separators=separators,
            default=default,
            sort_keys=sort_keys,
        )
    )


def _write(value: Any, builder: StringBuilder, layout: Layout, level: int, default: Any) -> None:
    if value is None:
        builder.append("null")
    elif isinstance(value, bool):
        builder.append("true" if value else "false")
    elif isinstance(value, int):
        builder.append(int_str(value))
    elif isinstance(value, float):
        builder.append(_float(value, layout))
    elif isinstance(value, str):
        _write_text(value, builder, layout.ascii_only)
    elif isinstance(value, dict):
        _write_dict(value, builder, layout, level, default)
    elif isinstance(value, list):
        _write_items(value, builder, layout, level, default)
    elif isinstance(value, tuple):
        _write_items(value, builder, layout, level, default)
    elif not is_none(default):
        _write(default(value), builder, layout, level, default)
    else:
        raise TypeError("Object of type " + type_name(value) + " is not JSON serializable")


def _float(value: float, layout: Layout) -> str:
    if value - value == 0.0:
        return float_repr(value)
    if not layout.allow_nan:
        raise ValueError("Out of range float values are not JSON compliant")
    if value != value:
        return "NaN"
    return "Infinity" if value > 0.0 else "-Infinity"


def _write_items(items: Any, builder: StringBuilder, layout: Layout, level: int, default: Any) -> None:
    if len(items) == 0:
        builder.append("[]")
        return
    builder.append("[")
    first = True
    for item in items:
        if not first:
            builder.append(layout.between_items)
        first = False
        layout.new_line(builder, level + 1)
        _write(item, builder, layout, level + 1, default)
    layout.new_line(builder, level)
    builder.append("]")


def _write_dict(items: dict[Any, Any], builder: StringBuilder, layout: Layout, level: int, default: Any) -> None:
    if len(items) == 0:
        builder.append("{}")
        return
    keys = list(items)
    if layout.sort_keys:
        keys.sort()
    builder.append("{")
    first = True
    for key in keys:
        if not first:
            builder.append(layout.between_items)
        first = False
        layout.new_line(builder, level + 1)
        _write_text(_key_text(key, layout), builder, layout.ascii_only)
        builder.append(layout.after_key)
        _write(items[key], builder, layout, level + 1, default)
    layout.new_line(builder, level)
    builder.append("}")


def _key_text(key: Any, layout: Layout) -> str:
    if key is None:
        return "null"
    if isinstance(key, str):
        return key
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, int):
        return int_str(key)
    if isinstance(key, float):
        return _float(key, layout)
    raise TypeError("keys must be str, int, float, bool or None, not " + type_name(key))


def _write_text(text: str, builder: StringBuilder, ascii_only: bool) -> None:
    builder.append('"')
    i = 0
    while i < len(text):
        code = code_at(text, i)
        i += 1
        if code == 34 or code == 92:
            builder.append("\\")
            builder.append_char(char_of(code))
        elif code == 10:
            builder.append("\\n")
        elif code == 13:
            builder.append("\\r")
        elif code == 9:
            builder.append("\\t")
        elif code == 8:
            builder.append("\\b")
        elif code == 12:
            builder.append("\\f")
        elif code < 32 or (ascii_only and code >= 127):
            if code >= 0x10000:
                _escape(0xD800 + (code - 0x10000 >> 10), builder)
                _escape(0xDC00 + (code - 0x10000 & 0x3FF), builder)
            else:
                _escape(code, builder)
        else:
            builder.append_char(char_of(code))
    builder.append('"')


def _escape(code: int, builder: StringBuilder) -> None:
    builder.append("\\u")
    shift = 12
    while shift >= 0:
        builder.append_char(char_of(code_at(_HEX, code >> shift & 15)))
        shift -= 4
