"""Functions that promise not to collect (`rgc.no_collect`): `check_promises` refuses a program that breaks one.

It looks at the graphs after the optimisations: what they have removed cannot collect.  These functions are never
inlined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from weft.annotator.bindings import is_library_module
from weft.flowspace.diagnostics import Diagnostic, Note, TranslationError
from weft.flowspace.graph import Graph, Operation
from weft.gc.transform.allocation import ALLOCATIONS
from weft.gc.transform.can_collect import CanCollect, can_collect
from weft.rlib.intrinsics import promises_not_to_collect
from weft.rlib.kept_locals import keep_on
from weft.rtyper.program import Program
from weft.translator.analysis.call_graph import call_graph, direct_callee


def check_promises(program: Program) -> None:
    """Raise a `TranslationError` for those that could collect; exceptions were lowered, allocations not."""
    graphs = list(dict.fromkeys(program.graphs()))
    promising = [graph for graph in graphs if promises_not_to_collect(graph.function)]
    if not promising:
        return
    _keep_nothing(call_graph(graphs).callees, promising)
    collecting = can_collect(graphs, ALLOCATIONS)
    errors = [_broken(graph, collecting) for graph in promising if graph in collecting.graphs]
    if errors:
        raise TranslationError(*errors)


def _keep_nothing(callees: Mapping[Graph, Sequence[Graph]], promising: list[Graph]) -> None:
    """Let no traceback keep what locals keep, for which memory may be needed: in these functions and what they call."""
    reached = dict.fromkeys(promising)
    work = list(promising)
    for graph in work:
        for callee in callees[graph]:
            if callee not in reached:
                reached[callee] = None
                work.append(callee)
    for graph in reached:
        for block in graph.blocks():
            block.operations = [operation for operation in block.operations if not _keeps(operation)]


def _keeps(operation: Operation) -> bool:
    if operation.name != "direct_call":
        return False
    callee = direct_callee(operation).graph
    return callee is not None and callee.function is keep_on


def _broken(graph: Graph, collecting: CanCollect) -> Diagnostic:
    """Follow the shortest chain of calls to an operation that collects."""
    came_from: dict[Graph, tuple[Graph, Operation] | None] = {graph: None}
    work = [graph]
    for current in work:
        for operation in _collecting_operations(current, collecting):
            callee = _callee(operation, collecting)
            if callee is None:
                return _message(graph, current, operation, came_from)
            if callee not in came_from:
                came_from[callee] = current, operation
                work.append(callee)
    raise AssertionError(f"{graph.name}: no operation collects")


def _collecting_operations(graph: Graph, collecting: CanCollect) -> Iterator[Operation]:
    return (operation for _, operation in graph.operations() if collecting.operation(operation))


def _callee(operation: Operation, collecting: CanCollect) -> Graph | None:
    """Return a graph the operation calls that may collect; None if it collects itself, or calls who knows what."""
    callee: Graph | None = None
    if operation.name == "direct_call":
        callee = direct_callee(operation).graph
    elif operation.name == "indirect_call" and operation.statics[0] is not None:
        callee = next(target for target in operation.statics[0] if target in collecting.graphs)
    return callee


def _message(
    promising: Graph, last: Graph, operation: Operation, came_from: dict[Graph, tuple[Graph, Operation] | None]
) -> Diagnostic:
    """Tell the chain of calls as far as it is one of the program's functions."""
    chain = [(last, operation)]
    found = came_from[last]
    while found is not None:
        chain.insert(0, found)
        found = came_from[found[0]]
    notes = []
    for (graph, place), following in zip(chain, [*(graph for graph, _ in chain[1:]), None], strict=True):
        if following is None or _is_library(following):
            notes.append(Note(f"in {_name(graph)}: memory may be allocated", place.span))
            break
        notes.append(Note(f"{_name(graph)} calls {_name(following)}", place.span))
    return Diagnostic(
        "W0904",
        f"{_name(promising)} promises not to collect, but it could",
        notes[0].span,
        "here",
        notes[1:],
        "allocate before, and hand what is needed to the function; or take the decorator away",
    )


def _is_library(graph: Graph) -> bool:
    return graph.function is None or is_library_module(getattr(graph.function, "__module__", None))


def _name(graph: Graph) -> str:
    return f"{getattr(graph.function, '__name__', graph.name)}()"
