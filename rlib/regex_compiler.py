"""Compiles the tree of a regular expression to a `Program` for `regex_machine.py`; `compile_tree` is the entry point.

Parts are compiled from left to right, knowing what may follow them: where the next character decides, nothing is kept
to be tried later.
"""

from __future__ import annotations

from weft.rlib import regex_codes as codes
from weft.rlib import regex_nodes as nodes
from weft.rlib.regex_machine import Program
from weft.rlib.regex_nodes import Node, min_width
from weft.rlib.regex_sets import LATIN_SIZE, CharSet, Starts, anything, nothing, starts_of

_INLINE_COPIES = 4


def starts(node: Node, follow: Starts) -> Starts:
    """Return what a part and what follows it can begin with."""
    kind = node.kind
    if kind == nodes.CHARS:
        assert node.chars is not None
        return starts_of(node.chars)
    if kind in (nodes.SEQUENCE, nodes.GROUP, nodes.ONCE):
        for part in reversed(node.parts):
            follow = starts(part, follow)
        return follow
    if kind in (nodes.ALTERNATIVES, nodes.CONDITION):
        found = starts(node.parts[0], follow)
        for part in node.parts[1:]:
            found = found.add(starts(part, follow))
        return found
    if kind == nodes.REPEAT:
        if node.high == 0:
            return follow
        found = starts(node.parts[0], follow)
        return found.add(follow) if node.low == 0 else found
    if kind == nodes.NEVER:
        return Starts()
    if kind == nodes.SAME:
        return anything()
    # A position, something looked at: it takes nothing, but may be what decides.
    return anything() if follow.empty else follow


class _Compiler:
    """Writes one program."""

    def __init__(self, groups: int) -> None:
        self.code: list[int] = []
        self.sets: list[CharSet] = []
        self.registers = 2 * groups + 3

    def set_number(self, chars: CharSet) -> int:
        """Return the number of a set: where its table begins."""
        for number in range(len(self.sets)):
            known = self.sets[number]
            if known.classes == chars.classes and known.negated == chars.negated:
                if known.latin == chars.latin and known.ranges == chars.ranges:
                    return number * LATIN_SIZE
        self.sets.append(chars)
        return (len(self.sets) - 1) * LATIN_SIZE

    def new_registers(self) -> int:
        """Return the first of two new registers."""
        self.registers += 2
        return self.registers - 2

    def emit(self, numbers: list[int]) -> int:
        """Write an instruction; returns the place of its last number, to be filled in by `here`."""
        self.code.extend(numbers)
        return len(self.code) - 1

    def here(self, place: int) -> None:
        """Let the operand at a place be the present end of the program."""
        self.code[place] = len(self.code)

    # Parts ----------------------------------------------------------------------------------------------------------

    def part(self, node: Node, follow: Starts) -> None:  # noqa: C901 - one case per kind
        """Compile a part; `follow` is what comes after it."""
        kind = node.kind
        if kind == nodes.CHARS:
            self._chars(node)
        elif kind == nodes.SEQUENCE:
            self._sequence(node.parts, follow)
        elif kind == nodes.ALTERNATIVES:
            self._alternatives(node.parts, follow)
        elif kind == nodes.REPEAT:
            self._repeat(node, follow)
        elif kind == nodes.GROUP:
            self.emit([codes.MARK, 2 * node.low])
            self._sequence(node.parts, follow)
            self.emit([codes.MARK, 2 * node.low + 1])
        elif kind == nodes.POSITION:
            self.emit([codes.AT, node.low])
        elif kind in (nodes.LOOKAHEAD, nodes.LOOKBEHIND):
            self._look(node)
        elif kind == nodes.ONCE:
            self._once(node)
        elif kind == nodes.SAME:
            if node.high == 0:
                self.emit([codes.BACKREF, node.low])
            else:
                self.emit([codes.BACKREF_CASELESS, node.low, node.high - 1])
        elif kind == nodes.CONDITION:
            otherwise = self.emit([codes.IF_GROUP, node.low, 0])
            self.part(node.parts[0], follow)
            end = self.emit([codes.JUMP, 0])
            self.here(otherwise)
            self.part(node.parts[1], follow)
            self.here(end)
        else:
            self.emit([codes.FAIL])

    def _chars(self, node: Node) -> None:
        assert node.chars is not None
        char = node.chars.single()
        if char >= 0:
            self.emit([codes.CHAR, char])
        else:
            self.emit([codes.SET, self.set_number(node.chars)])

    def _sequence(self, parts: list[Node], follow: Starts) -> None:
        follows = [follow]
        for part in reversed(parts[1:]):
            follows.append(starts(part, follows[-1]))
        follows.reverse()
        index = 0
        while index < len(parts):
            text = _literal(parts, index)
            if len(text) > 1:
                self.emit([codes.STRING, len(text)])
                self.code.extend(text)
                index += len(text)
            else:
                self.part(parts[index], follows[index])
                index += 1

    def _alternatives(self, parts: list[Node], follow: Starts) -> None:
        begins = [starts(part, follow) for part in parts]
        ends: list[int] = []
        for index, part in enumerate(parts[:-1]):
            begin = begins[index]
            others = begins[index + 1]
            for other in begins[index + 2 :]:
                others = others.add(other)
            if begin.empty:
                otherwise = self.emit([codes.BRANCH, 0])
            elif others.empty or begin.meets(others):
                otherwise = self.emit([codes.BRANCH_IF, self.set_number(begin.as_set()), 0])
            else:
                otherwise = self.emit([codes.TEST, self.set_number(begin.as_set()), 0])
            self.part(part, follow)
            ends.append(self.emit([codes.JUMP, 0]))
            self.here(otherwise)
        self.part(parts[-1], follow)
        for end in ends:
            self.here(end)

    def _look(self, node: Node) -> None:
        register = self.new_registers()
        back = node.high if node.kind == nodes.LOOKBEHIND else 0
        if node.low == 0:
            self.emit([codes.LOOK, register, back])
            self.part(node.parts[0], nothing())
            self.emit([codes.LOOK_END, register])
        else:
            absent = self.emit([codes.LOOK_NOT, register, back, 0])
            self.part(node.parts[0], nothing())
            self.emit([codes.LOOK_NOT_END, register])
            self.here(absent)

    def _once(self, node: Node) -> None:
        register = self.new_registers()
        self.emit([codes.ATOMIC, register])
        self._sequence(node.parts, nothing())
        self.emit([codes.ATOMIC_END, register])

    # Repetition -----------------------------------------------------------------------------------------------------

    def _repeat(self, node: Node, follow: Starts) -> None:
        body = node.parts[0]
        if node.high == 0:
            return
        if node.low == node.high == 1:
            if node.mode == nodes.POSSESSIVE_MODE:
                self._once(node)
            else:
                self.part(body, follow)
        elif body.kind == nodes.CHARS:
            self._repeat_chars(node, follow)
        elif node.mode == nodes.POSSESSIVE_MODE:
            self._repeat_possessive(node)
        elif node.low == 0 and node.high == 1:
            empty = Node(nodes.SEQUENCE, [])
            self._alternatives([body, empty] if node.mode == nodes.GREEDY_MODE else [empty, body], follow)
        elif node.low <= 1 and node.high == codes.UNLIMITED and min_width(body) > 0:
            self._repeat_simply(node, follow)
        else:
            self._repeat_counting(node, follow)

    def _repeat_chars(self, node: Node, follow: Starts) -> None:
        chars = node.parts[0].chars
        assert chars is not None
        number = self.set_number(chars)
        if node.mode == nodes.POSSESSIVE_MODE or (
            node.mode == nodes.GREEDY_MODE and not starts_of(chars).meets(follow)
        ):
            self.emit([codes.POSSESSIVE, number, node.low, node.high])
            return
        filtered = -1 if follow.empty else self.set_number(follow.as_set())
        if node.mode == nodes.GREEDY_MODE:
            self.emit([codes.GREEDY, number, node.low, node.high, filtered])
            self.emit([codes.GIVE_BACK])
        else:
            self.emit([codes.LAZY, number, node.low, node.high, filtered])
            self.emit([codes.TAKE_MORE])

    def _repeat_simply(self, node: Node, follow: Starts) -> None:
        """Compile `(?:...)*` and `(?:...)+` of something that is not empty: there is nothing to count."""
        body = node.parts[0]
        begin = starts(body, follow)
        around = begin.add(follow)
        top = len(self.code)
        if node.low == 1:
            self.part(body, around)
        if node.mode == nodes.LAZY_MODE:
            again = self.emit([codes.BRANCH, 0])
            end = self.emit([codes.JUMP, 0])
            self.here(again)
        elif begin.empty:
            end = self.emit([codes.BRANCH, 0])
        elif follow.empty or begin.meets(follow):
            end = self.emit([codes.BRANCH_IF, self.set_number(begin.as_set()), 0])
        else:
            end = self.emit([codes.TEST, self.set_number(begin.as_set()), 0])
        if node.low == 0:
            self.part(body, around)
        self.emit([codes.JUMP, top])
        self.here(end)

    def _repeat_counting(self, node: Node, follow: Starts) -> None:
        body = node.parts[0]
        register = self.new_registers()
        self.emit([codes.LOOP_START, register])
        top = len(self.code)
        if node.mode == nodes.LAZY_MODE:
            end = self.emit([codes.LAZY_LOOP, node.low, node.high, register, 0])
            self.emit([codes.MORE_ROUNDS])
        else:
            end = self.emit([codes.LOOP, node.low, node.high, register, 0])
        self.part(body, anything() if min_width(body) == 0 else starts(body, follow).add(follow))
        self.emit([codes.JUMP, top])
        self.here(end)

    def _repeat_possessive(self, node: Node) -> None:
        """Compile `(?:...)*+`: every round is atomic, and so is the end."""
        inner = Node(nodes.ONCE, [node.parts[0]])
        loop = Node(nodes.REPEAT, [inner], node.low, node.high, nodes.GREEDY_MODE)
        self._once(Node(nodes.ONCE, [loop]))


def _literal(parts: list[Node], index: int) -> list[int]:
    """Return the single characters that come one after the other."""
    text: list[int] = []
    while index < len(parts):
        chars = parts[index].chars
        char = -1 if chars is None else chars.single()
        if char < 0:
            break
        text.append(char)
        index += 1
    return text


def compile_tree(tree: Node, groups: int) -> Program:
    """Return the program for an expression with so many groups."""
    compiler = _Compiler(groups)
    begin = starts(tree, nothing())
    compiler.part(tree, nothing())
    compiler.emit([codes.SUCCESS])
    first = -1 if begin.empty else compiler.set_number(begin.as_set())
    table = bytearray()
    wide: list[int] = []
    places: list[int] = []
    for chars in compiler.sets:
        table.extend(chars.latin)
        places.append(len(wide))
        wide.extend([chars.classes, int(chars.negated), len(chars.ranges)])
        wide.extend(chars.ranges)
    return Program(compiler.code, bytes(table), places, wide, compiler.registers, groups, first, min_width(tree))
