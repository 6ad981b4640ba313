"""Comprehensions look the same from here on, whatever CPython does with them.

3.11 compiles a list, set or dict comprehension to a function called on the spot: `splice_comprehensions` puts its
instructions in place of the call, with its variables in fresh slots; variables of the outer function that only
comprehensions captured are then plain locals instead of cells.  3.12 does that itself, but reuses the slot of an outer
variable of the same name, saving it around the loop: `mark_restores` finds the instructions that give it back, so that
the saved value counts as used only if the restored one is.
"""

from __future__ import annotations

from types import CodeType
from typing import Final

from weft.flowspace.bytecode import Bytecode, Handler, Instruction, decode

_COMPREHENSIONS: Final = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})
_SLOT_OPERATIONS: Final = frozenset({"LOAD_FAST", "STORE_FAST", "DELETE_FAST", "MAKE_CELL", "LOAD_CLOSURE",
                                     "LOAD_DEREF", "STORE_DEREF", "DELETE_DEREF", "LOAD_FAST_AND_CLEAR"})  # fmt: skip
_WITHOUT_CELL: Final = {"LOAD_DEREF": "LOAD_FAST", "STORE_DEREF": "STORE_FAST", "DELETE_DEREF": "DELETE_FAST",
                        "MAKE_CELL": "NOP"}  # fmt: skip


def decode_with_comprehensions(code: CodeType) -> Bytecode:
    """Decode a code object, its comprehensions inlined."""
    bytecode = decode(code)
    if any(isinstance(constant, CodeType) and constant.co_name in _COMPREHENSIONS for constant in code.co_consts):
        bytecode = splice_comprehensions(bytecode)
    if any(instruction.op == "LOAD_FAST_AND_CLEAR" for instruction in bytecode.instructions):
        mark_restores(bytecode)
    return bytecode


def splice_comprehensions(bytecode: Bytecode) -> Bytecode:
    """Return the bytecode with the bodies of its comprehensions inlined."""
    calls = _find_calls(bytecode.instructions)
    if not calls:
        return bytecode
    removed: set[int] = set()
    bodies: dict[int, Bytecode] = {}
    closures: dict[int, list[int]] = {}
    for make, call in calls:
        old = bytecode.instructions
        code = old[make - 1].arg
        captured = len(code.co_freevars)
        first = make - 1 - (captured + 1 if captured else 0)
        closures[call] = [old[index].arg for index in range(first, first + captured)]
        removed.update(range(first, make + 1))
        bodies[call] = decode_with_comprehensions(code)
    result = Bytecode(bytecode.code, [], list(bytecode.local_names))
    moved: list[int] = []
    for index, instruction in enumerate(bytecode.instructions):
        moved.append(len(result.instructions))
        if index in bodies:
            _append_body(result, bodies[index], closures[index], instruction.handler)
        elif index not in removed:
            result.instructions.append(instruction)
    moved.append(len(result.instructions))
    _retarget(bytecode.instructions, removed | bodies.keys(), moved)
    _remove_cells(result)
    return result


def _find_calls(instructions: list[Instruction]) -> list[tuple[int, int]]:
    """Pairs of indices: MAKE_FUNCTION of a comprehension, and the CALL that runs it."""
    pairs = []
    open_ones: list[int] = []
    for index, instruction in enumerate(instructions):
        if instruction.op == "MAKE_FUNCTION":
            code = instructions[index - 1].arg
            if code.co_name in _COMPREHENSIONS and instruction.arg in (0, 8):
                open_ones.append(index)
        elif instruction.op == "CALL" and instruction.arg == (0, ()) and open_ones:
            made = instructions[open_ones[-1]]
            if instructions[index - 1].op == "GET_ITER" and made.position == instruction.position:
                pairs.append((open_ones.pop(), index))
    return [] if open_ones else pairs


def _append_body(result: Bytecode, body: Bytecode, closure: list[int], handler: Handler | None) -> None:
    """Append the instructions of a comprehension, which finds its iterator on the stack."""
    free = dict(zip(body.code.co_freevars, closure, strict=True))
    slots = []
    code_slots = len(body.code.co_varnames) + sum(n not in body.code.co_varnames for n in body.code.co_cellvars)
    for number, name in enumerate(body.local_names):
        if code_slots <= number < code_slots + len(free):
            slots.append(free[name])
        else:
            slots.append(len(result.local_names))
            result.local_names.append(name)
    out = result.instructions
    out.append(Instruction("STORE_FAST", slots[0], body.instructions[0].position, -1, handler))
    base = len(out)
    last = len(body.instructions) - 1
    own = tuple(slot for slot in slots if slot not in closure)
    for index, instruction in enumerate(body.instructions):
        op, arg, target = instruction.op, instruction.arg, instruction.target
        if op in _SLOT_OPERATIONS:
            arg = slots[arg]
        elif op == "DROP_LOCALS":
            arg = tuple(slots[slot] for slot in arg)
        elif op == "RETURN_VALUE":
            op, arg, target = ("DROP_LOCALS", own, -1) if index == last else ("JUMP", arg, last)
        own_handler = instruction.handler or handler
        out.append(Instruction(op, arg, instruction.position, target + base if target >= 0 else -1, own_handler))


def _retarget(instructions: list[Instruction], gone: set[int], moved: list[int]) -> None:
    handlers: dict[int, Handler] = {}
    for index, instruction in enumerate(instructions):
        if instruction.handler is not None:
            handlers[id(instruction.handler)] = instruction.handler
        if index not in gone and instruction.target >= 0:
            instruction.target = moved[instruction.target]
    for handler in handlers.values():
        handler.target = moved[handler.target]


def _remove_cells(bytecode: Bytecode) -> None:
    """Turn cells that nothing captures any more into plain locals."""
    captured = {instruction.arg for instruction in bytecode.instructions if instruction.op == "LOAD_CLOSURE"}
    made = {instruction.arg for instruction in bytecode.instructions if instruction.op == "MAKE_CELL"}
    plain = made - captured
    for instruction in bytecode.instructions:
        if instruction.op in _WITHOUT_CELL and instruction.arg in plain:
            instruction.op = _WITHOUT_CELL[instruction.op]


# The stack assumed where no jump leads: deep enough for what an unused handler does.
_UNREACHABLE: Final = (-1,) * 16

# What each instruction adds to the depth of the stack; for those with a count, see `_effect`.
_EFFECTS: Final = {
    "POP_TOP": -1, "PUSH_NULL": 1, "LOAD_CONST": 1, "LOAD_FAST": 1, "STORE_FAST": -1, "LOAD_FAST_AND_CLEAR": 1,
    "LOAD_GLOBAL": 1, "STORE_GLOBAL": -1, "LOAD_NAME": 1, "STORE_NAME": -1, "LOAD_CLOSURE": 1, "LOAD_DEREF": 1,
    "STORE_DEREF": -1, "BINARY": -1, "COMPARE": -1, "IS_OP": -1, "CONTAINS_OP": -1, "BINARY_SUBSCR": -1,
    "STORE_SUBSCR": -3, "DELETE_SUBSCR": -2, "BINARY_SLICE": -2, "STORE_SLICE": -4, "STORE_ATTR": -2,
    "DELETE_ATTR": -1, "LOAD_METHOD": 1, "CALL_SUPER": -2, "CALL_SUPER_NULL": -3, "LIST_APPEND": -1, "SET_ADD": -1,
    "MAP_ADD": -2, "LIST_EXTEND": -1, "SET_UPDATE": -1, "DICT_UPDATE": -1, "DICT_MERGE": -1, "POP_JUMP_IF_FALSE": -1,
    "POP_JUMP_IF_TRUE": -1, "POP_JUMP_IF_NONE": -1, "POP_JUMP_IF_NOT_NONE": -1, "RETURN_VALUE": -1, "COPY": 1,
    "PUSH_EXC_INFO": 1, "POP_EXCEPT": -1, "RERAISE": -1, "BEFORE_WITH": 1, "WITH_EXCEPT_START": 1, "GET_LEN": 1,
    "MATCH_SEQUENCE": 1, "MATCH_MAPPING": 1, "MATCH_KEYS": 1, "MATCH_CLASS": -2, "IMPORT_NAME": -1, "IMPORT_FROM": 1,
    "FOR_ITER": 1, "LOAD_BUILD_CLASS": 1,
}  # fmt: skip


def _effect(instruction: Instruction) -> int:
    op, arg = instruction.op, instruction.arg
    match op:
        case "BUILD_TUPLE" | "BUILD_LIST" | "BUILD_SET" | "BUILD_STRING" | "BUILD_SLICE":
            return 1 - int(arg)
        case "BUILD_MAP":
            return 1 - 2 * int(arg)
        case "BUILD_CONST_KEY_MAP" | "RAISE_VARARGS":
            return -int(arg)
        case "CALL":
            return -1 - int(arg[0])
        case "CALL_FUNCTION_EX":
            return -2 - int(arg & 1)
        case "MAKE_FUNCTION":
            return -sum(1 for bit in (1, 2, 4, 8) if arg & bit)
        case "FORMAT":
            return -int(arg[1])
        case "UNPACK_SEQUENCE":
            return int(arg) - 1
        case "UNPACK_EX":
            return int(arg[0] + arg[1])
    return _EFFECTS.get(op, 0)


def mark_restores(bytecode: Bytecode) -> None:
    """Rename each STORE_FAST that restores a saved local to RESTORE_FAST (slot, index of the LOAD_FAST_AND_CLEAR).

    One pass in text order, simulating which stack entries are saved values.
    """
    instructions = bytecode.instructions
    arriving: dict[int, list[int]] = {}
    stack: list[int] | None = []
    for index, instruction in enumerate(instructions):
        if stack is None:
            stack = list(arriving.get(index, _UNREACHABLE))
        op = instruction.op
        handler = instruction.handler
        if handler is not None and handler.target not in arriving:
            arriving[handler.target] = [*stack[: handler.depth], *[-1] * (1 + handler.push_last_instruction)]
        if instruction.target >= 0:
            at_target = stack[:-1] if op in ("FOR_ITER", "SEND") or op.startswith("POP_JUMP") else list(stack)
            arriving.setdefault(instruction.target, at_target)
        if op == "LOAD_FAST_AND_CLEAR":
            stack.append(index)
        elif op == "SWAP":
            stack[-1], stack[-instruction.arg] = stack[-instruction.arg], stack[-1]
        elif op == "STORE_FAST":
            saved = stack.pop()
            if saved >= 0:
                instruction.op, instruction.arg = "RESTORE_FAST", (instruction.arg, saved)
        else:
            change = _effect(instruction)
            if change >= 0:
                stack.extend([-1] * change)
            else:
                del stack[change:]
        if op in ("JUMP", "RETURN_VALUE", "RAISE_VARARGS", "RERAISE", "UNSUPPORTED"):
            stack = None
