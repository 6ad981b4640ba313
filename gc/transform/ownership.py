"""Who keeps an object alive: which variables own a reference of their own and which borrow one.

    owned       results of calls and allocations, exceptions that were taken, and block arguments that get such a value
    borrowed    arguments of functions (the caller keeps them alive), and block arguments that are only ever these
    loaded      read from the heap or a static variable: `counts.py` decides, where the use is known

Casts are names for the same reference: `Names` finds the variable behind them, within a block.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from weft.flowspace.graph import Block, Graph, Operation, Value, Variable
from weft.gc.transform.allocation import ALLOCATIONS

LOADS: Final = frozenset({"getfield", "getarrayitem", "getitemfield", "gettail", "static_get", "weak_get"})
OWNING: Final = ALLOCATIONS | {"direct_call", "indirect_call", "exc_take", "finalizer_next", "raw_instance"}
ALIASES: Final = frozenset({"cast_pointer", "same_as"})
NO_OBJECTS: Final = frozenset({"tag_word"})
"""Operations whose result is no object although its type is a reference."""


def is_reference(value: Value) -> bool:
    """True for variables that may refer to a counted object."""
    return isinstance(value, Variable) and value.type is not None and bool(value.type.is_gc_pointer)


class Names:
    """The reference behind each variable of a block."""

    def __init__(self, block: Block) -> None:
        self._behind: dict[Value, Value] = {}
        for operation in block.operations:
            if operation.name in ALIASES and is_reference(operation.result):
                self._behind[operation.result] = self.behind(operation.args[0])

    def behind(self, value: Value) -> Value:
        """Return the value that this one is another name of, or itself."""
        return self._behind.get(value, value)


def origin(operation: Operation) -> str:
    """Return what the result of an operation, a reference, is: "owned", "loaded", "alias" or "none"."""
    name = operation.name
    if name in OWNING:
        return "owned"
    if name in LOADS:
        return "loaded"
    if name in ALIASES:
        return "alias"
    if name in NO_OBJECTS:
        return "none"
    raise AssertionError(f"{operation}: who owns the result?")


def owned_arguments(graph: Graph, sources: Set[str]) -> set[Variable]:
    """Return the block arguments that own references, of those origins; arguments of the function borrow."""
    blocks = list(graph.blocks())
    owned: set[Variable] = set()
    if is_reference(graph.returnblock.inputargs[0]):
        owned.add(graph.returnblock.inputargs[0])
    for block in blocks:
        names = Names(block)
        made: dict[Value, bool] = {
            op.result: origin(op) in sources
            for op in block.operations
            if is_reference(op.result) and origin(op) != "alias"
        }
        for link in block.exits:
            for value, argument in zip(link.args, link.target.inputargs, strict=True):
                if is_reference(value) and made.get(names.behind(value), False):
                    owned.add(argument)
    _spread(blocks, owned)
    return owned


def _spread(blocks: list[Block], owned: set[Variable]) -> None:
    """What gets an owned argument owns as well."""
    passes: dict[Value, list[Variable]] = {}
    for block in blocks:
        names = Names(block)
        for link in block.exits:
            for value, argument in zip(link.args, link.target.inputargs, strict=True):
                if is_reference(value):
                    passes.setdefault(names.behind(value), []).append(argument)
    work = [argument for block in blocks for argument in block.inputargs if argument in owned]
    while work:
        for argument in passes.get(work.pop(), ()):
            if argument not in owned:
                owned.add(argument)
                work.append(argument)
