"""Text as "quoted-printable", the encoding of mail: binascii.b2a_qp and binascii.a2b_qp."""

from __future__ import annotations

from typing import Any, Final

_LINE: Final = 76
_DIGITS: Final = b"0123456789ABCDEF"
_TAB, _NEWLINE, _RETURN, _SPACE, _DOT, _EQUALS, _UNDERSCORE = 9, 10, 13, 32, 46, 61, 95


def b2a_qp(data: Any, quotetabs: bool = False, istext: bool = True, header: bool = False) -> bytes:
    """`binascii.b2a_qp(data, quotetabs, istext, header)`."""
    crlf = False
    first = data.find(b"\n")
    if first > 0 and data[first - 1] == _RETURN:
        crlf = True
    result = bytearray()
    column = 0
    place = 0
    size = len(data)
    while place < size:
        code = data[place]
        if _needs_quotes(data, place, column, quotetabs, istext, header):
            if column + 3 >= _LINE:
                _soft_break(result, crlf)
                column = 0
            _quote(result, code)
            column += 3
            place += 1
            continue
        ends = code == _NEWLINE or (code == _RETURN and place + 1 < size and data[place + 1] == _NEWLINE)
        if istext and ends:
            # Space at the end of a line is quoted after the fact.
            if len(result) > 0 and (result[-1] == _SPACE or result[-1] == _TAB):
                last = result[-1]
                result.pop()
                _quote(result, last)
            if crlf:
                result.append(_RETURN)
            result.append(_NEWLINE)
            place += 2 if code == _RETURN else 1
            column = 0
            continue
        if place + 1 != size and data[place + 1] != _NEWLINE and column + 1 >= _LINE:
            _soft_break(result, crlf)
            column = 0
        column += 1
        result.append(_UNDERSCORE if header and code == _SPACE else code)
        place += 1
    return bytes(result)


def _needs_quotes(data: Any, place: int, column: int, quotetabs: bool, istext: bool, header: bool) -> bool:
    code = data[place]
    size = len(data)
    if code > 126 or code == _EQUALS or (header and code == _UNDERSCORE):
        return True
    if code == _DOT and column == 0:
        # A line with nothing but a dot ends a message.
        return place + 1 == size or data[place + 1] in (_NEWLINE, _RETURN, 0)
    if not istext and (code == _RETURN or code == _NEWLINE):
        return True
    if (code == _TAB or code == _SPACE) and place + 1 == size:
        return True
    if code < 33 and code not in (_RETURN, _NEWLINE, _TAB, _SPACE):
        return True
    return code < 33 and code != _RETURN and code != _NEWLINE and quotetabs


def _quote(result: bytearray, code: int) -> None:
    result.append(_EQUALS)
    result.append(_DIGITS[code >> 4])
    result.append(_DIGITS[code & 15])


def _soft_break(result: bytearray, crlf: bool) -> None:
    result.append(_EQUALS)
    if crlf:
        result.append(_RETURN)
    result.append(_NEWLINE)


def a2b_qp(data: Any, header: bool = False) -> bytes:
    """`binascii.a2b_qp(data, header)`, of bytes or of a str of ASCII characters."""
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return _unquoted(data.encode("ascii"), header)
    return _unquoted(data, header)


def _unquoted(data: Any, header: bool) -> bytes:
    result = bytearray()
    place = 0
    size = len(data)
    while place < size:
        code = data[place]
        place += 1
        if code == _UNDERSCORE and header:
            result.append(_SPACE)
            continue
        if code != _EQUALS:
            result.append(code)
            continue
        if place >= size:
            break
        code = data[place]
        if code == _NEWLINE or code == _RETURN:
            # A soft line break: up to the end of the line.
            while place < size and data[place] != _NEWLINE:
                place += 1
            place += 1
        elif code == _EQUALS:
            result.append(_EQUALS)
            place += 1
        elif place + 1 < size and _digit(code) >= 0 and _digit(data[place + 1]) >= 0:
            result.append(_digit(code) * 16 + _digit(data[place + 1]))
            place += 2
        else:
            result.append(_EQUALS)
    return bytes(result)


def _digit(code: int) -> int:
    """The value of a hexadecimal digit, -1 if it is none."""
    if 48 <= code <= 57:
        return code - 48
    low = code | 32
    return low - 87 if 97 <= low <= 102 else -1
