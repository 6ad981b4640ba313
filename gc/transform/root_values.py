"""The references of a graph as values: which variables hold the same one, and where each is needed.

A value is defined once, by an operation or where ways with different references join; blocks that only pass it on, and
casts, give it further names.  Sets of values are bits of an int: value `n` is bit `1 << n`.  `RootValues` has it all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from weft.flowspace.graph import Block, Graph, Link, Operation, Value, Variable
from weft.flowspace.traversal import predecessors, reverse_postorder

ALIASES: Final = frozenset({"cast_pointer", "same_as"})
"""Operations whose result is the same reference."""


def bits(mask: int) -> Iterator[int]:
    """Yield the members of a set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def is_reference(value: Value) -> bool:
    """True for a variable that may be a root."""
    return isinstance(value, Variable) and bool(value.type.is_gc_pointer)


@dataclass(slots=True, eq=False)
class RootValues:
    """The values of a graph."""

    graph: Graph
    order: list[Block] = field(init=False)
    entries: dict[Block, list[tuple[Block, Link]]] = field(init=False)
    variables: list[Variable] = field(default_factory=list)
    """The variable that defines each value."""
    number: dict[Value, int] = field(default_factory=dict)
    """Of every variable that is a reference: its value."""
    joined: dict[Block, int] = field(default_factory=dict)
    """The values that arguments of a block define."""
    live: dict[Block, int] = field(default_factory=dict)
    """What is needed at the entry of a block, after its arguments were defined."""

    def __post_init__(self) -> None:
        self.order = reverse_postorder(self.graph)
        self.entries = predecessors(self.graph)
        self._number(_same(self.order, self.graph.startblock, self.entries))
        self._find_live()

    def _number(self, same: dict[Value, Variable]) -> None:
        numbers: dict[Variable, int] = {}
        for variable, definition in same.items():
            if definition not in numbers:
                numbers[definition] = len(self.variables)
                self.variables.append(definition)
            self.number[variable] = numbers[definition]
        for block in self.order:
            self.joined[block] = 0
            for argument in block.inputargs:
                if same.get(argument) is argument:
                    self.joined[block] |= 1 << self.number[argument]

    def mask(self, value: Value) -> int:
        """Return the value of a variable as a set; of anything else, the empty one."""
        return 1 << self.number[value] if value in self.number else 0

    def defines(self, operation: Operation) -> int:
        """Return the value that an operation defines, as a set."""
        number = self.number.get(operation.result)
        return 1 << number if number is not None and self.variables[number] is operation.result else 0

    def uses(self, operation: Operation) -> int:
        """Return the values that an operation uses."""
        found = 0
        for arg in operation.args:
            found |= self.mask(arg)
        return found

    def passed(self, link: Link) -> int:
        """Return the values that a link passes to arguments which define values."""
        found, joined = 0, self.joined[link.target]
        if not joined:
            return 0
        for arg, argument in zip(link.args, link.target.inputargs, strict=True):
            if joined & self.mask(argument):
                found |= self.mask(arg)
        return found

    def live_at_end(self, block: Block) -> int:
        """Return what is needed when a block has done its operations."""
        found = 0
        for link in block.exits:
            found |= self.passed(link) | self.live.get(link.target, 0) & ~self.joined[link.target]
        return found

    def _find_live(self) -> None:
        changed = True
        while changed:
            changed = False
            for block in reversed(self.order):
                live = self.live_at_end(block)
                for operation in reversed(block.operations):
                    live = live & ~self.defines(operation) | self.uses(operation)
                if block.is_final:
                    for argument in block.inputargs:
                        live |= self.mask(argument)
                elif block is self.graph.startblock:
                    live |= self.joined[block]
                if self.live.get(block) != live:
                    self.live[block] = live
                    changed = True


def _same(order: list[Block], start: Block, entries: dict[Block, list[tuple[Block, Link]]]) -> dict[Value, Variable]:
    """Return for each reference the variable that defined it; an argument does if different ones come in."""
    same: dict[Value, Variable] = {}
    changed = True
    while changed:
        changed = False
        for block in order:
            for place, argument in enumerate(block.inputargs):
                if is_reference(argument) and same.get(argument) is not argument:
                    found = argument if block is start else _incoming(argument, place, entries[block], same)
                    changed |= same.get(argument) is not found
                    same[argument] = found
            for operation in block.operations:
                result = operation.result
                if is_reference(result):
                    alias = operation.name in ALIASES and is_reference(operation.args[0])
                    found = same[operation.args[0]] if alias else result
                    changed |= same.get(result) is not found
                    same[result] = found
    return same


def _incoming(
    argument: Variable, place: int, entries: list[tuple[Block, Link]], same: dict[Value, Variable]
) -> Variable:
    """Return what comes in from everywhere that is known yet, or the argument itself if that differs."""
    found: Variable | None = None
    for _, link in entries:
        arg = link.args[place]
        if not isinstance(arg, Variable):
            return argument
        known = same.get(arg)
        if known is not None and known is not found:
            if found is not None:
                return argument
            found = known
    return found or argument
