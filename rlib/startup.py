"""How a program begins and ends: runs it, and turns SystemExit and uncaught exceptions into messages and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weft.rlib.exceptions import TEXT
from weft.rlib.intrinsics import class_title, print_traceback
from weft.rlib.markers import program_ends
from weft.rlib.printing import flush_all, write_error
from weft.rlib.process import read_arguments

_MOST_CAUSES: Final = 100


def run_program(program: Callable[[], Any]) -> int:
    """Run a program to its end; returns the exit code of the process."""
    read_arguments()
    code = 0
    try:
        result = program()
        if isinstance(result, int):
            code = result
    except SystemExit as error:
        code = error._weft_code  # type: ignore[attr-defined]
        if error._weft_kind == TEXT:  # type: ignore[attr-defined]
            flush_all()
            write_error(str(error) + "\n")
    except BaseException as error:
        # At once, as CPython does: flushing may raise, and catch, what shares its traceback with this exception.
        report_uncaught(error)
        code = 1
    program_ends()
    flush_all()
    return code


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


def program_entry(program: Callable[[], Any]) -> Callable[[], int]:
    """Return the function that an executable starts with."""

    def entry() -> int:
        return run_program(program)

    return entry
