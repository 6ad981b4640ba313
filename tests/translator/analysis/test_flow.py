"""Orders, dominators and loops of random graphs, against their definitions."""

import random

import pytest

from weft.flowspace.graph import DEFAULT, Block, Constant, Graph, Link, new_graph
from weft.rtyper.lltype.types import SIGNED
from weft.translator.analysis.flow import Flow


def random_shape(seed: int) -> Graph:
    choose = random.Random(seed)
    graph = new_graph("g", [])
    graph.returnblock.inputargs[0].type = SIGNED
    blocks = [graph.startblock, *(Block(f"b{i}") for i in range(choose.randint(0, 12)))]
    for block in blocks:
        targets = [choose.choice([*blocks, graph.returnblock]) for _ in range(choose.randint(1, 3))]
        cases = [None] if len(targets) == 1 else [*range(len(targets) - 1), DEFAULT]
        if len(targets) > 1:
            block.exitswitch = Constant(0, SIGNED)
        for case, target in zip(cases, targets, strict=True):
            args = [Constant(0, SIGNED)] if target is graph.returnblock else []
            block.exits.append(Link(list(args), target, case))
    return graph


def reachable_without(graph: Graph, removed: Block | None) -> set[Block]:
    found: set[Block] = set()
    stack = [graph.startblock]
    while stack:
        block = stack.pop()
        if block not in found and block is not removed:
            found.add(block)
            stack += [link.target for link in block.exits]
    return found


@pytest.mark.parametrize("seed", range(60))
def test_dominators(seed: int):
    graph = random_shape(seed)
    flow = Flow(graph)
    everything = reachable_without(graph, None)
    assert set(flow.order) == everything
    numbers = flow.tree_numbers()
    for above in flow.order:
        lost = everything - reachable_without(graph, above)
        for below in flow.order:
            expected = below in lost
            assert flow.dominates(above, below) == expected
            first, last = numbers[above]
            assert (first <= numbers[below][0] <= last) == expected


@pytest.mark.parametrize("seed", range(60))
def test_loops(seed: int):
    graph = random_shape(seed)
    flow = Flow(graph)
    for source, link in flow.back_links():
        assert flow.dominates(link.target, source)
    for header, members in flow.loops().items():
        assert header in members
        for member in members:
            assert flow.dominates(header, member)
        for member in members:
            if member is not header:
                assert all(source in members for source, _ in flow.entries[member])


def test_order_of_a_diamond():
    graph = new_graph("g", [])
    left, right, join = Block("left"), Block("right"), Block("join")
    graph.startblock.exitswitch = Constant(True)
    graph.startblock.exits = [Link([], left, False), Link([], right, True)]
    left.exits, right.exits = [Link([], join)], [Link([], join)]
    join.exits = [Link([Constant(None)], graph.returnblock)]
    flow = Flow(graph)
    assert [block.name for block in flow.order] == ["entry", "left", "right", "join", "return"]
    assert flow.dominators[join] is graph.startblock
