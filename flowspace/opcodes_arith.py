"""Instruction handlers: operators, comparisons, subscripts, slices, and moving values about on the stack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from weft.flowspace.bytecode import Instruction
from weft.flowspace.constant_folding import is_primitive
from weft.flowspace.graph import Constant, Value, Variable
from weft.flowspace.named_formats import positional_format
from weft.flowspace.symbolic_execution import Execution, OpcodeHandler
from weft.flowspace.symbolic_frame import DISPLAYS, NULL, MappingDisplay, SequenceDisplay


def nop(execution: Execution, instruction: Instruction) -> None:
    """Nothing."""


def pop_top(execution: Execution, instruction: Instruction) -> None:
    """Drop a value."""
    slot = execution.stack.pop()
    if isinstance(slot, DISPLAYS):
        execution.build(slot)


def push_null(execution: Execution, instruction: Instruction) -> None:
    """CPython's marker for "not a method call"."""
    execution.stack.append(NULL)


def copy(execution: Execution, instruction: Instruction) -> None:
    """Push a copy of an item; from now on it must exist."""
    stack = execution.stack
    slot = stack[-instruction.arg]
    if isinstance(slot, DISPLAYS):
        slot = stack[-instruction.arg] = execution.build(slot)
    stack.append(slot)


def swap(execution: Execution, instruction: Instruction) -> None:
    """Exchange the top with another item."""
    stack = execution.stack
    stack[-1], stack[-instruction.arg] = stack[-instruction.arg], stack[-1]


def unary(execution: Execution, instruction: Instruction) -> None:
    """`-x`, `~x`, `not x`."""
    execution.stack.append(execution.emit(instruction.arg, execution.pop()))


def binary(execution: Execution, instruction: Instruction) -> None:
    """`x + y`, `x += y`; in-place on constants is the plain operation."""
    if instruction.arg == "mod":
        _take_named_values(execution)
    right = execution.pop()
    left = execution.pop()
    name = instruction.arg
    if isinstance(left, Constant) and isinstance(right, Constant) and name.startswith("inplace_"):
        plain = execution.emit(name.removeprefix("inplace_"), left, right)
        if isinstance(plain, Constant):
            execution.stack.append(plain)
            return
        assert execution.block is not None
    execution.stack.append(execution.emit(name, left, right))


def _take_named_values(execution: Execution) -> None:
    """Make `"%(name)s" % {"name": x}` into `"%s" % (x,)`."""
    stack = execution.stack
    match stack[-2], stack[-1]:
        case Constant(value=str(template)), MappingDisplay(keys=keys, values=values, star=None):
            names = [key.value for key in keys if isinstance(key, Constant) and isinstance(key.value, str)]
            found = positional_format(template, names) if len(names) == len(keys) else None
            if found is not None:
                stack[-2:] = [Constant(found[0]), SequenceDisplay([values[i] for i in found[1]], is_tuple=True)]


def compare(execution: Execution, instruction: Instruction) -> None:
    """`x < y`."""
    right = execution.pop()
    left = execution.pop()
    execution.stack.append(execution.emit(instruction.arg, left, right))


def is_op(execution: Execution, instruction: Instruction) -> None:
    """`x is y`, `x is not y`."""
    right = execution.pop()
    left = execution.pop()
    _push_maybe_inverted(execution, execution.emit("is_", left, right), instruction.arg)


def contains_op(execution: Execution, instruction: Instruction) -> None:
    """`x in y`, `x not in y`."""
    container = execution.pop()
    item = execution.pop()
    _push_maybe_inverted(execution, execution.emit("contains", container, item), instruction.arg)


def _push_maybe_inverted(execution: Execution, value: Value, invert: int) -> None:
    execution.stack.append(execution.emit("not_", value, may_raise=False) if invert else value)


def binary_subscr(execution: Execution, instruction: Instruction) -> None:
    """`x[i]`."""
    index = execution.pop()
    execution.stack.append(_get_item(execution, execution.pop(), index))


def _get_item(execution: Execution, container: Value, index: Value) -> Value:
    """Emit `container[index]`; a slice of a constant by constants is computed."""
    if isinstance(container, Constant) and isinstance(index, Variable) and is_primitive(container.value):
        definition = execution.definitions.get(index)
        if definition is not None and definition.spec.name == "newslice":
            parts = [part.value for part in definition.args if isinstance(part, Constant)]
            if len(parts) == 3:
                return execution.emit("getitem", container, Constant(slice(*parts)))
    return execution.emit("getitem", container, index)


def store_subscr(execution: Execution, instruction: Instruction) -> None:
    """`x[i] = v`."""
    index = execution.pop()
    container = execution.pop()
    execution.emit("setitem", container, index, execution.pop())


def delete_subscr(execution: Execution, instruction: Instruction) -> None:
    """`del x[i]`."""
    index = execution.pop()
    execution.emit("delitem", execution.pop(), index)


def build_slice(execution: Execution, instruction: Instruction) -> None:
    """`start:stop` or `start:stop:step`."""
    parts = execution.pop_many(instruction.arg)
    if len(parts) == 2:
        parts.append(Constant(None))
    execution.stack.append(execution.emit("newslice", *parts))


def binary_slice(execution: Execution, instruction: Instruction) -> None:
    """`x[start:stop]`."""
    container, start, stop = execution.pop_many(3)
    index = execution.emit("newslice", start, stop, Constant(None))
    execution.stack.append(_get_item(execution, container, index))


def store_slice(execution: Execution, instruction: Instruction) -> None:
    """`x[start:stop] = v`."""
    value, container, start, stop = execution.pop_many(4)
    index = execution.emit("newslice", start, stop, Constant(None))
    execution.emit("setitem", container, index, value)


HANDLERS: Final[Mapping[str, OpcodeHandler]] = {
    "NOP": nop,
    "POP_TOP": pop_top,
    "DROP_LOCALS": nop,  # the end of an inlined comprehension
    "PUSH_NULL": push_null,
    "COPY": copy,
    "SWAP": swap,
    "UNARY": unary,
    "BINARY": binary,
    "COMPARE": compare,
    "IS_OP": is_op,
    "CONTAINS_OP": contains_op,
    "BINARY_SUBSCR": binary_subscr,
    "STORE_SUBSCR": store_subscr,
    "DELETE_SUBSCR": delete_subscr,
    "BUILD_SLICE": build_slice,
    "BINARY_SLICE": binary_slice,
    "STORE_SLICE": store_slice,
}
