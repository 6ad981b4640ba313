"""Shows diagnostics to people and tools: `render(diagnostics, stream)`; and explains their codes: `explain(code)`.

Formats: "human" (source lines with carets, in colour on a terminal), "short" (one line each, as editors read), and
"json" (one object per line).  Column numbers count characters, from 1; spans hold CPython's, which count UTF-8 bytes
from 0.
"""

from __future__ import annotations

import json
import linecache
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TextIO, TypeAlias

from weft.flowspace.diagnostics import Diagnostic, Note, SourceSpan
from weft.translator.source_excerpt import Excerpt, excerpt

Format: TypeAlias = Literal["human", "short", "json"]
Styled: TypeAlias = tuple[str, str]
"""A text and a rich style."""

EXPLANATIONS: Final = Path(__file__).parent / "explanations"
_TITLE: Final = re.compile(r"# (W\d{4}): (.+)")

_ERROR: Final = "bold red"
_BOLD: Final = "bold"
_GUTTER: Final = "blue"
_NOTE: Final = "cyan"
_HELP: Final = "green"


def render(
    diagnostics: Sequence[Diagnostic],
    stream: TextIO,
    *,
    form: Format = "human",
    colour: bool | None = None,
    max_errors: int | None = None,
    shown_paths: Mapping[str, str] | None = None,
) -> None:
    """Write diagnostics to a stream.

    `colour` None: if the stream is a terminal and NO_COLOR is not set.  `shown_paths` says how files are to be
    called, typically as on the command line; others are shown relative to the current directory.
    """
    paths = _Paths(shown_paths or {})
    shown = diagnostics if max_errors is None else diagnostics[:max_errors]
    if form == "human":
        if colour is None:
            colour = stream.isatty() and not os.environ.get("NO_COLOR")
        _write(_human(shown, len(diagnostics), paths), stream, colour)
        return
    for diagnostic in shown:
        if form == "short":
            stream.write(_short(diagnostic, paths) + "\n")
        else:
            stream.write(json.dumps(_as_json(diagnostic, paths), ensure_ascii=False) + "\n")


# Explanations.


def explain(code: str) -> str | None:
    """Return the explanation of a code, in Markdown, or None if there is no such code."""
    wanted = code.strip().upper()
    if not re.fullmatch(r"W\d{4}", wanted):
        return None
    path = EXPLANATIONS / f"{wanted}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else None


def known_codes() -> dict[str, str]:
    """Return all codes with their titles, in order."""
    titles = (_TITLE.match(path.read_text(encoding="utf-8")) for path in sorted(EXPLANATIONS.glob("W*.md")))
    return {title[1]: title[2] for title in titles if title is not None}


# Positions.


class _Paths:
    """How files are shown, and what they contain."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        self._shown = dict(shown)

    def name(self, filename: str) -> str:
        """Return how a file is called: as given, or relative to the current directory if it is below that."""
        name = self._shown.get(filename)
        if name is None:
            name = filename
            if os.path.isabs(filename):
                relative = os.path.relpath(filename)
                name = filename if relative.startswith(os.pardir) else relative
            self._shown[filename] = name
        return name

    def position(self, span: SourceSpan) -> str:
        """Return `file:line:column`."""
        return f"{self.name(span.filename)}:{span.line}:{_character(span.filename, span.line, span.column) + 1}"


def _line(filename: str, number: int) -> str:
    """Return a line of source text without its end, or "" if there is none."""
    return linecache.getline(filename, number).rstrip("\r\n")


def _character(filename: str, line: int, column: int) -> int:
    """Convert CPython's column, a number of UTF-8 bytes, to a number of characters."""
    text = _line(filename, line)
    if not text or text.isascii():
        return column
    data = text.encode("utf-8", "surrogatepass")
    return len(data[:column].decode("utf-8", "ignore")) + max(0, column - len(data))


def _excerpt(span: SourceSpan | None) -> Excerpt | None:
    """Return the source lines of a span, or None if they cannot be had."""
    if span is None or not _line(span.filename, span.line):
        return None
    has_end = span.end_line > span.line or (span.end_line == span.line and span.end_column > span.column)
    last = span.end_line if has_end else span.line
    lines = [_line(span.filename, number) for number in range(span.line, last + 1)]
    start = _character(span.filename, span.line, span.column)
    if has_end:
        return excerpt(lines, span.line, start, _character(span.filename, last, span.end_column))
    if span.column:
        return excerpt(lines, span.line, start, start + 1)
    indent = len(lines[0]) - len(lines[0].lstrip())
    return excerpt(lines, span.line, indent, len(lines[0]))  # only the line is known


# The short and json forms.


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _short(diagnostic: Diagnostic, paths: _Paths) -> str:
    where = f"{paths.position(diagnostic.span)}: " if diagnostic.span else ""
    return _one_line(f"{where}error[{diagnostic.code}]: {diagnostic.message}")


def _as_json(diagnostic: Diagnostic, paths: _Paths) -> dict[str, Any]:
    return {
        "severity": "error",
        "code": diagnostic.code,
        "message": diagnostic.message,
        "label": diagnostic.label,
        "span": _span_as_json(diagnostic.span, paths),
        "notes": [
            {"text": note.text, "label": note.label, "span": _span_as_json(note.span, paths)}
            for note in diagnostic.notes
        ],
        "help": diagnostic.help,
    }


def _span_as_json(span: SourceSpan | None, paths: _Paths) -> dict[str, Any] | None:
    """Lines and columns count from 1; the end column is that of the character behind the span."""
    if span is None:
        return None
    end_line = span.end_line or span.line
    end_column = span.end_column if span.end_line else span.column
    return {
        "file": paths.name(span.filename),
        "function": span.function,
        "line": span.line,
        "column": _character(span.filename, span.line, span.column) + 1,
        "end_line": end_line,
        "end_column": _character(span.filename, end_line, end_column) + 1,
    }


# The human form.


@dataclass(slots=True)
class _Item:
    """A headline with the source it points to: the error itself, or a note."""

    headline: list[Styled]
    span: SourceSpan | None
    label: str
    style: str
    """Of the carets and the label."""
    source: Excerpt | None = None

    def __post_init__(self) -> None:
        self.source = _excerpt(self.span)


def _write(parts: Iterable[Styled], stream: TextIO, colour: bool) -> None:
    """Write styled text, plainly or in colour."""
    if not colour:
        stream.write("".join([text for text, _ in parts]))
        return
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second, and is rarely needed
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=stream, force_terminal=True, highlight=False, markup=False, emoji=False)
    console.print(Text.assemble(*parts), end="", soft_wrap=True)


def _human(diagnostics: Sequence[Diagnostic], total: int, paths: _Paths) -> Iterator[Styled]:
    """Yield the text of all diagnostics; the way to an explanation is shown once for each code."""
    explained: set[str] = set()
    for diagnostic in diagnostics:
        yield from _human_one(diagnostic, paths)
        if diagnostic.code not in explained and explain(diagnostic.code) is not None:
            explained.add(diagnostic.code)
            yield from _advice(f"{diagnostic.code} is explained by `weft --explain {diagnostic.code}`")
        yield "\n", ""
    if total > 1:
        hidden = total - len(diagnostics)
        more = f", {hidden} of them not shown" if hidden else ""
        yield f"{total} errors{more}\n", _BOLD


def _human_one(diagnostic: Diagnostic, paths: _Paths) -> Iterator[Styled]:
    headline = [(f"error[{diagnostic.code}]", _ERROR), (f": {diagnostic.message}\n", _BOLD)]
    items = [_Item(headline, diagnostic.span, diagnostic.label, _ERROR)]
    items += [_note_item(note) for note in diagnostic.notes]
    width = max([item.source.number_width for item in items if item.source] or [1])
    for item in items:
        yield from item.headline
        yield from _place(item, width, paths)
    if diagnostic.help:
        yield from _advice(diagnostic.help)


def _note_item(note: Note) -> _Item:
    return _Item([("note", _NOTE), (f": {note.text}\n", "")], note.span, note.label, _NOTE)


def _advice(text: str) -> Iterator[Styled]:
    yield "help", _HELP
    yield f": {text}\n", ""


def _place(item: _Item, width: int, paths: _Paths) -> Iterator[Styled]:
    """Yield where an item points: the position, the source lines, carets and the label."""
    margin = " " * width
    if item.span is None:
        if item.label:
            yield f"{margin} = ", _GUTTER
            yield f"{item.label}\n", ""
        return
    yield f"{margin}--> ", _GUTTER
    yield f"{paths.position(item.span)}\n", ""
    if item.source is None:
        if item.label:
            yield f"{margin} = ", _GUTTER
            yield f"{item.label}\n", ""
        return
    yield f"{margin} |\n", _GUTTER
    marked = [row for row in item.source.rows if row.marks]
    for row in item.source.rows:
        if row.number == 0:
            yield f"{'...':<{width}}\n", _GUTTER
            continue
        yield f"{row.number:>{width}} |", _GUTTER
        yield f" {row.text}".rstrip() + "\n", ""
        if row.marks:
            label = f" {item.label}" if item.label and row is marked[-1] else ""
            yield f"{margin} |", _GUTTER
            yield f" {row.marks}{label}\n", item.style
    yield f"{margin} |\n", _GUTTER
