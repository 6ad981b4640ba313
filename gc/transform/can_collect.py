"""Which functions may run a collection: those that allocate, and their callers."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from weft.flowspace.graph import Graph, Operation
from weft.gc.transform.requests import COLLECTING
from weft.translator.analysis.call_graph import call_graph, direct_callee, with_callers


@dataclass(frozen=True, slots=True)
class CanCollect:
    """The answer, for the graphs of a program."""

    graphs: Set[Graph]
    """For membership tests only."""
    allocations: Set[str]

    def operation(self, operation: Operation) -> bool:
        """True if a collection may happen during an operation."""
        name = operation.name
        if name == "direct_call":
            return direct_callee(operation).graph in self.graphs
        if name == "indirect_call":
            targets = operation.statics[0]
            return targets is None or any(target in self.graphs for target in targets)
        return _collects(operation, self.allocations)


def _collects(operation: Operation, allocations: Set[str]) -> bool:
    """True if the operation, which is no call, may run a collection."""
    if operation.name in allocations:
        return bool(operation.statics[0].gc)
    return operation.name in COLLECTING


def can_collect(graphs: list[Graph], allocations: Set[str]) -> CanCollect:
    """Analyse a program, given all its graphs.  External functions never collect."""
    calls = call_graph(graphs)
    collecting = {graph for graph in graphs if any(_collects(op, allocations) for _, op in graph.operations())}
    return CanCollect(with_callers(calls, collecting | calls.unknown_calls), allocations)
