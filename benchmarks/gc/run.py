"""`make bench-gc`: times the ways to manage memory on the same workloads, side by side.

    python -m benchmarks.gc.run [--only GLOB] [--variants GLOB] [--repeat N] [--quick] [--callgrind] [--page FILE] ...

The workloads are in `workloads.py`, translated once for each value of `--gc`, and in `workloads.c`, compiled with
malloc and free, with an arena, and with libgc.  The executables run in turn, so that a change in the machine's speed
meets all of them; the least user and system CPU time of each counts.  All must print the same.  The results are kept
as JSON in `benchmarks/results/`; `--page` also writes the page with the table and the plot.  The exit code is 1 if
something could not be built or printed something else; a missed goal does not change it.
"""

from __future__ import annotations

import argparse
import fnmatch
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.gc.page import print_results, write_page
from benchmarks.gc.records import Measurement, MemoryResults
from benchmarks.gc.table import C_PROGRAM, FOLDER, PROGRAM, ROOT, VARIANTS, WORKLOADS, Variant, Workload
from benchmarks.measure import Run, count_instructions, instruction_counter, run_process
from benchmarks.run import RESULTS, machine, say

EXECUTABLES = ROOT / "build" / "bench-gc"
LAUNCHER = EXECUTABLES / "launcher"
PEAK = EXECUTABLES / "peak"
"""Where the launcher writes."""
COMPILE = ["gcc", "-O2"]
TIMES = b"time "
"""Starts a line that says how long steps took; it is no part of the output that must be the same."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the harness was asked to run."""

    repeat: int
    quick: bool
    translate_flags: list[str]
    limit: float
    valgrind: str | None


def executable_of(variant: Variant) -> Path:
    """Where the executable of a variant is built."""
    return EXECUTABLES / variant.name.replace("/", "-")


def build(variant: Variant, settings: Settings) -> str:
    """Build the executable of a variant; return what went wrong, or ""."""
    executable = executable_of(variant)
    executable.parent.mkdir(parents=True, exist_ok=True)
    executable.unlink(missing_ok=True)
    if variant.macro:
        command = [*COMPILE, f"-D{variant.macro}", "-o", str(executable), str(C_PROGRAM), *variant.libraries]
    else:
        translator = [sys.executable, str(ROOT / "translate.py"), "--gc", variant.name, *settings.translate_flags]
        command = [*translator, "-o", str(executable), str(PROGRAM)]
    run = run_process(command, settings.limit, cwd=ROOT)
    return "" if run.exit_code == 0 and executable.exists() else f"not built, {run.complaint}"


def build_launcher(settings: Settings) -> None:
    """Build the program that starts the others."""
    EXECUTABLES.mkdir(parents=True, exist_ok=True)
    run = run_process([*COMPILE, "-o", str(LAUNCHER), str(FOLDER / "launcher.c")], settings.limit)
    if run.exit_code != 0:
        raise SystemExit(f"the launcher could not be built, {run.complaint}")


def run_variant(variant: Variant, workload: Workload, settings: Settings) -> Run:
    """Run a workload under one variant."""
    size = workload.small if settings.quick else workload.size
    command = [str(LAUNCHER), str(PEAK), str(executable_of(variant)), workload.name, str(size)]
    return run_process(command, settings.limit)


def output_of(run: Run) -> list[bytes]:
    """Return the lines that every variant must print alike."""
    return [line for line in run.stdout.splitlines() if not line.startswith(TIMES)]


def note(run: Run, expected: list[bytes], measurement: Measurement) -> None:
    """Put the outcome of one run into the measurements of a variant."""
    if run.exit_code != 0:
        measurement.error = f"failed, {run.complaint}"
    elif output_of(run) != expected:
        measurement.error = "printed something else"
    else:
        measurement.seconds.append(run.user + run.system)
        measurement.peak_kb = max(measurement.peak_kb, int(PEAK.read_text(encoding="ascii")))
        for line in run.stdout.splitlines():
            if line.startswith(TIMES):
                longest, percentile = map(int, line[len(TIMES) :].split())
                measurement.longest_us.append(longest)
                measurement.percentile_us.append(percentile)


def measure(workload: Workload, variants: Sequence[Variant], settings: Settings) -> list[Measurement]:
    """Run one workload under all variants in turn, the first of which says what is to be printed."""
    measurements = [Measurement(workload.name, variant.name) for variant in variants]
    expected: list[bytes] | None = None
    for _ in range(settings.repeat):
        for variant, measurement in zip(variants, measurements, strict=True):
            if not measurement.error:
                run = run_variant(variant, workload, settings)
                if expected is None:
                    expected = output_of(run)
                note(run, expected, measurement)
    if settings.valgrind is not None:
        for variant, measurement in zip(variants, measurements, strict=True):
            command = [str(executable_of(variant)), workload.name, str(workload.small)]
            measurement.instructions = count_instructions(settings.valgrind, command, settings.limit)
    return measurements


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gc.run", description="Time the memory managers.")
    parser.add_argument("--only", action="append", default=[], metavar="GLOB", help="only these workloads; repeatable")
    parser.add_argument("--variants", action="append", default=[], metavar="GLOB", help="only these; repeatable")
    parser.add_argument(
        "--repeat", type=int, default=5, metavar="N", help="runs of each; the fastest counts (default 5)"
    )
    parser.add_argument("--quick", action="store_true", help="small sizes: checks the outputs")
    parser.add_argument("--translate-flags", default="", metavar="FLAGS", help="further options for translate.py")
    parser.add_argument("--callgrind", action="store_true", help="count instructions at the small size, with valgrind")
    parser.add_argument("--time-limit", type=float, default=300.0, metavar="S", help="for each process (default 300)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where the results go (default: a new file)")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write a Markdown page, and the plot beside it")
    options = parser.parse_args(argv)
    if options.repeat < 1:
        parser.error("--repeat must be at least 1")
    if options.callgrind and instruction_counter() is None:
        parser.error("--callgrind needs valgrind (Debian package: valgrind)")
    return options


def chosen(name: str, patterns: Sequence[str]) -> bool:
    """Whether a name matches one of the patterns, or there are none."""
    return not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def main(argv: Sequence[str]) -> int:
    """Run the harness; the result is the exit code."""
    options = parse_arguments(argv)
    valgrind = instruction_counter() if options.callgrind else None
    settings = Settings(
        options.repeat, options.quick, shlex.split(options.translate_flags), options.time_limit, valgrind
    )
    started = datetime.now()
    results = MemoryResults(started.isoformat(timespec="seconds"), settings.quick, machine(sys.executable))
    build_launcher(settings)
    variants = []
    failed = False
    for variant in VARIANTS:
        if chosen(variant.name, options.variants):
            complaint = build(variant, settings)
            failed = failed or bool(complaint)
            say(f"{variant.name}: {complaint or 'built'}")
            if not complaint:
                variants.append(variant)
    for workload in WORKLOADS:
        if chosen(workload.name, options.only):
            results.measurements.extend(measure(workload, variants, settings))
            say(f"{workload.name}: done")
    output = options.output or RESULTS / f"gc-{started:%Y%m%d-%H%M%S}.json"
    results.save(output)
    print_results(results)
    if options.page is not None:
        write_page(results, options.page)
    print(f"results: {output}")
    return 1 if failed or any(measurement.error for measurement in results.measurements) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
