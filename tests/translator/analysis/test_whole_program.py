"""Call graph, can-raise, side effects and cold blocks, on small programs."""

from tests.translator.support import TestProgram
from weft.translator.analysis.call_graph import address_taken, call_graph
from weft.translator.analysis.can_raise import can_raise
from weft.translator.analysis.cold_blocks import cold_blocks
from weft.translator.analysis.side_effects import EVERYTHING, side_effects

TEXT = """
type Node = struct { value: Signed, other: Signed }
extern @external(Signed) -> Signed
graph @pure -> Signed {
entry(x: Signed):
    y: Signed = int_add(x, 1)
    goto return(y)
}
graph @caught -> Signed {
entry(x: Signed):
    y: Signed = int_add_ovf(x, 1)
    try
        ok                                -> return(y)
        @ArithmeticError(e: *BaseException) -> return(0)
}
graph @raising -> Signed {
entry(x: Signed):
    y: Signed = int_add_ovf(x, 1)
    goto return(y)
}
graph @even -> Signed {
entry(x: Signed):
    y: Signed = direct_call(@odd, x)
    goto return(y)
}
graph @odd -> Signed {
entry(x: Signed):
    y: Signed = direct_call(@even, x)
    z: Signed = direct_call(@caught, y)
    goto return(z)
}
graph @partly -> Signed {
entry(x: Signed):
    y: Signed = direct_call(@raising, x)
    try
        ok                              -> return(y)
        @LookupError(e: *BaseException) -> return(0)
}
graph @fully -> Signed {
entry(x: Signed):
    y: Signed = direct_call(@raising, x)
    try
        ok                                -> return(y)
        @BaseException(e: *BaseException) -> return(0)
}
graph @writes -> Signed {
entry(p: *Node):
    setfield[value](p, 1)
    y: Signed = indirect_call[(@raising, @pure)](@raising, 1)
    goto return(y)
}
graph @unknown -> Signed {
entry(f: *func(Signed) Signed):
    y: Signed = indirect_call[null](f, 1)
    goto return(y)
}
graph @calls_out -> Signed {
entry(x: Signed):
    y: Signed = direct_call(@external, x)
    goto return(y)
}
"""


def names(graphs):
    return sorted(graph.name for graph in graphs)


def test_call_graph():
    program = TestProgram(TEXT)
    graphs = {graph.name: graph for graph in program.graphs}
    calls = call_graph(program.context.graphs())
    assert names(calls.callees[graphs["odd"]]) == ["caught", "even"]
    assert names(calls.callees[graphs["writes"]]) == ["pure", "raising"]
    assert names(calls.callers()[graphs["raising"]]) == ["fully", "partly", "writes"]
    assert calls.sites[graphs["raising"]] == 2
    assert names(calls.unknown_calls) == ["unknown"]
    assert [f.name for f in calls.external[graphs["calls_out"]]] == ["external"]
    components = [names(component) for component in calls.components()]
    assert ["even", "odd"] in components
    assert components.index(["caught"]) < components.index(["even", "odd"])


def test_address_taken():
    program = TestProgram(TEXT)
    program.program.exported = []
    program.program.entry = program.function(program.graphs[7])
    assert names(address_taken(program.program)) == ["raising", "writes"]


def test_can_raise():
    program = TestProgram(TEXT)
    analysis = can_raise(program.program, program.context.graphs())
    found = names(graph for graph in program.graphs if analysis.graph(graph))
    assert found == ["calls_out", "partly", "raising", "unknown", "writes"]


def test_side_effects():
    program = TestProgram(TEXT)
    effects = side_effects(call_graph(program.context.graphs()))
    by_name = {graph.name: effects.graphs[graph] for graph in program.graphs}
    node = program.graphs[7].arguments[0].type.to
    assert by_name["writes"] == effects.locations.field(node, "value")
    assert by_name["even"] == 0
    assert by_name["unknown"] == by_name["calls_out"] == EVERYTHING


def test_cold_blocks():
    program = TestProgram("""
graph @main -> Signed {
entry(x: Signed):
    y: Signed = int_add_ovf(x, 1)
    try
        ok                                -> test(y)
        @OverflowError(e: *BaseException) -> handler(e)
handler(e: *BaseException):
    goto more(0)
more(x: Signed):
    z: Signed = int_add(x, 1)
    goto return(z)
test(y: Signed):
    bad: Bool = int_lt(y, 0)
    switch bad
        false -> return(y)
        true  -> worse()
worse():
    goto worst()
worst():
    traceback_add(@a_ValueError: *BaseException)
    goto raise(@a_ValueError: *BaseException)
}
""")
    assert sorted(block.name for block in cold_blocks(program.graphs[0])) == [
        "handler",
        "more",
        "raise",
        "worse",
        "worst",
    ]
