"""Which source spans show in the tracebacks of translated programs.

Code of Weft's own packages (list and string helpers, the run-time written in RPython) is hidden: a program's
traceback shows the user's line that called it.  Used by exception lowering, the inliner and llinterp.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from weft.flowspace.diagnostics import SourceSpan

_ROOTS: Final = tuple(dict.fromkeys([Path(__file__).resolve().parent.parent, Path(__file__).parent.parent]))
_PACKAGES: Final = ("rlib", "flowspace", "annotator", "rtyper", "translator", "gc", "stackless", "backend_c")
HIDDEN_DIRECTORIES: Final = tuple(f"{root / package}/" for root in _ROOTS for package in _PACKAGES) + ("<weft ",)


def is_visible(span: SourceSpan | None) -> bool:
    """True if a frame at this span belongs into a traceback."""
    return span is not None and not span.filename.startswith(HIDDEN_DIRECTORIES)
