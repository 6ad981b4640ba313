"""Calls of the struct module: a function is generated for each constant format.

`STRUCT` is part of the table of special built-in functions; `struct_method` serves prebuilt `struct.Struct` objects.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.errors import RuleError
from weft.annotator.lattice import Annotation, SomeString
from weft.annotator.signatures import Arguments

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_SIGNED: Final = frozenset("bhilqn")
_FLOATS: Final = {"e": (5, 10), "f": (8, 23)}
_HELPERS: Final = (
    "integer number one_byte put_text put_counted high_byte unsigned_high_byte narrow_float wide_float".split()
)


@dataclass(frozen=True, slots=True)
class _Field:
    """A value in a format: its code, place and size."""

    code: str
    place: int
    size: int


class _Layout:
    """The fields of a format."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.size = struct.calcsize(text)
        self.prefix = text[0] if text[:1] in tuple("@=<>!") else "@"
        self.big = self.prefix in ">!" or (self.prefix in "@=" and struct.pack("=H", 1)[0] == 0)
        self.fields: list[_Field] = []
        place = 0
        for count, code in _items(text[1:] if text[:1] in tuple("@=<>!") else text):
            if self.prefix == "@" and code not in "xsp":
                size = struct.calcsize(f"@{code}")
                place = -(-place // size) * size
            if code in "sp":
                self.fields.append(_Field(code, place, count))
                place += count
            elif code == "x":
                place += count
            else:
                size = struct.calcsize(f"{self.prefix}{code}")
                for _ in range(count):
                    self.fields.append(_Field(code, place, size))
                    place += size

    def places(self, field: _Field) -> list[int]:
        """Return where the bytes of a number are, the lowest first."""
        found = list(range(field.place, field.place + field.size))
        return found[::-1] if self.big else found

    def range_errors(self, field: _Field) -> tuple[int, int, str, str]:
        """Return the least and the greatest number for a field, and what CPython says about lesser and greater ones."""
        bits = 8 * field.size
        low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if field.code in _SIGNED else (0, (1 << bits) - 1)
        return low, high, self._message(field, low - 1), self._message(field, high + 1)

    def _message(self, field: _Field, value: int) -> str:
        try:
            struct.pack(self.prefix + field.code, value)
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


def _put(layout: _Layout, field: _Field, value: str) -> list[str]:
    """Return the lines that store a value at `at`."""
    match field.code:
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
            exponent, fraction = _FLOATS[field.code]
            lines = [f"word = narrow_float(number({value}), {exponent}, {fraction}, {field.code!r})"]
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


def _get(layout: _Layout, field: _Field) -> str:
    """Return the expression for the value at `at`."""
    start, end = field.place, field.place + field.size
    if field.code == "s":
        return f"bytes(data[at + {start}:at + {end}])"
    if field.code == "p":
        return f"bytes(data[at + {start} + 1:at + {start} + 1 + min(data[at + {start}], {max(field.size - 1, 0)})])"
    if field.code == "c":
        return f"bytes(data[at + {start}:at + {end}])"
    if field.code == "?":
        return f"data[at + {start}] != 0"
    bytes_ = [f"data[at + {place}]" for place in layout.places(field)]
    count = min(field.size, 7)
    low = " | ".join(f"{byte} << {8 * i}" if i else byte for i, byte in enumerate(bytes_[:count]))
    if field.size == 8:
        name = "high_byte" if field.code in _SIGNED or field.code == "d" else "unsigned_high_byte"
        word = f"{name}({low}, {bytes_[7]})"
        return f"float_from_bits({word})" if field.code == "d" else word
    if field.code in _FLOATS:
        return "wide_float({}, {}, {})".format(low, *_FLOATS[field.code])
    if field.code in _SIGNED:
        sign = 1 << 8 * field.size - 1
        return f"(({low}) ^ {sign}) - {sign}"
    return low


def _tuple(layout: _Layout) -> str:
    return f"({''.join(_get(layout, field) + ', ' for field in layout.fields)})"


def _pack(layout: _Layout, count: int, into: bool) -> tuple[str, list[str]]:
    """Return the parameters and the body of pack() or pack_into() with `count` values."""
    names = [f"value_{i}" for i in range(count)]
    name = "pack_into" if into else "pack"
    lines: list[str] = []
    if count != len(layout.fields):
        what = f"{name} expected {len(layout.fields)} items for packing (got {count})"
        return ", ".join([*(["buffer", "at"] if into else []), *names]), [f"raise error({what!r})"]
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


def _unpack(layout: _Layout) -> tuple[str, list[str]]:
    check = f"if len(data) != {layout.size}:"
    error = f"    raise error('unpack requires a buffer of {layout.size} bytes')"
    return "data", [check, error, "at = 0", f"return {_tuple(layout)}"]


def _unpack_from(layout: _Layout) -> tuple[str, list[str]]:
    lines = [
        "at = offset",
        "size = len(buffer)",
        "data = buffer",
        "if at < 0:",
        f"    if at + {layout.size} > 0:",
        f"        raise error('not enough data to unpack {layout.size} bytes')",
        "    if at + size < 0:",
        "        raise error('offset ' + str(at) + ' out of range for ' + str(size) + '-byte buffer')",
        "    at += size",
        f"if size - at < {layout.size}:",
        f"    raise error('unpack_from requires a buffer of at least ' + str(at + {layout.size}) + ' bytes for "
        f"unpacking {layout.size} bytes at offset ' + str(at) + ' (actual buffer size is ' + str(size) + ')')",
        f"return {_tuple(layout)}",
    ]
    return "buffer, offset=0", lines


def _iter_unpack(layout: _Layout) -> tuple[str, list[str]]:
    message = f"iterative unpacking requires a buffer of a multiple of {layout.size} bytes"
    if layout.size == 0:
        return "data", ["raise error('cannot iteratively unpack with a struct of length 0')"]
    return "data", [
        f"if len(data) % {layout.size} != 0:",
        f"    raise error({message!r})",
        f"for at in range(0, len(data), {layout.size}):",
        f"    yield {_tuple(layout)}",
    ]


def _calcsize(layout: _Layout) -> tuple[str, list[str]]:
    return "", [f"return {layout.size}"]


# Calls --------------------------------------------------------------------------------------------------------------


def _generated(ctx: AnnotationContext, name: str, text: str, count: int) -> Any:
    """Return the function for a call of `struct.name` with a format and that many arguments."""
    try:
        layout = _Layout(text)
    except struct.error as error:
        raise RuleError("W0110", f"the format {text!r} is not valid: {error}", label="bad format") from None
    if "P" in text:
        raise RuleError("W0402", "the struct format 'P' is not supported")
    if name in ("pack", "pack_into"):
        parameters, lines = _pack(layout, max(count - 2, 0) if name == "pack_into" else count, name == "pack_into")
    else:
        makers = {"unpack": _unpack, "unpack_from": _unpack_from, "iter_unpack": _iter_unpack, "calcsize": _calcsize}
        parameters, lines = makers[name](layout)
    resolve = ctx.functions.bindings.resolve
    scope = {helper: resolve(f"packing:{helper}") for helper in _HELPERS}
    scope |= {helper: resolve(f"intrinsics:{helper}") for helper in ("float_bits", "float_from_bits")}
    source = f"def {name}({parameters}):\n" + "".join(f"    {line}\n" for line in lines)
    return ctx.generated.make(("struct", source), name, lambda: source, error=struct.error, **scope)


def _rule(name: str) -> Callable[..., Annotation | None]:
    def rule(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
        if not arguments.positional or arguments.star is not None:
            return None
        text = arguments.positional[0].annotation
        if not isinstance(text, SomeString) or not text.is_constant:
            raise RuleError("W0401", f"the format of {name}() is not known at translation time", label=str(text))
        rest = Arguments(arguments.positional[1:], arguments.keywords)
        function = _generated(ctx, name, text.constant, len(rest.positional))
        return ctx.call.delegate_arguments(function, operation.args[1:], rest)

    return rule


def struct_method(
    ctx: AnnotationContext, operation: Any, value: struct.Struct, name: str, arguments: Arguments
) -> Annotation | None:
    """Call a method of a prebuilt Struct."""
    if name not in ("pack", "pack_into", "unpack", "unpack_from", "iter_unpack") or arguments.star is not None:
        return None
    function = _generated(ctx, name, value.format, len(arguments.positional))
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


STRUCT: Final[dict[Any, Callable[..., Annotation | None]]] = {
    getattr(struct, name): _rule(name)
    for name in ("pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "calcsize")
}
