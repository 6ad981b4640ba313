"""Operations of the stackless transformation (`stackless/`): unwinding is a reserved pending exception."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from weft.rtyper.lltype.ops.spec import Effect, Machine, OpSpec, always
from weft.rtyper.lltype.types import BOOL, SIGNED, VOID


def _is_pending(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> bool:
    pending: Any = machine.pending
    return pending is not None and bool(pending == operands[0])


def _lost(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
    raise MemoryError("no memory to save the stack")


UNWINDING_OPS: Final = (
    OpSpec(name="exc_is", arity=1, result=always(BOOL), effects=Effect.READ | Effect.CONTROL, run=_is_pending,
           c="(weft_exc.pending == (struct BaseException *){0})", doc="Is this instance the pending exception?"),
    OpSpec(name="stack_lost", arity=0, result=always(VOID), effects=Effect.CONTROL, run=_lost, cost=0,
           c='weft_fatal("no memory to save the stack")', doc="There was no memory for a frame: the program ends."),
    OpSpec(name="stack_has_room", arity=1, result=always(BOOL), effects=Effect.READ, run=lambda m, s, a: True,
           c="weft_stack_has_room({0})",
           doc="With that many bytes reserved for objects, is there certainly memory to save the stack?"),
    OpSpec(name="stack_windows", arity=0, result=always(SIGNED), effects=Effect.READ,
           run=lambda m, s, a: 1 << 20, c="weft_stack_windows()",
           doc="How often the stack may be saved for want of space before RecursionError is raised."),
)  # fmt: skip
