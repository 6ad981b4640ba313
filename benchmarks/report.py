"""Tables for people: one description of columns, drawn by rich on a terminal or written as Markdown."""

from __future__ import annotations

import os
from collections.abc import Sequence
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.records import Record, Results

STYLES = {"PASS": "green", "MISS": "yellow", "FAIL": "bold red"}


def seconds(value: float | None) -> str:
    """A time with three significant digits or so."""
    if value is None:
        return "-"
    return f"{value:.3f}" if value < 1 else f"{value:.2f}"


def times(value: float | None) -> str:
    """A ratio, as in "52.3x"."""
    return "-" if value is None else f"{value:.1f}x"


def kilobytes(value: int | None) -> str:
    """A size in bytes, as kilobytes."""
    return "-" if value is None else f"{value / 1024:.0f} kB"


def count(value: int | None) -> str:
    """A large number with its digits in groups."""
    return "-" if value is None else f"{value:,}"


def middle(values: Sequence[float]) -> float | None:
    """The median, or None of nothing."""
    return median(values) if values else None


def result_rows(results: Results) -> tuple[list[str], list[list[str]]]:
    """The heading and the rows of the table of one run."""
    counted = any(record.instructions is not None for record in results.records)
    heading = ["program", "CPython s", "native s", "ratio", "goal", "", "translation s", "size"]
    if counted:
        heading.append("instructions")
    rows = []
    for record in results.records:
        row = [
            record.name,
            seconds(middle(record.cpython)),
            seconds(middle(record.native)),
            times(record.ratio),
            "-" if record.goal is None else f"{record.goal:.0f}x",
            # At small sizes the start of the process is most of the time: a goal says nothing there.
            record.verdict if record.error or not results.quick else "",
            seconds(record.translation_wall),
            kilobytes(record.executable_bytes),
        ]
        if counted:
            row.append(count(record.instructions))
        rows.append(row)
    return heading, rows


def print_table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw a table on standard output, with colours if that is a terminal."""
    table = Table(box=box.SIMPLE_HEAD)
    for place, title in enumerate(heading):
        table.add_column(title, justify="left" if place == 0 or not title else "right", no_wrap=True)
    for row in rows:
        table.add_row(*[f"[{STYLES[cell]}]{cell}[/]" if cell in STYLES else cell for cell in row])
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        # Written to a file or a pipe, a table must not be squeezed into the width of a terminal that is not there.
        console = Console(highlight=False, width=160)
    console.print(table)


def markdown_table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same table for a Markdown page."""
    lines = [_markdown_line(heading), _markdown_line(["---" if place == 0 else "--:" for place in range(len(heading))])]
    lines.extend(_markdown_line(row) for row in rows)
    return "\n".join(lines)


def _markdown_line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def summary(results: Results) -> str:
    """The closing line: what happened."""
    failed = [record.name for record in results.records if record.error]
    worked = len(results.records) - len(failed)
    text = f"bench: {worked} of {len(results.records)} programs printed what CPython prints"
    judged = [record for record in results.records if record.goal is not None and not record.error]
    if results.quick:
        text += "; small sizes, so goals are not judged"
    elif judged:
        reached = sum(record.verdict == "PASS" for record in judged)
        text += f"; {reached} of {len(judged)} goals reached"
    if failed:
        text += f"; FAILED: {', '.join(failed)}"
    return text


def failures(records: Sequence[Record]) -> list[str]:
    """A line for each program that did not work."""
    return [f"{record.name}: {record.error}" for record in records if record.error]
