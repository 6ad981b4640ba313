"""What it costs to keep roots, in instructions: the claim of `docs/memory.md`, checked by one command.

    python -m benchmarks.gc.roots [--only GLOB] [--limit PERCENT] [--translate-flags FLAGS]

Each program is translated twice with the same allocator: with `generational`, and with `unrooted`, which is the same
without roots (and for nothing else but this).  The nursery is so large that neither ever collects, so that keeping
roots is the only difference; callgrind counts the instructions.  The exit code is 1 if a program could not be measured
or costs more than the limit.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.gc.table import ROOT
from benchmarks.measure import count_instructions, instruction_counter, run_process

EXECUTABLES: Final = ROOT / "build" / "bench-roots"
TARGETS: Final = Path("benchmarks", "targets")
NURSERY: Final = "16G"
"""More than any of the programs allocates; memory that is not touched is not needed."""
LIMIT: Final = 5.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A program and its arguments: it runs for some ten million instructions, so that the start does not count."""

    name: str
    source: Path
    arguments: tuple[str, ...]


PROGRAMS: Final = (
    Measured("binary_trees", TARGETS / "binary_trees.py", ("12",)),
    Measured("nqueens", TARGETS / "nqueens.py", ("9", "5")),
    Measured("richards", TARGETS / "richards.py", ("5",)),
    Measured("deltablue", TARGETS / "deltablue.py", ("40",)),
    Measured("bytecode_vm", TARGETS / "bytecode_vm.py", ("2",)),
    Measured("json_parser", TARGETS / "json_parser.py", ("10",)),
    Measured("pystone", TARGETS / "pystone.py", ("50000",)),
    Measured("trees", Path("benchmarks", "gc", "workloads.py"), ("trees", "10")),
    Measured("gcbench", Path("benchmarks", "gc", "workloads.py"), ("gcbench", "1")),
    Measured("lumen", Path("examples", "lumen", "main.py"), ("examples/lumen/programs/queens.lum",)),
)


def build(program: Measured, manager: str, flags: Sequence[str]) -> Path:
    """Translate a program; return the executable."""
    executable = EXECUTABLES / f"{program.source.stem}-{manager}"
    if not executable.exists():
        EXECUTABLES.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(ROOT / "translate.py"), "-q", "--gc", manager, *flags]
        run = run_process([*command, "-o", str(executable), str(ROOT / program.source)], 600.0, cwd=ROOT)
        if run.exit_code != 0:
            raise SystemExit(f"{program.name} was not built with {manager}, {run.complaint}")
    return executable


def instructions(program: Measured, manager: str, flags: Sequence[str], valgrind: str) -> int:
    """Return how many instructions a program executes."""
    command = [str(build(program, manager, flags)), *program.arguments]
    counted = count_instructions(valgrind, command, 600.0)
    if counted is None:
        raise SystemExit(f"{program.name} failed with {manager}")
    return counted


def main(argv: Sequence[str]) -> int:
    """Print a table; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gc.roots", description="What it costs to keep roots.")
    parser.add_argument("--only", action="append", default=[], metavar="GLOB", help="only these programs; repeatable")
    parser.add_argument("--limit", type=float, default=LIMIT, metavar="PERCENT", help=f"most allowed (default {LIMIT})")
    parser.add_argument("--translate-flags", default="", metavar="FLAGS", help="further options for translate.py")
    options = parser.parse_args(argv)
    valgrind = instruction_counter()
    if valgrind is None:
        parser.error("this needs valgrind (Debian package: valgrind)")
    flags = shlex.split(options.translate_flags)
    os.environ["WEFT_GC_NURSERY"] = NURSERY
    os.chdir(ROOT)
    for old in EXECUTABLES.glob("*"):
        old.unlink()
    print(f"| {'program':<13} | without roots | with roots | cost |\n|---|---:|---:|---:|", flush=True)
    code = 0
    for program in PROGRAMS:
        if options.only and not any(fnmatch.fnmatch(program.name, pattern) for pattern in options.only):
            continue
        without, with_roots = (instructions(program, name, flags, valgrind) for name in ("unrooted", "generational"))
        cost = 100.0 * (with_roots / without - 1)
        print(f"| {program.name:<13} | {without:,} | {with_roots:,} | {cost:+.1f} % |", flush=True)
        code |= cost > options.limit
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
