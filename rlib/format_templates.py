"""`template.format(...)` where the template is only known when the program runs.

A `TemplateReader` goes through the template and asks for one value at a time: `index` is the number of a positional
argument, or -1, and then `name` is that of a keyword.  The values, which have types of their own, are given to it by
code made for their number (`annotator/generated.py`).  What stands in a field is looked up once more if its
specification has fields itself: before these, as in CPython, and after them.
"""

from __future__ import annotations

from typing import Any

from weft.rlib.characters import decimal_value
from weft.rlib.formatting import type_name
from weft.rlib.intrinsics import StringBuilder, char_of, code_at, substring


class Field:
    """A field of a template: where the value comes from, and how it is shown."""

    def __init__(self, template: str, start: int):
        self.start = start
        self.template = template
        self.name_end = start
        self.path = start
        self.conversion = 0
        self.spec = ""
        self.nested = False
        self.index = -1
        self.name = ""


class TemplateReader:
    """Reads a template up to the next field that needs a value, and collects the text."""

    def __init__(self, template: str):
        self.template = template
        self.position = 0
        self.out = StringBuilder(len(template) + 16)
        self.field = Field(template, 0)
        self.outer_field = Field(template, 0)
        self.outer_template = ""
        self.outer_position = 0
        self.outer_out = self.out
        self.inside = False
        self.checking = False
        self.automatic = False
        self.numbered = False
        self.next_number = 0
        self.index = -1
        self.name = ""
        self.step = 0
        self.is_attribute = False
        self.key = ""
        self.number = -1

    # The template --------------------------------------------------------------------------------------------------

    def advance(self) -> bool:
        """Go on to the next field, if there is one; `index` and `name` say which value it needs."""
        if self.checking:
            self._enter_spec()
        while True:
            if self._find_field():
                field = self.field
                self._name_field(field)
                self.checking = field.nested
                self.index = field.index
                self.name = field.name
                return True
            if not self.inside:
                return False
            self.inside = False
            spec = self.out.build()
            self.template = self.outer_template
            self.position = self.outer_position
            self.out = self.outer_out
            self.field = self.outer_field
            self.field.spec = spec
            self.index = self.field.index
            self.name = self.field.name
            return True

    def _enter_spec(self) -> None:
        """Read the specification of a field as a template."""
        if self.inside:
            raise ValueError("Max string recursion exceeded")
        self.checking = False
        self.inside = True
        self.outer_template = self.template
        self.outer_position = self.position
        self.outer_out = self.out
        self.outer_field = self.field
        self.template = self.field.spec
        self.position = 0
        self.out = StringBuilder(16)

    def _find_field(self) -> bool:
        template = self.template
        end = len(template)
        while self.position < end:
            start = self.position
            i = start
            code = 0
            while i < end:
                code = code_at(template, i)
                i += 1
                if code == 123 or code == 125:
                    break
            if code != 123 and code != 125:
                self.out.append(substring(template, start, end))
                self.position = end
                return False
            doubled = i < end and code_at(template, i) == code
            if code == 125 and not doubled:
                raise ValueError("Single '}' encountered in format string")
            if i >= end:
                raise ValueError("Single '{' encountered in format string")
            if not doubled:
                self.out.append(substring(template, start, i - 1))
                self.position = i
                self._read_field()
                return True
            self.out.append(substring(template, start, i))
            self.position = i + 1
        return False

    def _read_field(self) -> None:
        """Read a field from after its brace to after the closing one."""
        template = self.template
        end = len(template)
        field = Field(template, self.position)
        self.field = field
        i = self.position
        code = 0
        while i < end:
            code = code_at(template, i)
            i += 1
            if code == 123:
                raise ValueError("unexpected '{' in field name")
            if code == 91:
                while i < end and code_at(template, i) != 93:
                    i += 1
            elif code == 125 or code == 58 or code == 33:
                break
        if code != 125 and code != 58 and code != 33:
            raise ValueError("expected '}' before end of string")
        field.name_end = i - 1
        if code == 33:
            if i >= end:
                raise ValueError("end of string while looking for conversion specifier")
            field.conversion = code_at(template, i)
            i += 1
            if i < end:
                code = code_at(template, i)
                i += 1
                if code != 125 and code != 58:
                    raise ValueError("expected ':' after conversion specifier")
        if code != 125:
            i = self._read_spec(field, i)
        self.position = i

    def _read_spec(self, field: Field, start: int) -> int:
        """Read a specification up to the brace that ends the field; returns the position after that."""
        template = self.template
        depth = 1
        i = start
        while i < len(template):
            code = code_at(template, i)
            i += 1
            if code == 123:
                field.nested = True
                depth += 1
            elif code == 125:
                depth -= 1
                if depth == 0:
                    field.spec = substring(template, start, i - 1)
                    return i
        raise ValueError("unmatched '{' in format spec")

    def _name_field(self, field: Field) -> None:
        template = self.template
        i = field.start
        while i < field.name_end and code_at(template, i) != 46 and code_at(template, i) != 91:
            i += 1
        field.path = i
        field.name = substring(template, field.start, i)
        field.index = integer_in(field.name)
        empty = len(field.name) == 0
        if not empty and field.index < 0:
            return
        if not self.automatic and not self.numbered:
            self.automatic = empty
            self.numbered = not empty
        if self.numbered and empty:
            raise ValueError("cannot switch from manual field specification to automatic field numbering")
        if self.automatic and not empty:
            raise ValueError("cannot switch from automatic field numbering to manual field specification")
        if empty:
            field.index = self.next_number
            self.next_number += 1

    # The path from an argument to the value --------------------------------------------------------------------------

    def start_path(self) -> None:
        """Begin with the steps that follow the name of the argument."""
        self.step = self.field.path

    def next_step(self) -> bool:
        """Read the next step, `.key` or `[key]`; `number` is the key as an index, -1 if it is none."""
        field = self.field
        template = field.template
        i = self.step
        end = field.name_end
        if i >= end:
            return False
        code = code_at(template, i)
        i += 1
        start = i
        if code == 46:
            self.is_attribute = True
            while i < end and code_at(template, i) != 46 and code_at(template, i) != 91:
                i += 1
            self.key = substring(template, start, i)
            self.number = -1
        elif code == 91:
            self.is_attribute = False
            while i < end and code_at(template, i) != 93:
                i += 1
            if i >= end:
                raise ValueError("Missing ']' in format string")
            self.key = substring(template, start, i)
            self.number = integer_in(self.key)
            i += 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if len(self.key) == 0:
            raise ValueError("Empty attribute in format string")
        self.step = i
        return True

    def require_index(self, kind: str) -> None:
        """Raise TypeError if the step is not an index of a sequence of that kind."""
        if self.number < 0:
            raise TypeError(kind + " indices must be integers or slices, not str")


def integer_in(text: str) -> int:
    """Return the number that a text is, -1 if it is none."""
    result = 0
    if len(text) == 0:
        return -1
    i = 0
    while i < len(text):
        digit = decimal_value(code_at(text, i))
        if digit < 0:
            return -1
        if result > (9223372036854775807 - digit) // 10:
            raise ValueError("Too many decimal digits in format string")
        result = result * 10 + digit
        i += 1
    return result


# Giving values ------------------------------------------------------------------------------------------------------


def give(reader: TemplateReader, value: Any) -> None:
    """Give the reader the argument that it asked for."""
    reader.start_path()
    follow(reader, value)


def follow(reader: TemplateReader, value: Any) -> None:
    """Go on from a value along the path of the field."""
    if not reader.next_step():
        show(reader, value)
    elif reader.is_attribute:
        raise NotImplementedError("attributes in a format that is only known at run time")
    elif isinstance(value, list):
        reader.require_index("list")
        follow(reader, value[reader.number])
    elif isinstance(value, tuple):
        reader.require_index("tuple")
        follow_item(reader, value, reader.number)
    elif isinstance(value, dict):
        follow_entry(reader, value)
    elif isinstance(value, str):
        if reader.number < 0:
            raise TypeError("string indices must be integers, not 'str'")
        follow(reader, value[reader.number])
    elif value is None or isinstance(value, (int, float)):
        raise TypeError("'" + type_name(value) + "' object is not subscriptable")
    else:
        raise NotImplementedError("items of " + type_name(value) + " in a format that is only known at run time")


def follow_item(reader: TemplateReader, value: Any, index: int) -> None:
    """Go on to an item of a tuple; a copy of this function for every rest of it."""
    if len(value) == 0:
        raise IndexError("tuple index out of range")
    if index == 0:
        follow(reader, value[0])
    else:
        follow_item(reader, value[1:], index - 1)


def follow_entry(reader: TemplateReader, value: Any) -> None:
    """Go on to a value of a dict; the first of its keys tells their type."""
    for first in value:
        if isinstance(first, str):
            if reader.number < 0:
                follow(reader, value[reader.key])
                return
        elif isinstance(first, int):
            if reader.number >= 0:
                follow(reader, value[reader.number])
                return
        break
    if reader.number >= 0:
        raise KeyError(reader.number)
    raise KeyError(reader.key)


def show(reader: TemplateReader, value: Any) -> None:
    """Append a value as its field says."""
    field = reader.field
    if field.conversion == 0:
        if not reader.checking:
            reader.out.append(format(value, field.spec))
        return
    if field.conversion == 115:
        text = str(value)
    elif field.conversion == 114:
        text = repr(value)
    elif field.conversion == 97:
        text = ascii(value)
    else:
        raise unknown_conversion(field.conversion)
    if not reader.checking:
        reader.out.append(format(text, field.spec))


def unknown_conversion(code: int) -> ValueError:
    """Return the error for a letter after the exclamation mark."""
    if 32 < code < 127:
        return ValueError("Unknown conversion specifier " + char_of(code))
    return ValueError("Unknown conversion specifier \\x" + format(code, "x"))


def lacks(reader: TemplateReader) -> None:
    """Raise the error for an argument that is not there."""
    if reader.index >= 0:
        raise IndexError("Replacement index " + str(reader.index) + " out of range for positional args tuple")
    raise KeyError(reader.name)


def give_item(reader: TemplateReader, items: Any, index: int) -> None:
    """Give the reader an argument that comes from a list."""
    if index >= len(items):
        lacks(reader)
    else:
        give(reader, items[index])


def format_map(template: str, mapping: Any) -> str:
    """`template.format_map(mapping)`."""
    reader = TemplateReader(template)
    while reader.advance():
        if reader.index >= 0:
            raise ValueError("Format string contains positional fields")
        give(reader, mapping[reader.name])
    return reader.out.build()
