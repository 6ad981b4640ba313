"""json.dumps and json.dump, for values of known types: each type has its own copy of the writer.

json.loads has no place here: the types of what it returns are only known when the program runs.
"""

from __future__ import annotations

from typing import Any

from weft.rlib.intrinsics import StringBuilder

HEXADECIMAL = "0123456789abcdef"

SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}


class Layout:
    """How the text is laid out."""

    def __init__(self, indent: str | None, item_separator: str, key_separator: str, flags: tuple[bool, bool, bool]):
        self.indent = indent
        self.item_separator = item_separator
        self.key_separator = key_separator
        self.sort_keys, self.ascii_only, self.allow_nan = flags

    def newline(self, out: StringBuilder, depth: int) -> None:
        """Begin a line, if there are any."""
        if self.indent is not None:
            out.append("\n")
            for _ in range(depth):
                out.append(self.indent)


def dumps(
    obj: Any,
    *,
    ensure_ascii: bool = True,
    allow_nan: bool = True,
    indent: Any = None,
    separators: Any = None,
    sort_keys: bool = False,
) -> str:
    """`json.dumps(obj, ...)`; raises TypeError for what JSON does not have, ValueError for NaN if it is not allowed."""
    margin = None
    if isinstance(indent, str):
        margin = indent
    elif indent is not None:
        margin = " " * indent
    item_separator = ", " if margin is None else ","
    key_separator = ": "
    if separators is not None:
        item_separator, key_separator = separators
    layout = Layout(margin, item_separator, key_separator, (sort_keys, ensure_ascii, allow_nan))
    out = StringBuilder(64)
    write(obj, out, layout, 0)
    return out.build()


def dump(
    obj: Any,
    fp: Any,
    *,
    ensure_ascii: bool = True,
    allow_nan: bool = True,
    indent: Any = None,
    separators: Any = None,
    sort_keys: bool = False,
) -> None:
    """`json.dump(obj, file, ...)`."""
    text = dumps(
        obj,
        ensure_ascii=ensure_ascii,
        allow_nan=allow_nan,
        indent=indent,
        separators=separators,
        sort_keys=sort_keys,
    )
    fp.write(text)


def write(x: Any, out: StringBuilder, layout: Layout, depth: int) -> None:
    """Append a value."""
    if x is None:
        out.append("null")
    elif isinstance(x, str):
        write_text(x, out, layout.ascii_only)
    elif isinstance(x, bool):
        out.append("true" if x else "false")
    elif isinstance(x, int):
        out.append(str(int(x)))
    elif isinstance(x, float):
        out.append(float_text(x, layout.allow_nan))
    elif isinstance(x, (list, tuple)):
        write_items(x, out, layout, depth)
    elif isinstance(x, dict):
        write_entries(x, out, layout, depth)
    else:
        raise TypeError("Object of type " + type(x).__name__ + " is not JSON serializable")


def write_items(items: Any, out: StringBuilder, layout: Layout, depth: int) -> None:
    """Append a list or tuple."""
    if len(items) == 0:
        out.append("[]")
        return
    out.append("[")
    first = True
    for item in items:
        if not first:
            out.append(layout.item_separator)
        first = False
        layout.newline(out, depth + 1)
        write(item, out, layout, depth + 1)
    layout.newline(out, depth)
    out.append("]")


def write_entries(entries: Any, out: StringBuilder, layout: Layout, depth: int) -> None:
    """Append a dict."""
    if len(entries) == 0:
        out.append("{}")
        return
    keys = list(entries)
    if layout.sort_keys:
        keys.sort()
    out.append("{")
    first = True
    for key in keys:
        if not first:
            out.append(layout.item_separator)
        first = False
        layout.newline(out, depth + 1)
        write_text(key_text(key, layout), out, layout.ascii_only)
        out.append(layout.key_separator)
        write(entries[key], out, layout, depth + 1)
    layout.newline(out, depth)
    out.append("}")


def key_text(key: Any, layout: Layout) -> str:
    """The text of a key: numbers, bools and None become text."""
    if key is None:
        return "null"
    if isinstance(key, str):
        return key
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, int):
        return str(int(key))
    if isinstance(key, float):
        return float_text(key, layout.allow_nan)
    raise TypeError("keys must be str, int, float, bool or None, not " + type(key).__name__)


def float_text(x: float, allow_nan: bool) -> str:
    """A float; what JSON does not have is written as JavaScript does."""
    if x - x == 0.0:
        return repr(float(x))
    if not allow_nan:
        raise ValueError("Out of range float values are not JSON compliant")
    if x != x:
        return "NaN"
    return "Infinity" if x > 0.0 else "-Infinity"


def write_text(text: str, out: StringBuilder, ascii_only: bool) -> None:
    """Append a string in quotes, with escapes."""
    out.append('"')
    for c in text:
        code = ord(c)
        if c in SHORT_ESCAPES:
            out.append(SHORT_ESCAPES[c])
        elif code < 32 or (code > 126 and ascii_only):
            if code > 0xFFFF:
                write_escape(0xD800 + ((code - 0x10000) >> 10), out)
                write_escape(0xDC00 + ((code - 0x10000) & 0x3FF), out)
            else:
                write_escape(code, out)
        else:
            out.append(c)
    out.append('"')


def write_escape(code: int, out: StringBuilder) -> None:
    """Append the escape of a code unit of 16 bits."""
    out.append("\\u")
    for shift in (12, 8, 4, 0):
        out.append(HEXADECIMAL[(code >> shift) & 15])
