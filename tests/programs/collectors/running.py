"""Runs an executable with a limit of CPU time, also with as many collections as it has time for."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.programs.acceptance import Failure, Finished
from tests.programs.collectors.cases import Check

INTERVALS: Final = (1, 11, 101, 1009, 10007, 100_003, 1_000_003, 10_000_019)
"""Values of WEFT_GC_STRESS: a collection at every Nth allocation. Primes, lest they keep time with a loop."""

RUN_LIMIT: Final = 60
"""Seconds of CPU time for a run without stress."""
WALL_FACTOR: Final = 20
"""A run that waits, or a machine that is busy, may take so many times longer."""


class TooLong(Failure):
    """A run took more CPU time than it was given."""


@dataclass(frozen=True)
class Timed:
    """A run and its CPU time in seconds."""

    run: Finished
    seconds: float


def run_limited(executable: Path, check: Check, limit: float, stress: int = 0) -> Timed:
    """Run an executable in its folder; raise TooLong if it needs more than `limit` seconds of CPU time."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WEFT")}
    if stress:
        environment["WEFT_GC_STRESS"] = str(stress)
    seconds = max(1, round(limit))
    wall = 60 + limit * WALL_FACTOR

    def prepare() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as inp:
        inp.write(check.given)
        inp.seek(0)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = subprocess.Popen(
            [str(executable), *check.arguments],
            cwd=executable.parent, env=environment, stdin=inp, stdout=out, stderr=err, preexec_fn=prepare,
        )  # fmt: skip
        try:
            process.wait(timeout=wall)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise TooLong(f"ran past {wall:g} s by the clock") from None
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            raise TooLong(f"ran past {seconds} s of CPU time")
        out.seek(0)
        err.seek(0)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Timed(Finished(process.returncode, out.read(), err.read()), used)


def stressed(run: Callable[[float, int], Timed], limit: float, first: int, base: float) -> tuple[int, Finished]:
    """Run with the smallest of INTERVALS, from `first` on, that lets the program end within the limit.

    The time is about proportional to the number of collections, so that a run with few tells how many there is time
    for. `base` is the time without stress, which is granted besides. Returns the interval and the run.
    """
    allowed = limit + 2 * base
    with suppress(TooLong):
        return first, run(allowed, first).run
    larger = INTERVALS[INTERVALS.index(first) + 1 :]
    interval, probe = first_to_end(run, allowed, larger[len(larger) // 2 :])
    for candidate in larger[: larger.index(interval)]:
        if (probe.seconds - base) * interval / candidate < limit:
            with suppress(TooLong):
                return candidate, run(allowed, candidate).run
    return interval, probe.run


def first_to_end(run: Callable[[float, int], Timed], allowed: float, intervals: Sequence[int]) -> tuple[int, Timed]:
    """Return the first run that ends in the time that is allowed, with its interval."""
    for interval in intervals:
        with suppress(TooLong):
            return interval, run(allowed, interval)
    raise TooLong(f"even with few collections it ran past {allowed:.0f} s")
