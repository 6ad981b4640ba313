"""Reads the log that a translated program writes with `WEFTLOG=FILE`: `read_log`.

    weftlog 1 collector=generational
    gc minor start=974 took=375 before=4994336 after=2345368 heap=15732736 reason=room
    exit start=40113

Times are microseconds since the start of the program, sizes are bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from weft.gc.watch import KINDS

_NUMBERS: Final = ("start", "took", "before", "after", "heap")


class LogError(Exception):
    """A file is not such a log; the message says where."""


@dataclass(frozen=True, slots=True)
class Collection:
    """One line: a collection, or a step of marking."""

    kind: str
    reason: str
    start: int
    took: int
    before: int
    """Bytes that objects took, garbage that nobody had found included."""
    after: int
    heap: int
    """Bytes that the collector held afterwards."""


@dataclass(slots=True)
class GCLog:
    """One run of a program."""

    name: str
    collector: str
    collections: list[Collection] = field(default_factory=list)
    end: int = 0
    """When the run ended; the end of the last collection if the program was killed."""
    complete: bool = False


def read_log(path: Path) -> GCLog:
    """Read a log; raises `LogError` or OSError."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    log: GCLog | None = None
    for number, line in enumerate(lines, 1):
        words = line.split()
        if words[:1] == ["weftlog"]:
            log = GCLog(path.name, _values(words[2:]).get("collector", "?"))
        elif log is not None and words[:1] in (["gc"], ["exit"]):
            try:
                _add(log, words)
            except (KeyError, ValueError):
                if number < len(lines):  # the last line of a program that was killed may be cut off
                    raise LogError(f"{path}:{number}: not a line of a log: {line!r}") from None
    if log is None:
        raise LogError(f"{path}: not a log of collections; run the program with WEFTLOG={path}")
    if not log.complete and log.collections:
        last = log.collections[-1]
        log.end = last.start + last.took
    return log


def _add(log: GCLog, words: list[str]) -> None:
    if words[0] == "exit":
        log.end = int(_values(words[1:])["start"])
        log.complete = True
        return
    values = _values(words[2:])
    if words[1] not in KINDS:
        raise ValueError(words[1])
    numbers = [int(values[name]) for name in _NUMBERS]
    log.collections.append(Collection(words[1], values["reason"], *numbers))


def _values(words: list[str]) -> dict[str, str]:
    return {name: value for name, _, value in (word.partition("=") for word in words)}
