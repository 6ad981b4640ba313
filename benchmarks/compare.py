"""Compares two stored results of the harness, program by program.

    python -m benchmarks.compare OLD.json NEW.json [--markdown]

The ratio to CPython is what to look at: both runs measured it on the spot, so the machine's speed cancels out.
Instruction counts (`--callgrind`) do not depend on the machine's load at all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.records import Record, Results, ResultsError, load_results
from benchmarks.report import count, kilobytes, markdown_table, print_table, seconds, times

HEADING = [
    "program",
    "ratio",
    "-> ratio",
    "speed",
    "translation s",
    "-> s",
    "size",
    "-> size",
    "instructions",
    "change",
]


def change(old: float | None, new: float | None) -> str:
    """The relative change from old to new, in percent with its sign."""
    if old is None or new is None or old == 0:
        return "-"
    return f"{(new / old - 1) * 100:+.1f} %"


def comparison_rows(old: Results, new: Results) -> list[list[str]]:
    """A row for each program that one of the two has, in the order of the newer one."""
    before = {record.name: record for record in old.records}
    names = [record.name for record in new.records]
    names += [name for name in before if name not in names]
    after = {record.name: record for record in new.records}
    return [_row(name, before.get(name), after.get(name)) for name in names]


def _row(name: str, old: Record | None, new: Record | None) -> list[str]:
    first = old or Record(name, [])
    second = new or Record(name, [])
    return [
        name,
        "FAIL" if first.error else times(first.ratio),
        "FAIL" if second.error else times(second.ratio),
        change(first.ratio, second.ratio),
        seconds(first.translation_wall),
        seconds(second.translation_wall),
        kilobytes(first.executable_bytes),
        kilobytes(second.executable_bytes),
        count(second.instructions),
        change(first.instructions, second.instructions),
    ]


def warnings(old: Results, new: Results) -> list[str]:
    """What makes the two hard to compare."""
    found = []
    if old.quick != new.quick:
        found.append("one of the two ran at small sizes: the ratios cannot be compared")
    for key in sorted(old.machine.keys() | new.machine.keys()):
        before, after = old.machine.get(key, "unknown"), new.machine.get(key, "unknown")
        if before != after:
            found.append(f"{key} differs: {before}, then {after}")
    if old.translate_flags != new.translate_flags:
        found.append(f"flags differ: {' '.join(old.translate_flags)!r}, then {' '.join(new.translate_flags)!r}")
    return found


def main(argv: Sequence[str]) -> int:
    """Print the comparison; the result is the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description="Compare two benchmark results.")
    parser.add_argument("old", type=Path, help="results of the harness")
    parser.add_argument("new", type=Path, help="later results")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    options = parser.parse_args(argv)
    try:
        old, new = load_results(options.old), load_results(options.new)
    except ResultsError as error:
        print(error, file=sys.stderr)
        return 2
    rows = comparison_rows(old, new)
    if options.markdown:
        print(markdown_table(HEADING, rows))
    else:
        print_table(HEADING, rows)
    for warning in warnings(old, new):
        print(f"note: {warning}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
