"""Functions of the struct module for one format, made at translation time as source text.

`bindings.MAKERS` names the `make_...` functions: they get the format, a constant, and return the function that the
program calls, whose helpers are in `packing.py`.
"""

from __future__ import annotations

import linecache
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from weft.rlib import packing

_CACHE: Final[dict[tuple[str, str, bool], Callable[..., Any]]] = {}
"""Functions made so far; they only depend on their keys."""

_SIGNED: Final = frozenset("bhilqn")
_FLOATS: Final = {"e": (5, 10), "f": (8, 23)}


@dataclass(frozen=True, slots=True)
class Field:
    """A value in a format: its code, place and size."""

    letter: str
    place: int
    size: int


class Layout:
    """The fields of a format."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.size = struct.calcsize(text)
        self.prefix = text[0] if text[:1] in tuple("@=<>!") else "@"
        self.big = self.prefix in ">!" or (self.prefix in "@=" and struct.pack("=H", 1)[0] == 0)
        self.fields: list[Field] = []
        place = 0
        for count, code in _items(text[1:] if text[:1] in tuple("@=<>!") else text):
            if self.prefix == "@" and code not in "xsp":
                size = struct.calcsize(f"@{code}")
                place = -(-place // size) * size
            if code in "sp":
                self.fields.append(Field(code, place, count))
                place += count
            elif code == "x":
                place += count
            else:
                size = struct.calcsize(f"{self.prefix}{code}")
                for _ in range(count):
                    self.fields.append(Field(code, place, size))
                    place += size

    def places(self, field: Field) -> list[int]:
        """Return where the bytes of a number are, the lowest first."""
        found = list(range(field.place, field.place + field.size))
        return found[::-1] if self.big else found

    def range_errors(self, field: Field) -> tuple[int, int, str, str]:
        """Return the least and the greatest number for a field, and what CPython says about lesser and greater ones."""
        bits = 8 * field.size
        low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if field.letter in _SIGNED else (0, (1 << bits) - 1)
        return low, high, self._message(field, low - 1), self._message(field, high + 1)

    def refusing(self, field: Field) -> str:
        """Return the letter of a field that refuses too large floats; the native `f` makes them infinite: ""."""
        try:
            struct.pack(self.prefix + field.letter, 1e300)
        except OverflowError:
            return field.letter
        return ""

    def _message(self, field: Field, value: int) -> str:
        try:
            struct.pack(self.prefix + field.letter, value)
        except (struct.error, OverflowError) as error:
            return str(error)
        raise AssertionError(field)


def _items(text: str) -> list[tuple[int, str]]:
    """Split a format, which is valid, into counts and codes."""
    found = []
    digits = ""
    for char in text:
        if char.isdigit():
            digits += char
        elif not char.isspace():
            found.append((int(digits or "1"), char))
            digits = ""
    return found


# Source texts -------------------------------------------------------------------------------------------------------


def _put(layout: Layout, field: Field, value: str) -> list[str]:
    """Return the lines that store a value at `at`."""
    match field.letter:
        case "s":
            return [f"put_text(buffer, at + {field.place}, {value}, {field.size})"]
        case "p":
            return [f"put_counted(buffer, at + {field.place}, {value}, {field.size})"]
        case "c":
            return [f"buffer[at + {field.place}] = one_byte({value})"]
        case "?":
            return [f"buffer[at + {field.place}] = 1 if {value} else 0"]
        case "d":
            lines = [f"word = float_bits(number({value}))"]
        case "e" | "f":
            exponent, fraction = _FLOATS[field.letter]
            lines = [f"word = narrow_float(number({value}), {exponent}, {fraction}, {layout.refusing(field)!r})"]
        case _:
            low, high, below, above = layout.range_errors(field)
            lines = [f"word = integer({value})"]
            if low > -(2**63):
                lines += [f"if word < {low}:", f"    raise error({below!r})"]
            if high < 2**63 - 1:
                lines += [f"if word > {high}:", f"    raise error({above!r})"]
    for i, place in enumerate(layout.places(field)):
        lines.append(f"buffer[at + {place}] = word >> {8 * i} & 255")
    return lines


def _get(layout: Layout, field: Field) -> str:
    """Return the expression for the value at `at`."""
    start, end = field.place, field.place + field.size
    if field.letter == "s":
        return f"bytes(data[at + {start}:at + {end}])"
    if field.letter == "p":
        return f"bytes(data[at + {start} + 1:at + {start} + 1 + min(data[at + {start}], {max(field.size - 1, 0)})])"
    if field.letter == "c":
        return f"bytes(data[at + {start}:at + {end}])"
    if field.letter == "?":
        return f"data[at + {start}] != 0"
    bytes_ = [f"data[at + {place}]" for place in layout.places(field)]
    count = min(field.size, 7)
    low = " | ".join(f"{byte} << {8 * i}" if i else byte for i, byte in enumerate(bytes_[:count]))
    if field.size == 8:
        name = "high_byte" if field.letter in _SIGNED or field.letter == "d" else "unsigned_high_byte"
        word = f"{name}({low}, {bytes_[7]})"
        return f"float_from_bits({word})" if field.letter == "d" else word
    if field.letter in _FLOATS:
        return "wide_float({}, {}, {})".format(low, *_FLOATS[field.letter])
    if field.letter in _SIGNED:
        sign = 1 << 8 * field.size - 1
        return f"(({low}) ^ {sign}) - {sign}"
    return low


def _tuple(layout: Layout) -> str:
    return f"({''.join(_get(layout, field) + ', ' for field in layout.fields)})"


def _pack(layout: Layout, into: bool) -> tuple[str, list[str]]:
    """Return the parameters and the body of pack() or pack_into()."""
    names = [f"value_{i}" for i in range(len(layout.fields))]
    lines: list[str] = []
    if into:
        lines += [
            "size = len(buffer)",
            "if at < 0:",
            f"    if at + {layout.size} > 0:",
            f"        raise error('no space to pack {layout.size} bytes at offset ' + str(at))",
            "    if at + size < 0:",
            "        raise error('offset ' + str(at) + ' out of range for ' + str(size) + '-byte buffer')",
            "    at += size",
            f"if size - at < {layout.size}:",
            f"    raise error('pack_into requires a buffer of at least ' + str(at + {layout.size}) + ' bytes for "
            f"packing {layout.size} bytes at offset ' + str(at) + ' (actual buffer size is ' + str(size) + ')')",
        ]
    else:
        lines += [f"buffer = bytearray({layout.size})", "at = 0"]
    for field, value in zip(layout.fields, names, strict=True):
        lines += _put(layout, field, value)
    if not into:
        lines.append("return bytes(buffer)")
    return ", ".join([*(["buffer", "at"] if into else []), *names]), lines


def _unpack(layout: Layout) -> tuple[str, list[str]]:
    check = f"if len(data) != {layout.size}:"
    error = f"    raise error('unpack requires a buffer of {layout.size} bytes')"
    return "data", [check, error, "at = 0", f"return {_tuple(layout)}"]


def _unpack_from(layout: Layout) -> tuple[str, list[str]]:
    lines = [
        "at = offset",
        "size = len(buffer)",
        "data = buffer",
        "if at < 0:",
        f"    if at + {layout.size} > 0:",
        f"        raise error('not enough data to unpack {layout.size} bytes at offset ' + str(at))",
        "    if at + size < 0:",
        "        raise error('offset ' + str(at) + ' out of range for ' + str(size) + '-byte buffer')",
        "    at += size",
        f"if size - at < {layout.size}:",
        f"    raise error('unpack_from requires a buffer of at least ' + str(at + {layout.size}) + ' bytes for "
        f"unpacking {layout.size} bytes at offset ' + str(at) + ' (actual buffer size is ' + str(size) + ')')",
        f"return {_tuple(layout)}",
    ]
    return "buffer, offset=0", lines


def _iter_unpack(layout: Layout) -> tuple[str, list[str]]:
    message = f"iterative unpacking requires a buffer of a multiple of {layout.size} bytes"
    if layout.size == 0:
        return "data", ["raise error('cannot iteratively unpack with a struct of length 0')"]
    return "data", [
        f"if len(data) % {layout.size} != 0:",
        f"    raise error({message!r})",
        f"for at in range(0, len(data), {layout.size}):",
        f"    yield {_tuple(layout)}",
    ]


# The functions ------------------------------------------------------------------------------------------------------


def _parts(name: str, layout: Layout) -> tuple[str, list[str]]:
    """Return the parameters and the body of a function of the module."""
    match name:
        case "pack" | "pack_into":
            return _pack(layout, name == "pack_into")
        case "unpack":
            return _unpack(layout)
        case "unpack_from":
            return _unpack_from(layout)
        case "iter_unpack":
            return _iter_unpack(layout)
    return "", [f"return {layout.size}"]


def _make(name: str, text: str, with_format: bool) -> Callable[..., Any]:
    """Return a function of the module for a format, which is its first argument or is left out."""
    key = (name, text, with_format)
    found = _CACHE.get(key)
    if found is None:
        parameters, lines = _parts(name, Layout(text))
        if with_format:
            parameters = f"format, {parameters}" if parameters else "format"
        source = f"def {name}({parameters}):\n" + "".join(f"    {line}\n" for line in lines)
        filename = f"<struct {name} {text}{'' if with_format else ' of Struct'}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        scope: dict[str, Any] = {**vars(packing), "__name__": "weft.rlib.packing", "error": struct.error}
        exec(compile(source, filename, "exec", dont_inherit=True), scope)
        found = _CACHE[key] = scope[name]
    return found


def _text(format_: str | bytes) -> str:
    return format_ if isinstance(format_, str) else format_.decode("ascii")


def make_pack(format_: str | bytes) -> Callable[..., Any]:
    """Return `struct.pack` for a format."""
    return _make("pack", _text(format_), True)


def make_pack_into(format_: str | bytes) -> Callable[..., Any]:
    """Return `struct.pack_into` for a format."""
    return _make("pack_into", _text(format_), True)


def make_unpack(format_: str | bytes) -> Callable[..., Any]:
    """Return `struct.unpack` for a format."""
    return _make("unpack", _text(format_), True)


def make_unpack_from(format_: str | bytes) -> Callable[..., Any]:
    """Return `struct.unpack_from` for a format."""
    return _make("unpack_from", _text(format_), True)


def make_iter_unpack(format_: str | bytes) -> Callable[..., Any]:
    """Return `struct.iter_unpack` for a format."""
    return _make("iter_unpack", _text(format_), True)


def make_calcsize(format_: str | bytes) -> Callable[..., Any]:
    """Return `struct.calcsize` for a format."""
    return _make("calcsize", _text(format_), True)


def make_struct(format_: str | bytes) -> Callable[..., Any]:
    """Return `struct.Struct` for a format."""
    key = ("Struct", _text(format_), True)
    if key not in _CACHE:
        made = struct.Struct(format_)

        def make(format: str | bytes) -> struct.Struct:  # noqa: A002 - CPython's name
            return made

        _CACHE[key] = make
    return _CACHE[key]


def struct_member(value: struct.Struct, name: str) -> Any:
    """Return an attribute of a prebuilt `struct.Struct` as a constant or function; AttributeError if there is none."""
    if name in ("size", "format"):
        return getattr(value, name)
    if name in ("pack", "pack_into", "unpack", "unpack_from", "iter_unpack"):
        return _make(name, _text(value.format), False)
    raise AttributeError(name)
