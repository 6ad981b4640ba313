"""How a program begins and ends: runs it, and turns SystemExit and uncaught exceptions into messages and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weft.rlib.exceptions import TEXT
from weft.rlib.intrinsics import class_name, print_traceback
from weft.rlib.printing import STDERR, STDOUT


def run_program(program: Callable[[], Any]) -> int:
    """Run a program to its end; returns the exit code of the process."""
    code = 0
    try:
        result = program()
        if isinstance(result, int):
            code = result
    except SystemExit as error:
        code = error._weft_code  # type: ignore[attr-defined]
        if error._weft_kind == TEXT:  # type: ignore[attr-defined]
            STDOUT.flush()
            STDERR.write(str(error) + "\n")
    except BaseException as error:
        STDOUT.flush()
        report_uncaught(error)
        code = 1
    STDOUT.flush()
    STDERR.flush()
    return code


def report_uncaught(error: BaseException) -> None:
    """Write the traceback and the last line about an exception."""
    STDERR.flush()
    print_traceback(error)
    message = str(error)
    line = class_name(error)
    if message:
        line += ": " + message
    STDERR.write(line + "\n")


def program_entry(program: Callable[[], Any]) -> Callable[[], int]:
    """Return the function that an executable starts with."""

    def entry() -> int:
        return run_program(program)

    return entry
