"""Class statements inside functions: the class is made once, at translation time, as if it stood in the module.

Used by `opcodes_calls` where `__build_class__` is called; entry point `build_class`.  The body may use variables of
the function around it only where their values are known: the class itself, and functions or classes assigned once.
"""

from __future__ import annotations

import builtins
import types
from collections.abc import Mapping
from typing import Any

from weft.flowspace.bytecode import Instruction
from weft.flowspace.graph import Constant, Operation, Value, Variable
from weft.flowspace.operations import LocalFunction
from weft.flowspace.symbolic_execution import Execution


class _NotKnown(Exception):
    """The class depends on what is known at run time only; the message says how."""


def load_build_class(execution: Execution, instruction: Instruction) -> None:
    """The function that makes classes."""
    execution.stack.append(Constant(builtins.__build_class__))


def build_class(execution: Execution, arguments: list[Value], keywords: Mapping[str, Value]) -> Constant:
    """Make the class of a class statement, or find the one made before; record an error if it cannot be."""
    name = "?"
    try:
        name = _constant(arguments[1], "its name")
        bases = [_constant(_resolved(execution, base), "a base class") for base in arguments[2:]]
        options = {key: _constant(value, f"'{key}'") for key, value in keywords.items()}
        operation, body = _body(execution, arguments[0])
        known = execution.environment.local_classes
        key = (body.code, tuple(bases))
        if key not in known:
            known[key] = _make(execution, operation, body, name, bases, options)
        assert execution.block is not None
        execution.block.operations.remove(operation)
        return Constant(known[key])
    except _NotKnown as problem:
        execution.error("W0207", f"class '{name}' inside a function uses {problem}, which is known only at run time",
                        help="move the class to the module, and pass the value to its instances")  # fmt: skip
    except Exception as error:  # raised by the class body
        execution.error("W0207", f"making class '{name}' failed: {type(error).__name__}: {error}")
    return Constant(type(name, (), {}))


def _constant(value: Value, what: str) -> Any:
    if not isinstance(value, Constant):
        raise _NotKnown(what)
    return value.value


def _resolved(execution: Execution, value: Value) -> Value:
    """What a captured variable was assigned, if it is known."""
    operation = execution.definitions.get(value) if isinstance(value, Variable) else None
    if operation is not None and operation.spec.name == "cell_get":
        return Constant(_contents(execution, operation.statics[0], operation.args[0]))
    return value


def _body(execution: Execution, function: Value) -> tuple[Operation, LocalFunction]:
    """Return the operation that makes the function of the class body, and the function."""
    assert isinstance(function, Variable)
    operation = execution.definitions[function]
    body = operation.statics[0]
    assert isinstance(body, LocalFunction)
    return operation, body


def _make(execution: Execution, operation: Operation, body: LocalFunction, name: str, bases: list[Any],
          options: dict[str, Any]) -> type:  # fmt: skip
    free = [free for free in body.code.co_freevars if free not in body.constant_cells]
    cells: dict[str, types.CellType] = dict(body.constant_cells)
    own = _assigned_next(execution)
    for variable, cell in zip(free, operation.args, strict=True):
        cells[variable] = types.CellType() if variable == own else types.CellType(_contents(execution, variable, cell))
    closure = tuple(cells[variable] for variable in body.code.co_freevars)
    function = types.FunctionType(body.code, execution.namespace, name, None, closure)
    made: type = builtins.__build_class__(function, name, *bases, **options)
    if own in cells and own in free:
        cells[own].cell_contents = made
    return made


def _assigned_next(execution: Execution) -> str | None:
    """The captured variable that gets the class, if nothing else is ever assigned to it."""
    instructions = execution.bytecode.instructions
    index = execution.index + 1
    while index < len(instructions) and instructions[index].op == "CALL":  # decorators
        index += 1
    if index == len(instructions) or instructions[index].op != "STORE_DEREF":
        return None
    slot = instructions[index].arg
    if _assignments(execution, slot) != 1:
        return None
    name: str = execution.bytecode.local_names[slot]
    return name


def _assignments(execution: Execution, slot: int) -> int:
    return sum(other.op == "STORE_DEREF" and other.arg == slot for other in execution.bytecode.instructions)


def _contents(execution: Execution, name: str, cell: Value) -> Any:
    """What a variable of the function around holds: a constant assigned before, in the same stretch of code, once."""
    slot = execution.bytecode.local_names.index(name)
    if execution.block is not None and _assignments(execution, slot) == 1:
        for operation in execution.block.operations:
            if operation.spec.name == "cell_set" and operation.args[0] is cell:
                return _constant(operation.args[1], f"'{name}'")
    raise _NotKnown(f"'{name}'")
