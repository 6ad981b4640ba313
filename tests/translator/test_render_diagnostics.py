from __future__ import annotations

import io
import json
import linecache
import re

import pytest

from weft.flowspace.diagnostics import Diagnostic, Note, SourceSpan
from weft.translator.render_diagnostics import render

SOURCE = """\
def load(lines):
    stock = [0]
    for line in lines:
\tstock.append("名前é" + line)
    return stock(
        1,
        2,
        3,
        4,
        5,
        6,
    )
x = "ééé" + 1\x0c
"""


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inventory.py").write_text(SOURCE, encoding="utf-8")
    linecache.clearcache()
    return str(tmp_path / "inventory.py")


def rendered(*diagnostics: Diagnostic, **options) -> str:
    stream = io.StringIO()
    render(diagnostics, stream, **options)
    return stream.getvalue()


def conflict(path: str) -> Diagnostic:
    return Diagnostic(
        "W0102",
        "this list holds int, and a str is put into it",
        SourceSpan(path, "load", 4, 14, 4, 31),
        "str, from an addition",
        [
            Note("the list was made here, where it holds int", SourceSpan(path, "load", 2, 12, 2, 15), "int"),
            Note("reached through main (inventory.py:60) -> load (inventory.py:38)"),
        ],
        "convert it",
    )


def test_human_form(path):
    expected = """\
error[W0102]: this list holds int, and a str is put into it
 --> inventory.py:4:15
  |
4 |     stock.append("名前é" + line)
  |                  ^^^^^^^^^^^^^^ str, from an addition
  |
note: the list was made here, where it holds int
 --> inventory.py:2:13
  |
2 |     stock = [0]
  |             ^^^ int
  |
note: reached through main (inventory.py:60) -> load (inventory.py:38)
help: convert it
help: W0102 is explained by `weft --explain W0102`

"""
    assert rendered(conflict(path)) == expected


def test_several_errors_explain_a_code_once(path):
    text = rendered(conflict(path), conflict(path), conflict(path), max_errors=2)
    assert text.count("error[W0102]") == 2
    assert text.count("--explain W0102") == 1
    assert text.endswith("3 errors, 1 of them not shown\n")


def test_long_stretches_are_cut(path):
    text = rendered(Diagnostic("W0401", "no", SourceSpan(path, "load", 5, 11, 12, 5), "this"))
    assert text.startswith("""\
error[W0401]: no
  --> inventory.py:5:12
   |
 5 |     return stock(
   |            ^^^^^^
 6 |         1,
   |         ^^
 7 |         2,
   |         ^^
 8 |         3,
   |         ^^
...
12 |     )
   |     ^ this
   |
""")


@pytest.mark.parametrize(
    ("span", "marks"),
    [
        (SourceSpan("", "f", 2), "    ^^^^^^^^^^^"),
        (SourceSpan("", "f", 2, 4), "    ^"),
        (SourceSpan("", "f", 2, 4, 2, 400), "    ^^^^^^^^^^^"),
        (SourceSpan("", "f", 2, 400, 2, 401), "               ^"),
        (SourceSpan("", "f", 13, 4, 13, 12), "    ^^^^^"),
    ],
)
def test_unusual_columns(path, span, marks):
    span = SourceSpan(path, "f", span.line, span.column, span.end_line, span.end_column)
    lines = rendered(Diagnostic("W0401", "no", span, "here")).splitlines()
    gutter = " " * len(str(span.line))
    assert lines[4] == f"{gutter} | {marks} here"


def test_control_characters_do_not_reach_the_terminal(path):
    assert "\x0c" not in rendered(Diagnostic("W0401", "no", SourceSpan(path, "f", 13, 0, 13, 1)))


def test_long_lines_are_cut(tmp_path):
    file = tmp_path / "long.py"
    file.write_text("x = [" + ", ".join(map(str, range(1000))) + "]\n")
    text = rendered(Diagnostic("W0401", "no", SourceSpan(str(file), "f", 1, 2000, 1, 2003), "here"))
    source, marks = text.splitlines()[3:5]
    assert len(source) < 180
    start = marks.index("^")
    assert marks[start:] == "^^^ here"
    assert source[start : start + 3] == file.read_text()[2000:2003]
    text = rendered(Diagnostic("W0401", "no", SourceSpan(str(file), "f", 1, 4, 1, 4890), "here"))
    assert all(len(line) < 180 for line in text.splitlines())


@pytest.mark.parametrize("name", ["/no/such/file.py", "<string>"])
def test_missing_source(name):
    text = rendered(Diagnostic("W9999", "no", SourceSpan(name, "f", 7, 3, 7, 9), "here"))
    assert text == f"error[W9999]: no\n --> {name}:7:4\n  = here\n\n"


def test_line_behind_the_end(path):
    assert rendered(Diagnostic("W9999", "no", SourceSpan(path, "f", 700, 3, 700, 9))).startswith(
        "error[W9999]: no\n --> inventory.py:700:4\n"
    )


def test_without_position():
    assert rendered(Diagnostic("W9999", "no entry point", None)) == "error[W9999]: no entry point\n\n"


def test_paths(path, tmp_path, monkeypatch):
    diagnostic = Diagnostic("W9999", "no", SourceSpan(path, "f", 2))
    assert " --> inventory.py:2:1\n" in rendered(diagnostic)
    assert " --> ../x/inventory.py:2:1\n" in rendered(diagnostic, shown_paths={path: "../x/inventory.py"})
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert f" --> {path}:2:1\n" in rendered(diagnostic)


def test_short_form(path):
    no_position = Diagnostic("W0501", "there is\nno entry point", None)
    assert rendered(conflict(path), no_position, form="short") == (
        "inventory.py:4:15: error[W0102]: this list holds int, and a str is put into it\n"
        "error[W0501]: there is no entry point\n"
    )


def test_json_form(path):
    lines = rendered(conflict(path), conflict(path), form="json").splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0]) == {
        "severity": "error",
        "code": "W0102",
        "message": "this list holds int, and a str is put into it",
        "label": "str, from an addition",
        "span": {"file": "inventory.py", "function": "load", "line": 4, "column": 15, "end_line": 4, "end_column": 27},
        "notes": [
            {
                "text": "the list was made here, where it holds int",
                "label": "int",
                "span": {"file": "inventory.py", "function": "load", "line": 2, "column": 13, "end_line": 2,
                         "end_column": 16},
            },
            {"text": "reached through main (inventory.py:60) -> load (inventory.py:38)", "label": "", "span": None},
        ],
        "help": "convert it",
    }  # fmt: skip


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_on_terminals_only(path, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal()
    render([conflict(path)], terminal)
    assert "\x1b[1;31merror[W0102]" in terminal.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    render([conflict(path)], terminal)
    assert "\x1b" not in terminal.getvalue()
    assert "\x1b[" in rendered(conflict(path), colour=True)
    assert "\x1b" not in rendered(conflict(path))


def test_colour_changes_nothing_else(path):
    assert re.sub(r"\x1b\[[\d;]*m", "", rendered(conflict(path), colour=True)) == rendered(conflict(path))
