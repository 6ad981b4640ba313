"""Instruction handlers: jumps, branches, loops, return, generators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from weft.flowspace.bytecode import Instruction
from weft.flowspace.graph import RAISES, Constant, Link, Value, Variable
from weft.flowspace.operations import OPERATIONS
from weft.flowspace.symbolic_execution import Execution, OpcodeHandler
from weft.flowspace.symbolic_frame import UnrolledIterator
from weft.flowspace.unrolled_loops import known_iterator, next_unrolled
from weft.rlib.markers import unrolling_iterable


def jump(execution: Execution, instruction: Instruction) -> None:
    """An unconditional jump."""
    execution.goto(execution.target(instruction))


def jump_if_false(execution: Execution, instruction: Instruction) -> None:
    """Branch on a truth value."""
    condition = execution.truth(execution.pop())
    execution.branch(condition, execution.next_block, execution.target(instruction))


def jump_if_true(execution: Execution, instruction: Instruction) -> None:
    """Branch on a truth value."""
    condition = execution.truth(execution.pop())
    execution.branch(condition, execution.target(instruction), execution.next_block)


def jump_if_none(execution: Execution, instruction: Instruction) -> None:
    """`x is None`."""
    condition = execution.emit("is_", execution.pop(), Constant(None))
    execution.branch(condition, execution.target(instruction), execution.next_block)


def jump_if_not_none(execution: Execution, instruction: Instruction) -> None:
    """`x is not None`."""
    condition = execution.emit("is_", execution.pop(), Constant(None))
    execution.branch(condition, execution.next_block, execution.target(instruction))


def return_value(execution: Execution, instruction: Instruction) -> None:
    """`return x`."""
    execution.end([Link([execution.pop()], execution.graph.returnblock)])


# -- loops -------------------------------------------------------------------------------------------------------


def get_iter(execution: Execution, instruction: Instruction) -> None:
    """`iter(x)`; that of an unrolling_iterable exists only here."""
    value = execution.pop()
    if isinstance(value, Constant) and isinstance(value.value, unrolling_iterable):
        execution.stack.append(known_iterator(execution, id(value.value), tuple(value.value)))
        return
    iterator = execution.emit("iter", value)
    _name(iterator, "iterator")
    execution.stack.append(iterator)


def _name(value: Value, name: str) -> None:
    if isinstance(value, Variable) and value.name == "v":
        value.name = name


def for_iter(execution: Execution, instruction: Instruction) -> None:
    """The head of a `for`: next item, or the loop is over."""
    iterator = execution.stack[-1]
    exit_block = execution.target(instruction)
    if isinstance(iterator, UnrolledIterator):
        next_unrolled(execution, iterator, exit_block)
        return
    item = append_guarded(execution, "next", [iterator])  # type: ignore[list-item]
    item.name = "item"
    _end_with_next(execution, item, exit_block, lambda stop: None)


def append_guarded(execution: Execution, name: str, args: list[Value]) -> Variable:
    """Append an operation whose exits the caller makes."""
    return execution.append(OPERATIONS[name], args, (), may_raise=False)


def _end_with_next(execution: Execution, item: Value, exit_block: int,
                   result: Callable[[Variable], Value | None]) -> None:  # fmt: skip
    """End a block with `next`: on to the next instruction with the item, or to `exit_block` without the iterator.

    `result` gives what is pushed there instead, from the StopIteration.
    """
    stack = execution.stack
    loop_link = execution.edge(execution.next_block, [*stack, item])
    stop = Variable("stop")
    value = result(stop)
    stop_link = execution.edge(exit_block, stack[:-1] if value is None else [*stack[:-1], value])
    stop_link.exitcase = StopIteration
    stop_link.exception = stop
    execution.end([loop_link, stop_link, *execution.guard_exits()], RAISES)


# -- generators --------------------------------------------------------------------------------------------------


def yield_value(execution: Execution, instruction: Instruction) -> None:
    """`yield x`."""
    execution.stack.append(execution.emit("yield_", execution.pop()))


def get_yield_from_iter(execution: Execution, instruction: Instruction) -> None:
    """The iterator of `yield from x`."""
    execution.stack.append(execution.emit("iter", execution.pop()))


def send(execution: Execution, instruction: Instruction) -> None:
    """One step of `yield from`: an item to yield, or the sub-generator's result (None if it is not used)."""
    sent = execution.pop()
    iterator = execution.stack[-1]
    exit_block = execution.target(instruction)
    used = execution.bytecode.instructions[instruction.target].op != "POP_TOP"
    item = append_guarded(execution, "send_into", [iterator, sent])  # type: ignore[list-item]
    item.name = "item"
    if not used:
        _end_with_next(execution, item, exit_block, lambda stop: Constant(None))
        return
    # The result has to be read in a block of its own.
    stop = Variable("stop")
    block = execution.block
    assert block is not None
    stack = execution.stack
    loop_link = execution.edge(execution.next_block, [*stack, item])
    exits = [loop_link, Link([], type(block)("block"), StopIteration, stop), *execution.guard_exits()]
    execution.end(exits, RAISES)
    execution.block = exits[1].target
    execution.stack.pop()
    execution.stack.append(execution.emit("getattr", stop, Constant("value"), may_raise=False))
    execution.goto(exit_block)


def unsupported(execution: Execution, instruction: Instruction) -> None:
    """A construct that is refused."""
    execution.error("W0401", f"{instruction.arg} is not supported")
    execution.raise_new(NotImplementedError, instruction.arg)


HANDLERS: Final[Mapping[str, OpcodeHandler]] = {
    "JUMP": jump,
    "POP_JUMP_IF_FALSE": jump_if_false,
    "POP_JUMP_IF_TRUE": jump_if_true,
    "POP_JUMP_IF_NONE": jump_if_none,
    "POP_JUMP_IF_NOT_NONE": jump_if_not_none,
    "RETURN_VALUE": return_value,
    "GET_ITER": get_iter,
    "FOR_ITER": for_iter,
    "YIELD_VALUE": yield_value,
    "GET_YIELD_FROM_ITER": get_yield_from_iter,
    "SEND": send,
    "UNSUPPORTED": unsupported,
    "STOPITERATION_ERROR": unsupported,
    "CLEANUP_THROW": unsupported,
}
