"""What is run: the programs of the corpus, the benchmarks, and the workloads of the memory benchmarks.

`all_cases` is the entry point.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.gc.run import TIMES
from benchmarks.gc.table import PROGRAM, WORKLOADS
from benchmarks.programs import BENCHMARKS
from tests.programs.acceptance import (
    ROOT,
    Failure,
    Finished,
    Program,
    all_programs,
    check_run,
    difference,
    load_unsupported,
    shorten,
)

EXPECTED = ROOT / "tests" / "benchmarks" / "expected"


LARGE = ("gcbench", "pause")
"""Workloads that build millions of objects at any size."""


@dataclass(frozen=True)
class Check:
    """One run of a translated program: what it is given, and how it is judged."""

    name: str
    arguments: tuple[str, ...] = ()
    given: bytes = b""
    large: bool = False
    """It has no small size: a checked build would take minutes."""
    program: Program | None = None
    """Of the corpus, which judges the run; else it must exit with 0 and print `expected`."""
    output: Path | None = None
    """The file with what is to be printed; without, CPython is asked."""

    def modes(self, modes: Sequence[str]) -> list[str]:
        """Those of the modes in which this is run."""
        return [mode for mode in modes if not (self.large and "checked" in mode)]

    def judge(self, run: Finished, source: Path) -> None:
        """Raise Failure unless the run is as it must be."""
        if self.program is not None:
            check_run(self.program, run)
            return
        problem = difference(without_times(self.expected(source)), without_times(run.stdout))
        if problem or run.exit_code != 0:
            raise Failure(
                f"{problem or 'all printed'}; exit code {run.exit_code}; stderr ends {shorten(run.last_error)}"
            )

    def expected(self, source: Path) -> bytes:
        """What must be printed."""
        return self.output.read_bytes() if self.output is not None else output_of_cpython(source, self.arguments)

    def digest(self, source: Path) -> str:
        """A hash of what the run is given and compared with."""
        parts = ["\n".join(self.arguments).encode(), self.given]
        if self.program is not None:
            parts += [self.program.optional("out"), self.program.optional("expect")]
        else:
            parts += [self.output.read_bytes() if self.output is not None else source.read_bytes()]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


@dataclass(frozen=True)
class Case:
    """A program with its runs."""

    name: str
    source: Path
    checks: tuple[Check, ...]


def without_times(text: bytes) -> bytes:
    """Leave out the lines that tell how long something took."""
    return b"".join(line for line in text.splitlines(keepends=True) if not line.startswith(TIMES))


@cache
def output_of_cpython(source: Path, arguments: tuple[str, ...]) -> bytes:
    """What CPython prints."""
    return subprocess.run([sys.executable, str(source), *arguments], capture_output=True, check=True).stdout


def all_cases() -> Iterator[Case]:
    """Yield everything, in a fixed order; but not the programs that cannot be translated yet (`excluded`)."""
    unsupported = load_unsupported()
    for program in all_programs():
        if program.group != "rejected" and str(program) not in unsupported:
            arguments = tuple(program.optional("args").decode("utf-8").splitlines())
            check = Check(str(program), arguments, program.optional("in"), program=program)
            yield Case(str(program), program.source, (check,))
    for benchmark in BENCHMARKS:
        name = f"benchmarks/{benchmark.name}"
        check = Check(name, benchmark.small, output=EXPECTED / f"{benchmark.name}.out")
        yield Case(name, benchmark.source, (check,))
    workloads = tuple(
        Check(f"benchmarks/gc/{load.name}", (load.name, str(load.small)), large=load.name in LARGE)
        for load in WORKLOADS
    )
    yield Case("benchmarks/gc", PROGRAM, workloads)


def excluded() -> dict[str, str]:
    """The programs of the corpus that are not run, with the reason."""
    listed = {name: item.reason for name, item in load_unsupported().items() if not name.startswith("rejected/")}
    return listed | {f"benchmarks/gc/{name}, checked": "there is no small size" for name in LARGE}
