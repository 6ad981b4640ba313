"""The table of benchmark programs: what runs them quickly, and what speed is the goal.

A program is `targets/NAME.py`; without arguments it runs at its full size (a few seconds under CPython). To add one,
write the file, add a row here and its output at the small size to `tests/benchmarks/expected/NAME.out`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGETS = ROOT / "benchmarks" / "targets"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One program: arguments for a run of about a tenth of a second, and the goal (None: no goal is set).

    The goal is how many times less user CPU time than CPython 3.11 the executable should need.
    """

    name: str
    small: tuple[str, ...]
    goal: float | None = None

    @property
    def source(self) -> Path:
        """The program's file."""
        return TARGETS / f"{self.name}.py"


BENCHMARKS = (
    Benchmark("richards", ("1",), goal=50),
    Benchmark("deltablue", ("5",), goal=20),
    Benchmark("bytecode_vm", ("1",), goal=40),
    Benchmark("fannkuch", ("7",), goal=30),
    Benchmark("mandelbrot", ("80",), goal=40),
    Benchmark("spectral_norm", ("50",), goal=90),
    Benchmark("nbody", ("5000",)),
    Benchmark("binary_trees", ("8",)),
    Benchmark("nqueens", ("7", "2")),
    Benchmark("sieve", ("20000", "3")),
    Benchmark("json_parser", ("2",)),
    Benchmark("brainf", ("1",)),
    Benchmark("pystone", ("3000",)),
)
