"""The public face of Weft: `Translation`, the errors it raises, and the version.

What is offered here is loaded on first use, so that a program may import `weft.rlib` without the translator.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from weft.flowspace.diagnostics import Diagnostic, InternalError, TranslationError
    from weft.translator.interactive import Translation

__all__ = ["Diagnostic", "InternalError", "Translation", "TranslationError", "__version__"]

_HOMES: Final = {
    "Diagnostic": "weft.flowspace.diagnostics",
    "InternalError": "weft.flowspace.diagnostics",
    "TranslationError": "weft.flowspace.diagnostics",
    "Translation": "weft.translator.interactive",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return importlib.metadata.version("weft")
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'weft' has no attribute {name!r}")
