"""The struct module for formats that are only known at run time, such as `"<%dH" % count`: integers and padding.

What a format of floats or bytes gives would have another type than one of integers, so those raise
NotImplementedError.  Formats that are constants are in `struct_formats.py`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, Final

from weft.rlib.packing import high_byte, unsigned_high_byte

_SIZES: Final = {"x": 1, "b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 4, "L": 4, "q": 8, "Q": 8}
_NATIVE_SIZES: Final = {**_SIZES, "l": 8, "L": 8, "n": 8, "N": 8}
_OTHERS: Final = "cspefd?P"


def _refusals(format_: str, value: int) -> str:
    """What CPython says about a value that does not fit."""
    try:
        struct.pack(format_, value)
    except (struct.error, OverflowError) as error:
        return str(error)
    raise AssertionError(format_)


_NUMBERS: Final = ["<" + code for code in _SIZES if code != "x"] + ["@" + code for code in _NATIVE_SIZES if code != "x"]
_TOO_LOW: Final = {
    text: _refusals(text, -(1 << 8 * struct.calcsize(text)) if text[1].islower() else -1) for text in _NUMBERS
}
_TOO_HIGH: Final = {text: _refusals(text, 1 << 8 * struct.calcsize(text)) for text in _NUMBERS}


class Struct:
    """A format: for each value its place, size and code."""

    def __init__(self, format: str) -> None:  # noqa: A002 - CPython's name
        self.format = format
        self.size = 0
        self._places: list[int] = []
        self._sizes: list[int] = []
        self._codes: list[str] = []
        start = 1 if format[:1] in ("@", "=", "<", ">", "!") else 0
        native = start == 0 or format[0] == "@"
        self._native = native
        self._big = start == 1 and format[0] in ">!"
        count = -1
        for char in format[start:]:
            if "0" <= char <= "9":
                count = max(count, 0) * 10 + ord(char) - 48
            elif char.isspace():
                if count >= 0:
                    raise struct.error("bad char in struct format")
            else:
                self._add(char, 1 if count < 0 else count, native)
                count = -1
        if count >= 0:
            raise struct.error("repeat count given without format specifier")

    def _add(self, code: str, count: int, native: bool) -> None:
        sizes = _NATIVE_SIZES if native else _SIZES
        if code not in sizes:
            if code in _OTHERS:
                raise NotImplementedError("struct format '" + code + "' in a format made at run time")
            raise struct.error("bad char in struct format")
        size = sizes[code]
        if native:
            self.size = -(-self.size // size) * size
        if code == "x":
            self.size += count
            return
        for _ in range(count):
            self._places.append(self.size)
            self._sizes.append(size)
            self._codes.append(code)
            self.size += size

    def _value(self, data: Any, i: int, at: int) -> int:
        """The i-th value."""
        size = self._sizes[i]
        start = at + self._places[i]
        signed = self._codes[i].islower()
        low = 0
        for k in range(min(size, 7)):
            low |= data[start + (size - 1 - k if self._big else k)] << 8 * k
        if size == 8:
            top = data[start if self._big else start + 7]
            return high_byte(low, top) if signed else unsigned_high_byte(low, top)
        sign = 1 << 8 * size - 1
        return (low ^ sign) - sign if signed else low

    def _values(self, data: Any, at: int) -> tuple[int, ...]:
        values: list[int] = []
        for i in range(len(self._places)):
            values.append(self._value(data, i, at))
        return tuple(values)

    def unpack(self, buffer: Any) -> tuple[int, ...]:
        """`unpack(buffer)`."""
        if len(buffer) != self.size:
            raise struct.error("unpack requires a buffer of " + str(self.size) + " bytes")
        return self._values(buffer, 0)

    def unpack_from(self, buffer: Any, offset: int = 0) -> tuple[int, ...]:
        """`unpack_from(buffer, offset)`."""
        size = len(buffer)
        at = offset
        if at < 0:
            if at + self.size > 0:
                raise struct.error("not enough data to unpack " + str(self.size) + " bytes at offset " + str(at))
            if at + size < 0:
                raise struct.error("offset " + str(at) + " out of range for " + str(size) + "-byte buffer")
            at += size
        if size - at < self.size:
            raise struct.error(
                "unpack_from requires a buffer of at least " + str(at + self.size) + " bytes for unpacking "
                + str(self.size) + " bytes at offset " + str(at) + " (actual buffer size is " + str(size) + ")"
            )  # fmt: skip
        return self._values(buffer, at)

    def iter_unpack(self, buffer: Any) -> Iterator[tuple[int, ...]]:
        """`iter_unpack(buffer)`."""
        if self.size == 0:
            raise struct.error("cannot iteratively unpack with a struct of length 0")
        if len(buffer) % self.size != 0:
            raise struct.error("iterative unpacking requires a buffer of a multiple of " + str(self.size) + " bytes")
        for at in range(0, len(buffer), self.size):
            yield self._values(buffer, at)

    def pack(self, *values: int) -> bytes:
        """`pack(*values)`."""
        if len(values) != len(self._places):
            raise struct.error(
                "pack expected " + str(len(self._places)) + " items for packing (got " + str(len(values)) + ")"
            )
        buffer = bytearray(self.size)
        i = 0
        for value in values:
            self._put(buffer, i, value)
            i += 1
        return bytes(buffer)

    def _put(self, buffer: bytearray, i: int, value: int) -> None:
        size = self._sizes[i]
        code = self._codes[i]
        _check(value, code, size, self._native)
        start = self._places[i]
        for k in range(size):
            buffer[start + (size - 1 - k if self._big else k)] = value >> 8 * k & 255


def _check(value: int, code: str, size: int, native: bool) -> None:
    """Raise CPython's errors for integers that do not fit."""
    if size == 8:
        if value < 0 and code.isupper():
            raise struct.error(_TOO_LOW[("@" if native else "<") + code])
        return
    low = -(1 << 8 * size - 1) if code.islower() else 0
    high = (1 << 8 * size - 1) - 1 if code.islower() else (1 << 8 * size) - 1
    if value < low:
        raise struct.error(_TOO_LOW[("@" if native else "<") + code])
    if value > high:
        raise struct.error(_TOO_HIGH[("@" if native else "<") + code])


def unpack(format: str, buffer: Any) -> tuple[int, ...]:  # noqa: A002 - CPython's name
    """`struct.unpack(format, buffer)`."""
    return Struct(format).unpack(buffer)


def unpack_from(format: str, buffer: Any, offset: int = 0) -> tuple[int, ...]:  # noqa: A002 - CPython's name
    """`struct.unpack_from(format, buffer, offset)`."""
    return Struct(format).unpack_from(buffer, offset)


def pack(format: str, *values: int) -> bytes:  # noqa: A002 - CPython's name
    """`struct.pack(format, *values)`."""
    return Struct(format).pack(*values)


def calcsize(format: str) -> int:  # noqa: A002 - CPython's name
    """`struct.calcsize(format)`."""
    return Struct(format).size
