"""Locals that may be unbound, kept in cells: for the rare function where copies of blocks would be too many.

`symbolic_execution` makes a copy of a block for each pattern of unbound locals.  If that gets out of hand, the locals
whose state differs move to cells, which are empty while the local is unbound.
"""

from __future__ import annotations

from typing import Final

from weft.flowspace.bytecode import Bytecode

_IN_CELL: Final = {"LOAD_FAST": "LOAD_DEREF", "STORE_FAST": "STORE_DEREF", "DELETE_FAST": "DELETE_DEREF"}
_SAVING: Final = frozenset({"LOAD_FAST_AND_CLEAR", "RESTORE_FAST", "MAKE_CELL"})


def movable_to_cells(bytecode: Bytecode, slots: set[int]) -> set[int]:
    """Return those of the slots that can be cells: not shared with an inlined comprehension, not cells already."""
    kept = set()
    for instruction in bytecode.instructions:
        if instruction.op in _SAVING:
            kept.add(instruction.arg[0] if instruction.op == "RESTORE_FAST" else instruction.arg)
    return slots - kept


def move_to_cells(bytecode: Bytecode, slots: set[int]) -> None:
    """Make the instructions use cells for these slots; the cells have to be there from the start."""
    for instruction in bytecode.instructions:
        if instruction.op in _IN_CELL and instruction.arg in slots:
            instruction.op = _IN_CELL[instruction.op]
