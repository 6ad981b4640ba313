"""Roots: the graphs that come out for known ones, random graphs interpreted on simulated memory, `--gcrootfinder`."""

import os
import platform
import shutil
from pathlib import Path

import pytest

from tests.backend_c.support import run_text
from tests.support.random_roots import STRUCTS, random_text
from tests.translator.support import TestProgram
from weft.backend_c.compiler import CCompilerError
from weft.flowspace.text import print_graph
from weft.gc.simulation.heap import SimulatedSettings
from weft.gc.simulation.program import SimulatedProgram
from weft.gc.table import collector
from weft.translator.pass_base import PassContext
from weft.translator.passes.lower_exceptions import LowerExceptions
from weft.translator.passes.pass_live_variables import PassLiveVariables
from weft.translator.pipeline import verify_program

FUELS = (0, 3, 8, 21)


def check_random_program(seed: int, manager: str) -> None:
    text = random_text(seed)
    expected = [TestProgram(text, structs=STRUCTS).run(fuel) for fuel in FUELS]
    made = TestProgram(text, structs=STRUCTS)
    made.apply(LowerExceptions(), PassLiveVariables())
    collector(manager).transform(made.program)
    verify_program(made.program, "after weaving,", PassContext(made.program))
    program = SimulatedProgram(made.program, SimulatedSettings(stress_step=1))
    program.run([0])
    found = [("ok", program.interpreter.run(made.program.entry, [fuel])) for fuel in FUELS]
    assert found == expected, f"seed {seed}"
    assert program.roots.top == program.roots.base


@pytest.mark.parametrize("manager", ["generational", "semispace", "marksweep"])
def test_random_programs(manager: str) -> None:
    for seed in range(8):
        check_random_program(seed, manager)


LOOP = """
type Node = struct { next: *Node }
graph @work -> *Node {
entry(x: *Node):
    gc_collect()
    goto return(null)
}
graph @main -> *Node {
entry(n: Signed, first: *Node, kept: *Node):
    quick: Bool = int_lt(n, 0)
    switch quick
        false -> before(n, first, kept)
        true  -> return(first)
before(n: Signed, first: *Node, kept: *Node):
    a: *Node = direct_call(@work, first)
    b: *Node = direct_call(@work, first)
    setfield[next](a, b)
    goto loop(n, a, kept)
loop(i: Signed, last: *Node, kept: *Node):
    more: Bool = int_gt(i, 0)
    switch more
        false -> done(last, kept)
        true  -> body(i, last, kept)
body(i: Signed, last: *Node, kept: *Node):
    new: *Node = direct_call(@work, kept)
    setfield[next](new, last)
    left: Signed = int_sub(i, 1)
    goto loop(left, new, kept)
done(last: *Node, kept: *Node):
    setfield[next](last, kept)
    goto return(last)
}
"""
# A way without calls pays nothing, values are saved once (also before a loop that keeps them), the dead are cleared.
MOVING = """
graph @main -> *Node {
entry(n: Signed, first: *Node, kept: *Node):
    quick: Bool = int_lt(n, 0)
    switch quick
        false -> before(n, first, kept)
        true  -> return(first)
before(n.1: Signed, first.1: *Node, kept.1: *Node):
    root_save[0](first.1)
    root_save[1](kept.1)
    roots_move[2]()
    a: *Node = direct_call(@work, first.1)
    first.2: *Node = root_load[-2, *Node]()
    root_save[0](a)
    root_save[-2](null: *Node)
    roots_move[1]()
    b: *Node = direct_call(@work, first.2)
    a.1: *Node = root_load[-1, *Node]()
    setfield[next](a.1, b)
    goto loop(n.1, a.1)
loop(i: Signed, last: *Node):
    more: Bool = int_gt(i, 0)
    switch more
        false -> done(last)
        true  -> body(i, last)
done(last.1: *Node):
    kept.2: *Node = root_load[-2, *Node]()
    setfield[next](last.1, kept.2)
    roots_move[-3]()
    goto return(last.1)
body(i.1: Signed, last.2: *Node):
    kept.3: *Node = root_load[-2, *Node]()
    root_save[-1](last.2)
    new: *Node = direct_call(@work, kept.3)
    last.3: *Node = root_load[-1, *Node]()
    setfield[next](new, last.3)
    left: Signed = int_sub(i.1, 1)
    goto loop(left, new)
}
"""
STAYING = """
graph @main -> *Node {
entry(n: Signed, first: *Node, kept: *Node):
    quick: Bool = int_lt(n, 0)
    switch quick
        false -> before(n, first, kept)
        true  -> return(first)
before(n.1: Signed, first.1: *Node, kept.1: *Node):
    root_save[0](first.1)
    root_save[1](kept.1)
    roots_move[2]()
    a: *Node = direct_call(@work, first.1)
    root_save[0](a)
    root_save[-2](null: *Node)
    roots_move[1]()
    b: *Node = direct_call(@work, first.1)
    setfield[next](a, b)
    goto loop(n.1, a, kept.1)
loop(i: Signed, last: *Node, kept.2: *Node):
    more: Bool = int_gt(i, 0)
    switch more
        false -> done(last, kept.2)
        true  -> body(i, last, kept.2)
done(last.1: *Node, kept.3: *Node):
    roots_move[-3]()
    setfield[next](last.1, kept.3)
    goto return(last.1)
body(i.1: Signed, last.2: *Node, kept.4: *Node):
    root_save[-1](last.2)
    new: *Node = direct_call(@work, kept.4)
    setfield[next](new, last.2)
    left: Signed = int_sub(i.1, 1)
    goto loop(left, new, kept.4)
}
"""


@pytest.mark.parametrize(("manager", "expected"), [("semispace", MOVING), ("marksweep", STAYING)])
def test_graph(manager: str, expected: str) -> None:
    made = TestProgram(LOOP)
    made.apply(PassLiveVariables())
    collector(manager).transform(made.program)
    assert print_graph(made.graphs[-1], made.dialect) == expected.lstrip()


RETURNED = """
type Node = struct { next: *Node }
graph @work -> *Node {
entry(x: *Node):
    gc_collect()
    goto return(x)
}
graph @again -> *Node {
entry(node: *Node):
    a: *Node = direct_call(@work, node)
    setfield[next](node, a)
    b: *Node = direct_call(@work, node)
    goto return(node)
}
graph @main -> Signed {
entry():
    node: *Node = malloc[struct Node]()
    same: *Node = direct_call(@again, node)
    gc_collect()
    equal: Bool = ptr_eq(node, same)
    result: Signed = cast_bool_to_int(equal)
    goto return(result)
}
"""


@pytest.mark.parametrize("manager", ["generational", "semispace", "marksweep"])
def test_only_value_that_is_returned(manager: str) -> None:
    made = TestProgram(RETURNED)
    made.apply(PassLiveVariables())
    collector(manager).transform(made.program)
    program = SimulatedProgram(made.program, SimulatedSettings(stress_step=1))
    program.run([])
    assert program.interpreter.run(made.program.entry, []) == 1


COMPILED = """
type Node = struct { next: *Node, value: Signed }
graph @chain -> *Node {
entry(n: Signed):
    node: *Node = malloc[struct Node]()
    setfield[value](node, n)
    last: Bool = int_lt(n, 1)
    switch last
        false -> more(n, node)
        true  -> return(node)
more(n: Signed, node: *Node):
    m: Signed = int_sub(n, 1)
    next: *Node = direct_call(@chain, m)
    setfield[next](node, next)
    again: *Node = direct_call(@chain, 0)
    setfield[next](again, node)
    goto return(again)
}
graph @main -> Signed {
entry():
    first: *Node = direct_call(@chain, 9)
    gc_collect()
    second: *Node = getfield[next](first)
    value: Signed = getfield[value](second)
    third: *Node = getfield[next](second)
    fourth: *Node = getfield[next](third)
    other: Signed = getfield[value](fourth)
    shifted: Signed = int_mul(value, 10)
    result: Signed = int_add(shifted, other)
    goto return(result)
}
"""


@pytest.mark.compile
@pytest.mark.parametrize("cc", ["gcc", "clang"])
@pytest.mark.parametrize("finder", ["auto", "register", "global"])
def test_root_finder(finder: str, cc: str, tmp_path: Path) -> None:
    if shutil.which(cc) is None:
        pytest.skip(f"{cc} is not installed")
    environment = {**os.environ, "WEFT_GC_STRESS": "1"}
    if finder == "register" and (cc, platform.machine()) != ("gcc", "x86_64"):
        with pytest.raises(CCompilerError, match="needs gcc on x86-64"):
            run_text(COMPILED, tmp_path, cc=cc, gc="generational", root_finder=finder)
    else:
        done = run_text(COMPILED, tmp_path, cc=cc, gc="generational", root_finder=finder, env=environment)
        assert (done.returncode, done.stderr) == (98, "")
