from __future__ import annotations

import pytest

from tests.support.test_ops import FLOW_TEST_OPERATIONS, LOW_LEVEL_TEST_OPERATIONS
from weft.flowspace.diagnostics import InternalError, SourceSpan
from weft.flowspace.edit import copy_graph
from weft.flowspace.graph import RAISES, Constant, Graph, Link, Operation, Variable, new_graph
from weft.flowspace.text import FlowDialect, parse_graph
from weft.flowspace.verify import Finding, check, verify_graph
from weft.rtyper.lltype.printing import LowLevelDialect
from weft.rtyper.lltype.types import BOOL, SIGNED

GOOD = """
graph @f {
start(x):
    y = test.risky(x)
    try
        ok              -> next(x, y)
        ValueError(exc) -> raise(exc)
next(x, y):
    c = test.pure(x, y)
    switch c
        false -> start2(y)
        true  -> return(1)
start2(x):
    switch x
        1       -> return(x)
        2       -> return(x)
        default -> start2(x)
}
"""


def flow(text: str) -> Graph:
    return parse_graph(text, FlowDialect(operations=FLOW_TEST_OPERATIONS))


def low(text: str) -> Graph:
    return parse_graph(text, LowLevelDialect(operations=LOW_LEVEL_TEST_OPERATIONS))


def blocks(graph: Graph):
    return {block.name: block for block in graph.blocks()}


def broken(change, invariant: str, text: str = GOOD, **options) -> list[Finding]:
    """Apply a change to the good graph; assert that findings of this invariant, and of no other, result."""
    graph = flow(text)
    assert verify_graph(graph) == []
    change(graph, blocks(graph))
    findings = verify_graph(graph, **options)
    assert {finding.invariant for finding in findings} == {invariant}
    return findings


def test_defined_twice():
    def change(graph, b):
        b["start2"].inputargs[0] = b["next"].inputargs[0]
        b["start2"].exitswitch = b["next"].inputargs[0]
        for link in b["start2"].exits:
            link.args = [b["next"].inputargs[0]]

    broken(change, "definitions")


def test_used_elsewhere():
    def change(graph, b):
        b["next"].operations[0].args[0] = graph.startblock.inputargs[0]

    assert "uses x" in broken(change, "scoping")[0].message


def test_used_before_definition():
    def change(graph, b):
        b["next"].operations.append(Operation(FLOW_TEST_OPERATIONS["test.pure"], [], Variable("late")))
        b["next"].operations[0].args[0] = b["next"].operations[1].result

    broken(change, "scoping")


def test_exception_is_local_to_its_link():
    def change(graph, b):
        b["start"].exits[0].args[0] = b["start"].exits[1].exception

    broken(change, "scoping")


def test_guarded_result_is_not_visible_where_it_raised():
    def change(graph, b):
        b["start"].exits[1].args[0] = b["start"].operations[0].result

    broken(change, "scoping")


def test_link_arity():
    broken(lambda graph, b: b["start2"].exits[0].args.clear(), "links")


def test_dead_end():
    def change(graph, b):
        b["start2"].exits = []
        b["start2"].exitswitch = None

    assert "no way on" in broken(change, "final blocks")[0].message


def test_final_block_with_operations():
    def change(graph, b):
        operation = Operation(FLOW_TEST_OPERATIONS["test.source"], [], Variable("v"))
        graph.returnblock.operations.append(operation)

    broken(change, "final blocks")


@pytest.mark.parametrize(
    ("block", "cases"),
    [
        ("next", [True, False]),
        ("next", [False, False]),
        ("next", [0, 1]),
        ("next", [None, True]),
        ("start2", [1, 2, 3]),
        ("start2", [1, True, 3]),
        ("start", [ValueError, None]),
        ("start", [None, None]),
    ],
)
def test_exit_cases(block, cases):
    def change(graph, b):
        for link, case in zip(b[block].exits, cases, strict=True):
            link.exitcase = case

    broken(change, "exits")


def test_guard_without_operation():
    graph = new_graph("f", [])
    exception = Variable("e")
    graph.startblock.exitswitch = RAISES
    graph.startblock.exits = [
        Link([Constant(1)], graph.returnblock),
        Link([exception], graph.exceptblock, ValueError, exception),
    ]
    assert [finding.message for finding in verify_graph(graph)] == ["no operation is guarded"]


def test_nothing_chooses():
    def change(graph, b):
        b["next"].exitswitch = None

    broken(change, "exits")


def test_operand_counts():
    def change(graph, b):
        operation = Operation(FLOW_TEST_OPERATIONS["test.source"], [Constant(1)], Variable("v"), statics=(1,))
        b["next"].operations.append(operation)

    assert len(broken(change, "operations")) == 2


def test_dominance_form():
    text = """
graph @f {
start(x):
    y = test.risky(x)
    try
        ok             -> a()
        ValueError(e)  -> b()
a():
    z = test.pure(y, x)
    goto c(z)
b():
    test.sink(e, x)
    goto c(x)
c(w):
    v = test.pure(x, w)
    goto return(v)
}
"""
    graph = flow(text)
    assert verify_graph(graph, dominance=True) == []
    assert {finding.invariant for finding in verify_graph(graph)} == {"scoping"}
    assert verify_graph(copy_graph(graph).graph, dominance=True) == []
    b = blocks(graph)
    for block, value in (
        ("b", b["start"].operations[0].result),  # it raised
        ("a", b["start"].exits[1].exception),  # it did not raise
        ("c", b["a"].operations[0].result),  # a does not dominate c
        ("start", b["c"].operations[0].result),
        ("c", b["c"].operations[0].result),  # before its definition
    ):
        operation = b[block].operations[0]
        kept, operation.args = operation.args, [value]
        assert {finding.invariant for finding in verify_graph(graph, dominance=True)} == {"scoping"}
        operation.args = kept


TYPED = """
graph @f -> Signed {
start(x: Signed):
    y: Bool = test.pure[Bool](x)
    switch y
        false -> return(x)
        true  -> return(1)
}
"""


def test_types():
    assert verify_graph(low(TYPED), typed=True) == []


def test_missing_type():
    graph = low(TYPED)
    graph.startblock.operations[0].args[0] = Constant(1)
    assert [str(finding) for finding in verify_graph(graph, typed=True)] == [
        "[all typed] block start: (1) has no type in y = test.pure[Bool]((1))"
    ]


def test_types_of_links_and_results():
    graph = low(TYPED)
    graph.returnblock.inputargs[0].type = BOOL
    assert {finding.invariant for finding in verify_graph(graph, typed=True)} == {"link types"}
    graph = low(TYPED)
    graph.startblock.operations[0].statics = (SIGNED,)
    assert {finding.invariant for finding in verify_graph(graph, typed=True)} == {"result types"}
    graph = low(TYPED)
    graph.startblock.exitswitch = graph.startblock.inputargs[0]
    assert {finding.invariant for finding in verify_graph(graph, typed=True)} == {"switch types"}


def test_check_raises_with_position():
    graph = flow(GOOD)
    span = SourceSpan("a.py", "f", 7)
    graph.startblock.operations[0].span = span
    graph.startblock.operations[0].args = [Variable("nowhere")]
    with pytest.raises(InternalError) as caught:
        check(graph, phase="after copying")
    assert caught.value.span == span
    assert "uses nowhere" in str(caught.value)
    check(flow(GOOD))
