"""Which lists are only made to be repeated: in `[x] * n` the list `[x]` need not exist.

`repeated_items(graph, annotation_of)` is the entry point.
"""

from __future__ import annotations

from collections.abc import Callable

from weft.annotator.lattice import Annotation, SomeBig, SomeBool, SomeInteger, SomeList
from weft.flowspace.graph import Graph, Operation, Value


def repeated_items(graph: Graph, annotation_of: Callable[[Value], Annotation]) -> dict[Value, Value]:
    """Return the lists of one item that an annotated flow graph only multiplies by integers, with their items."""
    displays: dict[Value, Value] = {
        operation.result: operation.args[0]
        for _, operation in graph.operations()
        if operation.name == "newlist" and len(operation.args) == 1
    }
    if not displays:
        return displays
    multiplied: dict[Value, Value] = {}
    for block in graph.blocks():
        for operation in block.operations:
            multiplies = _multiplies(operation, annotation_of)
            for arg in operation.args:
                if arg in displays and multiplies:
                    multiplied[arg] = displays[arg]
                elif arg in displays:
                    del displays[arg]
        for link in block.exits:
            for arg in link.args:
                displays.pop(arg, None)
    return {value: item for value, item in multiplied.items() if value in displays}


def _multiplies(operation: Operation, annotation_of: Callable[[Value], Annotation]) -> bool:
    """True for the multiplication of a list by an integer."""
    if operation.name != "mul":
        return False
    left, right = (annotation_of(arg) for arg in operation.args)
    if isinstance(left, SomeList):
        return isinstance(right, SomeInteger | SomeBool | SomeBig)
    return isinstance(left, SomeInteger | SomeBool) and isinstance(right, SomeList)
