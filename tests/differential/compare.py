"""Runs a generated program both ways, and reduces what differs to single steps.

`Comparison(directory).batch(batch)` translates all functions of a batch together.  Functions that the translator
refuses are left out, the rest is tried again; a failure of the translator or of the C compiler is reduced to the
function that causes it.  Of a function with another result the steps that matter are found by trying each alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.differential.generate import Batch, Function
from tests.differential.oracle import BEYOND, expected, renamed

ROOT: Final = Path(__file__).resolve().parents[2]

TRANSLATION_LIMIT: Final = 600.0
RUN_LIMIT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must not be, with the shortest program that shows it."""

    kind: str
    """`differs`, `refused`, `signal` or `fails` (the translator or the C compiler)."""
    text: str
    source: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}\n{self.source}\n"


@dataclass(slots=True)
class Translated:
    """What became of a program."""

    lines: list[str] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    """Lines and messages of diagnostics."""
    failure: str = ""
    """What went wrong in the translator, or at run time."""
    kind: str = ""


@dataclass(slots=True)
class Comparison:
    """Compares programs; remembers what was found."""

    directory: Path
    options: tuple[str, ...] = ("-O", "0")
    problems: list[Problem] = field(default_factory=list)
    refusals: list[Problem] = field(default_factory=list)
    """Functions that were refused: no error, but worth a look."""
    cases: int = 0
    """Steps whose results were compared (each with several values counts once)."""
    operations: int = 0
    """Expressions and statements in these steps."""
    checks: int = 0
    """Function calls that were compared."""

    def batch(self, batch: Batch) -> None:
        """Compare all functions of a batch."""
        functions = list(batch.functions)
        while functions:
            source = batch.source(functions)
            found = self.translate(source)
            if found.refused:
                functions = self.without_refused(batch, functions, source, found)
            elif found.failure:
                functions = self.without_failing(batch, functions, found)
            else:
                self.compare(batch, functions, source, found.lines)
                return

    def translate(self, source: str) -> Translated:
        """Translate and run a program."""
        with tempfile.TemporaryDirectory(dir=self.directory) as folder:
            program, executable = Path(folder, "generated.py"), Path(folder, "generated")
            program.write_text(source, encoding="utf-8")
            command = [sys.executable, str(ROOT / "translate.py"), "-q", "--message-format", "json"]
            command += ["--max-errors", "1000", *self.options, "-o", str(executable), str(program)]
            done = subprocess.run(command, capture_output=True, text=True, timeout=TRANSLATION_LIMIT, check=False)
            if done.returncode == 1:
                return Translated(refused=_diagnostics(done.stderr, str(program)))
            if done.returncode or done.stderr:
                return Translated(failure=f"exit code {done.returncode}\n{_short(done.stderr)}", kind="fails")
            try:
                ran = subprocess.run([executable], capture_output=True, timeout=RUN_LIMIT, check=False)
            except subprocess.TimeoutExpired:
                return Translated(failure="ran too long", kind="signal")
            if ran.returncode or ran.stderr:
                message = f"exit code {ran.returncode}\n{_short(ran.stderr.decode(errors='replace'))}"
                return Translated(failure=message, kind="signal" if ran.returncode < 0 else "ends early")
            return Translated(lines=renamed(ran.stdout.decode(errors="replace")).splitlines())

    def without_refused(
        self, batch: Batch, functions: list[Function], source: str, found: Translated
    ) -> list[Function]:
        """Return the functions without those in which diagnostics lie."""
        starts: dict[str, int] = {}
        for number, line in enumerate(source.splitlines(), 1):
            if line.startswith("def "):
                starts[line[4:].partition("(")[0]] = number
        reasons: dict[str, str] = {}
        for number, message in found.refused:
            name = max((n for n in starts if starts[n] <= number), key=lambda n: starts[n], default="")
            text = source.splitlines()[number - 1].strip()
            reasons.setdefault(name, f"{message}\n    {text}")
        self.refusals += [Problem("refused", text, "") for text in reasons.values()]
        left = [function for function in functions if function.name not in reasons]
        if len(left) == len(functions):
            text = "\n".join(message for _, message in found.refused)
            self.problems.append(Problem("refused", f"not because of one function: {text}", source))
            return []
        return left

    def without_failing(self, batch: Batch, functions: list[Function], found: Translated) -> list[Function]:
        """Find one function at which the translation fails, by halves; return the others."""
        suspects = functions
        while len(suspects) > 1:
            half = suspects[: len(suspects) // 2]
            if self.translate(batch.source(half)).failure:
                suspects = half
            elif self.translate(batch.source(rest := suspects[len(half) :])).failure:
                suspects = rest
            else:
                break
        if len(suspects) > 1:
            self.problems.append(Problem(found.kind, found.failure, batch.source(suspects)))
            return []
        name = suspects[0].name
        self.reduce(batch, suspects[0], found.kind)
        return [function for function in functions if function.name != name]

    def reduce(self, batch: Batch, function: Function, kind: str) -> None:
        """Report the steps of a function that fail by themselves, or else the whole function."""
        for number in [*range(len(function.steps)), None]:
            steps = None if number is None else [number]
            source = batch.source([function], steps)
            again = self.translate(source)
            if again.failure:
                self.problems.append(Problem(kind, again.failure, function.source(steps)))
                return
        self.problems.append(Problem(kind, "does not fail by itself", function.source()))

    def compare(self, batch: Batch, functions: list[Function], source: str, lines: list[str]) -> None:
        """Compare what a program printed with what it should print."""
        wanted = [_by_call(way) for way in expected(source)]
        found = _by_call(lines)
        self.cases += sum(len(function.steps) for function in functions)
        self.operations += sum(function.operations() for function in functions)
        self.checks += len(wanted[0])
        bad = _different(wanted, found)
        self.shrink(batch, [function for function in functions if any(name == function.name for name, _ in bad)])

    def shrink(self, batch: Batch, functions: list[Function]) -> None:
        """Report the steps of functions that differ by themselves, or else the whole function.

        All steps become functions of one program: translating each alone would take minutes.
        """
        if not functions:
            return
        single = {
            f"{function.name}{number:03}": (function, number)
            for function in functions
            for number in range(len(function.steps))
        }
        parts = [Function(name, [f.steps[number]], f.constants) for name, (f, number) in single.items()]
        source = batch.source(parts)
        alone = self.translate(source)
        left = {function.name: function for function in functions}
        if not alone.refused and not alone.failure:
            wanted, found = [_by_call(way) for way in expected(source)], _by_call(alone.lines)
            reported = set()
            for call in sorted(_different(wanted, found)):
                function, number = single[call[0]]
                left.pop(function.name, None)
                if call[0] not in reported:
                    reported.add(call[0])
                    text = _difference(batch, call, wanted[0][call], found.get(call, []))
                    self.problems.append(Problem("differs", text, function.source([number])))
        for function in left.values():
            self.problems.append(Problem("differs", "only as a whole", function.source()))


_Calls = dict[tuple[str, str], list[str]]


def _different(wanted: list[_Calls], found: _Calls) -> set[tuple[str, str]]:
    """Return the calls that do not print what any of several ways wants."""
    return {call for call in wanted[0] if not _agrees([way.get(call, []) for way in wanted], found.get(call, []))}


def _agrees(ways: list[list[str]], found: list[str]) -> bool:
    """True if each line is what one of the ways wants: one step may overflow, and the next be computed beforehand."""
    if any(_same(way, found) for way in ways):
        return True
    lengths = {len(way) for way in ways} | {len(found)}
    return len(lengths) == 1 and all(
        any(_same([line], [other]) for line in lines) for *lines, other in zip(*ways, found)
    )


def _difference(batch: Batch, call: tuple[str, str], wanted: list[str], lines: list[str]) -> str:
    """Return what was expected and found, and the values that the function was called with."""
    values = ""
    if call[0].startswith("f"):
        values = "\n".join(f"    {name} = {text}" for name, text in batch.vectors[int(call[1])].items())
    odd = [(a, b) for a, b in zip(wanted, lines) if not _same([a], [b])] or [(str(wanted), str(lines))]
    return f"{call[0]}\n  expected {odd[0][0]}\n  found    {odd[0][1]}\n{values}"


def _by_call(lines: list[str]) -> _Calls:
    calls: _Calls = {}
    for line in lines:
        name, _, rest = line.partition(" ")
        vector, _, text = rest.partition(" ")
        calls.setdefault((name, vector), []).append(text)
    return calls


def _same(expected_lines: list[str], found: list[str]) -> bool:
    """True if lines agree; the text of a message about integers that are too large may differ."""
    if len(expected_lines) != len(found):
        return False
    for line, other in zip(expected_lines, found):
        if line != other:
            before, beyond, _ = line.partition(BEYOND)
            if not beyond or not other.startswith(before + "OverflowError: "):
                return False
    return True


def _diagnostics(text: str, program: str) -> list[tuple[int, str]]:
    """Return the lines and messages of diagnostics in JSON."""
    found = []
    for line in text.splitlines():
        if line.startswith("{"):
            entry = json.loads(line)
            span = entry["span"] or {"file": program, "line": 0}
            spans = [span, *(note["span"] for note in entry["notes"] if note["span"])]
            number = next((item["line"] for item in spans if item["file"] == program), 0)
            found.append((number, f"{entry['code']} {entry['message']} ({entry['label']})"))
    return found or [(0, text)]


def _short(text: str) -> str:
    lines = text.strip().splitlines()
    return "\n".join(lines[:6] + ["..."] + lines[-14:] if len(lines) > 22 else lines)
