"""Which stores of a reference are the first one to a field of a new object: nothing is there to be let go of."""

from __future__ import annotations

from typing import Final, TypeAlias

from weft.flowspace.graph import Block, Graph, Operation, Value
from weft.flowspace.traversal import reverse_postorder
from weft.gc.transform.allocation import ALLOCATIONS
from weft.gc.transform.ownership import Names

HARMLESS: Final = frozenset(
    {
        "getfield",
        "getarraysize",
        "ptr_iszero",
        "ptr_nonzero",
        "ptr_eq",
        "ptr_ne",
        "cast_pointer",
        "same_as",
        "keepalive",
    }
)
"""Operations through which nobody else gets to know the object."""

Fresh: TypeAlias = dict[Value, frozenset[str]]
"""Object that only this function knows -> the fields that were written."""


def first_stores(graph: Graph) -> dict[Operation, bool]:
    """Return the `setfield` operations that write to a field for the first time."""
    order = reverse_postorder(graph)
    at_entry: dict[Block, Fresh] = {graph.startblock: {}}
    work = order
    while work:
        changed: dict[Block, None] = {}
        for block in work:
            if block in at_entry:
                _pass_on(block, _after(block, dict(at_entry[block]), {}), at_entry, changed)
        work = [block for block in order if block in changed]
    found: dict[Operation, bool] = {}
    for block in order:
        _after(block, dict(at_entry.get(block, {})), found)
    return found


def _after(block: Block, fresh: Fresh, found: dict[Operation, bool]) -> Fresh:
    """Return what is fresh at the end of a block, and note the first stores in `found`."""
    names = Names(block)
    for operation in block.operations:
        if operation.name in ALLOCATIONS:
            fresh[operation.result] = frozenset()
        elif operation.name == "setfield":
            target = names.behind(operation.args[0])
            field = operation.statics[0]
            fresh.pop(names.behind(operation.args[1]), None)
            if target in fresh:
                if field not in fresh[target]:
                    found[operation] = True
                fresh[target] |= {field}
        elif operation.name not in HARMLESS:
            for arg in operation.args:
                fresh.pop(names.behind(arg), None)
    return fresh


def _pass_on(block: Block, fresh: Fresh, at_entry: dict[Block, Fresh], changed: dict[Block, None]) -> None:
    names = Names(block)
    for link in block.exits:
        passed: Fresh = {}
        behind = [names.behind(arg) for arg in link.args]
        for value, argument in zip(behind, link.target.inputargs, strict=True):
            if value in fresh and behind.count(value) == 1:
                passed[argument] = fresh[value]
        known = at_entry.get(link.target)
        if known is not None:
            passed = {v: passed[v] | known[v] for v in known if v in passed}
        if known is None or passed != known:
            at_entry[link.target] = passed
            changed[link.target] = None
