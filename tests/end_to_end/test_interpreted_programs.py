"""Whole programs in the low-level interpreter, right after rtyping: what they print is what CPython prints."""

from __future__ import annotations

import pytest

from benchmarks.programs import BENCHMARKS, ROOT
from tests.support.sessions import session_of
from weft.translator.interpret import interpret

EXPECTED = ROOT / "tests" / "benchmarks" / "expected"


@pytest.mark.parametrize(
    "name", ["richards", *(pytest.param(name, marks=pytest.mark.slow) for name in ("nqueens", "sieve"))]
)
def test_interpreted(name, tmp_path, capfd):
    (benchmark,) = [b for b in BENCHMARKS if b.name == name]
    with session_of(benchmark.source, tmp_path, benchmark.small) as session:
        session.reach("rtype")
        assert interpret(session.program, [str(benchmark.source), *benchmark.small]) == 0
    assert capfd.readouterr().out == (EXPECTED / f"{name}.out").read_text()
