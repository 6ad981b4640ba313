"""Calls, exceptions, static variables and marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from weft.rtyper.lltype.ops.spec import Effect, Machine, OpSpec, always
from weft.rtyper.lltype.types import BOOL, EXCEPTION, VOID, FuncType, LowLevelType, Ptr


def _call_result(statics: Sequence[Any], types: Sequence[LowLevelType]) -> LowLevelType:
    pointer = types[0]
    assert isinstance(pointer, Ptr) and isinstance(pointer.to, FuncType)
    return pointer.to.result


def _call(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
    return machine.call(operands[0], operands[1:])


def _set_pending(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> None:
    machine.pending = operands[0]


def _set_new_pending(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> None:
    if machine.pending is None:
        machine.pending = operands[0]


def _take_pending(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
    exception, machine.pending = machine.pending, None
    return exception


def _static_set(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> None:
    statics[0].value = operands[0]


def _stack_check(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> None:
    if machine.stack_exhausted():
        machine.raise_error(RecursionError, "maximum recursion depth exceeded")


CONTROL_OPS: Final = (
    OpSpec(name="direct_call", arity=None, result=_call_result, effects=Effect.ANY, raises=("*",), run=_call, cost=5,
           doc="Call a constant FunctionValue: (function, arguments...)."),
    OpSpec(name="indirect_call", arity=None, statics=1, result=_call_result, effects=Effect.ANY, raises=("*",),
           run=_call, cost=8, doc="Call through a pointer.  Static: the tuple of graphs it may reach, or None."),
    OpSpec(name="static_get", arity=0, statics=1, result=lambda s, t: s[0].type, effects=Effect.READ,
           run=lambda m, s, a: s[0].value, doc="Read a static variable (statics[0]: StaticVariable)."),
    OpSpec(name="static_set", arity=1, statics=1, result=always(VOID), effects=Effect.WRITE, run=_static_set,
           doc="Write a static variable."),
    OpSpec(name="traceback_add", arity=1, effects=Effect.CONTROL, result=always(VOID), run=lambda m, s, a: None,
           doc="Record this operation's span in the traceback of the exception instance; its span is what counts."),
    OpSpec(name="exc_pending", arity=0, result=always(BOOL), effects=Effect.READ | Effect.CONTROL,
           run=lambda m, s, a: m.pending is not None,
           doc="After exception lowering: did the call before raise (or, later, unwind)?  The one word tested."),
    OpSpec(name="exc_set", arity=1, result=always(VOID), effects=Effect.WRITE, run=_set_pending,
           doc="Make the instance the pending exception; the function returns next."),
    OpSpec(name="exc_set_new", arity=1, result=always(VOID), effects=Effect.READ | Effect.WRITE, run=_set_new_pending,
           c="weft_exc_set_new({0})", doc="The same for the result of the call before, unless that call has raised."),
    OpSpec(name="exc_take", arity=0, result=always(Ptr(EXCEPTION)), effects=Effect.READ | Effect.WRITE,
           run=_take_pending, doc="The pending exception instance, which is pending no more."),
    OpSpec(name="traceback_start", arity=1, effects=Effect.CONTROL, result=always(VOID), run=lambda m, s, a: None,
           doc="A prebuilt instance is raised: forget the frames of the last time, then as traceback_add.  A hidden "
               "span (see rtyper/visibility.py) records nothing."),
    OpSpec(name="traceback_add_pending", arity=0, effects=Effect.CONTROL, result=always(VOID),
           run=lambda m, s, a: None, doc="After exception lowering: traceback_add on the exception that is pending."),
    OpSpec(name="stack_check", arity=0, result=always(VOID), effects=Effect.CONTROL, raises=("RecursionError",),
           run=_stack_check, lowered_by="lower_exceptions",
           doc="RecursionError when the machine stack is nearly exhausted."),
    OpSpec(name="stack_exhausted", arity=0, result=always(BOOL), effects=Effect.READ | Effect.CONTROL,
           run=lambda m, s, a: m.stack_exhausted(),
           doc="After exception lowering: is the machine stack nearly exhausted?"),
    OpSpec(name="keepalive", arity=1, result=always(VOID), effects=Effect.CONTROL, run=lambda m, s, a: None, cost=0,
           doc="The object stays alive until here."),
    OpSpec(name="unreachable", arity=0, result=always(VOID), effects=Effect.CONTROL,
           run=lambda m, s, a: m.raise_error(AssertionError, "unreachable code was reached"), cost=0,
           doc="Never executed: what follows a call that never returns."),
)  # fmt: skip
