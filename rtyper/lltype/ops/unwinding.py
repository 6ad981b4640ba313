"""Operations of the stackless transformation (`stackless/`): unwinding is a reserved pending exception."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from weft.rtyper.lltype.ops.spec import Effect, Machine, OpSpec, always
from weft.rtyper.lltype.types import BOOL, FRAME, SIGNED, VOID, LowLevelType, Ptr


def _is_pending(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> bool:
    pending: Any = machine.pending
    return pending is not None and bool(pending == operands[0])


def _lost(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
    raise MemoryError("no memory to save the stack")


def _not_yet(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
    raise NotImplementedError("only programs that were made stackless can do that")


def _request(name: str, arity: int, result: LowLevelType, doc: str) -> OpSpec:
    """An operation at which a function saves itself; an exception may come instead of its result."""
    return OpSpec(name=name, arity=arity, result=always(result), effects=Effect.ANY, raises=("*",), run=_not_yet,
                  lowered_by="stackless", cost=20, doc=doc)  # fmt: skip


REQUEST_OPS: Final = (
    _request("stack_unwind", 0, VOID, "Save the whole stack, and go on."),
    _request("stack_depth", 0, SIGNED, "How many functions wait for their callees to return."),
    _request("stack_switch", 1, Ptr(FRAME),
             "Save the whole stack, and go on with the frame given, whose function gets what was saved."),
    _request("stack_capture", 0, Ptr(FRAME),
             "Save this function only, which returns its own frame; the result comes when that is switched to."),
)  # fmt: skip
"""What programs ask for (`rlib/stackless.py`)."""

UNWINDING_OPS: Final = (
    *REQUEST_OPS,
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
