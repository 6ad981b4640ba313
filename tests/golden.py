"""Golden tests: `.flow` files in data/ folders, one pytest item per case; `--update-golden` rewrites them.

    [case inline_leaf_into_loop]
    [in]                    graphs as text          ([python]: functions, for the front end)
    [pass]                  one step a line, for example inline{threshold=20}
    [out]                   the graphs after it, rewritten by --update-golden
    [run]                   main(3) == 6            each line must be true before and after the passes
    [error]                 instead of [out]: the error expected

What parses, builds, transforms and runs graphs is the suite of the file's folder, see `SUITES`.  Whatever a suite
produces is verified, and printed, parsed and printed again.
"""

from __future__ import annotations

import difflib
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest

from weft.flowspace.diagnostics import InternalError, TranslationError
from weft.flowspace.graph import Graph
from weft.flowspace.text import Dialect, GraphSyntaxError, parse_graphs, print_graphs

SUITES = {
    "tests/flowspace": "tests.support.golden_suites:FlowSuite",
    "tests/translator": "tests.support.golden_suites:LowLevelSuite",
    "tests/rtyper": "tests.support.golden_suites:LowLevelSuite",
    "tests/gc": "tests.support.golden_suites:LowLevelSuite",
}
"""Folder -> "module:class" of the suite for the golden files below it."""

SECTION = re.compile(r"\[(case [\w-]+|in|python|pass|out|run|error)\]\s*$")


class Suite(Protocol):
    """What a golden case needs done; one object per case."""

    def dialect(self) -> Dialect:
        """Return a fresh dialect."""

    def build(self, source: str) -> list[Graph]:
        """Return the graphs of the functions in a piece of Python ([python])."""

    def load(self, graphs: list[Graph], dialect: Dialect) -> None:
        """Make these the graphs to work on."""

    def apply(self, step: str) -> None:
        """Run one pass on the graphs in place."""

    def graphs(self) -> list[Graph]:
        """Return the graphs as they are now."""

    def verify(self) -> None:
        """Raise InternalError if the graphs are broken."""

    def run(self, line: str) -> None:
        """Check a line of [run]; AssertionError if it is not true."""


@dataclass(slots=True)
class Section:
    """A `[name]` line and the text below it."""

    name: str
    body: str = ""


@dataclass(slots=True)
class Case:
    """One case of a golden file."""

    name: str
    line: int
    sections: list[Section] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        return next((section.body for section in self.sections if section.name == name), None)

    def put(self, name: str, body: str) -> None:
        """Replace the expected part, [out] or [error], by this one; it comes last but for [run]."""
        old = [i for i, section in enumerate(self.sections) if section.name in ("out", "error")]
        before_run = [i for i, section in enumerate(self.sections) if section.name == "run"]
        position = (old or before_run or [len(self.sections)])[0]
        kept = [section for section in self.sections if section.name not in ("out", "error")]
        self.sections = [*kept[:position], Section(name, body), *kept[position:]]


@dataclass(slots=True)
class GoldenText:
    """The contents of a golden file: a preamble, and cases."""

    preamble: str
    cases: list[Case]

    def render(self) -> str:
        parts = [self.preamble.rstrip() + "\n"] if self.preamble.strip() else []
        for case in self.cases:
            sections = "".join(f"[{section.name}]\n{section.body.strip(chr(10))}\n" for section in case.sections)
            parts.append(f"[case {case.name}]\n{sections}")
        return "\n".join(parts)


def read_golden(text: str) -> GoldenText:
    golden = GoldenText("", [])
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        match = SECTION.match(line)
        if match is None:
            if not golden.cases:
                golden.preamble += line
            elif golden.cases[-1].sections:
                golden.cases[-1].sections[-1].body += line
            elif line.strip():
                raise ValueError(f"line {number}: text outside of a section")
        elif match[1].startswith("case "):
            golden.cases.append(Case(match[1].removeprefix("case "), number))
        elif golden.cases:
            golden.cases[-1].sections.append(Section(match[1]))
        else:
            raise ValueError(f"line {number}: section outside of a case")
    return golden


def run_case(case: Case, suite: Suite) -> tuple[str, str]:
    """Do what a case says; return the section that results, ("out" or "error") and its text."""
    checks = [line for line in (case.get("run") or "").splitlines() if line.strip() and not line.startswith("#")]
    try:
        dialect = suite.dialect()
        source, text = case.get("python"), case.get("in")
        suite.load(parse_graphs(text or "", dialect) if source is None else suite.build(source), dialect)
        suite.verify()
        for check in checks:
            suite.run(check)
        for step in (case.get("pass") or "").splitlines():
            if step.strip():
                suite.apply(step.strip())
                suite.verify()
        out = print_graphs(suite.graphs(), dialect)
        again = print_graphs(parse_graphs(out, dialect), dialect)
        assert again == out, difference(out, again, "printed", "printed, parsed and printed")
        for check in checks:
            suite.run(check)
    except GraphSyntaxError as error:
        return "error", f"{error}\n"
    except (TranslationError, InternalError) as error:
        return "error", f"{error}\n"
    return "out", out


def difference(expected: str, actual: str, expected_name: str = "expected", actual_name: str = "actual") -> str:
    lines = difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), expected_name, actual_name, lineterm="", n=3
    )
    return "\n".join(lines)


class GoldenMismatch(Exception):
    """The outcome of a case is not the one in the file."""


class GoldenFile(pytest.File):
    """A `.flow` file."""

    golden: GoldenText

    def collect(self) -> Iterator[pytest.Item]:
        self.golden = read_golden(self.path.read_text(encoding="utf-8"))
        for case in self.golden.cases:
            yield GoldenItem.from_parent(self, name=case.name, case=case)

    def suite(self) -> Suite:
        path = self.path.relative_to(self.config.rootpath).as_posix()
        folders = [folder for folder in SUITES if path.startswith(folder + "/")]
        module, _, name = SUITES[max(folders, key=len)].partition(":")
        return getattr(importlib.import_module(module), name)()  # type: ignore[no-any-return]

    def rewrite(self) -> None:
        self.path.write_text(self.golden.render(), encoding="utf-8")


class GoldenItem(pytest.Item):
    """One case."""

    parent: GoldenFile

    def __init__(self, *, case: Case, **more: Any) -> None:
        super().__init__(**more)
        self.case = case

    def runtest(self) -> None:
        kind, actual = run_case(self.case, self.parent.suite())
        expected = self.case.get(kind)
        if expected is not None and expected.strip("\n") == actual.strip("\n"):
            return
        if self.config.getoption("--update-golden"):
            self.case.put(kind, actual)
            self.parent.rewrite()
            return
        if expected is None:
            raise GoldenMismatch(f"the case has no [{kind}], which would be:\n{actual}")
        raise GoldenMismatch(difference(expected.strip("\n"), actual.strip("\n")))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, GoldenMismatch):
            return f"{self.path}:{self.case.line}: [{self.name}]\n{excinfo.value}\n(--update-golden rewrites it)"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.line - 1, f"golden: {self.name}"
