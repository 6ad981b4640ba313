"""Calls of zip and map with any number of iterables: generator functions made for that number.

`PARALLEL` is part of the table of special built-in functions; one, two, three iterables are in the library itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import Annotation, SomeBool
from weft.annotator.rules.tuples_in_step import zip_tuples
from weft.annotator.signatures import Arguments

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def library_by_count(ctx: AnnotationContext, operation: Any, arguments: Arguments, name: str) -> Annotation | None:
    """Let the library's function for this number of arguments do it; None if there is none."""
    function = ctx.functions.bindings.operation(name, str(len(arguments.positional)))
    if function is None or arguments.star is not None or arguments.keywords:
        return None
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _source(name: str, first: str, count: int, result: str, strict: bool) -> str:
    """Return the text of a generator over `count` iterables at once; `result` is what it yields."""
    names = [f"a{i}" for i in range(count)]
    lines = [f"def {name}({first}{', '.join(names)}):"]
    lines += [f"    i{i} = iter(a{i})" for i in range(1, count)]
    lines += ["    for x0 in a0:"]
    for i in range(1, count):
        lines += ["        try:", f"            x{i} = next(i{i})", "        except StopIteration:"]
        lines += [
            f"            raise ValueError({_unequal('shorter', i)!r}) from None" if strict else "            return"
        ]
    lines += [f"        yield {result}"]
    if strict:
        # One item more than the first iterable has, of which one is found out before the next is asked.
        for i in range(1, count):
            lines += [f"    for more in i{i}:", f"        raise ValueError({_unequal('longer', i)!r})"]
    return "\n".join(lines) + "\n"


def _unequal(how: str, index: int) -> str:
    before = "argument 1" if index == 1 else f"arguments 1-{index}"
    return f"zip() argument {index + 1} is {how} than {before}"


def _zip(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`zip(a, b, c, strict=True)`."""
    strict = arguments.keywords.get("strict")
    plain = arguments
    if strict is not None:
        if set(arguments.keywords) != {"strict"} or not isinstance(strict.annotation, SomeBool):
            return None
        if not strict.annotation.is_constant:
            return None
        plain = Arguments(arguments.positional, {}, arguments.star, arguments.star_star)
    found = zip_tuples(ctx, operation, arguments)
    if found is not None:
        return found
    checked = strict is not None and bool(strict.annotation.constant)
    count = len(arguments.positional)
    if not checked:
        found = library_by_count(ctx, operation, plain, "zip")
        if found is not None:
            return found
    if count == 0 or arguments.star is not None:
        return None
    result = f"({', '.join(f'x{i}' for i in range(count))},)"
    text = _source("zip_items", "", count, result, checked)
    function = ctx.generated.make(("zip", count, checked), "zip_items", lambda: text)
    return ctx.call.delegate_arguments(function, operation.args[1:], plain)


def _map(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`map(function, a, b, c)`."""
    found = library_by_count(ctx, operation, arguments, "map")
    count = len(arguments.positional) - 1
    if found is not None or count < 1 or arguments.star is not None or arguments.keywords:
        return found
    text = _source("map_items", "function, ", count, f"function({', '.join(f'x{i}' for i in range(count))})", False)
    function = ctx.generated.make(("map", count), "map_items", lambda: text)
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _reduce(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`functools.reduce(function, items, initial)`."""
    return library_by_count(ctx, operation, arguments, "reduce")


_Rule = Callable[..., "Annotation | None"]
ZIP: Final[_Rule] = _zip
MAP: Final[_Rule] = _map
REDUCE: Final[_Rule] = _reduce
