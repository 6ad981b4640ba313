"""The order of a function's blocks in C: hot ones so that most gotos become falling through, cold ones last."""

from __future__ import annotations

import re

from weft.backend_c.variables import Resolution
from weft.flowspace.graph import Block, Graph, Link, Operation, Variable

_ALLOCATING = re.compile("alloc|gc_new|word_to_pointer")
"""In the names of operations whose result is null when there is no memory."""
_COLD_OPERATIONS = frozenset({"exc_set", "exc_set_new", "traceback_start", "traceback_add_pending", "unreachable"})


def cold_blocks(graph: Graph, resolution: Resolution) -> set[Block]:
    """Return the blocks that run only when something exceptional happens.

    These are: where a pending exception, an overflow or a failed allocation leads, blocks that raise, and what is
    reached only from such blocks or leads only to them.  (Asked for membership only, never iterated.)

    In a function that always raises in the end, everything leads to a raise; that makes nothing exceptional then.
    """
    cold = _cold_blocks(graph, resolution, True)
    if graph.startblock.exits and all(link.target in cold for link in graph.startblock.exits):
        return _cold_blocks(graph, resolution, False)
    return cold


def _cold_blocks(graph: Graph, resolution: Resolution, backwards: bool) -> set[Block]:
    cold: set[Block] = set()
    exceptional: set[Link] = set()
    for block in resolution.blocks:
        if any(operation.name in _COLD_OPERATIONS for operation in block.operations):
            cold.add(block)
        exceptional.update(exceptional_links(block))
    cold -= {graph.startblock, graph.returnblock}
    changed = True
    while changed:
        changed = False
        for block in resolution.blocks:
            if block in cold or block is graph.startblock or block is graph.returnblock:
                continue
            entries = resolution.entries[block]
            rare = all(link in exceptional or resolution.sources[link] in cold for link in entries)
            if rare or (backwards and block.exits and all(link.target in cold for link in block.exits)):
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
        operation.result is test.args[0] and (operation.spec.can_collect or _ALLOCATING.search(operation.name))
        for operation in block.operations
    )


def order_blocks(graph: Graph, resolution: Resolution, cold: set[Block]) -> list[Block]:
    """Return the blocks to emit in order; the return block is left out (links to it are return statements).

    Reverse postorder, so that a merge comes after its branches; the way out of a loop is visited first, hence comes
    after the body.  Cold blocks follow at the end.
    """
    postorder, headers = _depth_first(graph, {})
    if headers:
        postorder, _ = _depth_first(graph, _innermost_loops(postorder, headers, resolution))
    postorder.reverse()
    return [b for b in postorder if b not in cold] + [b for b in postorder if b in cold]


def _depth_first(graph: Graph, loops: dict[Block, set[Block]]) -> tuple[list[Block], dict[Block, list[Block]]]:
    """Return the blocks in postorder, and the loop headers with the blocks that lead back to them."""
    postorder: list[Block] = []
    headers: dict[Block, list[Block]] = {}
    open_: set[Block] = {graph.startblock}
    seen: set[Block] = {graph.startblock, graph.returnblock, graph.exceptblock}
    stack: list[tuple[Block, list[Block]]] = [(graph.startblock, _visiting_order(graph.startblock, loops))]
    while stack:
        block, targets = stack[-1]
        if targets:
            target = targets.pop()
            if target in open_:
                headers.setdefault(target, []).append(block)
            elif target not in seen:
                seen.add(target)
                open_.add(target)
                stack.append((target, _visiting_order(target, loops)))
        else:
            stack.pop()
            open_.discard(block)
            postorder.append(block)
    return postorder, headers


def _visiting_order(block: Block, loops: dict[Block, set[Block]]) -> list[Block]:
    """Return the targets of a block, the last to be visited first: the first visited ends up farthest away.

    Ways out of the innermost loop are visited first, then the False exit before the True exit.
    """
    targets = [link.target for link in block.exits]
    if isinstance(block.exitswitch, Variable):
        targets.reverse()
    loop = loops.get(block)
    if loop is None or len(targets) == 1:
        return targets
    return [t for t in targets if t in loop] + [t for t in targets if t not in loop]


def _innermost_loops(
    postorder: list[Block], headers: dict[Block, list[Block]], resolution: Resolution
) -> dict[Block, set[Block]]:
    """Return the innermost loop of each block that is in one: the blocks that reach the header again."""
    loops: dict[Block, set[Block]] = {}
    for header in postorder:  # inner headers come before outer ones
        if header not in headers:
            continue
        members = {header}
        stack = list(headers[header])
        while stack:
            block = stack.pop()
            if block not in members:
                members.add(block)
                stack.extend(resolution.sources[link] for link in resolution.entries[block])
        for block in members:
            loops.setdefault(block, members)
    return loops
