"""Computes what is known at translation time: pure operations on constants, reads of prebuilt immutable data, branches.

    before                                   after
    entry(x):                                entry(x):
        a = int_mul(6, 7)                        y = int_add(x, 42)
        t = getfield[cls](@prebuilt)             goto more(y)
        m = is_subclass(t, @Base)
        y = int_add(x, a)
        switch m
            false -> other(y)
            true  -> more(y)

A call through a pointer that is known, or that can reach one function only, becomes a direct call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, final

from weft.flowspace.graph import Block, Constant, Graph, Operation, Value, Variable
from weft.flowspace.traversal import reverse_postorder
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import FuncType, Ptr
from weft.rtyper.lltype.values import FunctionValue
from weft.translator.pass_base import GraphPass, PassContext
from weft.translator.passes.fold_rules import ALLOCATIONS, rewrite, simplify
from weft.translator.passes.graph_edits import goto, substitute_in_block
from weft.translator.passes.remove_redundant_arguments import RemoveRedundantArguments
from weft.translator.passes.simplify_blocks import SimplifyBlocks, simplify_exits


@final
@dataclass(frozen=True, slots=True)
class ConstantFold(GraphPass):
    """Fold operations and branches until no branch can be decided any more."""

    name: ClassVar[str] = "constant-fold"

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Fold; after a branch was decided, constants may flow further."""
        changed = False
        for _ in range(4):
            folding = _Folding(context)
            for block in reverse_postorder(graph):
                folding.block(block)
            changed |= folding.changed
            if not folding.branches_decided:
                break
            SimplifyBlocks().run(graph, context)
            RemoveRedundantArguments().run(graph, context)
        return changed


class _Folding:
    """One walk over a graph; a definition is met before its uses."""

    def __init__(self, context: PassContext) -> None:
        self.context = context
        self.definitions: dict[Value, Operation] = {}
        self.known: dict[Value, Value] = {}
        """What operations were found to equal."""
        self.changed = False
        self.branches_decided = False

    def block(self, block: Block) -> None:
        """Fold the operations of a block, then its exits."""
        known = self.known
        kept: list[Operation] = []
        removed = False
        for operation in block.operations:
            if known:
                for arg in operation.args:
                    if arg in known:
                        operation.args = [known.get(a, a) for a in operation.args]
                        break
            value = self.fold(operation)
            if value is None:
                kept.append(operation)
                self.define(operation)
            else:
                known[operation.result] = value
                removed = True
        if removed:
            if block.raises and block.operations[-1] is not (kept[-1] if kept else None):
                goto(block, block.exits[0])
            block.operations = kept
            self.changed = True
        self.exits(block)

    def define(self, operation: Operation) -> None:
        """Let the rules see what made a value; an allocation only as long as it cannot give null."""
        if operation.spec.name not in ALLOCATIONS or not self.context.program.exceptions_lowered:
            self.definitions[operation.result] = operation

    def fold(self, operation: Operation) -> Value | None:
        """Return what an operation equals, or None; it may be rewritten."""
        value = simplify(operation, self.definitions)
        if value is None and rewrite(operation, self.definitions):
            self.changed = True
            value = simplify(operation, self.definitions)
        if value is None and operation.spec.name == "indirect_call":
            self.devirtualise(operation)
        return value

    def devirtualise(self, operation: Operation) -> None:
        """Call directly if only one function can be reached."""
        pointer = operation.args[0]
        function: FunctionValue | None = None
        if isinstance(pointer, Constant):
            function = pointer.value
        elif operation.statics[0] is not None and len(operation.statics[0]) == 1:
            function = self.context.function_of(operation.statics[0][0])
        if function is None or not _fits(function.type, operation):
            return
        operation.spec = OPS["direct_call"]
        operation.statics = ()
        operation.args = [Constant(function, Ptr(function.type)), *operation.args[1:]]
        self.changed = True

    def exits(self, block: Block) -> None:
        """Decide the branch at the end of a block if its condition is known; see through a negation."""
        if self.known:
            substitute_in_block_exits(block, self.known)
        switch = block.exitswitch
        if isinstance(switch, Variable):
            made_by = self.definitions.get(switch)
            if made_by is not None and made_by.spec.name == "bool_not":
                block.exitswitch = made_by.args[0]
                if_false, if_true = block.exits
                if_false.exitcase, if_true.exitcase = True, False
                block.exits = [if_true, if_false]
                self.changed = True
        if isinstance(block.exitswitch, Constant) and simplify_exits(block):
            self.changed = self.branches_decided = True


def substitute_in_block_exits(block: Block, mapping: dict[Value, Value]) -> None:
    """Replace values in the exits of a block only."""
    operations, block.operations = block.operations, []
    substitute_in_block(block, mapping)
    block.operations = operations


def _fits(type_: FuncType, operation: Operation) -> bool:
    """True if the operands have the types of the function's arguments, and so has the result."""
    given = tuple(arg.type for arg in operation.args[1:])
    return given == type_.args and operation.result.type == type_.result
