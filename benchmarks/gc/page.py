"""The tables of the memory benchmarks, on a terminal and as a page of the documentation with a plot."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.gc.plot import Bars, bar_plot
from benchmarks.gc.records import MemoryResults
from benchmarks.gc.table import BASELINE, GOALS, LIBRARY, LIBRARY_GOAL, PAUSE_GOAL_MS, PEAK_GOAL, WORKLOADS
from benchmarks.report import markdown_table, print_table

Table = tuple[list[str], list[list[str]]]

INTRODUCTION: Final = """\
# Memory benchmarks

Written by `python -m benchmarks.gc.run --page docs/memory-benchmarks.md`; see `benchmarks/gc/`. The workloads were
translated by Weft for each `--gc`, and written in C with `malloc` and `free`, with an arena (a pointer that is moved
through blocks, dropped at the end of a scope) and with libgc. The executables ran in turn; the least user and system
CPU time of each counts. {size}Measured {created}, {machine}.

## CPU time

As a multiple of that of C with `malloc` and `free`:

![CPU time relative to malloc and free]({plot})

"""


def _titles(results: MemoryResults) -> list[str]:
    titles = {workload.name: workload.title for workload in WORKLOADS}
    return [titles[name] for name in results.workloads()]


def _number(value: float | None, digits: int = 2) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def time_table(results: MemoryResults) -> Table:
    """CPU time relative to malloc and free; its own row has seconds."""
    rows = []
    for variant in results.variants():
        row = [variant]
        for workload in results.workloads():
            best = results.of(workload, variant).best
            ratio = results.ratio(workload, variant, BASELINE)
            row.append(f"{_number(best)} s" if variant == BASELINE or ratio is None else _number(ratio))
        rows.append(row)
    return ["", *_titles(results)], rows


def peak_table(results: MemoryResults) -> Table:
    """Peak memory in megabytes."""
    rows = []
    for variant in results.variants():
        peaks = [results.of(workload, variant).peak_kb for workload in results.workloads()]
        rows.append([variant, *(_number(peak / 1024, 0) if peak else "-" for peak in peaks)])
    return ["", *_titles(results)], rows


def pause_table(results: MemoryResults) -> Table:
    """The longest step of the pause probe and the 99.9th percentile, in milliseconds: the best run of each."""
    rows = []
    for variant in results.variants():
        probe = results.of("pause", variant)
        if probe.longest_us and not probe.error:
            rows.append([variant, _number(min(probe.longest_us) / 1000), _number(min(probe.percentile_us) / 1000)])
    return ["", "longest ms", "99.9 % ms"], rows


def goal_table(results: MemoryResults) -> Table:
    """What was wanted, and what was measured."""
    rows = []
    for (variant, workload), most in GOALS.items():
        ratio = results.ratio(workload, variant, BASELINE)
        if ratio is not None:
            rows.append([f"{variant}, {workload}: CPU time", f"{most:.1f}", _number(ratio), _verdict(ratio <= most)])
    for workload in results.workloads():
        ratio = results.ratio(workload, "boehm", LIBRARY)
        if ratio is not None:
            goal = [f"{LIBRARY_GOAL:.1f}", _number(ratio), _verdict(ratio <= LIBRARY_GOAL)]
            rows.append([f"boehm, {workload}: CPU time, of C with {LIBRARY}", *goal])
    probe = results.of("pause", "generational")
    if probe.longest_us:
        longest = min(probe.longest_us) / 1000
        rows.append(
            [
                "generational: longest pause",
                f"{PAUSE_GOAL_MS:.0f} ms",
                f"{longest:.1f} ms",
                _verdict(longest < PAUSE_GOAL_MS),
            ]
        )
    peak, base = (results.of("trees", variant).peak_kb for variant in ("generational", BASELINE))
    if peak and base:
        rows.append(
            [
                "generational, trees: memory",
                f"{PEAK_GOAL:.1f}",
                _number(peak / base),
                _verdict(peak / base <= PEAK_GOAL),
            ]
        )
    return ["", "goal", "measured", "verdict"], rows


def _verdict(reached: bool) -> str:
    return "PASS" if reached else "MISS"


def instruction_table(results: MemoryResults) -> Table:
    """Millions of instructions at the small sizes; no rows if they were not counted."""
    rows = []
    for variant in results.variants():
        counts = [results.of(workload, variant).instructions for workload in results.workloads()]
        if any(count is not None for count in counts):
            rows.append([variant, *("-" if count is None else _number(count / 1e6, 1) for count in counts)])
    return ["", *_titles(results)], rows


def print_results(results: MemoryResults) -> None:
    """Draw all tables on standard output."""
    sections = (
        ("CPU time, as a multiple of malloc and free", time_table),
        ("peak memory, MB", peak_table),
        ("steps of the pause probe", pause_table),
        ("instructions, millions", instruction_table),
    )
    for title, make in sections:
        heading, rows = make(results)
        if rows:
            print(title)
            print_table(heading, rows)
    if not results.quick:
        print("goals")
        print_table(*goal_table(results))
    for measurement in results.measurements:
        if measurement.error:
            print(f"{measurement.variant}, {measurement.workload}: {measurement.error}")


def write_page(results: MemoryResults, path: Path) -> None:
    """Write the page, and the plot beside it."""
    plot = path.with_suffix(".svg")
    groups = []
    for workload, title in zip(results.workloads(), _titles(results), strict=True):
        ratios = [results.ratio(workload, variant, BASELINE) for variant in results.variants()]
        groups.append(Bars(title, ratios))
    plot.write_text(bar_plot(groups, results.variants(), unit=1.0, highest=3.0), encoding="utf-8")
    machine = ", ".join(f"{key} {value}" for key, value in sorted(results.machine.items()))
    size = "The sizes were small: the numbers mean little. " if results.quick else ""
    text = INTRODUCTION.format(size=size, created=results.created, machine=machine, plot=plot.name)
    text += markdown_table(*time_table(results)) + "\n"
    sections = (
        ("Peak memory", "In megabytes.", peak_table),
        (
            "Pauses",
            "Three million live objects, of which random ones are replaced; a step is a hundred replacements.",
            pause_table,
        ),
        ("Goals", "", goal_table),
    )
    for title, explanation, make in sections:
        text += f"\n## {title}\n\n" + (f"{explanation}\n\n" if explanation else "")
        text += markdown_table(*make(results)) + "\n"
    path.write_text(text, encoding="utf-8")
