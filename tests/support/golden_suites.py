"""The suites of the golden tests: how each level builds, transforms, verifies and runs graphs."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

from tests.support.flow_interpreter import FlowInterpreter
from tests.support.test_ops import FLOW_TEST_OPERATIONS, LOW_LEVEL_TEST_OPERATIONS
from weft.flowspace import edit
from weft.flowspace.graph import Graph
from weft.flowspace.operations import OPERATIONS, LocalFunction
from weft.flowspace.text import Dialect, FlowDialect
from weft.flowspace.verify import check
from weft.rtyper.llinterp.errors import LowLevelException
from weft.rtyper.llinterp.interpreter import Interpreter
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.printing import LowLevelDialect
from weft.rtyper.lltype.types import OBJECT
from weft.rtyper.lltype.values import ClassTable, FunctionValue, StructValue, new_class_table
from weft.rtyper.program import Program


def _split(graph: Graph, index: str = "1") -> None:
    edit.split_block(graph.startblock, int(index), "rest")


def _copy(graph: Graph) -> None:
    copy = edit.copy_graph(graph).graph
    graph.startblock, graph.returnblock, graph.exceptblock = copy.startblock, copy.returnblock, copy.exceptblock


def _insert_blocks(graph: Graph) -> None:
    for link in list(graph.links()):
        edit.insert_block_on_link(link)


EDITS: dict[str, Callable[..., object]] = {
    "copy": _copy,
    "split": _split,
    "insert-blocks": _insert_blocks,
    "remove-unreachable": edit.remove_unreachable,
    "eliminate-dead-inputargs": edit.eliminate_dead_inputargs,
}
"""The edits of `flowspace/edit.py` as steps of golden tests, applied to each graph."""


class FlowSuite:
    """High-level graphs; with [python], [run] is done by the interpreter of flow graphs."""

    def __init__(self) -> None:
        self._graphs: list[Graph] = []
        self._interpreter = FlowInterpreter()
        self._functions: dict[str, FunctionType] = {}

    def dialect(self) -> Dialect:
        return FlowDialect(operations={**OPERATIONS, **FLOW_TEST_OPERATIONS})

    def build(self, source: str) -> list[Graph]:
        namespace: dict[str, Any] = {"__name__": "case"}
        exec(compile(source, "case.py", "exec"), namespace)
        self._functions = {name: value for name, value in namespace.items() if isinstance(value, FunctionType)}
        self._interpreter.files.add("case.py")
        graphs = [self._interpreter.graph(function) for function in self._functions.values()]
        for graph in graphs:  # grows: nested functions follow those that make them
            for _, operation in graph.operations():
                nested = [static for static in operation.statics if isinstance(static, LocalFunction)]
                graphs += [self._interpreter.graph(function) for function in nested]
        return graphs

    def load(self, graphs: list[Graph], dialect: Dialect) -> None:
        self._graphs = graphs

    def graphs(self) -> list[Graph]:
        return self._graphs

    def apply(self, step: str) -> None:
        name, *arguments = re.findall(r"[\w-]+", step)
        for graph in self._graphs:
            EDITS[name](graph, *arguments)

    def verify(self) -> None:
        for graph in self._graphs:
            check(graph)

    def run(self, line: str) -> None:
        """`expression`, or `expression raises Class`."""

        def caller(function: FunctionType) -> Callable[..., Any]:
            return lambda *arguments: self._interpreter.call(function, *arguments)

        namespace = {name: caller(function) for name, function in self._functions.items()}
        expression, _, raised = line.partition(" raises ")
        try:
            value = eval(expression, namespace)
        except Exception as error:
            assert type(error).__name__ == raised.strip(), f"{expression} raised {error!r}"
        else:
            assert not raised, f"{expression} raised nothing"
            assert value, f"{line} is not true"


class LowLevelSuite:
    """Rtyped graphs: passes are those of `translator/pass_table.py`, [run] is done by llinterp."""

    def __init__(self) -> None:
        self._graphs: list[Graph] = []
        self._functions: dict[str, FunctionValue] = {}
        self._program: Program | None = None
        self._context: Any = None

    def dialect(self) -> Dialect:
        return LowLevelDialect(operations={**OPS, **LOW_LEVEL_TEST_OPERATIONS})

    def build(self, source: str) -> list[Graph]:
        raise NotImplementedError("[python] for low-level graphs")

    def load(self, graphs: list[Graph], dialect: Dialect) -> None:
        assert isinstance(dialect, LowLevelDialect)
        self._graphs = graphs
        functions = [dialect.function_of(graph) for graph in graphs]
        self._functions = {function.name: function for function in functions}
        self._program = make_program(functions, dialect) if functions else None

    def graphs(self) -> list[Graph]:
        return self._graphs

    def apply(self, step: str) -> None:
        if self._context is None:
            base = importlib.import_module("weft.translator.pass_base")
            self._context = base.PassContext(self._program)
        name = re.match(r"[\w-]+", step)
        if name is not None and name[0] in EDITS:
            for graph in self._graphs:
                EDITS[name[0]](graph, *re.findall(r"[\w-]+", step)[1:])
            return
        base = importlib.import_module("weft.translator.pass_base")
        parsed = importlib.import_module("weft.translator.pass_table").parse_pass(step)
        if isinstance(parsed, base.GraphPass):
            for graph in self._graphs:
                parsed.run(graph, self._context)
        else:
            parsed.run(self._program, self._context)
        self._context.properties -= parsed.destroys
        self._context.properties |= parsed.establishes

    def verify(self) -> None:
        dominance = self._context is not None and "self-contained-blocks" not in self._context.properties
        for graph in self._graphs:
            check(graph, typed=True, dominance=dominance)

    def run(self, line: str) -> None:
        """`expression`, or `expression raises Class`; functions are called by the names of their graphs."""
        assert self._program is not None
        interpreter = Interpreter(self._program, max_operations=100_000)

        def caller(function: FunctionValue) -> Callable[..., Any]:
            return lambda *arguments: interpreter.run(function, arguments)

        namespace = {name: caller(function) for name, function in self._functions.items()}
        expression, _, raised = line.partition(" raises ")
        try:
            value = eval(expression, namespace)
        except LowLevelException as error:
            assert error.class_name == raised.strip(), f"{expression} raised {error.class_name}"
        else:
            assert not raised, f"{expression} raised nothing"
            assert value, f"{line} is not true"


def make_program(functions: Sequence[FunctionValue], dialect: LowLevelDialect) -> Program:
    """Return a program of functions that came from text; the first is its entry, the others are exported."""
    tables: dict[str, ClassTable] = {}
    instances: dict[tuple[str, str], StructValue] = {}

    def exception_table(name: str) -> ClassTable:
        if name not in tables:
            declared = dialect.symbols.resolve(name) if name in dialect.symbols else None
            parent = None if name == "BaseException" else exception_table("BaseException")
            tables[name] = declared if isinstance(declared, ClassTable) else new_class_table(name, parent)
        return tables[name]

    def prebuilt_exception(name: str, message: str) -> StructValue:
        if (name, message) not in instances:
            instance = instances[name, message] = StructValue(OBJECT)
            instance.fields["cls"] = exception_table(name)
        return instances[name, message]

    root = exception_table("BaseException")
    root_class = new_class_table("object", None)
    return Program(functions[0], root_class, root, exception_table, prebuilt_exception, list(functions[1:]))
