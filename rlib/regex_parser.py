"""Parses regular expressions at run time; `parse_text` is the entry point.

Patterns that are constants are parsed by the running CPython instead, see `regex_parsing.py`.
"""

from __future__ import annotations

import re
from typing import Final

from weft.rlib import regex_codes as codes
from weft.rlib import regex_nodes as nodes
from weft.rlib.regex_cases import any_case
from weft.rlib.regex_nodes import Node, chars_node
from weft.rlib.regex_sets import CharSet, everything

IGNORECASE: Final = 2
MULTILINE: Final = 8
DOTALL: Final = 16
UNICODE: Final = 32
VERBOSE: Final = 64
ASCII: Final = 256
MOST_REPEATS: Final = 0xFFFFFFFF
UNBOUNDED: Final = 1 << 40
"""The width of what may be of any length."""

_FLAGS: Final = {"i": IGNORECASE, "m": MULTILINE, "s": DOTALL, "x": VERBOSE, "a": ASCII, "u": UNICODE, "L": 4}
_ESCAPES: Final = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92}
_CLASSES: Final = {
    "d": codes.DIGITS,
    "D": codes.ALL_CLASSES ^ codes.DIGITS,
    "s": codes.SPACES,
    "S": codes.ALL_CLASSES ^ codes.SPACES,
    "w": codes.DIGITS | codes.WORDS,
    "W": codes.SPACES | codes.OTHERS,
}


class Item:
    """A member of a set: characters from first to last, or classes if first is negative."""

    def __init__(self, first: int, last: int, classes: int) -> None:
        self.first = first
        self.last = last
        self.classes = classes


class Parser:
    """Reads a pattern from left to right."""

    def __init__(self, text: str, flags: int) -> None:
        self.text = text
        self.place = 0
        self.flags = flags if flags & ASCII else flags | UNICODE
        self.stated = flags
        """Those for the whole pattern that the program states."""
        self.groups = 1
        """The number of the next group."""
        self.names: dict[str, int] = {}
        self.widths: dict[int, tuple[int, int]] = {}
        """Least and greatest widths of the groups that are closed."""
        self.behind = -1
        """In a look behind: the number of the next group when it began."""
        self.flexible = False
        """There is a look behind without a fixed width."""
        self.asked: list[tuple[int, int]] = []
        """Groups that conditions name, and where."""

    def error(self, message: str, place: int) -> re.error:
        """Return the error for a place."""
        return re.error(message, self.text, place)

    def next_is(self, char: str) -> bool:
        """Tell whether a character is next."""
        return self.place < len(self.text) and self.text[self.place] == char

    def accept(self, char: str) -> bool:
        """Take a character if it is next."""
        if self.next_is(char):
            self.place += 1
            return True
        return False

    def get(self, message: str) -> str:
        """Take the next character, which must exist."""
        if self.place == len(self.text):
            raise self.error(message, self.place)
        self.place += 1
        return self.text[self.place - 1]

    def _token(self, char: str) -> str:
        """Return what a message calls the character that was taken last."""
        return char + self.text[self.place : self.place + 1] if char == "\\" else char

    def digits(self, most: int, base: int) -> int:
        """Take up to so many digits; returns where they began."""
        start = self.place
        while self.place < len(self.text) and self.place - start < most and self._digit(self.place, base) >= 0:
            self.place += 1
        return start

    def _digit(self, place: int, base: int) -> int:
        if place >= len(self.text):
            return -1
        code = ord(self.text[place])
        value = code - 48
        if code >= 65:
            value = (code | 32) - 87 if 97 <= (code | 32) <= 102 else -1
        elif value > 9:
            value = -1
        return value if value < base else -1

    # Alternatives and sequences -------------------------------------------------------------------------------------

    def alternatives(self, verbose: bool, top: bool) -> Node:
        """Parse what is separated by `|`."""
        parts = [self.sequence(verbose, top)]
        while self.accept("|"):
            if top:
                verbose = self.flags & VERBOSE != 0
            parts.append(self.sequence(verbose, False))
        return parts[0] if len(parts) == 1 else Node(nodes.ALTERNATIVES, parts)

    def sequence(self, verbose: bool, first: bool) -> Node:
        """Parse one alternative; only in the first one flags for the whole pattern may stand."""
        parts: list[Node] = []
        while self.place < len(self.text):
            char = self.text[self.place]
            if char == "|" or char == ")":
                break
            start = self.place
            self.place += 1
            if verbose and char in " \t\n\r\v\f":
                continue
            if verbose and char == "#":
                while self.place < len(self.text) and self.text[self.place - 1] != "\n":
                    self.place += 1
                continue
            if char in "*+?{":
                self._repeat(parts, char, start)
            elif char == "(":
                node = self.group(verbose, first and len(parts) == 0)
                if node is None:
                    verbose = verbose or self.flags & VERBOSE != 0
                else:
                    parts.append(node)
            else:
                parts.append(self._simple(char))
        return parts[0] if len(parts) == 1 else Node(nodes.SEQUENCE, parts)

    def _simple(self, char: str) -> Node:
        if char == "\\":
            return self._escape()
        if char == "[":
            return self._set()
        if char == ".":
            if self.flags & DOTALL:
                return chars_node(everything())
            return self.chars([Item(10, 10, 0)], True)
        if char == "^":
            return Node(nodes.POSITION, [], codes.AT_LINE_START if self.flags & MULTILINE else codes.AT_START)
        if char == "$":
            return Node(nodes.POSITION, [], codes.AT_LINE_END if self.flags & MULTILINE else codes.AT_END)
        return self.char(ord(char))

    def char(self, code: int) -> Node:
        """Return the node for one character."""
        return self.chars([Item(code, code, 0)], False)

    def chars(self, items: list[Item], negated: bool) -> Node:
        """Return the node for a set."""
        only_ascii = self.flags & ASCII != 0
        ranges = [(item.first, item.last) for item in items if item.first >= 0]
        if self.flags & IGNORECASE:
            ranges = any_case(ranges, only_ascii)
        made = CharSet()
        for first, last in ranges:
            made.add_range(first, last)
        for item in items:
            if item.first < 0:
                made.add_classes(item.classes, only_ascii)
        if negated:
            made.negate()
        return chars_node(made)

    # Repetition -----------------------------------------------------------------------------------------------------

    def _repeat(self, parts: list[Node], char: str, start: int) -> None:
        low, high = 0, codes.UNLIMITED
        if char == "+":
            low = 1
        elif char == "?":
            high = 1
        elif char == "{":
            found = self._counts(start)
            if found is None:
                parts.append(self.char(123))
                return
            low, high = found
        if len(parts) == 0 or (parts[-1].kind == nodes.POSITION and not parts[-1].enclosed):
            raise self.error("nothing to repeat", start)
        if parts[-1].kind == nodes.REPEAT and not parts[-1].enclosed:
            raise self.error("multiple repeat", start)
        mode = nodes.GREEDY_MODE
        if self.accept("?"):
            mode = nodes.LAZY_MODE
        elif self.accept("+"):
            mode = nodes.POSSESSIVE_MODE
        parts.append(Node(nodes.REPEAT, [parts.pop()], low, high, mode))

    def _counts(self, start: int) -> tuple[int, int] | None:
        """Read `{2,3}` behind the brace; None if it is no repetition."""
        text = self.text
        behind = self.place
        if self.next_is("}"):
            return None
        low_start = self.digits(len(text), 10)
        low_text = text[low_start : self.place]
        high_text = low_text
        if self.accept(","):
            high_start = self.digits(len(text), 10)
            high_text = text[high_start : self.place]
        if not self.accept("}"):
            self.place = behind
            return None
        low = _count(low_text, 0)
        high = _count(high_text, codes.UNLIMITED)
        if high < low:
            raise self.error("min repeat greater than max repeat", start + 1)
        return low, high

    # Escapes --------------------------------------------------------------------------------------------------------

    def _escape(self) -> Node:
        start = self.place - 1
        char = self.get_escaped()
        if char in _CLASSES:
            return self.chars([Item(-1, -1, _CLASSES[char])], False)
        only_ascii = self.flags & ASCII != 0
        if char == "A":
            return Node(nodes.POSITION, [], codes.AT_START)
        if char == "Z":
            return Node(nodes.POSITION, [], codes.AT_LAST_END)
        if char == "b":
            return Node(nodes.POSITION, [], codes.AT_ASCII_BOUNDARY if only_ascii else codes.AT_BOUNDARY)
        if char == "B":
            return Node(nodes.POSITION, [], codes.AT_NO_ASCII_BOUNDARY if only_ascii else codes.AT_NO_BOUNDARY)
        if "1" <= char <= "9":
            return self._numbered(start)
        return self.char(self._code(char, start))

    def get_escaped(self) -> str:
        """Take what stands behind a backslash."""
        if self.place == len(self.text):
            raise self.error("bad escape (end of pattern)", self.place - 1)
        self.place += 1
        return self.text[self.place - 1]

    def _numbered(self, start: int) -> Node:
        """Return the node for a group that is referred to, or for a character given by three octal digits."""
        if self._digit(self.place, 10) >= 0:
            self.place += 1
            octal = self._digit(start + 1, 8) >= 0 and self._digit(start + 2, 8) >= 0
            if octal and self._digit(self.place, 8) >= 0:
                self.place += 1
                return self.char(self._octal(start))
        return self.reference(int(self.text[start + 1 : self.place]), start)

    def reference(self, group: int, start: int) -> Node:
        """Return the node for what a group matched."""
        if group >= self.groups:
            raise self.error("invalid group reference " + str(group), start + 1)
        self.check_open(group, start)
        self.check_behind(group)
        caseless = 0
        if self.flags & IGNORECASE:
            caseless = 2 if self.flags & ASCII else 1
        return Node(nodes.SAME, [], group, caseless)

    def check_open(self, group: int, place: int) -> None:
        """Refuse references to a group from inside."""
        if group not in self.widths:
            raise self.error("cannot refer to an open group", place)

    def check_behind(self, group: int) -> None:
        """Refuse references to groups of the same look behind."""
        if self.behind >= 0:
            self.check_open(group, self.place)
            if group >= self.behind:
                raise self.error("cannot refer to group defined in the same lookbehind subpattern", self.place)

    def _octal(self, start: int) -> int:
        code = 0
        for place in range(start + 1, self.place):
            code = 8 * code + self._digit(place, 8)
        if code > 255:
            octal = self.text[start : self.place]
            raise self.error("octal escape value " + octal + " outside of range 0-0o377", start)
        return code

    def _code(self, char: str, start: int) -> int:
        """Return the character that an escape stands for, which is neither a class nor a position nor a group."""
        if char in _ESCAPES:
            return _ESCAPES[char]
        if char == "x" or char == "u" or char == "U":
            count = 2 if char == "x" else 4 if char == "u" else 8
            first = self.digits(count, 16)
            if self.place - first != count:
                raise self.error("incomplete escape " + self.text[start : self.place], start)
            code = 0
            for place in range(first, self.place):
                code = 16 * code + self._digit(place, 16)
            if code > 0x10FFFF:
                raise self.error("bad escape " + self.text[start : self.place], start)
            return code
        if self._digit(start + 1, 8) >= 0:
            self.digits(2, 8)
            return self._octal(start)
        if self._digit(start + 1, 10) >= 0 or "a" <= char <= "z" or "A" <= char <= "Z":
            raise self.error("bad escape \\" + char, start)
        return ord(char)

    # Sets -----------------------------------------------------------------------------------------------------------

    def _set(self) -> Node:
        start = self.place - 1
        unterminated = "unterminated character set"
        negated = self.accept("^")
        items: list[Item] = []
        while True:
            if self.place == len(self.text):
                raise self.error(unterminated, start)
            if self.next_is("]") and len(items) > 0:
                self.place += 1
                return self.chars(items, negated)
            first_place = self.place
            first = self._member()
            if not self.accept("-"):
                items.append(first)
                continue
            if self.place == len(self.text):
                raise self.error(unterminated, start)
            if self.accept("]"):
                items.append(first)
                items.append(Item(45, 45, 0))
                return self.chars(items, negated)
            last = self._member()
            if first.first < 0 or last.first < 0 or last.first < first.first:
                raise self.error("bad character range " + self.text[first_place : self.place], first_place)
            items.append(Item(first.first, last.first, 0))

    def _member(self) -> Item:
        start = self.place
        self.place += 1
        char = self.text[start]
        if char != "\\":
            return Item(ord(char), ord(char), 0)
        char = self.get_escaped()
        if char in _CLASSES:
            return Item(-1, -1, _CLASSES[char])
        code = self._code(char, start)
        return Item(code, code, 0)

    # Groups ---------------------------------------------------------------------------------------------------------

    def group(self, verbose: bool, first: bool) -> Node | None:  # noqa: C901 - one case per kind
        """Parse what begins with a parenthesis; None if there is nothing to match."""
        start = self.place - 1
        if not self.accept("?"):
            return self._capture("", verbose, start)
        char = self.get("unexpected end of pattern")
        if char == "P":
            return self._python_group(verbose, start)
        if char == ":":
            return self._enclosed(verbose, start)
        if char == "#":
            while True:
                if self.get_comment(start) == ")":
                    return None
        if char == "=" or char == "!":
            return self._look(nodes.LOOKAHEAD, char, verbose, start)
        if char == "<":
            char = self.get("unexpected end of pattern")
            if char != "=" and char != "!":
                raise self.error("unknown extension ?<" + self._token(char), self.place - 3)
            return self._look(nodes.LOOKBEHIND, char, verbose, start)
        if char == "(":
            return self._condition(verbose, start)
        if char == ">":
            return Node(nodes.ONCE, [self._enclosed(verbose, start)])
        if char == "-" or char in _FLAGS:
            return self._flags(char, verbose, start, first)
        raise self.error("unknown extension ?" + self._token(char), self.place - 2)

    def get_comment(self, start: int) -> str:
        """Take a character of a comment."""
        if self.place == len(self.text):
            raise self.error("missing ), unterminated comment", start)
        self.place += 1
        return self.text[self.place - 1]

    def _enclosed(self, verbose: bool, start: int) -> Node:
        """Parse up to the closing parenthesis."""
        node = self.alternatives(verbose, False)
        self._close(start)
        node.enclosed = True
        return node

    def _close(self, start: int) -> None:
        if not self.accept(")"):
            raise self.error("missing ), unterminated subpattern", start)

    def _capture(self, name: str, verbose: bool, start: int) -> Node:
        group = self.groups
        self.groups += 1
        if len(name) != 0:
            if name in self.names:
                message = "redefinition of group name " + repr(name) + " as group " + str(group)
                message += "; was group " + str(self.names[name])
                raise self.error(message, self.place - len(name) - 1)
            self.names[name] = group
        inner = self.alternatives(verbose, False)
        self._close(start)
        self.widths[group] = self.widths_of(inner)
        return Node(nodes.GROUP, [inner], group)

    def until(self, char: str, what: str) -> str:
        """Take a name that ends with a character."""
        start = self.place
        stop = self.text.find(char, start)
        if stop == start or start == len(self.text):
            raise self.error("missing " + what, start)
        if stop < 0:
            raise self.error("missing " + char + ", unterminated name", start)
        self.place = stop + 1
        return self.text[start:stop]

    def _python_group(self, verbose: bool, start: int) -> Node:
        if self.accept("<"):
            name = self.until(">", "group name")
            self._check_name(name)
            return self._capture(name, verbose, start)
        if self.accept("="):
            name = self.until(")", "group name")
            self._check_name(name)
            place = self.place - len(name) - 1
            group = self._named(name, place)
            self.check_open(group, place)
            return self.reference(group, place)
        char = self.get("unexpected end of pattern")
        raise self.error("unknown extension ?P" + self._token(char), self.place - 3)

    def _check_name(self, name: str) -> None:
        if not name.isidentifier():
            raise self.error("bad character in group name " + repr(name), self.place - len(name) - 1)

    def _named(self, name: str, place: int) -> int:
        if name not in self.names:
            raise self.error("unknown group name " + repr(name), place)
        return self.names[name]

    def _look(self, kind: int, char: str, verbose: bool, start: int) -> Node:
        behind = self.behind
        if kind == nodes.LOOKBEHIND and behind < 0:
            self.behind = self.groups
        inner = self._enclosed(verbose, start)
        self.behind = behind
        node = Node(kind, [inner], 1 if char == "!" else 0)
        if kind == nodes.LOOKBEHIND:
            least, most = self.widths_of(inner)
            self.flexible = self.flexible or least != most
            node.high = least
        return node

    def _condition(self, verbose: bool, start: int) -> Node:
        name = self.until(")", "group name")
        place = self.place - len(name) - 1
        if name.isidentifier():
            group = self._named(name, place)
        else:
            if not (name.isdigit() and name.isascii()):
                raise self.error("bad character in group name " + repr(name), place)
            group = int(name) if len(name) < 10 else MOST_REPEATS
            if group == 0:
                raise self.error("bad group number", place)
            self.asked.append((group, place))
        self.check_behind(group)
        yes = self.sequence(verbose, False)
        no = Node(nodes.SEQUENCE, [])
        if self.accept("|"):
            no = self.sequence(verbose, False)
            if self.next_is("|"):
                raise self.error("conditional backref with more than two branches", self.place)
        self._close(start)
        return Node(nodes.CONDITION, [yes, no], group)

    def _flags(self, char: str, verbose: bool, start: int, first: bool) -> Node | None:
        """Parse `(?i)`, `(?i-s:...)`."""
        added = removed = 0
        while char != "-":
            flag = _FLAGS[char]
            if flag == 4:
                raise self.error("bad inline flags: cannot use 'L' flag with a str pattern", self.place)
            added |= flag
            if added & (ASCII | UNICODE) == ASCII | UNICODE:
                raise self.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", self.place)
            char = self.get("missing -, : or )")
            if char in "-:)":
                break
            self._check_flag(char, "missing -, : or )")
        if char == ")":
            if not first:
                raise self.error("global flags not at the start of the expression", start)
            if added & ASCII:
                self.flags &= ~UNICODE
            self.flags |= added
            self.stated |= added
            return None
        if char == "-":
            removed = self._removed_flags()
        if added & removed:
            raise self.error("bad inline flags: flag turned on and off", self.place - 1)
        before = self.flags
        if added & (ASCII | UNICODE):
            self.flags &= ~(ASCII | UNICODE)
        self.flags = (self.flags | added) & ~removed
        inner = self._enclosed((verbose or added & VERBOSE != 0) and removed & VERBOSE == 0, start)
        self.flags = before
        return inner

    def _removed_flags(self) -> int:
        removed = 0
        char = self.get("missing flag")
        self._check_flag(char, "missing flag")
        while char != ":":
            flag = _FLAGS[char]
            if flag & (ASCII | UNICODE | 4):
                raise self.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", self.place)
            removed |= flag
            char = self.get("missing :")
            if char != ":":
                self._check_flag(char, "missing :")
        return removed

    def _check_flag(self, char: str, missing: str) -> None:
        if char not in _FLAGS:
            raise self.error("unknown flag" if char.isalpha() else missing, self.place - 1)

    # Widths ---------------------------------------------------------------------------------------------------------

    def widths_of(self, node: Node) -> tuple[int, int]:
        """Return the least and the greatest number of characters that a part matches."""
        kind = node.kind
        if kind == nodes.CHARS:
            return 1, 1
        if kind == nodes.SAME:
            return self.widths[node.low]
        least = most = 0
        if kind in (nodes.SEQUENCE, nodes.GROUP, nodes.ONCE):
            for part in node.parts:
                low, high = self.widths_of(part)
                least += low
                most += high
        elif kind in (nodes.ALTERNATIVES, nodes.CONDITION):
            least, most = self.widths_of(node.parts[0])
            for part in node.parts[1:]:
                low, high = self.widths_of(part)
                least = min(least, low)
                most = max(most, high)
        elif kind == nodes.REPEAT:
            low, high = self.widths_of(node.parts[0])
            least = low * min(node.low, 1 << 20)
            most = high * min(node.high, 1 << 20)
        return min(least, UNBOUNDED), min(most, UNBOUNDED)


def _count(text: str, default: int) -> int:
    if len(text) == 0:
        return default
    if len(text) > 15 or int(text) >= MOST_REPEATS:
        raise OverflowError("the repetition number is too large")
    return int(text)


def parse_text(text: str, flags: int) -> tuple[Node, Parser]:
    """Return the tree of a pattern, and the parser, which knows its groups and flags; raises `re.error`."""
    if flags & 4:
        raise ValueError("cannot use LOCALE flag with a str pattern")
    parser = Parser(text, flags)
    tree = parser.alternatives(flags & VERBOSE != 0, True)
    if parser.stated & ASCII and parser.stated & UNICODE:
        raise ValueError("ASCII and UNICODE flags are incompatible")
    if parser.place < len(text):
        raise parser.error("unbalanced parenthesis", parser.place)
    for group, place in parser.asked:
        if group >= parser.groups:
            raise parser.error("invalid group reference " + str(group), place)
    if parser.flexible:
        raise re.error("look-behind requires fixed-width pattern")
    return tree, parser
