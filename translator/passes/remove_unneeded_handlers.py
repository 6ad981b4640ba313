"""Removes exception links of operations that cannot raise, and handlers that catch nothing new.

before                                   after
entry(x):                                entry(x):
    y = direct_call(@harmless, x)            y = direct_call(@harmless, x)
    try                                      goto more(y)
        ok            -> more(y)
        ValueError(e) -> handler(e)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, final

from weft.flowspace.graph import RAISES, Block, Link
from weft.rtyper.lltype.values import ClassTable
from weft.rtyper.program import Program
from weft.translator.analysis.can_raise import CanRaise, can_raise
from weft.translator.pass_base import PassContext, ProgramPass
from weft.translator.passes.graph_edits import goto


@final
@dataclass(frozen=True, slots=True)
class RemoveUnneededHandlers(ProgramPass):
    """Leave no handler for what does not happen."""

    name: ClassVar[str] = "remove-unneeded-handlers"
    forbids: ClassVar[frozenset[str]] = frozenset({"exceptions-lowered"})
    destroys: ClassVar[frozenset[str]] = frozenset()

    def run(self, program: Program, context: PassContext) -> bool:
        """Look at all guarded operations; a handler less may mean that more functions cannot raise."""
        changed = False
        for _ in range(3):
            graphs = context.graphs()
            analysis = can_raise(program, graphs)
            again = False
            for graph in graphs:
                for block in graph.blocks():
                    if block.raises:
                        again |= _simplify(block, program, analysis)
            changed |= again
            if not again:
                break
        return changed


def _simplify(block: Block, program: Program, analysis: CanRaise) -> bool:
    operation = block.operations[-1]
    if not analysis.operation(operation):
        goto(block, block.exits[0])
        return True
    raised = None if operation.spec.raises == ("*",) else [program.exception_table(n) for n in operation.spec.raises]
    kept: list[Link] = []
    caught: list[ClassTable] = []
    for link in block.exits[1:]:
        table = link.exitcase
        if any(table.is_subclass(earlier) for earlier in caught):
            continue
        if raised is not None and not any(r.is_subclass(table) or table.is_subclass(r) for r in raised):
            continue
        caught.append(table)
        kept.append(link)
    if len(kept) == len(block.exits) - 1:
        return False
    if kept:
        block.exitswitch, block.exits = RAISES, [block.exits[0], *kept]
    else:
        goto(block, block.exits[0])
    return True
