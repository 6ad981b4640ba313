"""Upper and lower case in regular expressions with the flag IGNORECASE: which characters match which.

A character matches another one if both have the same simple lower case, or lower cases that are equivalent to each
other (the long s and s).  The tables are made when the module is imported, from those of the running CPython.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re._casefix as casefix  # type: ignore[import-not-found]
from typing import Any, Final

Ranges = list[tuple[int, int]]
"""First and last characters."""

_SRE: Final[Any] = _sre
_CASED: Final[list[int]] = [code for code in range(0x1E944) if _SRE.unicode_iscased(code)]
"""The characters that have cases."""
_LOWER: Final[list[int]] = [_SRE.unicode_tolower(code) for code in _CASED]
_EQUIVALENT: Final[dict[int, list[int]]] = {low: list(others) for low, others in casefix._EXTRA_CASES.items()}
"""By a lower case: others like it."""


def any_case(ranges: Ranges, only_ascii: bool) -> Ranges:
    """Return the ranges, extended by the characters that match one of theirs when case does not count."""
    found = ranges[:]
    if only_ascii:
        for code in range(65, 91):
            if is_inside(code, ranges):
                found.append((code + 32, code + 32))
            if is_inside(code + 32, ranges):
                found.append((code, code))
        return found
    lower: dict[int, bool] = {}
    for index in range(len(_CASED)):
        if is_inside(_CASED[index], ranges):
            low = _LOWER[index]
            lower[low] = True
            if low in _EQUIVALENT:
                for other in _EQUIVALENT[low]:
                    lower[other] = True
    for index in range(len(_CASED)):
        code = _CASED[index]
        if _LOWER[index] in lower and not is_inside(code, ranges):
            found.append((code, code))
    return found


def is_inside(code: int, ranges: Ranges) -> bool:
    """Tell whether a character is in one of the ranges."""
    for first, last in ranges:  # noqa: SIM110
        if first <= code <= last:
            return True
    return False
