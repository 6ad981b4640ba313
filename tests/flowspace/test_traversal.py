from __future__ import annotations

from weft.flowspace.graph import Graph
from weft.flowspace.text import FlowDialect, parse_graph
from weft.flowspace.traversal import (
    back_edges,
    defined_variables,
    immediate_dominators,
    loop_headers,
    predecessors,
    reverse_postorder,
    use_counts,
)

NESTED = """
graph @f {
start(n):
    goto outer(n)
outer(n):
    switch n
        false -> return(n)
        true  -> inner(n)
inner(n):
    switch n
        false -> outer(n)
        true  -> split(n)
split(n):
    m = neg(n)
    switch m
        1       -> left(n)
        2       -> right(n)
        default -> join(m)
left(n):
    goto join(n)
right(n):
    goto join(n)
join(n):
    goto inner(n)
}
"""


def graph() -> Graph:
    return parse_graph(NESTED, FlowDialect())


def test_predecessors():
    entries = {block.name: [source.name for source, _ in links] for block, links in predecessors(graph()).items()}
    assert entries == {
        "start": [],
        "outer": ["start", "inner"],
        "return": ["outer"],
        "inner": ["outer", "join"],
        "split": ["inner"],
        "left": ["split"],
        "join": ["split", "left", "right"],
        "right": ["split"],
    }


def test_reverse_postorder():
    order = [block.name for block in reverse_postorder(graph())]
    assert order == ["start", "outer", "return", "inner", "split", "left", "right", "join"]


def test_back_edges():
    assert [(block.name, link.target.name) for block, link in back_edges(graph())] == [
        ("join", "inner"),
        ("inner", "outer"),
    ]
    assert [block.name for block in loop_headers(graph())] == ["inner", "outer"]


def test_dominators():
    dominators = immediate_dominators(reverse_postorder(graph()))
    assert {block.name: above.name for block, above in dominators.items()} == {
        "start": "start",
        "outer": "start",
        "return": "outer",
        "inner": "outer",
        "split": "inner",
        "left": "split",
        "right": "split",
        "join": "split",
    }


def test_uses_and_definitions():
    g = graph()
    split = next(block for block in g.blocks() if block.name == "split")
    n, m = defined_variables(split)
    counts = use_counts(g)
    assert (counts[n], counts[m]) == (3, 2)


def test_deep_graphs_do_not_recurse():
    parts = [f"b{i}(x):\n    goto b{i + 1}(x)" for i in range(5000)]
    g = parse_graph("graph @f {\n" + "\n".join(parts) + "\nb5000(x):\n    goto return(x)\n}", FlowDialect())
    assert len(reverse_postorder(g)) == 5002
    assert len(immediate_dominators(reverse_postorder(g))) == 5002
