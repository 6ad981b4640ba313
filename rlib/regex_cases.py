"""Upper and lower case in regular expressions with the flag IGNORECASE: which characters match which.

A character matches another one if both have the same simple lower case, or lower cases that are equivalent to each
other (the long s and s).  Host code: tables are computed from the running CPython's.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re._casefix as casefix  # type: ignore[import-not-found]
from typing import Any, Final

Ranges = list[tuple[int, int]]
"""First and last characters."""

_EQUIVALENT: Final[dict[int, tuple[int, ...]]] = casefix._EXTRA_CASES  # by a lower case: others like it
_SRE: Final[Any] = _sre
_CASED: Final[dict[int, int]] = {}
"""Lower case of the characters that have cases, in order of the characters; filled when first needed."""


def _cased() -> dict[int, int]:
    if not _CASED:
        _CASED.update({code: _SRE.unicode_tolower(code) for code in range(0x1E944) if _SRE.unicode_iscased(code)})
    return _CASED


def any_case(ranges: Ranges, only_ascii: bool) -> Ranges:
    """Return the ranges, extended by the characters that match one of theirs when case does not count."""
    if only_ascii:
        more = [(code ^ 32, code ^ 32) for code in [*range(65, 91), *range(97, 123)] if _inside(code, ranges)]
        return ranges + more
    cased = _cased()
    lower = {low for code, low in cased.items() if _inside(code, ranges)}
    lower |= {other for low in sorted(lower) for other in _EQUIVALENT.get(low, ())}
    return ranges + [(code, code) for code, low in cased.items() if low in lower and not _inside(code, ranges)]


def _inside(code: int, ranges: Ranges) -> bool:
    return any(first <= code <= last for first, last in ranges)
