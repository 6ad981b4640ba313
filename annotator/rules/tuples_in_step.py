"""`enumerate`, `zip` and `reversed` of tuples of different types: tuples again, where only a loop sees the result.

    for i, x in enumerate(("a", 1)):        for i, x in ((0, "a"), (1, 1)):

The loop over the pairs is then unrolled (`annotator/plan.py`).  Entry points: `enumerate_tuple`, `reversed_tuple` and
`zip_tuples`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weft.annotator.errors import RuleError
from weft.annotator.lattice import Annotation, SomeTuple
from weft.annotator.rules.iteration import common_item
from weft.annotator.signatures import Arguments
from weft.flowspace.graph import Graph, Variable

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def enumerate_tuple(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`enumerate(t, start)`; None leaves it to the library."""
    more = [*arguments.positional[1:], *arguments.keywords.values()]
    if not arguments.positional or arguments.star or len(more) > 1 or set(arguments.keywords) - {"start"}:
        return None
    count = _count(ctx, operation, Arguments(arguments.positional[:1]))
    if count is None:
        return None
    pairs = "".join(f"(start + {i}, t[{i}]), " for i in range(count))
    text = f"def pairs(t, start=0):\n    return ({pairs})\n"
    function = ctx.generated.make(("enumerate tuple", count), "pairs", lambda: text)
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def reversed_tuple(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`reversed(t)`; None leaves it to the library."""
    if len(arguments.positional) != 1 or arguments.keywords or arguments.star:
        return None
    count = _count(ctx, operation, arguments)
    if count is None:
        return None
    items = "".join(f"t[{i}], " for i in reversed(range(count)))
    text = f"def backwards(t):\n    return ({items})\n"
    function = ctx.generated.make(("reversed tuple", count), "backwards", lambda: text)
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def zip_tuples(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`zip(t, u)`; None leaves it to the library."""
    if arguments.keywords or arguments.star:
        return None
    count = _count(ctx, operation, arguments)
    if count is None:
        return None
    names = [f"t{i}" for i in range(len(arguments.positional))]
    rows = "".join("(" + "".join(f"{name}[{i}], " for name in names) + "), " for i in range(count))
    text = f"def rows({', '.join(names)}):\n    return ({rows})\n"
    function = ctx.generated.make(("zip tuples", len(names), count), "rows", lambda: text)
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def _count(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> int | None:
    """Return how many rows there are; None if the library's generator can do it."""
    tuples = [annotation for annotation in arguments.annotations() if isinstance(annotation, SomeTuple)]
    if not tuples or len(tuples) < len(arguments.positional):
        return None
    wanted = operation.span in ctx.planner.plan.loops or any(_differ(ctx, items) for items in tuples)
    if not wanted or ctx.graph_info is None or not _is_only_iterated(ctx.graph_info.graph, operation.result):
        return None
    return min(len(items.items) for items in tuples)


def _differ(ctx: AnnotationContext, items: SomeTuple) -> bool:
    """True if the items of a tuple have no common type."""
    try:
        common_item(ctx, items)
    except RuleError:
        return True
    return False


def _is_only_iterated(graph: Graph, result: Variable) -> bool:
    """True if a value is used by one loop, or generator expression, and by nothing else."""
    same = {result}
    count = 0
    while len(same) > count:
        count = len(same)
        for link in graph.links():
            pairs = zip(link.args, link.target.inputargs, strict=True)
            same.update(parameter for arg, parameter in pairs if isinstance(arg, Variable) and arg in same)
    for block in graph.blocks():
        for operation in block.operations:
            if not same.isdisjoint([arg for arg in operation.args if isinstance(arg, Variable)]):
                if operation.name not in ("iter", "iter_or_tuple"):
                    return False
    for link in graph.links():
        for arg, parameter in zip(link.args, link.target.inputargs, strict=True):
            if parameter in same and arg not in same:
                return False
    return True
