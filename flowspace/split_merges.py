"""Conditional expressions whose branches have different types: what follows them is copied, for each branch.

`print(name if name else 0)` has no type for its argument.  Where the value does not live long, the blocks that it
lives in are copied for every way that leads to them, so that each copy has a value of one type.  Which places these
are is found out by inference (`annotator/plan.py`).  Entry point: `split_merges`.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Final

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.edit import copy_blocks
from weft.flowspace.graph import TEMPORARY, Block, Graph, Link, Variable

_MOST_BLOCKS: Final = 8
_MOST_OPERATIONS: Final = 60
_MOST_COPIES: Final = 32


def place_of(block: Block) -> SourceSpan | None:
    """Return what tells a merge from others of its function, in every graph that is built of it."""
    return block.operations[0].span if block.operations else None


def split_merges(graph: Graph, places: Collection[SourceSpan]) -> None:
    """Copy what follows the merges at these places, for every way that leads to them."""
    copies = 0
    changed = bool(places)
    while changed and copies < _MOST_COPIES:
        changed = False
        incoming = _incoming(graph)
        origins = _origins(graph)
        for block in graph.blocks():
            groups = _groups(block, incoming.get(block, []), origins) if place_of(block) in places else []
            region = _region(graph, block) if len(groups) > 1 else None
            if region is None:
                continue
            for links in groups[1:]:
                made, _ = copy_blocks(region)
                for link in links:
                    link.target = made[block]
                copies += 1
            changed = True
            break


def _groups(merge: Block, links: Sequence[Link], origins: Mapping[Variable, Hashable]) -> list[list[Link]]:
    """Return the ways that lead to a block, those together that bring values made at the same places."""
    indices = [index for index, variable in enumerate(merge.inputargs) if variable.name == TEMPORARY]
    groups: dict[Hashable, list[Link]] = {}
    for link in links:
        values = [link.args[index] for index in indices]
        key = tuple([origins[v] if isinstance(v, Variable) else type(v.value) for v in values])
        groups.setdefault(key, []).append(link)
    return list(groups.values())


def _origins(graph: Graph) -> Mapping[Variable, Hashable]:
    """Return what variables are known by that are copies of each other."""
    found: dict[Variable, Hashable] = {}
    for block in graph.blocks():
        for index, variable in enumerate(block.inputargs):
            found[variable] = (place_of(block), index, variable.name)
        for operation in block.operations:
            found[operation.result] = (operation.span, operation.name)
        for link in block.exits:
            if link.exception is not None:
                found[link.exception] = "exception"
    return found


def _incoming(graph: Graph) -> Mapping[Block, list[Link]]:
    found: dict[Block, list[Link]] = {}
    for link in graph.links():
        found.setdefault(link.target, []).append(link)
    return found


def _region(graph: Graph, merge: Block) -> list[Block] | None:
    """Return the blocks in which temporary values that meet in a block are alive; None if these are too many."""
    alive: dict[Block, set[Variable]] = {merge: {v for v in merge.inputargs if v.name == TEMPORARY}}
    pending = [merge]
    while pending:
        block = pending.pop(0)
        for link in block.exits:
            passed = zip(link.args, link.target.inputargs, strict=True)
            reached = {variable for value, variable in passed if value in alive[block]}
            if not reached <= alive.get(link.target, set()):
                alive.setdefault(link.target, set()).update(reached)
                pending.append(link.target)
    if graph.returnblock in alive or graph.exceptblock in alive or graph.startblock in alive:
        return None
    if len(alive) > _MOST_BLOCKS or sum(len(block.operations) for block in alive) > _MOST_OPERATIONS:
        return None
    if any(link.target is merge for block in alive for link in block.exits):
        return None
    return list(alive)
