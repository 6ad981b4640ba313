"""Where on the shadow stack the values of a graph have their slots, and what its loops need there: `RootSlots`.

Values that are never needed at the same time may share a slot.  Blocks that rarely run (the collector is asked for
memory, an exception is pending) are cold: nothing is done for them beforehand elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from weft.flowspace.graph import Block, Operation
from weft.gc.transform.root_values import RootValues, bits

RAISING: Final = frozenset({"exc_set", "exc_set_new", "traceback_start", "traceback_add", "traceback_add_pending"})
"""Operations of blocks that raise."""


@dataclass(slots=True)
class Loop:
    """What matters of a loop."""

    crossing: int = 0
    """The values that some call in it, which may collect and is not cold, has to keep."""
    used: int = 0
    """The values that its blocks, but for cold ones, use."""
    height: int | None = None
    """How many slots shall be there all the time; None: there is no such call."""
    collects: bool = False
    """True if there is a call, or a request, of any kind."""


@dataclass(slots=True, eq=False)
class RootSlots:
    """The slots of one graph.  `calls`: the operations that may collect, but for those that ask for memory."""

    values: RootValues
    calls: Collection[Operation]
    requests: Mapping[Operation, Block]
    across: dict[Operation, int] = field(default_factory=dict)
    """What is needed after each call, and each request, besides its result."""
    slot: dict[int, int] = field(default_factory=dict)
    cold: dict[Block, None] = field(default_factory=dict)
    crossing: dict[Block, int] = field(default_factory=dict)
    """The values at the entry of a block that some call further on, which is not cold, has to keep."""
    expected: dict[Block, int] = field(default_factory=dict)
    """The values that are used after the entry of a block on all ways, but cold ones, before such a call."""
    calling: dict[Block, None] = field(default_factory=dict)
    """The blocks from which such a call can be reached."""
    loops: dict[Block, Loop] = field(default_factory=dict)
    looping: dict[Block, None] = field(default_factory=dict)
    """The blocks of loops with such a call."""

    def __post_init__(self) -> None:
        self._find_cold()
        conflicts = self._find_conflicts()
        self._choose_slots(conflicts)
        self._find_crossing()
        self._find_expected()
        self._find_calling()
        self._find_loops()

    def height(self, values: int) -> int:
        """Return how many slots have to be there for some values."""
        return max((self.slot[value] + 1 for value in bits(values)), default=0)

    def slots(self, values: int) -> int:
        """Return the slots of some values, as a set."""
        found = 0
        for value in bits(values):
            found |= 1 << self.slot[value]
        return found

    def _is_hot_call(self, block: Block, operation: Operation) -> bool:
        return operation in self.calls and block not in self.cold

    def _find_cold(self) -> None:
        """Requests are cold, and where an exception is pending, and what only leads to or comes from such blocks."""
        values = self.values
        self.cold = dict.fromkeys([*self.requests.values(), values.graph.exceptblock])
        for block in values.order:
            if any(operation.name in RAISING for operation in block.operations):
                self.cold[block] = None
        for block in values.order:
            entries = values.entries[block]
            if entries and all(source in self.cold or _if_pending(source, link.exitcase) for source, link in entries):
                self.cold[block] = None
        for block in reversed(values.order):
            if block.exits and all(link.target in self.cold for link in block.exits):
                self.cold[block] = None

    def _find_conflicts(self) -> dict[int, int]:
        """Return for each value which others are needed at the same time; fill `across`."""
        values = self.values
        conflicts: dict[int, int] = {}
        for block in values.order:
            live = values.live_at_end(block)
            for operation in reversed(block.operations):
                defined = values.defines(operation)
                live &= ~defined
                for value in bits(defined):
                    conflicts[value] = conflicts.get(value, 0) | live
                if operation in self.calls or operation in self.requests:
                    self.across[operation] = live
                live |= values.uses(operation)
            for value in bits(values.joined[block]):
                conflicts[value] = conflicts.get(value, 0) | (values.live[block] | values.joined[block]) & ~(1 << value)
        return conflicts

    def _choose_slots(self, conflicts: dict[int, int]) -> None:
        values = self.values
        both: dict[int, int] = {}
        for value, others in conflicts.items():
            both[value] = both.get(value, 0) | others
            for other in bits(others):
                both[other] = both.get(other, 0) | 1 << value
        related = self._related()
        for block in values.order:
            for operation in block.operations:
                if operation in self.calls:
                    for value in bits(self.across[operation]):
                        if value not in self.slot:
                            self.slot[value] = self._free_slot(both.get(value, 0), related.get(value, []))

    def _free_slot(self, conflicts: int, related: list[int]) -> int:
        taken = {self.slot[other] for other in bits(conflicts) if other in self.slot}
        for other in related:
            if other in self.slot and self.slot[other] not in taken:
                return self.slot[other]
        return next(slot for slot in range(len(taken) + 1) if slot not in taken)

    def _related(self) -> dict[int, list[int]]:
        """Return for each value those that it is joined from, or into."""
        values = self.values
        related: dict[int, list[int]] = {}
        for block in values.order:
            for _, link in values.entries[block]:
                for arg, argument in zip(link.args, block.inputargs, strict=True):
                    if values.joined[block] & values.mask(argument) and values.mask(arg):
                        one, other = values.number[arg], values.number[argument]
                        related.setdefault(one, []).append(other)
                        related.setdefault(other, []).append(one)
        return related

    def _find_crossing(self) -> None:
        changed = True
        while changed:
            changed = False
            for block in reversed(self.values.order):
                found = 0
                for link in block.exits:
                    found |= self.crossing.get(link.target, 0) & ~self.values.joined[link.target]
                for operation in reversed(block.operations):
                    if self._is_hot_call(block, operation):
                        found |= self.across[operation]
                    found &= ~self.values.defines(operation)
                if self.crossing.get(block) != found:
                    self.crossing[block] = found
                    changed = True

    def _find_expected(self) -> None:
        values = self.values
        everything = (1 << len(values.variables)) - 1
        self.expected = dict.fromkeys(values.order, everything)
        changed = True
        while changed:
            changed = False
            for block in reversed(values.order):
                found = self._expected_at_end(block) if block.exits else 0
                for operation in reversed(block.operations):
                    if operation in self.calls:
                        found = 0
                    found = found & ~values.defines(operation) | values.uses(operation)
                if found != self.expected[block]:
                    self.expected[block] = found
                    changed = True

    def _expected_at_end(self, block: Block) -> int:
        values = self.values
        usual = [link for link in block.exits if link.target not in self.cold] or block.exits
        found = -1
        for link in usual:
            found &= self.expected[link.target] & ~values.joined[link.target] | values.passed(link)
        return found

    def _find_calling(self) -> None:
        work = [b for b in self.values.order if any(self._is_hot_call(b, operation) for operation in b.operations)]
        while work:
            block = work.pop()
            if block not in self.calling:
                self.calling[block] = None
                work += [source for source, _ in self.values.entries[block]]

    def _find_loops(self) -> None:
        index = {block: i for i, block in enumerate(self.values.order)}
        for header in self.values.order:
            ends = [source for source, _ in self.values.entries[header] if index[source] >= index[header]]
            if ends:
                self.loops[header] = self._loop(header, ends)

    def _loop(self, header: Block, work: list[Block]) -> Loop:
        loop = Loop()
        body = {header: None}
        while work:
            block = work.pop()
            if block not in body:
                body[block] = None
                work += [source for source, _ in self.values.entries[block]]
        heights: list[int] = []
        for block in body:
            loop.collects |= any(operation in self.across for operation in block.operations)
            if block in self.cold:
                continue
            for link in block.exits:
                if link.target in body:
                    loop.used |= self.values.passed(link)
            for operation in block.operations:
                loop.used |= self.values.uses(operation)
                if self._is_hot_call(block, operation):
                    loop.crossing |= self.across[operation]
                    heights.append(self.height(self.across[operation]))
        loop.height = min(sorted(set(heights)), key=lambda height: _cost(height, heights), default=None)
        if heights:
            self.looping.update(body)
        return loop


def _cost(height: int, heights: list[int]) -> int:
    """Return how many operations calls cost that need some numbers of slots, if a loop keeps so many."""
    return sum(2 if needed > height else height - needed for needed in heights)


def _if_pending(block: Block, exitcase: object) -> bool:
    """True if an exit is taken while an exception is pending."""
    if exitcase is not True or not block.operations:
        return False
    last = block.operations[-1]
    return last.name == "exc_pending" and block.exitswitch is last.result
