"""What programs ask of their collector by name (`weft.rlib.rgc`): operations that become calls of its functions.

Only the functions that a program asks for are translated with it.  Managers with C of their own (`none`, `boehm`) have
macros of the same names instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from weft.flowspace.graph import Constant, Graph, Operation, Value
from weft.rtyper.lltype.types import SIGNED, VOID, Ptr
from weft.rtyper.lltype.values import FunctionValue
from weft.translator.passes.graph_edits import new_operation

REQUESTS: Final = {
    "gc_collect_part": "collect_part",
    "gc_can_move": "can_move",
    "gc_object_size": "object_size",
    "gc_statistic": "statistic",
    "gc_census": "census",
}
"""Operation -> method of the collector."""
COLLECTING: Final = frozenset({"gc_collect", "gc_collect_part", "gc_census"})
"""Operations for which references have to be where the collector finds them, and may change."""


def requested(graphs: Iterable[Graph]) -> dict[str, int]:
    """Return the methods that a program asks for, with the number of their operands."""
    found = {op.name: len(op.args) for graph in graphs for _, op in graph.operations() if op.name in REQUESTS}
    return {REQUESTS[name]: count for name, count in sorted(found.items()) if name != "gc_census"}


def replace_requests(graph: Graph, functions: Mapping[str, FunctionValue]) -> None:
    """Replace the operations by calls; references go as words."""
    for block in graph.blocks():
        if any(operation.name in REQUESTS for operation in block.operations):
            block.operations = [new for operation in block.operations for new in _replaced(operation, functions)]


def _replaced(operation: Operation, functions: Mapping[str, FunctionValue]) -> list[Operation]:
    if operation.name not in REQUESTS:
        return [operation]
    function = functions[REQUESTS[operation.name]]
    result: list[Operation] = []
    words: list[Value] = []
    for arg in operation.args:
        if arg.type is not SIGNED:
            address = new_operation("pointer_to_word", [arg], operation.span)
            result.append(address)
            arg = address.result
        words.append(arg)
    callee: list[Value] = [Constant(function, Ptr(function.type)), Constant(None, VOID)]
    call = new_operation("direct_call", callee + words, operation.span)
    call.result = operation.result
    return [*result, call]
