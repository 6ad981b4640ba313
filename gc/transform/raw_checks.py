"""`--lldebug`: every use of an instance of a raw class is preceded by a check that it was not freed."""

from __future__ import annotations

from collections.abc import Set

from weft.flowspace.graph import Operation
from weft.rtyper.lltype.types import OBJECT, Ptr, Struct
from weft.rtyper.program import Program
from weft.translator.passes.graph_edits import new_operation

USES = frozenset({"getfield", "setfield"})


def insert_raw_checks(program: Program) -> None:
    """Insert the checks; exceptions were lowered."""
    graphs = list(dict.fromkeys(program.graphs()))
    raw: set[Struct] = set()  # asked for membership only
    for graph in graphs:
        for _, operation in graph.operations():
            if operation.name == "raw_instance":
                struct: Struct | None = operation.statics[0]
                while struct is not None and struct is not OBJECT:
                    raw.add(struct)
                    struct = struct.parent
    for graph in graphs if raw else []:
        for block in graph.blocks():
            if any(_uses(operation, raw) for operation in block.operations):
                block.operations = [new for operation in block.operations for new in _checked(operation, raw)]


def _uses(operation: Operation, raw: Set[Struct]) -> bool:
    pointer = operation.args[0].type if operation.name in USES else None
    return isinstance(pointer, Ptr) and pointer.to in raw


def _checked(operation: Operation, raw: Set[Struct]) -> list[Operation]:
    if not _uses(operation, raw):
        return [operation]
    return [new_operation("raw_instance_check", [operation.args[0]], operation.span), operation]
