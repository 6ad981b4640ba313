"""Runs compiled regular expressions: a backtracking machine with a stack of its own.

`search` and `match_here` are the entry points; `regex_codes.py` lists the instructions.  What is to be tried later is
an entry of three numbers on the stack: something that the instruction wants to know, a position, and the place in the
program where to go on.  Entries with a negative place restore a register: whatever fails leaves no trace.  Subjects are
str or bytes; there is a copy of everything here for each.

Registers: start and end of every group, group 0 being the whole; then the last group that was closed; then what loops
and parts that are looked at need.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rlib.characters import lower_char
from weft.rlib.intrinsics import byte_at, code_at, unchecked_item, unchecked_set_item
from weft.rlib.regex_codes import (
    AT,
    AT_ASCII_BOUNDARY,
    AT_BOUNDARY,
    AT_END,
    AT_LAST_END,
    AT_LINE_END,
    AT_LINE_START,
    AT_START,
    ATOMIC,
    ATOMIC_END,
    BACKREF,
    BACKREF_CASELESS,
    BRANCH,
    BRANCH_IF,
    CHAR,
    DIGITS,
    GIVE_BACK,
    GREEDY,
    IF_GROUP,
    JUMP,
    LAZY,
    LAZY_LOOP,
    LOOK,
    LOOK_END,
    LOOK_NOT,
    LOOK_NOT_END,
    LOOP,
    LOOP_START,
    MARK,
    MORE_ROUNDS,
    POSSESSIVE,
    SET,
    STRING,
    SUCCESS,
    TAKE_MORE,
    TEST,
    WORDS,
)
from weft.rlib.regex_sets import ascii_class_of, class_of

NO_POSITION: Final = -1
NO_MATCH: Final = -1
NO_MATCH_TRACES: Final = -2
"""No match, but registers have changed."""


class Program:
    """A compiled regular expression."""

    def __init__(
        self,
        code: list[int],
        tables: bytes,
        places: list[int],
        wide: list[int],
        registers: int,
        groups: int,
        first: int,
        width: int,
    ) -> None:
        self.code = code
        self.tables = tables
        """256 bytes for each set: 1 for the characters of Latin-1 that are in it."""
        self.places = places
        """By set: where in `wide` its other characters are described."""
        self.wide = wide
        self.registers = [NO_POSITION] * registers
        self.groups = groups
        self.first = first
        """The set that all matches begin with, or -1."""
        self.width = width
        """The least number of characters that match."""


class Stack:
    """What is to be tried later; the machine is never entered twice at a time, so there is one."""

    def __init__(self) -> None:
        self.entries = [0] * 96


STACK: Final = Stack()


def char(subject: Any, index: int) -> int:
    """Return a character of the subject as a number."""
    if isinstance(subject, str):
        return code_at(subject, index)
    return byte_at(subject, index)


def has_wide(program: Program, number: int, code: int) -> bool:
    """Tell whether a set has a character beyond Latin-1."""
    wide = program.wide
    place = unchecked_item(program.places, number >> 8)
    inside = unchecked_item(wide, place) & class_of(code) != 0
    index = place + 3
    end = index + unchecked_item(wide, place + 2)
    while index < end and not inside:
        inside = unchecked_item(wide, index) <= code <= unchecked_item(wide, index + 1)
        index += 2
    return inside != (unchecked_item(wide, place + 1) != 0)


def has(program: Program, tables: bytes, number: int, code: int) -> bool:
    """Tell whether a set has a character; `tables` are those of the program.  Sets are numbered in steps of 256."""
    if code < 256:
        return byte_at(tables, number | code) != 0
    return has_wide(program, number, code)


def skip(program: Program, number: int, subject: Any, index: int, stop: int) -> int:
    """Return where the characters of a set end, at `stop` at the latest."""
    tables = program.tables
    while index < stop and has(program, tables, number, char(subject, index)):
        index += 1
    return index


def skip_to(program: Program, number: int, subject: Any, index: int, stop: int) -> int:
    """Return where the next character of a set is, `stop` if there is none before."""
    tables = program.tables
    while index < stop and not has(program, tables, number, char(subject, index)):
        index += 1
    return index


# Positions and groups -----------------------------------------------------------------------------------------------


def _is_word(subject: Any, index: int, only_ascii: bool) -> bool:
    code = char(subject, index)
    return (ascii_class_of(code) if only_ascii else class_of(code)) & (DIGITS | WORDS) != 0


def is_at(kind: int, subject: Any, pos: int, end: int) -> bool:
    """Tell whether a position is of a kind."""
    if kind == AT_START:
        return pos == 0
    if kind == AT_LINE_START:
        return pos == 0 or char(subject, pos - 1) == 10
    if kind == AT_END:
        return pos == end or (pos + 1 == end and char(subject, pos) == 10)
    if kind == AT_LAST_END:
        return pos == end
    if kind == AT_LINE_END:
        return pos == end or (pos < len(subject) and char(subject, pos) == 10)
    if end == 0:
        return False
    only_ascii = kind >= AT_ASCII_BOUNDARY
    before = pos > 0 and _is_word(subject, pos - 1, only_ascii)
    after = pos < end and _is_word(subject, pos, only_ascii)
    return (before != after) == (kind == AT_BOUNDARY or kind == AT_ASCII_BOUNDARY)


def _lower(code: int, only_ascii: bool) -> int:
    if code < 128 or only_ascii:
        return code | 32 if 65 <= code <= 90 else code
    return code_at(lower_char(code), 0)


def has_same(subject: Any, start: int, stop: int, pos: int, caseless: bool, only_ascii: bool) -> bool:
    """Tell whether what stands from start to stop stands at pos too; there is enough room."""
    while start < stop:
        one = char(subject, start)
        other = char(subject, pos)
        if one != other and not (caseless and _lower(one, only_ascii) == _lower(other, only_ascii)):
            return False
        start += 1
        pos += 1
    return True


# The stack ----------------------------------------------------------------------------------------------------------


def grow(stack: list[int]) -> None:
    """Double the room."""
    for _ in range(len(stack)):
        stack.append(0)


def push(stack: list[int], top: int, extra: int, pos: int, place: int) -> int:
    """Add an entry; returns the new top."""
    if top == len(stack):
        grow(stack)
    unchecked_set_item(stack, top, extra)
    unchecked_set_item(stack, top + 1, pos)
    unchecked_set_item(stack, top + 2, place)
    return top + 3


def change(stack: list[int], top: int, registers: list[int], register: int, value: int) -> int:
    """Set a register, to be undone later; returns the new top."""
    top = push(stack, top, 0, unchecked_item(registers, register), NO_POSITION - register)
    unchecked_set_item(registers, register, value)
    return top


def cut(stack: list[int], bottom: int, top: int) -> int:
    """Drop what is to be tried later above `bottom`; what restores registers stays.  Returns the new top."""
    kept = bottom
    while bottom < top:
        if stack[bottom + 2] < 0:
            kept = push(stack, kept, 0, stack[bottom + 1], stack[bottom + 2])
        bottom += 3
    return kept


def undo(stack: list[int], bottom: int, top: int, registers: list[int]) -> None:
    """Restore the registers as they were when the top was at `bottom`."""
    while top > bottom:
        top -= 3
        if stack[top + 2] < 0:
            registers[NO_POSITION - stack[top + 2]] = stack[top + 1]


# The machine --------------------------------------------------------------------------------------------------------


def run(program: Program, subject: Any, pos: int, end: int, required: int, refused: int) -> int:  # noqa: C901, PLR0912, PLR0915
    """Match at a position; returns where the match ends, and leaves the groups in the program's registers.

    Without a match it returns `NO_MATCH` or `NO_MATCH_TRACES`, both negative.  A match must end at `required`, unless
    that is negative, and must not end at `refused`.

    One function, long as it is: position, stack and the current instruction stay in registers of the machine.
    """
    code = program.code
    tables = program.tables
    registers = program.registers
    last_group = 2 * program.groups + 2
    failed = NO_MATCH
    stack = STACK.entries
    top = 0
    extra = 0
    pc = 0
    while True:
        op = unchecked_item(code, pc)
        if op == CHAR:
            if pos < end and char(subject, pos) == unchecked_item(code, pc + 1):
                pos += 1
                pc += 2
                continue
        elif op == SET:
            if pos < end and has(program, tables, unchecked_item(code, pc + 1), char(subject, pos)):
                pos += 1
                pc += 2
                continue
        elif op == MARK:
            register = unchecked_item(code, pc + 1)
            if top == 0:  # there is nothing to go back to
                failed = NO_MATCH_TRACES
                unchecked_set_item(registers, register, pos)
                if register & 1:
                    unchecked_set_item(registers, last_group, register >> 1)
            else:
                top = change(stack, top, registers, register, pos)
                if register & 1:
                    top = change(stack, top, registers, last_group, register >> 1)
            pc += 2
            continue
        elif op == TEST:
            if pos < end and has(program, tables, unchecked_item(code, pc + 1), char(subject, pos)):
                pc += 3
            else:
                pc = unchecked_item(code, pc + 2)
            continue
        elif op == POSSESSIVE:
            least = unchecked_item(code, pc + 2)
            room = end - pos
            if least <= room:
                most = unchecked_item(code, pc + 3)
                start = pos
                pos = skip(program, unchecked_item(code, pc + 1), subject, pos, end if most > room else pos + most)
                if pos - start >= least:
                    pc += 4
                    continue
        elif op == GREEDY:
            least = unchecked_item(code, pc + 2)
            room = end - pos
            if least <= room:
                most = unchecked_item(code, pc + 3)
                start = pos
                pos = skip(program, unchecked_item(code, pc + 1), subject, pos, end if most > room else pos + most)
                if pos - start >= least:
                    if pos - start > least:
                        top = push(stack, top, start + least, pos, pc + 5)
                    pc += 6
                    continue
        elif op == GIVE_BACK:
            follow = unchecked_item(code, pc - 1)
            pos -= 1
            if follow >= 0:
                while pos >= extra and not has(program, tables, follow, char(subject, pos)):
                    pos -= 1
            if pos >= extra:
                if pos > extra:
                    top = push(stack, top, extra, pos, pc)
                pc += 1
                continue
        elif op == LAZY:
            least = unchecked_item(code, pc + 2)
            if least <= end - pos and skip(program, unchecked_item(code, pc + 1), subject, pos, pos + least) == (
                pos + least
            ):
                most = unchecked_item(code, pc + 3)
                stop = end if most > end - pos else pos + most
                pos += least
                if pos < stop:
                    top = push(stack, top, stop, pos, pc + 5)
                pc += 6
                continue
        elif op == TAKE_MORE:
            # The characters up to pos have been taken; extra is where to stop.
            number = unchecked_item(code, pc - 4)
            if has(program, tables, number, char(subject, pos)):
                pos += 1
                follow = unchecked_item(code, pc - 1)
                if follow >= 0:
                    while pos < extra and not has(program, tables, follow, char(subject, pos)):
                        if not has(program, tables, number, char(subject, pos)):
                            break
                        pos += 1
                if pos < extra:
                    top = push(stack, top, extra, pos, pc)
                pc += 1
                continue
        elif op == BRANCH:
            top = push(stack, top, 0, pos, unchecked_item(code, pc + 1))
            pc += 2
            continue
        elif op == BRANCH_IF:
            if pos < end and has(program, tables, unchecked_item(code, pc + 1), char(subject, pos)):
                top = push(stack, top, 0, pos, unchecked_item(code, pc + 2))
                pc += 3
            else:
                pc = unchecked_item(code, pc + 2)
            continue
        elif op == JUMP:
            pc = unchecked_item(code, pc + 1)
            continue
        elif op == SUCCESS:
            if (required < 0 or pos == required) and pos != refused:
                return pos
        elif op == STRING:
            count = unchecked_item(code, pc + 1)
            if count <= end - pos:
                index = 0
                while index < count and char(subject, pos + index) == unchecked_item(code, pc + 2 + index):
                    index += 1
                if index == count:
                    pos += count
                    pc += 2 + count
                    continue
        elif op == AT:
            if is_at(unchecked_item(code, pc + 1), subject, pos, end):
                pc += 2
                continue
        elif op == LOOP_START:
            register = unchecked_item(code, pc + 1)
            top = change(stack, top, registers, register, 0)
            top = change(stack, top, registers, register + 1, NO_POSITION)
            pc += 2
            continue
        elif op == LOOP:
            register = unchecked_item(code, pc + 3)
            count = unchecked_item(registers, register)
            if count < unchecked_item(code, pc + 1):
                top = change(stack, top, registers, register, count + 1)
                pc += 5
            elif count < unchecked_item(code, pc + 2) and pos != unchecked_item(registers, register + 1):
                top = push(stack, top, 0, pos, unchecked_item(code, pc + 4))
                top = change(stack, top, registers, register, count + 1)
                top = change(stack, top, registers, register + 1, pos)
                pc += 5
            else:
                pc = unchecked_item(code, pc + 4)
            continue
        elif op == LAZY_LOOP:
            register = unchecked_item(code, pc + 3)
            count = unchecked_item(registers, register)
            if count < unchecked_item(code, pc + 1):
                top = change(stack, top, registers, register, count + 1)
                pc += 6
            else:
                top = push(stack, top, 0, pos, pc + 5)
                pc = unchecked_item(code, pc + 4)
            continue
        elif op == MORE_ROUNDS:
            register = unchecked_item(code, pc - 2)
            count = unchecked_item(registers, register)
            if count < unchecked_item(code, pc - 3) and pos != unchecked_item(registers, register + 1):
                top = change(stack, top, registers, register, count + 1)
                top = change(stack, top, registers, register + 1, pos)
                pc += 1
                continue
        elif op == LOOK or op == ATOMIC:
            register = unchecked_item(code, pc + 1)
            unchecked_set_item(registers, register, top)
            unchecked_set_item(registers, register + 1, pos)
            if op == ATOMIC:
                pc += 2
                continue
            pos -= unchecked_item(code, pc + 2)
            if pos >= 0:
                pc += 3
                continue
        elif op == LOOK_END or op == ATOMIC_END:
            register = unchecked_item(code, pc + 1)
            top = cut(stack, unchecked_item(registers, register), top)
            if op == LOOK_END:
                pos = unchecked_item(registers, register + 1)
            pc += 2
            continue
        elif op == LOOK_NOT:
            register = unchecked_item(code, pc + 1)
            unchecked_set_item(registers, register, top)
            back = unchecked_item(code, pc + 2)
            if pos < back:
                pc = unchecked_item(code, pc + 3)
            else:
                top = push(stack, top, 0, pos, unchecked_item(code, pc + 3))
                pos -= back
                pc += 4
            continue
        elif op == LOOK_NOT_END:
            bottom = unchecked_item(registers, unchecked_item(code, pc + 1))
            undo(stack, bottom, top, registers)
            top = bottom
        elif op == BACKREF or op == BACKREF_CASELESS:
            group = unchecked_item(code, pc + 1)
            start = unchecked_item(registers, 2 * group)
            stop = unchecked_item(registers, 2 * group + 1)
            if start >= 0 and stop >= start and stop - start <= end - pos:
                caseless = op == BACKREF_CASELESS
                only_ascii = caseless and unchecked_item(code, pc + 2) != 0
                if has_same(subject, start, stop, pos, caseless, only_ascii):
                    pos += stop - start
                    pc += 3 if caseless else 2
                    continue
        elif op == IF_GROUP:
            if unchecked_item(registers, 2 * unchecked_item(code, pc + 1) + 1) >= 0:
                pc += 3
            else:
                pc = unchecked_item(code, pc + 2)
            continue
        # Failed: go on with what was to be tried later.
        while True:
            if top == 0:
                return failed
            top -= 3
            pc = unchecked_item(stack, top + 2)
            pos = unchecked_item(stack, top + 1)
            if pc >= 0:
                extra = unchecked_item(stack, top)
                break
            unchecked_set_item(registers, NO_POSITION - pc, pos)


def _start(program: Program) -> None:
    """Forget an earlier match."""
    registers = program.registers
    for index in range(len(registers)):
        unchecked_set_item(registers, index, NO_POSITION)


def _found(program: Program, start: int, stop: int) -> bool:
    if stop < 0:
        return False
    program.registers[0] = start
    program.registers[1] = stop
    return True


def match_here(program: Program, subject: Any, pos: int, end: int, full: bool) -> bool:
    """Match at a position, as far as `end` if `full`; the registers say what was found."""
    _start(program)
    if program.width > 0 and end - pos < program.width:
        return False
    return _found(program, pos, run(program, subject, pos, end, end if full else NO_POSITION, NO_POSITION))


def search(program: Program, subject: Any, pos: int, end: int, refused: int) -> bool:
    """Find the first match at or after a position, but none at `refused` that is empty."""
    _start(program)
    last = end - program.width
    first = program.first
    while pos <= last:
        if first >= 0:
            pos = skip_to(program, first, subject, pos, end)
            if pos > last:
                return False
        stop = run(program, subject, pos, end, NO_POSITION, refused)
        if stop >= 0:
            return _found(program, pos, stop)
        if stop == NO_MATCH_TRACES:
            _start(program)
        refused = NO_POSITION
        pos += 1
    return False
