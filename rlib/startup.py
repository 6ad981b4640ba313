"""How a program begins and ends: runs it, and turns SystemExit and uncaught exceptions into messages and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weft.rlib.exceptions import TEXT
from weft.rlib.finalizers import finish
from weft.rlib.markers import program_ends
from weft.rlib.printing import flush_all, write_error
from weft.rlib.process import read_arguments
from weft.rlib.reports import report_uncaught


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
    finish()
    flush_all()
    return code


def program_entry(program: Callable[[], Any]) -> Callable[[], int]:
    """Return the function that an executable starts with."""

    def entry() -> int:
        return run_program(program)

    return entry
