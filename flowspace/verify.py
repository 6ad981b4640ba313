"""Checks that a flow graph is well formed, one function per invariant; run between phases and after every pass.

`verify_graph(graph)` returns findings, `check(graph)` raises `InternalError` if there are any.  With `typed=True`
the graph must be rtyped: everything has a type and types agree.  Nothing here changes the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from weft.flowspace.diagnostics import InternalError, SourceSpan
from weft.flowspace.graph import DEFAULT, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.flowspace.traversal import immediate_dominators, predecessors, reverse_postorder

_SHOWN: Final = 10
"""How many findings the error of `check` tells."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation: which invariant, what is wrong, in which block, near which span."""

    invariant: str
    message: str
    block: str
    span: SourceSpan | None = None

    def __str__(self) -> str:
        where = f" ({self.span})" if self.span else ""
        return f"[{self.invariant}] block {self.block}: {self.message}{where}"


@dataclass(slots=True)
class Subject:
    """A graph under verification, and its blocks, computed once."""

    graph: Graph
    dominance: bool = False
    """Definitions need only dominate their uses."""
    blocks: list[Block] = field(init=False)

    def __post_init__(self) -> None:
        self.blocks = list(self.graph.blocks())


Invariant: TypeAlias = Callable[[Subject], Iterator[Finding]]


def verify_graph(
    graph: Graph, *, typed: bool = False, dominance: bool = False, more: Sequence[Invariant] = ()
) -> list[Finding]:
    """Return what is wrong with a graph; `more` are further invariants of a later phase.

    With `dominance`, a block may use what it did not get as an argument if the definition dominates it: the form
    of graphs between optimisation passes.
    """
    subject = Subject(graph, dominance)
    findings: list[Finding] = []
    for invariant in (*STRUCTURE, *(TYPES if typed else ()), *more):
        findings += invariant(subject)
    return findings


def check(
    graph: Graph,
    *,
    typed: bool = False,
    dominance: bool = False,
    phase: str = "verifying",
    more: Sequence[Invariant] = (),
) -> None:
    """Raise InternalError if the graph is not well formed; `phase` says after what, as a participle."""
    findings = verify_graph(graph, typed=typed, dominance=dominance, more=more)
    if findings:
        span = next((finding.span for finding in findings if finding.span), graph.span)
        shown = [str(finding) for finding in findings[:_SHOWN]]
        if len(findings) > _SHOWN:
            shown.append(f"... and {len(findings) - _SHOWN} more")
        raise InternalError(phase, graph.name, span, "the flow graph is broken:\n  " + "\n  ".join(shown))


def _block_span(block: Block) -> SourceSpan | None:
    """Return a span near the end of the block, where its exits come from."""
    return next((operation.span for operation in reversed(block.operations) if operation.span), None)


def _link(link: Link) -> str:
    case = "" if link.exitcase is None else f" for {link.exitcase}"
    return f"the link to {link.target.name}{case}"


def definitions(subject: Subject) -> Iterator[Finding]:
    """No variable is defined twice."""
    seen: set[Variable] = set()
    for block in subject.blocks:
        defined = [(variable, None) for variable in block.inputargs]
        defined += [(operation.result, operation.span) for operation in block.operations]  # type: ignore[misc]
        defined += [(link.exception, None) for link in block.exits if link.exception is not None]
        for variable, span in defined:
            if variable in seen:
                yield Finding("definitions", f"{variable} is defined twice", block.name, span)
            seen.add(variable)


def scoping(subject: Subject) -> Iterator[Finding]:
    """A block uses only its own input arguments, results of its earlier operations, and constants.

    The exception of a link is visible in that link's arguments only; the result of a guarded operation is visible
    only where it did not raise.  In the dominance form both are also visible in the blocks they dominate.
    """
    foreign = _dominating_definitions(subject) if subject.dominance else _nothing
    for block in subject.blocks:
        visible: set[Value] = set(block.inputargs)
        guarded = block.operations[-1] if block.raises and block.operations else None
        for operation in block.operations:
            for value in operation.args:
                if value not in visible and not isinstance(value, Constant) and not foreign(block, value):
                    yield Finding("scoping", f"{operation} uses {value}", block.name, operation.span)
            if operation is not guarded:
                visible.add(operation.result)
        switch = block.exitswitch
        if isinstance(switch, Variable) and switch not in visible and not foreign(block, switch):
            yield Finding("scoping", f"the exits are chosen by {switch}", block.name, _block_span(block))
        for link in block.exits:
            result = guarded.result if guarded is not None and link is block.exits[0] else None
            for value in link.args:
                if value in visible or isinstance(value, Constant) or value is link.exception or value is result:
                    continue
                if not foreign(block, value):
                    yield Finding("scoping", f"{_link(link)} passes {value}", block.name, _block_span(block))


def _nothing(block: Block, value: Variable) -> bool:
    """Tell that no value of another block can be used."""
    return False


def _dominating_definitions(subject: Subject) -> Callable[[Block, Variable], bool]:
    """Return a function that tells whether a value defined in another block can be used in a block."""
    order = reverse_postorder(subject.graph)
    dominators = immediate_dominators(order)
    entries = predecessors(subject.graph)
    spans = _tree_intervals(order, dominators)

    def dominates(above: Block, below: Block) -> bool:
        first, last = spans[above]
        return first <= spans[below][0] <= last

    homes: dict[Variable, Block] = {}
    """Where a value is visible from the beginning of the block on, or, in its own block, after its definition."""
    for block in order:
        homes |= dict.fromkeys(block.inputargs, block)
        homes |= {operation.result: block for operation in block.operations}
        edges = [(link.exception, link) for link in block.exits if link.exception is not None]
        if block.raises and block.operations:
            edges.append((block.operations[-1].result, block.exits[0]))
        for variable, link in edges:
            homes.pop(variable, None)
            others = [source for source, entry in entries[link.target] if entry is not link]
            if all(dominates(link.target, source) for source in others):  # only loops lead there otherwise
                homes[variable] = link.target

    def visible(block: Block, value: Variable) -> bool:
        home = homes.get(value)
        if home is None or (home is block and value in own_results(block)):
            return False
        return dominates(home, block)

    def own_results(block: Block) -> set[Variable]:
        return {operation.result for operation in block.operations}

    return visible


def _tree_intervals(order: list[Block], dominators: dict[Block, Block]) -> dict[Block, tuple[int, int]]:
    """Number the dominator tree: a block dominates those whose first number lies in its interval."""
    children: dict[Block, list[Block]] = {block: [] for block in order}
    for block in order[1:]:
        children[dominators[block]].append(block)
    sizes: dict[Block, int] = {}
    for block in reversed(order):
        sizes[block] = 1 + sum(sizes[child] for child in children[block])
    first = {order[0]: 0}
    for block in order:
        number = first[block] + 1
        for child in children[block]:
            first[child] = number
            number += sizes[child]
    return {block: (first[block], first[block] + sizes[block] - 1) for block in order}


def links(subject: Subject) -> Iterator[Finding]:
    """A link passes as many values as its target takes."""
    for block in subject.blocks:
        for link in block.exits:
            if len(link.args) != len(link.target.inputargs):
                message = f"{_link(link)} passes {len(link.args)} values, {len(link.target.inputargs)} are expected"
                yield Finding("links", message, block.name, _block_span(block))


def final_blocks(subject: Subject) -> Iterator[Finding]:
    """Only the return block and the except block have no exits; they take one value and do nothing."""
    graph = subject.graph
    for block in (graph.returnblock, graph.exceptblock):
        if block.exits or block.exitswitch is not None or block.operations or len(block.inputargs) != 1:
            yield Finding("final blocks", "a final block takes one value and does nothing", block.name)
    for block in subject.blocks:
        if not block.exits and block is not graph.returnblock and block is not graph.exceptblock:
            yield Finding("final blocks", "there is no way on from here", block.name, _block_span(block))


def exits(subject: Subject) -> Iterator[Finding]:
    """The exit cases fit the exit switch."""
    for block in subject.blocks:
        if not block.exits:
            continue
        if block.raises:
            problem = _raising_problem(block)
        elif block.exitswitch is None:
            problem = _goto_problem(block)
        else:
            problem = _switch_problem(block)
        if problem:
            yield Finding("exits", problem, block.name, _block_span(block))


def _goto_problem(block: Block) -> str:
    if len(block.exits) != 1:
        return f"{len(block.exits)} exits, and nothing chooses"
    link = block.exits[0]
    return "an unconditional exit has a case" if link.exitcase is not None or link.exception is not None else ""


def _raising_problem(block: Block) -> str:
    if not block.operations:
        return "no operation is guarded"
    first, *others = block.exits
    if first.exitcase is not None or first.exception is not None:
        return "the first exit of a guarded operation is the normal way on"
    if not others:
        return "a guarded operation without exception exits"
    for link in others:
        if link.exitcase is None or link.exitcase is DEFAULT:
            return "an exception exit without class"
        if link.exception is None and len(others) > 1:  # alone: the overflow exit after exception lowering
            return f"the exit for {link.exitcase} defines no exception variable"
    return ""


def _switch_problem(block: Block) -> str:
    cases = [link.exitcase for link in block.exits]
    if not isinstance(block.exitswitch, Variable | Constant):
        return f"{block.exitswitch!r} cannot choose an exit"
    if any(link.exception is not None for link in block.exits):
        return "a switch has an exception exit"
    if any(case is None for case in cases):
        return "an exit of a switch has no case"
    if any(isinstance(case, bool) for case in cases):
        ordered = len(cases) == 2 and cases[0] is False and cases[1] is True
        return "" if ordered else f"the exits of a Bool are False, then True, not {cases}"
    if cases[-1] is not DEFAULT or DEFAULT in cases[:-1]:
        return "the last exit of a switch is the default, and only the last"
    return "a case occurs twice" if len(set(cases)) != len(cases) else ""


def operations(subject: Subject) -> Iterator[Finding]:
    """Operations have as many operands and static operands as declared, and operands are values."""
    for block in subject.blocks:
        for operation in block.operations:
            spec = operation.spec
            if spec.arity is not None and len(operation.args) != spec.arity:
                message = f"{spec.name} takes {spec.arity} operands, not {len(operation.args)}"
                yield Finding("operations", message, block.name, operation.span)
            if len(operation.statics) != spec.statics:
                message = f"{spec.name} takes {spec.statics} static operands, not {len(operation.statics)}"
                yield Finding("operations", message, block.name, operation.span)
            operands: Sequence[Any] = operation.args
            for value in operands:
                if not isinstance(value, Variable | Constant):
                    message = f"{spec.name} has the operand {value!r}, which is no value"
                    yield Finding("operations", message, block.name, operation.span)


def all_typed(subject: Subject) -> Iterator[Finding]:
    """Every variable and constant has a low-level type."""
    for block in subject.blocks:
        for variable in block.inputargs:
            if variable.type is None:
                yield Finding("all typed", f"{variable} has no type", block.name)
        for operation in block.operations:
            for value in (*operation.args, operation.result):
                if value.type is None:
                    message = f"{value} has no type in {operation}"
                    yield Finding("all typed", message, block.name, operation.span)
        for link in block.exits:
            untyped = [value for value in link.args if value.type is None]
            if link.exception is not None and link.exception.type is None:
                untyped.append(link.exception)
            for value in untyped:
                yield Finding("all typed", f"{value} has no type in {_link(link)}", block.name, _block_span(block))


def link_types(subject: Subject) -> Iterator[Finding]:
    """A link passes values of the types that its target takes."""
    for block in subject.blocks:
        for link in block.exits:
            for value, target in zip(link.args, link.target.inputargs, strict=False):
                if not _same(value.type, target.type):
                    message = f"{_link(link)} passes {value}: {value.type} as {target}: {target.type}"
                    yield Finding("link types", message, block.name, _block_span(block))


def result_types(subject: Subject) -> Iterator[Finding]:
    """The result of an operation has the type that its declaration computes from the operands."""
    for block in subject.blocks:
        for operation in block.operations:
            problem = _result_problem(operation)
            if problem:
                yield Finding("result types", problem, block.name, operation.span)


def _result_problem(operation: Operation) -> str:
    rule = getattr(operation.spec, "result", None)
    if rule is None:
        return f"{operation.name} is no low-level operation"
    try:
        expected = rule(operation.statics, [value.type for value in operation.args])
    except Exception as error:  # the rules are written for correct operands only
        return f"{operation} cannot have operands of these types: {type(error).__name__}: {error}"
    if not _same(expected, operation.result.type):
        return f"{operation} gives {expected}, not {operation.result.type}"
    return ""


def switch_types(subject: Subject) -> Iterator[Finding]:
    """A Bool has the cases False and True, other types have integers."""
    for block in subject.blocks:
        switch = block.exitswitch
        if not isinstance(switch, Variable | Constant):
            continue
        wanted = bool if str(switch.type) == "Bool" else int
        for link in block.exits:
            if type(link.exitcase) is not wanted and link.exitcase is not DEFAULT:
                message = f"{switch}: {switch.type} cannot be {link.exitcase!r}"
                yield Finding("switch types", message, block.name, _block_span(block))


def _same(left: Any, right: Any) -> bool:
    return left is right or bool(left == right)


STRUCTURE: Final[tuple[Invariant, ...]] = (definitions, scoping, links, final_blocks, exits, operations)
"""What holds for every graph."""

TYPES: Final[tuple[Invariant, ...]] = (all_typed, link_types, result_types, switch_types)
"""What holds for a rtyped graph besides."""

__all__ = ["STRUCTURE", "TYPES", "Finding", "Invariant", "Subject", "check", "verify_graph"]
