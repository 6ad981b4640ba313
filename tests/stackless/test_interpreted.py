"""Stackless programs interpreted as graphs: without a memory manager, and with one on simulated memory."""

from collections.abc import Callable

import pytest

from tests.gc.test_woven_programs import PROGRAMS, WOVEN, build, total
from weft.gc.simulation.heap import SimulatedSettings
from weft.gc.simulation.program import SimulatedInterpreter, SimulatedProgram
from weft.gc.table import COLLECTORS
from weft.rtyper.llinterp import Interpreter
from weft.rtyper.program import Program
from weft.stackless.transform import make_stackless
from weft.translator.interactive import Translation
from weft.translator.pipeline import PassRun, lower, optimise, verify_program

DEPTH = 3
"""So few calls are nested before the stack is saved."""


def stackless(function: Callable[[int], int], level: str = "2") -> Program:
    """Return a stackless program in which every function can be saved."""
    program = Translation(function, [int]).rtype()
    run = PassRun(level=level)
    optimise(program, run)
    program.unwind_everywhere = True
    lower(program, run)
    assert make_stackless(program) > 0
    assert run.context is not None
    verify_program(program, "stackless", run.context)
    return program


def interpreted(program: Program, n: int) -> int:
    interpreter = Interpreter(program, max_depth=DEPTH)
    result = interpreter.run(program.exported[0] if program.exported else program.entry, [n])
    assert isinstance(result, int)
    return result


def triangle(n: int) -> int:
    if n == 0:
        return 0
    return triangle(n - 1) + n


def caught(n: int) -> int:
    if n == 0:
        raise ValueError("deep")
    try:
        return caught(n - 1)
    except ValueError:
        if n < 20:
            raise
        return n


def trees(n: int) -> int:
    return total(build(n))


@pytest.mark.parametrize("level", ["0", "2"])
@pytest.mark.parametrize("function", [triangle, caught, trees], ids=lambda f: f.__name__)
def test_deeper_than_the_interpreter_allows(function: Callable[[int], int], level: str) -> None:
    n = 5 if function is trees else 400
    assert interpreted(stackless(function, level), n) == function(n)


@pytest.mark.parametrize(
    "manager", ["generational", "refcount", *(pytest.param(n, marks=pytest.mark.slow) for n in WOVEN)]
)
@pytest.mark.parametrize("function", PROGRAMS[:4], ids=lambda f: f.__name__)
def test_on_simulated_memory(function: Callable[[int], int], manager: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collection at every allocation, frames included."""
    monkeypatch.setattr(SimulatedInterpreter, "stack_exhausted", lambda interpreter: interpreter.depth > DEPTH)
    program = stackless(function)
    COLLECTORS[manager].transform(program)
    assert SimulatedProgram(program, SimulatedSettings(stress_step=1)).run([7]) == function(7)
