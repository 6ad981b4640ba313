"""Graphs of functions that count references to generators."""

from __future__ import annotations

import pytest

from weft.flowspace.build import build_graph
from weft.flowspace.environment import FlowEnvironment
from weft.flowspace.graph import Graph
from weft.flowspace.held import Held, place_of
from weft.flowspace.text import FlowDialect, print_graphs
from weft.flowspace.verify import check


def numbers():
    yield 1


def leave_loop(limit):
    for x in numbers():
        if x == limit:
            break
    return limit


def assign():
    g = numbers()
    g = numbers()
    return g  # noqa: RET504 - what is tested


def share(g):
    h = g
    return next(h)


def plain(limit):
    return limit + 1


def _graphs(function, arguments=()) -> tuple[Graph, Graph]:
    """Return the graph as it is, and with the results of all calls and of `iter` counted."""
    environment = FlowEnvironment()
    before = build_graph(function, environment)
    operations = [operation for _, operation in before.operations() if operation.name in ("call", "iter")]
    held = Held(made={place_of(operation) for operation in operations}, arguments=set(arguments), concerned=True)
    environment = FlowEnvironment()
    environment.closing = {function.__code__: held}
    after = build_graph(function, environment)
    check(after)
    return before, after


LEAVE_LOOP = """\
graph @leave_loop {
entry(limit):
    v = call(@tests.flowspace.test_closing.numbers)
    iterator = iter(v)
    try
        ok                       -> block(limit, v, iterator)
        BaseException(exception) -> unwind.3(v, exception)
block(limit.1, v.1, iterator.1):
    release(v.1)
    goto loop(limit.1, iterator.1)
loop(limit.2, iterator.2):
    x = next(iterator.2)
    try
        ok                         -> block.1(limit.2, iterator.2, x)
        StopIteration(stop)        -> block.5(limit.2, iterator.2)
        BaseException(exception.1) -> unwind.2(iterator.2, exception.1)
block.1(limit.3, iterator.3, x.1):
    v.2 = eq(x.1, limit.3)
    try
        ok                         -> block.2(limit.3, iterator.3, v.2)
        BaseException(exception.2) -> unwind.1(iterator.3, exception.2)
block.2(limit.4, iterator.4, v.3):
    v.4 = bool(v.3)
    try
        ok                         -> block.3(limit.4, iterator.4, v.4)
        BaseException(exception.3) -> unwind(iterator.4, exception.3)
block.3(limit.5, iterator.5, v.5):
    switch v.5
        false -> loop(limit.5, iterator.5)
        true  -> block.4(limit.5, iterator.5)
block.4(limit.6, iterator.6):
    release(iterator.6)
    goto return(limit.6)
unwind(iterator.7, exception.4):
    release(iterator.7)
    goto raise(exception.4)
unwind.1(iterator.8, exception.5):
    release(iterator.8)
    goto raise(exception.5)
block.5(limit.7, iterator.9):
    release(iterator.9)
    goto return(limit.7)
unwind.2(iterator.10, exception.6):
    release(iterator.10)
    goto raise(exception.6)
unwind.3(v.6, exception.7):
    release(v.6)
    goto raise(exception.7)
}
"""

ASSIGN = """\
graph @assign {
entry():
    g = call(@tests.flowspace.test_closing.numbers)
    v = hold(g)
    g.1 = call(@tests.flowspace.test_closing.numbers)
    try
        ok                       -> block(v, g.1)
        BaseException(exception) -> unwind(v, exception)
block(v.1, g.2):
    v.2 = hold(g.2)
    release(v.1)
    acquire(g.2)
    release(v.2)
    goto return(g.2)
unwind(v.3, exception.1):
    defer(v.3)
    goto raise(exception.1)
}
"""

SHARE = """\
graph @share {
entry(g):
    acquire(g)
    v = hold(g)
    acquire(g)
    v.1 = hold(g)
    acquire(g)
    v.2 = next(g)
    try
        ok                       -> block(g, v, v.1, v.2)
        BaseException(exception) -> unwind(g, v, v.1, exception)
block(g.1, v.3, v.4, v.5):
    release(g.1)
    release(v.3)
    release(v.4)
    goto return(v.5)
unwind(g.2, v.6, v.7, exception.1):
    release(g.2)
    defer(v.6)
    defer(v.7)
    goto raise(exception.1)
}
"""


@pytest.mark.parametrize(
    ("function", "arguments", "expected"), [(leave_loop, [], LEAVE_LOOP), (assign, [], ASSIGN), (share, ["g"], SHARE)]
)
def test_golden(function, arguments, expected) -> None:
    """What CPython drops is released: by `iter`, `break`, the end of a loop, assignment, return and exceptions."""
    before, after = _graphs(function, arguments)
    assert not {operation.name for _, operation in before.operations()} & {"acquire", "release", "hold", "defer"}
    assert print_graphs([after], FlowDialect()).strip() == expected.strip()


def test_functions_without_generators_stay_as_they_are() -> None:
    environment = FlowEnvironment()
    text = print_graphs([build_graph(plain, environment)], FlowDialect())
    environment.closing = {numbers.__code__: Held(concerned=True)}
    assert print_graphs([build_graph(plain, environment)], FlowDialect()) == text
