"""Programs made of text, for tests of passes: exception classes and instances are predeclared.

The text may use @BaseException, @Exception, @ValueError, ..., and as instances @a_ValueError, ...; the last graph
of the text is the entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weft.flowspace.graph import Graph
from weft.flowspace.text import SymbolTable, parse_graphs, print_graphs
from weft.rtyper.llinterp import Interpreter, LowLevelException
from weft.rtyper.lltype.printing import LowLevelDialect
from weft.rtyper.lltype.types import EXCEPTION, FuncType, Ptr, Struct
from weft.rtyper.lltype.values import ClassTable, FunctionValue, StructValue, new_class_table
from weft.rtyper.program import Program
from weft.translator.pass_base import GraphPass, Pass, PassContext, ProgramPass
from weft.translator.passes.pass_live_variables import pass_live_variables

EXCEPTIONS = (
    ("BaseException", None),
    ("Exception", "BaseException"),
    ("ValueError", "Exception"),
    ("LookupError", "Exception"),
    ("IndexError", "LookupError"),
    ("KeyError", "LookupError"),
    ("ArithmeticError", "Exception"),
    ("OverflowError", "ArithmeticError"),
    ("MemoryError", "Exception"),
    ("RuntimeError", "Exception"),
    ("RecursionError", "RuntimeError"),
)


class TestProgram:
    """A program parsed from text, with what is needed to print and run it."""

    __test__ = False

    def __init__(self, text: str, structs: Sequence[Struct] = (), values: Mapping[str, object] | None = None) -> None:
        self.symbols = SymbolTable()
        for name, value in (values or {}).items():
            self.symbols.bind(value, name)
        self.tables: dict[str, ClassTable] = {}
        self.instances: dict[str, StructValue] = {}
        object_table = new_class_table("object", None)
        for name, parent in EXCEPTIONS:
            table = new_class_table(name, self.tables[parent] if parent else object_table)
            self.tables[name] = table
            self.symbols.bind(table, name)
            self.symbols.bind(self.instance(name), f"a_{name}")
        self.dialect = LowLevelDialect(self.symbols, structs=structs)
        self.graphs = parse_graphs(text, self.dialect)
        functions = [self.function(graph) for graph in self.graphs]
        self.program = Program(
            entry=functions[-1],
            root_class=object_table,
            root_exception=self.tables["BaseException"],
            exception_table=self.tables.__getitem__,
            prebuilt_exception=lambda name, message: self.instance(name),
            exported=functions[:-1],
        )
        self.context = PassContext(self.program)

    def instance(self, name: str) -> StructValue:
        """Return the prebuilt instance of an exception class."""
        found = self.instances.get(name)
        if found is None:
            found = self.instances[name] = StructValue(EXCEPTION)
            found.fields["cls"] = self.tables[name]
        return found

    def function(self, graph: Graph) -> FunctionValue:
        """Return the function of a parsed graph."""
        for function in self.dialect.functions.values():
            if function.graph is graph:
                return function
        type_ = FuncType(tuple(v.type for v in graph.arguments), graph.result.type)
        return self.dialect.functions.setdefault(graph.name, FunctionValue(graph.name, type_, graph))

    def apply(self, *passes: Pass) -> bool:
        """Run passes one after the other; True if any changed something."""
        changed = False
        for step in passes:
            if isinstance(step, GraphPass):
                for graph in list(self.program.graphs()):
                    changed |= step.run(graph, self.context)
            else:
                assert isinstance(step, ProgramPass)
                changed |= step.run(self.program, self.context)
        return changed

    def text(self) -> str:
        """Print the graphs in the order of the input, with self-contained blocks."""
        for graph in self.graphs:
            pass_live_variables(graph)
        return print_graphs(self.graphs, self.dialect)

    def run(self, *arguments: object, name: str | None = None) -> tuple[object, ...]:
        """Interpret: ("ok", result), or ("raise", class name, traceback)."""
        function = self.program.entry if name is None else self.dialect.functions[name]
        machine = Interpreter(self.program, max_operations=1_000_000, max_depth=50)
        try:
            return ("ok", machine.run(function, list(arguments)))
        except LowLevelException as error:
            return ("raise", error.class_name, machine.traceback(error.value))


EXCEPTION_POINTER = Ptr(EXCEPTION)
