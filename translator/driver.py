"""Runs the phases of a translation one by one, times them, and reports the outcome.

`Session` holds the state between phases and is what `Translation` (interactive.py) is made of; `translate` is the
whole way for the command line, with errors rendered and turned into exit codes.
"""

from __future__ import annotations

import cProfile
import pdb
import pstats
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from weft.flowspace.diagnostics import InternalError, TranslationError, phase
from weft.translator.options import Options, UsageError, goal_phase
from weft.translator.progress import NoProgress, Progress, make_progress
from weft.translator.target import TargetEnvironment, load_target
from weft.translator.timing import Timing

EXIT_ERROR: Final = 1
EXIT_USAGE: Final = 2
EXIT_TOOLCHAIN: Final = 3
EXIT_INTERNAL: Final = 70

PHASES: Final = {
    "annotate": "inferring types",
    "rtype": "choosing low-level types",
    "optimise": "optimising",
    "lower": "lowering exceptions and memory management",
    "source": "writing C",
    "compile": "compiling C",
}
"""The phases in order, with what the progress display says."""


class Session:
    """One translation: the function, the options, and what each phase has produced so far."""

    def __init__(
        self,
        function: Callable[..., Any],
        argument_types: tuple[Any, ...] | None,
        options: Options,
        timing: Timing | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.function = function
        self.argument_types = argument_types
        self.options = options
        self.timing = timing or Timing()
        self.progress = progress or NoProgress()
        self.done: list[str] = []

    def reach(self, last: str) -> None:
        """Run the phases up to and including `last` that have not run yet."""
        for name, title in PHASES.items():
            if name not in self.done:
                self.progress.phase(title)
                with self.timing.measure(name):
                    getattr(self, f"_{name}")()
                self.done.append(name)
            if name == last:
                return

    def _annotate(self) -> None:
        raise NotImplementedError("the annotator is not connected yet")


def translate(options: Options, path: Path, function: str, arguments: Sequence[str]) -> int:
    """Translate the target for the command line; return the exit code."""
    progress = make_progress(options)
    timing = Timing()
    try:
        with _profiled(options), TargetEnvironment(path):
            with phase("importing", path.name), timing.measure("import"):
                target = load_target(path, function, options.argtypes, arguments)
            session = Session(target.function, target.argument_types, options, timing, progress)
            session.reach(goal_phase(options))
        progress.finish()
        return 0
    except TranslationError as error:
        progress.finish()
        print(error, file=sys.stderr)
        return EXIT_ERROR
    except (UsageError, KeyboardInterrupt):
        progress.finish()
        raise
    except Exception as error:
        progress.finish()
        return report_internal_error(error, options)


def report_internal_error(error: Exception, options: Options) -> int:
    """Tell the user that Weft failed, where, and how to report it; return the exit code."""
    if isinstance(error, InternalError):
        cause = error.__cause__ or error
        where = f"while {error.phase} {error.function}"
        lines = [f"weft: internal error {where}: {error.reason}"]
        if error.span:
            lines.append(f"  --> {error.span}, in {error.span.function}")
    else:
        cause = error
        lines = [f"weft: internal error: {type(error).__name__}: {error}"]
    if options.verbose:
        lines += [line.rstrip() for line in traceback.format_exception(cause)]
    else:
        lines.append(f"  in {_innermost(cause)} (-v shows the traceback)")
    lines.append("This is a fault of Weft, not of the program; please report it with the program that shows it.")
    print("\n".join(lines), file=sys.stderr)
    if options.pdb and sys.stdin.isatty():
        pdb.post_mortem(cause.__traceback__)
    return EXIT_INTERNAL


def _innermost(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "an unknown place"
    frame = frames[-1]
    return f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}, {frame.name}"


@contextmanager
def _profiled(options: Options) -> Iterator[None]:
    if not options.profile:
        yield
        return
    profiler = cProfile.Profile()
    profiler.enable()
    try:
        yield
    finally:
        profiler.disable()
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumulative").print_stats(40)
