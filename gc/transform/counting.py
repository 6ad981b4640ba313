"""The manager that counts references: weaves in counts, then allocation; `CountingManager.transform` is the entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, final

from weft.flowspace.graph import Constant, Graph, Operation, Value
from weft.gc.interface import GCTraits
from weft.gc.transform.allocation import ALLOCATIONS, replace_raw_allocations
from weft.gc.transform.can_collect import can_collect
from weft.gc.transform.counts import insert_counts
from weft.gc.transform.framework import MakeCollector, collector_functions
from weft.gc.transform.fresh_fields import first_stores
from weft.gc.transform.overwriting import overwriting
from weft.gc.transform.ownership import is_reference
from weft.gc.transform.refills import CollectorCalls
from weft.gc.transform.requests import replace_requests, requested
from weft.gc.transform.roots import RootKeeper
from weft.rtyper.lltype.references import has_references
from weft.rtyper.lltype.types import VOID, Array, Ptr
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.program import Program
from weft.translator.passes.graph_edits import new_operation

ENTRIES: Final = {
    "start": 0,
    "allocate": 2,
    "allocate_items": 2,
    "allocate_dirty_items": 2,
    "collect": 0,
    "identity_hash": 1,
    "remember": 1,
    "add_weak": 2,
    "add_finalizer": 1,
    "next_finalizer": 0,
    "finalize_rest": 0,
    "next_cleared": 0,
    "release": 1,
    "candidate": 1,
    "used_bytes": 0,
    "copy_items": 5,
}
CALLED_BY_RUNTIME: Final = (
    "start",
    "allocate",
    "collect",
    "remember",
    "add_weak",
    "add_finalizer",
    "next_finalizer",
    "finalize_rest",
    "next_cleared",
    "release",
    "candidate",
    "used_bytes",
    "census",
)
COPIES: Final = frozenset({"arraycopy", "tailcopy"})


@final
@dataclass(frozen=True, slots=True)
class CountingManager:
    """A manager made of a collector class that frees objects to which no reference is left."""

    traits: GCTraits
    make: MakeCollector

    def transform(self, program: Program) -> None:
        """Weave in counts, then replace the allocations by the collector's; roots need not be kept."""
        graphs = list(dict.fromkeys(program.graphs()))
        replace_raw_allocations(graphs)
        entries = {**ENTRIES, **requested(graphs)}
        functions = collector_functions(self.make, entries, check=program.heap_checks)
        calls = CollectorCalls.of(functions)
        collecting = can_collect(graphs, ALLOCATIONS)
        first = {operation: True for graph in graphs for operation in first_stores(graph)}
        overwritten = overwriting(graphs, first)
        for graph in graphs:
            insert_counts(graph, first, overwritten)
            _count_copies(graph, functions["copy_items"])
            _count_fills(graph)
            RootKeeper(graph, collecting, calls, reload=False, keep=False).run()
            replace_requests(graph, functions)
        program.collector = {name: functions[name] for name in CALLED_BY_RUNTIME}


def _count_copies(graph: Graph, copy_items: FunctionValue) -> None:
    """Let the collector copy items that hold references."""
    for block in graph.blocks():
        if any(_copies_references(operation) for operation in block.operations):
            output: list[Operation] = []
            for operation in block.operations:
                output += _counted_copy(operation, copy_items) if _copies_references(operation) else [operation]
            block.operations = output


def _count_fills(graph: Graph) -> None:
    """Count the references that are stored into many items at once."""
    for block in graph.blocks():
        if any(operation.name == "arrayfill" for operation in block.operations):
            output: list[Operation] = []
            for operation in block.operations:
                if operation.name == "arrayfill" and is_reference(operation.args[3]):
                    output.append(new_operation("count_up_by", [operation.args[3], operation.args[2]], operation.span))
                output.append(operation)
            block.operations = output


def _copies_references(operation: Operation) -> bool:
    if operation.name not in COPIES:
        return False
    pointer = operation.args[1].type
    assert isinstance(pointer, Ptr)
    to = pointer.to
    item = to.item if isinstance(to, Array) else to.tail[1] if to.tail is not None else None  # type: ignore[union-attr]
    return item is not None and pointer.is_gc_pointer and has_references(item)


def _counted_copy(operation: Operation, copy_items: FunctionValue) -> list[Operation]:
    addresses = [new_operation("pointer_to_word", [arg], operation.span) for arg in operation.args[:2]]
    words: list[Value] = [*(address.result for address in addresses), *operation.args[2:]]
    callee: list[Value] = [Constant(copy_items, Ptr(copy_items.type)), Constant(None, VOID)]
    return [*addresses, new_operation("direct_call", callee + words, operation.span)]
