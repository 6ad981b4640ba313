"""Which functions may save themselves: those that start unwinding, and their callers."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from weft.flowspace.graph import Graph, Operation
from weft.rtyper.lltype.ops.unwinding import REQUEST_OPS
from weft.translator.analysis.call_graph import call_graph, direct_callee, with_callers

REQUESTS = frozenset(spec.name for spec in REQUEST_OPS)
"""Operations by which a program asks for it."""
STARTING = REQUESTS | {"stack_exhausted"}
"""Operations that may start it."""


@dataclass(frozen=True, slots=True)
class CanUnwind:
    """The answer, for the graphs of a program."""

    graphs: Set[Graph]
    """For membership tests only."""

    def call(self, operation: Operation) -> bool:
        """True for a call from which unwinding may come back."""
        name = operation.name
        if name == "direct_call":
            return direct_callee(operation).graph in self.graphs
        if name == "indirect_call":
            targets = operation.statics[0]
            return targets is None or any(target in self.graphs for target in targets)
        return False


def can_unwind(graphs: list[Graph]) -> CanUnwind:
    """Analyse a program, given all its graphs.  External functions never unwind."""
    calls = call_graph(graphs)
    starting = [g for g in graphs if any(op.name in STARTING for _, op in g.operations())]
    if not starting:
        return CanUnwind(frozenset())
    return CanUnwind(with_callers(calls, [*starting, *(g for g in graphs if g in calls.unknown_calls)]))
