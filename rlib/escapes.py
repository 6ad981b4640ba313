"""repr() and ascii() of str, bytes and bytearray."""

from __future__ import annotations

from typing import Any, Final

from weft.rlib.characters import is_printable
from weft.rlib.intrinsics import StringBuilder, byte_at, bytes_from_bytearray, char_of, code_at

HEX_DIGITS: Final = "0123456789abcdef"
_BACKSLASH: Final = 92
_QUOTE: Final = 39
_DOUBLE_QUOTE: Final = 34
_QUOTE_ITSELF: Final = -1
"""Only the quote around a literal is escaped in it."""


def _append_hex(builder: StringBuilder, code: int, digits: int) -> None:
    shift = 4 * digits - 4
    while shift >= 0:
        builder.append_char(char_of(code_at(HEX_DIGITS, code >> shift & 15)))
        shift -= 4


def _append_escape(builder: StringBuilder, code: int) -> None:
    """Append the escape sequence of a character that is not printed as itself."""
    if code == 10:
        builder.append("\\n")
    elif code == 13:
        builder.append("\\r")
    elif code == 9:
        builder.append("\\t")
    elif code < 256:
        builder.append("\\x")
        _append_hex(builder, code, 2)
    elif code < 65536:
        builder.append("\\u")
        _append_hex(builder, code, 4)
    else:
        builder.append("\\U")
        _append_hex(builder, code, 8)


def str_repr(text: str) -> str:
    """`repr(text)`."""
    return _quoted(text, 0x110000)


def str_ascii(text: str) -> str:
    """`ascii(text)`."""
    return _quoted(text, 128)


def ascii_text(value: Any) -> str:
    """`ascii(value)`."""
    return ascii_of_repr(repr(value))


def ascii_of_repr(text: str) -> str:
    """Escape what is not ASCII in a repr: `ascii(x)` from `repr(x)`."""
    builder = StringBuilder(len(text))
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code < 128:
            builder.append_char(char_of(code))
        else:
            _append_escape(builder, code)
        i += 1
    return builder.build()


def _quoted(text: str, limit: int) -> str:
    """Quote a text; characters from `limit` on are escaped even if printable."""
    quote = _QUOTE
    plain = True
    double = False
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code == _QUOTE:
            quote = _DOUBLE_QUOTE
        elif code == _DOUBLE_QUOTE:
            double = True
        elif code < 32 or code >= 127 or code == _BACKSLASH:
            plain = False
        i += 1
    if quote == _DOUBLE_QUOTE and double:
        quote = _QUOTE
        plain = False
    builder = StringBuilder(len(text) + 2)
    builder.append_char(char_of(quote))
    if plain:
        builder.append(text)
    else:
        _append_escaped(builder, text, quote, limit)
    builder.append_char(char_of(quote))
    return builder.build()


def _append_escaped(builder: StringBuilder, text: str, quote: int, limit: int) -> None:
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code == quote or code == _BACKSLASH:
            builder.append_char("\\")
            builder.append_char(char_of(code))
        elif code < limit and is_printable(code):
            builder.append_char(char_of(code))
        else:
            _append_escape(builder, code)
        i += 1


def bytes_repr(data: bytes) -> str:
    """`repr(data)` of bytes."""
    builder = StringBuilder(len(data) + 3)
    _append_bytes(builder, data, _QUOTE_ITSELF)
    return builder.build()


def bytearray_repr(data: bytearray) -> str:
    """`repr(data)` of a bytearray, in which a single quote is always escaped."""
    builder = StringBuilder(len(data) + 14)
    builder.append("bytearray(")
    _append_bytes(builder, bytes_from_bytearray(data, 0, len(data)), _QUOTE)
    builder.append_char(")")
    return builder.build()


def _append_bytes(builder: StringBuilder, data: bytes, escaped: int) -> None:
    """Append a bytes literal; `escaped` is escaped too."""
    quote = _QUOTE
    double = False
    i = 0
    while i < len(data):
        code = byte_at(data, i)
        if code == _QUOTE:
            quote = _DOUBLE_QUOTE
        elif code == _DOUBLE_QUOTE:
            double = True
        i += 1
    if double:
        quote = _QUOTE
    builder.append_char("b")
    builder.append_char(char_of(quote))
    i = 0
    while i < len(data):
        code = byte_at(data, i)
        if code == quote or code == escaped or code == _BACKSLASH:
            builder.append_char("\\")
            builder.append_char(char_of(code))
        elif 32 <= code < 127:
            builder.append_char(char_of(code))
        else:
            _append_escape(builder, code)
        i += 1
    builder.append_char(char_of(quote))


def unquoted(text: str) -> str:
    """Return the str whose repr this is."""
    builder = StringBuilder(len(text))
    index = 1
    while index < len(text) - 1:
        char = text[index]
        index += 1
        if char != "\\":
            builder.append(char)
            continue
        char = text[index]
        index += 1
        digits = 2 if char == "x" else 4 if char == "u" else 8 if char == "U" else 0
        if digits:
            builder.append(chr(int(text[index : index + digits], 16)))
            index += digits
        else:
            builder.append("\n" if char == "n" else "\t" if char == "t" else "\r" if char == "r" else char)
    return builder.build()
