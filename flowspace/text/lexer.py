"""Splits the text form of flow graphs into tokens, and reports syntax errors with line, column and caret.

The whole text is tokenised by one regular expression; `TokenStream` is the cursor that the parser and the dialects
share.  White space and `#` comments mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NoReturn, TypeVar

_T = TypeVar("_T")

_QUOTED: Final = r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\""""

TOKEN: Final = re.compile(
    rf"""
      \s+ | \#[^\n]*
    | (?P<bytes>b(?:{_QUOTED}))
    | (?P<string>{_QUOTED})
    | (?P<symbol>@(?:[\w.<>$]+|{_QUOTED})(?:~\d+)?)
    | (?P<annotation><(?:[^>\\\n]|\\.)*>)
    | (?P<float>-inf\b|-?\d+(?:\.\d+(?:e[+-]?\d+)?|e[+-]?\d+))
    | (?P<int>-?0x[0-9a-f]+|-?\d+)
    | (?P<span>!\d+(?::\d+-\d+:\d+)?)
    | (?P<name>[^\W\d]\w*(?:\.\w+)*(?:~\d+)?)
    | (?P<punctuation>->|[()\[\]{{}}:,=*])
    | (?P<bad>.)
    """,
    re.VERBOSE,
)


class GraphSyntaxError(ValueError):
    """Bad graph text: `line` and `column` (both from 1); the message shows the source line and a caret."""

    def __init__(self, text: str, offset: int, message: str) -> None:
        line_start = text.rfind("\n", 0, offset) + 1
        source = text[line_start:].split("\n", 1)[0]
        self.line = text.count("\n", 0, offset) + 1
        self.column = offset - line_start + 1
        self.reason = message
        indent = re.sub(r"[^\t]", " ", source[: offset - line_start])
        super().__init__(f"{self.line}:{self.column}: {message}\n{source}\n{indent}^")


class TokenStream:
    """The tokens of a text with a cursor: `kind` and `text` are those of the current token.

    At the end the kind is "end" and the text is empty.
    """

    __slots__ = ("_index", "_kinds", "_source", "_starts", "_texts", "kind", "text")

    def __init__(self, source: str) -> None:
        self._source = source
        self._kinds: list[str] = []
        self._texts: list[str] = []
        self._starts: list[int] = []
        for match in TOKEN.finditer(source):
            kind = match.lastgroup
            if kind is not None:
                self._kinds.append(kind)
                self._texts.append(match[0])
                self._starts.append(match.start())
                if kind == "bad":
                    raise GraphSyntaxError(source, match.start(), f"unexpected character {match[0]!r}")
        self._kinds.append("end")
        self._texts.append("")
        self._starts.append(len(source.rstrip()))
        self._index = 0
        self.kind = self._kinds[0]
        self.text = self._texts[0]

    @property
    def mark(self) -> int:
        """The position of the current token, for a later `fail`."""
        return self._index

    def advance(self) -> str:
        """Consume the current token and return its text."""
        taken = self.text
        if self.kind != "end":
            self._index += 1
            self.kind = self._kinds[self._index]
            self.text = self._texts[self._index]
        return taken

    def ahead(self, distance: int = 1) -> str:
        """Return the text of a token further on."""
        return self._texts[min(self._index + distance, len(self._texts) - 1)]

    def after_group(self) -> str:
        """The next token opens a bracket: return the text of the token that follows its closing bracket."""
        index, depth = self._index + 1, 0
        while self._kinds[index] != "end":
            text = self._texts[index]
            if text in ("(", "[", "{"):
                depth += 1
            elif text in (")", "]", "}"):
                depth -= 1
                if depth == 0:
                    return self._texts[index + 1]
            index += 1
        return ""

    def error(self, message: str, mark: int | None = None) -> GraphSyntaxError:
        """Return an error that points at the current token, or at a marked one."""
        return GraphSyntaxError(self._source, self._starts[self._index if mark is None else mark], message)

    def fail(self, message: str, mark: int | None = None) -> NoReturn:
        """Raise a syntax error at the current token, or at a marked one."""
        raise self.error(message, mark)

    def unexpected(self, wanted: str) -> NoReturn:
        """Raise the error for a token that cannot stand here."""
        what = "the end of the text" if self.kind == "end" else repr(self.text)
        self.fail(f"expected {wanted}, got {what}")

    def expect(self, text: str) -> None:
        """Consume exactly this token."""
        if self.text != text:
            self.unexpected(repr(text))
        self.advance()

    def accept(self, text: str) -> bool:
        """Consume this token if it is the current one."""
        if self.text != text:
            return False
        self.advance()
        return True

    def take(self, kind: str, wanted: str) -> str:
        """Consume a token of a kind and return its text; `wanted` describes it in the error."""
        if self.kind != kind:
            self.unexpected(wanted)
        return self.advance()

    def comma_list(self, close: str, item: Callable[[], _T]) -> list[_T]:
        """Parse `item, item, ...` up to and including the closing token; a trailing comma is allowed."""
        items: list[_T] = []
        while self.text != close:
            items.append(item())
            if self.text != close:
                self.expect(",")
        self.advance()
        return items
