"""Translates a case once, and in forked processes finishes and runs it for each manager and mode.

`examine` is the entry point; it runs in a process of its own, as it imports the target.
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import json
import os
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.programs.acceptance import Failure, shorten
from tests.programs.collectors.cases import Case, Check
from tests.programs.collectors.results import BUILDS, Result, add, modes_of
from tests.programs.collectors.running import INTERVALS, RUN_LIMIT, run_limited, stressed
from weft.backend_c.compiler import compile_flags
from weft.flowspace.diagnostics import TranslationError
from weft.translator.driver import make_session
from weft.translator.options import Options
from weft.translator.session import Session
from weft.translator.target import TargetEnvironment, load_target

QUICKER: Final = (
    "-fsanitize-undefined-trap-on-error",
    "--param=asan-instrumentation-with-call-threshold=0",
    "--param=asan-stack=0",
)
"""They halve the time of the C compiler: traps instead of messages, calls instead of code in line, and no checks of
arrays on the stack, which the generated code does not have."""

FLAGS: Final = {
    "plain": {"cflags": "-O0"},
    "checked": {"cflags": f"-O0 -g0 {' '.join(QUICKER)}", "lldebug": True, "sanitize": True},
}
"""The options of each build; the optimisation passes of Weft are those of the default level."""


@dataclass(frozen=True)
class Work:
    """What is wanted of a case."""

    commit: str
    collectors: Sequence[str]
    modes: Sequence[str]
    limit: float
    """Seconds of CPU time for a run with stress."""
    results: Path
    known: Mapping[tuple[str, str, str], Result]
    """Good results of earlier runs."""

    def done(self, case: Case, gc: str, mode: str) -> bool:
        """True if all runs of a case are known for this commit."""
        known = [self.known.get((check.name, gc, mode)) for check in case.checks if check.modes([mode])]
        return all(result is not None and result.commit == self.commit for result in known)

    def left(self, case: Case) -> list[tuple[str, str, list[str]]]:
        """What remains to be done: manager, build and modes."""
        wanted = []
        for name in self.collectors:
            for build, modes in BUILDS.items():
                chosen = [mode for mode in modes_of(name, modes) if mode in self.modes]
                chosen = [mode for mode in chosen if not self.done(case, name, mode)]
                if chosen:
                    wanted.append((name, build, chosen))
        return wanted


def examine(case: Case, work: Work) -> None:
    """Translate a case and write the results of all its runs."""
    left = work.left(case)
    with tempfile.TemporaryDirectory(prefix="weft-") as name, TargetEnvironment(case.source):
        folder = Path(name)
        try:
            target = load_target(case.source, "", "", [])
            session = make_session(target, Options(output=str(folder / "program"), jobs=1), [], folder / "c")
            session.reach("optimise")
            session.lower_exceptions()
        except Exception as error:
            add(work.results, refused(case, work, left, describe(error)))
            return
        gc.freeze()
        for manager, build, modes in left:
            child = os.fork()
            if child == 0:
                end_of_child(case, work, session, manager, build, modes, folder)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            if status != 0:
                problem = f"the process that finished the translation ended with status {status}"
                add(work.results, refused(case, work, [(manager, build, modes)], problem))


def refused(case: Case, work: Work, left: Sequence[tuple[str, str, list[str]]], problem: str) -> list[Result]:
    """The results of runs that cannot be made."""
    return [
        Result(work.commit, check.name, manager, mode, "", problem)
        for check in case.checks
        for manager, _, modes in left
        for mode in check.modes(modes)
    ]


def describe(error: Exception) -> str:
    """One line about why a translation failed."""
    if isinstance(error, TranslationError):
        return f"translation: {error.diagnostics[0].message}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"translation: {type(error).__name__}: {shorten(str(error), 500)}, {Path(last.filename).name}:{last.lineno}"


def end_of_child(
    case: Case, work: Work, session: Session, manager: str, build: str, modes: list[str], folder: Path
) -> None:
    """Finish the translation in a forked process, run the program, and leave."""
    status = 1
    try:
        finish(case, work, session, manager, build, modes, folder)
        status = 0
    except Exception as error:
        add(work.results, refused(case, work, [(manager, build, modes)], describe(error)))
        status = 0
    finally:
        os._exit(status)


def finish(case: Case, work: Work, session: Session, manager: str, build: str, modes: list[str], folder: Path) -> None:
    """Weave, compile and run one build of a program, unless it is the same as one that was run before."""
    session.options = dataclasses.replace(session.options, gc=manager, **FLAGS[build])  # type: ignore[arg-type]
    session.output, session.source_directory = folder / f"{manager}-{build}", folder / f"c-{manager}-{build}"
    session.weave()
    session.done.append("lower")
    session.reach("source")
    flags = compile_flags(False, session.c_options())
    files = "\0".join([*flags, *(f"{name}\0{text}" for name, text in session.tree.files.items())])
    code = hashlib.sha256(files.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    repeated = []
    for check in case.checks:
        for mode in check.modes(modes):
            earlier = work.known.get((check.name, manager, mode))
            if earlier is not None and earlier.digest == code + check.digest(case.source):
                repeated.append(dataclasses.replace(earlier, commit=work.commit))
    add(work.results, repeated)
    if len(repeated) == sum(len(check.modes(modes)) for check in case.checks):
        return
    session.reach("compile")
    finished = {result.key for result in repeated}
    for check in case.checks:
        digest = code + check.digest(case.source)
        wanted = [mode for mode in check.modes(modes) if (check.name, manager, mode) not in finished]
        add(work.results, [run_mode(case, check, work, session.output, manager, mode, digest) for mode in wanted])


def run_mode(case: Case, check: Check, work: Work, executable: Path, manager: str, mode: str, digest: str) -> Result:
    """Run an executable in one mode and judge the outcome."""
    start = time.perf_counter()
    interval = 0
    problem = ""
    try:
        if "stress" in mode:
            learned = executable.parent / f"{mode}-{check.name.replace('/', '-')}.json"
            first = json.loads(learned.read_text()) if learned.exists() else INTERVALS[0]
            base = run_limited(executable, check, RUN_LIMIT).seconds
            interval, run = stressed(lambda limit, n: run_limited(executable, check, limit, n), work.limit, first, base)
            learned.write_text(json.dumps(interval))
        else:
            run = run_limited(executable, check, RUN_LIMIT).run
        check.judge(run, case.source)
    except Failure as failure:
        problem = str(failure)
    seconds = round(time.perf_counter() - start, 2)
    return Result(work.commit, check.name, manager, mode, digest, problem, interval, seconds)
