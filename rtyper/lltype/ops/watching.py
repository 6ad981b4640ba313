"""Operations by which collectors let themselves be watched.  See `Log` in `weft.gc.words`."""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.lltype.ops.spec import Effect, OpSpec, always
from weft.rtyper.lltype.types import VOID


def _on(part: str, method: str) -> Any:
    """Evaluator that asks a part of the simulated heap."""
    return lambda machine, statics, operands: getattr(getattr(machine.simulation, part), method)(*operands)


def _log(name: str, arity: int, doc: str) -> OpSpec:
    places = ", ".join(f"{{{i}}}" for i in range(arity))
    return OpSpec(name=f"log_{name}", arity=arity, result=always(VOID), effects=Effect.WRITE,
                  c=f"weft_log_{name}({places})", doc=doc, run=_on("log", name))  # fmt: skip


WATCHING_OPS: Final = (
    _log("begin", 2, "A collection begins: reason, bytes in use."),
    _log("end", 3, "It ends: kind, bytes in use, bytes of the heap."),
)
