"""What is written to standard error about exceptions that nobody handles."""

from __future__ import annotations

from typing import Final

from weft.rlib.intrinsics import class_title, print_traceback
from weft.rlib.printing import write_error

_MOST_CAUSES: Final = 100


def report_uncaught(error: BaseException, depth: int = 0) -> None:
    """Write the traceback and the last line about an exception, after those of what it followed from."""
    cause = error.__cause__
    context = error.__context__
    if cause is not None and depth < _MOST_CAUSES:
        report_uncaught(cause, depth + 1)
        write_error("\nThe above exception was the direct cause of the following exception:\n\n")
    elif context is not None and not error.__suppress_context__ and depth < _MOST_CAUSES:
        report_uncaught(context, depth + 1)
        write_error("\nDuring handling of the above exception, another exception occurred:\n\n")
    print_traceback(error)
    message = str(error)
    line = class_title(error)
    if message:
        line += ": " + message
    write_error(line + "\n")
