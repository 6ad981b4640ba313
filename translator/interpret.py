"""`--llinterpret`: runs a rtyped program in the low-level interpreter, as its executable would run."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from weft.rtyper.llinterp import Interpreter, LowLevelException
from weft.rtyper.program import Program


def interpret(program: Program, arguments: Sequence[str]) -> int:
    """Run the entry function with these command-line arguments; return the exit status."""
    sys.argv[:] = arguments
    interpreter = Interpreter(program)
    try:
        status = interpreter.run(program.entry)
    except LowLevelException as error:
        lines = ["Traceback (most recent call last):"]
        lines += [f"  in {function}, line {line}" for function, line in interpreter.traceback(error.value)]
        print("\n".join([*lines, str(error)]), file=sys.stderr)
        return 1
    sys.stdout.flush()
    return int(status or 0)
