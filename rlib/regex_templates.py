r"""Templates of `sub` and `expand` (`\1`, `\g<name>`, `\n`), and `re.escape`."""

from __future__ import annotations

import re
from typing import Any, Final

from weft.rlib.intrinsics import StringBuilder, latin1_bytes

_SPECIAL: Final = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"
_ESCAPES: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
_LITERAL: Final = -1


class Template:
    """A template in pieces: before each group number stands a text, maybe empty, and one more at the end."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.groups: list[int] = []


def _digit(text: str, index: int) -> int:
    """Return the value of a digit, or -1."""
    if index < len(text) and "0" <= text[index] <= "9":
        return ord(text[index]) - 48
    return -1


def _number_of(name: str, template: str, place: int, groups: int, names: dict[str, int]) -> int:
    """Return the number of the group that stands in `\\g<...>`."""
    if name.isdigit() and name.isascii():
        number = int(name) if len(name) < 10 else groups + 1
        if number > groups:
            raise re.error("invalid group reference " + name, template, place)
        return number
    if not name.isidentifier():
        raise re.error("bad character in group name " + repr(name), template, place)
    if name not in names:
        raise IndexError("unknown group name " + repr(name))
    return names[name]


class _Parser:
    """Reads a template from left to right."""

    def __init__(self, text: str, groups: int, names: dict[str, int]) -> None:
        self.text = text
        self.groups = groups
        self.names = names
        self.place = 0
        self.literal = StringBuilder(len(text))
        self.result = Template()

    def parse(self) -> Template:
        """Return the pieces."""
        text = self.text
        while self.place < len(text):
            char = text[self.place]
            if char != "\\":
                self.literal.append_char(char)
                self.place += 1
            elif self.place + 1 == len(text):
                self._check_next(self.place)
            elif text[self.place + 1] == "g":
                self._named()
            elif _digit(text, self.place + 1) >= 0:
                self._numbered()
            else:
                self._escape(text[self.place + 1])
        self.result.texts.append(self.literal.build())
        return self.result

    def _check_next(self, place: int) -> None:
        """Refuse a backslash at the end; CPython sees it as soon as it has read what stands before."""
        if place + 1 == len(self.text) and self.text[place] == "\\":
            raise re.error("bad escape (end of pattern)", self.text, place)

    def _reference(self, number: int) -> None:
        self.result.texts.append(self.literal.build())
        self.result.groups.append(number)
        self.literal = StringBuilder(16)

    def _named(self) -> None:
        text = self.text
        start = self.place + 3
        self._check_next(start - 1)
        if start > len(text) or text[start - 1] != "<":
            raise re.error("missing <", text, self.place + 2)
        stop = self._end_of_name(start)
        if start == len(text) or stop == start:
            raise re.error("missing group name", text, start)
        if stop < 0:
            raise re.error("missing >, unterminated name", text, start)
        self._reference(_number_of(text[start:stop], text, start, self.groups, self.names))
        self.place = stop + 1

    def _end_of_name(self, start: int) -> int:
        """Return where the next `>` is that stands behind no backslash, or -1."""
        text = self.text
        self._check_next(start)
        place = start
        while place < len(text) and text[place] != ">":
            place += 2 if text[place] == "\\" else 1
            self._check_next(place)
        self._check_next(place + 1)
        return place if place < len(text) else -1

    def _numbered(self) -> None:
        text = self.text
        at = self.place + 1
        first, second, third = _digit(text, at), _digit(text, at + 1), _digit(text, at + 2)
        if first == 0:
            code = 0
            self.place += 2
            for digit in (second, third):
                if digit < 0 or digit > 7:
                    break
                code = 8 * code + digit
                self.place += 1
            self.literal.append_char(chr(code))
        elif 0 <= second <= 7 and 0 <= third <= 7 and first <= 7:
            code = 64 * first + 8 * second + third
            self._check_next(self.place + 4)
            if code > 255:
                octal = text[self.place : self.place + 4]
                raise re.error("octal escape value " + octal + " outside of range 0-0o377", text, self.place)
            self.literal.append_char(chr(code))
            self.place += 4
        else:
            self._check_next(at + 1 if second < 0 else at + 2)
            number = first if second < 0 else 10 * first + second
            if number > self.groups:
                raise re.error("invalid group reference " + str(number), text, at)
            self._reference(number)
            self.place += 2 if second < 0 else 3

    def _escape(self, char: str) -> None:
        self._check_next(self.place + 2)
        if char in _ESCAPES:
            self.literal.append(_ESCAPES[char])
        elif "a" <= char <= "z" or "A" <= char <= "Z":
            raise re.error("bad escape \\" + char, self.text, self.place)
        else:
            self.literal.append_char("\\")
            self.literal.append_char(char)
        self.place += 2


def parse_template(text: str, groups: int, names: dict[str, int]) -> Template:
    """Return the pieces of a template for an expression with these groups."""
    return _Parser(text, groups, names).parse()


def escape(pattern: Any) -> Any:
    """`re.escape`."""
    if isinstance(pattern, bytes):
        return latin1_bytes(_escape(pattern.decode("latin-1")))
    return _escape(pattern)


def _escape(pattern: str) -> str:
    builder = StringBuilder(len(pattern) + 8)
    for char in pattern:
        if char in _SPECIAL:
            builder.append_char("\\")
        builder.append_char(char)
    return builder.build()


def purge() -> None:
    """`re.purge`: there is no cache."""
