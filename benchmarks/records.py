"""The results format: what a run of the harness stores as JSON, and reads back for comparison."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

FORMAT = 1


@dataclass(slots=True)
class Record:
    """The measurements of one program; times in seconds of user CPU unless the name says otherwise.

    `error` is empty if the program was translated, ran, and printed what CPython printed.
    """

    name: str
    arguments: list[str]
    goal: float | None = None
    error: str = ""
    translation_wall: float | None = None
    translation_user: float | None = None
    executable_bytes: int | None = None
    cpython: list[float] = field(default_factory=list)
    native: list[float] = field(default_factory=list)
    native_wall: list[float] = field(default_factory=list)
    native_peak_kb: int | None = None
    instructions: int | None = None

    @property
    def ratio(self) -> float | None:
        """How many times less user CPU time than CPython: the median over the pairs of runs."""
        # Nothing is measured below a tenth of a millisecond; a program that short has no meaningful ratio anyway.
        pairs = [host / max(native, 1e-4) for host, native in zip(self.cpython, self.native, strict=False)]
        return median(pairs) if pairs and not self.error else None

    @property
    def verdict(self) -> str:
        """PASS or MISS for a program with a goal, FAIL for one that did not work, nothing for the others."""
        if self.error:
            return "FAIL"
        if self.goal is None or self.ratio is None:
            return ""
        return "PASS" if self.ratio >= self.goal else "MISS"


@dataclass(slots=True)
class Results:
    """One run of the harness: under which circumstances, and a record for each program."""

    created: str
    quick: bool
    repeat: int
    translate_flags: list[str]
    machine: dict[str, str]
    records: list[Record] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write the results as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        content = {"format": FORMAT, **asdict(self)}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


class ResultsError(Exception):
    """A file does not hold results this version can read."""


def load_results(path: Path) -> Results:
    """Read what `Results.save` wrote; raises ResultsError with a message for the user."""
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT:
            raise ResultsError(f"{path}: written in another format; run the benchmarks again")
        records = [Record(**record) for record in content.pop("records")]
        return Results(records=records, **content)
    except OSError as error:
        raise ResultsError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResultsError(f"{path}: not results of the benchmark harness ({error})") from error
