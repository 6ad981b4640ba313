"""Calls with a star on a list, whose length is known at run time only: `f(a, *items, k=b)`, `zip(*rows)`.

A function generated for the shape of the call checks the length, as the callee would, and passes the items one by one;
what goes into a `*args` parameter is passed as one tuple of unknown length (`signatures.match` takes it as it is).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import Receiver
from weft.annotator.descriptions import ClassDesc, FunctionDesc, Signature
from weft.annotator.errors import RuleError
from weft.annotator.lattice import Annotation, SomeList, SomePBC, SomeString, SomeTuple
from weft.annotator.rules.kinds import kind_of
from weft.annotator.rules.methods import method_kinds
from weft.annotator.signatures import Argument, Arguments, exact_star
from weft.annotator.specialization import key_of
from weft.rlib.intrinsics import as_tuple

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext
    from weft.annotator.generated import Generated
    from weft.flowspace.graph import Block


@dataclass(frozen=True, slots=True)
class StarShape:
    """What a call with a star has to know of its callee.

    `given` arguments are written before the star, `keywords` after it.  The star may give from `least` to `most` more,
    or any number from `least` on if the callee has a `*args` parameter (`variadic`).
    """

    given: int
    keywords: tuple[str, ...]
    least: int
    most: int
    variadic: bool
    missing: tuple[str, ...] = ()
    """The parameters that the star may give values to, for messages."""
    name: str = "the function"
    extra: int = 0
    """How many of the given arguments go into `*args`."""
    hidden: int = 0
    """Arguments that messages count although nobody wrote them (self)."""


BUILTINS: Final[dict[Any, tuple[int, str]]] = {
    zip: (0, "spreading:zip_rows"),
    itertools.chain: (0, "spreading:chain_rows"),
    itertools.product: (0, "spreading:product_of_rows"),
    map: (1, "spreading:map_rows"),
    max: (0, "spreading:largest_of_items"),
    min: (0, "spreading:smallest_of_items"),
    set.union: (0, "spreading:union_of_sets"),
    set.intersection: (0, "spreading:intersection_of_sets"),
    frozenset.union: (0, "spreading:union_of_sets"),
    frozenset.intersection: (0, "spreading:intersection_of_sets"),
}
"""For built-in functions: how many arguments stand before the star, and what does the call then."""

_MOST_FIELDS: Final = 50
_RUNNING: Final = frozenset({"iterator", "instance", "iterable"})
"""Kinds of what runs code of the program when it is iterated over."""

METHODS: Final[dict[tuple[str, str], str]] = {
    ("set", "union"): "spreading:united",
    ("set", "intersection"): "spreading:intersected",
    ("set", "difference"): "spreading:subtracted",
    ("set", "update"): "spreading:update_all",
}


def call_functions(ctx: AnnotationContext, operation: Any, callee: SomePBC, arguments: Arguments) -> Annotation | None:
    """`f(a, *items)` of a function, method or class; None if that is not possible."""
    if not _spreadable(arguments):
        return None
    shapes: list[StarShape] = []
    exact = 0
    for description in callee.descriptions:
        function: Any = description
        bound = 1
        if isinstance(description, FunctionDesc):
            bound = 0
        elif isinstance(description, ClassDesc):
            function = ctx.attributes.function_member(description.classdef, "__init__")
        else:
            function = description.function
        if function is None:
            return None
        name = getattr(function.function, "__qualname__", None) or getattr(function.function, "qualname", "")
        exact += exact_star(function.signature, arguments, bound) is not None
        shapes.append(_shape(function.signature, arguments, bound, str(name)))
    if exact == len(shapes):
        return None
    if len(shapes) > 1:
        shapes = [StarShape(s.given, s.keywords, s.least, s.most, s.variadic, extra=s.extra) for s in shapes]
    if any(shape != shapes[0] or shape.most < 0 for shape in shapes):
        return None
    function = call_star(ctx.generated, shapes[0], None)
    return ctx.call.delegate(function, operation.args, [callee, *_operands(arguments)])


def call_function(
    ctx: AnnotationContext, operation: Any, function: Any, arguments: Arguments, new: bool = False
) -> Annotation | None:
    """The same for a function of the library (`new`: it stands for a `__new__`); None if that is not possible."""
    if not _spreadable(arguments):
        return None
    name = f"{function.__name__}.__new__" if new else function.__name__
    shape = replace(_shape(ctx.functions.describe(function).signature, arguments, 0, name), hidden=int(new))
    if shape.most < 0 or exact_star(ctx.functions.describe(function).signature, arguments, 0) is not None:
        return None
    return ctx.call.delegate(call_star(ctx.generated, shape, function), operation.args[1:], _operands(arguments))


def call_builtin(ctx: AnnotationContext, operation: Any, function: Any, arguments: Arguments) -> Annotation | None:
    """`zip(*rows)`; None if the built-in function is none of these."""
    if _spreadable(arguments) and arguments.star is not None and kind_of(arguments.star.annotation) in _RUNNING:
        return _with_list(ctx, operation, function, arguments)
    try:
        found = BUILTINS.get(function)
    except TypeError:
        return None
    if found is None or not _spreadable(arguments) or arguments.keywords:
        return None
    more = len(arguments.positional) - found[0]
    if more < 0:
        return None
    library = ctx.functions.bindings.resolve(found[1])
    if more:
        library = _with_first_items(ctx.generated, library, found[0], more)
    elif function is zip:
        library = _unzip(ctx, operation, arguments) or library
    return ctx.call.delegate(library, operation.args[1:], _operands(arguments))


def _with_list(ctx: AnnotationContext, operation: Any, function: Any, arguments: Arguments) -> Annotation:
    """The call with a list of the items: all of them are made before the function does anything."""
    given = "".join(f"a{i}, " for i in range(len(arguments.positional)))
    names = tuple(arguments.keywords)
    keywords = "".join(f"k{i}, " for i in range(len(names)))
    passed = "".join(f", {name}=k{i}" for i, name in enumerate(names))
    source = f"def spread({given}{keywords}star):\n    return function({given}*list(star){passed})\n"
    key = ("spread a list", function, len(arguments.positional), names)
    made = ctx.generated.make(key, "spread", lambda: source, function=function)
    return ctx.call.delegate(made, operation.args[1:], _operands(arguments))


def _with_first_items(generated: Generated, library: Any, before: int, more: int) -> Any:
    """Return a function for `zip(a, b, *rows)`: some of the rows are written one by one."""
    first = "".join(f"a{i}, " for i in range(before))
    items = "".join(f"b{i}, " for i in range(more))
    source = f"def spread({first}{items}star):\n    return library({first}[{items}*star])\n"
    return generated.make(("spread", library, more), "spread", lambda: source, library=library)


def _unzip(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Any | None:
    """`numbers, letters = zip(*pairs)`: columns of different types, which need not be iterated over."""
    assert arguments.star is not None and ctx.block is not None
    rows = arguments.star.annotation
    row = rows.definition.find().item if isinstance(rows, SomeList) else None
    if not isinstance(row, SomeTuple) or row.optional or len({key_of(item) for item in row.items}) < 2:
        return None
    if unpacked(ctx.block, operation.result) != len(row.items):
        return None
    return _make_unzip(ctx.generated, len(row.items))


def unpacked(block: Block, value: Any) -> int:
    """Return into how many variables a value is unpacked if nothing else is done with it, else 0."""
    uses = [operation for operation in block.operations if value in operation.args]
    links = [(link, i) for link in block.exits for i, argument in enumerate(link.args) if argument is value]
    if not uses and len(links) == 1:
        link, index = links[0]
        return unpacked(link.target, link.target.inputargs[index]) if link.target is not block else 0
    if links or len(uses) != 1 or uses[0].name != "unpack":
        return 0
    count: int = uses[0].statics[0]
    return count


def _make_unzip(generated: Generated, count: int) -> Any:
    columns = "".join(f"as_tuple([row[{i}] for row in rows]), " for i in range(count))
    message = f"not enough values to unpack (expected {count}, got 0)"
    source = f"def unzip(rows):\n    if not rows:\n        raise ValueError({message!r})\n    return ({columns})\n"
    return generated.make(("unzip", count), "unzip", lambda: source, as_tuple=as_tuple)


def call_method(
    ctx: AnnotationContext, operation: Any, receiver: Annotation, name: str, arguments: Arguments
) -> Annotation | None:
    """`first.union(*sets)`; None if the method is none of these."""
    if not _spreadable(arguments) or arguments.keywords or arguments.positional:
        return None
    assert arguments.star is not None
    passed = Arguments([Argument(receiver, Receiver()), arguments.star])
    if name == "format" and isinstance(receiver, SomeString) and receiver.is_constant:
        function = _format_items(ctx.generated, receiver.constant)
        return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], passed)
    for kind in method_kinds(receiver):
        found = METHODS.get((kind, name))
        if found is not None:
            function = ctx.functions.bindings.resolve(found)
            return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], passed)
    return None


def _format_items(generated: Generated, template: str) -> Any:
    """Return a function for `template.format(*items)`, which looks at no more items than the template needs."""
    function: Any = None
    count = 0
    while function is None:
        try:
            function = generated.str_format(template, count, ())
        except RuleError:
            count += 1
            if count > _MOST_FIELDS:
                raise
    lines = ["def format_items(text, star):", "    items = list(star)"]
    for given in range(count):
        message = f"Replacement index {given} out of range for positional args tuple"
        lines += [f"    if len(items) == {given}:", f"        raise IndexError({message!r})"]
    lines.append(f"    return function({', '.join(f'items[{i}]' for i in range(count))})")
    return generated.make(
        ("format items", template), "format_items", lambda: "\n".join(lines) + "\n", function=function
    )


def _spreadable(arguments: Arguments) -> bool:
    star = arguments.star
    if star is None or arguments.star_star is not None:
        return False
    # A tuple as `*args` is passed on as it is.
    return not star.annotation.can_be_none and kind_of(star.annotation) not in ("callable", "object", "unknown", "int")


def _operands(arguments: Arguments) -> list[Annotation]:
    """Return the annotations in the order of the operands: star before keywords in the call, as `call_star` wants."""
    assert arguments.star is not None
    return [
        *arguments.annotations(),
        *[argument.annotation for argument in arguments.keywords.values()],
        arguments.star.annotation,
    ]


def _shape(signature: Signature, arguments: Arguments, bound: int, name: str) -> StarShape:
    given = len(arguments.positional)
    names = signature.positional
    by_keyword = [names.index(keyword) for keyword in arguments.keywords if keyword in names]
    end = min(by_keyword, default=len(names))
    required = len(names) - len(signature.defaults)
    first = bound + given
    least = max(min(required, end) - first, 0)
    variadic = signature.star is not None and not by_keyword
    most = end - first
    extra = max(-most, 0) if variadic else 0
    shown = name or "the function"
    return StarShape(
        given, tuple(arguments.keywords), least, most + extra, variadic, names[first:end], shown, extra, bound
    )


def call_star(generated: Generated, shape: StarShape, function: Any | None) -> Any:
    """Return a function that makes calls of a shape: of its first argument, or of the function given here."""
    key = ("call_star", shape, function)
    names = {"as_tuple": as_tuple} if function is None else {"as_tuple": as_tuple, "function": function}
    return generated.make(key, "call_star", lambda: _source(shape, function is None), **names)


def _source(shape: StarShape, passed: bool) -> str:
    given = [f"a{i}" for i in range(shape.given)]
    keywords = [f"k{i}" for i in range(len(shape.keywords))]
    ending = [f"{name}={value}" for name, value in zip(shape.keywords, keywords, strict=True)]
    given, extra = given[: shape.given - shape.extra], given[shape.given - shape.extra :]
    parameters = [*(["function"] if passed else []), *given, *extra, *keywords, "star"]
    lines = [f"def call_star({', '.join(parameters)}):", "    items = list(star)", "    count = len(items)"]
    for count in range(shape.least):
        lines += [f"    if count == {count}:", f"        raise TypeError({_too_few(shape, count)!r})"]
    for count in range(shape.least, shape.most + (0 if shape.variadic else 1)):
        values = [f"items[{i}]" for i in range(count)]
        lines += [f"    if count == {count}:", f"        return function({', '.join([*given, *values, *ending])})"]
    if shape.variadic:
        values = [f"items[{i}]" for i in range(shape.most)]
        rest = f"*as_tuple([{', '.join(extra)}] + items[{shape.most}:])"
        lines.append(f"    return function({', '.join([*given, *values, rest, *ending])})")
    else:
        lines.append(f"    raise TypeError({_too_many(shape)})")
    return "\n".join(lines) + "\n"


def _too_few(shape: StarShape, count: int) -> str:
    names = [repr(name) for name in shape.missing[count : shape.least]] or ["?"] * (shape.least - count)
    text = (
        names[0] if len(names) == 1 else ", ".join(names[:-1]) + ("," if len(names) > 2 else "") + f" and {names[-1]}"
    )
    return f"{shape.name}() missing {len(names)} required positional argument{'s' if len(names) > 1 else ''}: {text}"


def _too_many(shape: StarShape) -> str:
    """Return the expression of the message."""
    before = shape.hidden + shape.given
    takes = str(before + shape.most)
    if shape.least < shape.most:
        takes = f"from {before + shape.least} to {takes}"
    plural = "" if before + shape.most == 1 else "s"
    return f"'{shape.name}() takes {takes} positional argument{plural} but ' + str(count + {before}) + ' were given'"
