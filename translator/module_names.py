"""Which names a top-level statement of a module binds and reads, when it runs and later.

Taken from its code object, so that scopes are CPython's: names of the module only, no locals of functions.  What a
comprehension or a class body does is done when the statement runs; what functions do is done later.  Entry point:
`names_of`; `module_split.py` decides with it what may happen at translation time.
"""

from __future__ import annotations

import ast
import dis
import types
from dataclasses import dataclass, field
from typing import Final

_COMPREHENSIONS: Final = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})
_LOADS: Final = frozenset({"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS", "LOAD_CLASSDEREF"})
_STORES: Final = frozenset({"STORE_NAME", "STORE_GLOBAL"})
_DELETES: Final = frozenset({"DELETE_NAME", "DELETE_GLOBAL"})
_IS_FUNCTION: Final = 1  # CO_OPTIMIZED: class bodies and modules do not have it


@dataclass(slots=True)
class Names:
    """Names of the module; dicts serve as ordered sets."""

    reads: dict[str, None] = field(default_factory=dict)
    """Read when the statement runs."""
    binds: dict[str, None] = field(default_factory=dict)
    """Assigned, defined, imported or deleted when it runs; `*` after a star import."""
    deletes: dict[str, None] = field(default_factory=dict)
    later_reads: dict[str, None] = field(default_factory=dict)
    """Read by the functions it makes."""
    later_binds: dict[str, None] = field(default_factory=dict)
    """Assigned or deleted by the functions it makes."""

    def mentioned(self) -> list[str]:
        """Return all names it reads, now or later."""
        return [*self.reads, *self.later_reads]


def names_of(statement: ast.stmt, filename: str, future_flags: int) -> Names:
    """Return the names of one top-level statement."""
    module = ast.Module([statement], type_ignores=[])
    code = compile(module, filename, "exec", future_flags, dont_inherit=True)
    names = Names()
    _collect(code, names, own={}, in_class=False)
    return names


def _collect(code: types.CodeType, names: Names, own: dict[str, None], in_class: bool) -> None:
    """Add what a module's, class body's or comprehension's code does; `own`: what the class body has bound so far."""
    star = False
    for instruction in dis.get_instructions(code):
        name, value = instruction.opname, instruction.argval
        if name in _LOADS:
            if value not in own:
                names.reads[value] = None
        elif name in _STORES or name in _DELETES:
            if in_class and name != "STORE_GLOBAL" and name != "DELETE_GLOBAL":
                own[value] = None
                continue
            names.binds[value] = None
            if name in _DELETES:
                names.deletes[value] = None
        elif name == "IMPORT_STAR" or (name == "CALL_INTRINSIC_1" and instruction.argrepr == "INTRINSIC_IMPORT_STAR"):
            star = True
        elif isinstance(value, types.CodeType):
            _collect_inner(value, names, own)
    if star:
        names.binds["*"] = None


def _collect_inner(code: types.CodeType, names: Names, own: dict[str, None]) -> None:
    if code.co_name in _COMPREHENSIONS or code.co_name.startswith("<generic parameters"):
        _collect(code, names, {}, in_class=False)
    elif not code.co_flags & _IS_FUNCTION:
        _collect(code, names, dict(own), in_class=True)
    else:
        _collect_later(code, names)


def _collect_later(code: types.CodeType, names: Names) -> None:
    """Add what a function does when it is called, with the functions inside it."""
    class_names: dict[str, None] = {}
    in_class = not code.co_flags & _IS_FUNCTION
    for instruction in dis.get_instructions(code):
        name, value = instruction.opname, instruction.argval
        if name in _LOADS:
            if value not in class_names:
                names.later_reads[value] = None
        elif name in _STORES or name in _DELETES:
            if in_class and name.endswith("_NAME"):
                class_names[value] = None
                continue
            names.later_binds[value] = None
            if name in _DELETES:
                names.deletes[value] = None
        elif isinstance(value, types.CodeType):
            _collect_later(value, names)
