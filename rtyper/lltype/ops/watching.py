"""Operations by which collectors let themselves be watched.  See `Log` and `Inspection` in `weft.gc.words`."""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.lltype.ops.spec import Effect, OpSpec, always
from weft.rtyper.lltype.types import SIGNED, VOID


def _on(part: str, method: str) -> Any:
    """Evaluator that asks a part of the simulated heap."""
    return lambda machine, statics, operands: getattr(getattr(machine.simulation, part), method)(*operands)


def _log(name: str, arity: int, doc: str, gives: bool = False) -> OpSpec:
    places = ", ".join(f"{{{i}}}" for i in range(arity))
    return OpSpec(name=f"log_{name}", arity=arity, result=always(SIGNED if gives else VOID), effects=Effect.WRITE,
                  c=f"weft_log_{name}({places})", doc=doc, run=_on("log", name))  # fmt: skip


def _inspection(name: str, arity: int, doc: str, gives: bool = True) -> OpSpec:
    places = ", ".join(f"{{{i}}}" for i in range(arity))
    return OpSpec(name=name, arity=arity, result=always(SIGNED if gives else VOID), effects=Effect.WRITE,
                  c=f"weft_{name}({places})", doc=doc, run=_on("inspection", name.partition("_")[2]))  # fmt: skip


WATCHING_OPS: Final = (
    _log("begin", 2, "A collection begins: reason, bytes in use."),
    _log("end", 3, "It ends: kind, bytes in use, bytes of the heap."),
    _log("statistic", 1, "How many collections there were of a kind (0 to 2); 3: their microseconds.", gives=True),
    _inspection("inspect_start", 0, "Forget what was seen.", gives=False),
    _inspection("inspect_add", 1, "Note an address; 1: it is new."),
    _inspection("inspect_next", 0, "One of those noted, or 0."),
    _inspection("inspect_holds", 2, "Does an area hold so many bytes from an address on?"),
    _inspection("inspect_is_type", 1, "Is this a type id?"),
    _inspection("inspect_fail", 3, "Report (fault, slot, address) and end the program.", gives=False),
    _inspection("census_asked", 0, "Is a census wanted now?"),
    _inspection("census_count", 2, "Count an object of (type id, size).", gives=False),
    _inspection("census_end", 0, "Report the counts.", gives=False),
)
