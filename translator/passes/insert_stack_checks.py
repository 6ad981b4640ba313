"""Puts `stack_check()` at the start of some functions, so that unbounded recursion raises RecursionError.

    before                                   after
    graph @fact(n):                          graph @fact(n):
    entry(n):                                entry(n):
        ...                                      stack_check()
                                                 ...

Every cycle of the call graph goes through a function with a check: those that a depth-first walk enters again.
A cycle through a function pointer that may be anything is closed by all functions whose address is taken.  For
debugging the stackless transformation, every function has a check (`Program.unwind_everywhere`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, final

from weft.flowspace.graph import Block, Graph, Link
from weft.rtyper.program import Program
from weft.translator.analysis.call_graph import CallGraph, address_taken, call_graph
from weft.translator.pass_base import PassContext, ProgramPass
from weft.translator.passes.graph_edits import goto, new_operation


@final
@dataclass(frozen=True, slots=True)
class InsertStackChecks(ProgramPass):
    """Break the cycles of the call graph."""

    name: ClassVar[str] = "insert-stack-checks"
    forbids: ClassVar[frozenset[str]] = frozenset({"exceptions-lowered", "stack-checks-inserted"})
    establishes: ClassVar[frozenset[str]] = frozenset({"stack-checks-inserted"})
    destroys: ClassVar[frozenset[str]] = frozenset()

    def run(self, program: Program, context: PassContext) -> bool:
        """Check the stack in the functions that close a cycle."""
        calls = call_graph(context.graphs())
        if calls.unknown_calls:
            taken = address_taken(program)
            reachable = [graph for graph in calls.graphs if graph in taken]
            for graph in calls.unknown_calls:
                calls.callees[graph] = list(dict.fromkeys([*calls.callees[graph], *reachable]))
        closing = calls.graphs if program.unwind_everywhere else _closing_cycles(calls)
        for graph in closing:
            _insert(graph)
        context.log(f"insert-stack-checks: {len(closing)} of {len(calls.graphs)} functions check the stack")
        return bool(closing)


def _closing_cycles(calls: CallGraph) -> list[Graph]:
    """Return the graphs that a depth-first walk of the calls meets while it is inside them."""
    active: set[Graph] = set()
    done: set[Graph] = set()
    closing: dict[Graph, None] = {}
    for root in calls.graphs:
        if root in done:
            continue
        stack = [(root, iter(calls.callees[root]))]
        active.add(root)
        while stack:
            graph, callees = stack[-1]
            for callee in callees:
                if callee in active:
                    closing[callee] = None
                elif callee not in done:
                    active.add(callee)
                    stack.append((callee, iter(calls.callees[callee])))
                    break
            else:
                stack.pop()
                active.discard(graph)
                done.add(graph)
    return list(closing)


def _insert(graph: Graph) -> None:
    """Put the check where it runs once per call: before the start block, if that is part of a loop."""
    start = graph.startblock
    if any(link.target is start for link in graph.links()):
        entry = Block("entry", [argument.copy() for argument in start.inputargs])
        goto(entry, Link(list(entry.inputargs), start))
        graph.startblock = start = entry
    start.operations = [new_operation("stack_check", [], None), *start.operations]
