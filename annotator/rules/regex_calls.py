"""Functions of the re module: their patterns are constants, which are compiled at translation time.

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
    compiled = _compile(pattern, flags)
    text = f"def {name}({parameters}):\n    return compiled{method}\n"
    return ctx.generated.make(("regex", name, id(compiled)), name, lambda: text, compiled=compiled)


def _compile(pattern: Annotation, flags: Annotation | None) -> re.Pattern[Any]:
    if not isinstance(pattern, SomeString | SomeBytes) or not pattern.is_constant:
        raise RuleError(
            "W0402",
            "regular expressions that are only known at run time are not supported yet",
            label=f"{pattern}, not a constant",
            help="compile the pattern when the module is imported",
        )
    number = 0
    if flags is not None:
        if not isinstance(flags, SomeInteger | SomeConstantObject) or not flags.is_constant:
            raise RuleError("W0402", "flags of a regular expression must be a constant", label=str(flags))
        number = flags.constant
    try:
        compiled = re.compile(pattern.constant, number)
        parse(compiled)
    except UnsupportedPattern as error:
        raise RuleError("W0402", str(error), label=repr(pattern.constant)) from None
    except (re.error, ValueError, OverflowError, RecursionError) as error:
        raise RuleError("W0107", f"the regular expression is wrong: {error}", label=repr(pattern.constant)) from None
    return compiled


REGEX: Final[dict[Any, Callable[..., Annotation | None]]] = {getattr(re, name): _regex(name) for name in _PARAMETERS}
