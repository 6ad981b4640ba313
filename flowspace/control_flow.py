"""Control flow of normalised bytecode: basic blocks, an order, which locals are live, what loops assign.

Second step of the flow space, between `bytecode.decode` and symbolic execution.  Entry point: `analyse`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from weft.flowspace.bytecode import STOPS, Bytecode

_USES: Final = frozenset({"LOAD_FAST", "LOAD_CLOSURE", "LOAD_DEREF", "STORE_DEREF", "DELETE_DEREF", "DELETE_FAST",
                         "UNROLL_ARGUMENT"})  # fmt: skip
_DEFINITIONS: Final = frozenset({"STORE_FAST", "DELETE_FAST", "MAKE_CELL", "LOAD_FAST_AND_CLEAR", "RESTORE_FAST"})
# Instructions that never get to an exception handler; LOAD_FAST does only if the local is unbound.
_HARMLESS: Final = frozenset({"LOAD_CONST", "STORE_FAST", "RESTORE_FAST", "LOAD_FAST_AND_CLEAR", "POP_TOP", "COPY",
                              "SWAP", "PUSH_NULL", "LOAD_CLOSURE", "NOP", "JUMP", "MAKE_CELL", "STORE_DEREF", "IS_OP",
                              "BUILD_TUPLE", "BUILD_LIST", "BUILD_SLICE", "MAKE_FUNCTION", "RETURN_VALUE",
                              "PUSH_EXC_INFO", "POP_EXCEPT", "LIST_APPEND", "DROP_LOCALS"})  # fmt: skip
# Instructions after which there are two ways on to the next one.
_SPLITS: Final = frozenset({"UNROLL_ITER", "UNROLL_ARGUMENT"})
_MOVES: Final = frozenset({"LOAD_FAST_AND_CLEAR", "RESTORE_FAST"})


@dataclass(slots=True, eq=False)
class BasicBlock:
    """Instructions `start` to `end` (exclusive), entered only at the first."""

    start: int
    end: int
    successors: list[int] = field(default_factory=list)
    handler: int = -1
    """The block that handles exceptions raised in this one."""
    order: int = -1
    """Position in reverse postorder; -1 if unreachable."""
    live: int = 0
    """Bit mask of the local slots whose value at the start may be used."""
    live_slots: tuple[int, ...] = ()
    loop_assigned: int = 0
    """If this is the head of a loop: the slots that the loop assigns."""
    is_loop: bool = False
    uses: int = 0
    defines: int = 0
    defines_first: int = 0
    """Slots assigned before anything can raise an exception that the handler gets."""
    moves: bool = False


@dataclass(slots=True, eq=False)
class ControlFlow:
    """The basic blocks of a function, and which block each instruction index starts."""

    bytecode: Bytecode
    blocks: list[BasicBlock]
    starting_at: dict[int, int]
    saved_slots: dict[int, int]
    """Liveness bit of the value that the LOAD_FAST_AND_CLEAR at an instruction index saves."""
    needed_saves: set[int] = field(default_factory=set)
    """The instructions among them whose saved value is used after it is restored."""


def analyse(bytecode: Bytecode) -> ControlFlow:
    """Find basic blocks and everything symbolic execution wants to know of them beforehand."""
    flow = _split(bytecode)
    order = _reverse_postorder(flow)
    _find_liveness(flow, order)
    _find_loops(flow, order)
    return flow


def _split(bytecode: Bytecode) -> ControlFlow:
    instructions = bytecode.instructions
    count = len(instructions)
    leaders = bytearray(count + 1)
    leaders[0] = 1
    handler = None
    for index, instruction in enumerate(instructions):
        if instruction.target >= 0:
            leaders[instruction.target] = 1
            leaders[index + 1] = 1
        elif instruction.op in STOPS or instruction.op in _SPLITS:
            leaders[index + 1] = 1
        if instruction.handler is not handler:
            handler = instruction.handler
            leaders[index] = 1
            if handler is not None:
                leaders[handler.target] = 1
    starts = [index for index in range(count) if leaders[index]]
    starting_at = {start: number for number, start in enumerate(starts)}
    blocks = [BasicBlock(start, end) for start, end in zip(starts, [*starts[1:], count], strict=True)]
    flow = ControlFlow(bytecode, blocks, starting_at, {})
    for number, block in enumerate(blocks):
        last = instructions[block.end - 1]
        if last.target >= 0:
            block.successors.append(starting_at[last.target])
        if last.op not in STOPS and number + 1 < len(blocks):
            block.successors.append(number + 1)
        _scan(flow, block)
    return flow


def _scan(flow: ControlFlow, block: BasicBlock) -> None:
    """Fill handler, uses, definitions of a block."""
    instructions = flow.bytecode.instructions
    arguments = _argument_count(flow.bytecode)
    uses = defines = 0
    handler = instructions[block.start].handler
    harmless = handler is not None
    if handler is not None:
        block.handler = flow.starting_at[handler.target]
    for index in range(block.start, block.end):
        instruction = instructions[index]
        op = instruction.op
        if harmless and op not in _HARMLESS:
            if op != "LOAD_FAST" or not (instruction.arg < arguments or defines >> instruction.arg & 1):
                harmless = False
                block.defines_first = defines
        if op in _USES or (op == "MAKE_CELL" and instruction.arg < arguments):
            bit = 1 << instruction.arg
            if not defines & bit:
                uses |= bit
        if op in _DEFINITIONS:
            if op in _MOVES:
                block.moves = True
                if op == "LOAD_FAST_AND_CLEAR":
                    flow.saved_slots[index] = 1 << (len(flow.bytecode.local_names) + len(flow.saved_slots))
                    defines |= 1 << instruction.arg
                else:
                    defines |= 1 << instruction.arg[0]
            else:
                defines |= 1 << instruction.arg
    if harmless:
        block.handler = -1  # nothing leads there
    block.uses = uses
    block.defines = defines


def _argument_count(bytecode: Bytecode) -> int:
    code = bytecode.code
    return code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)


def _reverse_postorder(flow: ControlFlow) -> list[BasicBlock]:
    blocks = flow.blocks
    postorder: list[BasicBlock] = []
    seen = bytearray(len(blocks))
    seen[0] = 1
    stack = [(0, iter(_following(blocks[0])))]
    while stack:
        number, following = stack[-1]
        for successor in following:
            if not seen[successor]:
                seen[successor] = 1
                block = blocks[successor]
                stack.append((successor, iter(_following(block))))
                break
        else:
            stack.pop()
            postorder.append(blocks[number])
    postorder.reverse()
    for position, block in enumerate(postorder):
        block.order = position
    return postorder


def _following(block: BasicBlock) -> list[int]:
    """Return the handler and the successors, those first that are to come last."""
    return block.successors if block.handler < 0 else [block.handler, *block.successors]


def _find_liveness(flow: ControlFlow, order: list[BasicBlock]) -> None:
    blocks = flow.blocks
    changed = True
    while changed:
        changed = False
        for block in reversed(order):
            after = 0
            for number in block.successors:
                after |= blocks[number].live
            protected = blocks[block.handler].live if block.handler >= 0 else 0
            if block.moves:
                live = _live_before(flow, block, after | protected)
            else:
                live = block.uses | (after & ~block.defines)
            live |= protected & ~block.defines_first
            if live != block.live:
                block.live = live
                changed = True
    slots = range(len(flow.bytecode.local_names))
    for block in order:
        live = block.live
        block.live_slots = tuple(slot for slot in slots if live >> slot & 1) if live else ()


def _live_before(flow: ControlFlow, block: BasicBlock, live: int) -> int:
    """Liveness through a block that saves or restores locals around an inlined comprehension."""
    for index in range(block.end - 1, block.start - 1, -1):
        instruction = flow.bytecode.instructions[index]
        op = instruction.op
        if op == "LOAD_FAST_AND_CLEAR":
            bit, saved = 1 << instruction.arg, flow.saved_slots[index]
            if live & saved:
                flow.needed_saves.add(index)
            live = (live & ~bit & ~saved) | (bit if live & saved else 0)
        elif op == "RESTORE_FAST":
            slot, index_of_save = instruction.arg
            bit, saved = 1 << slot, flow.saved_slots.get(index_of_save, 0)
            live = (live & ~bit) | (saved if live & bit else 0)
        else:
            if op in _DEFINITIONS:
                live &= ~(1 << instruction.arg)
            if op in _USES:
                live |= 1 << instruction.arg
    return live


def _find_loops(flow: ControlFlow, order: list[BasicBlock]) -> None:
    blocks = flow.blocks
    predecessors: dict[int, list[BasicBlock]] = {}
    back_edges: dict[int, list[BasicBlock]] = {}
    for block in order:
        for number in _following(block):
            predecessors.setdefault(number, []).append(block)
            if blocks[number].order <= block.order:
                back_edges.setdefault(number, []).append(block)
    for head, sources in back_edges.items():
        first = blocks[head]
        inside = {head}
        assigned = first.defines
        stack = list(sources)
        while stack:
            block = stack.pop()
            number = flow.starting_at[block.start]
            if number not in inside:
                inside.add(number)
                assigned |= block.defines
                stack.extend(predecessors.get(number, ()))
        first.is_loop = True
        first.loop_assigned = assigned
