"""The shape of one graph: orders, predecessors, dominators, loops.

`Flow(graph)` remembers what `flowspace/traversal.py` computes; it is valid until the blocks or links of the graph
change.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from weft.flowspace.graph import Block, Graph, Link
from weft.flowspace.traversal import immediate_dominators, reverse_postorder


@dataclass(slots=True, eq=False)
class Flow:
    """Blocks in reverse postorder, the links into each, and lazily the dominator tree."""

    graph: Graph
    order: list[Block] = field(init=False)
    """Reachable blocks in reverse postorder: a block comes before those it dominates."""
    index: dict[Block, int] = field(init=False)
    """Position in `order`."""
    entries: dict[Block, list[tuple[Block, Link]]] = field(init=False)
    """The links into each block, with the blocks they come from, in order."""
    _dominators: dict[Block, Block] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.order = reverse_postorder(self.graph)
        self.index = {block: i for i, block in enumerate(self.order)}
        entries: dict[Block, list[tuple[Block, Link]]] = {block: [] for block in self.order}
        for block in self.order:
            for link in block.exits:
                entries[link.target].append((block, link))
        self.entries = entries

    @property
    def dominators(self) -> dict[Block, Block]:
        """Each block's immediate dominator; the start block's is itself."""
        if self._dominators is None:
            self._dominators = immediate_dominators(self.order)
        return self._dominators

    def dominator_children(self) -> dict[Block, list[Block]]:
        """Return the dominator tree: the blocks each block immediately dominates, in order."""
        children: dict[Block, list[Block]] = {block: [] for block in self.order}
        for block in self.order[1:]:
            children[self.dominators[block]].append(block)
        return children

    def tree_numbers(self) -> dict[Block, tuple[int, int]]:
        """Number the dominator tree in preorder: block -> its number, and the last one of those it dominates."""
        children = self.dominator_children()
        size = dict.fromkeys(self.order, 1)
        for block in reversed(self.order[1:]):
            size[self.dominators[block]] += size[block]
        first = {self.order[0]: 0}
        for block in self.order:
            number = first[block] + 1
            for child in children[block]:
                first[child] = number
                number += size[child]
        return {block: (number, number + size[block] - 1) for block, number in first.items()}

    def dominates(self, above: Block, below: Block) -> bool:
        """True if every way to `below` goes through `above` (a block dominates itself)."""
        index, dominators, goal = self.index, self.dominators, self.index[above]
        while index[below] > goal:
            below = dominators[below]
        return below is above

    def back_links(self) -> list[tuple[Block, Link]]:
        """Return the links to a block that dominates their source, i.e. the ends of natural loops."""
        index = self.index
        return [
            (block, link)
            for block in self.order
            for link in block.exits
            if index[link.target] <= index[block] and self.dominates(link.target, block)
        ]

    def loops(self) -> dict[Block, list[Block]]:
        """Return the natural loops: header -> blocks of the loop (header included), in order."""
        members: dict[Block, dict[Block, None]] = {}
        for source, link in self.back_links():
            found = members.setdefault(link.target, {link.target: None})
            stack = [source]
            while stack:
                block = stack.pop()
                if block not in found:
                    found[block] = None
                    stack.extend(predecessor for predecessor, _ in self.entries[block])
        return {header: sorted(found, key=self.index.__getitem__) for header, found in members.items()}
