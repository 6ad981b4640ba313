"""What a pass is: its protocol, its context, and the two forms of graphs that passes see.

Graphs come from the rtyper with *self-contained blocks*: a block uses only its own input arguments and results.
The passes also accept, and leave behind, the *dominance form*: a block may use any variable whose definition
dominates it, and has input arguments only where values really merge.  (The first form is a special case of the
second.)  `remove-redundant-arguments` leads to the dominance form, in which values have one name and graphs are much
smaller; `pass-live-variables` leads back, and is the last step of every pipeline.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from weft.flowspace.graph import Graph
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.program import Program
from weft.translator.analysis.call_graph import call_graph
from weft.translator.analysis.side_effects import SideEffects, side_effects

PROPERTIES: frozenset[str] = frozenset({"self-contained-blocks", "exceptions-lowered", "stack-checks-inserted"})
"""What passes may require, establish or destroy."""


@dataclass(slots=True)
class PassContext:
    """What passes may know besides their graph."""

    program: Program
    log: Callable[[str], None] = lambda text: None
    """Takes one line about what a pass did (shown with -v)."""
    properties: set[str] = field(default_factory=lambda: {"self-contained-blocks"})
    _side_effects: SideEffects | None = None
    _functions: dict[Graph, FunctionValue] | None = None

    def graphs(self) -> list[Graph]:
        """Return the graphs that the program reaches (those that became unreachable lately may be among them)."""
        return list(self._known_functions())

    def function_of(self, graph: Graph) -> FunctionValue | None:
        """Return a function that has this graph, if the program reaches one."""
        return self._known_functions().get(graph)

    def _known_functions(self) -> dict[Graph, FunctionValue]:
        if self._functions is None:
            found = self._functions = {}
            for function in self.program.functions():
                found.setdefault(function.graph, function)
        return self._functions

    def side_effects(self) -> SideEffects:
        """Return what functions write; computed once, as passes remove effects but never add any."""
        if self._side_effects is None:
            self._side_effects = side_effects(call_graph(self.graphs()))
        return self._side_effects

    def forget_functions(self) -> None:
        """The functions that the program reaches may have changed."""
        self._functions = None


@dataclass(frozen=True, slots=True)
class Pass(ABC):
    """A transformation with options (the fields of the subclass)."""

    name: ClassVar[str]
    requires: ClassVar[frozenset[str]] = frozenset()
    forbids: ClassVar[frozenset[str]] = frozenset()
    establishes: ClassVar[frozenset[str]] = frozenset()
    destroys: ClassVar[frozenset[str]] = frozenset({"self-contained-blocks"})

    def spec(self) -> str:
        """Return the pass with its options as text, like `inline{threshold=32}`; `pass_table.parse_pass` reads it."""
        options = ",".join(f"{f.name}={_option_text(getattr(self, f.name))}" for f in fields(self))
        return f"{self.name}{{{options}}}" if options else self.name


@dataclass(frozen=True, slots=True)
class GraphPass(Pass):
    """A pass that looks at one graph at a time."""

    @abstractmethod
    def run(self, graph: Graph, context: PassContext) -> bool:
        """Transform the graph in place; return True if anything changed."""


@dataclass(frozen=True, slots=True)
class ProgramPass(Pass):
    """A pass that needs all graphs at once."""

    @abstractmethod
    def run(self, program: Program, context: PassContext) -> bool:
        """Transform the program in place; return True if anything changed."""


def _option_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
