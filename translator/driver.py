"""Translates a target for the command line: runs the phases that the goal needs and tells the outcome.

`translate` returns the exit code; errors in the program are rendered by `render_diagnostics.py`, failures of Weft
itself are reported with phase, function and position.
"""

from __future__ import annotations

import cProfile
import os
import pdb
import pstats
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from weft.backend_c.compiler import CCompilerError
from weft.flowspace.diagnostics import InternalError, TranslationError, phase
from weft.translator.graph_dump import check_dump_file
from weft.translator.interpret import interpret
from weft.translator.options import TABLE, Options, UsageError, goal_phase
from weft.translator.progress import make_progress
from weft.translator.render_diagnostics import render
from weft.translator.session import Session
from weft.translator.target import Target, TargetEnvironment, command_line_program, load_target
from weft.translator.timing import Timing

EXIT_ERROR: Final = 1
EXIT_USAGE: Final = 2
EXIT_TOOLCHAIN: Final = 3
EXIT_INTERNAL: Final = 70

_COLOURS: Final = {"auto": None, "always": True, "never": False}
_TOOLCHAIN_CODES: Final = frozenset({"W0902"})
"""Errors that are not the program's: a system library is missing."""


def translate(options: Options, path: Path, function: str, arguments: Sequence[str]) -> int:
    """Translate the target for the command line; return the exit code."""
    check_files(options)
    progress = make_progress(options)
    timing = Timing()
    try:
        with _profiled(options), tempfile.TemporaryDirectory(prefix="weft-") as folder, TargetEnvironment(path):
            with phase("importing", path.name), timing.measure("import"):
                target = load_target(path, function, options.argtypes, arguments)
            session = make_session(target, options, arguments, Path(folder))
            session.timing, session.progress = timing, progress
            return _reach_goal(session, options, target, arguments)
    except TranslationError as error:
        progress.finish()
        report_diagnostics(error, options)
        return EXIT_TOOLCHAIN if all(d.code in _TOOLCHAIN_CODES for d in error.diagnostics) else EXIT_ERROR
    except CCompilerError as error:
        progress.finish()
        print(f"weft: {error}", file=sys.stderr)
        return EXIT_TOOLCHAIN
    except UsageError:
        raise
    except Exception as error:
        progress.finish()
        return report_internal_error(error, options)
    finally:
        progress.finish()


def make_session(target: Target, options: Options, arguments: Sequence[str], folder: Path) -> Session:
    """Return the session for a target, its temporary files in `folder`; raise UsageError if the options do not suit."""
    if arguments and not target.takes_options and options.goal not in ("run", "llinterpret"):
        first = arguments[0]
        known = {flag for spec in TABLE.values() for flag in spec.flags}
        hint = "; options of Weft stand before the target" if first.partition("=")[0] in known else ""
        raise UsageError(f"the target takes no options, but {first} follows it{hint}")
    function, argument_types = target.function, target.argument_types
    if argument_types is None and options.shared:
        raise UsageError("--shared makes a library of a function: give the target as target.py:function")
    if argument_types is not None and not options.shared and goal_phase(options) in ("source", "compile", "run"):
        function, argument_types = command_line_program(target), None
    name = target.executable + (".so" if options.shared else "")
    output, source = Path(options.output or name), Path(options.keep_c or folder)
    if options.goal == "run" and not options.output:
        output = folder / name
    if options.goal == "source" and not options.keep_c:
        source = Path(options.output or f"{target.executable}-c-files")
    return Session(
        function,
        argument_types,
        options,
        output.absolute(),
        source.absolute(),
        shared=options.shared,
        always_bound=target.always_bound,
    )


def check_files(options: Options) -> None:
    """Raise UsageError now rather than after a long translation if a result cannot be written."""
    if options.dump_graphs:
        check_dump_file(options.dump_graphs)
    for name in (options.output, options.dump_graphs):
        if name and not Path(name).absolute().parent.is_dir():
            raise UsageError(f"there is no directory {Path(name).parent} for {Path(name).name}")
    if options.output and options.goal != "source" and Path(options.output).is_dir():
        raise UsageError(f"{options.output} is a directory")


def _reach_goal(session: Session, options: Options, target: Target, arguments: Sequence[str]) -> int:
    last = goal_phase(options)
    if last == "llinterpret":
        session.reach("optimise")
        session.progress.finish()
        return interpret(session.program, [str(target.path), *arguments])
    session.reach("compile" if last == "run" else last)
    session.progress.finish()
    if options.shared and last == "compile":
        session.output.with_suffix(".h").write_text(session.tree.files["exported.h"], encoding="utf-8")
    if options.timings:
        print(session.timing.table(), file=sys.stderr)
    if last == "run":
        return run_executable(session.output, arguments)
    if not options.quiet:
        print(closing_line(session, options, target))
    return 0


def closing_line(session: Session, options: Options, target: Target) -> str:
    """Return the line that says what was done."""
    seconds = f"{session.timing.total:.1f} s"
    if options.goal == "compile":
        return f"{shown_path(session.output)}: {file_size(session.output)}, gc {options.gc}, {seconds}"
    if options.goal == "source":
        return f"{shown_path(session.source_directory)}: C files with a Makefile, gc {options.gc}, {seconds}"
    count = len(session.annotated.graphs)
    done = {"check": "no errors"}.get(options.goal, f"{options.goal} done")
    return f"{target.path.name}: {done}, {count} functions, {seconds}"


def shown_path(path: Path) -> str:
    """Return a path as it is shortest to read."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def file_size(path: Path) -> str:
    """Return the size of a file in words."""
    size = path.stat().st_size
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} KB"


def run_executable(executable: Path, arguments: Sequence[str]) -> int:
    """Run an executable and return its status; a signal that ended it counts as 128 plus its number."""
    sys.stdout.flush()
    status = subprocess.run([str(executable), *arguments], check=False).returncode
    return 128 - status if status < 0 else status


# Errors -------------------------------------------------------------------------------------------------------


def report_diagnostics(error: TranslationError, options: Options) -> None:
    """Write the errors in the program to standard error."""
    form: Any = options.message_format
    render(error.diagnostics, sys.stderr, form=form, colour=_COLOURS[options.color], max_errors=options.max_errors)
    if options.verbose and error.__cause__ is not None:
        print("[weft] copies of functions were tried, but inference with them failed:", file=sys.stderr)
        traceback.print_exception(error.__cause__, chain=False)


def report_internal_error(error: Exception, options: Options) -> int:
    """Tell the user that Weft failed, where, and how to report it; return the exit code."""
    cause: BaseException = error
    if isinstance(error, InternalError):
        cause = error.__cause__ or error
        lines = [f"weft: internal error while {error.phase} {error.function}: {error.reason}"]
        if error.span:
            span = error.span
            path = shown_path(Path(span.filename))
            lines.append(f"  --> {path}:{span.line}:{span.column + 1}, in {span.function}")
    else:
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
