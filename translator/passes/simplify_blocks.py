"""Tidies control flow: joins blocks, skips empty ones, decides branches on constants.

    before                                   after
    entry(n):                                entry(n):
        goto next(n)                             m = int_add(n, 1)
    next(n.1):                                   goto return(m)
        m = int_add(n.1, 1)
        switch true
            false -> empty(m)
            true  -> empty(m)
    empty(x):
        goto return(x)

Works on both forms of graphs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar, final

from weft.flowspace.graph import DEFAULT, RAISES, Block, Constant, Graph, Link, Value, Variable
from weft.flowspace.traversal import reverse_postorder
from weft.translator.pass_base import GraphPass, PassContext
from weft.translator.passes.graph_edits import goto, same_value, substitute


@final
@dataclass(frozen=True, slots=True)
class SimplifyBlocks(GraphPass):
    """Leave no block that could be part of another."""

    name: ClassVar[str] = "simplify-blocks"

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Simplify until nothing changes."""
        changed = False
        again = True
        while again:
            again = False
            for block in graph.blocks():
                again |= simplify_exits(block)
            again |= _skip_empty_blocks(graph)
            again |= _join_blocks(graph)
            changed |= again
        return changed


def simplify_exits(block: Block) -> bool:
    """Replace a branch that has one way to go by an unconditional link."""
    switch = block.exitswitch
    if switch is None:
        return False
    if switch is RAISES:
        if len(block.exits) > 1:
            return False
        block.exitswitch = None
        return True
    if isinstance(switch, Constant):
        chosen = [link for link in block.exits if _is_case(link, switch)] or block.exits[-1:]
        goto(block, chosen[0])
        return True
    first, *others = block.exits
    if all(other.target is first.target and _same_args(other, first) for other in others):
        goto(block, first)
        return True
    return False


def _is_case(link: Link, switch: Constant) -> bool:
    case = link.exitcase
    return case is not DEFAULT and isinstance(case, bool) == isinstance(switch.value, bool) and case == switch.value


def _same_args(left: Link, right: Link) -> bool:
    return all(same_value(x, y) for x, y in zip(left.args, right.args, strict=True))


def _skip_empty_blocks(graph: Graph) -> bool:
    """Let links to blocks without operations go where those go."""
    empty = [
        block
        for block in graph.blocks()
        if not block.operations and block.exitswitch is None and len(block.exits) == 1
        and block is not graph.startblock and block.exits[0].target is not block
    ]  # fmt: skip
    if not empty:
        return False
    uses = _use_counts(graph) if any(block.inputargs for block in empty) else Counter()
    skippable: dict[Block, Link] = {}
    for block in empty:
        link = block.exits[0]
        own = Counter(arg for arg in link.args if isinstance(arg, Variable))
        if all(uses[argument] == own[argument] for argument in block.inputargs):
            skippable[block] = link
    changed = False
    for link in graph.links():
        steps = 0
        while link.target in skippable and steps < len(skippable) + 1:
            block, onward = link.target, skippable[link.target]
            mapping: dict[Value, Value] = dict(zip(block.inputargs, link.args, strict=True))
            link.args = [mapping.get(arg, arg) for arg in onward.args]
            link.target = onward.target
            changed = True
            steps += 1
    return changed


def _use_counts(graph: Graph) -> Counter[Value]:
    uses: Counter[Value] = Counter()
    for block in graph.blocks():
        for operation in block.operations:
            uses.update(operation.args)
        for link in block.exits:
            uses.update(link.args)
        if isinstance(block.exitswitch, Variable):
            uses[block.exitswitch] += 1
    return uses


def _join_blocks(graph: Graph) -> bool:
    """Append blocks to their only predecessor, when that has no other way to go."""
    order = reverse_postorder(graph)
    entries: Counter[Block] = Counter(link.target for block in order for link in block.exits)
    entries[graph.startblock] += 1
    mapping: dict[Variable, Value] = {}
    gone: set[Block] = set()
    for block in order:
        if block in gone:
            continue
        while block.exitswitch is None and len(block.exits) == 1:
            link = block.exits[0]
            target = link.target
            if entries[target] != 1 or target.is_final or target is block:
                break
            mapping.update(zip(target.inputargs, link.args, strict=True))
            block.operations.extend(target.operations)
            block.exitswitch = target.exitswitch
            block.exits = target.exits
            gone.add(target)
    substitute(graph, mapping)
    return bool(gone)
