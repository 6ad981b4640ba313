"""What golden files cannot show: identity of symbols, positions, broken graphs, and random graphs."""

from __future__ import annotations

import collections
import enum
import math
import operator
from time import perf_counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.support.random_graphs import DIALECT_OPERATIONS, random_graphs
from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import DEFAULT, RAISES, Block, Constant, Graph, Link, Operation, Variable, new_graph
from weft.flowspace.operations import OPERATIONS, GlobalVariable
from weft.flowspace.text import FlowDialect, GraphSyntaxError, SymbolTable, parse_graph, print_graph, print_graphs
from weft.flowspace.verify import verify_graph


def one_block(*operations: Operation, result: Variable | Constant | None = None) -> Graph:
    graph = new_graph("f", [])
    graph.startblock.operations = list(operations)
    graph.startblock.exits = [Link([result or Constant(None)], graph.returnblock)]
    return graph


def sink(*values: object) -> Operation:
    return Operation(OPERATIONS["newtuple"], [Constant(value) for value in values], Variable("v"))


def sunk(graph: Graph) -> list[object]:
    return [value.value for value in graph.startblock.operations[0].args if isinstance(value, Constant)]


class Colour(enum.IntEnum):
    RED = 1


class Text(str):
    pass


Pair = collections.namedtuple("Pair", "x y")  # noqa: PYI024


class Program:
    def method(self):
        return [lambda: 1, lambda: 2]


def test_symbols_resolve_to_identical_objects():
    first, second = Program(), Program()
    objects = [first, second, first, [], [], {}, len, operator.add, math, Program, Program.method, first.method,
               Text("x"), Colour.RED, Pair(1, 2), *first.method(), tuple(range(100)), ..., 1j,
               GlobalVariable("m", "x", {})]  # fmt: skip
    dialect = FlowDialect()
    text = print_graph(one_block(sink(*objects)), dialect)
    parsed = parse_graph(text, dialect)
    for before, after in zip(objects, sunk(parsed), strict=True):
        assert after is before
    assert print_graph(parsed, dialect) == text


def test_symbols_are_readable_and_numbered_by_first_mention():
    dialect = FlowDialect()
    values: list[Any] = [len, operator.add, [], [], Program, Program(), math]
    names = [dialect.symbol(value) for value in values]
    assert names == ["@len", "@_operator.add", "@list~1", "@list~2", f"@{__name__}.Program", f"@{__name__}.Program~1",
                     "@math"]  # fmt: skip
    functions = Program().method()
    plain = f"@{__name__}.Program.method.<locals>.<lambda>"
    assert [dialect.symbol(function) for function in functions] == [plain, f"{plain}~2"]


def test_known_symbols_can_be_given():
    thing = object()
    dialect = FlowDialect(SymbolTable({"thing": thing}))
    text = "graph @f {\nentry():\n    goto return(@thing)\n}\n"
    (constant,) = parse_graph(text, dialect).startblock.exits[0].args
    assert isinstance(constant, Constant) and constant.value is thing
    assert print_graph(parse_graph(text, dialect), dialect) == text


def test_equal_literals_of_different_types_stay_apart():
    values = [True, 1, 1.0, False, 0, 0.0, -0.0]
    parsed = sunk(parse_graph(print_graph(one_block(sink(*values)), FlowDialect()), FlowDialect()))
    assert [(type(value), repr(value)) for value in parsed] == [(type(value), repr(value)) for value in values]


def test_huge_integers():
    values = [10**5000, -(10**5000)]
    assert sunk(parse_graph(print_graph(one_block(sink(*values)), FlowDialect()), FlowDialect())) == values


def test_positions():
    graph = one_block(sink(1), sink(2), sink(3))
    graph.span = SourceSpan("a.py", "f", 1, 0, 9, 5)
    graph.startblock.operations[0].span = SourceSpan("a.py", "f", 3, 4, 3, 9)
    graph.startblock.operations[1].span = SourceSpan("other file.py", "<lambda>", 7, 0, 8, 1)
    assert "!" not in print_graph(graph, FlowDialect())
    lines = print_graph(graph, FlowDialect(), positions=True)
    assert "newtuple(1)  !3\n" in lines and "newtuple(2)  !7\n" in lines and "newtuple(3)\n" in lines
    full = print_graph(graph, FlowDialect(), positions="full")
    assert full.splitlines()[0] == "graph @f !1:0-9:5 'a.py' 'f' {"
    parsed = parse_graph(full, FlowDialect())
    assert parsed.span == graph.span
    assert [operation.span for operation in parsed.startblock.operations] == [
        operation.span for operation in graph.startblock.operations
    ]
    for positions in (True, "full"):
        text = print_graph(graph, FlowDialect(), positions=positions)
        assert print_graph(parse_graph(text, FlowDialect()), FlowDialect(), positions=positions) == text


def test_graphs_of_the_same_name():
    graphs = [one_block(sink(i)) for i in range(3)]
    dialect = FlowDialect()
    text = print_graphs(graphs, dialect)
    assert [line for line in text.splitlines() if line.startswith("graph")] == [
        "graph @f {", "graph @f~2 {", "graph @f~3 {"]  # fmt: skip
    assert print_graphs(graphs, dialect) == text


def test_broken_graphs_are_printed_all_the_same():
    graph = one_block(result=Variable("lost"))
    assert "goto return(?lost)" in print_graph(graph, FlowDialect())
    graph.startblock.exits.append(Link([], graph.exceptblock, 5))
    assert "switch ?" in print_graph(graph, FlowDialect())
    with pytest.raises(GraphSyntaxError):
        parse_graph(print_graph(graph, FlowDialect()), FlowDialect())


def test_parsed_structure():
    text = """
graph @f {
entry(x):
    y = add(x, 1)
    try
        ok              -> next(y)
        ValueError(exc) -> raise(exc)
next(y):
    switch y
        0       -> return(1)
        default -> return(2)
}
"""
    graph = parse_graph(text, FlowDialect())
    entry = graph.startblock
    assert entry.exitswitch is RAISES
    assert [link.exitcase for link in entry.exits] == [None, ValueError]
    assert entry.exits[1].args == [entry.exits[1].exception]
    assert [link.exitcase for link in entry.exits[0].target.exits] == [0, DEFAULT]
    assert graph.argument_names == ("x",)
    assert verify_graph(graph) == []


def test_error_positions():
    with pytest.raises(GraphSyntaxError) as caught:
        parse_graph("graph @f {\nentry(x):\n    goto there(x)\n}\n", FlowDialect())
    assert (caught.value.line, caught.value.column) == (3, 10)
    assert str(caught.value) == "3:10: there is no block 'there'\n    goto there(x)\n         ^"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_graphs())
def test_random_graphs_round_trip(graph):
    assert verify_graph(graph) == []
    dialect = FlowDialect(operations=DIALECT_OPERATIONS)
    text = print_graph(graph, dialect)
    parsed = parse_graph(text, dialect)
    assert print_graph(parsed, dialect) == text
    assert verify_graph(parsed) == []
    assert [len(block.operations) for block in parsed.blocks()] == [len(block.operations) for block in graph.blocks()]


def large_graph(blocks: int) -> Graph:
    graph = new_graph("large", [Variable("x")])
    block = graph.startblock
    for _ in range(blocks):
        value = block.inputargs[0]
        for _ in range(5):
            operation = Operation(OPERATIONS["add"], [value, Constant(1)], Variable("v"))
            block.operations.append(operation)
            value = operation.result
        following = Block("block", [Variable("x")])
        block.exits = [Link([value], following)]
        block = following
    block.exits = [Link([block.inputargs[0]], graph.returnblock)]
    return graph


def test_time_is_linear():
    def seconds(blocks: int) -> float:
        start = perf_counter()
        dialect = FlowDialect()
        parse_graph(print_graph(large_graph(blocks), dialect), dialect)
        return perf_counter() - start

    seconds(100)
    small, large = min(seconds(500) for _ in range(3)), min(seconds(4000) for _ in range(2))
    assert large < 8 * small * 4
