"""Whether an operation may overwrite the place in memory that a reference was loaded from.

Places are told apart by the name of the field, the type of the array or of the object with the tail, the static
variable.  Of a function they are collected with those of all it may call; stores into new objects do not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from weft.flowspace.graph import Graph, Operation
from weft.translator.analysis.call_graph import CallGraph, call_graph, direct_callee

STORES: Final = {"setfield": 1, "setarrayitem": 2, "setitemfield": 2, "settail": 2}
"""Operation -> where the value is among the operands."""
KINDS: Final = {
    "getfield": "field",
    "setfield": "field",
    "getarrayitem": "item",
    "setarrayitem": "item",
    "getitemfield": "item",
    "setitemfield": "item",
    "arraycopy": "item",
    "gettail": "tail",
    "settail": "tail",
    "tailcopy": "tail",
}
Place: TypeAlias = tuple[str, Any]


def place_of(operation: Operation) -> Place | None:
    """Return the place that an operation loads from or stores to, None if it does neither."""
    name = operation.name
    if name in ("static_get", "static_set"):
        return "static", operation.statics[0]
    kind = KINDS.get(name)
    if kind is None:
        return None
    if kind == "field":
        return kind, operation.statics[0]
    return kind, operation.args[1 if name in ("arraycopy", "tailcopy") else 0].type


def _written(operation: Operation) -> Place | None:
    """Return the place of which an operation overwrites a reference."""
    name = operation.name
    if name in STORES and not operation.args[STORES[name]].type.is_gc_pointer:
        return None
    if name in STORES or name in ("arraycopy", "tailcopy", "static_set"):
        return place_of(operation)
    return None


@dataclass(frozen=True, slots=True)
class Overwriting:
    """The answer, for one program."""

    places: Mapping[Graph, Set[Place] | None]
    """What each function may overwrite; None: anything.  For membership tests only."""

    def may_overwrite(self, operation: Operation, place: Place) -> bool:
        """True if an operation may change that place in any object."""
        if operation.name == "direct_call":
            graph = direct_callee(operation).graph
            return graph is not None and self._may(graph, place)
        if operation.name == "indirect_call":
            targets = operation.statics[0]
            return targets is None or any(self._may(target, place) for target in targets)
        return _written(operation) == place

    def _may(self, graph: Graph, place: Place) -> bool:
        places = self.places.get(graph, frozenset())  # what is no part of the program is never called
        return places is None or place in places


def overwriting(graphs: list[Graph], first: Mapping[Operation, bool]) -> Overwriting:
    """Analyse a program, given all its graphs and the stores into new objects; external functions overwrite nothing."""
    calls = call_graph(graphs)
    places: dict[Graph, Set[Place] | None] = {}
    for component in calls.components():
        found = _places(component, calls, places, first)
        places.update(dict.fromkeys(component, found))
    return Overwriting(places)


def _places(
    component: list[Graph], calls: CallGraph, known: Mapping[Graph, Set[Place] | None], first: Mapping[Operation, bool]
) -> Set[Place] | None:
    """Return what functions that call each other may overwrite."""
    result: set[Place] = set()
    for graph in component:
        if graph in calls.unknown_calls:
            return None
        for _, operation in graph.operations():
            place = _written(operation)
            if place is not None and operation not in first:
                result.add(place)
        for callee in calls.callees[graph]:
            if callee in known:
                places = known[callee]
                if places is None:
                    return None
                result |= places
    return result
