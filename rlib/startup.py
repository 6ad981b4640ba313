"""How a program begins and ends: runs it, and turns SystemExit and uncaught exceptions into messages and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weft.rlib.exceptions import TEXT
from weft.rlib.intrinsics import class_name, print_traceback
from weft.rlib.printing import flush_all, write_error
from weft.rlib.process import read_arguments


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
        flush_all()
        report_uncaught(error)
        code = 1
    flush_all()
    return code


def report_uncaught(error: BaseException) -> None:
    """Write the traceback and the last line about an exception."""
    print_traceback(error)
    message = str(error)
    line = class_name(error)
    if message:
        line += ": " + message
    write_error(line + "\n")


def program_entry(program: Callable[[], Any]) -> Callable[[], int]:
    """Return the function that an executable starts with."""

    def entry() -> int:
        return run_program(program)

    return entry
