"""Running one process and measuring it: CPU time from the system's own accounting, and instructions under valgrind."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What one finished process used and said; the times (in seconds) include those of its children."""

    exit_code: int
    user: float
    system: float
    wall: float
    peak_kb: int
    stdout: bytes
    stderr: bytes

    @property
    def complaint(self) -> str:
        """How it ended, for a message: the exit code and the last line of standard error that says something."""
        lines = [line.strip() for line in self.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        how = f"signal {-self.exit_code}" if self.exit_code < 0 else f"exit code {self.exit_code}"
        return f"{how}: {lines[-1]}" if lines else how


def run_process(argv: Sequence[str], limit: float, cwd: Path | None = None) -> Run:
    """Run a command to its end with empty standard input; its whole process group is killed after `limit` seconds."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        process = subprocess.Popen(
            argv, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True
        )
        watchdog = threading.Timer(limit, _kill_group, [process.pid])
        watchdog.start()
        try:
            # Not Popen.wait, which would lose the resource usage.
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            # An interrupt reaches only us: the process has a session of its own.
            _kill_group(process.pid)
            raise
        finally:
            watchdog.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - start
        out.seek(0)
        err.seek(0)
        return Run(
            exit_code=process.returncode,
            user=usage.ru_utime,
            system=usage.ru_stime,
            wall=wall,
            peak_kb=usage.ru_maxrss,
            stdout=out.read(),
            stderr=err.read(),
        )


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def instruction_counter() -> str | None:
    """The path of valgrind, or None if it is not installed."""
    return shutil.which("valgrind")


def count_instructions(valgrind: str, argv: Sequence[str], limit: float) -> int | None:
    """The number of instructions a command executes, counted by callgrind; None if that failed."""
    run = run_process([valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", *argv], limit)
    found = re.search(rb"Collected\s*:\s*(\d+)", run.stderr)
    return int(found[1]) if found and run.exit_code == 0 else None
