"""Hexadecimal texts of bytes: hex and fromhex."""

from __future__ import annotations

from weft.rlib.bytes_methods import is_space
from weft.rlib.escapes import HEX_DIGITS
from weft.rlib.intrinsics import StringBuilder, byte_at, char_of, code_at


def to_hex(data: bytes) -> str:
    """`data.hex()`."""
    builder = StringBuilder(2 * len(data))
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        builder.append_char(char_of(code_at(HEX_DIGITS, byte >> 4)))
        builder.append_char(char_of(code_at(HEX_DIGITS, byte & 15)))
        i += 1
    return builder.build()


def to_hex_with(data: bytes, sep: str, bytes_per_sep: int = 1) -> str:
    """`data.hex(sep, bytes_per_sep)`."""
    if len(sep) != 1:
        raise ValueError("sep must be length 1.")
    size = len(data)
    group = bytes_per_sep if bytes_per_sep >= 0 else -bytes_per_sep
    builder = StringBuilder(3 * size)
    i = 0
    while i < size:
        if i != 0 and group != 0:
            place = size - i if bytes_per_sep > 0 else i
            if place % group == 0:
                builder.append(sep)
        byte = byte_at(data, i)
        builder.append_char(char_of(code_at(HEX_DIGITS, byte >> 4)))
        builder.append_char(char_of(code_at(HEX_DIGITS, byte & 15)))
        i += 1
    return builder.build()


def data_hex(data: bytes, sep: str | None = None, bytes_per_sep: int = 1) -> str:
    """`data.hex(...)`."""
    if sep is None:
        return to_hex(data)
    return to_hex_with(data, sep, bytes_per_sep)


def _hex_digit(code: int) -> int:
    if 48 <= code <= 57:
        return code - 48
    if 97 <= code <= 102:
        return code - 87
    if 65 <= code <= 70:
        return code - 55
    return -1


def from_hex(text: str) -> bytes:
    """`bytes.fromhex(text)`."""
    result = bytearray()
    length = len(text)
    i = 0
    while i < length:
        if code_at(text, i) >= 128:
            raise _not_hex(i)
        i += 1
    i = 0
    while True:
        while i < length and is_space(code_at(text, i)):
            i += 1
        if i == length:
            return bytes(result)
        high = _hex_digit(code_at(text, i))
        if high < 0:
            raise _not_hex(i)
        i += 1
        low = _hex_digit(code_at(text, i)) if i < length else -1
        if low < 0:
            raise _not_hex(i)
        result.append(high << 4 | low)
        i += 1


def _not_hex(place: int) -> ValueError:
    return ValueError("non-hexadecimal number found in fromhex() arg at position " + str(place))


def array_from_hex(text: str) -> bytearray:
    """`bytearray.fromhex(text)`."""
    return bytearray(from_hex(text))
