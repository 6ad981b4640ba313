"""Every option of the translator, declared once.

The fields of `Options` are the table: each carries its flags, group and help.  The command line (`cli.py`), the
keywords of `Translation(...)` (`interactive.py`), `[tool.weft]` in pyproject.toml (`configuration.py`),
`--show-config` and the reference page docs/options.md (`reference_page`) are all derived from it.
`Goal`s, the things one can ask for, stand in a table of their own.
"""

from __future__ import annotations

import dataclasses
import difflib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final


class UsageError(Exception):
    """The command line, pyproject.toml or a keyword asks for something that cannot be; exit code 2."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to reach: translation goes through the phases up to `last_phase`."""

    name: str
    flags: tuple[str, ...]
    last_phase: str
    help: str


GOALS: Final = (
    Goal("annotate", ("-a", "--annotate"), "annotate", "infer the types of the program, then stop"),
    Goal("rtype", ("-t", "--rtype"), "rtype", "also lower it to C-like types and operations"),
    Goal("backendopt", ("--backendopt",), "optimise", "also run the optimisation passes"),
    Goal("source", ("-s", "--source"), "source", "also write the C files, with a Makefile that builds them"),
    Goal("compile", ("-c", "--compile"), "compile", "also compile them to an executable (the default)"),
    Goal("run", ("--run",), "run", "compile, then run the executable with the target options as its arguments"),
    Goal("check", ("--check",), "rtype", "report all errors in the program; write nothing"),
    Goal("llinterpret", ("--llinterpret",), "llinterpret", "run the low-level graphs in the interpreter, without C"),
)
GOAL_NAMES: Final = tuple(goal.name for goal in GOALS)

GRAPH_PHASES: Final = ("annotate", "rtype", "optimise", "lower")
"""The phases that leave graphs, in order."""

GROUPS: Final = {
    "goals": "what to do",
    "output": "what to write",
    "optimise": "optimisation",
    "memory": "memory management",
    "checks": "run-time checks",
    "C": "C compiler",
    "look": "looking inside",
    "errors": "error messages",
    "terminal": "terminal",
    "failure": "when Weft fails or is slow",
    "info": "information",
}


KEYWORD_GROUPS: Final = ("optimise", "memory", "checks", "C", "look")
"""The groups whose options are keywords of `Translation(...)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSpec:
    """The declaration of one option."""

    name: str
    flags: tuple[str, ...]
    group: str
    help: str
    default: Any
    metavar: str = ""
    choices: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    """Choices that are not for users."""
    value: Any = True
    """What a flag without an argument stores (False for --no-...)."""
    command_line_only: bool = False

    @property
    def takes_value(self) -> bool:
        """True if an argument follows the flag."""
        return not isinstance(self.default, bool)

    @property
    def key(self) -> str:
        """The option's name in pyproject.toml."""
        return self.name.replace("_", "-")


def option(default: Any, *flags: str, **details: Any) -> Any:
    """Declare a field of `Options` with the details of its `OptionSpec`."""
    return field(default=default, metadata={"flags": flags, **details})


# fmt: off
@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one translation."""

    goal: str = option("compile", group="goals", choices=GOAL_NAMES, help="the goal to reach", command_line_only=True)

    output: str = option("", "-o", "--output", group="output", metavar="FILE", help="where to write the result")
    shared: bool = option(False, "--shared", group="output",
                          help="make a shared library of the function, with a C header beside it")
    argtypes: str = option(
        "", "--argtypes", group="output", metavar="TYPES", command_line_only=True,
        help="argument types of the function in target.py:function, for example int,str,list[float]",
    )

    optimise: str = option(
        "2", "-O", "--optimise", group="optimise", metavar="LEVEL", choices=("0", "1", "2", "3", "size"),
        help="0: none; 1: quick translation; 2: fast programs; 3: faster ones, compiled longer; size: small ones",
    )

    gc: str = option("generational", "--gc", group="memory",
                     choices=("generational", "semispace", "marksweep", "markcompact", "refcount", "boehm", "none"),
                     unlisted=("unrooted",),
                     help="the collector: boehm needs libgc, none never frees memory; see docs/memory.md")
    gcrootfinder: str = option("auto", "--gcrootfinder", group="memory", choices=("auto", "register", "global"),
                               help="where our own collectors keep the top of the stack of roots, and of free memory: "
                               "in two registers (gcc on x86-64), in variables, or (auto) in registers if possible")

    stackless: bool = option(False, "--stackless", group="memory",
                             help="let the program save its stack in the heap: recursion as deep as memory lasts")

    ints: str = option("word", "--ints", group="checks", choices=("word", "big"),
                       help="word: int has 64 bits; big: int is of any size, and most programs get slower")
    overflow: str = option("check", "--overflow", group="checks", choices=("check", "wrap"),
                           help="integers beyond 64 bits raise OverflowError, or wrap around")
    bounds: str = option("on", "--bounds", group="checks", choices=("on", "off"),
                         help="check indices; off is for experiments: a wrong index then corrupts memory")

    cc: str = option("", "--cc", group="C", metavar="COMMAND", help="the C compiler (default: $CC, or gcc)")
    cflags: str = option("", "--cflags", group="C", metavar="FLAGS", help="further flags for the C compiler")
    sanitize: bool = option(False, "--sanitize", group="C",
                            help="let the C compiler's address and undefined-behaviour sanitizers watch the program")
    lldebug: bool = option(False, "--lldebug", group="C",
                           help="check the heap at every collection, overwrite what is freed, keep symbols (-g)")
    jobs: int = option(0, "-j", "--make-jobs", group="C", metavar="N",
                       help="C files compiled at the same time (default: one for each processor)")
    keep_c: str = option("", "--keep-c", group="C", metavar="DIR", help="keep the C files in this directory")
    line_directives: bool = option(True, "--no-line-directives", group="C", value=False,
                                   help="let the C files refer to themselves, not to the Python lines")

    dump_graphs: str = option("", "--dump-graphs", group="look", metavar="FILE",
                              help="write the flow graphs to FILE: .txt, .dot or .svg (this needs Graphviz)")
    dump_phase: str = option("", "--dump-phase", group="look", metavar="PHASE",
                             help="the phase after which graphs are written (default: the last)",
                             choices=GRAPH_PHASES)

    message_format: str = option("human", "--message-format", group="errors", choices=("human", "short", "json"),
                                 help="how errors are written")
    max_errors: int = option(20, "--max-errors", group="errors", metavar="N", help="stop after so many errors")
    explain: str = option("", "--explain", group="errors", metavar="CODE", command_line_only=True,
                          help="explain an error code such as W0102")

    color: str = option("auto", "--color", group="terminal", choices=("auto", "always", "never"),
                        help="colours in messages; auto: on a terminal")
    progress: str = option("auto", "--progress", group="terminal", choices=("auto", "plain", "none"),
                           help="show progress; auto: on a terminal")
    verbose: bool = option(False, "-v", "--verbose", group="terminal", help="say more; tracebacks of internal errors")
    quiet: bool = option(False, "-q", "--quiet", group="terminal", help="say nothing when all went well")

    pdb: bool = option(False, "--pdb", group="failure", command_line_only=True,
                       help="start the debugger on an internal error")
    profile: bool = option(False, "--profile", group="failure", command_line_only=True,
                           help="profile the translation with cProfile")
    timings: bool = option(False, "--timings", group="failure", help="print the time each phase took")

    version: bool = option(False, "--version", group="info", command_line_only=True, help="print the version")
    show_config: bool = option(False, "--show-config", group="info", command_line_only=True,
                               help="print every option, its value and where the value comes from")
# fmt: on


def option_table() -> Mapping[str, OptionSpec]:
    """Return the declarations by name, in the order of the table."""
    return {
        item.name: OptionSpec(name=item.name, default=item.default, **item.metadata)
        for item in dataclasses.fields(Options)
    }


TABLE: Final = option_table()


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return `; did you mean ...?` with the closest candidate, or nothing."""
    close = difflib.get_close_matches(word, list(candidates), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""


def check_value(spec: OptionSpec, value: Any, source: str) -> Any:
    """Return the value of an option as the table wants it; raise UsageError naming `source` if it does not fit."""
    wanted = type(spec.default)
    if wanted is str and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if wanted is int and isinstance(value, str):
        try:
            value = int(value)
        except ValueError:
            raise UsageError(f"{source} wants a number, not {value!r}") from None
    if type(value) is not wanted:
        kind = {str: "text", int: "a number", bool: "true or false"}[wanted]
        raise UsageError(f"{source} wants {kind}, not {value!r}")
    if spec.choices and value != spec.default and value not in spec.choices + spec.unlisted:
        hint = did_you_mean(value, spec.choices)
        raise UsageError(f"{source} cannot be {value!r}{hint or '; it is one of ' + ', '.join(spec.choices)}")
    if wanted is int and value < 0:
        raise UsageError(f"{source} cannot be negative")
    return value


def make_options(settings: Mapping[str, Any], source: str = "") -> Options:
    """Check names, values and combinations of settings (Python keywords, say) and return the options."""
    checked = {}
    for name, value in settings.items():
        if name not in TABLE:
            raise UsageError(f"there is no option {name!r}{did_you_mean(name, TABLE)}")
        checked[name] = check_value(TABLE[name], value, source or f"the option {name!r}")
    options = Options(**checked)
    explain_conflicts(options)
    return options


def explain_conflicts(options: Options) -> None:
    """Raise UsageError if two options contradict each other, saying why."""
    if options.verbose and options.quiet:
        raise UsageError("-v says more and -q says nothing; give one of them")
    if options.dump_phase and not options.dump_graphs:
        raise UsageError(
            "--dump-phase chooses when graphs are written; --dump-graphs FILE, which says where, is missing"
        )
    if options.sanitize and options.shared:
        raise UsageError("--sanitize is for executables: a library cannot bring the sanitizers with it (--shared)")
    if options.lldebug and options.shared:
        raise UsageError("--lldebug is for executables: the checks need to know where static data is (--shared)")
    if options.gcrootfinder == "register" and (options.shared or options.sanitize):
        other = "--shared" if options.shared else "--sanitize"
        raise UsageError(f"--gcrootfinder register takes two registers for the whole program; {other} cannot do that")
    goal = next(goal for goal in GOALS if goal.name == options.goal)
    if options.output and goal.name not in ("source", "compile", "run"):
        raise UsageError(f"--output names the file to write, but --{goal.name} writes none")
    last = "optimise" if goal.last_phase == "llinterpret" else goal.last_phase
    if options.dump_phase and last in GRAPH_PHASES:
        if GRAPH_PHASES.index(options.dump_phase) > GRAPH_PHASES.index(last):
            raise UsageError(f"--dump-phase {options.dump_phase} is never reached: --{goal.name} stops after {last}")
    if options.keep_c and goal.last_phase not in ("source", "compile", "run"):
        raise UsageError(f"--keep-c keeps the C files, but --{goal.name} stops before they are written")


def goal_phase(options: Options) -> str:
    """Return the last phase that the goal of these options needs."""
    return next(goal.last_phase for goal in GOALS if goal.name == options.goal)


# The reference page -------------------------------------------------------------------------------------------


def reference_page() -> str:
    """Return docs/options.md."""
    lines = [
        "# Options",
        "",
        "This page is written by `make docs` from the table in `translator/options.py`.",
        "",
        "    python translate.py [options] target.py [target options]",
        "",
        "The keys can be set in `[tool.weft]` of the `pyproject.toml` of the target; those with an asterisk cannot.",
        "Keywords of `Translation(...)`, with underscores, are the keys of the groups",
        ", ".join(GROUPS[group] for group in KEYWORD_GROUPS) + ".",
    ]
    for group, title in GROUPS.items():
        lines += [
            "",
            f"## {title[0].upper()}{title[1:]}",
            "",
            "| option | key | default | meaning |",
            "|---|---|---|---|",
        ]
        if group == "goals":
            lines += [f"| `{' '.join(goal.flags)}` | | | {goal.help} |" for goal in GOALS]
        for spec in TABLE.values():
            if spec.group == group and spec.flags:
                lines.append(_reference_row(spec))
    return "\n".join(lines) + "\n"


def _reference_row(spec: OptionSpec) -> str:
    argument = f" {value_name(spec)}" if spec.takes_value else ""
    flags = "`, `".join(f"{flag}{argument}" for flag in spec.flags).replace("|", "\\|")
    default = f"`{spec.default}`" if spec.takes_value and spec.default else ""
    return f"| `{flags}` | `{spec.key}`{'*' if spec.command_line_only else ''} | {default} | {spec.help} |"


def value_name(spec: OptionSpec) -> str:
    """Return what stands for the argument of an option in help texts."""
    return spec.metavar or "|".join(spec.choices)


def main() -> None:
    """Write the reference page to the file named on the command line."""
    Path(sys.argv[1]).write_text(reference_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
