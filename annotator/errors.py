"""Errors of inference: how rules report them, and the log that turns them into diagnostics.

A rule raises `RuleError`; joining annotations raises `UnionError`, which the place where the two meet turns into an
error with both origins.  `ErrorLog` keeps one error per place; errors that may go away as inference goes on
(an attribute that is not there yet) are *deferred*: kept as functions asked again at the end.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from weft.annotator.lattice import Annotation
from weft.flowspace.diagnostics import Diagnostic, Note, SourceSpan


class UnionError(Exception):
    """Two annotations have no common type.  `reason` narrows it down: "lengths" of tuples."""

    def __init__(self, left: Annotation, right: Annotation, reason: str = "") -> None:
        super().__init__(f"{left} and {right}")
        self.left = left
        self.right = right
        self.reason = reason


class RuleError(Exception):
    """A mistake in the program found by a rule; the engine adds span and call chain."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        label: str = "",
        notes: Iterable[Note] = (),
        help: str = "",
        span: SourceSpan | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.label = label
        self.notes = list(notes)
        self.help = help
        self.span = span

    def diagnostic(self, span: SourceSpan | None) -> Diagnostic:
        """Return the diagnostic, at `span` unless the error has one of its own."""
        where = self.span or span
        return Diagnostic(self.code, self.message, where, label=self.label, notes=self.notes, help=self.help)


@dataclass(slots=True)
class ErrorLog:
    """Errors by place, in order of discovery."""

    found: dict[Hashable, Diagnostic] = field(default_factory=dict)
    deferred: dict[Hashable, Callable[[], None]] = field(default_factory=dict)
    """By place: asked at the end, records its error if it still holds."""

    def add(self, place: Hashable, diagnostic: Diagnostic) -> None:
        """Record an error unless the place has one."""
        self.found.setdefault(place, diagnostic)

    def diagnostics(self, limit: int) -> list[Diagnostic]:
        """Return the errors without repetitions, at most `limit`, ordered by file and line within order of files."""
        unique: dict[tuple[object, ...], Diagnostic] = {}
        for diagnostic in self.found.values():
            unique.setdefault((diagnostic.code, diagnostic.span, diagnostic.message), diagnostic)
        files: dict[str, int] = {}
        for diagnostic in unique.values():
            if diagnostic.span is not None:
                files.setdefault(diagnostic.span.filename, len(files))

        def place(diagnostic: Diagnostic) -> tuple[int, int, int]:
            span = diagnostic.span
            return (-1, 0, 0) if span is None else (files[span.filename], span.line, span.column)

        return sorted(unique.values(), key=place)[:limit]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" if a known name is close, else ""."""
    close = difflib.get_close_matches(name, sorted(set(known)), 1)
    return f"did you mean '{close[0]}'?" if close else ""


def article(text: str) -> str:
    """Return the text with "a" or "an"."""
    return f"{'an' if text[:1] in 'aeiouAEIO' else 'a'} {text}"


class AlreadyReported(Exception):
    """Something needed could not be made, and the error that says so is in the log."""
