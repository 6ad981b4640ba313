"""Every function of every benchmark, printed and parsed after each phase: the text tells everything.

Graphs before annotation are those of `tests/flowspace/text/test_programs.py`.
"""

from __future__ import annotations

import pytest

from benchmarks.programs import BENCHMARKS
from tests.support.sessions import session_of
from weft.flowspace.text import FlowDialect, parse_graphs, print_graphs
from weft.rtyper.lltype.printing import LowLevelDialect


def check_round_trip(graphs, dialect):
    assert graphs
    for positions in (False, "full"):
        text = print_graphs(graphs, dialect, positions=positions)
        again = print_graphs(parse_graphs(text, dialect), dialect, positions=positions)
        # Compared by lines: the difference of two long texts is not worth waiting for.
        for number, (before, after) in enumerate(zip(text.splitlines(), again.splitlines(), strict=True), 1):
            assert before == after, f"line {number}"


@pytest.mark.parametrize(
    "benchmark",
    [pytest.param(b, id=b.name, marks=() if b.name == "richards" else (pytest.mark.slow,)) for b in BENCHMARKS],
)
def test_round_trip(benchmark, tmp_path):
    with session_of(benchmark.source, tmp_path) as session:
        session.reach("annotate")
        check_round_trip(session.annotated.graphs, FlowDialect())
        for phase in ("rtype", "optimise", "lower"):
            session.reach(phase)
            check_round_trip(list(dict.fromkeys(session.program.graphs())), LowLevelDialect())
