"""The Python versions of functions that a module of the standard library takes from an accelerator written in C.

`statistics` defines `_normal_dist_inv_cdf` and then replaces it by the one of `_statistics`, if there is such a
module: run without its accelerator, the module shows what its own functions are, and those can be translated.
Used by the rules of calls, for built-in functions that the library does not bind.
"""

from __future__ import annotations

import importlib.util
import sys
import types
from typing import Any, Final

_MODULES: Final = {"_statistics": "statistics", "_operator": "operator", "_bisect": "bisect", "_heapq": "heapq"}
"""Which module uses an accelerator."""


class PureTwins:
    """Python versions of built-in functions; one per context."""

    def __init__(self) -> None:
        self._modules: dict[str, types.ModuleType] = {}

    def find(self, function: Any) -> types.FunctionType | None:
        """Return the Python version of a built-in function, or None."""
        accelerator = getattr(function, "__module__", None)
        if not isinstance(function, types.BuiltinFunctionType) or accelerator not in _MODULES:
            return None
        twin = getattr(self._module(accelerator), function.__name__, None)
        return twin if isinstance(twin, types.FunctionType) else None

    def _module(self, accelerator: str) -> types.ModuleType:
        found = self._modules.get(accelerator)
        if found is None:
            found = self._modules[accelerator] = _run_without(accelerator, _MODULES[accelerator])
        return found


def _run_without(accelerator: str, name: str) -> types.ModuleType:
    """Run a module once more, without its accelerator and without changing what others import."""
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    real = sys.modules.get(accelerator)
    sys.modules[accelerator] = None  # type: ignore[assignment]
    try:
        spec.loader.exec_module(module)
    finally:
        if real is None:
            del sys.modules[accelerator]
        else:
            sys.modules[accelerator] = real
    return module
