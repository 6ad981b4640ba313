"""Rules of `text.format(...)` and `text.format_map(mapping)`.

Code is made for a constant text (`annotator/format_sources.py`); any other is read when the program runs
(`rlib/format_templates.py`), and so is one whose arguments come from a list or a dict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weft.annotator.call_sites import Receiver
from weft.annotator.errors import RuleError
from weft.annotator.format_sources import FORMAT_PREFIX
from weft.annotator.lattice import Annotation, SomeString
from weft.annotator.rules.kinds import kind_of
from weft.annotator.signatures import Argument, Arguments

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def call_format(
    ctx: AnnotationContext, operation: Any, receiver: SomeString, name: str, arguments: Arguments
) -> Annotation | None:
    """`"{} {k}".format(x, k=y)`; None if the method is another one."""
    operands = operation.args[1:]
    text = Argument(receiver, Receiver())
    if name == "format_map":
        if len(arguments.positional) != 1 or arguments.keywords or arguments.star or arguments.star_star:
            raise RuleError("W0302", "format_map() takes one argument")
        function = ctx.functions.bindings.helper("format_map")
        return ctx.call.delegate_method(function, operation.args[0], operands, arguments.with_first(text))
    if name != "format":
        return None
    named = {FORMAT_PREFIX + key: value for key, value in arguments.keywords.items()}
    count, names = len(arguments.positional), tuple(arguments.keywords)
    if receiver.is_constant and arguments.star is None and arguments.star_star is None:
        function = ctx.generated.str_format(receiver.constant, count, names)
        return ctx.call.delegate_arguments(function, operands, Arguments(arguments.positional, named))
    if arguments.star_star is not None and kind_of(arguments.star_star.annotation) not in ("dict", "instance"):
        value = arguments.star_star.annotation
        raise RuleError("W0107", f"what follows ** must be a mapping, not {value}", label=str(value))
    for parameter, more in (("star", arguments.star), ("mapping", arguments.star_star)):
        if more is not None:
            named[parameter] = more
    function = ctx.generated.format_template(count, names, "star" in named, "mapping" in named)
    passed = Arguments([text, *arguments.positional], named)
    return ctx.call.delegate_method(function, operation.args[0], operands, passed)
