"""Patterns that are only known at run time: parsed and compiled then, and kept as CPython keeps them.

`compile_text` is the entry point.  How many groups such a pattern has is not known to the annotator, so it has no
`findall` and no `split`.
"""

from __future__ import annotations

from typing import Final

from weft.rlib.regex import Pattern
from weft.rlib.regex_compiler import compile_tree
from weft.rlib.regex_parser import parse_text

_MOST: Final = 512


class RunTimePattern(Pattern):
    """A pattern made at run time."""


class _Cache:
    """The patterns made so far."""

    def __init__(self) -> None:
        self.patterns: dict[tuple[str, int], RunTimePattern] = {}


_CACHE: Final = _Cache()


def compile_text(text: str, flags: int) -> RunTimePattern:
    """Return the pattern for a text; raises `re.error`."""
    key = (text, flags)
    if key in _CACHE.patterns:
        return _CACHE.patterns[key]
    tree, parser = parse_text(text, flags)
    made = RunTimePattern(text, parser.flags, parser.names, compile_tree(tree, parser.groups - 1))
    if len(_CACHE.patterns) >= _MOST:
        _CACHE.patterns.clear()
    _CACHE.patterns[key] = made
    return made
