"""Turning errors into diagnostics: where the two sides of a conflict come from, and how the place is reached.

Errors inside library functions are shown at the user's operation that led there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weft.annotator.containers import origin_note, short
from weft.annotator.errors import RuleError, UnionError
from weft.annotator.lattice import IMPOSSIBLE, Annotation
from weft.flowspace.diagnostics import Note, SourceSpan
from weft.flowspace.graph import TEMPORARY, Block, Constant, Link, Operation, Value, Variable
from weft.rlib import reductions

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext, GraphInfo


def finish_diagnostic(
    ctx: AnnotationContext, info: GraphInfo, operation: Operation | None, error: RuleError, place: Any = None
) -> None:
    """Record an error found at an operation of a graph, with its call chain."""
    span = None if operation is None else operation.span
    user, user_operation = user_place(info, operation)
    if user is not info:
        span = None if user_operation is None else user_operation.span
        error.span = None
    error.notes = [note for note in error.notes if not is_library_span(note.span)]
    diagnostic = error.diagnostic(span or user.graph.span)
    chain = call_chain(user)
    if chain:
        diagnostic.notes.append(Note(f"reached through {chain}"))
    ctx.errors.add(place if place is not None else (error.code, error.message, span), diagnostic)


def user_place(info: GraphInfo, operation: Operation | None) -> tuple[GraphInfo, Operation | None]:
    """Return the nearest place in the user's code on the way to an operation."""
    seen = {info}
    while info.is_library and info.first_call is not None and info.first_call[0] not in seen:
        info, operation = info.first_call
        seen.add(info)
    return info, operation


def is_library_span(span: SourceSpan | None) -> bool:
    """True for places in the library's source."""
    return span is not None and ("/rlib/" in span.filename or span.filename.startswith("<weft"))


def call_chain(info: GraphInfo) -> str:
    """Return "main (x.py:60) -> load (x.py:38)": how a graph was reached first; "" for the entry."""
    steps: list[str] = []
    seen: set[int] = set()
    while info.first_call is not None and info.number not in seen:
        seen.add(info.number)
        caller, operation = info.first_call
        if not caller.is_library and caller.description.name != "<module>":
            where = short(operation.span) if operation.span is not None else "?"
            steps.append(f"{caller.description.name} ({where})")
        info = caller
    return " -> ".join(reversed(steps[-6:] if len(steps) > 6 else steps))


def branch_conflict(
    ctx: AnnotationContext, info: GraphInfo, block: Block, link: Link, index: int, error: UnionError
) -> None:
    """Report that a variable, or a function's result, has two types."""
    target = link.target
    variable = target.inputargs[index]
    new_span = origin(info, block, link.args[index])
    old_span: SourceSpan | None = None
    old_annotation: Annotation = error.left
    for other_block, other in info.entries[target]:
        if other is link:
            continue
        annotation = ctx.annotation(other.args[index])
        if annotation is IMPOSSIBLE or str(annotation) == str(error.right):
            continue
        old_annotation = annotation
        old_span = origin(info, other_block, other.args[index])
        if old_span is not None:
            break
    sides = [(new_span, error.right), (old_span, old_annotation)]
    if new_span is None:
        sides.reverse()
    (span, primary), (other_span, secondary) = sides
    if target is info.graph.returnblock:
        code, what = "W0106", f"function {info.description.name} returns"
        if info.description.function is reductions.sum_from_zero:
            ctx.planner.sum_differs(info)
    else:
        name = "this expression" if variable.name == TEMPORARY else f"variable '{variable.name}'"
        code, what = "W0101", f"{name} is"
        ctx.planner.branches_differ(target, variable)
    message = f"{what} {primary} on one path and {secondary} on another"
    if error.reason == "lengths":
        code = "W0109"
        message = f"{what} a tuple of different lengths: {error.left} and {error.right}"
    raised = RuleError(code, message, label=str(primary), notes=[origin_note(other_span, secondary)], span=span)
    finish_diagnostic(ctx, info, None, raised, variable)


def origin(info: GraphInfo, block: Block, value: Value) -> SourceSpan | None:
    """Return where a value was made: the operation that defines it, followed back through links."""
    seen: set[Variable] = set()
    pending: list[tuple[Block, Value]] = [(block, value)]
    while pending:
        block, value = pending.pop(0)
        if isinstance(value, Constant) and value.span is not None:
            return value.span
        if not isinstance(value, Variable) or value in seen:
            continue
        seen.add(value)
        for operation in block.operations:
            if operation.result is value:
                return operation.span
        if value in block.inputargs:
            index = block.inputargs.index(value)
            entries = info.entries.get(block, [])
            pending.extend((before, link.args[index]) for before, link in entries)
            if not entries and info.first_call is not None:
                return info.first_call[1].span
    return None


def never_returns(ctx: AnnotationContext) -> list[tuple[GraphInfo, Operation, RuleError]]:
    """Return a call that can never come back: recursion without an end."""
    stuck: dict[GraphInfo, list[tuple[Operation, list[GraphInfo]]]] = {}
    for info in ctx.infos:
        if info.graph.startblock in info.reached and info.graph.returnblock not in info.reached:
            stops = _stops(ctx, info)
            # It may end in an exception, in an operation that always raises, or loop for ever on purpose.
            if stops and info.graph.exceptblock not in info.reached and all(targets for _, targets in stops):
                stuck[info] = stops
    changed = True
    while changed:
        changed = False
        for info, stops in list(stuck.items()):
            if any(target not in stuck for _, targets in stops for target in targets):
                del stuck[info]
                changed = True
    for info, stops in stuck.items():
        if info.first_call is not None and _calls_itself(info, stuck):
            caller, operation = info.first_call
            name = info.description.name
            notes = [Note("this call never comes back", stops[0][0].span)]
            message = f"the call of {name}() never returns: it calls itself on every path"
            return [(caller, operation, RuleError("W0305", message, notes=notes, label="never returns"))]
    return []


def _calls_itself(info: GraphInfo, stuck: dict[GraphInfo, list[tuple[Operation, list[GraphInfo]]]]) -> bool:
    """True for a member of the cycle, false for what only leads there."""
    seen: set[GraphInfo] = set()
    pending = [info]
    while pending:
        for _, targets in stuck[pending.pop()]:
            if info in targets:
                return True
            pending += [target for target in targets if target not in seen]
            seen.update(targets)
    return False


def _stops(ctx: AnnotationContext, info: GraphInfo) -> list[tuple[Operation, list[GraphInfo]]]:
    """Return the operations without a result at which annotation of a graph stopped, with the graphs they call."""
    found: list[tuple[Operation, list[GraphInfo]]] = []
    for block, operation in info.blocked.items():
        if block in info.reached:
            site = ctx.calls.get(id(operation))
            targets = [] if site is None else [ctx.info_of[t.graph] for t in site.targets if t.graph is not None]
            found.append((operation, targets))
    return found
