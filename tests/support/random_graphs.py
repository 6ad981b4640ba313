"""A hypothesis strategy for well-formed high-level graphs, in which every construct of the model occurs."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.support.test_ops import FLOW_TEST_OPERATIONS
from weft.flowspace.graph import (
    DEFAULT,
    RAISES,
    Block,
    Constant,
    Graph,
    Link,
    Operation,
    Value,
    Variable,
    new_graph,
)
from weft.flowspace.operations import OPERATIONS

DIALECT_OPERATIONS = {**OPERATIONS, **FLOW_TEST_OPERATIONS}

NAMES = st.one_of(
    st.sampled_from(["x", "y", "i", "x.1", "null", "true", "goto", ".0", "return", "ok", "été", "9lives", ""]),
    st.text(max_size=4),
)
LITERALS = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=5),
        st.binary(max_size=5),
        st.sampled_from([len, ValueError, [], {}]),
    ),
    lambda items: st.lists(items, max_size=3).map(tuple),
    max_leaves=5,
)


@st.composite
def random_graphs(draw: Any) -> Graph:
    """Blocks with random operations; each ends with a goto, switch or guarded operation."""
    graph = new_graph(draw(NAMES) or "f", [Variable(draw(NAMES)) for _ in range(draw(st.integers(0, 3)))])
    others = [
        Block(draw(NAMES), [Variable(draw(NAMES)) for _ in range(draw(st.integers(0, 3)))])
        for _ in range(draw(st.integers(0, 5)))
    ]
    targets = [*others, graph.returnblock, graph.exceptblock]
    for block in [graph.startblock, *others]:
        _fill(draw, block, targets)
    return graph


def _fill(draw: Any, block: Block, targets: list[Block]) -> None:
    visible: list[Value] = list(block.inputargs)
    for _ in range(draw(st.integers(0, 4))):
        name = draw(st.sampled_from(["add", "not_", "newlist", "test.pure", "test.sink", "test.risky"]))
        spec = DIALECT_OPERATIONS[name]
        arity = draw(st.integers(0, 3)) if spec.arity is None else spec.arity
        operation = Operation(spec, [_value(draw, visible) for _ in range(arity)], Variable(draw(NAMES)))
        block.operations.append(operation)
        visible.append(operation.result)

    def link(case: Any, values: list[Value], exception: Variable | None = None) -> Link:
        target = draw(st.sampled_from(targets))
        return Link([_value(draw, values) for _ in target.inputargs], target, case, exception)

    kind = draw(st.sampled_from(["goto", "bool", "int", "raises"]))
    if kind == "raises" and block.operations:
        block.exitswitch = RAISES
        block.exits = [link(None, visible)]
        for case in draw(st.lists(st.sampled_from([ValueError, KeyError, Exception]), min_size=1, unique=True)):
            exception = Variable(draw(NAMES))
            block.exits.append(link(case, [*visible[:-1], exception], exception))
    elif kind == "bool":
        block.exitswitch = _value(draw, visible)
        block.exits = [link(False, visible), link(True, visible)]
    elif kind == "int":
        block.exitswitch = _value(draw, visible)
        cases = draw(st.lists(st.integers(-3, 300), max_size=4, unique=True))
        block.exits = [link(case, visible) for case in [*cases, DEFAULT]]
    else:
        block.exits = [link(None, visible)]


def _value(draw: Any, visible: list[Value]) -> Any:
    if visible and draw(st.integers(0, 3)):
        return draw(st.sampled_from(visible))
    return Constant(draw(LITERALS))
