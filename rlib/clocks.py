"""The time module: clocks and sleep."""

from __future__ import annotations

from typing import Any

from weft.rlib.externals import weft_clock_ns, weft_sleep, weft_time


def time() -> float:
    """`time.time()`."""
    return weft_time()


def time_ns() -> int:
    """`time.time_ns()`."""
    return weft_clock_ns(0)


def monotonic() -> float:
    """`time.monotonic()` and `time.perf_counter()`."""
    return float(weft_clock_ns(1)) * 1e-9


def monotonic_ns() -> int:
    """`time.monotonic_ns()` and `time.perf_counter_ns()`."""
    return weft_clock_ns(1)


def process_time() -> float:
    """`time.process_time()`."""
    return float(weft_clock_ns(2)) * 1e-9


def process_time_ns() -> int:
    """`time.process_time_ns()`."""
    return weft_clock_ns(2)


def sleep(secs: Any) -> None:
    """`time.sleep(seconds)`."""
    seconds = float(secs)
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0.0:
        raise ValueError("sleep length must be non-negative")
    weft_sleep(seconds)
