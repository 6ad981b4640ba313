"""The results: a line of JSON for each run, and the table of them all."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.programs.acceptance import ROOT

MODES = ("plain", "stress", "checked", "checked-stress")
"""An optimised build, and one with `--lldebug --sanitize`; both without and with WEFT_GC_STRESS."""
BUILDS = {"plain": ("plain", "stress"), "checked": ("checked", "checked-stress")}
"""Which modes share an executable."""
UNSTRESSED = ("none", "boehm")
"""Managers that know no WEFT_GC_STRESS."""


@dataclass(frozen=True)
class Result:
    """How one run ended."""

    commit: str
    check: str
    gc: str
    mode: str
    digest: str
    """Of all that the outcome depends on: the C files, the flags, the input and the expected output."""
    problem: str = ""
    """How it was not as it must be."""
    interval: int = 0
    """The WEFT_GC_STRESS it ran with."""
    seconds: float = 0.0

    @property
    def key(self) -> tuple[str, str, str]:
        """What was run."""
        return self.check, self.gc, self.mode


def modes_of(gc: str, modes: Sequence[str]) -> list[str]:
    """The modes that make sense with a manager."""
    return [mode for mode in modes if gc not in UNSTRESSED or "stress" not in mode]


def commit() -> str:
    """The commit, with a hash of what was changed since."""
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    changes = subprocess.run(["git", "diff", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    return head.stdout.strip() + (f"+{hashlib.sha256(changes).hexdigest()[:8]}" if changes else "")


def load(path: Path) -> list[Result]:
    """Read a file of results; a line that was cut off is left out."""
    results = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            results.append(Result(**json.loads(line)))
        except ValueError:
            continue
    return results


def add(path: Path, results: Iterable[Result]) -> None:
    """Add results in one write, so that several processes may do so."""
    text = "".join(json.dumps(asdict(result)) + "\n" for result in results)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        os.write(handle, text.encode())
    finally:
        os.close(handle)


def table(results: Iterable[Result], collectors: Sequence[str], totals: Mapping[str, int]) -> list[str]:
    """Return the summary: equal runs of all in each mode, and how often stress was reduced."""
    modes = list(totals)
    found = {result.key: result for result in results}
    lines = ["| `--gc` | " + " | ".join(modes) + " |", "|---" * (len(modes) + 1) + "|"]
    for gc in collectors:
        cells = []
        for mode in modes:
            of_mode = [result for key, result in found.items() if key[1:] == (gc, mode)]
            equal = sum(not result.problem for result in of_mode)
            reduced = sum(result.interval > 1 for result in of_mode)
            cell = f"{equal} / {totals[mode]}" + (f" ({reduced} reduced)" if reduced else "")
            cells.append(cell if mode in modes_of(gc, modes) else "-")
        lines.append(f"| {gc} | " + " | ".join(cells) + " |")
    return lines


def intervals(results: Iterable[Result]) -> list[str]:
    """Tell with which WEFT_GC_STRESS other than 1 programs ran: all collectors together, by program."""
    by_check: dict[tuple[str, str], set[int]] = {}
    for result in results:
        if result.interval > 1:
            by_check.setdefault((result.check, result.mode), set()).add(result.interval)
    return [
        f"{check}, {mode}: every {' or '.join(str(n) for n in sorted(found))}"
        for (check, mode), found in sorted(by_check.items())
    ]
