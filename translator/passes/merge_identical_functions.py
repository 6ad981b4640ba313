"""Lets functions with equal graphs share one.

    before                                   after
    graph @append_a(l, x): ...               graph @append_a(l, x): ...
    graph @append_b(l, x): ... the same      (calls of @append_b call @append_a)

Graphs are equal if they do the same operations on the same types, statics and constants in the same order, and show
the same lines in tracebacks.  Specialised helpers often come out equal.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, ClassVar, final

from weft.flowspace.graph import DEFAULT, Block, Constant, Graph, Operation, Value
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.program import Program
from weft.rtyper.visibility import is_visible
from weft.translator.pass_base import PassContext, ProgramPass
from weft.translator.passes.graph_edits import constant_key


@final
@dataclass(frozen=True, slots=True)
class MergeIdenticalFunctions(ProgramPass):
    """Redirect direct calls to the first of several equal functions."""

    rounds: int = 2
    """Callers of merged functions may have become equal, too."""

    name: ClassVar[str] = "merge-identical-functions"
    destroys: ClassVar[frozenset[str]] = frozenset()

    def run(self, program: Program, context: PassContext) -> bool:
        """Merge; functions that are used as values keep their identity, direct calls do not care."""
        changed = False
        for _ in range(self.rounds):
            if not _merge_once(context):
                break
            changed = True
        if changed:
            context.forget_functions()
        return changed


def _merge_once(context: PassContext) -> bool:
    alike: dict[Hashable, list[FunctionValue]] = {}
    functions = [function for graph in context.graphs() if (function := context.function_of(graph))]
    for function in functions:
        alike.setdefault(_rough_key(function), []).append(function)
    replacement: dict[FunctionValue, FunctionValue] = {}
    for group in alike.values():
        first: dict[tuple[Hashable, ...], FunctionValue] = {}
        for function in group if len(group) > 1 else ():
            equal = first.setdefault(tuple(_GraphKey(function).parts), function)
            if equal is not function:
                replacement[function] = equal
    if not replacement:
        return False
    context.log(f"merge-identical-functions: {len(replacement)} functions equal others")
    for function in functions:
        for block in function.graph.blocks():
            for operation in block.operations:
                if operation.spec.name == "direct_call":
                    _redirect(operation, replacement)
    return True


def _rough_key(function: FunctionValue) -> Hashable:
    """Return what is quick to compare: type, and names of operations."""
    names = tuple([operation.spec.name for block in function.graph.blocks() for operation in block.operations])
    return (function.type, names)


def _redirect(operation: Operation, replacement: dict[FunctionValue, FunctionValue]) -> None:
    callee = operation.args[0]
    assert isinstance(callee, Constant)
    if callee.value in replacement:
        operation.args = [Constant(replacement[callee.value], callee.type), *operation.args[1:]]


class _GraphKey:
    """Turns a graph into a tuple that is equal for equal graphs; values and blocks are numbered as they are met."""

    def __init__(self, function: FunctionValue) -> None:
        graph: Graph = function.graph
        blocks = list(graph.blocks())
        self.function = function
        self.values: dict[Value, int] = {}
        self.blocks = {block: number for number, block in enumerate(blocks)}
        self.parts: list[Hashable] = [self.blocks.get(graph.returnblock), self.blocks.get(graph.exceptblock)]
        for block in blocks:
            self.block(block)

    def value(self, value: Value) -> Hashable:
        """Return the key of an operand: a call of itself is one in both functions."""
        if isinstance(value, Constant):
            if value.value is self.function:
                return "self"
            return (constant_key(value.value), value.type)
        return self.values.setdefault(value, len(self.values))

    def define(self, value: Value) -> Hashable:
        """Return the key of a definition."""
        return (self.values.setdefault(value, len(self.values)), value.type)

    def block(self, block: Block) -> None:
        """Add a block."""
        parts = self.parts
        parts.extend(self.define(argument) for argument in block.inputargs)
        for operation in block.operations:
            span = operation.span
            visible = span is not None and is_visible(span)
            parts.append(operation.spec.name)
            parts.append((span.filename, span.function, span.line) if span is not None and visible else None)
            parts.extend(_static_key(static) for static in operation.statics)
            parts.extend(self.value(arg) for arg in operation.args)
            parts.append(self.define(operation.result))
        switch: Any = block.exitswitch
        parts.append(self.value(switch) if switch is not None and not block.raises else block.raises)
        for link in block.exits:
            parts.append(self.blocks[link.target])
            parts.append("default" if link.exitcase is DEFAULT else constant_key(link.exitcase))
            if link.exception is not None:
                parts.append(self.define(link.exception))
            parts.extend(self.value(arg) for arg in link.args)


def _static_key(static: Any) -> Hashable:
    """Return a key of a static operand: types compare by structure, everything else by identity or value."""
    return static if isinstance(static, Hashable) else id(static)
