"""The process: arguments, environment, exit."""

from __future__ import annotations

from typing import Final

from weft.rlib.encoding import path_bytes, path_text
from weft.rlib.externals import weft_argument, weft_argument_count, weft_exit, weft_getenv, weft_getpid
from weft.rlib.intrinsics import new_bytearray

ARGUMENTS: Final[list[str]] = [""]
"""`sys.argv`; filled at start-up."""


_RECURSION_LIMIT: Final[list[int]] = [1000]


def set_recursion_limit(limit: int) -> None:
    """`sys.setrecursionlimit(n)`: noted only, as it is the size of the stack that limits recursion."""
    if limit < 1:
        raise ValueError("recursion limit must be greater or equal than 1")
    _RECURSION_LIMIT[0] = limit


def get_recursion_limit() -> int:
    """`sys.getrecursionlimit()`."""
    return _RECURSION_LIMIT[0]


def _argument(index: int) -> str:
    buffer = new_bytearray(256)
    size = weft_argument(index, buffer)
    if size > len(buffer):
        buffer = new_bytearray(size)
        weft_argument(index, buffer)
    return path_text(buffer, size)


def read_arguments() -> None:
    """Fill `sys.argv`."""
    ARGUMENTS.clear()
    count = weft_argument_count()
    i = 0
    while i < count:
        ARGUMENTS.append(_argument(i))
        i += 1


def get_arguments() -> list[str]:
    """`sys.argv`."""
    return ARGUMENTS


def getenv(name: str, default: str | None = None) -> str | None:
    """`os.getenv(name, default)`."""
    buffer = new_bytearray(256)
    key = path_bytes(name)
    size = weft_getenv(key, buffer)
    if size < 0:
        return default
    if size > len(buffer):
        buffer = new_bytearray(size)
        weft_getenv(key, buffer)
    return path_text(buffer, size)


def getpid() -> int:
    """`os.getpid()`."""
    return weft_getpid()


def exit_now(code: int) -> None:
    """`os._exit(code)`."""
    weft_exit(code)
