"""Regular expressions as trees, between the parser and the compiler.

A `Node` has a kind, up to two numbers, a set or parts, by kind.
"""

from __future__ import annotations

from typing import Final

from weft.rlib.regex_sets import CharSet

CHARS: Final = 0
"""One character of the set `chars`."""
SEQUENCE: Final = 1
ALTERNATIVES: Final = 2
REPEAT: Final = 3
"""`low` to `high` times its only part; `mode` is one of the three below."""
GROUP: Final = 4
"""Group number `low`."""
POSITION: Final = 5
"""A position of kind `low`, `regex_codes.AT_...`."""
LOOKAHEAD: Final = 6
"""`low` is 1 for the negative one."""
LOOKBEHIND: Final = 7
"""`low` is 1 for the negative one; its part has the width `high`."""
ONCE: Final = 8
"""An atomic group."""
SAME: Final = 9
"""What group `low` matched; `high` is 1 for any case, 2 for any case of ASCII letters."""
CONDITION: Final = 10
"""The first part if group `low` matched, else the second one."""
NEVER: Final = 11

GREEDY_MODE: Final = 0
LAZY_MODE: Final = 1
POSSESSIVE_MODE: Final = 2

_WIDE: Final = 1 << 31
"""As wide as we care for."""


class Node:
    """A part of a regular expression."""

    def __init__(self, kind: int, parts: list[Node], low: int = 0, high: int = 0, mode: int = 0) -> None:
        self.kind = kind
        self.parts = parts
        self.low = low
        self.high = high
        self.mode = mode
        self.chars: CharSet | None = None
        self.enclosed = False
        """It stood in parentheses, so that it can be repeated whatever it is."""


def chars_node(chars: CharSet) -> Node:
    """Return the node for one character of a set."""
    made = Node(CHARS, [])
    made.chars = chars
    return made


def min_width(node: Node) -> int:
    """Return the least number of characters that it matches."""
    kind = node.kind
    if kind == CHARS:
        return 1
    if kind in (SEQUENCE, GROUP, ONCE):
        width = 0
        for part in node.parts:
            width += min_width(part)
        return min(width, _WIDE)
    if kind in (ALTERNATIVES, CONDITION):
        width = min_width(node.parts[0])
        for part in node.parts[1:]:
            width = min(width, min_width(part))
        return width
    if kind == REPEAT:
        return min(min(node.low, _WIDE) * min_width(node.parts[0]), _WIDE)
    return 0
