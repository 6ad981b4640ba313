"""The acceptance corpus: how its programs are stored, run and judged.

A program lies in one of four folders next to this file, as NAME.py with further files of the same name:

* `ok/`: runs to the end with exit code 0.
* `own/`: likewise (exit code in NAME.expect if it is another); whole programs in the style of different authors,
  written without regard to what the translator can do.
* `fails/`: ends with an uncaught exception or an exit code; NAME.expect (JSON) holds `exit`, maybe `stderr_last` (the
  last non-blank line of standard error, "" for none) and `traceback_lines` (line numbers of NAME.py's frames in the
  last traceback, innermost last).
* `rejected/`: must be refused with a diagnostic; NAME.expect holds `line` (where it should point; `or_lines` are as
  good) and `mentions` (whole words standard error must contain).

NAME.out is the exact standard output under CPython, NAME.in the standard input, NAME.args one argument per line.

Programs the translator cannot yet do are listed in `unsupported.txt` with the diagnostic that stops them.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
GROUPS = ("ok", "own", "fails", "rejected")
UNSUPPORTED = HERE / "unsupported.txt"

TRANSLATION_LIMIT = 300.0
RUN_LIMIT = 20.0

INTERNAL_ERROR = 70
"""The exit code by which the driver tells its own failures from the program's errors."""

TRACEBACK = "Traceback (most recent call last)"

ACCEPTED = "ACCEPTED"
"""Stands in `unsupported.txt` instead of a code: a program of `rejected/` that the translator does not refuse."""


class Failure(Exception):
    """One program did not behave as its expectation files say."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program of the corpus."""

    group: str
    name: str

    def __str__(self) -> str:
        return f"{self.group}/{self.name}"

    @property
    def source(self) -> Path:
        """The Python file."""
        return self.file("py")

    def file(self, suffix: str) -> Path:
        """One of its files."""
        return HERE / self.group / f"{self.name}.{suffix}"

    def optional(self, suffix: str) -> bytes:
        """The content of a file it need not have."""
        path = self.file(suffix)
        return path.read_bytes() if path.exists() else b""

    def expect(self) -> dict[str, Any]:
        """The content of NAME.expect; programs of `ok/` and `own/` that have none expect exit code 0."""
        if self.group in ("ok", "own") and not self.file("expect").exists():
            return {"exit": 0}
        content: dict[str, Any] = json.loads(self.file("expect").read_text(encoding="utf-8"))
        return content


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that has ended by itself."""

    exit_code: int
    stdout: bytes
    stderr: bytes

    @property
    def errors(self) -> str:
        """Standard error as text."""
        return self.stderr.decode("utf-8", "replace")

    @property
    def last_error(self) -> str:
        """The last line of standard error that is not blank."""
        lines = [line for line in self.errors.splitlines() if line.strip()]
        return lines[-1].rstrip() if lines else ""


def all_programs() -> list[Program]:
    """The corpus, in a fixed order."""
    return [Program(group, path.stem) for group in GROUPS for path in sorted((HERE / group).glob("*.py"))]


def run_process(
    argv: Sequence[str], limit: float, cwd: Path, given: bytes = b"", env: Mapping[str, str] | None = None
) -> Finished:
    """Run a command in a process group of its own, which is killed when it takes longer than `limit` seconds.

    Output goes to files, so that a killed program cannot leave us waiting at a pipe.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as inp:
        inp.write(given)
        inp.seek(0)
        process = subprocess.Popen(argv, cwd=cwd, env=env, stdin=inp, stdout=out, stderr=err, start_new_session=True)
        try:
            process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            raise Failure(f"ran past {limit:g} s") from None
        finally:
            if process.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        out.seek(0)
        err.seek(0)
        return Finished(process.returncode, out.read(), err.read())


def translate(program: Program, executable: Path) -> Finished:
    """Translate a program with the real driver."""
    command = [sys.executable, str(ROOT / "translate.py"), "-o", str(executable), str(program.source)]
    return run_process(command, TRANSLATION_LIMIT, ROOT)


def run_executable(program: Program, executable: Path) -> Finished:
    """Run a translated program in the folder of its executable."""
    return _run(program, [str(executable)], executable.parent, None)


def run_under_cpython(program: Program, cwd: Path) -> Finished:
    """Run a program under the CPython that runs us."""
    return _run(program, [sys.executable, str(program.source)], cwd, dict(os.environ, PYTHONUTF8="1"))


def _run(program: Program, command: list[str], cwd: Path, env: Mapping[str, str] | None) -> Finished:
    arguments = program.optional("args").decode("utf-8").splitlines()
    return run_process(command + arguments, RUN_LIMIT, cwd, program.optional("in"), env)


def shorten(text: str, limit: int = 100) -> str:
    """The text as a literal, cut off when it is long."""
    return repr(text if len(text) <= limit else text[: limit - 3] + "...")


def difference(expected: bytes, got: bytes) -> str:
    """A short line about the first difference between two outputs; "" if they are equal."""
    if expected == got:
        return ""
    wanted = expected.decode("utf-8", "replace").removesuffix("\n").split("\n")
    printed = got.decode("utf-8", "replace").removesuffix("\n").split("\n") if got else []
    for number, (want, line) in enumerate(zip(wanted, printed, strict=False), 1):
        if want != line:
            return f"stdout line {number}: expected {shorten(want)}, got {shorten(line)}"
    if len(printed) < len(wanted):
        missing = shorten(wanted[len(printed)])
        return f"stdout ends after line {len(printed)} of {len(wanted)}; next expected {missing}"
    if len(printed) > len(wanted):
        return f"stdout goes on after line {len(wanted)}: {shorten(printed[len(wanted)])}"
    if expected.endswith(b"\n") != got.endswith(b"\n"):
        return "stdout differs in its final newline"
    return "stdout differs in bytes that are not UTF-8"


def traceback_lines(errors: str, name: str) -> list[int]:
    """Line numbers of NAME.py's frames in the last traceback, outermost first."""
    block = errors[errors.rfind(TRACEBACK) :] if TRACEBACK in errors else errors
    pattern = rf'File "(?:[^"\n]*/)?{re.escape(name)}\.py", line (\d+)'
    return [int(number) for number in re.findall(pattern, block)]


def check_run(program: Program, run: Finished) -> None:
    """Judge a run of a program that is not of `rejected/`, translated or under CPython."""
    expect = program.expect()
    problem = difference(program.file("out").read_bytes(), run.stdout)
    if problem:
        hint = ""
        if run.exit_code not in (0, expect["exit"]):
            hint = f"; exit code {run.exit_code}, stderr ends {shorten(run.last_error)}"
        raise Failure(problem + hint)
    if run.exit_code != expect["exit"]:
        raise Failure(f"exit code {run.exit_code} instead of {expect['exit']}; stderr ends {shorten(run.last_error)}")
    if "stderr_last" in expect and run.last_error != expect["stderr_last"]:
        raise Failure(f"stderr ends {shorten(run.last_error)} instead of {shorten(expect['stderr_last'])}")
    if "traceback_lines" in expect:
        frames = traceback_lines(run.errors, program.name)
        if frames != expect["traceback_lines"]:
            raise Failure(f"traceback lines {frames} instead of {expect['traceback_lines']}")


def check_rejected(program: Program, translation: Finished) -> None:
    """Judge the translation of a program of `rejected/`."""
    expect = program.expect()
    if translation.exit_code == 0:
        raise Failure("accepted by the translator")
    check_no_crash(translation)
    # "x.py:5" must not be satisfied by "x.py:57", nor "int" by "print".
    lines = [expect["line"], *expect.get("or_lines", [])]
    pattern = re.escape(program.name) + r"\.py:"
    if not any(re.search(rf"{pattern}{line}(?!\d)", translation.errors) for line in lines):
        found = ", ".join(re.findall(rf"{pattern}(\d+)", translation.errors)) or "none"
        wanted = " or ".join(map(str, lines))
        raise Failure(
            f"no mention of {program.name}.py:{wanted}; lines mentioned: {found}; "
            f"stderr ends {shorten(translation.last_error)}"
        )
    missing = [
        word for word in expect["mentions"] if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", translation.errors)
    ]
    if missing:
        raise Failure(f"diagnostic lacks {missing}; stderr ends {shorten(translation.last_error)}")


def check_no_crash(translation: Finished) -> None:
    """A translator that refuses a program does so on its own terms: no traceback, no signal, no talk of C."""
    if TRACEBACK in translation.errors:
        raise Failure(f"the translator itself crashed: {shorten(translation.last_error)}")
    if translation.exit_code == INTERNAL_ERROR:
        raise Failure(f"internal error of the translator: {shorten(translation.errors.strip(), 300)}")
    if translation.exit_code < 0 or translation.exit_code >= 128:
        raise Failure(f"the translator ended with code {translation.exit_code}: {shorten(translation.last_error)}")
    leaked = re.search(r"\.[chs]:\d+:(\d+:)? (fatal )?error:|undefined reference to|collect2:", translation.errors)
    if leaked:
        raise Failure(f"a message of the C compiler got through: {shorten(leaked[0])}")


def check_translated(program: Program, folder: Path) -> None:
    """Translate and run a program in an empty folder, as the acceptance runner does; raises Failure."""
    executable = folder / program.name
    translation = translate(program, executable)
    if program.group == "rejected":
        check_rejected(program, translation)
        return
    if translation.exit_code != 0:
        check_no_crash(translation)
        raise Refused(translation)
    if not executable.exists():
        raise Failure("translation made no executable")
    check_run(program, run_executable(program, executable))


class Refused(Failure):
    """The translator stopped with diagnostics at a program it should take."""

    def __init__(self, translation: Finished) -> None:
        super().__init__(f"translation ended with code {translation.exit_code}: {first_message(translation.errors)}")


def codes(errors: str) -> list[str]:
    """The codes of the diagnostics in standard error, in order."""
    return re.findall(r"^error\[(\w+)\]", errors, re.MULTILINE)


def first_message(errors: str) -> str:
    """The headline of the first diagnostic."""
    found = re.search(r"^error\[\w+\]: (.*)$", errors, re.MULTILINE)
    return found[1].strip() if found else ""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A line of `unsupported.txt`: which diagnostic stops the translation of a program."""

    code: str
    reason: str


def load_unsupported(path: Path = UNSUPPORTED) -> dict[str, Unsupported]:
    """Read the list: `group/name  CODE  reason` per line, # begins a comment line."""
    listed: dict[str, Unsupported] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        words = line.split(None, 2)
        if len(words) != 3:
            raise ValueError(f"{path.name}:{number}: a line is `group/name  CODE  reason`")
        if words[0] in listed:
            raise ValueError(f"{path.name}:{number}: {words[0]} is listed twice")
        listed[words[0]] = Unsupported(words[1], words[2])
    return listed


def check_unsupported(program: Program, listed: Unsupported, folder: Path) -> None:
    """A listed program must still stop with the listed diagnostic, in an orderly way; raises Failure."""
    executable = folder / program.name
    translation = translate(program, executable)
    check_no_crash(translation)
    if program.group == "rejected":
        try:
            check_rejected(program, translation)
        except Failure:
            pass
        else:
            raise Failure(f"{program} is refused as it should be now: remove it from {UNSUPPORTED.name}")
        if listed.code == ACCEPTED and translation.exit_code == 0:
            return
    if translation.exit_code == 0:
        if program.group != "rejected":
            check_run(program, run_executable(program, executable))
        raise Failure(f"{program} is translated now: remove it from {UNSUPPORTED.name}")
    if translation.exit_code != 1:
        raise Failure(f"exit code {translation.exit_code} instead of 1; stderr ends {shorten(translation.last_error)}")
    if listed.code not in codes(translation.errors):
        found = ", ".join(codes(translation.errors)) or "none"
        raise Failure(
            f"stops with {found} ({first_message(translation.errors)}) instead of {listed.code} ({listed.reason})"
        )
