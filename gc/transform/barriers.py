"""Write barriers: in front of stores of references into objects that may be old.

None is needed for an object that was allocated since the last operation that may collect (it is young, however the
program got here), nor for storing null or a prebuilt object.
"""

from __future__ import annotations

from typing import Final

from weft.flowspace.graph import Block, Constant, Graph, Operation, Value, Variable
from weft.flowspace.traversal import reverse_postorder
from weft.gc.transform.allocation import ALLOCATIONS
from weft.gc.transform.can_collect import CanCollect
from weft.rtyper.lltype.references import has_references
from weft.rtyper.lltype.types import Array, Ptr
from weft.translator.passes.graph_edits import new_operation

STORES: Final = {
    "setfield": (0, 1),
    "setarrayitem": (0, 2),
    "setitemfield": (0, 2),
    "settail": (0, 2),
    "arrayfill": (0, 3),
}
"""Operation -> where the object and the value are among the operands."""
ITEM_STORES: Final = frozenset({"setarrayitem", "setitemfield", "settail"})
COPIES: Final = frozenset({"arraycopy", "tailcopy"})
ALIASES: Final = frozenset({"cast_pointer"})


def insert_barriers(graph: Graph, collecting: CanCollect) -> None:
    """Put a barrier in front of the stores of a graph that need it."""
    order = reverse_postorder(graph)
    fresh_at_entry = _fresh_arguments(order, graph.startblock, collecting)
    for block in order:
        if any(op.name in STORES or op.name in COPIES for op in block.operations):
            _block(block, fresh_at_entry.get(block, set()), collecting)


def _block(block: Block, fresh: set[Value], collecting: CanCollect) -> None:
    output: list[Operation] = []
    for operation in block.operations:
        target = _written(operation)
        if target is not None and target not in fresh:
            output.append(_barrier(operation, target))
        output.append(operation)
        _step(operation, fresh, collecting)
    block.operations = output


def _barrier(operation: Operation, target: Value) -> Operation:
    """Return the barrier for a store: that of items lets the collector remember no more than the item."""
    if operation.name not in ITEM_STORES:
        return new_operation("write_barrier", [target], operation.span)
    field = operation.statics[0] if operation.statics else ""
    return new_operation("write_barrier_item", [target, operation.args[1]], operation.span, (field,))


def _written(operation: Operation) -> Value | None:
    """Return the object that the operation stores a reference into, unless the store needs no barrier anyway."""
    places = STORES.get(operation.name, (1, 0) if operation.name in COPIES else None)
    if places is None:
        return None
    target, value = (operation.args[place] for place in places)
    if isinstance(target, Constant) and target.value is None:  # never executed
        return None
    if operation.name in COPIES:
        assert isinstance(target.type, Ptr)
        to = target.type.to
        item = to.item if isinstance(to, Array) else to.tail[1] if to.tail is not None else None  # type: ignore[union-attr]
        return target if item is not None and has_references(item) else None
    if isinstance(value, Constant) or not value.type.is_gc_pointer or not target.type.is_gc_pointer:
        return None
    return target


def _step(operation: Operation, fresh: set[Value], collecting: CanCollect) -> None:
    """Update what is fresh by one operation."""
    if collecting.operation(operation):
        fresh.clear()
        if operation.name in ALLOCATIONS:
            fresh.add(operation.result)
    elif operation.name in ALIASES and operation.args[0] in fresh:
        fresh.add(operation.result)


def _fresh_arguments(order: list[Block], start: Block, collecting: CanCollect) -> dict[Block, set[Value]]:
    """Return the arguments of each block that are fresh wherever control comes from: a forward dataflow analysis."""
    at_entry: dict[Block, set[Value]] = {start: set()}
    work = list(order)
    while work:
        changed: dict[Block, None] = {}
        for block in work:
            if block not in at_entry:
                continue
            fresh: set[Value] = set(at_entry[block])
            for operation in block.operations:
                _step(operation, fresh, collecting)
            for link in block.exits:
                pairs = zip(link.args, link.target.inputargs, strict=True)
                passed: set[Value] = {variable for arg, variable in pairs if isinstance(arg, Variable) and arg in fresh}
                known = at_entry.get(link.target)
                merged = passed if known is None else known & passed
                if known is None or merged != known:
                    at_entry[link.target] = merged
                    changed[link.target] = None
        work = [block for block in order if block in changed]
    return at_entry
