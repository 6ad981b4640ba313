"""Orders and relations of a graph's blocks: predecessors, reverse postorder, back edges, uses.

All are computed at each call, in linear time; nothing is remembered, so they are valid until the graph changes.
"""

from __future__ import annotations

from weft.flowspace.graph import Block, Graph, Link, Variable


def predecessors(graph: Graph) -> dict[Block, list[tuple[Block, Link]]]:
    """Return for every reachable block the links that enter it, with the blocks they come from, in block order."""
    entries: dict[Block, list[tuple[Block, Link]]] = {}
    blocks = list(graph.blocks())
    for block in blocks:
        entries[block] = []
    for block in blocks:
        for link in block.exits:
            entries[link.target].append((block, link))
    return entries


def reverse_postorder(graph: Graph) -> list[Block]:
    """Return the reachable blocks, every one before its successors except along back edges.

    The same order as `_depth_first`, computed faster: passes ask for it all the time.
    """
    entered = {graph.startblock}
    order: list[Block] = []
    stack: list[tuple[Block, int]] = [(graph.startblock, len(graph.startblock.exits))]
    while stack:
        block, remaining = stack.pop()
        while remaining:
            remaining -= 1
            target = block.exits[remaining].target
            if target not in entered:
                entered.add(target)
                stack.append((block, remaining))
                block, remaining = target, len(target.exits)
        order.append(block)
    order.reverse()
    return order


def back_edges(graph: Graph) -> list[tuple[Block, Link]]:
    """Return the links that close loops: to a block that the depth-first search from the start is still in."""
    return _depth_first(graph)[1]


def loop_headers(graph: Graph) -> dict[Block, list[tuple[Block, Link]]]:
    """Return the blocks that loops come back to, with the links that do so."""
    headers: dict[Block, list[tuple[Block, Link]]] = {}
    for block, link in back_edges(graph):
        headers.setdefault(link.target, []).append((block, link))
    return headers


def _depth_first(graph: Graph) -> tuple[list[Block], list[tuple[Block, Link]]]:
    """Return reverse postorder and back edges; the last exits are visited first, so first exits come first."""
    order: list[Block] = []
    back: list[tuple[Block, Link]] = []
    entered = {graph.startblock}
    active = {graph.startblock}
    stack = [(graph.startblock, len(graph.startblock.exits))]
    while stack:
        block, remaining = stack.pop()
        if remaining == 0:
            active.discard(block)
            order.append(block)
            continue
        stack.append((block, remaining - 1))
        link = block.exits[remaining - 1]
        target = link.target
        if target not in entered:
            entered.add(target)
            active.add(target)
            stack.append((target, len(target.exits)))
        elif target in active:
            back.append((block, link))
    order.reverse()
    return order, back


def immediate_dominators(order: list[Block]) -> dict[Block, Block]:
    """Return the immediate dominator of each block, itself for the start block.

    `order` is the reverse postorder.  (After Cooper, Harvey and Kennedy: A Simple, Fast Dominance Algorithm.)
    """
    index = {block: position for position, block in enumerate(order)}
    sources: list[list[int]] = [[] for _ in order]
    for position, block in enumerate(order):
        for link in block.exits:
            sources[index[link.target]].append(position)
    dominators = [0] + [-1] * (len(order) - 1)
    changed = True
    while changed:
        changed = False
        for position in range(1, len(order)):
            best = -1
            for source in sources[position]:
                if dominators[source] >= 0:
                    best = source if best < 0 else _common_dominator(dominators, source, best)
            if dominators[position] != best:
                dominators[position] = best
                changed = True
    return {block: order[dominators[position]] for position, block in enumerate(order)}


def _common_dominator(dominators: list[int], left: int, right: int) -> int:
    while left != right:
        if left > right:
            left = dominators[left]
        else:
            right = dominators[right]
    return left


def use_counts(graph: Graph) -> dict[Variable, int]:
    """Return how often each variable is used as operand, exit switch or link argument; unused ones are missing."""
    counts: dict[Variable, int] = {}
    for block in graph.blocks():
        for operation in block.operations:
            for value in operation.args:
                if isinstance(value, Variable):
                    counts[value] = counts.get(value, 0) + 1
        if isinstance(block.exitswitch, Variable):
            counts[block.exitswitch] = counts.get(block.exitswitch, 0) + 1
        for link in block.exits:
            for value in link.args:
                if isinstance(value, Variable):
                    counts[value] = counts.get(value, 0) + 1
    return counts


def defined_variables(block: Block) -> list[Variable]:
    """Return what a block defines: input arguments, results, exceptions of its exits."""
    variables = list(block.inputargs)
    variables += [operation.result for operation in block.operations]
    variables += [link.exception for link in block.exits if link.exception is not None]
    return variables
