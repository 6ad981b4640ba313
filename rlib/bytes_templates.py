"""`template % values` of bytes and bytearray: as for str (`percent_templates.py`), on a text of a character a byte."""

from __future__ import annotations

from typing import Any

from weft.rlib.formatting import format_with, percent_index, percent_number, type_name
from weft.rlib.intrinsics import char_of, latin1_bytes, str_from_latin1
from weft.rlib.percent_templates import NOTHING, VALUE, PercentReader, wants_converted


class BytesReader(PercentReader):
    """Reads a template of bytes."""

    def __init__(self, template: Any):
        data = bytes(template)
        super().__init__(str_from_latin1(data, 0, len(data)))
        self.letters = "sradiuxXoeEfFgGcb"
        self.kind = "bytes"


def give(reader: BytesReader, value: Any) -> None:
    """Give the reader the next value; raises TypeError if it wants none."""
    if wants_converted(reader, value):
        convert(reader, value)


def convert(reader: BytesReader, value: Any) -> None:
    """Append a value as the conversion says, and go on."""
    spec = reader.spec()
    kind = spec.kind
    if kind == 115 or kind == 98:
        spec.kind = 115
        text = format_with(_bytes_text(value), spec)
    elif kind == 114 or kind == 97:
        text = format_with(ascii(value), spec)
    elif kind == 99:
        spec.precision = -1
        text = format_with(_byte_text(value), spec)
    elif kind == 100:
        text = percent_number(value, spec, reader.letter)
    elif kind == 120 or kind == 88 or kind == 111:
        text = format_with(percent_index(value, reader.letter), spec)
    else:
        text = format_with(_float(value), spec)
    reader.out.append(text)
    reader.start()


def _bytes_text(value: Any) -> str:
    if isinstance(value, bytes):
        return str_from_latin1(value, 0, len(value))
    if isinstance(value, bytearray):
        data = bytes(value)
        return str_from_latin1(data, 0, len(data))
    name = type_name(value)
    raise TypeError("%b requires a bytes-like object, or an object that implements __bytes__, not '" + name + "'")


def _byte_text(value: Any) -> str:
    if isinstance(value, int):
        code = int(value)
        if not 0 <= code < 256:
            raise OverflowError("%c arg not in range(256)")
        return char_of(code)
    if isinstance(value, bytes) or isinstance(value, bytearray):
        if len(value) == 1:
            return char_of(value[0])
    raise TypeError("%c requires an integer in range(256) or a single byte")


def _float(value: Any) -> float:
    if isinstance(value, int) or isinstance(value, float):
        return float(value)
    raise TypeError("float argument required, not " + type_name(value))


def finish(reader: BytesReader) -> bytes:
    """Return the bytes; raises TypeError if a value is missing."""
    if reader.wants != NOTHING:
        raise TypeError("not enough arguments for format string")
    return latin1_bytes(reader.out.build())


def finish_array(reader: BytesReader) -> bytearray:
    """Return the bytes of a template that is a bytearray."""
    return bytearray(finish(reader))


def percent_with_dict(template: Any, values: Any) -> bytes:
    """`template % dict`: conversions with names take from the dict; one without takes the dict itself."""
    reader = BytesReader(template)
    reader.start()
    given = False
    while reader.wants != NOTHING:
        if reader.wants != VALUE:
            raise TypeError("* wants int")
        if reader.has_key:
            given = True
            convert(reader, values[latin1_bytes(reader.key)])
        elif given:
            raise TypeError("not enough arguments for format string")
        else:
            given = True
            convert(reader, values)
    return latin1_bytes(reader.out.build())


def percent_with_items(template: Any, values: Any) -> bytes:
    """`template % tuple` where the length of the tuple is unknown."""
    reader = BytesReader(template)
    reader.start()
    for value in values:
        give(reader, value)
    return finish(reader)


def percent_with_value(template: Any, value: Any) -> bytes:
    """`template % x` where x is neither a tuple nor a dict; a list may be left over, as in CPython."""
    reader = BytesReader(template)
    reader.start()
    if reader.wants != NOTHING or not isinstance(value, list):
        give(reader, value)
    return finish(reader)


def array_with_dict(template: Any, values: Any) -> bytearray:
    """The same of a bytearray."""
    return bytearray(percent_with_dict(template, values))


def array_with_items(template: Any, values: Any) -> bytearray:
    """The same of a bytearray."""
    return bytearray(percent_with_items(template, values))


def array_with_value(template: Any, value: Any) -> bytearray:
    """The same of a bytearray."""
    return bytearray(percent_with_value(template, value))
