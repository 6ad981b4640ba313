"""Run the examples of a reference table: what is refused, and what the others print, translated and not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.language.tables import Entry, Table

ROOT = Path(__file__).resolve().parents[2]


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run something in a folder, without standard input."""
    return subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False
    )


def translate(program: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Translate a program, which is written to `program.py`."""
    (folder / "program.py").write_text(program, encoding="utf-8")
    command = [sys.executable, str(ROOT / "translate.py"), "-q", "--message-format", "short", "--max-errors", "200"]
    return run([*command, *options, "-o", "program", "program.py"], folder)


def refusals(table: Table, folder: Path, *, refused: bool) -> tuple[dict[Entry, str], str]:
    """Return which examples are refused with which message, and what was said that belongs to none of them."""
    program, owners = table.program(refused=refused)
    result = translate(program, folder, "--source", "--keep-c", "c")
    found: dict[Entry, str] = {}
    others = []
    for line in result.stderr.splitlines():
        match = re.match(r"(?:.*/)?program\.py:(\d+):\d+: error\[(W\d+)\]: (.*)", line)
        if match and int(match[1]) in owners:
            found.setdefault(owners[int(match[1])], f"{match[2]} {match[3]}")
        elif line.strip() and "errors" not in line and "explained by" not in line:
            others.append(line)
    return found, "\n".join(others)


def outputs(table: Table, folder: Path) -> tuple[list[str], list[str]]:
    """Return what CPython and what the executable print for the examples that are not refused."""
    program, _ = table.program(refused=False)
    result = translate(program, folder)
    if result.returncode:
        raise AssertionError(result.stderr)
    expected = run([sys.executable, "program.py"], folder)
    got = run([str(folder / "program")], folder)
    return expected.stdout.splitlines(), [*got.stdout.splitlines(), *got.stderr.splitlines()]
