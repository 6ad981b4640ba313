"""Methods of bytearray: those of bytes on a copy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weft.rlib import bytes_casing, bytes_hex, bytes_methods


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


def startswith(data: bytearray, prefix: Any, start: int | None = None, end: int | None = None) -> bool:
    """`data.startswith(prefix, start, end)`."""
    return bytes_methods.startswith(bytes(data), prefix, start, end)


def endswith(data: bytearray, suffix: Any, start: int | None = None, end: int | None = None) -> bool:
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
    return bytearray(bytes_casing.upper(bytes(data)))


def lower(data: bytearray) -> bytearray:
    """`data.lower()`."""
    return bytearray(bytes_casing.lower(bytes(data)))


def title(data: bytearray) -> bytearray:
    """`data.title()`."""
    return bytearray(bytes_casing.title(bytes(data)))


def swapcase(data: bytearray) -> bytearray:
    """`data.swapcase()`."""
    return bytearray(bytes_casing.swapcase(bytes(data)))


def capitalize(data: bytearray) -> bytearray:
    """`data.capitalize()`."""
    return bytearray(bytes_casing.capitalize(bytes(data)))


def islower(data: bytearray) -> bool:
    """`data.islower()`."""
    return bytes_casing.islower(bytes(data))


def isupper(data: bytearray) -> bool:
    """`data.isupper()`."""
    return bytes_casing.isupper(bytes(data))


def istitle(data: bytearray) -> bool:
    """`data.istitle()`."""
    return bytes_casing.istitle(bytes(data))


def isdigit(data: bytearray) -> bool:
    """`data.isdigit()`."""
    return bytes_casing.isdigit(bytes(data))


def isalpha(data: bytearray) -> bool:
    """`data.isalpha()`."""
    return bytes_casing.isalpha(bytes(data))


def isalnum(data: bytearray) -> bool:
    """`data.isalnum()`."""
    return bytes_casing.isalnum(bytes(data))


def isspace(data: bytearray) -> bool:
    """`data.isspace()`."""
    return bytes_casing.isspace(bytes(data))


def isascii(data: bytearray) -> bool:
    """`data.isascii()`."""
    return bytes_casing.isascii(bytes(data))


def expandtabs(data: bytearray, tabsize: int = 8) -> bytearray:
    """`data.expandtabs(tabsize)`."""
    return bytearray(bytes_casing.expandtabs(bytes(data), tabsize))


def translate(data: bytearray, table: Any, delete: Any = b"") -> bytearray:
    """`data.translate(table, delete)`."""
    return bytearray(bytes_casing.translate(bytes(data), table, delete))


def rindex(data: bytearray, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.rindex(part, start, end)`."""
    return bytes_methods.rindex(bytes(data), part, start, end)


def removeprefix(data: bytearray, prefix: bytes) -> bytearray:
    """`data.removeprefix(prefix)`."""
    return bytearray(bytes_methods.removeprefix(bytes(data), prefix))


def removesuffix(data: bytearray, suffix: bytes) -> bytearray:
    """`data.removesuffix(suffix)`."""
    return bytearray(bytes_methods.removesuffix(bytes(data), suffix))


def zfill(data: bytearray, width: int) -> bytearray:
    """`data.zfill(width)`."""
    return bytearray(bytes_methods.zfill(bytes(data), width))


def rsplit(data: bytearray, sep: bytes | None = None, maxsplit: int = -1) -> list[bytearray]:
    """`data.rsplit(sep, maxsplit)`."""
    pieces: list[bytearray] = []
    for piece in bytes_methods.rsplit(bytes(data), sep, maxsplit):
        pieces.append(bytearray(piece))
    return pieces


def splitlines(data: bytearray, keepends: bool = False) -> list[bytearray]:
    """`data.splitlines(keepends)`."""
    pieces: list[bytearray] = []
    for piece in bytes_methods.splitlines(bytes(data), keepends):
        pieces.append(bytearray(piece))
    return pieces


def partition(data: bytearray, sep: bytes) -> tuple[bytearray, bytearray, bytearray]:
    """`data.partition(sep)`."""
    before, found, after = bytes_methods.partition(bytes(data), sep)
    return bytearray(before), bytearray(found), bytearray(after)


def rpartition(data: bytearray, sep: bytes) -> tuple[bytearray, bytearray, bytearray]:
    """`data.rpartition(sep)`."""
    before, found, after = bytes_methods.rpartition(bytes(data), sep)
    return bytearray(before), bytearray(found), bytearray(after)


def ljust(data: bytearray, width: int, fillchar: bytes = b" ") -> bytearray:
    """`data.ljust(width, fillchar)`."""
    return bytearray(bytes_methods.ljust(bytes(data), width, fillchar))


def rjust(data: bytearray, width: int, fillchar: bytes = b" ") -> bytearray:
    """`data.rjust(width, fillchar)`."""
    return bytearray(bytes_methods.rjust(bytes(data), width, fillchar))


def center(data: bytearray, width: int, fillchar: bytes = b" ") -> bytearray:
    """`data.center(width, fillchar)`."""
    return bytearray(bytes_methods.center(bytes(data), width, fillchar))


def data_hex(data: bytearray, sep: str | None = None, bytes_per_sep: int = 1) -> str:
    """`data.hex(...)`."""
    return bytes_hex.data_hex(bytes(data), sep, bytes_per_sep)


def extend(data: bytearray, values: Iterable[int]) -> None:
    """`data.extend(values)` for any iterable of ints."""
    for value in values:
        data.append(value)


def repeated(data: bytearray, count: int) -> bytearray:
    """`data *= count`."""
    once = bytes(data)
    if count <= 0:
        data.clear()
    while count > 1:
        data.extend(once)
        count -= 1
    return data


def remove(data: bytearray, value: int) -> None:
    """`data.remove(value)`."""
    i = 0
    while i < len(data):
        if data[i] == value:
            data.pop(i)
            return
        i += 1
    raise ValueError("value not found in bytearray")
