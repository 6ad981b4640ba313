"""Properties of the edits on random graphs; their effects are shown by data/edit.flow."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.random_graphs import DIALECT_OPERATIONS, random_graphs
from weft.flowspace.edit import (
    copy_graph,
    eliminate_dead_inputargs,
    insert_block_on_link,
    remove_unreachable,
    split_block,
    substitute,
)
from weft.flowspace.graph import Constant, Graph
from weft.flowspace.text import FlowDialect, parse_graph, print_graph
from weft.flowspace.traversal import defined_variables
from weft.flowspace.verify import verify_graph

random = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def text(graph: Graph) -> str:
    return print_graph(graph, FlowDialect(operations=DIALECT_OPERATIONS))


@random
@given(random_graphs())
def test_copies_are_equal_and_separate(graph):
    before = text(graph)
    copied = copy_graph(graph)
    assert text(copied.graph) == before
    variables = [variable for block in graph.blocks() for variable in defined_variables(block)]
    assert all(copied.variables[variable] is not variable for variable in variables)
    copies = [variable for block in copied.graph.blocks() for variable in defined_variables(block)]
    assert not set(copies) & set(variables)
    assert [copied.variables[variable] for variable in variables] == copies
    for block in copied.graph.blocks():
        block.operations.clear()
    assert text(graph) == before


@random
@given(random_graphs(), st.data())
def test_edits_keep_graphs_well_formed(graph, data):
    for block in list(graph.blocks()):
        if block.operations and data.draw(st.booleans()):
            split_block(block, data.draw(st.integers(0, len(block.operations) - 1)))
    assert verify_graph(graph) == []
    for link in list(graph.links()):
        if data.draw(st.booleans()):
            insert_block_on_link(link)
    assert verify_graph(graph) == []
    operations = [operation.spec for _, operation in graph.operations()]
    eliminate_dead_inputargs(graph)
    assert verify_graph(graph) == []
    assert [operation.spec for _, operation in graph.operations()] == operations
    assert not eliminate_dead_inputargs(graph)


def test_copy_keeps_a_final_block_that_is_not_reached():
    graph = parse_graph("graph @f {\nstart(x):\n    goto return(x)\n}", FlowDialect())
    copied = copy_graph(graph, "g")
    assert copied.graph.name == "g"
    assert copied.graph.exceptblock is not graph.exceptblock
    assert copied.graph.exceptblock.inputargs[0] is copied.variables[graph.exceptblock.inputargs[0]]


def test_guarded_operation_stays_with_its_exits():
    source = "graph @f {\nstart(x):\n  y = neg(x)\n  try\n  ok -> return(y)\n  ValueError(e) -> raise(e)\n}"
    graph = parse_graph(source, FlowDialect())
    with pytest.raises(ValueError, match="guarded"):
        split_block(graph.startblock, 1)
    link = split_block(graph.startblock, 0)
    assert link.target.raises
    assert verify_graph(graph) == []


def test_substitute():
    source = "graph @f {\nstart(x, y):\n  z = add(x, y)\n  switch x\n  false -> return(x)\n  true -> return(z)\n}"
    graph = parse_graph(source, FlowDialect())
    x, y = graph.arguments
    substitute(graph.startblock, {x: y, y: Constant(3)})
    assert text(graph) == (
        "graph @f {\nstart(x, y):\n    z = add(y, 3)\n    switch y\n"
        "        false -> return(y)\n        true  -> return(z)\n}\n"
    )


def test_constant_switch_without_matching_case():
    source = "graph @f {\nstart(x):\n  switch 5\n  1 -> return(x)\n  2 -> return(x)\n}"
    with pytest.raises(ValueError, match="no exit"):
        remove_unreachable(parse_graph(source, FlowDialect()))
