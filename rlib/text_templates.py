"""string.Template: the methods that look up names, in a mapping, in keyword arguments, or in both."""

from __future__ import annotations

from typing import Any

from weft.rlib.intrinsics import is_none


def substitute(template: Any, mapping: Any = None, /, **kws: Any) -> str:
    """`template.substitute(mapping, **kws)`; KeyError for a name that is missing."""
    pieces: list[str] = []
    text = template.template
    place = 0
    for found in template.pattern.finditer(text):
        pieces.append(text[place : found.start()])
        place = found.end()
        name = found.group("named") or found.group("braced")
        if name is not None:
            if is_none(mapping) or name in kws:
                pieces.append(str(kws[name]))
            else:
                pieces.append(str(mapping[name]))
        elif found.group("escaped") is not None:
            pieces.append(template.delimiter)
        else:
            if found.group("invalid") is not None:
                template._invalid(found)
            raise ValueError("Unrecognized named group in pattern")
    pieces.append(text[place:])
    return "".join(pieces)


def safe_substitute(template: Any, mapping: Any = None, /, **kws: Any) -> str:
    """`template.safe_substitute(mapping, **kws)`: names that are missing stay."""
    pieces: list[str] = []
    text = template.template
    place = 0
    for found in template.pattern.finditer(text):
        pieces.append(text[place : found.start()])
        place = found.end()
        name = found.group("named") or found.group("braced")
        if name is not None:
            try:
                if is_none(mapping) or name in kws:
                    pieces.append(str(kws[name]))
                else:
                    pieces.append(str(mapping[name]))
            except KeyError:
                pieces.append(found.group())
        elif found.group("escaped") is not None:
            pieces.append(template.delimiter)
        elif found.group("invalid") is not None:
            pieces.append(found.group())
        else:
            raise ValueError("Unrecognized named group in pattern")
    pieces.append(text[place:])
    return "".join(pieces)
