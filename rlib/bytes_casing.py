"""Methods of bytes about ASCII letters and other classes of bytes, and translation by a table."""

from __future__ import annotations

from typing import Any

from weft.rlib.bytes_methods import is_space
from weft.rlib.intrinsics import byte_at


def upper(data: bytes) -> bytes:
    """`data.upper()`."""
    result = bytearray(len(data))
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        result[i] = byte - 32 if 97 <= byte <= 122 else byte
        i += 1
    return bytes(result)


def lower(data: bytes) -> bytes:
    """`data.lower()`."""
    result = bytearray(len(data))
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        result[i] = byte + 32 if 65 <= byte <= 90 else byte
        i += 1
    return bytes(result)


def isdigit(data: bytes) -> bool:
    """`data.isdigit()`."""
    i = 0
    while i < len(data):
        if not 48 <= byte_at(data, i) <= 57:
            return False
        i += 1
    return i != 0


def isalpha(data: bytes) -> bool:
    """`data.isalpha()`."""
    i = 0
    while i < len(data):
        if not 97 <= byte_at(data, i) | 32 <= 122:
            return False
        i += 1
    return i != 0


def isalnum(data: bytes) -> bool:
    """`data.isalnum()`."""
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        if not (48 <= byte <= 57 or 97 <= byte | 32 <= 122):
            return False
        i += 1
    return i != 0


def isspace(data: bytes) -> bool:
    """`data.isspace()`."""
    i = 0
    while i < len(data):
        if not is_space(byte_at(data, i)):
            return False
        i += 1
    return i != 0


def isascii(data: bytes) -> bool:
    """`data.isascii()`."""
    i = 0
    while i < len(data):
        if byte_at(data, i) >= 128:
            return False
        i += 1
    return True


def _is_upper(byte: int) -> bool:
    return 65 <= byte <= 90


def _is_lower(byte: int) -> bool:
    return 97 <= byte <= 122


def islower(data: bytes) -> bool:
    """`data.islower()`."""
    found = False
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        if _is_upper(byte):
            return False
        found = found or _is_lower(byte)
        i += 1
    return found


def isupper(data: bytes) -> bool:
    """`data.isupper()`."""
    found = False
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        if _is_lower(byte):
            return False
        found = found or _is_upper(byte)
        i += 1
    return found


def istitle(data: bytes) -> bool:
    """`data.istitle()`."""
    found = False
    inside = False
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        if _is_upper(byte):
            if inside:
                return False
            found = True
            inside = True
        elif _is_lower(byte):
            if not inside:
                return False
            found = True
        else:
            inside = False
        i += 1
    return found


def swapcase(data: bytes) -> bytes:
    """`data.swapcase()`."""
    result = bytearray(len(data))
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        result[i] = byte ^ 32 if 65 <= byte & 223 <= 90 and byte < 128 else byte
        i += 1
    return bytes(result)


def title(data: bytes) -> bytes:
    """`data.title()`."""
    result = bytearray(len(data))
    inside = False
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        if _is_upper(byte):
            result[i] = byte + 32 if inside else byte
            inside = True
        elif _is_lower(byte):
            result[i] = byte if inside else byte - 32
            inside = True
        else:
            result[i] = byte
            inside = False
        i += 1
    return bytes(result)


def capitalize(data: bytes) -> bytes:
    """`data.capitalize()`."""
    return upper(data[:1]) + lower(data[1:])


def expandtabs(data: bytes, tabsize: int = 8) -> bytes:
    """`data.expandtabs(tabsize)`."""
    result = bytearray()
    column = 0
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        if byte == 9:
            if tabsize > 0:
                width = tabsize - column % tabsize
                column += width
                while width > 0:
                    result.append(32)
                    width -= 1
        else:
            result.append(byte)
            column += 1
            if byte == 10 or byte == 13:
                column = 0
        i += 1
    return bytes(result)


# Translation --------------------------------------------------------------------------------------------------------


def maketrans(frm: Any, to: Any) -> bytes:
    """`bytes.maketrans(frm, to)`."""
    if len(frm) != len(to):
        raise ValueError("maketrans arguments must have same length")
    table = bytearray(range(256))
    for i in range(len(frm)):
        table[frm[i]] = to[i]
    return bytes(table)


def translate(data: bytes, table: Any, delete: Any = b"") -> bytes:
    """`data.translate(table, delete)`; a table that is None changes nothing."""
    if table is not None:
        if len(table) != 256:
            raise ValueError("translation table must be 256 characters long")
    dropped = bytearray(256)
    for byte in delete:
        dropped[byte] = 1
    result = bytearray()
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        if dropped[byte] == 0:
            if table is None:
                result.append(byte)
            else:
                result.append(table[byte])
        i += 1
    return bytes(result)
