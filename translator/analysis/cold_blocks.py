"""Which blocks are rarely executed: those that raise, or handle exceptions, and those that only lead to such blocks.

Used by the inliner (no calls are inlined there) and by the back end (unlikely branches, cold code apart).
Works before and after exception lowering.
"""

from __future__ import annotations

from typing import Final

from weft.flowspace.graph import Block, Graph, Link
from weft.flowspace.traversal import reverse_postorder
from weft.rtyper.lltype.values import ClassTable

_COLD_OPERATIONS: Final = frozenset(
    {"traceback_add", "traceback_start", "traceback_add_pending", "exc_set", "exc_set_new", "exc_take", "unreachable"}
)


def cold_blocks(graph: Graph) -> set[Block]:
    """Return the cold blocks of a graph; only for membership tests.

    In a function that always raises in the end, everything leads to a raise; that makes nothing cold then.
    """
    cold = _cold_blocks(graph, True)
    if all(link.target in cold for link in graph.startblock.exits):
        return _cold_blocks(graph, False)
    return cold


def _cold_blocks(graph: Graph, backwards: bool) -> set[Block]:
    order = reverse_postorder(graph)
    entries: dict[Block, list[tuple[Block, bool]]] = {block: [] for block in order}
    cold = {graph.exceptblock}
    for block in order:
        if any(operation.spec.name in _COLD_OPERATIONS for operation in block.operations):
            cold.add(block)
        for link in block.exits:
            entries[link.target].append((block, _is_unlikely(link)))
    changed = True
    while changed:
        changed = False
        for block in order:
            if block in cold or block is graph.startblock or block is graph.returnblock:
                continue
            if all(unlikely or source in cold for source, unlikely in entries[block]):
                cold.add(block)
                changed = True
        for block in reversed(order) if backwards else ():
            if block not in cold and block.exits and all(link.target in cold for link in block.exits):
                cold.add(block)
                changed = True
    return cold


def _is_unlikely(link: Link) -> bool:
    """True for the way to a handler; but that of StopIteration is how loops end."""
    if link.exception is None:
        return False
    return not (isinstance(link.exitcase, ClassTable) and link.exitcase.name == "StopIteration")
