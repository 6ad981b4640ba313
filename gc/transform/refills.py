"""Makes an allocation a test whether there is room, and a cold block that asks the collector if there is none.

On the usual way nothing else happens: whatever has to be done for a collection is done in the cold block.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
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
    allocate_dirty_items: FunctionValue
    """The same for items that are not cleared."""
    identity_hash: FunctionValue
    """(address) -> hash."""

    @classmethod
    def of(cls, functions: Mapping[str, FunctionValue]) -> CollectorCalls:
        """Return those among the functions of a collector."""
        return cls(**{field.name: functions[field.name] for field in fields(cls)})


@dataclass(slots=True, eq=False)
class Refills:
    """Rewrites the allocations of one graph, and its identity hashes."""

    graph: Graph
    collecting: CanCollect
    calls: CollectorCalls
    requests: dict[Operation, Block] = field(default_factory=dict)
    """The calls of the collector that were made, with the cold blocks they are in."""
    output: list[Operation] = field(default_factory=list)
    names: dict[Value, Value] = field(default_factory=dict)
    """What variables of the block at hand are called by now."""

    def run(self) -> None:
        """Rewrite every block."""
        for block in self.graph.blocks():
            if any(op.name == "identity_hash" or self._allocates(op) for op in block.operations):
                self._block(block)

    def _allocates(self, operation: Operation) -> bool:
        return operation.name in ALLOCATIONS and self.collecting.operation(operation)

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
            elif _is_tested(operation, operations[index + 1 :], block):
                self._tested_allocation(current, operation, exits)
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
        """Return the variables that are needed after each allocation, its result excluded."""
        live: dict[Value, None] = dict.fromkeys(_exit_values(block))
        result: dict[Operation, list[Variable]] = {}
        for operation in reversed(block.operations):
            live.pop(operation.result, None)
            if self._allocates(operation):
                result[operation] = [value for value in live if isinstance(value, Variable)]
            live.update(dict.fromkeys(operation.args))
        return result

    def _identity_hash(self, operation: Operation) -> None:
        address = new_operation("pointer_to_word", operation.args, operation.span)
        call = _call(self.calls.identity_hash, [address.result], operation.span)
        call.result = operation.result
        self.output += [address, call]

    def _allocation(self, block: Block, operation: Operation, needed: list[Variable]) -> Block:
        """End the block with an allocation; return the block in which everything goes on."""
        rest = Block(block.name, [operation.result, *(variable.copy() for variable in needed)])
        self._branch_on_room(block, operation, Link([operation.result, *needed], rest), None)
        self.output = []
        self.names = dict(zip(needed, rest.inputargs[1:], strict=True))
        return rest

    def _tested_allocation(self, block: Block, operation: Operation, exits: list[Link]) -> None:
        """The same where the block ends with a test whether the allocation failed: only the cold block needs that."""
        normal, failed = exits if exits[0].exitcase is False else exits[::-1]
        self._branch_on_room(block, operation, normal, failed)

    def _branch_on_room(self, block: Block, operation: Operation, normal: Link, failed: Link | None) -> None:
        """End the block with the quick allocation, and a branch to a new cold block that asks the collector."""
        span = operation.span
        quick = _quick_allocation(operation)
        full = new_operation("ptr_iszero", [quick.result], span, result_name="full")
        slow = self._slow_allocation(operation)
        refill = Block("refill", operations=slow)
        self.requests[slow[-2]] = refill
        slow_names = {**self.names, operation.result: slow[-1].result}
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
            is_dirty = operation.name == "malloc_varsize_uninit"
            function = self.calls.allocate_dirty_items if is_dirty else self.calls.allocate_items
            call = _call(function, [kind.result, operation.args[0]], operation.span)
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
