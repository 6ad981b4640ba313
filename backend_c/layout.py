"""The order of a function's blocks in C: hot ones so that most gotos become falling through, cold ones last."""

from __future__ import annotations

from collections.abc import Iterable

from weft.backend_c.variables import Resolution
from weft.flowspace.graph import Block, Graph, Link, Operation, Variable


def cold_blocks(graph: Graph, resolution: Resolution) -> set[Block]:
    """Return the blocks that run only when something exceptional happens.

    These are: where a pending exception, an overflow or a failed allocation leads, blocks that raise, and what is
    reached only from such blocks or leads only to them.  (Asked for membership only, never iterated.)
    """
    cold: set[Block] = set()
    for block in resolution.blocks:
        if any(operation.name in ("exc_set", "unreachable") for operation in block.operations):
            cold.add(block)
        cold.update(link.target for link in exceptional_links(block) if len(resolution.entries[link.target]) == 1)
    cold.discard(graph.returnblock)
    changed = True
    while changed:
        changed = False
        for block in resolution.blocks:
            if block in cold or block is graph.startblock or block is graph.returnblock:
                continue
            if _only_cold([resolution.sources[link] for link in resolution.entries[block]], cold) or (
                _only_cold([link.target for link in block.exits], cold)
            ):
                cold.add(block)
                changed = True
    return cold


def exceptional_links(block: Block) -> list[Link]:
    """Return the exits that an exception, an overflow or a failed allocation takes."""
    if block.raises:
        return block.exits[1:]
    test = _test_of(block)
    if test is None or len(block.exits) != 2:
        return []
    if test.name in ("exc_pending", "stack_exhausted") or (test.name == "ptr_iszero" and _is_allocation(test, block)):
        return [link for link in block.exits if link.exitcase is True]
    return []


def _test_of(block: Block) -> Operation | None:
    """Return the operation that computes the exit switch, if it is the block's last."""
    if isinstance(block.exitswitch, Variable) and block.operations:
        last = block.operations[-1]
        if last.result is block.exitswitch:
            return last
    return None


def _is_allocation(test: Operation, block: Block) -> bool:
    """True if the tested pointer was just allocated."""
    return any(
        operation.result is test.args[0] and (operation.spec.can_collect or "alloc" in operation.name)
        for operation in block.operations
    )


def _only_cold(blocks: Iterable[Block], cold: set[Block]) -> bool:
    """True if there are blocks, all of them cold."""
    found = False
    for block in blocks:
        if block not in cold:
            return False
        found = True
    return found


def order_blocks(graph: Graph, cold: set[Block]) -> list[Block]:
    """Return the blocks to emit in order; the return block is left out (links to it are return statements).

    Reverse postorder, so that a merge comes after its branches; the way out of a loop is visited first, hence comes
    after the body.  Cold blocks follow at the end.
    """
    final = (graph.returnblock, graph.exceptblock)
    postorder: list[Block] = []
    seen: set[Block] = {graph.startblock}
    stack: list[tuple[Block, list[Link]]] = [(graph.startblock, _visiting_order(graph.startblock))]
    while stack:
        block, links = stack[-1]
        if links:
            target = links.pop().target
            if target not in seen and target not in final:
                seen.add(target)
                stack.append((target, _visiting_order(target)))
        else:
            stack.pop()
            postorder.append(block)
    postorder.reverse()
    return [b for b in postorder if b not in cold] + [b for b in postorder if b in cold]


def _visiting_order(block: Block) -> list[Link]:
    """Return the exits of a block, the last to be visited first: the first visited ends up farthest away."""
    return block.exits[::-1] if isinstance(block.exitswitch, Variable) else list(block.exits)
