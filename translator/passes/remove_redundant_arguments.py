"""Removes block arguments that always carry the same value: the way from self-contained blocks to dominance form.

    before                                   after
    entry(n):                                entry(n):
        goto loop(n, 0)                          goto loop(0)
    loop(n.1, i):                            loop(i):
        more = int_lt(i, n.1)                    more = int_lt(i, n)
        switch more                              switch more
            false -> return(i)                       false -> return(i)
            true  -> body(n.1, i)                    true  -> body()
    body(n.2, i.1):                          body():
        i.2 = int_add(i.1, 1)                    i.2 = int_add(i, 1)
        goto loop(n.2, i.2)                      goto loop(i.2)

Optimistic: every argument is assumed redundant until two values meet, so arguments that go round loops disappear.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, final

from weft.flowspace.graph import Block, Constant, Graph, Link, Value, Variable
from weft.flowspace.traversal import reverse_postorder
from weft.translator.pass_base import GraphPass, PassContext
from weft.translator.passes.graph_edits import resolve, same_constant, substitute_in_block


@final
@dataclass(frozen=True, slots=True)
class RemoveRedundantArguments(GraphPass):
    """Give each value one name, valid in all blocks its definition dominates."""

    name: ClassVar[str] = "remove-redundant-arguments"

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Remove redundant block arguments."""
        order = reverse_postorder(graph)
        entries: dict[Block, list[Link]] = {block: [] for block in order}
        for block in order:
            for link in block.exits:
                entries[link.target].append(link)
        merging = [block for block in order[1:] if block.inputargs and not block.is_final]
        if entries[graph.startblock]:
            merging = [block for block in merging if block is not graph.startblock]
        carried = _carried_values(merging, entries)
        return _apply(order, merging, entries, carried)


def _carried_values(merging: list[Block], entries: dict[Block, list[Link]]) -> dict[Value, Value]:
    """Return for each block argument the one value it carries, or itself."""
    carried: dict[Value, Value] = {}
    arguments = {argument for block in merging for argument in block.inputargs}
    changed = True
    while changed:
        changed = False
        for block in merging:
            links = entries[block]
            for position, argument in enumerate(block.inputargs):
                if carried.get(argument) is argument:
                    continue
                met = _meet(argument, [link.args[position] for link in links], carried, arguments)
                if met is not None and carried.get(argument) is not met:
                    carried[argument] = met
                    changed = True
    return carried


def _meet(
    argument: Variable, incoming: list[Value], carried: dict[Value, Value], arguments: set[Variable]
) -> Value | None:
    """Return the value all links agree on, the argument itself if they differ, None if nothing is known yet."""
    met: Value | None = None
    for value in incoming:
        if value in arguments:
            if value not in carried:
                continue
            value = resolve(value, carried)
        if value is argument or value is met:
            continue
        if met is None:
            met = value
        elif not (isinstance(met, Constant) and isinstance(value, Constant) and same_constant(met, value)):
            return argument
    if met is None:
        return None
    return met if met.type is argument.type or met.type == argument.type else argument


def _apply(
    order: list[Block], merging: list[Block], entries: dict[Block, list[Link]], carried: dict[Value, Value]
) -> bool:
    mapping = {argument: resolve(argument, carried) for argument in carried}
    mapping = {argument: value for argument, value in mapping.items() if argument is not value}
    if not mapping:
        return False
    for block in merging:
        keep = [position for position, argument in enumerate(block.inputargs) if argument not in mapping]
        if len(keep) != len(block.inputargs):
            block.inputargs = [block.inputargs[position] for position in keep]
            for link in entries[block]:
                link.args = [link.args[position] for position in keep]
    for block in order:
        substitute_in_block(block, mapping)
    return True
