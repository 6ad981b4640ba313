"""Finds out what to translate: imports the target file and makes the program, a function without arguments.

Four forms are known: RPython's `target(driver, args)`, `entry_point(argv)`, a script, and one function given as
`target.py:function`.  Everything is run here at translation time as `python target.py` would run it, except the
program itself; what that is in a script is decided in `script.py`.  Entry points: `TargetEnvironment`, `load_target`.
"""

from __future__ import annotations

import builtins
import importlib.util
import inspect
import os
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from weft.flowspace.diagnostics import Diagnostic, Note, SourceSpan, TranslationError
from weft.translator.argument_types import type_name
from weft.translator.imported_modules import check_imported_modules
from weft.translator.options import UsageError, did_you_mean
from weft.translator.script import Script, may_define_entry, split_script, whole_module

WRAPPER_FILE: Final = str(Path(__file__).resolve())
"""The file name of code made here: tracebacks leave out the frames of files of ours."""


@dataclass(frozen=True, slots=True)
class Target:
    """What to translate.

    `function` is the program, without arguments, if `argument_types` is None; else a function of these types.
    """

    path: Path
    function: Callable[..., Any]
    argument_types: tuple[Any, ...] | None
    executable: str
    """The default name of the executable."""
    takes_options: bool = False
    """True if the target has consumed the target options itself."""
    always_bound: frozenset[str] = frozenset()
    """Module variables that the program binds before anything can read them."""


class TargetConfig:
    """The `config` that RPython targets look at: every attribute exists, and may be set."""

    def __getattr__(self, name: str) -> TargetConfig:
        if name.startswith("__"):
            raise AttributeError(name)
        value = TargetConfig()
        self.__dict__[name] = value
        return value

    def __bool__(self) -> bool:
        return False

    def suggest(self, **settings: Any) -> None:
        """Accept and ignore suggestions for RPython's own options."""


@dataclass(slots=True)
class TargetDriver:
    """The `driver` handed to `target(driver, args)`."""

    exe_name: str
    config: TargetConfig = field(default_factory=TargetConfig)


class TargetEnvironment:
    """A context manager: the interpreter as the target sees it under `python target.py`.

    `sys.argv` and `sys.path[0]` are the target's, and its module is `sys.modules["__main__"]` once loaded.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> TargetEnvironment:
        self._saved = (sys.argv, sys.path[:], sys.modules.get("__main__"))
        sys.argv = [str(self.path)]
        sys.path.insert(0, str(self.path.parent))
        importlib.invalidate_caches()
        return self

    def __exit__(self, *unused: object) -> None:
        main: types.ModuleType | None
        sys.argv, sys.path[:], main = self._saved
        if main is not None:
            sys.modules["__main__"] = main


def parse_target_name(text: str) -> tuple[Path, str]:
    """Split `file.py` or `file.py:function`; the path is made absolute."""
    name, colon, function = text.rpartition(":")
    if not colon or function.endswith(".py") or os.sep in function:
        name, function = text, ""
    path = Path(name).absolute()
    if not path.is_file():
        if path.suffix != ".py" and path.with_name(path.name + ".py").is_file():
            raise UsageError(f"there is no file {name}; did you mean {name}.py?")
        raise UsageError(f"there is no file {name}")
    return path, function


def load_target(path: Path, function: str, argument_types: str, arguments: Sequence[str]) -> Target:
    """Import the target and return what is to be translated; call it inside a `TargetEnvironment`."""
    with _python_errors(path):
        source = _read_source(path)
        compile(source, str(path), "exec", dont_inherit=True)
    may_be_hook = may_define_entry(source, str(path))
    if function or may_be_hook:
        with _python_errors(path):
            script = whole_module(source, str(path))
        module = _run_module(script, path)
        if function:
            return _function_target(path, module, function, argument_types)
        candidate = module.__dict__.get("target")
        if callable(candidate) and _is_target_hook(candidate):
            return _hook_target(path, module, candidate, arguments)
        entry_point = module.__dict__.get("entry_point")
        if isinstance(entry_point, types.FunctionType) and _accepts(entry_point, 1):
            return Target(path, _call_with_argv(entry_point), None, path.stem)
    return _script_target(source, path)


def _script_target(source: str, path: Path) -> Target:
    script = split_script(source, str(path))
    if not script.has_program:
        raise TranslationError(_no_program(path))
    module = _new_main_module(path)
    before = set(sys.modules)
    with _python_errors(path):
        printed = script.run_module(module.__dict__)
    check_imported_modules([sys.modules[name] for name in list(sys.modules) if name not in before], path.parent)
    program = _script_program(script, module, printed)
    return Target(path, program, None, path.stem, always_bound=script.always_bound)


def _read_source(path: Path) -> str:
    return importlib.util.decode_source(path.read_bytes())


def _new_main_module(path: Path) -> types.ModuleType:
    module = types.ModuleType("__main__")
    module.__file__ = str(path)
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    return module


def _run_module(script: Script, path: Path) -> types.ModuleType:
    module = _new_main_module(path)
    with _python_errors(path), output_to_stderr():
        exec(script.module_code(), module.__dict__)
    return module


# The forms ----------------------------------------------------------------------------------------------------


def _function_target(path: Path, module: types.ModuleType, name: str, argument_types: str) -> Target:
    function: Any = module
    for part in name.split("."):
        names = [key for key, value in vars(function).items() if callable(value)]
        function = getattr(function, part, None)
        if function is None:
            raise UsageError(f"{path.name} has no function {name!r}{did_you_mean(part, names)}")
    if not isinstance(function, types.FunctionType):
        raise UsageError(f"{name} in {path.name} is not a Python function")
    parsed = parse_types(argument_types, module.__dict__)
    if not _accepts(function, len(parsed)):
        wanted = ", ".join(inspect.signature(function).parameters) or "no arguments"
        raise UsageError(f"--argtypes has {len(parsed)} types, but {name} takes ({wanted})")
    return Target(path, function, parsed, name.rpartition(".")[2])


def _hook_target(path: Path, module: types.ModuleType, hook: Callable[..., Any], arguments: Sequence[str]) -> Target:
    driver = TargetDriver(exe_name=f"{path.stem}-%(backend)s")
    with _python_errors(path), output_to_stderr():
        handle_config = module.__dict__.get("handle_config")
        if callable(handle_config):
            handle_config(driver.config, driver.config.translation)
        result = hook(driver, list(arguments))
    parts = result if isinstance(result, tuple) else (result, None)
    function, types_of_arguments = parts[0], parts[1] if len(parts) > 1 else None
    executable = driver.exe_name.replace("%(backend)s", "c")
    if not isinstance(function, types.FunctionType):
        raise TranslationError(
            Diagnostic(
                "W0504",
                f"target() must return a function, or a function and its argument types, not {type(function).__name__}",
                _function_span(hook),
            )
        )
    if types_of_arguments is not None:
        return Target(path, function, tuple(types_of_arguments), executable, takes_options=True)
    return Target(path, _call_with_argv(function), None, executable, takes_options=True)


def _script_program(script: Script, module: types.ModuleType, printed: dict[int, str]) -> types.FunctionType:
    try:
        return script.program_function(module.__dict__, printed)
    except SyntaxError as error:  # allowed in a module, but not in a function: `from x import *` inside a loop, say
        raise TranslationError(_syntax_error(error)) from error


def command_line_program(target: Target) -> types.FunctionType:
    """Return the program that calls a function with arguments from the command line and prints its result."""
    conversions = {str: "{}", int: "int({})", float: "float({})", bool: "{} == 'True'"}
    argument_types = target.argument_types or ()
    for type_ in argument_types:
        if type_ not in conversions:
            raise UsageError(
                f"{type_name(type_)} cannot be given on the command line: an executable of {target.executable} needs "
                "arguments of type int, float, str or bool (--shared makes a library)"
            )
    arguments = ", ".join(conversions[t].format(f"sys.argv[{i}]") for i, t in enumerate(argument_types, 1))
    usage = " ".join(["usage:", target.executable, *(type_name(t).upper() for t in argument_types)])
    source = (
        f"def program():\n    if len(sys.argv) != {len(argument_types) + 1}:\n"
        f"        raise SystemExit({usage!r})\n    print(repr(function({arguments})))\n"
    )
    return _wrapper(source, {"function": target.function})


def _call_with_argv(entry_point: Callable[..., Any]) -> types.FunctionType:
    """Return the program that calls `entry_point(sys.argv)` and exits with its result."""
    source = (
        "def program():\n    status = entry_point(sys.argv)\n    if status != 0:\n        raise SystemExit(status)\n"
    )
    return _wrapper(source, {"entry_point": entry_point})


def _wrapper(source: str, names: dict[str, Any]) -> types.FunctionType:
    """Return the function `program` that a source text defines."""
    namespace = {"sys": sys, "__name__": __name__, **names}
    exec(compile(source, WRAPPER_FILE, "exec", dont_inherit=True), namespace)
    program = namespace["program"]
    assert isinstance(program, types.FunctionType)
    return program


def _is_target_hook(function: Any) -> bool:
    """Tell RPython's hook, `target(driver, args)` or `target(*args)`, from a function that happens to have its name."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return False
    if not parameters:
        return False
    return parameters[0].kind is inspect.Parameter.VAR_POSITIONAL or parameters[0].name in ("driver", "_")


def _accepts(function: Callable[..., Any], count: int) -> bool:
    try:
        inspect.signature(function).bind(*[None] * count)
    except TypeError:
        return False
    return True


# Types on the command line ------------------------------------------------------------------------------------


_TYPE_NAMES: Final = {
    t.__name__: t for t in (int, float, bool, str, bytes, bytearray, list, dict, set, tuple, frozenset)
}


def parse_types(text: str, namespace: dict[str, Any]) -> tuple[Any, ...]:
    """Parse `int,list[str],Point`; class names are looked up in `namespace`.

    types := [type ("," type)*];  type := NAME ["[" types "]"]
    """
    tokens = _TypeTokens(text)
    if not text.strip():
        return ()
    result = _parse_list(tokens, namespace)
    if tokens.peek():
        raise UsageError(f"--argtypes {text}: {tokens.peek()!r} is not expected")
    return result


class _TypeTokens:
    def __init__(self, text: str) -> None:
        for mark in "[],|":
            text = text.replace(mark, f" {mark} ")
        self.left = text.split()

    def peek(self) -> str:
        return self.left[0] if self.left else ""

    def take(self) -> str:
        return self.left.pop(0) if self.left else ""


def _parse_list(tokens: _TypeTokens, namespace: dict[str, Any]) -> tuple[Any, ...]:
    found = [_parse_type(tokens, namespace)]
    while tokens.peek() == ",":
        tokens.take()
        found.append(_parse_type(tokens, namespace))
    return tuple(found)


def _parse_type(tokens: _TypeTokens, namespace: dict[str, Any]) -> Any:
    name = tokens.take()
    base = _TYPE_NAMES.get(name) or namespace.get(name)
    if not isinstance(base, type):
        classes = [key for key, value in namespace.items() if isinstance(value, type)]
        raise UsageError(f"--argtypes: there is no type {name!r}{did_you_mean(name, [*_TYPE_NAMES, *classes])}")
    if tokens.peek() != "[":
        return base
    tokens.take()
    arguments = _parse_list(tokens, namespace)
    if tokens.take() != "]":
        raise UsageError(f"--argtypes: ] is missing after {name}[")
    return types.GenericAlias(base, arguments)


# Errors -------------------------------------------------------------------------------------------------------


def _no_program(path: Path) -> Diagnostic:
    return Diagnostic(
        "W0501",
        "this module only defines things: there is nothing to run in the executable",
        SourceSpan(str(path), "<module>", 1),
        help=f"call something at the end of the module, or name a function: {path.name}:FUNCTION",
    )


@contextmanager
def _python_errors(path: Path) -> Iterator[None]:
    """Turn what the target's own code raises at translation time into a diagnostic."""
    try:
        yield
    except (TranslationError, UsageError, KeyboardInterrupt):
        raise
    except SyntaxError as error:
        raise TranslationError(_syntax_error(error)) from error
    except OSError as error:
        if error.__traceback__ is None or not _user_frames(error, path):
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
        raise TranslationError(_import_error(error, path)) from error
    except BaseException as error:
        raise TranslationError(_import_error(error, path)) from error


def _syntax_error(error: SyntaxError) -> Diagnostic:
    line, column = error.lineno or 1, max((error.offset or 1) - 1, 0)
    end_line, end_column = error.end_lineno or line, max((error.end_offset or 0) - 1, column)
    span = SourceSpan(error.filename or "?", "<module>", line, column, end_line, end_column)
    return Diagnostic("W0502", f"{type(error).__name__}: {error.msg}", span)


def _import_error(error: BaseException, path: Path) -> Diagnostic:
    frames = _user_frames(error, path)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    message = f"running the module's code at translation time raised {what}"
    notes = [Note("called from here", span) for span in reversed(frames[:-1])]
    return Diagnostic(
        "W0502",
        message,
        frames[-1] if frames else SourceSpan(str(path), "<module>", 1),
        notes=notes,
        help='what stands under `if __name__ == "__main__":` runs in the executable instead',
    )


def _user_frames(error: BaseException, path: Path) -> list[SourceSpan]:
    """Return the spans of the traceback's frames in the target or beside it, outermost first."""
    frames = []
    traceback = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename.startswith(str(path.parent)) and "site-packages" not in code.co_filename:
            frames.append(_span_at(code, traceback.tb_lasti, traceback.tb_lineno))
        traceback = traceback.tb_next
    return frames


def _span_at(code: types.CodeType, offset: int, line: int) -> SourceSpan:
    for index, (start, end, column, end_column) in enumerate(code.co_positions()):
        if index * 2 == offset and start is not None and column is not None:
            return SourceSpan(code.co_filename, code.co_name, start, column, end or start, end_column or column)
    return SourceSpan(code.co_filename, code.co_name, line)


def _function_span(function: Callable[..., Any]) -> SourceSpan | None:
    code = getattr(function, "__code__", None)
    return SourceSpan(code.co_filename, code.co_name, code.co_firstlineno) if code else None


@contextmanager
def output_to_stderr() -> Iterator[None]:
    """Let what is printed inside go to standard error, by file descriptor: `sys.stdout` stays the same object."""
    sys.stdout.flush()
    try:
        saved = os.dup(1)
    except OSError:  # there is no standard output
        yield
        return
    try:
        os.dup2(2, 1)
        yield
    finally:
        sys.stdout.flush()
        os.dup2(saved, 1)
        os.close(saved)
