"""Decoding of CPython code objects into one normalised instruction list, the same for every supported version.

First step of the flow space.  `decode(code)` gives a `Bytecode`: instructions with resolved jump targets, local
variable slots, positions and the exception handler that protects each.  The version tables are in `opcode_tables/`.
"""

from __future__ import annotations

import dis
import sys
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, Final

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.opcode_tables import Entry, table_for
from weft.flowspace.opcode_tables.common import Kind

CO_VARARGS: Final = 0x04
CO_VARKEYWORDS: Final = 0x08
CO_GENERATOR: Final = 0x20
CO_COROUTINE: Final = 0x80
CO_ASYNC_GENERATOR: Final = 0x200

_EXTENDED_ARG: Final = dis.opmap["EXTENDED_ARG"]

# Instructions after which control never reaches the next one.
STOPS: Final = frozenset({"JUMP", "RETURN_VALUE", "RAISE_VARARGS", "RERAISE", "UNSUPPORTED", "STOPITERATION_ERROR",
                          "CLEANUP_THROW"})  # fmt: skip

# What a handler may do and still count as "cleans up and raises again".
_CLEANUP: Final = frozenset({"COPY", "SWAP", "POP_TOP", "POP_EXCEPT", "LOAD_CONST", "STORE_FAST", "DELETE_FAST",
                             "PUSH_EXC_INFO", "NOP"})  # fmt: skip

Position = tuple[int | None, int | None, int | None, int | None]


@dataclass(slots=True, eq=False)
class Handler:
    """An exception table entry: where to, what remains of the stack, and whether the last instruction is pushed."""

    target: int
    depth: int
    push_last_instruction: bool


@dataclass(slots=True, eq=False)
class Instruction:
    """A normalised instruction; `target` is the index of the instruction it may jump to, or -1."""

    op: str
    arg: Any
    position: Position
    target: int = -1
    handler: Handler | None = None


@dataclass(slots=True, eq=False)
class Bytecode:
    """The instructions of one code object, with the names of its local variable slots."""

    code: CodeType
    instructions: list[Instruction]
    local_names: list[str]
    """Fast locals, then cells, then free variables: what the arguments of LOAD_FAST, LOAD_DEREF, ... index."""

    @property
    def is_module_body(self) -> bool:
        """True for the statements of a module, made a function."""
        return self.code.co_name == "<module>"

    def span(self, instruction: Instruction) -> SourceSpan:
        """Return where an instruction was written."""
        line, end_line, column, end_column = instruction.position
        start = line or self.code.co_firstlineno
        return SourceSpan(self.code.co_filename, self.code.co_name, start, column or 0, end_line or start,
                          end_column or 0)  # fmt: skip


@dataclass(slots=True, eq=False)
class Decoder:
    """The state of `decode`; what expansions of `opcode_tables` see."""

    code: CodeType
    instructions: list[Instruction] = field(default_factory=list)
    keyword_names: tuple[str, ...] = ()
    position: Position = (None, None, None, None)
    after: int = 0
    """The code unit after the current instruction and its caches: jumps count from here."""
    skipping: bool = False

    def emit(self, op: str, arg: Any = None, *, jump: int | None = None) -> None:
        """Append an instruction; `jump` is a forward distance in code units."""
        target = -1 if jump is None else self.after + jump
        self.instructions.append(Instruction(op, arg, self.position, target))

    def drop_last(self) -> Any:
        """Remove the last instruction and return its argument."""
        return self.instructions.pop().arg

    def last(self) -> tuple[str, Any]:
        """Return the last instruction's name and argument."""
        return self.instructions[-1].op, self.instructions[-1].arg

    def amend_last(self, arg: Any) -> None:
        """Replace the last instruction's argument."""
        self.instructions[-1].arg = arg

    def skip_next(self) -> None:
        """Ignore the instruction that follows."""
        self.skipping = True

    def run(self) -> list[int]:
        """Decode everything; return the index of the first instruction of each code unit."""
        raw = self.code.co_code
        entries = _ENTRIES
        positions = list(self.code.co_positions())
        instructions = self.instructions
        starts: list[int] = []
        extended = 0
        for unit in range(len(raw) // 2):
            starts.append(len(instructions))
            opcode = raw[2 * unit]
            if opcode == 0:
                continue
            arg = raw[2 * unit + 1] | extended
            if opcode == _EXTENDED_ARG:
                extended = arg << 8
                continue
            extended = 0
            if self.skipping:
                self.skipping = False
                continue
            self.position = positions[unit]
            self._expand(entries[opcode], arg, raw, unit)
        starts.append(len(instructions))
        for instruction in instructions:
            if instruction.target >= 0:
                instruction.target = starts[instruction.target]
        return starts

    def _expand(self, entry: Entry | None, arg: int, raw: bytes, unit: int) -> None:
        if entry is None:
            self.emit("UNSUPPORTED", f"bytecode {dis.opname[raw[2 * unit]]}")
        elif not isinstance(entry, tuple):
            self.after = unit + 1
            entry(self, arg)
        else:
            op, kind = entry
            if kind is Kind.RAW:
                self.instructions.append(Instruction(op, arg, self.position))
            elif kind is Kind.NONE:
                self.instructions.append(Instruction(op, None, self.position))
            elif kind is Kind.CONSTANT:
                self.instructions.append(Instruction(op, self.code.co_consts[arg], self.position))
            elif kind is Kind.NAME:
                self.instructions.append(Instruction(op, self.code.co_names[arg], self.position))
            elif kind is Kind.UNSUPPORTED:
                self.emit("UNSUPPORTED", op)
            elif kind is not Kind.SKIP:
                after = unit + 1
                while after * 2 < len(raw) and raw[2 * after] == 0:
                    after += 1
                target = after + arg if kind is Kind.FORWARD else after - arg
                self.instructions.append(Instruction(op, None, self.position, target))


def _table() -> list[Entry | None]:
    table = table_for(sys.version_info[:2])
    return [table.get(name) for name in dis.opname]


_ENTRIES: Final = _table()


def decode(code: CodeType) -> Bytecode:
    """Return the normalised instructions of a code object."""
    decoder = Decoder(code)
    starts = decoder.run()
    instructions = decoder.instructions
    for start, end, handler in exception_table(code.co_exceptiontable):
        handler.target = starts[handler.target]
        for instruction in instructions[starts[start] : starts[end]]:
            instruction.handler = handler
    if code.co_exceptiontable:
        _drop_trivial_handlers(instructions)
    return Bytecode(code, instructions, local_variable_names(code))


def local_variable_names(code: CodeType) -> list[str]:
    """Return the names of all slots: locals, cells that are not locals, free variables."""
    names = list(code.co_varnames)
    names.extend(name for name in code.co_cellvars if name not in code.co_varnames)
    names.extend(code.co_freevars)
    return names


def argument_names(code: CodeType) -> list[str]:
    """Return the names of all arguments in the order of their slots; `*args` and `**kwargs` last."""
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return list(code.co_varnames[:count])


def exception_table(table: bytes) -> list[tuple[int, int, Handler]]:
    """Parse `co_exceptiontable`: (start, end, handler), all in code units."""
    entries = []
    numbers = _variable_length_integers(table)
    for at in range(0, len(numbers) - 3, 4):
        start, length, target, depth = numbers[at : at + 4]
        entries.append((start, start + length, Handler(target, depth >> 1, bool(depth & 1))))
    return entries


def _variable_length_integers(data: bytes) -> list[int]:
    numbers = []
    value = 0
    for byte in data:
        value = value << 6 | byte & 63
        if not byte & 64:
            numbers.append(value)
            value = 0
    return numbers


def _drop_trivial_handlers(instructions: list[Instruction]) -> None:
    """Forget handlers that clean up and let the exception leave the function: without them the same happens."""
    known: dict[int, Handler | None] = {}

    def resolve(handler: Handler | None) -> Handler | None:
        if handler is None:
            return None
        if handler.target in known:
            return known[handler.target]
        known[handler.target] = handler  # against cycles
        at = handler.target
        while instructions[at].op in _CLEANUP:
            at += 1
        last = instructions[at]
        result: Handler | None = handler
        if last.op in ("RERAISE", "STOPITERATION_ERROR") and resolve(last.handler) is None:
            result = None
        elif instructions[handler.target].op == "CLEANUP_THROW":
            result = resolve(last.handler)
        known[handler.target] = result
        return result

    for instruction in instructions:
        if instruction.handler is not None:
            instruction.handler = resolve(instruction.handler)
