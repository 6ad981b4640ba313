"""Prints flow graphs as text: `print_graph`, and `print_graphs` for a whole program.

Names of values and blocks are Python names made unique in order of definition (`n`, `n.1`, ...), so equal graphs
print equally.  Broken graphs are printed too, for the sake of whoever must mend them: a use of a value that is not
defined before it shows as `?name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable
from weft.flowspace.text.dialect import WORDS, Dialect

Positions: TypeAlias = Literal[False, True, "full"]
"""Whether operations show where they come from: not, by `!line`, or by file, function and columns."""

TERMINATORS: Final = ("goto", "switch", "try", "end")
"""Words that begin the last part of a block."""

_NUMBER: Final = re.compile(r"\.\d+\Z")
_NOT_WORD: Final = re.compile(r"\W")


def print_graphs(graphs: Iterable[Graph], dialect: Dialect, *, positions: Positions = False) -> str:
    """Return the text of several graphs, separated by empty lines."""
    return "\n".join([print_graph(graph, dialect, positions=positions) for graph in graphs])


def print_graph(graph: Graph, dialect: Dialect, *, positions: Positions = False) -> str:
    """Return the text of a graph."""
    return _Printer(graph, dialect, positions).text()


def plain_name(name: str) -> str:
    """Return a name without its number, with everything replaced that cannot stand in a name."""
    stem = _NOT_WORD.sub("_", _NUMBER.sub("", name))
    return f"_{stem}" if not stem or stem[0].isdigit() else stem


class _Namer:
    """Hands out unique names: the plain one first unless it is reserved, then `name.1`, `name.2`, ..."""

    __slots__ = ("_counts",)

    def __init__(self, reserved: Iterable[str]) -> None:
        self._counts = dict.fromkeys(reserved, 1)

    def unique(self, name: str) -> str:
        stem = plain_name(name)
        count = self._counts.get(stem, 0)
        self._counts[stem] = count + 1
        return f"{stem}.{count}" if count else stem


class _Printer:
    """Prints one graph; remembers the name of each value and block."""

    def __init__(self, graph: Graph, dialect: Dialect, positions: Positions) -> None:
        self.graph = graph
        self.dialect = dialect
        self.positions = positions
        self.blocks = list(graph.blocks())
        self.used = _used_variables(self.blocks)
        self.names: dict[Variable, str] = {}
        self.namer = _Namer((*WORDS, *TERMINATORS))
        self.labels = self.label_blocks()

    def label_blocks(self) -> dict[Block, str]:
        """Return the blocks' labels."""
        namer = _Namer(("return", "raise"))
        labels = {self.graph.returnblock: "return", self.graph.exceptblock: "raise"}
        for block in self.blocks:
            if block not in labels:
                labels[block] = namer.unique(block.name)
        return labels

    def text(self) -> str:
        """Return the whole graph."""
        lines = [self.header()]
        for block in self.blocks:
            if self.is_implied(block):
                continue
            lines.append(f"{self.labels[block]}({', '.join([self.definition(v) for v in block.inputargs])}):")
            lines += [self.operation(operation) for operation in block.operations]
            lines += self.exits(block)
        lines.append("}\n")
        return "\n".join(lines)

    def header(self) -> str:
        """Return `graph @name -> T raises T !span {`."""
        parts = ["graph", self.dialect.graph_symbol(self.graph)]
        usual_exception = self.dialect.print_type(self.dialect.exception_variable())
        for word, block, usual in (
            ("->", self.graph.returnblock, ""),
            ("raises", self.graph.exceptblock, usual_exception),
        ):
            type_ = self.dialect.print_type(block.inputargs[0]) if len(block.inputargs) == 1 else ""
            if type_ and type_ != usual:
                parts += [word, type_]
        if self.positions == "full" and self.graph.span is not None:
            span = self.graph.span
            parts.append(f"!{_range(span)} {span.filename!r} {span.function!r}")
        return " ".join([*parts, "{"])

    def is_implied(self, block: Block) -> bool:
        """Tell whether a block is a final one as every graph has it: the header says all about it."""
        final = self.graph.returnblock, self.graph.exceptblock
        if block not in final or block is self.graph.startblock:
            return False
        return not block.operations and not block.exits and len(block.inputargs) == 1

    def definition(self, variable: Variable) -> str:
        """Return `name: type`, or just `name`, and give the value its name."""
        name = self.names[variable] = self.namer.unique(variable.name)
        type_ = self.dialect.print_type(variable)
        return f"{name}: {type_}" if type_ else name

    def operand(self, value: Value) -> str:
        """Return a use of a value."""
        if isinstance(value, Constant):
            return self.dialect.print_constant(value)
        return self.names.get(value) or f"?{value.name}"

    def operands(self, values: list[Value]) -> str:
        """Return uses separated by commas."""
        return ", ".join([self.operand(value) for value in values])

    def operation(self, operation: Operation) -> str:
        """Return one operation on its line; a result that says nothing is left out."""
        result = operation.result
        statics = ""
        if operation.statics:
            statics = f"[{', '.join(map(self.dialect.print_static, operation.statics))}]"
        right = f"{operation.name}{statics}({self.operands(operation.args)}){self.position(operation.span)}"
        if result not in self.used and self.dialect.is_unnamed(result):
            return f"    {right}"
        return f"    {self.definition(result)} = {right}"

    def position(self, span: SourceSpan | None) -> str:
        """Return where an operation comes from, as far as wanted and not told by the header."""
        if span is None or not self.positions:
            return ""
        if self.positions is True:
            return f"  !{span.line}"
        home = self.graph.span
        same = home is not None and (home.filename, home.function) == (span.filename, span.function)
        return f"  !{_range(span)}" if same else f"  !{_range(span)} {span.filename!r} {span.function!r}"

    def exits(self, block: Block) -> list[str]:
        """Return `goto`, `switch` or `try`, the latter with one aligned line per exit."""
        if block.exitswitch is None and len(block.exits) < 2:
            return [f"    goto {self.target(block.exits[0])}" if block.exits else "    end"]
        if block.raises:
            head = "try"
        elif isinstance(block.exitswitch, Variable | Constant):
            head = f"switch {self.operand(block.exitswitch)}"
        else:
            head = "switch ?"
        cases = [self.case(link) for link in block.exits]
        width = max(map(len, cases), default=0)
        targets = map(self.target, block.exits)
        lines = [f"        {case:<{width}} -> {target}" for case, target in zip(cases, targets, strict=True)]
        return [f"    {head}", *lines]

    def case(self, link: Link) -> str:
        """Return what selects an exit, and the exception it defines."""
        text = self.dialect.print_case(link.exitcase)
        return text if link.exception is None else f"{text}({self.definition(link.exception)})"

    def target(self, link: Link) -> str:
        """Return `label(arguments)`."""
        return f"{self.labels[link.target]}({self.operands(link.args)})"


def _used_variables(blocks: list[Block]) -> set[Value]:
    """Return the values that something uses; only for membership tests."""
    used: set[Value] = set()
    for block in blocks:
        for operation in block.operations:
            used.update(operation.args)
        for link in block.exits:
            used.update(link.args)
        if isinstance(block.exitswitch, Variable):
            used.add(block.exitswitch)
    return used


def _range(span: SourceSpan) -> str:
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"
