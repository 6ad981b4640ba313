"""Source spans, diagnostics and the errors that carry them: the bottom layer, used by every phase.

A mistake in the user's program is a `Diagnostic` raised in a `TranslationError`; anything else that escapes from a
phase is an internal failure, which `phase(...)` turns into `InternalError` with the phase, function and position.
Rendering (terminal, json) is `translator/render_diagnostics.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A stretch of source text: lines count from 1, columns from 0 (end column exclusive), as CPython's do."""

    filename: str
    function: str
    """The name CPython's traceback would show (`co_name`), kept when code is inlined elsewhere."""
    line: int
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.filename}:{self.line}:{self.column + 1}"


@dataclass(frozen=True, slots=True)
class Note:
    """A further remark of a diagnostic: a text, and where it points (None: nowhere); `label` stands at the caret."""

    text: str
    span: SourceSpan | None = None
    label: str = ""


@dataclass(slots=True)
class Diagnostic:
    """One error in the user's program, in the user's terms.

    `code` is "W0102"; `message` the headline; `label` what stands at the caret under `span`; `notes` the other
    origin of a conflict and the call chain; `help` advice on what to do.
    """

    code: str
    message: str
    span: SourceSpan | None
    label: str = ""
    notes: list[Note] = field(default_factory=list)
    help: str = ""

    def __str__(self) -> str:
        where = f"{self.span}: " if self.span else ""
        return f"{where}error[{self.code}]: {self.message}"


class TranslationError(Exception):
    """One or more errors in the program being translated; exit code 1."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = list(diagnostics)


class InternalError(Exception):
    """A failure of Weft itself: phase, function and source position; exit code 70.

    The original exception is the `__cause__`.
    """

    def __init__(self, phase: str, function: str, span: SourceSpan | None, reason: str) -> None:
        super().__init__(f"internal error while {phase} {function} ({span or 'no position'}): {reason}")
        self.phase = phase
        self.function = function
        self.span = span
        self.reason = reason


class Position:
    """A mutable holder of the span being worked on, so that `phase` can tell where a crash happened."""

    __slots__ = ("span",)

    def __init__(self, span: SourceSpan | None = None) -> None:
        self.span = span


@contextmanager
def phase(name: str, function: str, position: Position | None = None) -> Iterator[Position]:
    """Run a step of a phase; an unexpected exception inside becomes an `InternalError`.

    `name` is a participle ("annotating", "rtyping"); set `.span` of the yielded position while going on.
    """
    where = position or Position()
    try:
        yield where
    except (TranslationError, InternalError, KeyboardInterrupt):
        raise
    except Exception as error:
        raise InternalError(name, function, where.span, f"{type(error).__name__}: {error}") from error
