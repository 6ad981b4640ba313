"""Calls of known functions that mean something at translation time.

Used by `opcodes_calls`; entry point `call_specially`.  Everything else about builtins is the annotator's.
"""

from __future__ import annotations

import builtins
import types
from collections.abc import Callable, Mapping
from typing import Any, Final

from weft.flowspace import constant_folding
from weft.flowspace.constant_folding import CannotFold
from weft.flowspace.graph import Constant, Value
from weft.flowspace.opcodes_names import get_attribute, set_attribute
from weft.flowspace.symbolic_execution import Execution
from weft.rlib.markers import program_ends, we_are_translated

_REFUSED: Final[Mapping[Any, str]] = {
    builtins.eval: "the program's text must be known at translation time",
    builtins.exec: "the program's text must be known at translation time",
    builtins.compile: "the program's text must be known at translation time",
    builtins.locals: "local variables have no names at run time",
    builtins.globals: "global variables have no names at run time",
    builtins.vars: "attributes have no names at run time",
}


def call_specially(execution: Execution, function: Any, arguments: list[Value] | None) -> Value | None:
    """Return the result of a call that is done at translation time or is an operation, or None.

    `arguments` is None for calls with keywords or stars, of which only the refused ones are looked at.
    """
    try:
        reason = _REFUSED.get(function)
        rule = _RULES.get(function)
    except TypeError:  # an unhashable callee
        return None
    if reason is not None:
        name = function.__name__
        execution.error("W0404", f"'{name}' cannot be called at run time", label=reason,
                        help=f"call '{name}' while the module is imported, or rewrite without it")  # fmt: skip
        return Constant(None)
    if arguments is None:
        return None
    if rule is not None:
        return rule(execution, arguments)
    if all(isinstance(argument, Constant) for argument in arguments):
        try:
            return constant_folding.call_builtin(function, [argument.value for argument in arguments])  # type: ignore[union-attr]
        except CannotFold:
            return None
    return None


def _getattr(execution: Execution, arguments: list[Value]) -> Value | None:
    """`getattr(x, "name")` is `x.name`."""
    match arguments:
        case [holder, Constant(value=str(name))]:
            return get_attribute(execution, holder, name)
    return None


def _setattr(execution: Execution, arguments: list[Value]) -> Value | None:
    """`setattr(x, "name", v)` is `x.name = v`."""
    match arguments:
        case [holder, Constant(value=str(name)), value]:
            set_attribute(execution, holder, name, value)
            return Constant(None)
    return None


def _delattr(execution: Execution, arguments: list[Value]) -> Value | None:
    """`delattr(x, "name")` is `del x.name`."""
    match arguments:
        case [holder, Constant(value=str()) as name]:
            execution.emit("delattr", holder, name)
            return Constant(None)
    return None


def _hasattr(execution: Execution, arguments: list[Value]) -> Value | None:
    """`hasattr(module, "name")` is known."""
    match arguments:
        case [Constant(value=types.ModuleType() as module), Constant(value=str(name))]:
            return Constant(hasattr(module, name))
    return None


def _iter(execution: Execution, arguments: list[Value]) -> Value | None:
    return execution.emit("iter", arguments[0]) if len(arguments) == 1 else None


def _next(execution: Execution, arguments: list[Value]) -> Value | None:
    if len(arguments) != 1:
        return None
    return execution.emit("next", arguments[0])


def _bool(execution: Execution, arguments: list[Value]) -> Value | None:
    return execution.truth(arguments[0]) if len(arguments) == 1 else None


def _isinstance(execution: Execution, arguments: list[Value]) -> Value | None:
    match arguments:
        case [Constant(value=value), Constant(value=classes)] if constant_folding.is_primitive(value):
            try:
                return Constant(isinstance(value, classes))
            except TypeError:  # it will be raised at run time
                return None
    return None


def _we_are_translated(execution: Execution, arguments: list[Value]) -> Value | None:
    return Constant(True)


def _program_ends(execution: Execution, arguments: list[Value]) -> Value | None:
    """Generators that are still there are closed."""
    if execution.environment.closing:
        execution.emit("close_all")
    return Constant(None)


_RULES: Final[Mapping[Any, Callable[[Execution, list[Value]], Value | None]]] = {
    builtins.getattr: _getattr,
    builtins.setattr: _setattr,
    builtins.delattr: _delattr,
    builtins.hasattr: _hasattr,
    builtins.iter: _iter,
    builtins.next: _next,
    builtins.bool: _bool,
    builtins.isinstance: _isinstance,
    we_are_translated: _we_are_translated,
    program_ends: _program_ends,
}
