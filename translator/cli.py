"""The command line: `python translate.py [options] target.py [target options]`.

The parser is generated from the table in `options.py`.  Exit codes: 0 done, 1 error in the program, 2 usage,
3 C toolchain, 70 internal error of Weft; with --run, the status of the program.
"""

from __future__ import annotations

import argparse
import ast
import importlib.metadata
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from weft.translator.configuration import Settings, find_pyproject, read_pyproject
from weft.translator.driver import EXIT_USAGE, translate
from weft.translator.gclog.command import main as gclog
from weft.translator.options import (
    GOALS,
    GROUPS,
    TABLE,
    Options,
    OptionSpec,
    UsageError,
    check_value,
    did_you_mean,
    make_options,
    value_name,
)
from weft.translator.render_diagnostics import explain
from weft.translator.target import parse_target_name

USAGE: Final = "weft [options] target.py [target options]"
DESCRIPTION: Final = """\
Translate a Python program to a native executable.  The target is a script whose program stands under
`if __name__ == "__main__":`, a file with `entry_point(argv)` or with RPython's `target(driver, args)`, or one
function: `target.py:function --argtypes int,str`.  `weft gclog FILE [FILE]` summarises logs of collections."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    try:
        return _run(sys.argv[1:] if argv is None else list(argv))
    except UsageError as error:
        print(f"weft: {error}", file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        print("weft: interrupted", file=sys.stderr)
        return 130


def _run(argv: list[str]) -> int:
    if argv[:1] == ["gclog"]:
        return gclog(argv[1:])
    line = read_command_line(argv)
    if line.help:
        print(make_parser().format_help() + target_help(line.target), end="")
        return 0
    if line.values.get("version"):
        print(f"weft {importlib.metadata.version('weft')} (Python {sys.version.split()[0]})")
        return 0
    settings = Settings()
    path, function = parse_target_name(line.target) if line.target else (None, "")
    pyproject = find_pyproject(path.parent if path else Path.cwd())
    if pyproject:
        settings.update(read_pyproject(pyproject), str(pyproject))
    settings.update(line.values, "command line")
    options = make_options(settings.values)
    if options.show_config:
        print(settings.describe())
        return 0
    if options.explain:
        return _explain(options)
    if path is None:
        raise UsageError(f"no target given; usage: {USAGE}")
    if options.argtypes and not function:
        raise UsageError("--argtypes belongs to a function: give the target as target.py:function")
    return translate(options, path, function, line.arguments)


def target_help(target: str) -> str:
    """Return what the target says about itself, for --help."""
    if not target:
        return ""
    path, _ = parse_target_name(target)
    try:
        text = ast.get_docstring(ast.parse(path.read_bytes()))
    except (SyntaxError, ValueError):
        text = None
    return f"\n{path.name}:\n{textwrap.indent(text, '  ')}\n" if text else ""


def _explain(options: Options) -> int:
    text = explain(options.explain)
    if text is None:
        raise UsageError(f"there is no error code {options.explain}")
    print(text)
    return 0


# Reading ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class CommandLine:
    """What was typed: options set, the target, and what follows it."""

    values: dict[str, Any]
    target: str
    arguments: list[str]
    help: bool


def read_command_line(argv: list[str]) -> CommandLine:
    """Parse the arguments; what follows the target belongs to it, unless the target is a single function."""
    own, rest = split_at_target(argv)
    target = rest[0] if rest else ""
    arguments = rest[1:]
    name = target.rpartition(":")[2] if ":" in target else ""
    if name.isidentifier() and ".py:" in target:
        more, arguments = split_at_target(arguments)
        own += more
    parser = make_parser()
    _check_flags(own)
    parsed = vars(parser.parse_args(own))
    help_wanted = parsed.pop("help", False)
    values = {name: _checked(name, value) for name, value in parsed.items()}
    goals = values.pop("goal_list", [])
    if len(set(goals)) > 1:
        raise UsageError(f"--{goals[0]} and --{goals[1]} are different goals; give one of them")
    if goals:
        values["goal"] = goals[0]
    return CommandLine(values, target, arguments, help_wanted)


def _checked(name: str, value: Any) -> Any:
    return value if name == "goal_list" else check_value(TABLE[name], value, TABLE[name].flags[-1])


def split_at_target(argv: list[str]) -> tuple[list[str], list[str]]:
    """Split before the first argument that is neither an option nor the value of one."""
    with_value = {flag for spec in TABLE.values() if spec.takes_value for flag in spec.flags}
    index = 0
    while index < len(argv):
        word = argv[index]
        if word == "--":
            return argv[:index], argv[index + 1 :]
        if not word.startswith("-") or word == "-":
            break
        index += 2 if word in with_value else 1
    return argv[:index], argv[index:]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def make_parser() -> argparse.ArgumentParser:
    """Generate the parser from the tables."""
    parser = _Parser(
        prog="weft",
        usage=USAGE,
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
        argument_default=argparse.SUPPRESS,
    )
    for group, title in GROUPS.items():
        section = parser.add_argument_group(title)
        if group == "goals":
            for goal in GOALS:
                section.add_argument(
                    *goal.flags, dest="goal_list", action="append_const", const=goal.name, help=goal.help
                )
        if group == "info":
            section.add_argument("-h", "--help", dest="help", action="store_true", help="print this help")
        for spec in TABLE.values():
            if spec.group == group and spec.flags:
                _add_option(section, spec)
    return parser


def _add_option(section: argparse._ArgumentGroup, spec: OptionSpec) -> None:
    help_text = spec.help.replace("%", "%%")
    if not spec.takes_value:
        section.add_argument(*spec.flags, dest=spec.name, action="store_const", const=spec.value, help=help_text)
        return
    if spec.default not in ("", 0):
        help_text += f" (default: {spec.default})"
    section.add_argument(*spec.flags, dest=spec.name, metavar=value_name(spec), help=help_text)


def _check_flags(own: list[str]) -> None:
    """Raise UsageError for an unknown flag, with the closest known one."""
    known = {flag for spec in TABLE.values() for flag in spec.flags} | {flag for goal in GOALS for flag in goal.flags}
    known |= {"-h", "--help"}
    with_value = {flag for spec in TABLE.values() if spec.takes_value for flag in spec.flags}
    words = iter(own)
    for word in words:
        flag = word.partition("=")[0]
        if flag.startswith("--") and flag not in known:
            raise UsageError(f"there is no option {flag}{did_you_mean(flag, known)}")
        if not flag.startswith("--") and flag[:2] not in known:
            raise UsageError(f"there is no option {flag}{did_you_mean('-' + flag, known)}")
        if word in with_value:
            next(words, None)


if __name__ == "__main__":
    sys.exit(main())
