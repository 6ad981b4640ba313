"""`make bench`: translates each benchmark and times it against CPython, run by run in turn.

    python -m benchmarks.run [--only NAME] [--repeat N] [--quick] [--callgrind] [--markdown FILE] ...

For each program it records the translation time (C compiler included), the size of the executable, and the user CPU
time of CPython and the executable, run alternately so that a change in the machine's speed meets both; it compares
their outputs, and prints the median ratios next to the goals of `programs.py`. The results are kept as JSON in
`benchmarks/results/`, for `python -m benchmarks.compare OLD NEW`. The exit code is 1 if a program could not be
translated or printed something else; a missed goal does not change it.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import platform
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.measure import Run, count_instructions, instruction_counter, run_process
from benchmarks.programs import BENCHMARKS, ROOT, Benchmark
from benchmarks.records import Record, Results
from benchmarks.report import failures, markdown_table, print_table, result_rows, summary

RESULTS = ROOT / "benchmarks" / "results"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the harness was asked to run."""

    python: str
    repeat: int
    quick: bool
    translator: list[str]
    translate_flags: list[str]
    executables: Path
    limit: float
    valgrind: str | None


def say(text: str) -> None:
    """Report progress, apart from the tables on standard output."""
    print(text, file=sys.stderr, flush=True)


def translate(benchmark: Benchmark, executable: Path, settings: Settings, record: Record) -> None:
    """Translate one program, noting time and size; sets `record.error` if there is no executable."""
    executable.parent.mkdir(parents=True, exist_ok=True)
    executable.unlink(missing_ok=True)
    command = [*settings.translator, *settings.translate_flags, "-o", str(executable), str(benchmark.source)]
    run = run_process(command, settings.limit, cwd=ROOT)
    record.translation_wall = run.wall
    record.translation_user = run.user
    if run.exit_code != 0:
        record.error = f"translation failed, {run.complaint}"
    elif not executable.exists():
        record.error = "translation made no executable"
    else:
        record.executable_bytes = executable.stat().st_size


def difference(host: Run, native: Run) -> str:
    """Where the executable differs from CPython, or "" if it does the same."""
    if host.exit_code != 0:
        return f"CPython failed, {host.complaint}"
    if native.exit_code != 0:
        return f"the executable failed, {native.complaint}"
    expected = host.stdout.splitlines()
    printed = native.stdout.splitlines()
    for number, (wanted, got) in enumerate(zip(expected, printed, strict=False), 1):
        if wanted != got:
            return f"output differs in line {number}: {got!r} instead of {wanted!r}"
    if len(expected) != len(printed):
        return f"output has {len(printed)} lines instead of {len(expected)}"
    return "" if host.stdout == native.stdout else "output differs in its line ends"


def measure(benchmark: Benchmark, settings: Settings) -> Record:
    """Translate and time one program."""
    arguments = list(benchmark.small) if settings.quick else []
    record = Record(benchmark.name, arguments, goal=benchmark.goal)
    executable = settings.executables / benchmark.name
    translate(benchmark, executable, settings, record)
    if record.error:
        return record
    for _ in range(settings.repeat):
        host = run_process([settings.python, str(benchmark.source), *arguments], settings.limit)
        native = run_process([str(executable), *arguments], settings.limit)
        record.error = difference(host, native)
        if record.error:
            return record
        record.cpython.append(host.user)
        record.native.append(native.user)
        record.native_wall.append(native.wall)
        record.native_peak_kb = max(record.native_peak_kb or 0, native.peak_kb)
    if settings.valgrind is not None:
        record.instructions = count_instructions(settings.valgrind, [str(executable), *benchmark.small], settings.limit)
    return record


def machine(python: str) -> dict[str, str]:
    """What the numbers depend on, for the reader of stored results."""
    version = run_process([python, "-c", "import platform; print(platform.python_version())"], limit=60)
    return {
        "python": version.stdout.decode().strip(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": str(os.cpu_count()),
    }


def select(patterns: Sequence[str]) -> list[Benchmark]:
    """The benchmarks whose name matches one of the patterns; all without patterns."""
    if not patterns:
        return list(BENCHMARKS)
    return [item for item in BENCHMARKS if any(fnmatch.fnmatchcase(item.name, pattern) for pattern in patterns)]


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run", description="Time the benchmarks against CPython."
    )
    parser.add_argument("--only", action="append", default=[], metavar="GLOB", help="only these programs; repeatable")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="pairs of runs of each program (default 3)")
    parser.add_argument("--quick", action="store_true", help="small sizes: checks the outputs, goals are not judged")
    parser.add_argument(
        "--translate-flags",
        default="",
        metavar="FLAGS",
        help='further options for translate.py in one word, as in --translate-flags="-O3 --gc boehm"',
    )
    parser.add_argument("--callgrind", action="store_true", help="count instructions at the small size, with valgrind")
    parser.add_argument(
        "--python", default=sys.executable, metavar="EXE", help="the CPython to time (default: this one)"
    )
    parser.add_argument("--time-limit", type=float, default=300.0, metavar="S", help="for each process (default 300)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where the results go (default: a new file)")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="also write the table as Markdown ('-': print it)"
    )
    options = parser.parse_args(argv)
    if options.repeat < 1:
        parser.error("--repeat must be at least 1")
    if not select(options.only):
        parser.error(f"no benchmark matches; there are {', '.join(item.name for item in BENCHMARKS)}")
    if options.callgrind and instruction_counter() is None:
        parser.error("--callgrind needs valgrind (Debian package: valgrind)")
    return options


def describe(record: Record) -> str:
    """One line of progress about a finished program."""
    if record.error:
        return f"{record.name}: FAILED, {record.error}"
    return f"{record.name}: translated in {record.translation_wall:.1f} s, ratio {record.ratio:.1f}"


def main(argv: Sequence[str]) -> int:
    """Run the harness; the result is the exit code."""
    options = parse_arguments(argv)
    settings = Settings(
        python=options.python,
        repeat=options.repeat,
        quick=options.quick,
        translator=[sys.executable, str(ROOT / "translate.py")],
        translate_flags=shlex.split(options.translate_flags),
        executables=ROOT / "build" / "bench",
        limit=options.time_limit,
        valgrind=instruction_counter() if options.callgrind else None,
    )
    started = datetime.now()
    results = Results(
        created=started.isoformat(timespec="seconds"),
        quick=settings.quick,
        repeat=settings.repeat,
        translate_flags=settings.translate_flags,
        machine=machine(settings.python),
    )
    if not results.machine["python"].startswith("3.11."):
        say(f"bench: the goals are meant against CPython 3.11, this is {results.machine['python']}")
    for benchmark in select(options.only):
        results.records.append(measure(benchmark, settings))
        say(describe(results.records[-1]))
    output = options.output or RESULTS / f"{started:%Y%m%d-%H%M%S}.json"
    results.save(output)
    heading, rows = result_rows(results)
    print_table(heading, rows)
    if options.markdown is not None:
        text = markdown_table(heading, rows) + "\n"
        if str(options.markdown) == "-":
            print(text)
        else:
            options.markdown.write_text(text, encoding="utf-8")
    for line in failures(results.records):
        print(line)
    print(f"results: {output}")
    print(summary(results))
    return 1 if any(record.error for record in results.records) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
