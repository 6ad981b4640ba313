"""The low-level interpreter: operations, exceptions at both levels, limits, traces, statistics."""

import pytest

from tests.translator.support import TestProgram
from weft.rtyper.llinterp import Interpreter, InterpreterError, LimitExceeded, LowLevelException
from weft.rtyper.lltype.values import ArrayValue, StructValue
from weft.translator.passes.lower_exceptions import LowerExceptions

LOOP = """
type Node = struct { value: Signed, next: *Node }
graph @main -> Signed {
entry(n: Signed):
    goto build(n, 0, null: *Node)
build(n: Signed, i: Signed, head: *Node):
    more: Bool = int_lt(i, n)
    switch more
        false -> sum(head, 0)
        true  -> one(n, i, head)
one(n: Signed, i: Signed, head: *Node):
    node: *Node = malloc[struct Node]()
    setfield[value](node, i)
    setfield[next](node, head)
    j: Signed = int_add(i, 1)
    goto build(n, j, node)
sum(node: *Node, total: Signed):
    last: Bool = ptr_iszero(node)
    switch last
        false -> add(node, total)
        true  -> return(total)
add(node: *Node, total: Signed):
    v: Signed = getfield[value](node)
    t: Signed = int_add(total, v)
    next: *Node = getfield[next](node)
    goto sum(next, t)
}
"""

RECURSION = """
graph @down -> Signed {
entry(n: Signed):
    stack_check()
    m: Signed = int_sub(n, 1) !2
    zero: Bool = int_eq(n, 0)
    switch zero
        false -> more(m)
        true  -> return(0)
more(m: Signed):
    r: Signed = direct_call(@down, m) !3
    goto return(r)
}
"""

SWITCH = """
graph @main -> Signed {
entry(x: Signed):
    switch x
        1       -> return(10)
        2       -> return(20)
        default -> return(-1)
}
"""

NULL = """
type Node = struct { value: Signed }
graph @inner -> Signed {
entry(p: *Node):
    v: Signed = getfield[value](p) !7
    goto return(v)
}
graph @main -> Signed {
entry(x: Signed):
    v: Signed = direct_call(@inner, null: *Node) !9
    goto return(v)
}
"""

CALLS = """
extern @host(Signed) -> Signed
graph @callee -> Signed {
entry(x: Signed):
    y: Signed = direct_call(@host, x)
    goto return(y)
}
graph @main -> Signed {
entry(f: *func(Signed) Signed, x: Signed):
    y: Signed = indirect_call[null](f, x) !4
    try
        ok                                 -> return(y)
        @ValueError(e: *BaseException)     -> return(-1)
        @LookupError(e: *BaseException)    -> again(e)
again(e: *BaseException):
    goto raise(e)
}
"""


def test_heap_and_statistics():
    program = TestProgram(LOOP)
    machine = Interpreter(program.program)
    assert machine.run(program.program.entry, [10]) == 45
    assert machine.mallocs == {"malloc": 10}
    assert machine.executed > 100


def test_switch():
    program = TestProgram(SWITCH)
    assert [program.run(x) for x in (1, 2, 3)] == [("ok", 10), ("ok", 20), ("ok", -1)]


def test_limit():
    program = TestProgram(LOOP)
    with pytest.raises(LimitExceeded, match="more than 50 operations"):
        Interpreter(program.program, max_operations=50).run(program.program.entry, [1000])


def test_recursion_is_found_by_stack_checks():
    program = TestProgram(RECURSION)
    machine = Interpreter(program.program, max_depth=20)
    assert machine.run(program.program.entry, [19]) == 0
    with pytest.raises(LowLevelException) as caught:
        machine.run(program.program.entry, [100])
    assert caught.value.class_name == "RecursionError"
    assert machine.run(program.program.entry, [19]) == 0


def test_undefined_behaviour_has_a_trace():
    program = TestProgram(NULL)
    with pytest.raises(InterpreterError) as caught:
        program.run(1)
    names = [(name, span.line) for name, span, _ in caught.value.trace if span]
    assert names == [("inner", 7), ("main", 9)]
    assert "getfield" in str(caught.value)


@pytest.mark.parametrize("lowered", [False, True])
def test_exceptions_of_external_functions(lowered: bool):
    program = TestProgram(CALLS)
    if lowered:
        program.apply(LowerExceptions())

    def host(x: int) -> int:
        if x < 0:
            raise ValueError
        if x > 100:
            raise KeyError
        return x + 1

    program.symbols.resolve("host").evaluate = host
    machine = Interpreter(program.program)
    callee = program.dialect.functions["callee"]
    assert machine.run(program.program.entry, [callee, 5]) == 6
    assert machine.run(program.program.entry, [callee, -5]) == -1
    with pytest.raises(LowLevelException, match="KeyError"):
        machine.run(program.program.entry, [callee, 500])
    assert machine.pending is None


def test_parallel_copies_of_link_arguments():
    program = TestProgram("""
graph @main -> Signed {
entry(n: Signed, a: Signed, b: Signed):
    more: Bool = int_gt(n, 0)
    switch more
        false -> done(a, b)
        true  -> again(n, a, b)
again(n: Signed, a: Signed, b: Signed):
    m: Signed = int_sub(n, 1)
    goto entry(m, b, a)
done(a: Signed, b: Signed):
    s: Signed = int_mul(a, 10)
    t: Signed = int_add(s, b)
    goto return(t)
}
""")
    assert program.run(0, 1, 2) == ("ok", 12)
    assert program.run(3, 1, 2) == ("ok", 21)


def test_arrays():
    program = TestProgram("""
graph @main -> Signed {
entry(a: *array(Signed), i: Signed):
    x: Signed = getarrayitem(a, i)
    n: Signed = getarraysize(a)
    setarrayitem(a, 0, n)
    goto return(x)
}
""")
    array = ArrayValue(program.graphs[0].arguments[0].type.to, items=[5, 6, 7])
    assert program.run(array, 2) == ("ok", 7)
    assert array.items == [3, 6, 7]
    with pytest.raises(InterpreterError, match="AssertionError"):
        program.run(array, -1)
    assert isinstance(program.instance("ValueError"), StructValue)
