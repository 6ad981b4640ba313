"""Finds the assignments `module.name = value` in a function, and the modules that a module knows.

Used by `environment.py`, which has to know all assigned module variables before the first function is built.
"""

from __future__ import annotations

import dis
import importlib.util
import sys
import types
from collections.abc import Iterator
from typing import Any, Final

_STORES: Final = frozenset({"STORE_ATTR", "DELETE_ATTR"})


def is_library(name: str) -> bool:
    """True for modules of the standard library."""
    return name.partition(".")[0] in sys.stdlib_module_names


def attribute_assignments(
    code: types.CodeType, namespace: dict[str, Any]
) -> Iterator[tuple[types.ModuleType, str, bool]]:
    """Yield (module, name, whether it is deleted) for what a function assigns in modules that are loaded.

    The holder is a name or attributes of one (`config.x`, `package.config.x`); locals are followed if an import of
    the same function made them.
    """
    stack = _TopOfStack(namespace)
    for instruction in dis.get_instructions(code):
        name, value = instruction.opname, instruction.argval
        if name in _STORES:
            module = stack.top
            if module is not None and not is_library(module.__name__):
                yield module, value, name == "DELETE_ATTR"
            stack.top = None
        else:
            stack.follow(name, value)


class _TopOfStack:
    """Follows the module on top of the stack, if there is one."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self.top: types.ModuleType | None = None
        self._source: types.ModuleType | None = None
        """The module that IMPORT_FROM takes something from."""
        self._locals: dict[str, types.ModuleType] = {}
        self._constants: list[Any] = [None, None]

    def follow(self, name: str, value: Any) -> None:
        """Do one instruction."""
        match name:
            case "LOAD_GLOBAL":
                self.top = _module(self.namespace.get(value))
            case "LOAD_ATTR":
                self.top = _module(getattr(self.top, value, None)) if self.top is not None else None
            case "LOAD_CONST":
                self._constants = [self._constants[1], value]
                self.top = None
            case "IMPORT_NAME":
                level, has_list = self._constants[0], bool(self._constants[1])
                self.top = self._source = _imported(value, level, has_list, self.namespace)
            case "IMPORT_FROM":
                self.top = _module(getattr(self._source, value, None)) if self._source is not None else None
            case "SWAP" | "POP_TOP" | "CACHE" | "EXTENDED_ARG" | "COPY":
                pass
            case _ if name.startswith("STORE_FAST"):
                if self.top is not None:
                    self._locals[value[0] if isinstance(value, tuple) else value] = self.top
                self.top = None
            case _ if name.startswith("LOAD_FAST"):
                self.top = self._locals.get(value[-1] if isinstance(value, tuple) else value)
            case _:
                self.top = None


def _module(value: Any) -> types.ModuleType | None:
    return value if isinstance(value, types.ModuleType) else None


def _imported(name: str, level: Any, has_list: bool, namespace: dict[str, Any]) -> types.ModuleType | None:
    """Return what `import name` puts on the stack, if that is loaded: the first package, or with a list the last."""
    if isinstance(level, int) and level:
        package = namespace.get("__package__") or ""
        try:
            name = importlib.util.resolve_name("." * level + name, package)
        except ImportError:
            return None
    return sys.modules.get(name if has_list or level else name.partition(".")[0])


def known_modules(namespace: dict[str, Any]) -> Iterator[types.ModuleType]:
    """Yield the modules of the program that a module refers to, or has things of; none of the library or of Weft."""
    for value in list(namespace.values()):
        module: Any = value
        if isinstance(value, type | types.FunctionType):
            module = sys.modules.get(value.__module__ or "")
        if isinstance(module, types.ModuleType) and _is_of_program(module):
            yield module


def _is_of_program(module: types.ModuleType) -> bool:
    name = module.__name__
    if is_library(name) or name.partition(".")[0] == "weft":
        return False
    filename = getattr(module, "__file__", None)
    return isinstance(filename, str) and filename.endswith(".py") and "site-packages" not in filename
