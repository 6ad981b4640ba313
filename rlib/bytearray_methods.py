"""Methods of bytearray: those of bytes on a copy."""

from __future__ import annotations

from collections.abc import Iterable

from weft.rlib import bytes_methods


def find(data: bytearray, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.find(part, start, end)`."""
    return bytes_methods.find(bytes(data), part, start, end)


def rfind(data: bytearray, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.rfind(part, start, end)`."""
    return bytes_methods.rfind(bytes(data), part, start, end)


def index(data: bytearray, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.index(part, start, end)`."""
    return bytes_methods.index(bytes(data), part, start, end)


def count(data: bytearray, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.count(part, start, end)`."""
    return bytes_methods.count(bytes(data), part, start, end)


def startswith(data: bytearray, prefix: bytes, start: int | None = None, end: int | None = None) -> bool:
    """`data.startswith(prefix, start, end)`."""
    return bytes_methods.startswith(bytes(data), prefix, start, end)


def endswith(data: bytearray, suffix: bytes, start: int | None = None, end: int | None = None) -> bool:
    """`data.endswith(suffix, start, end)`."""
    return bytes_methods.endswith(bytes(data), suffix, start, end)


def split(data: bytearray, sep: bytes | None = None, maxsplit: int = -1) -> list[bytearray]:
    """`data.split(sep, maxsplit)`."""
    pieces: list[bytearray] = []
    for piece in bytes_methods.split(bytes(data), sep, maxsplit):
        pieces.append(bytearray(piece))
    return pieces


def join(separator: bytearray, items: Iterable[bytes]) -> bytearray:
    """`separator.join(items)`."""
    return bytearray(bytes_methods.join(bytes(separator), items))


def replace(data: bytearray, old: bytes, new: bytes, count: int = -1) -> bytearray:
    """`data.replace(old, new, count)`."""
    return bytearray(bytes_methods.replace(bytes(data), old, new, count))


def strip(data: bytearray, chars: bytes | None = None) -> bytearray:
    """`data.strip(chars)`."""
    return bytearray(bytes_methods.strip(bytes(data), chars))


def lstrip(data: bytearray, chars: bytes | None = None) -> bytearray:
    """`data.lstrip(chars)`."""
    return bytearray(bytes_methods.lstrip(bytes(data), chars))


def rstrip(data: bytearray, chars: bytes | None = None) -> bytearray:
    """`data.rstrip(chars)`."""
    return bytearray(bytes_methods.rstrip(bytes(data), chars))


def upper(data: bytearray) -> bytearray:
    """`data.upper()`."""
    return bytearray(bytes_methods.upper(bytes(data)))


def lower(data: bytearray) -> bytearray:
    """`data.lower()`."""
    return bytearray(bytes_methods.lower(bytes(data)))


def data_hex(data: bytearray, sep: str | None = None, bytes_per_sep: int = 1) -> str:
    """`data.hex(...)`."""
    return bytes_methods.data_hex(bytes(data), sep, bytes_per_sep)


def extend(data: bytearray, values: Iterable[int]) -> None:
    """`data.extend(values)` for any iterable of ints."""
    for value in values:
        data.append(value)


def remove(data: bytearray, value: int) -> None:
    """`data.remove(value)`."""
    i = 0
    while i < len(data):
        if data[i] == value:
            data.pop(i)
            return
        i += 1
    raise ValueError("value not found in bytearray")
