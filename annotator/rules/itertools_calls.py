"""Calls of itertools whose results are tuples: functions generated for the number of arguments and the tuples' length.

Tuples of a length that is not constant come from `rlib/long_tuples.py`.

`ITERTOOLS` is part of the table of special built-in functions.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import Operand
from weft.annotator.errors import RuleError
from weft.annotator.lattice import Annotation, SomeInteger
from weft.annotator.signatures import Arguments
from weft.flowspace.graph import Constant

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_MOST: Final = 64
"""The longest tuple."""


def _generate(ctx: AnnotationContext, name: str, parameters: str, body: list[str], **entries: str) -> Any:
    """Return a generator function; `entries` are the library functions it uses."""
    scope = {key: ctx.functions.bindings.resolve(entry) for key, entry in entries.items()}
    text = f"def {name}({parameters}):\n" + "".join(f"    {line}\n" for line in body)
    return ctx.generated.make(("itertools", text), name, lambda: text, **scope)


def _length(
    name: str, operation: Any, arguments: Arguments, index: int, keyword: str, default: int | None
) -> int | None:
    """Return the length of the tuples, or None if it is not a constant in the program's text.

    A variable that holds only one value so far may hold others later, so that its value cannot be relied on.
    """
    argument = arguments.keywords.get(keyword)
    if argument is None and 0 <= index < len(arguments.positional):
        argument = arguments.positional[index]
    if argument is None:
        return default
    annotation = argument.annotation
    source = argument.source
    if not isinstance(source, Operand) or not isinstance(operation.args[1 + source.index], Constant):
        return None
    if isinstance(annotation, SomeInteger) and annotation.is_constant and annotation.constant <= _MOST:
        if annotation.constant < 0:
            raise RuleError("W0110", f"{name}() needs a '{keyword}' that is not negative")
        return int(annotation.constant)
    return None


def _names(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{i}" for i in range(count)]


def _tuple(items: list[str]) -> str:
    return f"({''.join(item + ', ' for item in items)})"


def _chain(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`chain(a, b)`, `chain(*iterables)`."""
    operands = operation.args[1:]
    if arguments.star is not None:
        if arguments.positional:
            return None
        function = ctx.functions.bindings.resolve("lazy:from_iterable")
        return ctx.call.delegate_arguments(function, operands, Arguments([arguments.star]))
    names = _names("iterable_", len(arguments.positional))
    body = [line for name in names for line in (f"for item in {name}:", "    yield item")] or ["return", "yield 0"]
    return ctx.call.delegate_arguments(_generate(ctx, "chain", ", ".join(names), body), operands, arguments)


def _product(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`product(a, b)`, `product(a, repeat=3)`."""
    repeat = _length("product", operation, arguments, -1, "repeat", 1)
    if repeat is None or arguments.star is not None:
        return _long_product(ctx, operation, arguments)
    names = _names("iterable_", len(arguments.positional))
    body = [f"pool_{name} = list({name})" for name in names]
    sizes = ", ".join(f"len(pool_{name})" for name in names)
    items = [f"pool_{names[i % len(names)]}[places[{i}]]" for i in range(len(names) * repeat)] if names else []
    body += [f"for places in product_places([{sizes}] * {repeat}):", f"    yield {_tuple(items)}"]
    parameters = ", ".join([*names, *arguments.keywords])
    function = _generate(ctx, "product", parameters, body, product_places="combinatorics:product_places")
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _long_product(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`product(*iterables)`, `product(a, b, repeat=n)`: tuples whose length is not known."""
    resolve = ctx.functions.bindings.resolve
    if arguments.star is not None:
        if arguments.positional:
            return None
        given = Arguments([arguments.star], arguments.keywords)
        return ctx.call.delegate_arguments(resolve("long_tuples:product"), operation.args[1:], given)
    names = _names("iterable_", len(arguments.positional))
    pools = "".join(f"list({name}), " for name in names)
    body = [f"return long_product([{pools}], repeat)"]
    parameters = ", ".join([*names, "repeat"])
    function = _generate(ctx, "product", parameters, body, long_product="long_tuples:product")
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _selection(name: str, places: str) -> Callable[..., Annotation | None]:
    def rule(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
        if arguments.star is not None or not arguments.positional:
            return None
        length = _length(name, operation, arguments, 1, "r", None)
        if length is None:
            function = ctx.functions.bindings.resolve(f"long_tuples:{name}")
            return ctx.call.delegate_arguments(function, operation.args[1:], arguments)
        items = _tuple([f"pool[places[{i}]]" for i in range(length)])
        body = ["pool = list(iterable)", f"for places in select(len(pool), {length}):", f"    yield {items}"]
        function = _generate(ctx, name, "iterable, r", body, select=f"combinatorics:{places}")
        return ctx.call.delegate_arguments(function, operation.args[1:], arguments)

    return rule


def _zip_longest(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`zip_longest(a, b, fillvalue=c)`."""
    if arguments.star is not None or not arguments.positional:
        return None
    count = len(arguments.positional)
    body = [f"iterator_{i} = iter(iterable_{i})" for i in range(count)]
    body += [*[f"more_{i} = True" for i in range(count)], f"active = {count}", "while True:"]
    for i in range(count):
        body += [
            f"    if more_{i}:",
            "        try:",
            f"            item_{i} = next(iterator_{i})",
            "        except StopIteration:",
            f"            more_{i} = False",
            "            active -= 1",
            "            if active == 0:",
            "                return",
            f"            item_{i} = fillvalue",
            "    else:",
            f"        item_{i} = fillvalue",
        ]
    body.append(f"    yield {_tuple(_names('item_', count))}")
    parameters = ", ".join([*_names("iterable_", count), "fillvalue=None"])
    function = _generate(ctx, "zip_longest", parameters, body)
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _tee(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`tee(iterable, n)`."""
    count = _length("tee", operation, arguments, 1, "n", 2)
    if count is None:
        raise RuleError("W0401", "tee() needs a constant number of iterators", label="'n' is not a constant")
    items = _tuple([f"tee_items(source, {i})" for i in range(count)])
    body = [f"source = TeeSource(iter(iterable), {count})", f"return {items}"]
    function = _generate(ctx, "tee", "iterable, n=2", body, TeeSource="lazy:TeeSource", tee_items="lazy:tee_items")
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _islice(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`islice(iterable, stop)`, `islice(iterable, start, stop, step)`."""
    if arguments.star is not None:
        return None
    name = "islice_to" if len(arguments.positional) == 2 else "islice_from"
    function = ctx.functions.bindings.resolve(f"lazy:{name}")
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


ITERTOOLS: Final[dict[Any, Callable[..., Annotation | None]]] = {
    itertools.chain: _chain,
    itertools.product: _product,
    itertools.permutations: _selection("permutations", "permutation_places"),
    itertools.combinations: _selection("combinations", "combination_places"),
    itertools.combinations_with_replacement: _selection("combinations_with_replacement", "repeated_combination_places"),
    itertools.zip_longest: _zip_longest,
    itertools.tee: _tee,
    itertools.islice: _islice,
}
