"""Loops over tuples whose items have different types: a copy of the body for each item.

The annotator finds out which loops need it (`annotator/plan.py`); `FlowEnvironment.unrolled` has them when the graph of
a function is built again.  `mark_loops` renames the instructions concerned; the handlers below stand for them.

    for x in t: body        items = iter_or_tuple(t)
                            if unrolls(items, -1): x = items[0]; body; x = items[1]; body ...
                            else: the loop as it always was

Both ways are in the graph, since other calls of the same function may have a list where one has a tuple: which of them
is taken is known to the annotator, so one is dropped.  The same goes for the end: `unrolls(items, 2)` asks for a third
item.  A generator expression gets its tuple instead of the tuple's iterator from the function around it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

from weft.flowspace.bytecode import Bytecode, Instruction
from weft.flowspace.comprehensions import decode_with_comprehensions
from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import Block, Constant, Link, Value, Variable
from weft.flowspace.operations import LocalFunction
from weft.flowspace.symbolic_execution import Execution, OpcodeHandler
from weft.flowspace.symbolic_frame import Slot, UnrolledIterator

GENERATOR_EXPRESSION: Final = "<genexpr>"


def mark_loops(bytecode: Bytecode, unrolled: Mapping[SourceSpan, int]) -> None:
    """Rename the instructions that begin loops which are to be unrolled."""
    if not unrolled:
        return
    instructions = bytecode.instructions
    for index, instruction in enumerate(instructions):
        if instruction.op == "GET_ITER":
            if instructions[index + 1].op == "CALL":
                instruction.op = "ITER_OF_GENERATOR"
            elif (count := unrolled.get(bytecode.span(instruction), 0)) > 0:
                instruction.op, instruction.arg = "UNROLL_ITER", count
    head = _own_loop(bytecode)
    if head is not None:
        if bytecode.span(instructions[head]) in unrolled:
            instructions[head - 1].op = "UNROLL_ARGUMENT"


def _own_loop(bytecode: Bytecode) -> int | None:
    """Return the index of the loop over what a generator expression is called with."""
    if bytecode.code.co_name != GENERATOR_EXPRESSION:
        return None
    for index, instruction in enumerate(bytecode.instructions):
        if instruction.op == "FOR_ITER":
            before = bytecode.instructions[index - 1]
            return index if before.op == "LOAD_FAST" and before.arg == 0 else None
    return None


def unroll_iter(execution: Execution, instruction: Instruction) -> None:
    """`iter(x)` of a loop that is unrolled if x is a tuple."""
    value = execution.pop()
    if isinstance(value, Constant) and type(value.value) is tuple and len(value.value) <= instruction.arg:
        execution.stack.append(known_iterator(execution, execution.span(), value.value))
        execution.goto(execution.next_block)
    else:
        _branch(execution, execution.emit("iter_or_tuple", value), instruction.arg)


def unroll_argument(execution: Execution, instruction: Instruction) -> None:
    """The iterator, or tuple, that a generator expression was called with."""
    items = execution.locals[instruction.arg]
    if isinstance(items, Constant):
        execution.stack.append(known_iterator(execution, execution.span(), items.value))
        execution.goto(execution.next_block)
        return
    assert isinstance(items, Variable)
    head = execution.bytecode.instructions[execution.index + 1]
    _branch(execution, items, execution.environment.unrolled[execution.bytecode.span(head)])


def iter_of_generator(execution: Execution, instruction: Instruction) -> None:
    """`iter(x)` that is passed to a generator expression; one that unrolls its loop takes tuples as they are."""
    value = execution.pop()
    functions = [_unrolled_function(execution, slot) for slot in execution.stack[-2:]]
    found = next((function for function in functions if function is not None), None)
    if found is not None:
        known = isinstance(value, Constant) and type(value.value) is tuple
        items = value.value if isinstance(value, Constant) and known else None
        # In copies of an unrolled loop it may be called with several.
        again = execution.iterables.setdefault(found, items) is not items
        found.iterable = None if again else items
    execution.stack.append(execution.emit("iter" if found is None else "iter_or_tuple", value))


def _unrolled_function(execution: Execution, slot: Slot) -> LocalFunction | None:
    """Return the function of a generator expression made here whose loop is unrolled."""
    made = execution.definitions.get(slot) if isinstance(slot, Variable) else None
    if made is None or made.name != "newfunction":
        return None
    function: LocalFunction = made.statics[0]
    if function.code.co_name != GENERATOR_EXPRESSION:
        return None
    bytecode = decode_with_comprehensions(function.code)
    head = _own_loop(bytecode)
    unrolled = head is not None and bytecode.span(bytecode.instructions[head]) in execution.environment.unrolled
    return function if unrolled else None


def _branch(execution: Execution, items: Value, count: int) -> None:
    """End the block: on to the next instruction with an unrolled iterator, or with an iterator."""
    following = execution.next_block
    iterator = UnrolledIterator(execution.span(), count, execution.flow.blocks[following].order, items)
    unrolls = _unrolls(execution, iterator, -1)
    unrolled = execution.edge(following, [*execution.stack, iterator])
    unrolled.exitcase = True
    plain = Block("block")
    execution.end([Link([], plain, False), unrolled], unrolls)
    execution.block = plain
    execution.stack.append(execution.emit("iterator_only", items))
    execution.goto(following)


def _unrolls(execution: Execution, iterator: UnrolledIterator, position: int) -> Value:
    return execution.emit("unrolls", iterator.items, Constant(position), statics=(iterator.count,))


def known_iterator(execution: Execution, source: Hashable, items: tuple[Any, ...]) -> UnrolledIterator:
    """Return the iterator of a loop whose items are known now."""
    return UnrolledIterator(source, len(items), execution.flow.blocks[execution.next_block].order, Constant(items))


def next_unrolled(execution: Execution, iterator: UnrolledIterator, exit_block: int) -> None:
    """The head of an unrolled loop: the item at a position, or the loop is over."""
    stack = execution.stack
    position = iterator.position
    if position == iterator.count:
        stack.pop()
        execution.goto(exit_block)
        return
    item: Value
    if isinstance(iterator.items, Constant):
        item = Constant(iterator.items.value[position])
    else:
        more = _unrolls(execution, iterator, position)
        over = execution.edge(exit_block, stack[:-1])
        over.exitcase = False
        found = Block("block")
        execution.end([over, Link([], found, True)], more)
        execution.block = found
        item = execution.emit("getitem", iterator.items, Constant(position), may_raise=False)
        assert isinstance(item, Variable)
        item.name = "item"
    stack[-1:] = [iterator.advanced(), item]
    execution.goto(execution.next_block)


HANDLERS: Final[Mapping[str, OpcodeHandler]] = {
    "UNROLL_ITER": unroll_iter,
    "UNROLL_ARGUMENT": unroll_argument,
    "ITER_OF_GENERATOR": iter_of_generator,
}
