"""Instruction handlers: raise, except, finally, with.

An exception handler finds the instance on the stack; PUSH_EXC_INFO makes it the one being handled (for a bare
`raise`) and keeps the previous one below.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from weft.flowspace.bytecode import Instruction
from weft.flowspace.graph import Constant
from weft.flowspace.symbolic_execution import Execution, OpcodeHandler
from weft.flowspace.symbolic_frame import NULL


def raise_varargs(execution: Execution, instruction: Instruction) -> None:
    """`raise`, `raise x`, `raise x from y`."""
    if instruction.arg == 0:
        if execution.handled is NULL:
            execution.error("W0211", "'raise' without an exception outside of an exception handler")
            execution.raise_new(RuntimeError, "No active exception to reraise")
            return
        execution.raise_(execution.handled)  # type: ignore[arg-type]
        return
    cause = execution.pop() if instruction.arg == 2 else None
    exception = execution.emit("make_exception", execution.pop())
    if cause is not None:
        if not isinstance(cause, Constant) or cause.value is not None:
            cause = execution.emit("make_cause", cause)
        execution.emit("set_cause", exception, cause)
    execution.note_context(exception)
    execution.raise_(exception)


def push_exc_info(execution: Execution, instruction: Instruction) -> None:
    """Enter a handler."""
    exception = execution.stack.pop()
    execution.stack.append(execution.handled)
    execution.stack.append(exception)
    execution.handled = exception


def pop_except(execution: Execution, instruction: Instruction) -> None:
    """Leave a handler."""
    execution.handled = execution.stack.pop()


def check_exc_match(execution: Execution, instruction: Instruction) -> None:
    """`except C`."""
    cls = execution.pop()
    if isinstance(cls, Constant) and cls.value is BaseException:
        execution.stack.append(Constant(True))
        return
    exception = execution.stack[-1]
    execution.stack.append(execution.emit("exception_match", exception, cls))  # type: ignore[arg-type]


def reraise(execution: Execution, instruction: Instruction) -> None:
    """The end of a handler that did not handle it, or of a finally."""
    execution.raise_(execution.pop())


def before_with(execution: Execution, instruction: Instruction) -> None:
    """`with x`: the bound `__exit__`, and what `__enter__` returns."""
    manager = execution.pop()
    enter = execution.emit("getattr", manager, Constant("__enter__"))
    leave = execution.emit("getattr", manager, Constant("__exit__"))
    execution.stack.append(leave)
    execution.stack.append(execution.emit("call", enter))


def with_except_start(execution: Execution, instruction: Instruction) -> None:
    """Call `__exit__` with the exception; below it are the last instruction and the exception handled before."""
    exception = execution.stack[-1]
    leave = execution.stack[-4]
    cls = execution.emit("check_type", exception)  # type: ignore[arg-type]
    result = execution.emit("call", leave, cls, exception, Constant(None))  # type: ignore[arg-type]
    execution.stack.append(result)


HANDLERS: Final[Mapping[str, OpcodeHandler]] = {
    "RAISE_VARARGS": raise_varargs,
    "PUSH_EXC_INFO": push_exc_info,
    "POP_EXCEPT": pop_except,
    "CHECK_EXC_MATCH": check_exc_match,
    "RERAISE": reraise,
    "BEFORE_WITH": before_with,
    "WITH_EXCEPT_START": with_except_start,
}
