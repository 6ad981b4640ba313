"""Encoding and decoding of text: UTF-8, ASCII and Latin-1, with the usual error handlers."""

from __future__ import annotations

from typing import Final

from weft.rlib.intrinsics import (
    StringBuilder,
    byte_at,
    bytes_from_bytearray,
    char_of,
    code_at,
    is_latin1,
    latin1_bytes,
    str_from_latin1,
)

UTF_8, LATIN_1, ASCII, UTF_8_SIG = range(4)
STRICT, IGNORE, REPLACE, BACKSLASH, SURROGATE_ESCAPE, CHARACTER_REFERENCE = range(6)
NAMES: Final = ["utf-8", "latin-1", "ascii", "utf-8"]


def codec(name: str) -> int:
    """Return the number of an encoding; LookupError for an unknown one."""
    if name == "utf-8":
        return UTF_8
    plain = name.lower().replace("_", "-").replace(" ", "-")
    if plain == "utf-8" or plain == "utf8" or plain == "u8":
        return UTF_8
    if plain == "latin-1" or plain == "latin1" or plain == "iso-8859-1" or plain == "iso8859-1" or plain == "l1":
        return LATIN_1
    if plain == "ascii" or plain == "us-ascii":
        return ASCII
    if plain == "utf-8-sig":
        return UTF_8_SIG
    raise LookupError("unknown encoding: " + name)


def handler(name: str) -> int:
    """Return the number of an error handler; LookupError for an unknown one."""
    if name == "strict":
        return STRICT
    if name == "ignore":
        return IGNORE
    if name == "replace":
        return REPLACE
    if name == "backslashreplace":
        return BACKSLASH
    if name == "surrogateescape":
        return SURROGATE_ESCAPE
    if name == "xmlcharrefreplace":
        return CHARACTER_REFERENCE
    raise LookupError("unknown error handler name '" + name + "'")


# Encoding -----------------------------------------------------------------------------------------------------------


def encode(text: str, encoding: str = "utf-8", errors: str = "strict") -> bytes:
    """`text.encode(encoding, errors)`."""
    return encode_with(text, codec(encoding), handler(errors))


def encode_with(text: str, kind: int, errors: int) -> bytes:
    """Encode with a codec and handler given by number."""
    if kind == LATIN_1:
        if is_latin1(text):
            return latin1_bytes(text)
        return _encode_narrow(text, 256, "latin-1", errors)
    if kind == ASCII:
        if is_ascii(text):
            return latin1_bytes(text)
        return _encode_narrow(text, 128, "ascii", errors)
    if kind == UTF_8_SIG:
        return b"\xef\xbb\xbf" + encode_utf8(text, errors)
    return encode_utf8(text, errors)


def is_ascii(text: str) -> bool:
    """True if all characters are ASCII."""
    if not is_latin1(text):
        return False
    i = 0
    while i < len(text):
        if code_at(text, i) >= 128:
            return False
        i += 1
    return True


def _utf8_size(text: str) -> int:
    size = len(text)
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code >= 128:
            size += 1
            if code >= 2048:
                size += 1
                if code >= 65536:
                    size += 1
        i += 1
    return size


def encode_utf8(text: str, errors: int) -> bytes:
    """Encode as UTF-8."""
    size = _utf8_size(text)
    if size == len(text):
        return latin1_bytes(text)
    data = bytearray()
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code < 128:
            data.append(code)
        elif 0xD800 <= code < 0xE000:
            stop = i + 1
            while errors == STRICT and stop < len(text) and 0xD800 <= code_at(text, stop) < 0xE000:
                stop += 1
            _encode_unencodable(data, text, i, stop, "utf-8", "surrogates not allowed", errors)
        else:
            append_utf8(data, code)
        i += 1
    return bytes(data)


def append_utf8(data: bytearray, code: int) -> None:
    """Append the UTF-8 form of a character that is not ASCII."""
    if code < 0x800:
        data.append(0xC0 | code >> 6)
    else:
        if code < 0x10000:
            data.append(0xE0 | code >> 12)
        else:
            data.append(0xF0 | code >> 18)
            data.append(0x80 | code >> 12 & 0x3F)
        data.append(0x80 | code >> 6 & 0x3F)
    data.append(0x80 | code & 0x3F)


def _encode_narrow(text: str, limit: int, name: str, errors: int) -> bytes:
    data = bytearray()
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code < limit:
            data.append(code)
        else:
            stop = i + 1
            while errors == STRICT and stop < len(text) and code_at(text, stop) >= limit:
                stop += 1
            reason = "ordinal not in range(256)" if limit == 256 else "ordinal not in range(128)"
            _encode_unencodable(data, text, i, stop, name, reason, errors)
        i += 1
    return bytes(data)


def _encode_unencodable(data: bytearray, text: str, start: int, stop: int, name: str, reason: str, errors: int) -> None:
    code = code_at(text, start)
    if errors == REPLACE:
        data.append(63)
    elif errors == BACKSLASH:
        _append_escape(data, code)
    elif errors == CHARACTER_REFERENCE:
        data.extend(latin1_bytes("&#" + str(code) + ";"))
    elif errors == SURROGATE_ESCAPE and 0xDC80 <= code < 0xDD00:
        data.append(code - 0xDC00)
    elif errors != IGNORE:
        raise UnicodeEncodeError(name, text, start, stop, reason)


def _append_escape(data: bytearray, code: int) -> None:
    digits = 2
    letter = 120
    if code >= 65536:
        digits = 8
        letter = 85
    elif code >= 256:
        digits = 4
        letter = 117
    data.append(92)
    data.append(letter)
    while digits > 0:
        digits -= 1
        digit = code >> 4 * digits & 15
        data.append(digit + 48 if digit < 10 else digit + 87)


# Decoding -----------------------------------------------------------------------------------------------------------


def decode(data: bytes, encoding: str = "utf-8", errors: str = "strict") -> str:
    """`data.decode(encoding, errors)`."""
    return decode_with(data, 0, len(data), codec(encoding), handler(errors))


def decode_array(data: bytearray, encoding: str = "utf-8", errors: str = "strict") -> str:
    """`data.decode(encoding, errors)` of a bytearray."""
    return decode(bytes_from_bytearray(data, 0, len(data)), encoding, errors)


def decode_with(data: bytes, start: int, stop: int, kind: int, errors: int) -> str:
    """Decode data[start:stop] with a codec and handler given by number."""
    if kind == UTF_8_SIG:
        if stop - start >= 3 and data[start] == 0xEF and data[start + 1] == 0xBB and data[start + 2] == 0xBF:
            start += 3
        kind = UTF_8
    if kind == LATIN_1:
        return str_from_latin1(data, start, stop)
    i = start
    while i < stop and byte_at(data, i) < 128:
        i += 1
    if i == stop:
        return str_from_latin1(data, start, stop)
    builder = StringBuilder(stop - start)
    while start < stop:
        byte = byte_at(data, start)
        if byte < 128:
            builder.append_char(char_of(byte))
            start += 1
        elif kind == ASCII:
            _decode_invalid(builder, data, start, start + 1, "ascii", "ordinal not in range(128)", errors)
            start += 1
        else:
            start = _decode_utf8_char(builder, data, start, stop, errors)
    return builder.build()


def _continues(data: bytes, i: int, stop: int, low: int, high: int) -> bool:
    return i < stop and low <= byte_at(data, i) < high


def _decode_utf8_char(builder: StringBuilder, data: bytes, i: int, stop: int, errors: int) -> int:
    """Decode the character at i that is not ASCII; returns where the next one begins."""
    first = byte_at(data, i)
    more = 0
    low, high = 0x80, 0xC0
    if 0xC2 <= first < 0xE0:
        more = 1
    elif 0xE0 <= first < 0xF0:
        more = 2
        if first == 0xE0:
            low = 0xA0
        elif first == 0xED:
            high = 0xA0
    elif 0xF0 <= first < 0xF5:
        more = 3
        if first == 0xF0:
            low = 0x90
        elif first == 0xF4:
            high = 0x90
    else:
        _decode_invalid(builder, data, i, i + 1, "utf-8", "invalid start byte", errors)
        return i + 1
    code = first & (0x3F >> more)
    place = i + 1
    while more > 0:
        if not _continues(data, place, stop, low, high):
            reason = "unexpected end of data" if place == stop else "invalid continuation byte"
            _decode_invalid(builder, data, i, place, "utf-8", reason, errors)
            return place
        low, high = 0x80, 0xC0
        code = code << 6 | byte_at(data, place) & 0x3F
        place += 1
        more -= 1
    builder.append_char(char_of(code))
    return place


def _decode_invalid(
    builder: StringBuilder, data: bytes, start: int, stop: int, name: str, reason: str, errors: int
) -> None:
    if errors == REPLACE:
        builder.append("\ufffd")
    elif errors == BACKSLASH:
        escape = bytearray()
        while start < stop:
            _append_escape(escape, data[start])
            start += 1
        builder.append(str_from_latin1(bytes(escape), 0, len(escape)))
    elif errors == SURROGATE_ESCAPE:
        while start < stop:
            builder.append_char(char_of(0xDC00 + data[start]))
            start += 1
    elif errors == CHARACTER_REFERENCE:
        raise TypeError("don't know how to handle UnicodeDecodeError in error callback")
    elif errors != IGNORE:
        raise UnicodeDecodeError(name, data, start, stop, reason)


def incomplete_tail(data: bytearray, start: int, stop: int) -> int:
    """Return how many bytes at the end of data[start:stop] begin a UTF-8 character that is not complete."""
    back = 1
    while back <= 3 and stop - back >= start:
        byte = data[stop - back]
        if byte >= 0xC0:
            size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            if size > back:
                return back
            return 0
        if byte < 0x80:
            return 0
        back += 1
    return 0


def path_bytes(path: str) -> bytes:
    """Return the name of a file as the system wants it."""
    return encode_utf8(path, SURROGATE_ESCAPE)


def path_text(buffer: bytearray, size: int) -> str:
    """Return a name from the system as text."""
    return decode_with(bytes_from_bytearray(buffer, 0, size), 0, size, UTF_8, SURROGATE_ESCAPE)


def check_no_zero(path: str) -> None:
    """Raise ValueError for a name that no file can have."""
    i = 0
    while i < len(path):
        if code_at(path, i) == 0:
            raise ValueError("embedded null byte")
        i += 1
