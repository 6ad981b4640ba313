"""What functions write: for each graph, the heap locations that it or anything it calls may write.

Locations are classes of memory, not addresses: a field of a struct (as declared by the struct that introduces it),
the items of an array type, the tail of a struct, a static variable.  Sets of them are bit masks handed out by
`Locations`; `EVERYTHING` has all bits.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from weft.flowspace.graph import Graph, Operation
from weft.rtyper.lltype.ops import Effect
from weft.rtyper.lltype.types import LowLevelType, Ptr, Struct
from weft.translator.analysis.call_graph import CallGraph, direct_callee

EVERYTHING: Final = -1


@dataclass(slots=True, eq=False)
class Locations:
    """Numbers the locations of a program, as bits."""

    bits: dict[Hashable, int] = field(default_factory=dict)

    def bit(self, *key: Hashable) -> int:
        """Return the bit of a location."""
        found = self.bits.get(key)
        if found is None:
            found = self.bits[key] = 1 << len(self.bits)
        return found

    def field(self, struct: LowLevelType, name: str) -> int:
        """Return the bit of a field."""
        assert isinstance(struct, Struct)
        return self.bit("field", declaring_struct(struct, name), name)

    def read(self, operation: Operation) -> int:
        """Return what a reading operation reads; 0 if that is never written after its initialisation."""
        match operation.spec.name:
            case "getfield":
                return self.field(_target(operation), operation.statics[0])
            case "getarrayitem":
                return self.bit("items", _target(operation))
            case "getitemfield":
                return self.bit("items", _target(operation), operation.statics[0])
            case "gettail" | "gettail_wide":
                return self.bit("tail", _target(operation))
            case "static_get":
                return self.bit("static", operation.statics[0])
        return EVERYTHING

    def written(self, operation: Operation) -> int:
        """Return what an operation other than a call may write."""
        effects = operation.spec.effects
        if Effect.WRITE not in effects:
            return 0
        match operation.spec.name:
            case "setfield":
                return self.field(_target(operation), operation.statics[0])
            case "setarrayitem":
                return self.bit("items", _target(operation))
            case "setitemfield":
                return self.bit("items", _target(operation), operation.statics[0])
            case "settail" | "settail_wide":
                return self.bit("tail", _target(operation))
            case "arraycopy" | "tail_to_array":
                return self.array(_target(operation, 1))
            case "tailcopy" | "array_to_tail":
                return self.bit("tail", _target(operation, 1))
            case "arrayfill":
                return self.array(_target(operation))
            case "tailfill":
                return self.bit("tail", _target(operation))
            case "static_set":
                return self.bit("static", operation.statics[0])
            case "exc_set" | "exc_set_new" | "exc_take":
                return 0
        return EVERYTHING

    def array(self, array: LowLevelType) -> int:
        """Return the bits of everything in the items of an array."""
        mask = self.bit("items", array)
        item = getattr(array, "item", None)
        if isinstance(item, Struct):
            for name in item.all_fields():
                mask |= self.bit("items", array, name)
        return mask


def declaring_struct(struct: Struct, name: str) -> Struct:
    """Return the struct in the chain of parents that has the field."""
    found: Struct | None = struct
    while found is not None:
        if name in found.fields:
            return found
        found = found.parent
    return struct


def _target(operation: Operation, position: int = 0) -> LowLevelType:
    type_ = operation.args[position].type
    assert isinstance(type_, Ptr)
    return type_.to


@dataclass(slots=True, eq=False)
class SideEffects:
    """What each graph may write, callees included."""

    locations: Locations
    graphs: dict[Graph, int]

    def operation(self, operation: Operation) -> int:
        """Return what an operation may write, calls included."""
        match operation.spec.name:
            case "direct_call":
                function = direct_callee(operation)
                if function.graph is None:
                    return 0 if function.pure else EVERYTHING
                return self.graphs.get(function.graph, EVERYTHING)
            case "indirect_call":
                if operation.statics[0] is None:
                    return EVERYTHING
                mask = 0
                for target in operation.statics[0]:
                    mask |= self.graphs.get(target, EVERYTHING)
                return mask
        return self.locations.written(operation)


def side_effects(calls: CallGraph) -> SideEffects:
    """Compute the effects of all graphs, callees before callers."""
    locations = Locations()
    result = SideEffects(locations, {})
    for component in calls.components():
        mask = 0
        for graph in component:
            mask |= _own_writes(graph, locations)
            if graph in calls.unknown_calls or any(not function.pure for function in calls.external[graph]):
                mask = EVERYTHING
            for callee in calls.callees[graph]:
                mask |= result.graphs.get(callee, 0)
        for graph in component:
            result.graphs[graph] = mask
    return result


def _own_writes(graph: Graph, locations: Locations) -> int:
    mask = 0
    for block in graph.blocks():
        for operation in block.operations:
            if Effect.WRITE in operation.spec.effects and not operation.spec.name.endswith("_call"):
                mask |= locations.written(operation)
    return mask
