"""The command line of `weft gclog`: `main`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from weft.translator.gclog.page import render_page
from weft.translator.gclog.reading import LogError, read_log
from weft.translator.gclog.summary import render_text, summarise
from weft.translator.options import UsageError


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; usage: {self.format_usage().removeprefix('usage: ').strip()}")


def main(arguments: Sequence[str]) -> int:
    """Print the summary of one log, or of two; return the exit code."""
    parser = _Parser(prog="weft gclog", description="Summarise what a program wrote with WEFTLOG=FILE.")
    parser.add_argument("logs", metavar="FILE", nargs="+", help="a log, or two to compare")
    parser.add_argument("--html", metavar="OUT", default="", help="also write a page with plots")
    given = parser.parse_args(arguments)
    if len(given.logs) > 2:
        raise UsageError("weft gclog takes one log, or two to compare")
    try:
        summaries = [summarise(read_log(Path(name))) for name in given.logs]
        if given.html:
            Path(given.html).write_text(render_page(summaries), encoding="utf-8")
    except LogError as error:
        sys.stderr.write(f"weft gclog: {error}\n")
        return 1
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}") from None
    sys.stdout.write(render_text(summaries))
    return 0
