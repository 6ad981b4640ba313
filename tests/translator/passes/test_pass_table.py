"""The table of passes and the pipelines: names, options as text, order, documentation, golden cases."""

import inspect
import sys
from pathlib import Path

import pytest

from tests.translator.support import TestProgram
from weft.translator.pass_table import PASSES, parse_pass
from weft.translator.passes.inline import Inline
from weft.translator.passes.insert_stack_checks import InsertStackChecks
from weft.translator.passes.lower_exceptions import LowerExceptions
from weft.translator.pipeline import ALL, LOWER, OPTIMISE, PassRun, Step, run_steps

TEXT = """
graph @main -> Signed {
entry(x: Signed):
    y: Signed = int_add_ovf(x, 1)
    goto return(y)
}
"""


@pytest.mark.parametrize("name", sorted(PASSES))
def test_text_form(name: str):
    made = PASSES[name]()
    assert parse_pass(made.spec()) == made


def test_options():
    assert parse_pass("inline{threshold=20, largest=100}") == Inline(threshold=20, largest=100)
    with pytest.raises(ValueError, match="no pass"):
        parse_pass("inlien")
    with pytest.raises(ValueError, match="no option 'treshold'; it has: threshold"):
        parse_pass("inline{treshold=20}")


@pytest.mark.parametrize("name", sorted(PASSES))
def test_every_pass_is_documented_tested_and_used(name: str):
    module = sys.modules[PASSES[name].__module__]
    assert module.__doc__ is not None and "before" in module.__doc__ and "after" in module.__doc__
    file = name.replace("-", "_")
    assert Path(inspect.getfile(PASSES[name])).stem == file
    tested = Path(__file__).parent / "data" / f"{file}.flow"
    assert tested.exists() or f"\n{name}\n" in (tested.parent / "remove_redundant_arguments.flow").read_text()
    assert any(step.transformation.name == name for step in (*OPTIMISE, *LOWER))


def test_every_step_has_a_reason():
    for step in (*OPTIMISE, *LOWER):
        assert step.reason
        assert set(step.levels) <= set(ALL)


def test_order_is_checked():
    program = TestProgram(TEXT).program
    steps = [Step(LowerExceptions(), ALL, "too early"), Step(InsertStackChecks(), ALL, "too late")]
    with pytest.raises(AssertionError, match="insert-stack-checks cannot run after exceptions-lowered"):
        run_steps(program, steps, PassRun())


def test_passes_are_timed_and_observed():
    program = TestProgram(TEXT).program
    seen: list[str] = []
    run = PassRun(level="0", verify=True, observe=lambda name, program: seen.append(name))
    run_steps(program, LOWER, run)
    assert seen == ["insert-stack-checks", "lower-exceptions", "pass-live-variables"]
    assert set(run.seconds) == set(seen)
