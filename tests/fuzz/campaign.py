"""Runs programs of the corpus with changed constants and inputs, translated and by CPython.

A translated program must never end by a signal, nor with a report of the sanitizers; where both ways end, output and
exit code must be equal.  An OverflowError may come instead, as translated ints have 64 bits, and memory and stack may
be used up at another point.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.differential.oracle import renamed
from tests.fuzz.externalise import FILE, External, externalise
from tests.fuzz.mutate import arguments, changed_bytes, mutations
from tests.programs.acceptance import ROOT, Failure, Finished, run_process

LIMIT: Final = 6.0
_ATTEMPTS: Final = 12

_MAY_DIFFER: Final = ("OverflowError", "RecursionError", "MemoryError", "Exceeds the limit", "set_int_max_str_digits")
_SANITIZERS: Final = ("runtime error:", "AddressSanitizer", "UndefinedBehaviorSanitizer")


@dataclass(slots=True)
class Subject:
    """A program to be run, with what it is given by default."""

    name: str
    source: str
    given: bytes = b""
    arguments: list[str] = field(default_factory=list)
    external: External | None = None
    executable: Path | None = None
    file: Path | None = None


@dataclass(slots=True)
class Campaign:
    """Translates subjects and runs them; remembers what was found."""

    directory: Path
    options: tuple[str, ...] = ("-O", "1")
    reuse: bool = False
    """Take executables that are there already, whatever translated them."""
    problems: list[str] = field(default_factory=list)
    pairs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    def prepare(self, subject: Subject) -> bool:
        """Translate a subject with its constants made data, as many of them as the translator allows."""
        kept: set[int] = set()
        for _ in range(_ATTEMPTS):
            subject.external = externalise(subject.source, kept)
            subject.file = self.directory / subject.name / "program.py"
            subject.file.parent.mkdir(exist_ok=True)
            subject.executable = subject.file.with_suffix("")
            known = subject.file.read_text(encoding="utf-8") if subject.executable.exists() else ""
            if self.reuse and known == subject.external.source:
                return True
            subject.file.write_text(subject.external.source, encoding="utf-8")
            found = self.translate(subject)
            if found is None:
                return True
            more = _original_lines(subject, found)
            if not more - kept:
                break
            kept |= more
        return False

    def translate(self, subject: Subject) -> list[int] | None:
        """Translate the changed program; return the lines at which it is refused, None if it is not."""
        command = [sys.executable, str(ROOT / "translate.py"), "-q", "--message-format", "json", *self.options]
        command += ["-o", str(subject.executable), str(subject.file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode == 0:
            return None
        if done.returncode != 1:
            self.problems.append(f"{subject.name}: the translator fails: {done.stderr[-2000:]}")
            return []
        lines: list[int] = []
        for text in done.stderr.splitlines():
            if text.startswith("{"):
                entry = json.loads(text)
                spans = [entry["span"], *(note["span"] for note in entry["notes"])]
                lines += [span["line"] for span in spans if span and span["file"] == str(subject.file)]
        return lines

    def run(self, subject: Subject, seed: int) -> None:
        """Run a subject once, with changes of that seed, both ways."""
        assert subject.external is not None and subject.file is not None
        choose = random.Random(f"{subject.name} {seed}")
        given, given_arguments = subject.given, subject.arguments
        if subject.given or "stdin" in subject.source or "input(" in subject.source:
            given = changed_bytes(choose, given) if choose.random() < 0.7 else given
        if subject.arguments and choose.random() < 0.5:
            given_arguments = arguments(choose, given_arguments)
        text = ""
        if (subject.external.ints or subject.external.strs) and (given == subject.given or choose.random() < 0.3):
            text = mutations(choose, subject.external)
        self.pairs += 1
        commands = ([str(subject.executable)], [sys.executable, str(subject.file)])
        ways = [self.run_one(subject, [*command, *given_arguments], given, text, LIMIT) for command in commands]
        if ways[0] is None and ways[1] is not None:  # deep recursion takes a while where the sanitizers watch
            ways[0] = self.run_one(subject, [*commands[0], *given_arguments], given, text, 10 * LIMIT)
        verdict = judge(*ways)
        self.outcomes[verdict.partition(":")[0]] += 1
        if verdict.startswith(("signal", "report", "differs", "hangs")):
            kept = self.directory / f"{subject.name}-{seed}"
            kept.mkdir(exist_ok=True)
            (kept / FILE).write_text(text, encoding="utf-8")
            (kept / "stdin").write_bytes(given)
            self.problems.append(f"{subject.name} {seed} {given_arguments!r}\n{text}{verdict}")

    def run_one(self, subject: Subject, command: list[str], given: bytes, text: str, limit: float) -> Finished | None:
        """Run a program in an empty folder with a file of mutations; None if it takes too long."""
        assert subject.file is not None
        folder = subject.file.parent / "run"
        _clean(folder)
        (folder / FILE).write_text(text, encoding="utf-8")
        environment = {**os.environ, "WEFT_GC_MAX": "2G", "PYTHONIOENCODING": "utf-8:strict"}
        try:
            return run_process(command, limit, folder, given, environment)
        except Failure:
            return None


def judge(translated: Finished | None, python: Finished | None) -> str:
    """Return what is to be said of two runs of a program; None stands for one that ran too long."""
    if translated is not None and translated.exit_code < 0:
        return f"signal: {-translated.exit_code}\n{translated.errors[-1500:]}"
    if translated is not None and any(word in translated.errors for word in _SANITIZERS):
        return f"report: {translated.errors[-3000:]}"
    if translated is None and python is not None:
        return "hangs: only the translated program runs past the limit"
    if translated is None or python is None:
        return "too long" if translated is python else "too long for CPython"
    if any(word in way.errors for way in (translated, python) for word in _MAY_DIFFER):
        return "limits"
    if (translated.stdout, translated.exit_code) == (python.stdout, python.exit_code):
        if translated.exit_code == 0 or renamed(translated.last_error) == renamed(python.last_error):
            return "equal"
        if "Error" in translated.last_error:
            return f"differs: {translated.last_error!r} instead of {python.last_error!r}"
        return "equal"
    theirs, ours = python.stdout.splitlines(), translated.stdout.splitlines()
    place = next((n for n, (a, b) in enumerate(zip(theirs, ours)) if a != b), min(len(theirs), len(ours)))
    return (
        f"differs: exit code {translated.exit_code} instead of {python.exit_code}\n"
        f"  expected {theirs[place : place + 2]}\n  found    {ours[place : place + 2]}\n"
        f"  expected {python.last_error}\n  found    {translated.last_error}"
    )


def _clean(folder: Path) -> None:
    """Make an empty folder."""
    if folder.exists():
        subprocess.run(["rm", "-rf", str(folder)], check=True)
    folder.mkdir()


def _original_lines(subject: Subject, refused: list[int]) -> set[int]:
    """Return the lines of the original that hold the constants which are used in lines of the changed program."""
    assert subject.external is not None
    changed = subject.external.source.splitlines()
    found: set[int] = set()
    for line in refused:
        statement = changed[line - 1].strip()
        original = _with_constants(statement, subject.external)
        found |= {number for number, text in enumerate(_normal_lines(subject.source), 1) if text == original}
    return found


def _with_constants(statement: str, external: External) -> str:
    """Put constants back into a line of the changed program."""
    for name, values in (("_INTS", external.ints), ("_STRS", external.strs)):
        parts = statement.split(f"{name}[")
        statement = parts[0]
        for part in parts[1:]:
            number, _, rest = part.partition("]")
            statement += repr(values[int(number)]) + rest
    return _normal(statement)


def _normal(statement: str) -> str:
    return "".join(statement.replace('"', "'").replace("(", "").replace(")", "").split())


def _normal_lines(source: str) -> list[str]:
    return [_normal(line.strip()) for line in source.splitlines()]
