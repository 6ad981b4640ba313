"""`template % values` where the template is only known when the program runs.

A `PercentReader` goes through the template; the values, which have types of their own, are given to it one by one by
code made for their number (`annotator/generated.py`): what it wants next is a value, a width or a precision.
"""

from __future__ import annotations

from typing import Any

from weft.rlib.format_spec import FormatSpec, percent_spec
from weft.rlib.formatting import format_with, percent_char, percent_float, percent_index, percent_number
from weft.rlib.intrinsics import StringBuilder, char_of, code_at, substring

NOTHING, VALUE, WIDTH, PRECISION = range(4)


class PercentReader:
    """Reads a template up to the next conversion, and collects the text."""

    def __init__(self, template: str):
        self.template = template
        self.position = 0
        self.out = StringBuilder(len(template) + 16)
        self.flags = ""
        self.width = -1
        self.precision = -1
        self.key = ""
        self.has_key = False
        self.wants = NOTHING
        self.letter = ""
        self.letters = "sradiuxXoeEfFgGc"
        self.kind = "string"

    def _code(self) -> int:
        if self.position >= len(self.template):
            raise ValueError("incomplete format")
        return code_at(self.template, self.position)

    def _number(self) -> int:
        number = 0
        while 48 <= self._code() <= 57:
            number = number * 10 + self._code() - 48
            self.position += 1
        return number

    def start(self) -> None:
        """Go on to the next conversion, if there is one; `wants` says what it needs first."""
        template = self.template
        self.wants = NOTHING
        while True:
            found = template.find("%", self.position)
            if found < 0:
                self.out.append(substring(template, self.position, len(template)))
                self.position = len(template)
                return
            self.out.append(substring(template, self.position, found))
            self.position = found + 1
            if self._code() != 37:
                break
            self.out.append("%")
            self.position += 1
        self._read_key()
        first = self.position
        while self._code() in (32, 35, 43, 45, 48):
            self.position += 1
        self.flags = substring(template, first, self.position)
        self.width = -1
        self.precision = -1
        if self._code() == 42:
            self.position += 1
            self.wants = WIDTH
        else:
            if 49 <= self._code() <= 57:
                self.width = self._number()
            self._read_precision()

    def _read_key(self) -> None:
        self.has_key = self._code() == 40
        if self.has_key:
            end = self.template.find(")", self.position)
            if end < 0:
                raise ValueError("incomplete format key")
            self.key = substring(self.template, self.position + 1, end)
            self.position = end + 1

    def _read_precision(self) -> None:
        self.wants = VALUE
        if self._code() == 46:
            self.position += 1
            if self._code() == 42:
                self.position += 1
                self.wants = PRECISION
            else:
                self.precision = self._number()

    def take_number(self, value: int) -> None:
        """Take a width or precision, which comes from the values."""
        if self.wants == WIDTH:
            if value < 0:
                self.flags += "-"
                value = -value
            self.width = value
            self._read_precision()
        else:
            self.precision = max(value, 0)
            self.wants = VALUE

    def spec(self) -> FormatSpec:
        """The conversion itself: read its letter; its value follows."""
        code = self._code()
        if code in (104, 108, 76):  # length modifiers, which mean nothing
            self.position += 1
            code = self._code()
        index = self.position
        self.position += 1
        self.letter = char_of(code)
        if self.letters.find(self.letter) < 0:
            place = "(0x" + format(code, "x") + ") at index " + str(index)
            raise ValueError("unsupported format character '" + self.letter + "' " + place)
        kind = "d" if code == 105 or code == 117 else char_of(code)
        return percent_spec(self.flags, self.width, self.precision, kind)


def give(reader: PercentReader, value: Any) -> None:
    """Give the reader the next value; raises TypeError if it wants none."""
    if wants_converted(reader, value):
        convert(reader, value)


def wants_converted(reader: PercentReader, value: Any) -> bool:
    """Let the reader take a width or precision; True if the value is to be converted instead."""
    if reader.wants == NOTHING:
        raise TypeError("not all arguments converted during " + reader.kind + " formatting")
    if reader.wants == VALUE:
        if reader.has_key:
            raise TypeError("format requires a mapping")
        return True
    if not isinstance(value, int):
        raise TypeError("* wants int")
    reader.take_number(value)
    return False


def convert(reader: PercentReader, value: Any) -> None:
    """Append a value as the conversion says, and go on."""
    spec = reader.spec()
    kind = spec.kind
    if kind == 115:
        text = format_with(str(value), spec)
    elif kind == 114:
        text = format_with(repr(value), spec)
    elif kind == 97:
        text = format_with(ascii(value), spec)
    elif kind == 99:
        text = format_with(percent_char(value), spec)
    elif kind == 100:
        text = percent_number(value, spec, reader.letter)
    elif kind == 120 or kind == 88 or kind == 111:
        text = format_with(percent_index(value, reader.letter), spec)
    else:
        text = format_with(percent_float(value), spec)
    reader.out.append(text)
    reader.start()


def finish(reader: PercentReader) -> str:
    """Return the text; raises TypeError if a value is missing."""
    if reader.wants != NOTHING:
        raise TypeError("not enough arguments for format string")
    return reader.out.build()


def percent_with_dict(template: str, values: Any) -> str:
    """`template % dict`: conversions with names take from the dict; one without takes the dict itself."""
    reader = PercentReader(template)
    reader.start()
    given = False
    while reader.wants != NOTHING:
        if reader.wants != VALUE:
            raise TypeError("* wants int")
        if reader.has_key:
            given = True
            convert(reader, values[reader.key])
        elif given:
            raise TypeError("not enough arguments for format string")
        else:
            given = True
            convert(reader, values)
    return reader.out.build()


def percent_with_items(template: str, values: Any) -> str:
    """`template % tuple` where the length of the tuple is unknown."""
    reader = PercentReader(template)
    reader.start()
    for value in values:
        give(reader, value)
    return finish(reader)


def percent_with_value(template: str, value: Any) -> str:
    """`template % x` where x is neither a tuple nor a dict; a list may be left over, as in CPython."""
    reader = PercentReader(template)
    reader.start()
    if reader.wants != NOTHING or not isinstance(value, list):
        give(reader, value)
    return finish(reader)
