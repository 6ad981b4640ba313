"""Parses the text form of flow graphs: `parse_graph`, `parse_graphs`; the inverse of the printer.

Each function begins with its line of the grammar.  A name that a block defines hides that of other blocks, so
hand-written text may use one name in several blocks; a name defined only once so far can be used in later blocks
too, for graphs in which a definition need only dominate its uses.  `verify.py` tells whether the graph is sound.
"""

from __future__ import annotations

import ast
import re
from typing import Any, Final

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import RAISES, Block, Graph, Link, Operation, Value, Variable, new_graph
from weft.flowspace.text.dialect import WORDS, Dialect
from weft.flowspace.text.lexer import TokenStream
from weft.flowspace.text.printer import TERMINATORS, plain_name

_SPAN: Final = re.compile(r"!(\d+)(?::(\d+)-(\d+):(\d+))?")


def parse_graph(text: str, dialect: Dialect) -> Graph:
    """Parse one graph (and declarations, if the dialect has any); GraphSyntaxError on bad input."""
    stream = TokenStream(text)
    graphs = _parse_all(stream, dialect)
    if len(graphs) != 1:
        stream.fail(f"expected one graph, found {len(graphs)}")
    return graphs[0]


def parse_graphs(text: str, dialect: Dialect) -> list[Graph]:
    """Parse any number of graphs; GraphSyntaxError on bad input."""
    return _parse_all(TokenStream(text), dialect)


def _parse_all(stream: TokenStream, dialect: Dialect) -> list[Graph]:
    """text := (graph | declaration)* ."""
    graphs: list[Graph] = []
    while stream.kind != "end":
        if stream.text == "graph":
            graphs.append(_Parser(stream, dialect).graph())
        elif not dialect.parse_declaration(stream):
            stream.unexpected("'graph'")
    dialect.finish(stream, graphs)
    return graphs


class _Parser:
    """Recursive descent over one graph."""

    def __init__(self, stream: TokenStream, dialect: Dialect) -> None:
        self.stream = stream
        self.dialect = dialect
        self.result = new_graph("", [])
        self.result.exceptblock.inputargs = [dialect.exception_variable()]
        self.blocks: dict[str, Block] = {
            "return": self.result.returnblock,
            "raise": self.result.exceptblock,
        }
        self.defined: set[str] = set()
        """Labels of blocks whose text was seen."""
        self.mentioned: dict[str, int] = {}
        """Labels used as targets, with the token of the first use."""
        self.values: dict[str, Variable] = {}
        """The values of the current block."""
        self.elsewhere: dict[str, Variable | None] = {}
        """The values of the blocks before; None for names defined several times."""

    def graph(self) -> Graph:
        """graph := "graph" symbol ["->" type] ["raises" type] [span] "{" block+ "}" ."""
        stream, graph = self.stream, self.result
        stream.expect("graph")
        name = stream.take("symbol", "the graph's name, @name")[1:]
        graph.name = ast.literal_eval(name) if name[0] in "'\"" and "~" not in name else name
        if stream.accept("->"):
            self.dialect.parse_type(stream, graph.result)
        if stream.accept("raises"):
            exception = graph.exceptblock.inputargs[0] = Variable("exception")
            self.dialect.parse_type(stream, exception)
        graph.span = self.span()
        stream.expect("{")
        start: Block | None = None
        while stream.text != "}":
            block = self.block()
            start = start or block
        if start is None:
            stream.unexpected("a block")
        stream.advance()
        graph.startblock = start
        graph.argument_names = tuple(plain_name(variable.name) for variable in start.inputargs)
        for label, mark in self.mentioned.items():
            if label not in self.defined and label not in ("return", "raise"):
                stream.fail(f"there is no block {label!r}", mark)
        self.dialect.define_graph(graph, name)
        return graph

    def block(self) -> Block:
        """block := label "(" definition,* ")" ":" operation* exits ."""
        stream = self.stream
        mark = stream.mark
        label = stream.take("name", "a block's label or '}'")
        if label in self.defined:
            stream.fail(f"block {label!r} is defined twice", mark)
        self.defined.add(label)
        block = self.labelled(label)
        for name, variable in self.values.items():
            self.leave(name, variable)
        self.values = {}
        stream.expect("(")
        block.inputargs = stream.comma_list(")", self.definition)
        stream.expect(":")
        while stream.text not in TERMINATORS:
            block.operations.append(self.operation())
        self.exits(block)
        return block

    def leave(self, name: str, variable: Variable) -> None:
        """Leave the scope of a value."""
        self.elsewhere[name] = None if name in self.elsewhere else variable

    def labelled(self, label: str) -> Block:
        """Return the block of that label, made at its first mention."""
        block = self.blocks.get(label)
        if block is None:
            block = self.blocks[label] = Block(label)
        return block

    def definition(self) -> Variable:
        """definition := name [":" type] ."""
        stream = self.stream
        if stream.text in WORDS:
            stream.fail(f"{stream.text!r} is a constant, not the name of a value")
        mark = stream.mark
        name = stream.take("name", "the name of a value")
        if name in self.values:
            stream.fail(f"value {name!r} is defined twice", mark)
        variable = self.values[name] = Variable(name)
        if stream.accept(":"):
            self.dialect.parse_type(stream, variable)
        return variable

    def operand(self) -> Value:
        """operand := name | constant ."""
        stream = self.stream
        if stream.kind != "name" or stream.text in WORDS:
            return self.dialect.parse_constant(stream)
        variable = self.values.get(stream.text) or self.elsewhere.get(stream.text)
        if variable is None:
            if stream.text in self.elsewhere:
                stream.fail(f"several blocks define {stream.text!r}, but not this one; pass it as an argument")
            stream.fail(f"undefined value {stream.text!r}")
        stream.advance()
        return variable

    def operation(self) -> Operation:
        """operation := [definition "="] name ["[" static,* "]"] "(" operand,* ")" [span] ."""
        stream = self.stream
        if stream.kind != "name":
            stream.unexpected("an operation or one of " + ", ".join(TERMINATORS))
        result: Variable | None = None
        if stream.ahead() in ("=", ":"):
            result = self.definition()
            stream.expect("=")
        mark = stream.mark
        name = stream.take("name", "the name of an operation")
        spec = self.dialect.operations.get(name)
        if spec is None:
            stream.fail(f"unknown operation {name!r}", mark)
        statics: tuple[Any, ...] = ()
        if stream.accept("["):
            statics = tuple(stream.comma_list("]", lambda: self.dialect.parse_static(stream)))
        stream.expect("(")
        args = stream.comma_list(")", self.operand)
        if spec.arity is not None and len(args) != spec.arity:
            stream.fail(f"{name} takes {spec.arity} operands, not {len(args)}", mark)
        if len(statics) != spec.statics:
            stream.fail(f"{name} takes {spec.statics} static operands, not {len(statics)}", mark)
        if any(argument is result for argument in args):
            stream.fail(f"the result of {name} is also its operand", mark)
        return Operation(spec, args, result or self.dialect.unnamed_result(), self.span(), statics)

    def span(self) -> SourceSpan | None:
        """span := "!" line [":" column "-" line ":" column [file function]] ."""
        stream = self.stream
        if stream.kind != "span":
            return None
        match = _SPAN.fullmatch(stream.advance())
        assert match is not None
        line, column, end_line, end_column = (int(group or 0) for group in match.groups())
        home = self.result.span
        filename, function = (home.filename, home.function) if home is not None else ("", "")
        if stream.kind == "string":
            filename = ast.literal_eval(stream.advance())
            function = ast.literal_eval(stream.take("string", "the function's name"))
        return SourceSpan(filename, function, line, column, end_line, end_column)

    def exits(self, block: Block) -> None:
        """exits := "goto" target | "switch" operand case* | "try" case* | "end" ."""
        stream = self.stream
        match stream.advance():
            case "goto":
                block.exits.append(self.target())
                return
            case "end":
                return
            case "switch":
                block.exitswitch = self.operand()
            case "try":
                block.exitswitch = RAISES
        seen: set[tuple[type, Any]] = set()
        while stream.text != "}" and not self.at_label():
            mark = stream.mark
            link = self.case()
            key = type(link.exitcase), link.exitcase
            if key in seen:
                stream.fail("this case was given before", mark)
            seen.add(key)
            block.exits.append(link)
        if not block.exits:
            stream.unexpected("an exit")

    def at_label(self) -> bool:
        """Tell a block's `label(...):` from the exit `SomeError(...) ->`."""
        stream = self.stream
        return stream.kind == "name" and stream.ahead() == "(" and stream.after_group() == ":"

    def case(self) -> Link:
        """case := what ["(" definition ")"] "->" target ."""
        stream = self.stream
        exitcase = self.dialect.parse_case(stream)
        exception: Variable | None = None
        if stream.accept("("):
            exception = self.definition()
            stream.expect(")")
        stream.expect("->")
        link = self.target()
        link.exitcase = exitcase
        link.exception = exception
        if exception is not None:
            self.leave(exception.name, exception)
            del self.values[exception.name]
        return link

    def target(self) -> Link:
        """target := label "(" operand,* ")" ."""
        stream = self.stream
        self.mentioned.setdefault(stream.text, stream.mark)
        block = self.labelled(stream.take("name", "a block's label"))
        stream.expect("(")
        return Link(stream.comma_list(")", self.operand), block)
