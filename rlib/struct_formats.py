"""Functions of the struct module for a format known at translation time; runs on the host only.

`maker(name)` gives for "pack", "unpack", ... a function that takes the format and returns the translated function;
`struct_member` does the same for the methods of a prebuilt `struct.Struct`.
"""

from __future__ import annotations

import linecache
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from weft.rlib import structs


_CACHE: Final[dict[tuple[str, str, bool], Callable[..., Any]]] = {}
"""Functions made so far; they only depend on their keys."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a format: its letter, place and size in bytes."""

    letter: str
    place: int
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of a format."""

    fields: tuple[Field, ...]
    size: int
    big: bool


def layout_of(text: str) -> Layout:
    """Parse a format; raises struct.error if it is not valid."""
    size = struct.calcsize(text)
    order = text[:1] if text[:1] in "@=<>!" else "@"
    big = order in (">", "!")
    fields: list[Field] = []
    prefix = order
    count = ""
    for char in text.lstrip("@=<>!"):
        if char.isdigit():
            count += char
            continue
        if char.isspace():
            continue
        repeat = int(count) if count else 1
        if char in "sp":
            width = repeat
            prefix += f"{repeat}{char}"
            fields.append(Field(char, struct.calcsize(prefix) - width, width))
        elif char == "x" or repeat == 0:
            prefix += f"{repeat}{char}"
        else:
            width = struct.calcsize(order + char)
            for _ in range(repeat):
                prefix += char
                fields.append(Field(char, struct.calcsize(prefix) - width, width))
        count = ""
    return Layout(tuple(fields), size, big)


def _put(field: Field, value: str, big: bool) -> str:
    match field.letter:
        case "s":
            return f"put_text(buffer, {field.place}, {value}, {field.size})"
        case "p":
            return f"put_pascal(buffer, {field.place}, {value}, {field.size})"
        case "c":
            return f"put_char(buffer, {field.place}, {value})"
        case "?":
            return f"buffer[{field.place}] = 1 if {value} else 0"
        case "f":
            return f"put_single(buffer, {field.place}, {value}, {big})"
        case "d":
            return f"put_double(buffer, {field.place}, {value}, {big})"
    bits = 8 * field.size
    if field.letter in "qln" and bits == 64:
        return f"put_long(buffer, {field.place}, {value}, 8, {big})"
    if field.letter in "QLNP" and bits == 64:
        return f"put_unsigned_long(buffer, {field.place}, {value}, 8, {big})"
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if field.letter.islower() else (0, (1 << bits) - 1)
    return f"put_int(buffer, {field.place}, {value}, {field.size}, {big}, {field.letter!r}, {low}, {high})"


def _get(field: Field, start: str, big: bool) -> str:
    place = f"{start} + {field.place}" if start else str(field.place)
    match field.letter:
        case "s":
            return f"data[{place}:{place} + {field.size}]"
        case "p":
            return f"get_pascal(data, {place}, {field.size})"
        case "c":
            return f"data[{place}:{place} + 1]"
        case "?":
            return f"data[{place}] != 0"
        case "f":
            return f"get_single(data, {place}, {big})"
        case "d":
            return f"get_double(data, {place}, {big})"
    if field.letter.islower():
        return f"get_signed(data, {place}, {field.size}, {big})"
    if field.size == 8:
        return f"get_unsigned_long(data, {place}, {big})"
    return f"get_unsigned(data, {place}, {field.size}, {big})"


def _tuple(layout: Layout, start: str) -> str:
    return "(" + "".join(_get(field, start, layout.big) + ", " for field in layout.fields) + ")"


def _pack_lines(layout: Layout) -> list[str]:
    lines = [f"    buffer = bytearray({layout.size})"]
    lines += [f"    {_put(field, f'a{i}', layout.big)}" for i, field in enumerate(layout.fields)]
    return lines


def _source(name: str, layout: Layout, first: list[str]) -> str:
    """Return the source text of a function of the module; `first`: its leading parameters."""
    values = [f"a{i}" for i in range(len(layout.fields))]
    match name:
        case "pack":
            lines = [*_pack_lines(layout), "    return finished(buffer)"]
            parameters = first + values
        case "pack_into":
            lines = [f"    place = start_of(len(target), offset, {layout.size}, 'pack_into')", *_pack_lines(layout)]
            lines.append("    copy_into(target, place, buffer)")
            parameters = [*first, "target", "offset", *values]
        case "unpack":
            lines = [f"    check_size(len(source), {layout.size})", "    data = bytes(source)"]
            lines.append(f"    return {_tuple(layout, '')}")
            parameters = [*first, "source"]
        case "unpack_from":
            lines = [f"    place = start_of(len(source), offset, {layout.size}, 'unpack_from')"]
            lines += ["    data = bytes(source)", f"    return {_tuple(layout, 'place')}"]
            parameters = [*first, "source", "offset=0"]
        case "iter_unpack":
            lines = [f"    check_multiple(len(source), {layout.size})", "    data = bytes(source)", "    place = 0"]
            lines += ["    while place < len(data):", f"        yield {_tuple(layout, 'place')}"]
            lines.append(f"        place += {layout.size}")
            parameters = [*first, "source"]
        case _:
            lines = [f"    return {layout.size}"]
            parameters = first
    return f"def {name}({', '.join(parameters)}):\n" + "\n".join(lines) + "\n"


def _make(name: str, text: str, with_format: bool) -> Callable[..., Any]:
    key = (name, text, with_format)
    found = _CACHE.get(key)
    if found is None:
        source = _source(name, layout_of(text), ["format"] if with_format else [])
        filename = f"<struct {name} {text}{'' if with_format else ' of Struct'}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        scope: dict[str, Any] = {**vars(structs), "__name__": "weft.rlib.structs"}
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


def struct_member(value: struct.Struct, name: str) -> Any:
    """Return an attribute of a prebuilt `struct.Struct` as a constant or a function; AttributeError if there is none."""
    if name in ("size", "format"):
        return getattr(value, name)
    if name in ("pack", "pack_into", "unpack", "unpack_from", "iter_unpack"):
        return _make(name, _text(value.format), False)
    raise AttributeError(name)
