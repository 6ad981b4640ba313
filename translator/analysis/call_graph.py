"""Who calls whom: the call graph of a program, its strongly connected components, bottom-up orders.

Nodes are graphs.  An indirect call reaches the graphs its static operand lists, or (None) any function whose
address is taken, which the call graph keeps apart as `unknown_calls`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from weft.flowspace.graph import Constant, Graph, Operation
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.program import Program, children, reachable_values


@dataclass(slots=True, eq=False)
class CallGraph:
    """The callees of each graph, deterministic in order."""

    graphs: list[Graph]
    callees: dict[Graph, list[Graph]] = field(default_factory=dict)
    """Graphs each graph may call, without repetition."""
    sites: dict[Graph, int] = field(default_factory=dict)
    """How many operations call each graph directly."""
    external: dict[Graph, list[FunctionValue]] = field(default_factory=dict)
    """External functions each graph calls."""
    unknown_calls: set[Graph] = field(default_factory=set)
    """Graphs with an indirect call that may reach anything."""

    def callers(self) -> dict[Graph, list[Graph]]:
        """Return the reverse of `callees`."""
        result: dict[Graph, list[Graph]] = {graph: [] for graph in self.graphs}
        for graph in self.graphs:
            for callee in self.callees[graph]:
                result[callee].append(graph)
        return result

    def components(self) -> list[list[Graph]]:
        """Return the strongly connected components, callees before callers."""
        return strongly_connected(self.graphs, self.callees)


def call_graph(graphs: list[Graph]) -> CallGraph:
    """Compute the call graph of a program, given all its graphs."""
    known = set(graphs)
    result = CallGraph(graphs, sites=dict.fromkeys(graphs, 0))
    for graph in graphs:
        callees: dict[Graph, None] = {}
        external: dict[FunctionValue, None] = {}
        for block in graph.blocks():
            for operation in block.operations:
                if operation.name == "direct_call":
                    function = direct_callee(operation)
                    if function.graph is None:
                        external[function] = None
                    else:
                        callees[function.graph] = None
                        result.sites[function.graph] += 1
                elif operation.name == "indirect_call":
                    targets = operation.statics[0]
                    if targets is None:
                        result.unknown_calls.add(graph)
                    else:
                        callees.update((target, None) for target in targets if target in known)
        result.callees[graph] = list(callees)
        result.external[graph] = list(external)
    return result


def with_callers(calls: CallGraph, graphs: Iterable[Graph]) -> set[Graph]:
    """Return graphs and all that call them, directly or not; only for membership tests."""
    found = set(graphs)
    callers = calls.callers()
    work = [graph for graph in calls.graphs if graph in found]
    while work:
        for caller in callers[work.pop()]:
            if caller not in found:
                found.add(caller)
                work.append(caller)
    return found


def address_taken(program: Program) -> set[Graph]:
    """Return the graphs that may be called otherwise than by a direct call; only for membership tests."""
    taken: set[Graph] = {function.graph for function in (program.entry, *program.exported)}
    for value in reachable_values([program.entry, *program.exported]):
        if isinstance(value, FunctionValue):
            found = [] if value.graph is None else _functions_as_values(value.graph)
        else:
            found = [child for child in children(value) if isinstance(child, FunctionValue)]
        taken.update(function.graph for function in found if function.graph is not None)
    return taken


def _functions_as_values(graph: Graph) -> list[FunctionValue]:
    found: list[FunctionValue] = []
    for block in graph.blocks():
        for operation in block.operations:
            args = operation.args[1:] if operation.spec.name == "direct_call" else operation.args
            found += [arg.value for arg in args if isinstance(arg, Constant) and isinstance(arg.value, FunctionValue)]
        for link in block.exits:
            found += [a.value for a in link.args if isinstance(a, Constant) and isinstance(a.value, FunctionValue)]
    return found


def direct_callee(operation: Operation) -> FunctionValue:
    """Return the function that a direct_call calls."""
    function = operation.args[0]
    assert isinstance(function, Constant) and isinstance(function.value, FunctionValue)
    return function.value


def strongly_connected(nodes: Iterable[Graph], successors: dict[Graph, list[Graph]]) -> list[list[Graph]]:
    """Return Tarjan's strongly connected components, successors first (without recursion)."""
    number: dict[Graph, int] = {}
    low: dict[Graph, int] = {}
    on_stack: set[Graph] = set()
    stack: list[Graph] = []
    components: list[list[Graph]] = []
    for root in nodes:
        if root in number:
            continue
        work = [(root, iter(successors[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, pending = work[-1]
            for target in pending:
                if target not in number:
                    number[target] = low[target] = len(number)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(successors[target])))
                    break
                if target in on_stack:
                    low[node] = min(low[node], number[target])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == number[node]:
                    component = [stack.pop()]
                    while component[-1] is not node:
                        component.append(stack.pop())
                    on_stack.difference_update(component)
                    components.append(component[::-1])
    return components
