"""Every function of every benchmark, and of the acceptance programs, printed and parsed as a flow graph."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from weft.flowspace.build import FlowEnvironment, build_graph
from weft.flowspace.diagnostics import TranslationError
from weft.flowspace.graph import Graph
from weft.flowspace.operations import LocalFunction
from weft.flowspace.text import FlowDialect, parse_graph, parse_graphs, print_graph, print_graphs
from weft.flowspace.verify import verify_graph

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = [
    *sorted((ROOT / "benchmarks" / "targets").glob("*.py")),
    # Scripts without a guard would run when they are imported.
    *(path for path in sorted((ROOT / "tests" / "programs" / "ok").glob("*.py")) if "__name__ ==" in path.read_text()),
]


def load(path: Path) -> ModuleType:
    name = f"round_trip_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[name]
    return module


def functions(module: ModuleType) -> Iterator[FunctionType]:
    """Yield the functions of a module and the methods of its classes."""
    for value in list(vars(module).values()):
        if isinstance(value, type) and value.__module__ == module.__name__:
            members = [getattr(member, "__func__", member) for member in vars(value).values()]
            yield from (member for member in members if isinstance(member, FunctionType))
        elif isinstance(value, FunctionType) and value.__module__ == module.__name__:
            yield value


def graphs(module: ModuleType) -> Iterator[Graph]:
    """Yield the graphs of all functions, nested ones included."""
    environment = FlowEnvironment()
    pending: list[FunctionType | LocalFunction] = list(functions(module))
    while pending:
        try:
            graph = build_graph(pending.pop(), environment)
        except TranslationError:
            continue
        for _, operation in graph.operations():
            pending += [static for static in operation.statics if isinstance(static, LocalFunction)]
        yield graph


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_flow_graphs(path):
    dialect = FlowDialect()
    found = list(graphs(load(path)))
    assert found
    for graph in found:
        assert verify_graph(graph) == []
        for positions in (False, True, "full"):
            text = print_graph(graph, dialect, positions=positions)
            assert print_graph(parse_graph(text, dialect), dialect, positions=positions) == text
    text = print_graphs(found, FlowDialect())
    assert text == print_graphs(found, FlowDialect())
    dialect = FlowDialect()
    text = print_graphs(found, dialect)
    assert print_graphs(parse_graphs(text, dialect), dialect) == text
