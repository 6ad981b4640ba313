"""What the rtyper hands to the passes and the back end: the whole program in low-level graphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from weft.flowspace.graph import Constant, Graph
from weft.rtyper.lltype.types import LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, ClassTable, FunctionValue, StaticVariable, StructValue

_TRAVERSED = (FunctionValue, StructValue, ArrayValue, ClassTable, StaticVariable)


@dataclass(slots=True, eq=False)
class Program:
    """A rtyped program.

    `entry` is the function the executable calls; `exported` further functions to keep (for `Translation`).
    `root_exception` is the class table of BaseException; `exception_table(name)` finds that of a built-in class and
    `prebuilt_exception(name, message)` makes (once) a constant instance for errors raised by lowered operations.
    """

    entry: FunctionValue
    root_class: ClassTable
    root_exception: ClassTable
    exception_table: Callable[[str], ClassTable]
    prebuilt_exception: Callable[[str, str], StructValue]
    exported: list[FunctionValue] = field(default_factory=list)
    collector: dict[str, FunctionValue] = field(default_factory=dict)
    """The functions of the memory manager that the run-time calls, by name."""
    heap_checks: bool = False
    """The memory manager is to check the heap at each collection."""
    unwind_everywhere: bool = False
    """Every function has to be able to save the stack."""
    exceptions_lowered: bool = False
    """Set by the pass `lower-exceptions`: exceptions are a pending word from then on."""

    def functions(self) -> list[FunctionValue]:
        """Return the functions with graphs that are reachable from the entries, in a deterministic order.

        Reaches through constants of the graphs, prebuilt data, class tables and static variables.
        """
        roots = [self.entry, *self.exported, *self.collector.values()]
        return [f for f in reachable_values(roots) if isinstance(f, FunctionValue) and f.graph]

    def graphs(self) -> Iterator[Graph]:
        """Yield the graphs of `functions()`."""
        for function in self.functions():
            yield function.graph


def reachable_values(roots: list[Any]) -> list[Any]:
    """Return every FunctionValue, StructValue, ArrayValue, ClassTable and StaticVariable reachable from the roots.

    Depth first in the order of first mention, hence deterministic.  A class table reaches its parents but not its
    subclasses (those matter only if something refers to them).
    """
    seen: dict[int, Any] = {}
    stack = list(reversed(roots))
    while stack:
        value = stack.pop()
        if isinstance(value, _TRAVERSED) and id(value) not in seen:
            seen[id(value)] = value
            stack.extend(reversed(children(value)))
    return list(seen.values())


def children(value: Any) -> list[Any]:
    """Return what a value refers to directly."""
    match value:
        case FunctionValue(graph=None):
            return []
        case FunctionValue():
            return _graph_constants(value.graph)
        case StructValue():
            return [*value.fields.values(), *(value.tail if _holds_pointers(value.type.tail) else ())]
        case ArrayValue():
            return value.items if isinstance(value.type.item, Ptr | Struct) else []
        case ClassTable():
            return [value.parent, *value.fields.values()]
        case StaticVariable():
            return [value.value]
    raise AssertionError(value)


def _holds_pointers(tail: tuple[str, LowLevelType] | None) -> bool:
    return tail is not None and isinstance(tail[1], Ptr | Struct)


def _graph_constants(graph: Graph) -> list[Any]:
    found: list[Any] = []
    for block in graph.blocks():
        for operation in block.operations:
            found.extend(arg.value for arg in operation.args if isinstance(arg, Constant))
            found.extend(s for s in operation.statics if isinstance(s, StaticVariable | ClassTable))
        for link in block.exits:
            found.extend(arg.value for arg in link.args if isinstance(arg, Constant))
            if isinstance(link.exitcase, ClassTable):
                found.append(link.exitcase)
    return found
