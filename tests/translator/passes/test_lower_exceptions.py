"""Lowering of exceptions: the lowered program does what the program did, tracebacks included."""

import pytest

from tests.translator.support import TestProgram
from weft.flowspace.verify import check
from weft.translator.passes.lower_exceptions import LowerExceptions
from weft.translator.passes.pass_live_variables import PassLiveVariables
from weft.translator.passes.remove_redundant_arguments import RemoveRedundantArguments
from weft.translator.passes.simplify_blocks import SimplifyBlocks

CALLS = """
graph @check -> Signed {
entry(x: Signed):
    neg: Bool = int_lt(x, 0)
    switch neg
        false -> fine(x)
        true  -> bad()
fine(x: Signed):
    y: Signed = int_add_ovf(x, 1) !3
    z: Signed = int_mul_ovf(y, y) !4
    goto return(z)
bad():
    traceback_add(@a_ValueError: *BaseException) !5
    goto raise(@a_ValueError: *BaseException)
}
graph @plain -> Signed {
entry(x: Signed):
    y: Signed = int_add(x, 1)
    goto return(y)
}
graph @main -> Signed {
entry(n: Signed):
    goto loop(n, 0, 0)
loop(n: Signed, i: Signed, total: Signed):
    more: Bool = int_lt(i, n)
    switch more
        false -> return(total)
        true  -> body(n, i, total)
body(n: Signed, i: Signed, total: Signed):
    j: Signed = direct_call(@plain, i) !10
    v: Signed = direct_call(@check, j) !11
    w: Signed = int_sub(5, j)
    u: Signed = direct_call(@check, w) !12
    try
        ok -> next(n, j, total, v, u)
        @ValueError(e: *BaseException) -> next(n, j, total, v, 0)
        @OverflowError(e: *BaseException) -> return(-1)
next(n: Signed, j: Signed, total: Signed, v: Signed, u: Signed):
    t: Signed = int_add(total, u)
    t2: Signed = int_add(t, v)
    goto loop(n, j, t2)
}
"""

HANDLERS = """
graph @overflowing -> Signed {
entry(x: Signed):
    y: Signed = int_mul_ovf(x, x) !1
    goto return(y)
}
graph @main -> Signed {
entry(x: Signed):
    y: Signed = int_add_ovf(x, 1) !2
    try
        ok -> second(y)
        @LookupError(e: *BaseException) -> return(-1)
second(y: Signed):
    z: Signed = int_add_ovf(y, 1) !3
    try
        ok -> third(z)
        @ArithmeticError(e: *BaseException) -> caught(e)
third(z: Signed):
    w: Signed = direct_call(@overflowing, z) !4
    try
        ok -> return(w)
        @LookupError(e: *BaseException) -> return(-3)
        @BaseException(e: *BaseException) -> again(e)
again(e: *BaseException):
    goto raise(e)
caught(e: *BaseException):
    traceback_add(e) !9
    goto raise(e)
}
"""

ALLOCATION = """
type Node = struct { value: Signed }
graph @main -> Signed {
entry(n: Signed):
    node: *Node = malloc[struct Node]() !1
    setfield[value](node, n)
    a: *array(Signed) = malloc_varsize[array(Signed)](n) !2
    try
        ok -> fine(node, a)
        @MemoryError(e: *BaseException) -> return(-1)
fine(node: *Node, a: *array(Signed)):
    b: *array(Signed) = malloc_varsize[array(Signed)](-1) !3
    goto return(1)
}
"""


@pytest.mark.parametrize("simplified", [False, True])
@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (CALLS, [0, 3, 10]),
        (HANDLERS, [1, 2**63 - 1, 2**63 - 2, 2**62]),
        (ALLOCATION, [-5, 5]),
    ],
)
def test_lowered_program_behaves_the_same(text: str, arguments: list[int], simplified: bool):
    program = TestProgram(text)
    before = [program.run(argument) for argument in arguments * 2]
    if simplified:
        program.apply(RemoveRedundantArguments(), SimplifyBlocks())
    program.apply(LowerExceptions())
    for graph in program.graphs:
        check(graph, typed=True, dominance=True)
    assert [program.run(argument) for argument in arguments * 2] == before
    program.apply(SimplifyBlocks(), RemoveRedundantArguments(), PassLiveVariables())
    for graph in program.graphs:
        check(graph, typed=True)
    assert [program.run(argument) for argument in arguments * 2] == before


def test_tracebacks():
    program = TestProgram(CALLS)
    program.apply(LowerExceptions())
    assert program.run(-3, name="check") == ("raise", "ValueError", [("", 5)])
    assert program.run(2**40, name="check") == ("raise", "OverflowError", [("", 4)])
    program = TestProgram(HANDLERS)
    program.apply(LowerExceptions())
    assert program.run(2**62) == ("raise", "OverflowError", [("", 4), ("", 1)])
    assert program.run(2**63 - 2) == ("raise", "OverflowError", [("", 9), ("", 3)])


def test_no_test_after_calls_that_cannot_raise():
    program = TestProgram(CALLS)
    program.apply(LowerExceptions())
    tests = [operation for _, operation in program.graphs[2].operations() if operation.name == "exc_pending"]
    assert len(tests) == 2


def test_lowering_twice_is_refused():
    program = TestProgram(CALLS)
    program.apply(LowerExceptions())
    with pytest.raises(AssertionError, match="lowered before"):
        program.apply(LowerExceptions())
