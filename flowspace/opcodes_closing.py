"""Instruction handlers of functions that count references to generators: those of other functions, and what they
take and drop.  Used with `closing.CountingExecution`; entry point `counting_handlers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from weft.flowspace.bytecode import Instruction
from weft.flowspace.closing import CountingExecution
from weft.flowspace.graph import RAISES, Block, Constant, Link, Value, Variable
from weft.flowspace.held import place_of
from weft.flowspace.opcodes_control import append_guarded
from weft.flowspace.symbolic_execution import Execution, OpcodeHandler
from weft.flowspace.symbolic_frame import NULL, Slot, UnrolledIterator

_RELEASING: Final = frozenset({"POP_TOP", "GET_ITER", "GET_YIELD_FROM_ITER", "ITER_OF_GENERATOR", "CALL",
                               "CALL_FUNCTION_EX", "CALL_SUPER", "CALL_SUPER_NULL", "UNPACK_SEQUENCE", "UNPACK_EX",
                               "IS_OP", "COMPARE", "CONTAINS_OP", "UNARY", "BINARY", "BINARY_SUBSCR",
                               "FORMAT"})  # fmt: skip
"""What these pop is dropped; other instructions keep it."""


def counting_handlers(handlers: Mapping[str, OpcodeHandler]) -> Mapping[str, OpcodeHandler]:
    """Return handlers that do what these do, and count references."""
    counting = {name: _counting(handler) for name, handler in handlers.items()}
    for name in handlers:
        if name.startswith("POP_JUMP_IF"):
            counting[name] = _branching(handlers[name])
    for name, wrap in _WRAPPERS.items():
        counting[name] = wrap(handlers[name])
    return counting


def _begin(execution: Execution) -> CountingExecution:
    found = cast(CountingExecution, execution)
    found.before = list(found.stack)
    found.emitted = []
    return found


def _without(slots: list[Slot], others: list[Slot]) -> list[Slot]:
    """Return what is left of `slots` if each of the others takes one away."""
    left = list(slots)
    for other in others:
        for index, slot in enumerate(left):
            if slot is other:
                del left[index]
                break
    return left


def _counting(handler: OpcodeHandler) -> OpcodeHandler:
    """What most instructions do."""

    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        handler(frame, instruction)
        if frame.block is None:
            return
        pushed = _without(frame.stack, frame.before)
        for slot in pushed:
            if frame.may_count(slot) and _is_borrowed(frame, slot):
                frame.count("acquire", slot)
        if instruction.op in _RELEASING:
            if not any(place_of(operation) in frame.plan.kept for operation in frame.emitted):
                frame.release_all(_without(frame.before, frame.stack))

    return run


def _is_borrowed(frame: CountingExecution, slot: Slot) -> bool:
    """True unless the present instruction has made the value, with a reference of its own."""
    definition = frame.definitions.get(slot) if isinstance(slot, Variable) else None
    return definition not in frame.emitted or place_of(definition) in frame.plan.borrowed


def _branching(handler: OpcodeHandler) -> OpcodeHandler:
    """A branch: what it tests is dropped on both ways."""

    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        frame.release_all(frame.stack[-1:])
        handler(frame, instruction)

    return run


def _attribute(handler: OpcodeHandler) -> OpcodeHandler:
    """Reading an attribute: a bound method keeps its object alive."""

    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        handler(frame, instruction)
        if frame.block is None:
            return
        result = frame.stack[-1]
        counts = frame.may_count(result)
        if counts and _is_borrowed(frame, result):
            frame.count("acquire", result)
        for slot in _without(frame.before, frame.stack):
            if frame.may_count(slot) and isinstance(slot, Variable):
                if isinstance(result, Variable) and not counts:
                    frame.receivers[result] = frame.receivers.get(slot, slot)

    return run


def _store_fast(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        handler(frame, instruction)
        value = frame.locals[instruction.arg]
        frame.assign(instruction.arg, None if value is NULL else value)

    return run


def _restore_fast(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        handler(frame, instruction)
        frame.assign(instruction.arg[0], None)

    return run


def _delete_fast(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        handler(frame, instruction)
        if frame.block is not None:
            frame.assign(instruction.arg, None)

    return run


def _forgetting(handler: OpcodeHandler) -> OpcodeHandler:
    """The variable moves to a cell, or to the stack while a comprehension uses its slot."""

    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        frame.forget(instruction.arg)
        handler(frame, instruction)

    return run


def _unroll_argument(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        argument = frame.locals[instruction.arg]
        if frame.may_count(argument):
            frame.count("acquire", argument)
        handler(frame, instruction)

    return run


def _return_value(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        frame.stack[-1] = frame.value_of(frame.stack[-1])
        frame.leave()
        handler(frame, instruction)

    return run


def _for_iter(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        iterator = frame.stack[-1]
        if isinstance(iterator, UnrolledIterator):
            handler(frame, instruction)
            return
        item = append_guarded(frame, "next", [cast(Value, iterator)])
        item.name = "item"
        exit_block = frame.target(instruction)
        stop = frame.through(lambda: frame.edge(exit_block, frame.stack[:-1]), _releases(frame, iterator))
        _end_with_next(frame, item, stop, Variable("stop"))

    return run


def _releases(frame: CountingExecution, slot: Slot) -> list[tuple[str, Slot]]:
    return [("release", slot)] if frame.may_count(slot) else []


def _end_with_next(frame: CountingExecution, item: Variable, stop_link: Link, stop: Variable) -> None:
    """End a block with `next` or a step of `yield from`: on to the next instruction, or where `stop_link` leads."""
    borrowed = frame.may_count(item) and _is_borrowed(frame, item)
    following = frame.next_block
    loop_link = frame.through(lambda: frame.edge(following, [*frame.stack, item]),
                              [("acquire", item)] if borrowed else [])  # fmt: skip
    stop_link.exitcase = StopIteration
    stop_link.exception = stop
    frame.end([loop_link, stop_link, *frame.guard_exits()], RAISES)


def _send(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        sent = frame.pop()
        iterator = frame.stack[-1]
        exit_block = frame.target(instruction)
        item = append_guarded(frame, "send_into", [cast(Value, iterator), sent])
        item.name = "item"
        stop = Variable("stop")
        after = Block("block")
        _end_with_next(frame, item, Link([], after), stop)
        frame.block = after
        frame.stack.pop()
        value: Value = Constant(None)
        if frame.bytecode.instructions[instruction.target].op != "POP_TOP":
            value = frame.emit("getattr", stop, Constant("value"), may_raise=False)
            if frame.may_count(value):
                frame.count("acquire", value)
        frame.release_all([iterator])
        frame.stack.append(value)
        frame.goto(exit_block)

    return run


def _push_exc_info(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        if frame.level is not None:
            frame.note("enter_handler")
        handler(frame, instruction)

    return run


def _pop_except(handler: OpcodeHandler) -> OpcodeHandler:
    """The exception dies with its traceback, unless this is on the way of another one, or the same again."""

    def run(execution: Execution, instruction: Instruction) -> None:
        frame = _begin(execution)
        handler(frame, instruction)
        following = frame.bytecode.instructions[frame.index + 1]
        if following.op != "RERAISE":
            frame.note("leave_handler" if frame.level is not None else "forget_exception")
        elif frame.level is not None:
            frame.note("abandon_handler")

    return run


_WRAPPERS: Final = {
    "LOAD_ATTR": _attribute,
    "LOAD_METHOD": _attribute,
    "STORE_FAST": _store_fast,
    "RESTORE_FAST": _restore_fast,
    "DELETE_FAST": _delete_fast,
    "MAKE_CELL": _forgetting,
    "LOAD_FAST_AND_CLEAR": _forgetting,
    "RETURN_VALUE": _return_value,
    "FOR_ITER": _for_iter,
    "UNROLL_ARGUMENT": _unroll_argument,
    "SEND": _send,
    "PUSH_EXC_INFO": _push_exc_info,
    "POP_EXCEPT": _pop_except,
}
