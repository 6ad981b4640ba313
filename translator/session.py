"""The phases of a translation, run one by one and timed.

`Session` holds the state between phases; the command line (driver.py) and `Translation` (interactive.py) are made
of it.
"""

from __future__ import annotations

import gc
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

from weft.annotator.call_sites import AnnotatedProgram
from weft.annotator.context import AnnotatorOptions
from weft.annotator.plan import summary
from weft.annotator.search import annotate_program
from weft.backend_c.compiler import build
from weft.backend_c.generate import generate
from weft.backend_c.options import CBackendOptions
from weft.backend_c.tree import CTree
from weft.flowspace.diagnostics import phase
from weft.flowspace.environment import FlowEnvironment
from weft.flowspace.text.dialect import FlowDialect
from weft.gc.interface import Barrier
from weft.gc.table import collector
from weft.gc.transform.promises import check_promises
from weft.gc.transform.raw_checks import insert_raw_checks
from weft.rlib.startup import program_entry
from weft.rtyper.lltype.printing import LowLevelDialect
from weft.rtyper.program import Program
from weft.rtyper.typer import TyperOptions, type_program
from weft.stackless.transform import check_not_needed, make_stackless
from weft.translator.argument_types import annotations_of
from weft.translator.graph_dump import dump_graphs
from weft.translator.options import Options
from weft.translator.pipeline import PassRun, lower, optimise
from weft.translator.progress import NoProgress, Progress
from weft.translator.timing import Timing

PHASES: Final = {
    "annotate": "inferring types",
    "rtype": "choosing low-level types",
    "optimise": "optimising",
    "lower": "lowering exceptions and memory management",
    "source": "writing C",
    "compile": "compiling C",
}
"""The phases in order, with what the progress display says."""

_C_LEVELS: Final = {"size": "s"}


class Session:
    """One translation: what to translate, the options, and what each phase has produced so far.

    `function` is a program, without arguments, if `argument_types` is None; else a function of these types.
    `always_bound`: module variables of a script that need no check (see `script.py`).
    `output` is the file to make, `source_directory` the folder for the C files (which may not exist yet).
    """

    def __init__(
        self,
        function: Callable[..., Any],
        argument_types: Sequence[Any] | None,
        options: Options,
        output: Path,
        source_directory: Path,
        *,
        shared: bool = False,
        always_bound: frozenset[str] = frozenset(),
        timing: Timing | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.function = function
        self.argument_types = argument_types
        self.options = options
        self.output = output
        self.source_directory = source_directory
        self.shared = shared
        self.always_bound = always_bound
        self.timing = timing or Timing()
        self.progress = progress or NoProgress()
        self.done: list[str] = []
        self.pass_run = PassRun(level=options.optimise, log=self._log)
        self._annotated: AnnotatedProgram | None = None
        self._program: Program | None = None
        self._tree: CTree | None = None

    # Reaching a phase -----------------------------------------------------------------------------------------

    def reach(self, last: str) -> None:
        """Run the phases up to and including `last` that have not run yet."""
        steps: dict[str, Callable[[], None]] = {
            "annotate": self._annotate,
            "rtype": self._rtype,
            "optimise": self._optimise,
            "lower": self._lower,
            "source": self._write_source,
            "compile": self._compile,
        }
        for name, title in PHASES.items():
            if name not in self.done:
                self.progress.phase(title)
                with self._guarded(name, title), self.timing.measure(name), _without_collections():
                    steps[name]()
                self.done.append(name)
                self._dump(name, last)
            if name == last:
                return

    def _guarded(self, name: str, title: str) -> AbstractContextManager[object]:
        """Tell the phase of an unexpected failure; the phases themselves tell more, where they can."""
        if name == "compile":  # its failures may be those of the C compiler
            return nullcontext()
        return phase(f"{title} of", self.function.__name__)

    @property
    def program(self) -> Program:
        """The low-level program; reach "rtype" first."""
        assert self._program is not None
        return self._program

    @property
    def annotated(self) -> AnnotatedProgram:
        """The annotated program; reach "annotate" first."""
        assert self._annotated is not None
        return self._annotated

    @property
    def tree(self) -> CTree:
        """The C files; reach "source" first."""
        assert self._tree is not None
        return self._tree

    # The phases -----------------------------------------------------------------------------------------------

    def _annotate(self) -> None:
        options = AnnotatorOptions(
            overflow=self.options.overflow, ints=self.options.ints, max_errors=self.options.max_errors
        )
        if self.argument_types is None:
            function, arguments = program_entry(self.function), []
        else:
            function, arguments = self.function, annotations_of(self.argument_types)
        self._annotated = annotate_program(function, arguments, options, FlowEnvironment(self.always_bound))
        for line in summary(self._annotated.context):
            self._log(f"specialised: {line}")

    def _rtype(self) -> None:
        options = TyperOptions(
            check_overflow=self.options.overflow == "check",
            check_bounds=self.options.bounds == "on",
            prompt_finalizers=collector(self.options.gc).traits.barrier is Barrier.COUNT,
        )
        self._program = type_program(self.annotated, options)

    def _optimise(self) -> None:
        optimise(self.program, self.pass_run)

    def _lower(self) -> None:
        self.lower_exceptions()
        self.weave()

    def _write_source(self) -> None:
        self._tree = generate(self.program, collector(self.options.gc).traits, self.c_options())
        self._tree.write(self.source_directory)

    def _compile(self) -> None:
        build(self.tree, self.source_directory, self.output, self.c_options())

    def lower_exceptions(self) -> None:
        """The part of "lower" that does not depend on how memory is managed."""
        self.program.unwind_everywhere = self.options.stackless and self.options.lldebug
        lower(self.program, self.pass_run)

    def weave(self) -> None:
        """The rest of it."""
        if self.options.stackless:
            count = make_stackless(self.program)
            self._log(f"stackless: {count} functions can be saved")
        else:
            check_not_needed(self.program)
        check_promises(self.program)
        self.program.heap_checks = self.options.lldebug
        if self.options.lldebug:
            insert_raw_checks(self.program)
        collector(self.options.gc).transform(self.program)

    # Details --------------------------------------------------------------------------------------------------

    def _log(self, text: str) -> None:
        if self.options.verbose:
            sys.stderr.write(f"[weft] {text}\n")

    def c_options(self) -> CBackendOptions:
        """Return what the C back end is told."""
        options = self.options
        return CBackendOptions(
            cc=options.cc or os.environ.get("CC", "") or "gcc",
            cflags=tuple(shlex.split(options.cflags)),
            opt_level=_C_LEVELS.get(options.optimise, options.optimise),
            line_directives=options.line_directives,
            jobs=options.jobs or os.cpu_count() or 1,
            shared=self.shared,
            sanitize=options.sanitize,
            lldebug=options.lldebug,
            stackless=options.stackless,
            root_finder=options.gcrootfinder,
        )

    def _dump(self, phase: str, last: str) -> None:
        """Write the graphs if they are wanted after this phase."""
        if not self.options.dump_graphs:
            return
        names = list(PHASES)
        wanted = self.options.dump_phase or names[min(names.index(last), names.index("lower"))]
        if phase != wanted:
            return
        path = Path(self.options.dump_graphs)
        if phase == "annotate":
            dump_graphs(self.annotated.graphs, FlowDialect(), path)
        else:
            dump_graphs(dict.fromkeys(self.program.graphs()), LowLevelDialect(), path)


@contextmanager
def _without_collections() -> Iterator[None]:
    """Do without Python's cyclic collector: a fifth of the time, as phases make millions of objects that stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
