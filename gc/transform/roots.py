"""Keeps references alive, and up to date, across operations during which a collection may run.

What a block needs after such an operation goes onto the shadow stack before it and, if objects move, comes back
under a new name.  Blocks are self-contained, so liveness is a matter of one block: its later operations and its
exits.  An allocation becomes a test and a cold block that asks the collector: on the usual way no root is saved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable
from weft.gc.transform.allocation import ALLOCATIONS, items_name
from weft.gc.transform.can_collect import CanCollect
from weft.rtyper.lltype.types import VOID, Ptr
from weft.rtyper.lltype.values import FunctionValue
from weft.translator.passes.graph_edits import branch, goto, new_operation, substitute_in_block, take_as_arguments


@dataclass(frozen=True, slots=True)
class CollectorCalls:
    """The collector's functions that graphs call."""

    allocate: FunctionValue
    """(type id, size) -> address or 0."""
    allocate_items: FunctionValue
    """(type id, length) -> address or 0."""
    identity_hash: FunctionValue
    """(address) -> hash."""


@dataclass(slots=True, eq=False)
class RootKeeper:
    """Rewrites one graph.  `reload`: objects may move; `keep`: roots are needed."""

    graph: Graph
    collecting: CanCollect
    calls: CollectorCalls
    reload: bool
    keep: bool = True
    output: list[Operation] = field(default_factory=list)
    names: dict[Value, Value] = field(default_factory=dict)
    """What variables of the block at hand are called by now."""

    def run(self) -> None:
        """Rewrite every block."""
        for block in self.graph.blocks():
            if any(op.name == "identity_hash" or self.collecting.operation(op) for op in block.operations):
                self._block(block)

    def _block(self, block: Block) -> None:
        operations, exits, switch = block.operations, block.exits, block.exitswitch
        live = self._live_after(block)
        self.output, self.names = [], {}
        current = block
        for index, operation in enumerate(operations):
            operation.args = [self.names.get(arg, arg) for arg in operation.args]
            if operation.name == "identity_hash":
                self._identity_hash(operation)
            elif operation not in live:
                self.output.append(operation)
            elif operation.name not in ALLOCATIONS:
                self._call(operation, live[operation])
            elif _is_tested(operation, operations[index + 1 :], block):
                self._tested_allocation(current, operation, operations[-1], live[operation], exits)
                return
            else:
                current = self._allocation(current, operation, live[operation])
        self._end(current, self.output, switch, exits)

    def _end(self, block: Block, operations: list[Operation], switch: Any, exits: list[Link]) -> None:
        block.operations, block.exitswitch, block.exits = operations, switch, exits
        substitute_in_block(Block("exits", exitswitch=switch, exits=exits), self.names)
        if isinstance(switch, Variable):
            block.exitswitch = self.names.get(switch, switch)

    def _live_after(self, block: Block) -> dict[Operation, list[Variable]]:
        """Return the variables that are needed after each operation that may collect, its result excluded."""
        live: dict[Value, None] = dict.fromkeys(_exit_values(block))
        result: dict[Operation, list[Variable]] = {}
        for operation in reversed(block.operations):
            live.pop(operation.result, None)
            if self.collecting.operation(operation):
                result[operation] = [value for value in live if isinstance(value, Variable)]
            live.update(dict.fromkeys(operation.args))
        return result

    # Calls ----------------------------------------------------------------------------------------------------

    def _call(self, operation: Operation, needed: list[Variable]) -> None:
        roots = [variable for variable in needed if _is_reference(variable)]
        before, after, names = self._kept(roots, operation.span)
        self.output += [*before, operation, *after]
        self.names.update(names)

    def _kept(
        self, roots: list[Variable], span: SourceSpan | None
    ) -> tuple[list[Operation], list[Operation], dict[Value, Value]]:
        """Return what goes before and after an operation that collects, and the new names of the roots."""
        slots = list(dict.fromkeys(self.names.get(root, root) for root in roots))
        if not slots or not self.keep:
            return [], [], {}
        count = len(slots)
        before = [new_operation("root_save", [slot], span, (i,)) for i, slot in enumerate(slots)]
        before.append(new_operation("roots_move", [], span, (count,)))
        after = [new_operation("roots_move", [], span, (-count,))]
        if not self.reload:
            return before, after, {}
        loaded: dict[Value, Value] = {}
        for index, slot in enumerate(slots):
            name = slot.name if isinstance(slot, Variable) else "root"
            load = new_operation("root_load", [], span, (index, slot.type), result_name=name)
            after.append(load)
            loaded[slot] = load.result
        return before, after, {root: loaded[self.names.get(root, root)] for root in roots}

    def _identity_hash(self, operation: Operation) -> None:
        address = new_operation("pointer_to_word", operation.args, operation.span)
        call = _call(self.calls.identity_hash, [address.result], operation.span)
        call.result = operation.result
        self.output += [address, call]

    # Allocations ----------------------------------------------------------------------------------------------

    def _allocation(self, block: Block, operation: Operation, needed: list[Variable]) -> Block:
        """End the block with an allocation; return the block in which everything goes on."""
        rest = Block(block.name, [operation.result, *(variable.copy() for variable in needed)])
        self._branch_on_room(block, operation, needed, Link([operation.result, *needed], rest), None)
        self.output = []
        self.names = dict(zip(needed, rest.inputargs[1:], strict=True))
        return rest

    def _tested_allocation(
        self, block: Block, operation: Operation, test: Operation, needed: list[Variable], exits: list[Link]
    ) -> None:
        """The same where the block ends with a test whether the allocation failed: only the cold block needs that."""
        normal, failed = exits if exits[0].exitcase is False else exits[::-1]
        needed = [variable for variable in needed if variable is not test.result]
        self._branch_on_room(block, operation, needed, normal, failed)

    def _branch_on_room(
        self, block: Block, operation: Operation, needed: list[Variable], normal: Link, failed: Link | None
    ) -> None:
        """End the block with the quick allocation, and a branch to a new cold block that asks the collector."""
        span = operation.span
        quick = _quick_allocation(operation)
        full = new_operation("ptr_iszero", [quick.result], span, result_name="full")
        before, after, loaded = self._kept([v for v in needed if _is_reference(v)], span)
        slow = self._slow_allocation(operation)
        refill = Block("refill", operations=[*before, *slow, *after])
        slow_names = {**self.names, **loaded, operation.result: slow[-1].result}
        if failed is None:
            goto(refill, _renamed(normal, slow_names))
        else:
            test = new_operation("ptr_iszero", [slow[-1].result], span, result_name="failed")
            refill.operations.append(test)
            branch(refill, test.result, _renamed(normal, slow_names), _renamed(failed, slow_names))
        passed = take_as_arguments(refill)
        block.operations = [*self.output, quick, full]
        quick_names = {**self.names, operation.result: quick.result}
        branch(block, full.result, _renamed(normal, quick_names), Link(passed, refill))

    def _slow_allocation(self, operation: Operation) -> list[Operation]:
        """Return the operations that ask the collector for an object; the last one's result is the pointer."""
        type_ = operation.statics[0]
        kind = new_operation("type_id", [], operation.span, (type_,))
        operations = [kind]
        if operation.args:
            call = _call(self.calls.allocate_items, [kind.result, operation.args[0]], operation.span)
        else:
            size = new_operation("fixed_size", [], operation.span, (type_,))
            operations.append(size)
            call = _call(self.calls.allocate, [kind.result, size.result], operation.span)
        pointer = new_operation("word_to_pointer", [call.result], operation.span, (type_,), operation.result.name)
        return [*operations, call, pointer]


def _quick_allocation(operation: Operation) -> Operation:
    """Return the operation that allocates if there is room."""
    name = operation.name.replace("malloc", "gc_new")
    statics = operation.statics if name == "gc_new" else (operation.statics[0], items_name(operation.statics[0]))
    return new_operation(name, operation.args, operation.span, statics, operation.result.name)


def _call(function: FunctionValue, operands: list[Value], span: SourceSpan | None) -> Operation:
    """Return the call of a collector's method; the collector itself is a constant that vanishes."""
    arguments: list[Value] = [Constant(function, Ptr(function.type)), Constant(None, VOID), *operands]
    return new_operation("direct_call", arguments, span)


def _is_reference(variable: Variable) -> bool:
    return bool(variable.type.is_gc_pointer)


def _is_tested(operation: Operation, following: list[Operation], block: Block) -> bool:
    """True if nothing but a test for null follows an allocation in its block, which branches on that."""
    if len(following) != 1 or following[0].name != "ptr_iszero" or block.exitswitch is not following[0].result:
        return False
    return following[0].args[0] is operation.result and all(
        following[0].result not in link.args for link in block.exits
    )


def _exit_values(block: Block) -> list[Value]:
    values = [arg for link in block.exits for arg in link.args]
    return [block.exitswitch, *values] if isinstance(block.exitswitch, Variable) else values


def _renamed(link: Link, names: dict[Value, Value]) -> Link:
    return Link([names.get(arg, arg) for arg in link.args], link.target)
