"""Behaviour of the built-in exception classes: what `ValueError(...)`, `str(e)` and `repr(e)` do.

An instance keeps the text that `str` gives in `_weft_message`, and in `_weft_kind` what it was made of: 0 no
arguments, 1 one str, 2 one other value (or the repr of a KeyError's key), 3 several, 4 those of an OSError, 5 as
`_weft_shown` shows them (one instance), 6 what is not known any more (`forget_arguments`).
"""

from __future__ import annotations

from typing import Any

from weft.rlib.escapes import bytes_repr, str_repr, unquoted
from weft.rlib.int_text import int_str
from weft.rlib.intrinsics import StringBuilder, as_tuple, class_name, code_at

NO_ARGUMENTS, TEXT, VALUE, SEVERAL, SYSTEM, SHOWN, FORGOTTEN = range(7)
DEFAULT_MESSAGE = ""
DEFAULT_KIND = NO_ARGUMENTS
DEFAULT_CODE = 1


def exception_init(self: Any, *args: Any) -> None:
    """`Exception(...)`."""
    if len(args) == 0:
        self._weft_message = ""
        self._weft_kind = NO_ARGUMENTS
    elif len(args) == 1:
        self._weft_message = str(args[0])
        if isinstance(args[0], str):
            self._weft_kind = TEXT
        elif _shows_as_str(args[0]):
            self._weft_kind = VALUE
        else:
            self._weft_kind = SHOWN
            self._weft_shown = repr(args[0])
    else:
        self._weft_message = repr(args)
        self._weft_kind = SEVERAL


def _shows_as_str(value: Any) -> bool:
    """True for values whose repr is their str."""
    if value is None or isinstance(value, (int, float, list, tuple, dict, set, frozenset, bytes, bytearray)):
        return True
    return False


def forget_arguments(self: Any, *args: Any) -> None:
    """Of a class with `__init__` and `__str__` of its own: only `repr(e)` would show the arguments."""
    self._weft_message = ""
    self._weft_kind = FORGOTTEN


def key_error_init(self: Any, *args: Any) -> None:
    """`KeyError(...)`: one argument shows as its repr."""
    if len(args) == 1:
        self._weft_message = repr(args[0])
        self._weft_kind = VALUE
    else:
        exception_init(self, *args)


def exception_str(self: Any) -> str:
    """`str(e)`."""
    if self._weft_kind == FORGOTTEN:
        raise NotImplementedError("the arguments of this " + class_name(self) + " are not kept")
    message: str = self._weft_message
    return message


def exception_repr(self: Any) -> str:
    """`repr(e)`."""
    name = class_name(self)
    if self._weft_kind == NO_ARGUMENTS:
        return name + "()"
    if self._weft_kind == TEXT:
        return name + "(" + str_repr(self._weft_message) + ")"
    if self._weft_kind == VALUE:
        return name + "(" + self._weft_message + ")"
    if self._weft_kind == SHOWN:
        return name + "(" + self._weft_shown + ")"
    if self._weft_kind == FORGOTTEN:
        raise NotImplementedError("the arguments of this " + name + " are not kept")
    text: str = self._weft_message
    return name + text


def other_args(self: Any) -> NotImplementedError:
    """Return the error for an exception whose args have another type than the program expects there."""
    return NotImplementedError("the args of this " + class_name(self) + " have another type")


def _exception_args(self: Any) -> Any:
    if isinstance(self, KeyError):  # among exceptions of other classes
        return _key_error_args(self)
    result: list[str] = []
    if self._weft_kind == TEXT:
        result.append(self._weft_message)
    elif self._weft_kind != NO_ARGUMENTS:
        raise other_args(self)
    return as_tuple(result)


def _key_error_args(self: Any) -> Any:
    result: list[str] = []
    message = self._weft_message
    if self._weft_kind == VALUE and message[0] in "'\"":
        result.append(unquoted(message))
    elif self._weft_kind != NO_ARGUMENTS:
        raise other_args(self)
    return as_tuple(result)


def os_error_args(self: Any) -> Any:
    """`number, text = e.args` of an OSError."""
    check_count(self, 2)
    if self._weft_kind != SYSTEM:
        raise other_args(self)
    return self.errno, self.strerror


def check_count(self: Any, count: int) -> None:
    """Raise ValueError if the args are not as many as the variables that get them (-1: any number)."""
    kind = self._weft_kind
    if count < 0 or kind == SEVERAL or kind == SHOWN or kind == FORGOTTEN:
        return
    given = 0 if kind == NO_ARGUMENTS else 2 if kind == SYSTEM else 1
    if given < count:
        raise ValueError("not enough values to unpack (expected " + int_str(count) + ", got " + int_str(given) + ")")
    if given > count:
        raise ValueError("too many values to unpack (expected " + int_str(count) + ")")


exception_args = property(_exception_args)
"""`e.args` of an exception: a tuple of str."""
key_error_args = property(_key_error_args)
"""`e.args` of a KeyError, which keeps the repr of the key."""

EXCEPTION_ARGS = (exception_args, key_error_args)
DEFAULT_SHAPE = 0

# StopIteration ------------------------------------------------------------------------------------------------------


def stop_iteration_init(self: Any, value: Any = None) -> None:
    """`StopIteration(value)`: what a generator returned."""
    if value is None:
        exception_init(self)
    else:
        self.value = value
        exception_init(self, value)


# SystemExit ---------------------------------------------------------------------------------------------------------


def system_exit_init(self: Any, code: Any = None) -> None:
    """`SystemExit(code)`: a number is the exit code, None is 0, anything else is a message, with exit code 1."""
    if code is None:
        self._weft_message = ""
        self._weft_kind = NO_ARGUMENTS
        self._weft_code = 0
    elif isinstance(code, int):
        self._weft_message = str(code)
        self._weft_kind = VALUE
        self._weft_code = _word(int(code))
    else:
        self._weft_message = str(code)
        self._weft_kind = TEXT
        self._weft_code = 1


def _word(value: int) -> int:
    """A parameter of this type makes a word of an integer of any size."""
    return value


def _system_exit_code(self: Any) -> int:
    if self._weft_kind != VALUE:
        raise AttributeError("the code of this SystemExit is not a number")
    code: int = self._weft_code
    return code


system_exit_code = property(_system_exit_code)
"""`e.code` of a SystemExit."""


def sys_exit(code: Any = None) -> None:
    """`sys.exit(code)`."""
    raise SystemExit(code)


# OSError ------------------------------------------------------------------------------------------------------------


def os_error_init(self: Any, *args: Any) -> None:
    """`OSError(errno, strerror[, filename])`, or any other arguments."""
    if len(args) == 2 or len(args) == 3:
        self.errno = args[0]
        self.strerror = args[1]
        message = "[Errno " + str(args[0]) + "] " + str(args[1])
        if len(args) == 3:
            self.filename = args[2]
            if args[2] is not None:
                message += ": " + repr(args[2])
        self._weft_message = message
        self._weft_kind = SYSTEM
    else:
        self.errno = None
        self.strerror = None
        self.filename = None
        exception_init(self, *args)


def os_error_repr(self: Any) -> str:
    """`repr(e)` of an OSError."""
    if self._weft_kind == SYSTEM:
        return class_name(self) + "(" + str(self.errno) + ", " + repr(self.strerror) + ")"
    return exception_repr(self)


# Unicode errors -----------------------------------------------------------------------------------------------------


def decode_error_init(self: Any, encoding: str, data: bytes, start: int, end: int, reason: str) -> None:
    """`UnicodeDecodeError(encoding, data, start, end, reason)`."""
    self.encoding = encoding
    self.start = start
    self.end = end
    self.reason = reason
    if end == start + 1:
        what = "byte 0x" + two_hex_digits(data[start]) + " in position " + int_str(start)
    else:
        what = "bytes in position " + int_str(start) + "-" + int_str(end - 1)
    self._weft_message = "'" + encoding + "' codec can't decode " + what + ": " + reason
    text = str_repr(encoding) + ", " + bytes_repr(data) + ", " + int_str(start) + ", " + int_str(end)
    self._weft_arguments = "(" + text + ", " + str_repr(reason) + ")"
    self._weft_kind = SEVERAL


def encode_error_init(self: Any, encoding: str, text: str, start: int, end: int, reason: str) -> None:
    """`UnicodeEncodeError(encoding, text, start, end, reason)`."""
    self.encoding = encoding
    self.start = start
    self.end = end
    self.reason = reason
    if end == start + 1:
        what = "character '" + escaped_code(code_at(text, start)) + "' in position " + int_str(start)
    else:
        what = "characters in position " + int_str(start) + "-" + int_str(end - 1)
    self._weft_message = "'" + encoding + "' codec can't encode " + what + ": " + reason
    arguments = str_repr(encoding) + ", " + str_repr(text) + ", " + int_str(start) + ", " + int_str(end)
    self._weft_arguments = "(" + arguments + ", " + str_repr(reason) + ")"
    self._weft_kind = SEVERAL


def unicode_error_repr(self: Any) -> str:
    """`repr(e)` of a UnicodeDecodeError or UnicodeEncodeError."""
    text: str = self._weft_arguments
    return class_name(self) + text


def two_hex_digits(value: int) -> str:
    """Return a byte in hexadecimal."""
    digits = "0123456789abcdef"
    return digits[value >> 4 & 15] + digits[value & 15]


def escaped_code(code: int) -> str:
    """Return `\\x..`, `\\u....` or `\\U........` for a character."""
    builder = StringBuilder(10)
    digits = 2
    if code < 256:
        builder.append("\\x")
    elif code < 65536:
        builder.append("\\u")
        digits = 4
    else:
        builder.append("\\U")
        digits = 8
    while digits > 0:
        digits -= 2
        builder.append(two_hex_digits(code >> 4 * digits & 255))
    return builder.build()
