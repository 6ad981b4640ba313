"""The part that all transformers share: replacing the `malloc*` operations of every graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from weft.flowspace.graph import Graph, Operation
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.ops.spec import OpSpec
from weft.rtyper.lltype.references import has_references
from weft.rtyper.lltype.types import Array, Struct
from weft.rtyper.program import Program

RAW: Final[Mapping[str, OpSpec]] = {
    "malloc:raw": OPS["raw_alloc"],
    "malloc_varsize:raw": OPS["raw_alloc_varsize"],
    "malloc_varsize_uninit:raw": OPS["raw_alloc_varsize"],
}
ALLOCATIONS: Final = frozenset({"malloc", "malloc_varsize", "malloc_varsize_uninit"})


def items_name(type_: Struct | Array) -> str:
    """Return the name of the variable-size part of an array or a struct with a tail."""
    if isinstance(type_, Array):
        return "items"
    assert type_.tail is not None
    return type_.tail[0]


def replace_allocations(program: Program, replacements: Mapping[str, OpSpec]) -> None:
    """Replace every allocation by the operation that `replacements` has for it.

    Keys are `NAME` (with references), `NAME:atomic` (none; falls back to `NAME`) and `NAME:raw` (not collected).
    Operations on variable sizes get the name of the items as second static.
    """
    atomic: dict[Struct | Array, bool] = {}
    for graph in dict.fromkeys(program.graphs()):
        for _, operation in graph.operations():
            if operation.name in ALLOCATIONS:
                _replace(operation, replacements, atomic)


def replace_raw_allocations(graphs: Iterable[Graph]) -> None:
    """Replace the allocations of memory that is not collected."""
    for graph in graphs:
        for _, operation in graph.operations():
            if operation.name in ALLOCATIONS and not operation.statics[0].gc:
                if has_references(operation.statics[0]):
                    raise AssertionError(f"{operation}: memory that is not collected holds references")
                _replace(operation, RAW, {})


def _replace(operation: Operation, replacements: Mapping[str, OpSpec], atomic: dict[Struct | Array, bool]) -> None:
    type_ = operation.statics[0]
    name = operation.name
    if not type_.gc:
        key = name + ":raw"
    else:
        if type_ not in atomic:
            atomic[type_] = not has_references(type_)
        key = name + ":atomic" if atomic[type_] and name + ":atomic" in replacements else name
    operation.spec = replacements[key]
    if name != "malloc":
        operation.statics = (type_, items_name(type_))
