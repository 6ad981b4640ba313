"""Shows how far a translation has got: a line that changes on a terminal, plain lines elsewhere, or nothing.

The driver tells a `Progress` which phase begins; phases may report how many functions they have done.
"""

from __future__ import annotations

import sys
from typing import Protocol

from rich.console import Console
from rich.status import Status

from weft.translator.options import Options


class Progress(Protocol):
    """What the driver tells about its progress."""

    def phase(self, title: str) -> None:
        """A phase begins."""

    def count(self, done: int, total: int | None = None) -> None:
        """So many functions of the phase are done; `total` is None while it is not known."""

    def finish(self) -> None:
        """The translation is over, or failed."""


class NoProgress:
    """Shows nothing."""

    def phase(self, title: str) -> None:
        """Ignore the phase."""

    def count(self, done: int, total: int | None = None) -> None:
        """Ignore the count."""

    def finish(self) -> None:
        """Do nothing."""


class PlainProgress:
    """Writes a line for each phase."""

    def phase(self, title: str) -> None:
        """Write the phase."""
        sys.stderr.write(f"[weft] {title}\n")
        sys.stderr.flush()

    def count(self, done: int, total: int | None = None) -> None:
        """Ignore the count: a log has no use for it."""

    def finish(self) -> None:
        """Do nothing."""


class TerminalProgress:
    """A line at the bottom of the terminal with the phase and the number of functions done."""

    def __init__(self) -> None:
        self.title = ""
        self.status = Status("starting", console=Console(stderr=True))
        self.status.start()

    def phase(self, title: str) -> None:
        """Show the phase."""
        self.title = title
        self.status.update(title)

    def count(self, done: int, total: int | None = None) -> None:
        """Show the count."""
        if done % 16 == 0 or done == total:
            share = f"{done * 100 // total} %" if total else f"{done} functions"
            self.status.update(f"{self.title}: {share}")

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
