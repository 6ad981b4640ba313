"""Measures the time each phase takes, for `--timings` and the closing line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Timing:
    """Elapsed seconds by phase, in the order in which the phases began."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.start = time.perf_counter()

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        """Add the time spent inside to the phase `name`."""
        begin = time.perf_counter()
        self.seconds.setdefault(name, 0.0)
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - begin

    @property
    def total(self) -> float:
        """Seconds since this object was made."""
        return time.perf_counter() - self.start

    def table(self) -> str:
        """Return the phases with their seconds and shares, one on a line."""
        total = self.total
        rows = [*self.seconds.items(), ("total", total)]
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"{name:<{width}} {spent:8.3f} s {spent * 100 / total:5.1f} %" for name, spent in rows)
