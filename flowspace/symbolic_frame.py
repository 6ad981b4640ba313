"""Symbolic values that exist only while a function is executed symbolically, and the joining of frame states.

A frame slot holds a graph `Value`, a `Marker` (nothing at run time corresponds to it) or a `Display` not built yet.
States that arrive at the same bytecode position with the same markers join in one block, a `JoinPoint`.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from weft.flowspace.constant_folding import is_primitive
from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import TEMPORARY, Block, Constant, Link, Value, Variable


@dataclass(frozen=True, slots=True, eq=False)
class Marker:
    """A slot content that never reaches the graph: an unbound local, CPython's NULL, the absence of an exception."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


NULL: Final = Marker("NULL")
"""Also the content of an unbound local: LOAD_FAST_AND_CLEAR moves it to the stack."""


@dataclass(frozen=True, slots=True)
class UnrolledIterator:
    """The iterator of a loop that is unrolled: a position in a tuple, which travels beside the slots of an edge."""

    source: Hashable
    """What distinguishes loops."""
    count: int
    """The items there are at most."""
    order: int
    """That of the basic block the loop begins with."""
    items: Value = field(compare=False)
    position: int = 0

    def advanced(self) -> UnrolledIterator:
        """Return the iterator one item further."""
        return replace(self, position=self.position + 1)


@dataclass(slots=True, eq=False)
class SequenceDisplay:
    """A list being displayed, `[a, b` so far, not in the graph yet: as arguments of a call it never will be."""

    items: list[Value]
    star: Value | None = None
    """The iterable that an unpacking `*xs` ends it with."""
    is_tuple: bool = False
    span: SourceSpan | None = None
    """Where it is written; it is built only when it is used."""


@dataclass(slots=True, eq=False)
class MappingDisplay:
    """A dict being displayed, `{a: b` so far, not in the graph yet."""

    keys: list[Value]
    values: list[Value]
    star: Value | None = None
    """The mapping that an unpacking `**d` ends it with."""
    span: SourceSpan | None = None


@dataclass(slots=True, eq=False)
class Converted:
    """`x!r` in an f-string, to be formatted."""

    value: Value
    conversion: str


@dataclass(slots=True, eq=False)
class ConstantMethod:
    """A method of a primitive constant that is going to be called, `"linux".startswith`."""

    holder: Constant
    name: str

    def call(self, arguments: list[Value]) -> Constant | None:
        """Compute the call if its arguments are primitive constants too."""
        values = [argument.value for argument in arguments if isinstance(argument, Constant)]
        if len(values) < len(arguments) or not all(map(is_primitive, values)):
            return None
        try:
            result = getattr(self.holder.value, self.name)(*values)
        except Exception:  # it will be raised at run time
            return None
        return Constant(result) if is_primitive(result) else None


Display: TypeAlias = SequenceDisplay | MappingDisplay | Converted | ConstantMethod
Slot: TypeAlias = Value | Marker | UnrolledIterator | Display

_MARKERS: Final = (Marker, UnrolledIterator)
DISPLAYS: Final = (SequenceDisplay, MappingDisplay, Converted, ConstantMethod)

Key: TypeAlias = tuple[int, tuple[Marker | UnrolledIterator | None, ...]]


@dataclass(slots=True, eq=False)
class JoinPoint:
    """All states that arrive at basic block `number` with the same markers; becomes one block of the graph.

    `slots` of an edge: the live locals, the stack, then the exception being handled, then the tuples of its unrolled
    iterators.
    """

    key: Key
    block: Block
    edges: list[tuple[Link, list[Slot]]] = field(default_factory=list)
    merged: list[Slot] | None = None
    """The state the block was executed with; None until then."""
    phis: list[int] = field(default_factory=list)
    """Which slots are input arguments of the block."""


def state_key(number: int, slots: list[Slot]) -> Key:
    """Return what distinguishes states that must not be joined."""
    return number, tuple([slot if isinstance(slot, _MARKERS) else None for slot in slots])


def unrolled_items(slots: list[Slot]) -> list[Slot]:
    """Return the tuples that the unrolled iterators among slots walk through."""
    return [slot.items for slot in slots if isinstance(slot, UnrolledIterator)]


def with_items(slots: list[Slot]) -> list[Slot]:
    """Return the merged slots of an edge with the tuples put back into their unrolled iterators."""
    count = sum(isinstance(slot, UnrolledIterator) for slot in slots)
    if not count:
        return slots
    items = iter(slots[-count:])
    return [
        replace(slot, items=next(items)) if isinstance(slot, UnrolledIterator) else slot  # type: ignore[arg-type]
        for slot in slots[:-count]
    ]


def same_value(left: Slot, right: Slot) -> bool:
    """True if two slot contents are the same, so that no variable is needed for them."""
    if left is right:
        return True
    if isinstance(left, Constant) and isinstance(right, Constant):
        return same_constant(left.value, right.value)
    return left.__class__ is UnrolledIterator and left == right


def same_constant(left: Any, right: Any) -> bool:
    """True if two constants are interchangeable; floats are compared with their sign and NaN."""
    if left is right:
        return True
    kind = type(left)
    if kind is not type(right):
        return False
    if kind in (int, str, bytes, bool):
        return bool(left == right)
    if kind in (float, complex):
        return repr(left) == repr(right)
    if kind is tuple:
        return len(left) == len(right) and all(map(same_constant, left, right))
    return False


def merge(point: JoinPoint, names: list[str], assigned_in_loop: list[bool], forced: frozenset[int]) -> list[Slot]:
    """Join the states of a point's edges: fill its block's input arguments and return the state to go on with.

    `names` and `assigned_in_loop` describe the slots of the live locals, which come first.
    """
    first_link, first = point.edges[0]
    others = point.edges[1:]
    merged: list[Slot] = []
    for index, slot in enumerate(first):
        if not isinstance(slot, _MARKERS):
            is_local = index < len(names)
            if (is_local and assigned_in_loop[index]) or index in forced:
                needs_variable = True
            else:
                needs_variable = any(not same_value(slot, slots[index]) for _, slots in others)
            if needs_variable:
                name = names[index] if is_local else TEMPORARY
                variable = Variable(name)
                point.block.inputargs.append(variable)
                point.phis.append(index)
                for link, slots in point.edges:
                    link.args.append(slots[index])  # type: ignore[arg-type]
                slot = variable
        merged.append(slot)
    point.merged = merged
    return merged


def late_edge(point: JoinPoint, link: Link, slots: list[Slot]) -> list[int]:
    """Connect an edge to a block that was executed already; return the slots that should have been variables."""
    assert point.merged is not None
    phis = set(point.phis)
    conflicts = []
    for index, slot in enumerate(slots):
        if index in phis:
            link.args.append(slot)  # type: ignore[arg-type]
        elif not same_value(point.merged[index], slot):
            conflicts.append(index)
    return conflicts
