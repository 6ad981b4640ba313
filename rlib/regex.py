"""Patterns and matches of the re module.

Objects of these classes stand for the patterns that exist at translation time.  What the methods return depends on the
number of groups: there is a subclass of `Pattern` for each (`regex_prebuilt.pattern_class`).  The classes are for str;
those for bytes are copies, so that attributes are of one type in each: `Match` and `BytesMatch`.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any

from weft.rlib.markers import constant_arguments
from weft.rlib.regex_machine import Program, match_here, search
from weft.rlib.regex_subjects import as_text, builder_for, like, piece
from weft.rlib.regex_templates import Template, parse_template


class Match:
    """`re.Match` of str."""

    def __init__(self, pattern: Pattern, subject: str, pos: int, endpos: int) -> None:
        self.re = pattern
        self.string = subject
        self.pos = pos
        self.endpos = endpos
        registers = pattern._program.registers
        last = 2 * pattern.groups + 2
        self._spans = registers[:last]
        self._last = registers[last]

    def _index(self, group: Any) -> int:
        if group is None:  # as `lastgroup` may be
            raise IndexError("no such group")
        if isinstance(group, str):
            found = self.re.groupindex.get(group, -1)
            if found < 0:
                raise IndexError("no such group")
            return 2 * found
        if group < 0 or group > self.re.groups:
            raise IndexError("no such group")
        return 2 * int(group)

    def _text(self, index: int) -> str | None:
        stop = self._spans[index + 1]
        if stop < 0:
            return None
        return piece(self.string, self._spans[index], stop)

    @constant_arguments("group")
    def __getitem__(self, group: Any) -> str | None:
        return self._text(self._index(group))

    def _whole(self) -> str:
        return piece(self.string, self._spans[0], self._spans[1])

    def group(self, *groups: Any) -> Any:
        """Return groups, None for those that did not match."""
        if len(groups) == 0:
            return self._whole()
        if len(groups) == 1:
            return self._text(self._index(groups[0]))
        if len(groups) == 2:
            return self[groups[0]], self[groups[1]]
        if len(groups) == 3:
            return self[groups[0]], self[groups[1]], self[groups[2]]
        if len(groups) == 4:
            return self[groups[0]], self[groups[1]], self[groups[2]], self[groups[3]]
        return tuple([self[group] for group in groups])

    def groups(self, default: Any = None) -> Any:
        """Return all groups as a tuple, with a default for those that did not match."""
        found = []
        for group in range(1, self.re.groups + 1):
            text = self._text(2 * group)
            found.append(default if text is None else text)
        return tuple(found)

    def groupdict(self, default: Any = None) -> dict[str, Any]:
        """Return the named groups, with a default for those that did not match."""
        found = {}
        for name, group in self.re.groupindex.items():
            text = self._text(2 * group)
            found[name] = default if text is None else text
        return found

    def start(self, group: Any = 0) -> int:
        """Return where a group begins, -1 if it did not match."""
        index = self._index(group)
        return self._spans[index] if self._spans[index + 1] >= 0 else -1

    def end(self, group: Any = 0) -> int:
        """Return where a group ends, -1 if it did not match."""
        return self._spans[self._index(group) + 1]

    def span(self, group: Any = 0) -> tuple[int, int]:
        """Return where a group begins and ends."""
        return self.start(group), self.end(group)

    @property
    def regs(self) -> Any:
        """The spans of all groups."""
        return tuple([self.span(group) for group in range(self.re.groups + 1)])

    @property
    def lastindex(self) -> int | None:
        """The number of the group that was closed last."""
        return self._last if self._last > 0 else None

    @property
    def lastgroup(self) -> str | None:
        """The name of the group that was closed last."""
        last = self._last
        if last > 0:
            for name, group in self.re.groupindex.items():
                if group == last:
                    return name
        return None

    def expand(self, template: str) -> str:
        """Return a template with the groups filled in."""
        builder = builder_for(template)
        self._fill(parse_template(as_text(template), self.re.groups, self.re.groupindex), builder)
        return builder.build()

    def _fill(self, template: Template, builder: Any) -> None:
        builder.append(like(self.string, template.texts[0]))
        for index in range(len(template.groups)):
            place = 2 * template.groups[index]
            if self._spans[place + 1] >= 0:
                builder.append_slice(self.string, self._spans[place], self._spans[place + 1])
            builder.append(like(self.string, template.texts[index + 1]))

    def __repr__(self) -> str:
        return (
            "<re.Match object; span=("
            + str(self._spans[0])
            + ", "
            + str(self._spans[1])
            + "), match="
            + repr(self._whole())
            + ">"
        )


class Pattern:
    """`re.Pattern` of str; methods whose results depend on the number of groups are in subclasses."""

    def __init__(self, pattern: str, flags: int, groupindex: dict[str, int], program: Program) -> None:
        self.pattern = pattern
        self.flags = flags
        self.groups = program.groups
        self.groupindex = groupindex
        self._program = program

    def match(self, string: str, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> Match | None:
        """Match at a position."""
        string = checked(self, string)
        pos, endpos = bounds(string, pos, endpos)
        if match_here(self._program, string, pos, endpos, False):
            return matched(self, string, pos, endpos)
        return None

    def fullmatch(self, string: str, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> Match | None:
        """Match from a position to the end."""
        string = checked(self, string)
        pos, endpos = bounds(string, pos, endpos)
        if match_here(self._program, string, pos, endpos, True):
            return matched(self, string, pos, endpos)
        return None

    def search(self, string: str, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> Match | None:
        """Find the first match."""
        string = checked(self, string)
        pos, endpos = bounds(string, pos, endpos)
        if search(self._program, string, pos, endpos, -1):
            return matched(self, string, pos, endpos)
        return None

    def finditer(self, string: str, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> Iterator[Match]:
        """Iterate over all matches."""
        string = checked(self, string)
        pos, endpos = bounds(string, pos, endpos)
        start, refused = pos, -1
        while search(self._program, string, start, endpos, refused):
            match = matched(self, string, pos, endpos)
            start = match._spans[1]
            refused = start if match._spans[0] == start else -1
            yield match

    def sub(self, repl: Any, string: str, count: int = 0) -> str:
        """Replace the matches."""
        return self.subn(repl, string, count)[0]

    def subn(self, repl: Any, string: str, count: int = 0) -> tuple[str, int]:
        """Replace the matches; also returns how many there were."""
        string = checked(self, string)
        if isinstance(repl, str | bytes):
            if "\\" in as_text(repl):
                template = parse_template(as_text(repl), self.groups, self.groupindex)
                if len(template.groups) != 0:
                    return self._replace(lambda match, builder: match._fill(template, builder), string, count)
                repl = like(string, template.texts[0])
            return self._replace_all(repl, string, count)
        return self._replace(lambda match, builder: _append(builder, repl(match)), string, count)

    def _replace_all(self, text: str, string: str, count: int) -> tuple[str, int]:
        """Replace the matches by a text."""
        registers = self._program.registers
        builder = builder_for(string)
        done = start = number = 0
        refused = -1
        while (count == 0 or number < count) and search(self._program, string, start, len(string), refused):
            builder.append_slice(string, done, registers[0])
            builder.append(text)
            number += 1
            start, refused = after(self._program)
            done = start
        if number == 0:
            return string, 0
        builder.append_slice(string, done, len(string))
        return builder.build(), number

    def _replace(self, write: Callable[[Match, Any], None], string: str, count: int) -> tuple[str, int]:
        """Replace the matches by what a function writes."""
        builder = builder_for(string)
        done = start = number = 0
        refused = -1
        while (count == 0 or number < count) and search(self._program, string, start, len(string), refused):
            match = matched(self, string, 0, len(string))
            builder.append_slice(string, done, match._spans[0])
            write(match, builder)
            number += 1
            done = start = match._spans[1]
            refused = start if match._spans[0] == start else -1
        if number == 0:
            return string, 0
        builder.append_slice(string, done, len(string))
        return builder.build(), number

    def _pieces(self, string: str, maxsplit: int) -> list[int]:
        """Return where the parts between matches begin and end, and the groups' spans."""
        registers = self._program.registers
        found: list[int] = []
        done = start = number = 0
        refused = -1
        while (maxsplit == 0 or number < maxsplit) and search(self._program, string, start, len(string), refused):
            found.append(done)
            found.append(registers[0])
            for index in range(2, 2 * self.groups + 2):
                found.append(registers[index])
            number += 1
            start, refused = after(self._program)
            done = start
        found.append(done)
        found.append(len(string))
        return found

    def __repr__(self) -> str:
        return _pattern_repr(repr(self.pattern), self.flags)


class TextsPattern(Pattern):
    """A pattern with at most one group."""

    def findall(self, string: str, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> list[str]:
        """Return all matches, or the group of all."""
        return _texts(self, 2 * self.groups, string, pos, endpos)


class PlainPattern(TextsPattern):
    """A pattern without groups."""

    def split(self, string: str, maxsplit: int = 0) -> list[str]:
        """Split at the matches."""
        string = checked(self, string)
        pieces = self._pieces(string, maxsplit)
        found = []
        for index in range(0, len(pieces), 2):
            found.append(piece(string, pieces[index], pieces[index + 1]))
        return found


class GroupPattern(TextsPattern):
    """A pattern with one group."""

    def split(self, string: str, maxsplit: int = 0) -> list[str | None]:
        """Split at the matches; the groups stand between the parts."""
        return split_with_groups(self, string, maxsplit)


def split_with_groups(self: Any, string: Any, maxsplit: int = 0) -> list[Any]:
    """Split at the matches; the groups stand between the parts."""
    string = checked(self, string)
    pieces = self._pieces(string, maxsplit)
    found: list[Any] = []
    for index in range(0, len(pieces), 2):
        if pieces[index + 1] < 0:
            found.append(None)
        else:
            found.append(piece(string, pieces[index], pieces[index + 1]))
    return found


def _append(builder: Any, text: Any) -> None:
    if text is not None:
        builder.append(text)


def checked(pattern: Any, string: Any) -> Any:
    """Return the subject, which must be of the pattern's type."""
    if string is None:
        raise TypeError("expected string or bytes-like object, got 'NoneType'")
    if isinstance(pattern.pattern, str):
        if not isinstance(string, str):
            raise TypeError("cannot use a string pattern on a bytes-like object")
    elif isinstance(string, str):
        raise TypeError("cannot use a bytes pattern on a string-like object")
    return string


def bounds(string: Any, pos: int, endpos: int) -> tuple[int, int]:
    """Return the part of the subject that is looked at."""
    size = len(string)
    return min(max(pos, 0), size), min(max(endpos, 0), size)


def _texts(pattern: Any, place: int, string: Any, pos: int, endpos: int) -> list[str]:
    """Return the text of a group of all matches, "" if it did not match."""
    program = pattern._program
    string = checked(pattern, string)
    start, end = bounds(string, pos, endpos)
    found = []
    refused = -1
    while search(program, string, start, end, refused):
        found.append(group_text(program, place, string))
        start, refused = after(program)
    return found


def after(program: Program) -> tuple[int, int]:
    """Return where to go on after a match, and where the next match must not end: there is one empty match a place."""
    start = program.registers[1]
    return start, start if program.registers[0] == start else -1


def group_text(program: Program, place: int, string: str) -> str:
    """Return the text of a group of the last match, "" if it did not match."""
    registers = program.registers
    stop = registers[place + 1]
    return piece(string, 0, 0) if stop < 0 else piece(string, registers[place], stop)


_FLAG_NAMES = ((2, "re.IGNORECASE"), (4, "re.LOCALE"), (8, "re.MULTILINE"), (16, "re.DOTALL"), (64, "re.VERBOSE"),
               (128, "re.DEBUG"), (256, "re.ASCII"))  # fmt: skip


def _pattern_repr(pattern: str, flags: int) -> str:
    names = [name for bit, name in _FLAG_NAMES if flags & bit]
    text = "re.compile(" + (pattern if len(pattern) <= 200 else pattern[:200])
    return text + (", " + "|".join(names) if names else "") + ")"


# Bytes --------------------------------------------------------------------------------------------------------------


def bytes_class(cls: type, base: type) -> Any:
    """Return a copy of a class, with functions of its own; host code."""
    members: dict[str, Any] = {"__doc__": cls.__doc__, "__module__": cls.__module__}
    for name, member in vars(cls).items():
        if isinstance(member, types.FunctionType):
            members[name] = _copied(member)
        elif isinstance(member, property) and member.fget is not None:
            members[name] = property(_copied(member.fget))
    return type(cls.__name__, (base,), members)


def _copied(function: Any) -> Any:
    made = types.FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
    made.__dict__.update(function.__dict__)
    return made


BytesMatch: Any = bytes_class(Match, object)
BytesPattern: Any = bytes_class(Pattern, object)
BytesTextsPattern: Any = bytes_class(TextsPattern, BytesPattern)


def matched(pattern: Any, subject: Any, pos: int, endpos: int) -> Any:
    """Return the match that the machine has just found."""
    if isinstance(subject, str):
        return Match(pattern, subject, pos, endpos)
    return BytesMatch(pattern, subject, pos, endpos)
