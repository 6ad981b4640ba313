"""Behaviour of the built-in exception classes: what `ValueError(...)`, `str(e)` and `repr(e)` do.

An instance keeps the text that `str` gives in `_weft_message`, and in `_weft_kind` what it was made of: 0 no
arguments, 1 one str, 2 one other value (or the repr of a KeyError's key), 3 several.
"""

from __future__ import annotations

from typing import Any

from weft.rlib.intrinsics import class_name

NO_ARGUMENTS, TEXT, VALUE, SEVERAL = range(4)

DEFAULT_MESSAGE = ""
DEFAULT_KIND = NO_ARGUMENTS
"""Class-level values of the two attributes."""


def exception_init(self: Any, *args: Any) -> None:
    """`Exception(...)`."""
    if len(args) == 0:
        self._weft_message = ""
        self._weft_kind = NO_ARGUMENTS
    elif len(args) == 1:
        self._weft_message = str(args[0])
        if isinstance(args[0], str):
            self._weft_kind = TEXT
        else:
            self._weft_kind = VALUE
    else:
        self._weft_message = repr(args)
        self._weft_kind = SEVERAL


def key_error_init(self: Any, *args: Any) -> None:
    """`KeyError(...)`: one argument shows as its repr."""
    if len(args) == 1:
        self._weft_message = repr(args[0])
        self._weft_kind = VALUE
    else:
        exception_init(self, *args)


def exception_str(self: Any) -> str:
    """`str(e)`."""
    message: str = self._weft_message
    return message


def exception_repr(self: Any) -> str:
    """`repr(e)`."""
    name = class_name(self)
    if self._weft_kind == NO_ARGUMENTS:
        return name + "()"
    if self._weft_kind == TEXT:
        return name + "(" + repr(self._weft_message) + ")"
    if self._weft_kind == VALUE:
        return name + "(" + self._weft_message + ")"
    text: str = self._weft_message
    return name + text


def system_exit_init(self: Any, code: Any = None) -> None:
    """`SystemExit(code)`: a number is the exit code, None is 0, anything else is a message, with exit code 1."""
    if code is None:
        self._weft_message = ""
        self._weft_kind = NO_ARGUMENTS
        self._weft_code = 0
    elif isinstance(code, int):
        self._weft_message = str(code)
        self._weft_kind = VALUE
        self._weft_code = int(code)
    else:
        self._weft_message = str(code)
        self._weft_kind = TEXT
        self._weft_code = 1


def sys_exit(code: Any = None) -> None:
    """`sys.exit(code)`."""
    raise SystemExit(code)
