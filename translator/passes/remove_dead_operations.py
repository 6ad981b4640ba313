"""Removes operations and block arguments whose results nobody needs.

    before                                   after
    entry(x, y):                             entry(x, y):
        a = int_add(x, y)                        goto next(x)
        b = int_mul(x, a)                    next(x.1):
        goto next(x, b)                          goto return(x.1)
    next(x.1, b.1):
        goto return(x.1)

What writes, allocates, may raise or must stay in place is needed in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, final

from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper.lltype.values import FunctionValue
from weft.translator.pass_base import GraphPass, PassContext


@final
@dataclass(frozen=True, slots=True)
class RemoveDeadOperations(GraphPass):
    """Keep what contributes to an effect or to the result."""

    name: ClassVar[str] = "remove-dead-operations"
    destroys: ClassVar[frozenset[str]] = frozenset()

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Mark what is needed, backwards from effects and exits; sweep the rest."""
        blocks = list(graph.blocks())
        needed = _mark(graph, blocks)
        return _sweep(graph, blocks, needed)


def _mark(graph: Graph, blocks: list[Block]) -> set[Value]:
    """Return the values that are needed."""
    needed: set[Value] = set(graph.arguments)
    work: list[Value] = []
    _remove_unseen_tracebacks(blocks)
    sources: dict[Value, list[Value]] = {}
    """What a value is computed from: the operands of a removable operation, the arguments of links."""
    for block in blocks:
        for operation in block.operations:
            if _may_go(operation, block):
                sources[operation.result] = operation.args
            else:
                work.extend(operation.args)
        if isinstance(block.exitswitch, Variable):
            work.append(block.exitswitch)
        for link in block.exits:
            target = link.target
            if target.is_final or target is graph.startblock:
                work.extend(link.args)
            else:
                for argument, arg in zip(target.inputargs, link.args, strict=True):
                    sources.setdefault(argument, []).append(arg)
    while work:
        value = work.pop()
        if value not in needed:
            needed.add(value)
            work.extend(sources.get(value, ()))
    return needed


def _remove_unseen_tracebacks(blocks: list[Block]) -> None:
    """Drop what is recorded for a prebuilt exception that the graph does not use otherwise.

    Such are the exceptions of inlined helpers whose raise has become a jump, StopIteration at the end of a loop.
    """
    marks: dict[int, list[tuple[Block, Operation]]] = {}
    used: set[int] = set()
    for block in blocks:
        for operation in block.operations:
            if _is_mark(operation):
                constant = operation.args[0]
                assert isinstance(constant, Constant)
                marks.setdefault(id(constant.value), []).append((block, operation))
            else:
                used.update(id(arg.value) for arg in operation.args if isinstance(arg, Constant))
        for link in block.exits:
            used.update(id(arg.value) for arg in link.args if isinstance(arg, Constant))
    for exception, found in marks.items():
        if exception not in used:
            for block, operation in found:
                block.operations = [other for other in block.operations if other is not operation]


def _is_mark(operation: Operation) -> bool:
    """True for an operation that only concerns the traceback of a prebuilt exception."""
    name = operation.spec.name
    if name not in ("traceback_add", "traceback_start") and (name != "setfield" or operation.statics[0] != "traceback"):
        return False
    return isinstance(operation.args[0], Constant)


def is_removable(operation: Operation) -> bool:
    """True if an operation may go when its result is not needed."""
    spec = operation.spec
    if spec.is_removable:
        return True
    if spec.name != "direct_call":
        return False
    function = operation.args[0]
    return isinstance(function, Constant) and _is_pure(function.value)


def _may_go(operation: Operation, block: Block) -> bool:
    """True if an operation is removable and not the guarded one that ends its block."""
    return is_removable(operation) and not (block.raises and operation is block.operations[-1])


def _is_pure(function: FunctionValue) -> bool:
    return function.pure and not function.can_raise


def _sweep(graph: Graph, blocks: list[Block], needed: set[Value]) -> bool:
    changed = False
    for block in blocks:
        kept = [op for op in block.operations if op.result in needed or not _may_go(op, block)]
        if len(kept) != len(block.operations):
            block.operations = kept
            changed = True
    shrunk: dict[Block, list[int]] = {}
    for block in blocks:
        if block.is_final or block is graph.startblock:
            continue
        keep = [position for position, argument in enumerate(block.inputargs) if argument in needed]
        if len(keep) != len(block.inputargs):
            block.inputargs = [block.inputargs[position] for position in keep]
            shrunk[block] = keep
    if shrunk:
        for block in blocks:
            for link in block.exits:
                _shrink(link, shrunk)
    return changed or bool(shrunk)


def _shrink(link: Link, shrunk: dict[Block, list[int]]) -> None:
    keep = shrunk.get(link.target)
    if keep is not None:
        link.args = [link.args[position] for position in keep]
