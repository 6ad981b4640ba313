"""What can come out of the interpreter besides a result."""

from __future__ import annotations

from typing import Any

from weft.flowspace.diagnostics import SourceSpan
from weft.rtyper.lltype.values import StructValue, host_str


class LowLevelException(Exception):
    """An exception of the interpreted program: `value` is the instance."""

    def __init__(self, value: StructValue) -> None:
        super().__init__(value)
        self.value = value

    @property
    def class_name(self) -> str:
        """The name of the instance's class."""
        return host_str(self.value.fields["cls"].fields["name"])

    def __str__(self) -> str:
        return self.class_name


class InterpreterError(Exception):
    """The interpreted graph did something undefined (null dereference, index out of range, a type mix-up).

    `trace` lists (function name, span, operation) of the frames, innermost first; `__cause__` is the host's error.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.trace: list[tuple[str, SourceSpan | None, Any]] = []

    def __str__(self) -> str:
        lines = [self.message]
        lines += [f"  in {name} at {span or 'no position'}: {operation}" for name, span, operation in self.trace]
        return "\n".join(lines)


class LimitExceeded(InterpreterError):
    """More operations were executed than allowed, or calls nest too deeply."""
