"""Checksums and texts of bytes: zlib.crc32, zlib.adler32, base64.b64encode and b64decode, binascii.hexlify."""

from __future__ import annotations

import binascii
from typing import Any, Final

from weft.rlib.bytes_hex import data_hex


def _crc_table() -> list[int]:
    table = []
    for start in range(256):
        value = start
        for _ in range(8):
            value = value >> 1 ^ 0xEDB88320 if value & 1 else value >> 1
        table.append(value)
    return table


CRC_TABLE: Final = _crc_table()
ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
VALUES: Final = [ALPHABET.find(code) if code in ALPHABET else -1 for code in range(256)]


def crc32(data: Any, value: int = 0) -> int:
    """`zlib.crc32(data, value)`."""
    crc = (value & 0xFFFFFFFF) ^ 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def adler32(data: Any, value: int = 1) -> int:
    """`zlib.adler32(data, value)`."""
    low = value & 0xFFFF
    high = value >> 16 & 0xFFFF
    for byte in data:
        low += byte
        if low >= 65521:
            low -= 65521
        high += low
        if high >= 65521:
            high -= 65521
    return high << 16 | low


def hexlify(data: Any, sep: str | None = None, bytes_per_sep: int = 1) -> bytes:
    """`binascii.hexlify(data, sep, bytes_per_sep)`."""
    return data_hex(bytes(data), sep, bytes_per_sep).encode("ascii")


def b64encode(s: Any) -> bytes:
    """`base64.b64encode(s)`."""
    result = bytearray()
    bits = 0
    count = 0
    for byte in s:
        bits = bits << 8 | byte
        count += 8
        while count >= 6:
            count -= 6
            result.append(ALPHABET[bits >> count & 63])
        bits &= 255
    if count > 0:
        result.append(ALPHABET[bits << (6 - count) & 63])
    while len(result) % 4 != 0:
        result.append(61)
    return bytes(result)


def b2a_base64(data: Any, *, newline: bool = True) -> bytes:
    """`binascii.b2a_base64(data)`."""
    if newline:
        return b64encode(data) + b"\n"
    return b64encode(data)


def b64decode(s: Any) -> bytes:
    """`base64.b64decode(s)`: of bytes, or of a str of ASCII characters."""
    if isinstance(s, str):
        return decode_base64(s.encode("ascii"))
    return decode_base64(s)


def decode_base64(data: Any) -> bytes:
    """Decode base 64; other characters are skipped."""
    result = bytearray()
    bits = 0
    digits = 0
    padding = 0
    for code in data:
        if code == 61:
            padding += 1
            if digits >= 2 and digits + padding >= 4:
                return bytes(result)
            continue
        value = VALUES[code]
        if value < 0:
            continue
        padding = 0
        bits = (bits << 6 | value) & 0xFFFF
        digits += 1
        if digits == 2:
            result.append(bits >> 4 & 255)
        elif digits == 3:
            result.append(bits >> 2 & 255)
        elif digits == 4:
            result.append(bits & 255)
            digits = 0
    if digits == 1:
        count = len(result) // 3 * 4 + 1
        raise binascii.Error(
            "Invalid base64-encoded string: number of data characters (" + str(count) + ") cannot be 1 more than a "
            "multiple of 4"
        )
    if digits != 0:
        raise binascii.Error("Incorrect padding")
    return bytes(result)


def unhexlify(data: Any) -> bytes:
    """`binascii.unhexlify(data)`, of bytes or a str."""
    text = data if isinstance(data, str) else bytes(data).decode("latin-1")
    if isinstance(data, str) and not text.isascii():
        raise ValueError("string argument should contain only ASCII characters")
    if len(text) % 2:
        raise binascii.Error("Odd-length string")
    result = bytearray()
    for place in range(0, len(text), 2):
        high = _HEX_DIGITS.find(text[place].lower())
        low = _HEX_DIGITS.find(text[place + 1].lower())
        if high < 0 or low < 0:
            raise binascii.Error("Non-hexadecimal digit found")
        result.append(high * 16 + low)
    return bytes(result)


_HEX_DIGITS: Final = "0123456789abcdef"
