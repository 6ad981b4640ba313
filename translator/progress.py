"""Shows how far a translation has got: a line that changes on a terminal, plain lines elsewhere, or nothing.

The driver tells a `Progress` which phase begins.
"""

from __future__ import annotations

import sys
import time
from typing import Protocol

from rich.console import Console
from rich.status import Status

from weft.translator.options import Options


class Progress(Protocol):
    """What the driver tells about its progress."""

    def phase(self, title: str) -> None:
        """A phase begins."""

    def finish(self) -> None:
        """The translation is over, or failed."""


class NoProgress:
    """Shows nothing."""

    def phase(self, title: str) -> None:
        """Ignore the phase."""

    def finish(self) -> None:
        """Do nothing."""


class PlainProgress:
    """Writes a line for each phase."""

    def phase(self, title: str) -> None:
        """Write the phase."""
        sys.stderr.write(f"[weft] {title}\n")
        sys.stderr.flush()

    def finish(self) -> None:
        """Do nothing."""


class TerminalProgress:
    """A line at the bottom of the terminal with the phase and the seconds it has taken so far."""

    def __init__(self) -> None:
        self.title = "starting"
        self.begin = time.monotonic()
        self.status = Status(self, console=Console(stderr=True))
        self.status.start()

    def __rich__(self) -> str:
        return f"{self.title} {time.monotonic() - self.begin:.0f} s"

    def phase(self, title: str) -> None:
        """Show the phase."""
        self.title = title
        self.begin = time.monotonic()

    def finish(self) -> None:
        """Remove the line."""
        self.status.stop()


def make_progress(options: Options) -> Progress:
    """Return the progress display that the options and the terminal ask for."""
    if options.progress == "plain" or (options.verbose and not sys.stderr.isatty()):
        return PlainProgress()
    if options.progress == "none" or options.quiet or not sys.stderr.isatty():
        return NoProgress()
    return TerminalProgress()
