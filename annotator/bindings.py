"""The library's tables (`rlib/bindings.py`) as the annotator asks them: entries are "module:name" texts, imported when
first used, so that a translation only loads what the program needs.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from weft.annotator.errors import RuleError
from weft.rlib import bindings

_LIBRARY: Final = "weft.rlib."
_BY_RULES: Final = frozenset({contextlib.suppress, dataclasses.replace, operator.itemgetter, operator.attrgetter,
                              operator.methodcaller, re.RegexFlag, re.compile, re.match, re.fullmatch, re.search,
                              re.findall, re.finditer, re.split, re.sub, re.subn})  # fmt: skip
"""Classes and Python functions of the standard library that have rules of their own."""


_BOUND: Final = (bindings.BUILTINS, bindings.MAKERS, bindings.CONSTANT_MEMBERS, _BY_RULES)
"""What the library or the rules replace."""


class Bindings:
    """Lookups in the binding tables; one per context."""

    def __init__(self, unbounded: Callable[[], bool] = lambda: False) -> None:
        self._resolved: dict[str, Any] = {}
        self._unbounded = unbounded
        """Asks if the code being annotated has integers of any size."""

    def resolve(self, entry: str) -> Any | None:
        """Return the library object of a "module:name" entry, or None if the library does not have it."""
        if entry in self._resolved:
            return self._resolved[entry]
        module_name, _, name = entry.partition(":")
        found = None
        try:
            module = importlib.import_module(_LIBRARY + module_name)
        except ModuleNotFoundError as error:
            if not (error.name or "").startswith(_LIBRARY):
                raise
        else:
            found = getattr(module, name, None)
        self._resolved[entry] = found
        return found

    def builtin(self, value: Any) -> Any | None:
        """Return the library function that implements a built-in or standard-library callable, or None."""
        receiver = getattr(value, "__self__", None)
        if type(receiver) in bindings.CONSTANT_MEMBERS:
            return self.constant_member(receiver, value.__name__)
        found = self._lookup(bindings.UNBOUNDED_BUILTINS, value) if self._unbounded() else None
        return found or self._lookup(bindings.BUILTINS, value)

    def made_for(self, function: Any, constant: Any) -> Any | None:
        """Return the library function for calls of `function` with this constant as first argument, or None."""
        maker = self._lookup(bindings.MAKERS, function)
        return None if maker is None else maker(constant)

    def constant_member(self, value: Any, name: str) -> Any:
        """Return an attribute of a prebuilt object without run-time value; AttributeError if there is none."""
        maker = self._lookup(bindings.CONSTANT_MEMBERS, type(value))
        if maker is None:
            raise AttributeError(name)
        return maker(value, name)

    def has_constant_members(self, value: Any) -> bool:
        """True if `constant_member` knows the kind of a prebuilt object."""
        return type(value) in bindings.CONSTANT_MEMBERS

    def is_bound(self, value: Any) -> bool:
        """True if the library replaces this function or class."""
        try:
            return any(value in table for table in _BOUND) or _name_of(value) in bindings.REFUSED
        except TypeError:
            return False

    def advice(self, function: Any) -> str:
        """Return what to do instead of calling a function that is not supported, "" if nothing is known."""
        return bindings.REFUSED.get(_name_of(function), "")

    def method(self, kind: str, name: str) -> Any | None:
        """Return the library function that implements a method of a built-in type, or None."""
        return self._lookup(bindings.METHODS, (kind, name))

    def operation(self, *key: str) -> Any | None:
        """Return the library function that implements an operation on these kinds, or None."""
        found = self._lookup(bindings.UNBOUNDED_OPERATIONS, key) if self._unbounded() else None
        return found or self._lookup(bindings.OPERATIONS, key)

    def helper(self, name: str) -> Any:
        """Return a function that generated code calls."""
        found = self._lookup(bindings.HELPERS, name)
        if found is None:
            raise RuleError("W0402", f"this is not supported yet: the library has no '{name}'")
        return found

    def exception_members(self, cls: type) -> Mapping[str, Any]:
        """Return the methods of a built-in exception class."""
        entries = bindings.EXCEPTION_MEMBERS.get(cls, {})
        members = {name: self.resolve(entry) for name, entry in entries.items()}
        return {name: member for name, member in members.items() if member is not None}

    def attribute(self, value: Any, name: str) -> Any | None:
        """Return the library function that computes an attribute of a module, such as `sys.argv`, or None."""
        return self._lookup(bindings.ATTRIBUTES, (getattr(value, "__name__", None), name))

    def has_attributes(self, module: Any) -> bool:
        """True for modules such as sys, the attributes of which say something of the process that runs."""
        name = module.__name__.partition(".")[0]
        return any(of == name for of, _ in bindings.ATTRIBUTES)

    def methods_of(self, kind: str) -> list[str]:
        """Return the names of the library's methods of a built-in type."""
        return [name for of, name in bindings.METHODS if of == kind]

    def _lookup(self, table: Mapping[Any, str], key: Any) -> Any | None:
        try:
            entry = table.get(key)
        except TypeError:
            return None
        return None if entry is None else self.resolve(entry)


def _name_of(value: Any) -> str:
    """Return module and name of a function or class, and class and name of a class method."""
    name = getattr(value, "__qualname__", None)
    if not isinstance(name, str):
        return ""
    module = getattr(value, "__module__", None)
    return name if module is None else f"{module}.{name}"


def is_library_module(name: str | None) -> bool:
    """True for the modules of the translated library, and for code generated for it."""
    return name is not None and (name.startswith(_LIBRARY) or name == "weft.rlib")


LibraryFunction = Callable[..., Any]


def with_library_classes(classes: list[type]) -> list[type]:
    """Return the classes, and those of the library that stand for them (`collections.deque`)."""
    found = list(classes)
    for cls in classes:
        entry = bindings.BUILTINS.get(cls)
        if entry is not None:
            library = Bindings().resolve(entry)
            if isinstance(library, type):
                found.append(library)
    return found
