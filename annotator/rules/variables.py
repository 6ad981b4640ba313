"""Rules of closures, their cells, and module variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from weft.annotator.containers import stored
from weft.annotator.definitions import CellDefinition
from weft.annotator.errors import RuleError, UnionError
from weft.annotator.lattice import ERRONEOUS, NONE, Annotation, SomeCell, SomeConstantObject, SomePBC, same
from weft.annotator.union import union
from weft.flowspace.diagnostics import Note
from weft.flowspace.graph import Operation

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

Rule = Callable[..., Annotation]


def _newcell(ctx: AnnotationContext, operation: Operation) -> Annotation:
    definition = ctx.definition("cell", CellDefinition)
    definition.name = operation.statics[0]
    return SomeCell(definition=definition.find())


def _cell_get(ctx: AnnotationContext, operation: Operation, cell: Annotation) -> Annotation:
    definition = _cell_of(ctx, cell)
    ctx.containers.read(definition)
    ctx.may_raise(NameError)
    return definition.content


def _cell_of(ctx: AnnotationContext, cell: Annotation) -> CellDefinition:
    if isinstance(cell, SomeCell):
        return cell.definition.find()
    assert isinstance(cell, SomeConstantObject)
    return ctx.constants.cell(cell.constant)


def _cell_set(ctx: AnnotationContext, operation: Operation, cell: Annotation, value: Annotation) -> Annotation:
    ctx.containers.grow_cell(_cell_of(ctx, cell), value)
    return NONE


def _cell_clear(ctx: AnnotationContext, operation: Operation, cell: Annotation) -> Annotation:
    return NONE


def _newfunction(ctx: AnnotationContext, operation: Operation, *operands: Annotation) -> Annotation:
    """A nested function: its description gets the annotations of what it captures."""
    function = operation.statics[0]
    assert ctx.graph_info is not None
    description = ctx.functions.describe_local(function, ctx.graph_info.graph)
    count = function.defaults + len(function.keyword_defaults)
    if not description.runtime_defaults and not description.cells:
        description.runtime_defaults = [CellDefinition(span=ctx.span) for _ in range(count)]
        for cell in operands[count:]:
            description.cells.append(_cell_of(ctx, cell))
    for definition, default in zip(description.runtime_defaults, operands, strict=False):
        ctx.containers.grow_cell(definition, default)
    for index, cell in enumerate(operands[count:]):
        description.cells[index] = ctx.containers.merge_cells(description.cells[index], _cell_of(ctx, cell))
    return SomePBC(descriptions=(description,))


def _global_get(ctx: AnnotationContext, operation: Operation) -> Annotation:
    state = ctx.global_state(operation.statics[0])
    state.readers[ctx.block] = None
    return state.annotation


def _global_set(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    variable = operation.statics[0]
    state = ctx.global_state(variable)
    old = state.annotation
    value = stored(value)
    try:
        new = union(ctx, old, value)
    except UnionError:
        state.annotation = ERRONEOUS
        ctx.schedule_all(state.readers)
        notes = [Note(f"{old} comes from here" if state.origin else f"the module makes it {old}", state.origin)]
        raise RuleError(
            "W0101",
            f"global variable '{variable.name}' is {old}, and {value} is assigned to it",
            label=str(value),
            notes=notes,
        ) from None
    if not same(old, new):
        state.origin = state.origin or ctx.span
        state.annotation = new
        ctx.schedule_all(state.readers)
    return NONE


def _global_check(ctx: AnnotationContext, operation: Operation) -> Annotation:
    ctx.global_state(operation.statics[0])
    ctx.may_raise(NameError)
    return NONE


def _global_clear(ctx: AnnotationContext, operation: Operation) -> Annotation:
    ctx.global_state(operation.statics[0])
    return NONE


RULES: Final[dict[str, Rule]] = {
    "newcell": _newcell,
    "cell_get": _cell_get,
    "cell_set": _cell_set,
    "cell_clear": _cell_clear,
    "newfunction": _newfunction,
    "global_get": _global_get,
    "global_set": _global_set,
    "global_check": _global_check,
    "global_clear": _global_clear,
}
