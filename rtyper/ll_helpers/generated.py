"""Helpers whose source text is generated, because helpers cannot loop over fields or messages."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from typing import Any

from weft.rtyper.ll_helpers.lowlevel import op


def define(name: str, source: str) -> Callable[..., Any]:
    """Compile a generated helper of that name, keeping its source for tracebacks."""
    filename = f"<{name}>"
    linecache.cache[filename] = len(source), None, source.splitlines(keepends=True), filename
    namespace: dict[str, Any] = {"op": op}
    exec(compile(source, filename, "exec"), namespace)
    function: Callable[..., Any] = namespace[name]
    return function
