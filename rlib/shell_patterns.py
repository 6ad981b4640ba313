"""The fnmatch module: names against shell patterns such as `*.py`, by way of regular expressions made at run time."""

from __future__ import annotations

from collections.abc import Iterable

from weft.rlib.regex_runtime import RunTimePattern, compile_text
from weft.rlib.regex_templates import escape

_STAR = ""
"""Stands for `*` among the pieces of a pattern, none of which is empty."""


def translate(pat: str) -> str:
    """`fnmatch.translate(pat)`: the regular expression for a shell pattern."""
    texts: list[str] = []
    pending: list[str] = []
    starred = False
    for piece in _pieces(pat):
        if piece != _STAR:
            pending.append(piece)
            continue
        texts.append(_between("".join(pending), starred, False))
        pending = []
        starred = True
    texts.append(_between("".join(pending), starred, True))
    return "(?s:" + "".join(texts) + ")\\Z"


def _between(text: str, starred: bool, last: bool) -> str:
    """What stands between two stars: found at the first place where it is, which an atomic group makes final."""
    if not starred:
        return text
    return ".*" + text if last else "(?>.*?" + text + ")"


def _pieces(pat: str) -> list[str]:
    """The regular expressions for the parts of a pattern; several stars in a row are one."""
    pieces: list[str] = []
    place = 0
    while place < len(pat):
        char = pat[place]
        place += 1
        if char == "*":
            if len(pieces) == 0 or pieces[-1] != _STAR:
                pieces.append(_STAR)
        elif char == "?":
            pieces.append(".")
        elif char == "[":
            end = _end_of_set(pat, place)
            if end < 0:
                pieces.append("\\[")
            else:
                pieces.append(_set(pat[place:end]))
                place = end + 1
        else:
            pieces.append(escape(char))
    return pieces


def _end_of_set(pat: str, start: int) -> int:
    """Where the `]` is that ends a set; one at its beginning belongs to it."""
    if pat.startswith("!", start):
        start += 1
    if pat.startswith("]", start):
        start += 1
    return pat.find("]", start)


def _set(text: str) -> str:
    """The regular expression for a set of characters."""
    if "-" in text:
        inside = "-".join([part.replace("\\", "\\\\").replace("-", "\\-") for part in _ranges(text)])
    else:
        inside = text.replace("\\", "\\\\")
    for special in "&~|":
        inside = inside.replace(special, "\\" + special)
    if inside == "":
        return "(?!)"
    if inside == "!":
        return "."
    if inside[0] == "!":
        inside = "^" + inside[1:]
    elif inside[0] in "^[":
        inside = "\\" + inside
    return "[" + inside + "]"


def _ranges(text: str) -> list[str]:
    """Split a set at the hyphens of its ranges; empty ranges (`z-a`) are left out."""
    parts: list[str] = []
    start = 0
    hyphen = text.find("-", 2 if text[0] == "!" else 1)
    while hyphen >= 0:
        parts.append(text[start:hyphen])
        start = hyphen + 1
        hyphen = text.find("-", hyphen + 3)
    if start < len(text):
        parts.append(text[start:])
    else:
        parts[-1] += "-"
    for i in range(len(parts) - 1, 0, -1):
        if parts[i - 1][-1] > parts[i][0]:
            parts[i - 1] = parts[i - 1][:-1] + parts[i][1:]
            parts.pop(i)
    return parts


def _compiled(pat: str) -> RunTimePattern:
    return compile_text(translate(pat), 0)


def fnmatchcase(name: str, pat: str) -> bool:
    """`fnmatch.fnmatchcase(name, pat)`; on this system `fnmatch.fnmatch` is the same."""
    return _compiled(pat).match(name) is not None


def filter_names(names: Iterable[str], pat: str) -> list[str]:
    """`fnmatch.filter(names, pat)`."""
    pattern = _compiled(pat)
    found: list[str] = []
    for name in names:
        if pattern.match(name) is not None:
            found.append(name)
    return found
