"""From patterns to trees: host code that uses the parser of the running CPython, at translation time.

`parse` is the entry point.  A pattern that CPython refuses raises its `re.error` here.
"""

from __future__ import annotations

import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any, Final

from weft.rlib import regex_codes as codes
from weft.rlib import regex_nodes as nodes
from weft.rlib.regex_cases import any_case
from weft.rlib.regex_nodes import Node, chars_node
from weft.rlib.regex_sets import CharSet, everything

_CATEGORIES: Final = {
    sre.CATEGORY_DIGIT: codes.DIGITS,
    sre.CATEGORY_NOT_DIGIT: codes.ALL_CLASSES ^ codes.DIGITS,
    sre.CATEGORY_SPACE: codes.SPACES,
    sre.CATEGORY_NOT_SPACE: codes.ALL_CLASSES ^ codes.SPACES,
    sre.CATEGORY_WORD: codes.DIGITS | codes.WORDS,
    sre.CATEGORY_NOT_WORD: codes.SPACES | codes.OTHERS,
}
_REPEATS: Final = {sre.MAX_REPEAT: nodes.GREEDY_MODE, sre.MIN_REPEAT: nodes.LAZY_MODE,
                   sre.POSSESSIVE_REPEAT: nodes.POSSESSIVE_MODE}  # fmt: skip


class UnsupportedPattern(Exception):
    """A valid pattern that Weft cannot compile."""


class _Converter:
    """Turns parts of CPython's tree into ours."""

    def __init__(self, flags: int) -> None:
        self.flags = flags
        """Those of the place where we are."""

    @property
    def only_ascii(self) -> bool:
        """True if only ASCII characters are letters, digits and so on."""
        return not self.flags & re.UNICODE

    def sequence(self, items: Iterable[Any]) -> Node:
        """Return the node of a sequence."""
        parts = [self.part(operation, argument) for operation, argument in items]
        return parts[0] if len(parts) == 1 else Node(nodes.SEQUENCE, parts)

    def part(self, operation: Any, argument: Any) -> Node:  # noqa: C901 - one case per kind
        """Return the node of a part."""
        if operation in _REPEATS:
            low, high, item = argument
            most = codes.UNLIMITED if high == sre.MAXREPEAT else int(high)
            return Node(nodes.REPEAT, [self.sequence(item)], int(low), most, _REPEATS[operation])
        match operation:
            case sre.LITERAL:
                return chars_node(self._set([(argument, argument)], []))
            case sre.NOT_LITERAL:
                return chars_node(self._set([(argument, argument)], [], negated=True))
            case sre.IN:
                return chars_node(self._class(argument))
            case sre.ANY:
                return chars_node(everything() if self.flags & re.DOTALL else self._set([(10, 10)], [], negated=True))
            case sre.AT:
                return Node(nodes.POSITION, [], self._position(argument))
            case sre.BRANCH:
                return Node(nodes.ALTERNATIVES, [self.sequence(item) for item in argument[1]])
            case sre.SUBPATTERN:
                return self._group(*argument)
            case sre.GROUPREF:
                caseless = 0 if not self.flags & re.IGNORECASE else 2 if self.only_ascii else 1
                return Node(nodes.SAME, [], argument, caseless)
            case sre.GROUPREF_EXISTS:
                group, yes, no = argument
                return Node(nodes.CONDITION, [self.sequence(yes), self.sequence(no or ())], group)
            case sre.ASSERT | sre.ASSERT_NOT:
                direction, item = argument
                kind = nodes.LOOKBEHIND if direction < 0 else nodes.LOOKAHEAD
                return Node(kind, [self.sequence(item)], int(operation is sre.ASSERT_NOT), int(item.getwidth()[0]))
            case sre.ATOMIC_GROUP:
                return Node(nodes.ONCE, [self.sequence(argument)])
            case sre.FAILURE:
                return Node(nodes.NEVER, [])
        raise UnsupportedPattern(f"{operation} in a regular expression is not supported yet")

    def _group(self, number: int | None, added: int, removed: int, items: Any) -> Node:
        before = self.flags
        kinds = re.ASCII | re.LOCALE | re.UNICODE
        if added & kinds:
            self.flags &= ~kinds
        self.flags = (self.flags | added) & ~removed
        inner = self.sequence(items)
        self.flags = before
        return inner if number is None else Node(nodes.GROUP, [inner], number)

    def _position(self, kind: Any) -> int:
        if kind is sre.AT_BEGINNING:
            return codes.AT_LINE_START if self.flags & re.MULTILINE else codes.AT_START
        if kind is sre.AT_END:
            return codes.AT_LINE_END if self.flags & re.MULTILINE else codes.AT_END
        return {
            sre.AT_BEGINNING_STRING: codes.AT_START,
            sre.AT_END_STRING: codes.AT_LAST_END,
            sre.AT_BOUNDARY: codes.AT_ASCII_BOUNDARY if self.only_ascii else codes.AT_BOUNDARY,
            sre.AT_NON_BOUNDARY: codes.AT_NO_ASCII_BOUNDARY if self.only_ascii else codes.AT_NO_BOUNDARY,
        }[kind]

    def _class(self, items: list[tuple[Any, Any]]) -> CharSet:
        """Return the set of `[...]`."""
        ranges, classes, negated = [], [], False
        for operation, argument in items:
            if operation is sre.NEGATE:
                negated = True
            elif operation is sre.LITERAL:
                ranges.append((argument, argument))
            elif operation is sre.RANGE:
                ranges.append(argument)
            else:
                assert operation is sre.CATEGORY
                classes.append(_CATEGORIES[argument])
        return self._set(ranges, classes, negated)

    def _set(self, ranges: list[tuple[int, int]], classes: list[int], negated: bool = False) -> CharSet:
        made = CharSet()
        for first, last in any_case(ranges, self.only_ascii) if self.flags & re.IGNORECASE else ranges:
            made.add_range(first, last)
        for class_ in classes:
            made.add_classes(class_, self.only_ascii)
        if negated:
            made.negate()
        return made


def parse(pattern: re.Pattern[Any]) -> Node:
    """Return the tree of a compiled pattern of the host."""
    if pattern.flags & re.LOCALE:
        raise UnsupportedPattern("regular expressions that depend on the locale are not supported")
    # A compiled pattern knows all flags, also those that stand in its text, where they do no harm a second time.
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    return _Converter(tree.state.flags | pattern.flags).sequence(tree)
