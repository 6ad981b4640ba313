"""Errors of the system as exceptions: the subclass of OSError and the message for an error number."""

from __future__ import annotations

from weft.rlib.externals import weft_strerror
from weft.rlib.intrinsics import new_bytearray, str_from_bytearray


def strerror(errno: int) -> str:
    """`os.strerror(errno)`."""
    buffer = new_bytearray(200)
    return str_from_bytearray(buffer, 0, weft_strerror(errno, buffer))


def os_error(errno: int, path: str | None) -> OSError:
    """Return the exception for an error number and the file it is about."""
    return with_text(errno, strerror(errno), path)


def with_text(errno: int, text: str | None, path: str | None) -> OSError:  # noqa: C901 - a table of classes, as code
    """Return the exception for an error number, with a text."""
    if errno == 2:
        return FileNotFoundError(errno, text, path)
    if errno == 13 or errno == 1:
        return PermissionError(errno, text, path)
    if errno == 17:
        return FileExistsError(errno, text, path)
    if errno == 21:
        return IsADirectoryError(errno, text, path)
    if errno == 20:
        return NotADirectoryError(errno, text, path)
    if errno == 32 or errno == 108:
        return BrokenPipeError(errno, text, path)
    if errno == 4:
        return InterruptedError(errno, text, path)
    if errno == 11 or errno == 114 or errno == 115:
        return BlockingIOError(errno, text, path)
    return OSError(errno, text, path)


def made_by_program(errno: int, text: str | None, path: str | None = None) -> OSError:
    """`OSError(errno, text, path)`: the class depends on the number, as in CPython."""
    if errno == 3:
        return ProcessLookupError(errno, text, path)
    if errno == 10:
        return ChildProcessError(errno, text, path)
    if errno == 103:
        return ConnectionAbortedError(errno, text, path)
    if errno == 104:
        return ConnectionResetError(errno, text, path)
    if errno == 110:
        return TimeoutError(errno, text, path)
    if errno == 111:
        return ConnectionRefusedError(errno, text, path)
    return with_text(errno, text, path)


def check(result: int, path: str | None) -> int:
    """Return the result of a system function, or raise its error."""
    if result < 0:
        raise os_error(-result, path)
    return result
