"""How long the references of a block are needed, and which of those that were loaded may stay borrowed.

What was loaded lives as long as the object it comes from, unless its place there is overwritten.  If that object is
borrowed for good (an argument of the function, prebuilt), this also holds in blocks that come after this one only.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from weft.flowspace.graph import Block, Graph, Operation, Value, Variable
from weft.flowspace.traversal import predecessors, reverse_postorder
from weft.gc.transform.overwriting import STORES, Overwriting, Place, place_of
from weft.gc.transform.ownership import Names, is_reference, origin

KEEPING: Final = {**STORES, "static_set": 0, "exc_set": 0, "exc_set_new": 0}
"""Operations that keep a reference -> where it is among the operands."""

Guard: TypeAlias = frozenset[Place]
"""A reference is good as long as none of these places is overwritten."""


@dataclass(slots=True, eq=False)
class Lifetimes:
    """The references of a block; each is known by the variable behind its names."""

    block: Block
    owned_arguments: Set[Variable]
    overwriting: Overwriting
    names: Names = field(init=False)
    end: int = 0
    """The index that stands for the exits."""
    owned: dict[Value, None] = field(default_factory=dict)
    """The references that this block has to give away or to let go of."""
    loaded: dict[Value, None] = field(default_factory=dict)
    """Those of them that were loaded."""
    last: dict[Value, int] = field(default_factory=dict)
    """Index of the operation that is the last use of each reference; that of an unused one is where it is made."""

    def __post_init__(self) -> None:
        self.names = Names(self.block)
        self.end = len(self.block.operations)
        self._find_last_uses()
        self._decide_loads()

    def kept(self, operation: Operation) -> Value | None:
        """Return the reference that an operation keeps, if it is a variable."""
        place = KEEPING.get(operation.name)
        if place is None or not is_reference(operation.args[place]):
            return None
        return self.names.behind(operation.args[place])

    def overwritten(self, places: Set[Place], start: int, end: int) -> bool:
        """True if one of the places may be overwritten behind operation `start` while a reference is used at `end`."""
        for index in range(start + 1, min(end + 1, self.end)):
            operation = self.block.operations[index]
            is_call = operation.name in ("direct_call", "indirect_call")
            if (index < end or is_call) and any(self.overwriting.may_overwrite(operation, p) for p in places):
                return True
        return False

    def guards(self, arguments: Mapping[Value, Guard]) -> dict[Value, Guard]:
        """Return on what each borrowed reference of the block depends, given that for some of the arguments.

        Those that depend on something that is owned are left out.
        """
        found: dict[Value, Guard] = {}
        for argument in self.block.inputargs:
            if is_reference(argument) and argument not in self.owned:
                found[argument] = arguments.get(argument, frozenset())
        for operation in self.block.operations:
            if not is_reference(operation.result) or origin(operation) != "loaded" or operation.result in self.owned:
                continue
            source = self.names.behind(operation.args[0]) if operation.args else None
            place = place_of(operation)
            if place is not None and (source in found or not isinstance(source, Variable)):
                found[operation.result] = found.get(source, frozenset()) | {place} if source else frozenset({place})
        return found

    def _find_last_uses(self) -> None:
        for argument in self.block.inputargs:
            if is_reference(argument):
                self.last[argument] = -1
                if argument in self.owned_arguments:
                    self.owned[argument] = None
        for index, operation in enumerate(self.block.operations):
            self._use(operation.args, index)
            if is_reference(operation.result) and origin(operation) != "alias":
                self.last[operation.result] = index
                if origin(operation) == "owned":
                    self.owned[operation.result] = None
        for link in self.block.exits:
            self._use(link.args, self.end)

    def _use(self, values: list[Value], index: int) -> None:
        for value in values:
            if is_reference(value):
                self.last[self.names.behind(value)] = index

    def _decide_loads(self) -> None:
        """Find which loaded references must be owned, last ones first: what they come from has to live as long."""
        ends_of_locals = [i for i, operation in enumerate(self.block.operations) if operation.name == "keepalive"]
        for index in range(self.end - 1, -1, -1):
            operation = self.block.operations[index]
            if not is_reference(operation.result) or origin(operation) != "loaded":
                continue
            source = self.names.behind(operation.args[0]) if operation.args else None
            last = self.last[operation.result]
            place = place_of(operation)
            ends = any(index < end < last for end in ends_of_locals)  # what it comes from may die there, not later
            if place is None or ends or self._given_away_before(source, last) or self.overwritten({place}, index, last):
                self.owned[operation.result] = self.loaded[operation.result] = None
            elif source in self.last:
                self.last[source] = max(self.last[source], last)

    def _given_away_before(self, reference: Value | None, index: int) -> bool:
        """True if the last use of a reference, before another one, keeps it: it is not ours any more then."""
        if reference not in self.last or self.last[reference] >= index:
            return False
        operation = self.block.operations[self.last[reference]]
        return operation.name in KEEPING and self.kept(operation) is reference


def borrow_across_blocks(graph: Graph, owned: set[Variable], overwriting: Overwriting) -> None:
    """Take from `owned` the block arguments that can borrow: they get what was loaded, and only from one block."""
    entries = predecessors(graph)
    guards: dict[Value, Guard] = {}
    for block in reverse_postorder(graph):
        guarded = [argument for argument in block.inputargs if argument in guards]
        lifetimes = Lifetimes(block, owned.difference(guarded), overwriting)
        for argument in guarded:
            if lifetimes.overwritten(guards[argument], -1, lifetimes.last[argument]):
                del guards[argument]
            else:
                owned.discard(argument)
        if any(argument not in guards for argument in guarded):
            lifetimes = Lifetimes(block, owned, overwriting)
        known = lifetimes.guards(guards)
        for link in block.exits:
            if len(entries[link.target]) == 1 and link.target is not graph.returnblock:
                for value, argument in zip(link.args, link.target.inputargs, strict=True):
                    guard = known.get(lifetimes.names.behind(value)) if is_reference(value) else None
                    if guard is not None and argument in owned:
                        guards[argument] = guard
