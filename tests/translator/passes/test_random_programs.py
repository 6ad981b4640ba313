"""Random programs do the same after each pass, and after each pipeline: results, exceptions, tracebacks."""

import pytest

from tests.support.random_programs import random_program
from weft.rtyper.llinterp import Interpreter, LowLevelException
from weft.rtyper.program import Program
from weft.translator.pass_base import GraphPass, Pass, PassContext, ProgramPass
from weft.translator.pass_table import PASSES
from weft.translator.passes.remove_redundant_arguments import RemoveRedundantArguments
from weft.translator.pipeline import PassRun, lower, optimise, verify_program

ARGUMENTS = [(0, 0), (1, -1), (3, 2), (2**62, 2**63 - 1), (-(2**63), 5)]


def outcomes(program: Program) -> list[object]:
    found: list[object] = []
    for arguments in ARGUMENTS:
        machine = Interpreter(program, max_operations=100_000)
        try:
            found.append(machine.run(program.entry, arguments))
        except LowLevelException as error:
            found.append((error.class_name, machine.traceback(error.value)))
    return found


def run_pass(step: Pass, program: Program, context: PassContext) -> None:
    if isinstance(step, ProgramPass):
        step.run(program, context)
    else:
        assert isinstance(step, GraphPass)
        for graph in dict.fromkeys(program.graphs()):
            step.run(graph, context)
    context.properties -= step.destroys
    context.properties |= step.establishes


def check_pipeline(seed: int, level: str) -> None:
    program = random_program(seed)
    before = outcomes(program)
    wrong: list[str] = []

    def observe(name: str, program: Program) -> None:
        if not wrong and outcomes(program) != before:
            wrong.append(name)

    run = PassRun(level=level, verify=True, observe=observe)
    optimise(program, run)
    lower(program, run)
    assert not wrong, f"seed {seed}: {wrong[0]} changes what the program does"


@pytest.mark.parametrize("level", ["0", "1", "2", "3", "size"])
def test_pipelines(level: str):
    for seed in range(12):
        check_pipeline(seed, level)


@pytest.mark.parametrize("name", sorted(PASSES))
@pytest.mark.parametrize("form", ["self-contained", "dominance"])
def test_single_pass(name: str, form: str):
    for seed in range(100, 108):
        program = random_program(seed)
        before = outcomes(program)
        context = PassContext(program)
        if form == "dominance":
            run_pass(RemoveRedundantArguments(), program, context)
        run_pass(PASSES[name](), program, context)
        verify_program(program, f"after {name},", context)
        assert outcomes(program) == before, f"seed {seed}"
