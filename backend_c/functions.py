"""C text of one function: locals, blocks with labels and gotos, links as parallel assignments.

Expressions nest: a result that is used once, in the same block, becomes part of the expression that uses it, if it
may be computed there (`_Pending`); what reads memory is computed before the next effect at the latest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from weft.backend_c.control_flow import ordered_moves
from weft.backend_c.expressions import EXPRESSIONS, from_template, strip_parentheses
from weft.backend_c.layout import cold_blocks, exceptional_links, order_blocks
from weft.backend_c.names import C_KEYWORDS, NameTable, mangle, mangle_local
from weft.backend_c.symbols import Symbols, is_stored
from weft.backend_c.variables import Resolution, resolve
from weft.flowspace.diagnostics import Position, SourceSpan
from weft.flowspace.graph import DEFAULT, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper.lltype.ops.spec import OpSpec
from weft.rtyper.lltype.types import BOOL, EXCEPTION, VOID, Primitive, Ptr, zero_of
from weft.rtyper.lltype.values import FunctionValue

MAX_NESTED: Final = 90
"""Longer expressions go into a variable."""
INLINE_COST: Final = 12
"""Functions up to this cost are marked inline."""
RESET_LINE: Final = "\0"
"""Stands where a #line directive back to the C file is needed."""

_LABEL: Final = "\1"
"""Starts a line that stands for a block's label."""
_WITHOUT_OPERATORS: Final = re.compile(r"\w+\([^()]*\)")
_OVERFLOW: Final = {"int_add_ovf": "add", "int_sub_ovf": "sub", "int_mul_ovf": "mul"}


@dataclass(slots=True)
class _Pending:
    """An expression that waits to be nested into the one that uses it."""

    text: str
    reads: list[Variable]
    """The C variables it reads."""
    from_memory: bool
    """It reads memory, or an expression nested in it does."""


@dataclass(slots=True)
class FunctionText:
    """The C of a function."""

    name: str
    specifiers: str
    """`inline`, `cold`... without `static`."""
    prototype: str
    lines: list[str]
    is_small: bool


class FunctionWriter:
    """Writes one function; `operand`, `resolve` and `symbols` make it the `OperandSource` of its operations."""

    def __init__(self, symbols: Symbols, function: FunctionValue, position: Position, line_directives: bool) -> None:
        self.symbols = symbols
        self._function = function
        self._graph: Graph = function.graph
        self._position = position
        self._line_directives = line_directives
        self._resolution: Resolution = resolve(self._graph)
        self._cold = cold_blocks(self._graph, self._resolution)
        self._locals = NameTable()
        self._names: dict[Variable, str] = {}
        self._declared: dict[str, list[str]] = {}
        self._pending: dict[Variable, _Pending] = {}
        self._reads: list[Variable] = []
        self._from_memory = False
        self._lines: list[str] = []
        self._file = ""
        self._line = -1
        self._labels: dict[Block, str] = {}
        self._label_places: list[Block] = []
        self._label_table = NameTable(C_KEYWORDS)

    def write(self) -> FunctionText:
        """Return the function's C text."""
        graph = self._graph
        arguments = []
        unused = []
        for argument in graph.arguments:
            if is_stored(argument.type):
                name = self._locals.unique(mangle_local(argument.name))
                self._names[argument] = name
                arguments.append(name)
                if not self._resolution.is_live(argument):
                    unused.append(f"\t(void){name};")
        order = order_blocks(graph, self._resolution, self._cold)
        for index, block in enumerate(order):
            self._write_block(block, order[index + 1] if index + 1 < len(order) else None)
        name = self.symbols.function(self._function)
        prototype = self.symbols.types.prototype(self._function.type, name, arguments)
        body = [prototype, "{", *self._declarations(), *unused, *self._with_labels(), "}"]
        if self._line_directives:
            body.append(RESET_LINE)
        small = self._cost(order) <= INLINE_COST and not _has_loop(order)
        specifiers = "inline " if small else "__attribute__((cold)) " if self._is_cold(order) else ""
        if graph.always_inline:
            small, specifiers = True, "inline __attribute__((always_inline)) "
        return FunctionText(name, specifiers, prototype, body, small)

    # operands

    def resolve(self, value: Value) -> Value:
        """Return the constant or variable that a value is the same as."""
        return self._resolution.find(value)

    def operand(self, value: Value) -> str:
        """Return the C expression of an operand."""
        value = self._resolution.find(value)
        if isinstance(value, Constant):
            return self.symbols.constant(value)
        pending = self._pending.pop(value, None)
        if pending is not None:
            self._reads.extend(pending.reads)
            self._from_memory = self._from_memory or pending.from_memory
            return pending.text
        self._reads.append(value)
        return self._local(value)

    def _local(self, variable: Variable) -> str:
        """Return the C name of a variable; declares it when first mentioned."""
        name = self._names.get(variable)
        if name is None:
            name = self._names[variable] = self._locals.unique(mangle_local(variable.name))
            self._declare(name, self.symbols.types.name(variable.type))
        return name

    def _declare(self, name: str, c_type: str) -> None:
        self._declared.setdefault(c_type, []).append(name)

    def _declarations(self) -> list[str]:
        lines = []
        for c_type, names in self._declared.items():
            star = "*" if c_type.endswith("*") else ""
            base = c_type[: -len(star)].rstrip() if star else c_type
            lines.append(f"\t{base} {', '.join(star + name for name in names)};")
        return lines

    # statements

    def _put(self, text: str, span: SourceSpan | None = None) -> None:
        """Append a line of C, preceded by a #line directive if it is not where the last one says."""
        if span is not None and self._line_directives and (span.line != self._line or span.filename != self._file):
            self._lines.append(f'#line {span.line} "{_quoted(span.filename)}"')
            self._file, self._line = span.filename, span.line
        self._lines.append(text)
        self._line += 1

    def _write_block(self, block: Block, following: Block | None) -> None:
        self._lines.append(_LABEL + str(len(self._label_places)))
        self._label_places.append(block)
        self._line = -1
        operations = block.operations
        last = len(operations) - 1
        for index, operation in enumerate(operations):
            self._position.span = operation.span or self._position.span
            if block.raises and index == last:
                self._write_overflow(block, operation, following)
                return
            if operation.name == "unreachable":
                self._put("\tweft_unreachable();", operation.span)
                return
            self._write_operation(block, operation, index == last)
        self._write_exits(block, operations[-1].span if operations else None, following)

    def _with_labels(self) -> list[str]:
        """Return the lines with labels where a goto leads, and none elsewhere."""
        lines = []
        for line in self._lines:
            if line.startswith(_LABEL):
                label = self._labels.get(self._label_places[int(line[1:])])
                if label is not None:
                    lines.append(f"{label}:")
            else:
                lines.append(line)
        return lines

    def _write_operation(self, block: Block, operation: Operation, is_last: bool) -> None:
        spec: OpSpec = operation.spec
        result = operation.result
        live = self._resolution.is_live(result)
        if not live and spec.is_removable:
            return
        emit = EXPRESSIONS.get(operation.name)
        if emit is None and spec.c is None:
            raise AssertionError(f"operation {operation.name} should have been lowered before C is written")
        self._reads = []
        self._from_memory = spec.reads_memory
        text = emit(self, operation) if emit is not None else from_template(self, operation)
        if not text:
            return
        if not live or not is_stored(result.type):
            self._flush_before(spec)
            self._put(f"\t{strip_parentheses(text)};", operation.span)
            return
        if self._may_nest(block, operation, text, is_last):
            self._flush_before(spec)
            self._pending[result] = _Pending(text, self._reads, self._from_memory)
            return
        self._flush_before(spec)
        self._put(f"\t{self._local(result)} = {strip_parentheses(text)};", operation.span)

    def _may_nest(self, block: Block, operation: Operation, text: str, is_last: bool) -> bool:
        """True if the result's only use may hold the whole expression."""
        use = self._resolution.uses[operation.result]
        if use.count != 1 or use.block is not block or len(text) > MAX_NESTED:
            return False
        spec: OpSpec = operation.spec
        if not spec.orders_memory and not spec.raises:
            return True
        return is_last and (len(block.exits) == 1 or block.exitswitch is operation.result)

    def _flush_before(self, spec: OpSpec) -> None:
        """Before an effect, compute what reads memory and is not used yet."""
        if self._pending and spec.orders_memory:
            for variable, pending in list(self._pending.items()):
                if pending.from_memory:
                    del self._pending[variable]
                    self._put(f"\t{self._local(variable)} = {strip_parentheses(pending.text)};")

    # exits

    def _write_exits(self, block: Block, span: SourceSpan | None, following: Block | None) -> None:
        switch = block.exitswitch
        if switch is None or len(block.exits) == 1:
            self._go(block.exits[0], span, following)
            return
        assert isinstance(switch, Variable | Constant)
        value = self._resolution.find(switch)
        if isinstance(value, Constant):
            self._go(_constant_exit(block, value), span, following)
        elif switch.type is BOOL:
            self._write_branch(block, value, span, following)
        else:
            self._write_switch(block, value, span)

    def _write_branch(self, block: Block, value: Value, span: SourceSpan | None, following: Block | None) -> None:
        when_false, when_true = sorted(block.exits, key=lambda link: link.exitcase is True)
        condition = self.operand(value)
        cold_true = self._is_unlikely(block, when_true, when_false)
        cold_false = self._is_unlikely(block, when_false, when_true)
        jump, fall, negate = when_true, when_false, False
        if when_true.target is following and not cold_true:
            jump, fall, negate = when_false, when_true, True
        condition = _negated(condition) if negate else strip_parentheses(condition)
        unlikely = cold_false if negate else cold_true
        likely = cold_true if negate else cold_false
        if unlikely or likely:
            condition = f"{'unlikely' if unlikely else 'likely'}({condition})"
        self._write_guarded(f"if ({condition})", jump, span)
        self._go(fall, None, following)

    def _is_unlikely(self, block: Block, link: Link, other: Link) -> bool:
        if link in exceptional_links(block):
            return True
        return link.target in self._cold and other.target not in self._cold and block not in self._cold

    def _write_guarded(self, head: str, link: Link, span: SourceSpan | None) -> None:
        """Write `head` and what the link does, on one line if it is one statement."""
        lines, self._lines = self._lines, []
        line, self._line = self._line, -1
        file = self._file
        directives, self._line_directives = self._line_directives, False
        self._go(link, None, None)
        inner, self._lines = self._lines, lines
        self._line, self._file, self._line_directives = line, file, directives
        if len(inner) == 1:
            self._put(f"\t{head} {inner[0].strip()}", span)
            return
        self._put(f"\t{head} {{", span)
        for text in inner:
            self._put("\t" + text)
        self._put("\t}")

    def _write_switch(self, block: Block, value: Value, span: SourceSpan | None) -> None:
        operand = strip_parentheses(self.operand(value))
        assert isinstance(value.type, Primitive)
        self._put(f"\tswitch ({operand}) {{", span)
        has_default = any(link.exitcase is DEFAULT for link in block.exits)
        for link in block.exits:
            if link.exitcase is DEFAULT or (not has_default and link is block.exits[-1]):
                head = "default:"
            else:
                head = f"case {strip_parentheses(self.symbols.constant(Constant(link.exitcase, value.type)))}:"
            self._write_guarded(head, link, None)
        self._put("\t}")

    def _write_overflow(self, block: Block, operation: Operation, following: Block | None) -> None:
        """Write a checked arithmetic operation with its way on and its overflow exit."""
        builtin = _OVERFLOW.get(operation.name)
        if builtin is None or len(block.exits) != 2 or block.exits[1].exception is not None:
            raise AssertionError(f"guarded operation {operation.name} should have been lowered before C is written")
        self._reads = []
        x, y = (strip_parentheses(self.operand(argument)) for argument in operation.args)
        result = self._local(operation.result)
        test = f"if (unlikely(__builtin_{builtin}_overflow({x}, {y}, &{result})))"
        self._write_guarded(test, block.exits[1], operation.span)
        self._go(block.exits[0], None, following)

    def _go(self, link: Link, span: SourceSpan | None, following: Block | None) -> None:
        """Write what a link does: a return, or assignments and a goto (left out if the target follows)."""
        target = link.target
        if target is self._graph.returnblock:
            if link.args and is_stored(self._graph.result.type):
                self._put(f"\treturn {strip_parentheses(self._returned(link.args[0]))};", span)
            else:
                self._put("\treturn;", span)
            return
        if target is self._graph.exceptblock:
            raise AssertionError("a link to the exception block should have been lowered before C is written")
        self._write_moves(link, span)
        if target is not following:
            self._put(f"\tgoto {self._label(target)};", span)

    def _returned(self, value: Value) -> str:
        resolved = self._resolution.find(value)
        if isinstance(resolved, Constant) and resolved.type is VOID:
            assert isinstance(self._graph.result.type, Primitive)
            return self.symbols.constant(Constant(zero_of(self._graph.result.type), self._graph.result.type))
        return self.operand(resolved)

    def _write_moves(self, link: Link, span: SourceSpan | None) -> None:
        moves = []
        for target, source in self._resolution.moves(link):
            if not is_stored(target.type):
                continue
            self._reads = []
            text = self.operand(source)
            moves.append((target, text, self._reads))
        if len(moves) == 1:
            target, text, _ = moves[0]
            self._put(f"\t{self._local(target)} = {strip_parentheses(text)};", span)
        elif moves:
            for target_name, text in ordered_moves(moves, self._local, self._temporary):
                self._put(f"\t{target_name} = {strip_parentheses(text)};", span)

    def _temporary(self, variable: Variable) -> str:
        name = self._locals.unique(f"next_{self._local(variable)}")
        self._declare(name, self.symbols.types.name(variable.type))
        return name

    def _label(self, block: Block) -> str:
        name = self._labels.get(block)
        if name is None:
            base = mangle(block.name) or "block"
            name = self._labels[block] = self._label_table.unique("L" + base if base[0].isdigit() else base)
        return name

    # facts about the function

    def _cost(self, order: list[Block]) -> int:
        return sum(op.spec.cost for block in order if block not in self._cold for op in block.operations)

    def _is_cold(self, order: list[Block]) -> bool:
        """True if the function does nothing but raise an exception.

        One that first does something else, like a program that ends with sys.exit(), does not count: whatever it alone
        calls would be optimised for size.
        """
        entries = self._resolution.entries.get(self._graph.returnblock, [])
        if not entries or _has_loop(order) or any(self._resolution.sources[link] not in self._cold for link in entries):
            return False
        calls = (op for block in order for op in block.operations if op.name in ("direct_call", "indirect_call"))
        return all(_makes_exception(call) for call in calls)


def _makes_exception(call: Operation) -> bool:
    """True if a call returns an exception."""
    type_ = call.result.type
    return isinstance(type_, Ptr) and type_.to == EXCEPTION


def _has_loop(order: list[Block]) -> bool:
    """True if a link leads backwards; in reverse postorder exactly loops have such links."""
    place = {block: index for index, block in enumerate(order)}
    return any(place.get(link.target, place[block] + 1) <= place[block] for block in order for link in block.exits)


def _constant_exit(block: Block, switch: Constant) -> Link:
    """Return the exit that a constant switch takes."""
    for link in block.exits:
        if link.exitcase is not DEFAULT and link.exitcase == switch.value:
            return link
    return block.exits[-1]


def _negated(condition: str) -> str:
    """Return the C expression of `not condition`."""
    inner = strip_parentheses(condition)
    if inner is not condition:
        for operator, opposite in ((" == ", " != "), (" != ", " == ")):
            left, found, right = inner.partition(operator)
            if found and _is_simple(left) and _is_simple(right):
                return f"{left}{opposite}{right}"
    return condition[1:] if condition.startswith("!") and " " not in condition else f"!{condition}"


def _is_simple(text: str) -> bool:
    """True for an expression without binary operators outside of parentheses and brackets."""
    return " " not in text or _WITHOUT_OPERATORS.fullmatch(text) is not None


def _quoted(filename: str) -> str:
    return filename.replace("\\", "\\\\").replace('"', '\\"')
