"""Each benchmark program prints what is stored in expected/, at the small size: under CPython, and translated."""

import sys
from pathlib import Path

import pytest

from benchmarks.measure import run_process
from benchmarks.programs import BENCHMARKS, ROOT, TARGETS

EXPECTED = Path(__file__).parent / "expected"

# The others are translated in `make test-all` only.
ALWAYS_TRANSLATED = {"richards", "nbody", "json_parser"}

each_benchmark = pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda item: item.name)


def expected(benchmark):
    return (EXPECTED / f"{benchmark.name}.out").read_text()


@each_benchmark
def test_under_cpython(benchmark):
    run = run_process([sys.executable, str(benchmark.source), *benchmark.small], limit=60)
    assert run.exit_code == 0, run.complaint
    assert run.stdout.decode() == expected(benchmark)


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize(
    "benchmark",
    [
        pytest.param(item, id=item.name, marks=() if item.name in ALWAYS_TRANSLATED else (pytest.mark.slow,))
        for item in BENCHMARKS
    ],
)
def test_translated(benchmark, tmp_path):
    executable = tmp_path / benchmark.name
    command = [sys.executable, str(ROOT / "translate.py"), "-o", str(executable), str(benchmark.source)]
    translation = run_process(command, limit=300, cwd=ROOT)
    assert translation.exit_code == 0, translation.stderr.decode()
    run = run_process([str(executable), *benchmark.small], limit=60)
    assert run.exit_code == 0, run.complaint
    assert run.stdout.decode() == expected(benchmark)


def test_every_program_is_in_the_table():
    assert sorted(path.stem for path in TARGETS.glob("*.py")) == sorted(item.name for item in BENCHMARKS)


def test_every_expectation_belongs_to_a_program():
    assert sorted(path.stem for path in EXPECTED.glob("*.out")) == sorted(item.name for item in BENCHMARKS)
