"""The collectors under test, and shorthands for objects on simulated memory."""

from typing import Any

from weft.gc.collectors.generational.collector import GenerationalCollector
from weft.gc.collectors.markcompact.collector import MarkCompactCollector
from weft.gc.collectors.marksweep.collector import MarkSweepCollector
from weft.gc.collectors.refcount.collector import RefCountCollector
from weft.gc.collectors.semispace.collector import SemiSpaceCollector
from weft.gc.simulation.heap import Handle, Heap, SimulatedSettings
from weft.gc.simulation.memory import SimulatedMemory
from weft.gc.simulation.types import SimulatedType
from weft.gc.words import WORD

ALGORITHMS: dict[str, Any] = {
    "generational": GenerationalCollector,
    "markcompact": MarkCompactCollector,
    "marksweep": MarkSweepCollector,
    "refcount": RefCountCollector,
    "semispace": SemiSpaceCollector,
}
MOVING = ("generational", "semispace")


class TestHeap(Heap):
    """A heap with the types that tests use: `node` (left, value, right), `array` of references, `words`."""

    __test__ = False

    def __init__(self, name: str, memory: SimulatedMemory | None = None, **settings: int) -> None:
        super().__init__(ALGORITHMS[name], memory, SimulatedSettings(**settings))
        self.name = name
        self.node = self.define(SimulatedType("node", 3, (0, 2)))
        self.array = self.define(SimulatedType("array", 1, (), 1, (0,)))
        self.words = self.define(SimulatedType("words", 1, (), 1))
        self.empty = self.define(SimulatedType("empty", 0))
        self.wide = self.define(SimulatedType("wide", 80, tuple(range(0, 80, 7))))
        self.pairs = self.define(SimulatedType("pairs", 1, (), 3, (0, 2)))

    def new_node(self, left: Handle | None = None, value: int = 0, right: Handle | None = None) -> Handle:
        """Return a root that holds a new node."""
        node = self.allocate(self.node)
        self.write(node, 0, left)
        self.write_word(node, 1, value)
        self.write(node, 2, right)
        return node

    def replace(self, handle: Handle, made: Handle) -> None:
        """Assign the last root to another one, and drop it."""
        self.assign(handle, made)
        self.drop()

    def garbage(self, size: int) -> None:
        """Allocate so many bytes that nobody keeps."""
        made = 0
        while made < size:
            self.allocate(self.words, 12)
            self.drop()
            made += 14 * WORD

    def chain(self, length: int) -> Handle:
        """Return a root that holds a chain of nodes with values 0 to length - 1, linked by their left sides."""
        head = self.root(0)
        for value in range(length - 1, -1, -1):
            node = self.new_node(None, value)
            self.write(node, 0, head if self.address(head) else None)
            self.replace(head, node)
        return head

    def values(self, head: Handle) -> list[int]:
        """Return the values along a chain."""
        found = []
        address = self.address(head)
        while address:
            assert self.type_id(address) == self.node
            found.append(self.memory.load(address + 2 * WORD))
            address = self.memory.load(address + WORD)
        return found
