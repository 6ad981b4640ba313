"""Functions of the re module: patterns that are constants are compiled at translation time, others at run time.

`REGEX` is part of the table of special built-in functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.errors import RuleError
from weft.annotator.lattice import Annotation, SomeBytes, SomeConstantObject, SomeInstance, SomeInteger, SomeString
from weft.annotator.signatures import Argument, Arguments
from weft.rlib.regex_parsing import UnsupportedPattern, parse

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_PARAMETERS: Final = {
    "compile": (),
    "match": ("string",),
    "fullmatch": ("string",),
    "search": ("string",),
    "findall": ("string",),
    "finditer": ("string",),
    "split": ("string", "maxsplit=0"),
    "sub": ("repl", "string", "count=0"),
    "subn": ("repl", "string", "count=0"),
}
"""What stands between the pattern and the flags."""


def _regex(name: str) -> Callable[..., Annotation | None]:
    """Return the rule of a function of the module."""
    parameters = _PARAMETERS[name]

    def rule(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
        if arguments.star is not None or arguments.star_star is not None:
            return None
        pattern = _argument(arguments, 0, "pattern")
        if pattern is None:
            return None
        flags = _argument(arguments, len(parameters) + 1, "flags")
        function = _function(ctx, name, pattern.annotation, None if flags is None else flags.annotation)
        return ctx.call.delegate_arguments(function, operation.args[1:], arguments)

    return rule


def _argument(arguments: Arguments, index: int, name: str) -> Argument | None:
    if index < len(arguments.positional):
        return arguments.positional[index]
    return arguments.keywords.get(name)


def _function(ctx: AnnotationContext, name: str, pattern: Annotation, flags: Annotation | None) -> Any:
    """Return a function that calls the method of the pattern."""
    names = [parameter.partition("=")[0] for parameter in _PARAMETERS[name]]
    method = "" if name == "compile" else f".{name}({', '.join(names)})"
    parameters = ", ".join(["pattern", *_PARAMETERS[name], "flags=0"])
    if isinstance(pattern, SomeInstance):
        text = f"def {name}({parameters}):\n    return pattern{method}\n"
        return ctx.generated.make(("regex", name), name, lambda: text)
    number = _flags(flags)
    if not pattern.is_constant or number is None:
        return _run_time_function(ctx, name, pattern, number)
    compiled = _compile(pattern, number)
    text = f"def {name}({parameters}):\n    return compiled{method}\n"
    return ctx.generated.make(("regex", name, id(compiled)), name, lambda: text, compiled=compiled)


def _run_time_function(ctx: AnnotationContext, name: str, pattern: Annotation, flags: int | None) -> Any:
    if not isinstance(pattern, SomeString) or pattern.optional:
        raise RuleError(
            "W0402", f"a regular expression that is {pattern} known at run time is not supported", label=str(pattern)
        )
    if name in ("findall", "split"):
        raise RuleError(
            "W0402",
            f"{name}() of a regular expression that is only known at run time is not supported",
            label="the number of groups is unknown, and with it the type of the result",
            help="use finditer()",
        )
    names = [parameter.partition("=")[0] for parameter in _PARAMETERS[name]]
    method = "" if name == "compile" else f".{name}({', '.join(names)})"
    parameters = ", ".join(["pattern", *_PARAMETERS[name], "flags=0"])
    given = "flags" if flags is None else str(flags)
    text = f"def {name}({parameters}):\n    return compile_text(pattern, {given}){method}\n"
    compile_text = ctx.functions.bindings.resolve("regex_runtime:compile_text")
    return ctx.generated.make(("regex", text), name, lambda: text, compile_text=compile_text)


def _flags(flags: Annotation | None) -> int | None:
    """Return the flags of a call, None if they are only known at run time."""
    if flags is None:
        return 0
    if isinstance(flags, SomeConstantObject | SomeInteger) and flags.is_constant:
        return int(flags.constant)
    if isinstance(flags, SomeInteger):
        return None
    raise RuleError("W0107", "flags of a regular expression must be an int", label=str(flags))


def _compile(pattern: Annotation, flags: int) -> re.Pattern[Any]:
    if not isinstance(pattern, SomeString | SomeBytes):
        raise RuleError("W0107", "a regular expression must be str or bytes", label=str(pattern))
    try:
        compiled = re.compile(pattern.constant, flags)
        parse(compiled)
    except UnsupportedPattern as error:
        raise RuleError("W0402", str(error), label=repr(pattern.constant)) from None
    except (re.error, ValueError, OverflowError, RecursionError) as error:
        raise RuleError("W0107", f"the regular expression is wrong: {error}", label=repr(pattern.constant)) from None
    return compiled


REGEX: Final[dict[Any, Callable[..., Annotation | None]]] = {getattr(re, name): _regex(name) for name in _PARAMETERS}
