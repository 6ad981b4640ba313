"""The shape of one graph: orders, predecessors, dominators, loops.

`Flow(graph)` is computed in about linear time (dominators after Cooper, Harvey and Kennedy) and is valid until the
blocks or links of the graph change.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from weft.flowspace.graph import Block, Graph, Link


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
    _idom: list[int] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.order = reverse_postorder(self.graph)
        self.index = {block: i for i, block in enumerate(self.order)}
        entries: dict[Block, list[tuple[Block, Link]]] = {block: [] for block in self.order}
        for block in self.order:
            for link in block.exits:
                entries[link.target].append((block, link))
        self.entries = entries

    @property
    def idom(self) -> list[int]:
        """The index of each block's immediate dominator; the start block's is itself."""
        if self._idom is None:
            self._idom = self._dominators()
        return self._idom

    def _dominators(self) -> list[int]:
        index = self.index
        predecessors = [[index[source] for source, _ in self.entries[block]] for block in self.order]
        idom = [-1] * len(self.order)
        idom[0] = 0
        changed = True
        while changed:
            changed = False
            for position in range(1, len(idom)):
                best = -1
                for predecessor in predecessors[position]:
                    if idom[predecessor] < 0:
                        continue
                    best = predecessor if best < 0 else _common(idom, predecessor, best)
                if idom[position] != best:
                    idom[position] = best
                    changed = True
        return idom

    def dominator_children(self) -> dict[Block, list[Block]]:
        """Return the dominator tree: the blocks each block immediately dominates, in order."""
        children: dict[Block, list[Block]] = {block: [] for block in self.order}
        for position, parent in enumerate(self.idom):
            if position:
                children[self.order[parent]].append(self.order[position])
        return children

    def tree_numbers(self) -> dict[Block, tuple[int, int]]:
        """Number the dominator tree in preorder: block -> its number, and the last one of those it dominates."""
        children = self.dominator_children()
        size = [1] * len(self.order)
        for position in range(len(self.order) - 1, 0, -1):
            size[self.idom[position]] += size[position]
        first = {self.order[0]: 0}
        for block in self.order:
            number = first[block] + 1
            for child in children[block]:
                first[child] = number
                number += size[self.index[child]]
        return {block: (number, number + size[self.index[block]] - 1) for block, number in first.items()}

    def dominates(self, above: Block, below: Block) -> bool:
        """True if every way to `below` goes through `above` (a block dominates itself)."""
        idom, goal, position = self.idom, self.index[above], self.index[below]
        while position > goal:
            position = idom[position]
        return position == goal

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


def _common(idom: list[int], left: int, right: int) -> int:
    while left != right:
        while left > right:
            left = idom[left]
        while right > left:
            right = idom[right]
    return left


def reverse_postorder(graph: Graph) -> list[Block]:
    """Return the reachable blocks so that, but for loops, a block comes after its predecessors."""
    seen = {graph.startblock}
    finished: list[Block] = []
    stack: list[tuple[Block, int]] = [(graph.startblock, len(graph.startblock.exits))]
    while stack:
        block, left = stack.pop()
        while left:
            left -= 1
            target = block.exits[left].target
            if target not in seen:
                seen.add(target)
                stack.append((block, left))
                block, left = target, len(target.exits)
        finished.append(block)
    finished.reverse()
    return finished
