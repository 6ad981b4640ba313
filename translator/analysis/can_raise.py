"""Which functions and operations can raise: a fixpoint over the call graph, for graphs not yet lowered.

A function can raise if an exception may leave it: through a raise, or through an operation that can raise and whose
handlers do not catch everything it raises.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from weft.flowspace.graph import Block, Graph, Link, Operation
from weft.rtyper.lltype.values import ClassTable
from weft.rtyper.program import Program
from weft.translator.analysis.call_graph import direct_callee


@dataclass(slots=True, eq=False)
class CanRaise:
    """The answer; stays valid (if conservative) while passes only remove raising operations or inline."""

    program: Program
    raising: set[Graph] = field(default_factory=set)
    """The graphs an exception may leave."""
    known: set[Graph] = field(default_factory=set)
    """The graphs that were analysed; any other is assumed to raise."""

    def graph(self, graph: Graph) -> bool:
        """True if an exception may leave the graph."""
        return graph in self.raising or graph not in self.known

    def operation(self, operation: Operation) -> bool:
        """True if executing the operation may raise."""
        spec = operation.spec
        if not spec.raises:
            return False
        if spec.name == "direct_call":
            function = direct_callee(operation)
            return function.can_raise if function.graph is None else self.graph(function.graph)
        if spec.name == "indirect_call":
            targets = operation.statics[0]
            return targets is None or any(target in self.raising for target in targets)
        return True


def can_raise(program: Program, graphs: list[Graph]) -> CanRaise:
    """Analyse a program, given all its graphs."""
    result = CanRaise(program, known=set(graphs))
    waiting: dict[Graph, list[Graph]] = {}
    """Graphs that can raise if the key can."""
    work: list[Graph] = []
    for graph in graphs:
        if _raises_itself(graph, program, waiting):
            result.raising.add(graph)
            work.append(graph)
    while work:
        for caller in waiting.get(work.pop(), ()):
            if caller not in result.raising:
                result.raising.add(caller)
                work.append(caller)
    return result


def _raises_itself(graph: Graph, program: Program, waiting: dict[Graph, list[Graph]]) -> bool:
    """True if the graph can raise whatever its callees do; registers it with the callees that decide otherwise."""
    for block in graph.blocks():
        if any(link.target is graph.exceptblock for link in block.exits):
            return True
        last = len(block.operations) - 1
        for position, operation in enumerate(block.operations):
            spec = operation.spec
            if not spec.raises:
                continue
            if position == last and block.raises and catches_all(block, operation, program):
                continue
            match spec.name:
                case "direct_call":
                    function = direct_callee(operation)
                    if function.graph is not None:
                        waiting.setdefault(function.graph, []).append(graph)
                    elif function.can_raise:
                        return True
                case "indirect_call":
                    if operation.statics[0] is None:
                        return True
                    for target in operation.statics[0]:
                        waiting.setdefault(target, []).append(graph)
                case _:
                    return True
    return False


def catches_all(block: Block, operation: Operation, program: Program) -> bool:
    """True if the handlers of a guarded operation catch everything it may raise."""
    caught = handled_classes(block.exits)
    if program.root_exception in caught:
        return True
    if operation.spec.raises == ("*",):
        return False
    return all(
        any(program.exception_table(name).is_subclass(table) for table in caught) for name in operation.spec.raises
    )


def handled_classes(exits: list[Link]) -> list[ClassTable]:
    """Return the exception classes that the exits of a guarded operation catch, in order."""
    return [link.exitcase for link in exits[1:]]
