"""The numbers of a log, and of two beside each other, as text: `render_text`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weft.gc.watch import KINDS
from weft.translator.gclog.reading import Collection, GCLog


@dataclass(frozen=True, slots=True)
class Pauses:
    """Of the collections of one kind, or of all; microseconds."""

    count: int
    total: int
    median: int
    p99: int
    longest: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run did."""

    log: GCLog
    pauses: dict[str, Pauses]
    """By kind, and under `all`."""
    share: float
    """Of the time, 0 to 1."""
    allocated: int
    """Bytes from the start to the last collection."""
    rate: float
    """Bytes per second, in the time that was not spent collecting."""
    peak_heap: int
    peak_used: int
    last_live: int
    """What the last collection of everything left; 0 if there was none."""


def percentile(values: Sequence[int], share: float) -> int:
    """Return the smallest value that at least this share of all values does not exceed; 0 without values."""
    if not values:
        return 0
    ordered = sorted(values)
    index = -int(-share * len(ordered) // 1) - 1  # rounded up
    return ordered[max(index, 0)]


def summarise(log: GCLog) -> Summary:
    """Return the numbers of a log."""
    pauses = {kind: _pauses([c for c in log.collections if c.kind == kind]) for kind in KINDS}
    pauses = {kind: found for kind, found in pauses.items() if found.count}
    pauses["all"] = _pauses(log.collections)
    allocated = allocated_bytes(log.collections)
    working = max((log.collections[-1].start if log.collections else 0) - _earlier(log.collections), 1)
    full = [c for c in log.collections if c.kind == "full"]
    return Summary(
        log,
        pauses,
        pauses["all"].total / max(log.end, 1),
        allocated,
        allocated / working * 1e6,
        max((max(c.heap, c.before) for c in log.collections), default=0),
        max((c.before for c in log.collections), default=0),
        full[-1].after if full else 0,
    )


def allocated_bytes(collections: Sequence[Collection]) -> int:
    """Return how much was allocated up to the last collection."""
    total = left = 0
    for collection in collections:
        total += max(collection.before - left, 0)
        left = collection.after
    return total


def _earlier(collections: Sequence[Collection]) -> int:
    """Return the time that collections took, but for the last."""
    return sum(c.took for c in collections[:-1])


def _pauses(collections: Sequence[Collection]) -> Pauses:
    times = [c.took for c in collections]
    return Pauses(len(times), sum(times), percentile(times, 0.5), percentile(times, 0.99), max(times, default=0))


# Text ---------------------------------------------------------------------------------------------------------


def rows(summary: Summary, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Return what there is to say, as names and values; `kinds`: of the pauses that get a line."""
    log = summary.log
    found = [
        ("collector", log.collector),
        ("run time", time_text(log.end) + ("" if log.complete else " (the end is missing)")),
        ("collections", ", ".join(f"{p.count} {k}" for k, p in summary.pauses.items() if k != "all") or "none"),
        ("time collecting", f"{time_text(summary.pauses['all'].total)}, {100 * summary.share:.1f} %"),
    ]
    found += [(f"pauses, {kind}", _pauses_text(summary.pauses.get(kind))) for kind in kinds]
    found += [
        ("allocated", size_text(summary.allocated)),
        ("allocation rate", f"{size_text(summary.rate)}/s"),
        ("largest heap", size_text(summary.peak_heap)),
        ("most in use", size_text(summary.peak_used)),
        ("alive at the end", size_text(summary.last_live) if summary.last_live else "unknown: no full collection"),
    ]
    return found


def _pauses_text(pauses: Pauses | None) -> str:
    if pauses is None or not pauses.count:
        return "none"
    return f"median {time_text(pauses.median)}, p99 {time_text(pauses.p99)}, max {time_text(pauses.longest)}"


def table(summaries: Sequence[Summary]) -> list[list[str]]:
    """Return a table: a heading, then a line for each value, with a column for each run."""
    kinds = [kind for kind in (*KINDS, "all") if any(kind in summary.pauses for summary in summaries)]
    columns = [dict(rows(summary, kinds)) for summary in summaries]
    names = list(columns[0])
    return [["", *(s.log.name for s in summaries)], *([name, *(column[name] for column in columns)] for name in names)]


def changes(summaries: Sequence[Summary]) -> list[str]:
    """Return how the second run differs from the first."""
    if len(summaries) != 2:
        return []
    first, second = summaries
    compared = (
        ("run time", first.log.end, second.log.end),
        ("time collecting", first.pauses["all"].total, second.pauses["all"].total),
        ("longest pause", first.pauses["all"].longest, second.pauses["all"].longest),
        ("largest heap", first.peak_heap, second.peak_heap),
        ("allocated", first.allocated, second.allocated),
    )
    return [f"{name}: {new / old:.2f} times" for name, old, new in compared if old]


def render_text(summaries: Sequence[Summary]) -> str:
    """Return the summary of one run, or of two beside each other."""
    cells = table(summaries)
    widths = [max(len(line[i]) for line in cells) for i in range(len(cells[0]))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells]
    found = changes(summaries)
    if found:
        lines += ["", f"{summaries[1].log.name} against {summaries[0].log.name}:", *(f"  {line}" for line in found)]
    return "\n".join(lines) + "\n"


def time_text(microseconds: float) -> str:
    """Return a time with a unit that suits it."""
    if microseconds < 1000:
        return f"{microseconds:.0f} us"
    return f"{microseconds / 1e3:.3g} ms" if microseconds < 1e6 else f"{microseconds / 1e6:.4g} s"


def size_text(count: float) -> str:
    """Return a number of bytes with a unit that suits it."""
    for unit in ("B", "KB", "MB"):
        if count < 1024:
            return f"{count:.0f} {unit}" if unit == "B" or count >= 100 else f"{count:.3g} {unit}"
        count /= 1024
    return f"{count:.3g} GB"
