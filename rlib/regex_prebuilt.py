"""Patterns of the re module that exist at translation time, as objects of the library.  Host code.

`pattern_for` is the entry point.
"""

from __future__ import annotations

import linecache
import re
from typing import Any, Final

from weft.rlib import regex
from weft.rlib.regex_compiler import compile_tree
from weft.rlib.regex_parsing import parse

_CLASSES: Final[dict[tuple[int, type], Any]] = {(0, str): regex.PlainPattern, (1, str): regex.GroupPattern}
"""By the number of groups and the type of the subject."""


def pattern_class(groups: int, subject: type) -> Any:
    """Return the class of patterns with so many groups: what their methods return is of another type for each."""
    found = _CLASSES.get((groups, subject))
    if found is None and subject is bytes:
        found = _CLASSES[groups, subject] = regex.bytes_class(
            pattern_class(groups, str), regex.BytesTextsPattern if groups <= 1 else regex.BytesPattern
        )
    elif found is None:
        name = f"TuplePattern{groups}"
        items = ", ".join(f"group_text(program, {2 * group}, string)" for group in range(1, groups + 1))
        source = (
            f"class {name}(Pattern):\n"
            "    def findall(self, string, pos=0, endpos=0x7FFFFFFFFFFFFFFF):\n"
            "        program = self._program\n"
            "        string = checked(self, string)\n"
            "        start, end = bounds(string, pos, endpos)\n"
            "        found = []\n"
            "        refused = -1\n"
            "        while search(program, string, start, end, refused):\n"
            f"            found.append(({items}))\n"
            "            start, refused = after(program)\n"
            "        return found\n"
            "    split = split_with_groups\n"
        )
        filename = f"<regex {name}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        scope: dict[str, Any] = dict(vars(regex))
        exec(compile(source, filename, "exec", dont_inherit=True), scope)
        found = _CLASSES[groups, subject] = scope[name]
    return found


def pattern_for(pattern: re.Pattern[Any]) -> Any:
    """Return the object of the library for a compiled pattern of the host."""
    program = compile_tree(parse(pattern), pattern.groups)
    return pattern_class(pattern.groups, type(pattern.pattern))(
        pattern.pattern, pattern.flags, dict(pattern.groupindex), program
    )
