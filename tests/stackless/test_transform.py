"""The graphs of a small function after the stackless transformation: `--update-golden` rewrites them."""

from pathlib import Path

import pytest

from tests.stackless.test_interpreted import stackless, triangle
from weft.flowspace.text.printer import print_graphs
from weft.rtyper.lltype.printing import LowLevelDialect
from weft.stackless.transform import make_stackless
from weft.translator.interactive import Translation
from weft.translator.pipeline import PassRun, lower, optimise

GOLDEN = Path(__file__).parent / "data" / "triangle.flow"


def test_a_recursive_function(request: pytest.FixtureRequest) -> None:
    graphs = dict.fromkeys(stackless(triangle).graphs())
    shown = [graph for graph in graphs if graph.name in ("triangle", "resume_triangle", "save_frame_w1")]
    text = print_graphs(shown, LowLevelDialect()) + "\n"
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def flat(n: int) -> int:
    return n * 2 + len(str(n))


def test_programs_without_recursion_stay_as_they_are() -> None:
    program = Translation(flat, [int]).rtype()
    run = PassRun()
    optimise(program, run)
    lower(program, run)
    before = print_graphs(dict.fromkeys(program.graphs()), LowLevelDialect())
    assert make_stackless(program) == 0
    assert print_graphs(dict.fromkeys(program.graphs()), LowLevelDialect()) == before
