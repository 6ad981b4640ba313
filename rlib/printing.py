"""The standard streams: print(), input(), sys.stdin, sys.stdout and sys.stderr."""

from __future__ import annotations

from typing import Final

from weft.rlib.encoding import BACKSLASH, STRICT, UTF_8
from weft.rlib.files import ONLY_LF, UNIVERSAL, TextFile, flush_files
from weft.rlib.intrinsics import code_at, substring

# As under CPython on Unix, line ends of standard input stay as they are.
STDIN: Final = TextFile(0, "<stdin>", "r", True, False, UTF_8, STRICT, ONLY_LF)
STDOUT: Final = TextFile(1, "<stdout>", "w", False, True, UTF_8, STRICT, UNIVERSAL)
STDERR: Final = TextFile(2, "<stderr>", "w", False, True, UTF_8, BACKSLASH, UNIVERSAL)
STDOUT._by_line = -1
STDERR._by_line = 1


def get_stdin() -> TextFile:
    """`sys.stdin`."""
    return STDIN


def get_stdout() -> TextFile:
    """`sys.stdout`."""
    return STDOUT


def get_stderr() -> TextFile:
    """`sys.stderr`."""
    return STDERR


def write(text: str) -> None:
    """Write to standard output."""
    STDOUT.write(text)


def flush() -> None:
    """Flush standard output."""
    STDOUT.flush()


def write_error(text: str) -> None:
    """Write to standard error at once."""
    STDERR.write(text)
    STDERR.flush()


def input_line(prompt: str = "") -> str:
    """`input(prompt)`."""
    if len(prompt) != 0:
        STDOUT.write(prompt)
    STDOUT.flush()
    line = STDIN.readline()
    if len(line) == 0:
        raise EOFError("EOF when reading a line")
    last = len(line) - 1
    if code_at(line, last) == 10:
        return substring(line, 0, last)
    return line


def flush_all() -> None:
    """Write out everything at the end of the program; what cannot be written is lost."""
    try:
        STDOUT.flush()
    except OSError:
        pass
    try:
        flush_files()
    except OSError:
        pass
