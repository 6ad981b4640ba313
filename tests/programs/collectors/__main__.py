"""Runs every program under every way to manage memory, and compares with what CPython prints.

    python -m tests.programs.collectors [--only GLOB] [--gc NAME,...] [--mode MODE,...] [--jobs N] [--resume FILE] ...

Programs are those of the corpus (without `rejected/`), the benchmarks at their small sizes, and the workloads of the
memory benchmarks. There are two builds for each value of `--gc`: `plain`, as users have it, but with -O0 for the C
compiler, and `checked` with `--lldebug --sanitize`. Each runs once as it is, and once with WEFT_GC_STRESS: 1 if that
ends within `--stress-limit` seconds of CPU time, else a larger number, which the summary tells (`none` and `boehm`
know no stress).

Results go to a file, a line for each run. With `--resume`, what is there is not done again: runs of the same commit,
and runs of the same C code with the same input. Everything but the memory manager is done once for each program.
The exit code is 1 unless every run was as it must be.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import resource
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from tests.programs.acceptance import ROOT
from tests.programs.collectors.building import Work, examine
from tests.programs.collectors.cases import Case, all_cases, excluded
from tests.programs.collectors.results import MODES, Result, commit, intervals, load, modes_of, table
from weft.gc.table import COLLECTORS

DEFAULT_RESULTS = ROOT / "build" / "collectors.jsonl"


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.programs.collectors", description="Run every program under every collector."
    )
    parser.add_argument("--only", action="append", default=[], metavar="GLOB", help="programs (GROUP/NAME); repeatable")
    parser.add_argument("--gc", default=",".join(COLLECTORS), metavar="NAMES", help="values of --gc, with commas")
    parser.add_argument("--mode", default=",".join(MODES), metavar="MODES", help=f"of {', '.join(MODES)}; with commas")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="programs handled at the same time")
    parser.add_argument("--results", type=Path, default=DEFAULT_RESULTS, metavar="FILE", help="where results go")
    parser.add_argument("--resume", action="store_true", help="do not repeat good runs in the file of results")
    parser.add_argument("--stress-limit", type=float, default=5.0, metavar="S", help="CPU time of a run with stress")
    options = parser.parse_args(argv)
    options.gc, options.mode = options.gc.split(","), options.mode.split(",")
    for name, known in (("gc", COLLECTORS), ("mode", MODES)):
        unknown = [value for value in getattr(options, name) if value not in known]
        if unknown:
            parser.error(f"--{name} cannot be {unknown[0]!r}; there are {', '.join(known)}")
    return options


def run_cases(cases: Sequence[Case], work: Work, jobs: int) -> None:
    """Examine cases in processes of their own, so many at a time."""
    running: dict[int, Case] = {}
    waiting = list(reversed(cases))
    reported = 0
    while waiting or running:
        while waiting and len(running) < jobs:
            case = waiting.pop()
            child = os.fork()
            if child == 0:
                in_child(case, work)
            running[child] = case
        child, status = os.wait()
        case = running.pop(child)
        outcome = f", ended with status {os.waitstatus_to_exitcode(status)}" if status else ""
        print(f"[{len(cases) - len(waiting) - len(running)} of {len(cases)}: {case.name}{outcome}]", flush=True)
        found = load(work.results)
        problems = []
        for result in found[reported:]:
            if result.problem and result.commit == work.commit:
                problems.append(result)
        print("\n".join(grouped(problems)), end="\n" if problems else "", flush=True)
        reported = len(found)


def grouped(problems: Sequence[Result]) -> list[str]:
    """Return lines that tell the problems; one line for the runs that have the same."""
    runs: dict[tuple[str, str], list[str]] = {}
    for result in problems:
        runs.setdefault((result.check, result.problem), []).append(f"{result.gc}/{result.mode}")
    return [f"NOT EQUAL {check} ({', '.join(names)}): {problem}" for (check, problem), names in runs.items()]


def in_child(case: Case, work: Work) -> None:
    """Examine a case and leave."""
    status = 1
    try:
        examine(case, work)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def summary(results: Sequence[Result], cases: Sequence[Case], options: argparse.Namespace, seconds: float) -> list[str]:
    """Return the lines at the end."""
    checks = [check for case in cases for check in case.checks]
    totals = {mode: sum(bool(check.modes([mode])) for check in checks) for mode in options.mode}
    lines = ["", *table(results, options.gc, totals), ""]
    problems = [result for result in results if result.problem]
    lines += grouped(problems)
    lines += [f"reduced stress: {line}" for line in intervals(results)]
    lines += [f"excluded: {name}: {reason}" for name, reason in excluded().items()]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines.append(
        f"{len(checks)} programs and workloads, {len(results)} runs, {len(problems)} not equal; "
        f"{seconds:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of CPU time"
    )
    return lines


def main(argv: Sequence[str]) -> int:
    """Run what was asked for; the result is the exit code."""
    options = parse_arguments(argv)
    start = time.monotonic()
    cases = [
        case
        for case in all_cases()
        if not options.only or any(fnmatch.fnmatchcase(case.name, pattern) for pattern in options.only)
    ]
    options.results.parent.mkdir(parents=True, exist_ok=True)
    if not options.resume:
        options.results.unlink(missing_ok=True)
    known = {result.key: result for result in load(options.results) if not result.problem}
    work = Work(commit(), options.gc, options.mode, options.stress_limit, options.results, known)
    run_cases([case for case in cases if work.left(case)], work, options.jobs)
    names = {check.name for case in cases for check in case.checks}
    latest = {
        result.key: result
        for result in load(options.results)
        if result.commit == work.commit
        and result.check in names
        and result.gc in options.gc
        and result.mode in options.mode
    }
    wanted = sum(
        len(check.modes(modes_of(gc, options.mode))) for case in cases for check in case.checks for gc in options.gc
    )
    print("\n".join(summary(list(latest.values()), cases, options, time.monotonic() - start)))
    if len(latest) < wanted:
        print(f"{wanted - len(latest)} runs have no result")
    return 1 if len(latest) < wanted or any(result.problem for result in latest.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
