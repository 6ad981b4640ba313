"""What the text form of graphs needs to know of one level: operations, types, constants, statics and exit cases.

`Dialect` has what is common, literals and symbols; `FlowDialect` is for graphs before rtyping, with or without
annotations.  A dialect object belongs to one dump: its symbol table names the objects that have no literal, so
text printed and parsed by the same dialect object refers to identical objects.
"""

from __future__ import annotations

import ast
import builtins
import re
import types
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, final

from weft.flowspace.graph import DEFAULT, Constant, Graph, Variable
from weft.flowspace.operations import OPERATIONS, CallShape, GlobalVariable, LocalFunction
from weft.flowspace.text.lexer import TokenStream

WORDS: Final[Mapping[str, Any]] = {"null": None, "true": True, "false": False, "nan": float("nan"),
                                   "inf": float("inf")}  # fmt: skip
"""Literals that look like names; no value is called so."""

_LONGEST_TUPLE: Final = 32
"""Longer constant tuples are named, so that dumps stay readable."""

_LARGEST_DECIMAL_BITS: Final = 4096
"""Larger integers are printed in hexadecimal: CPython limits the length of decimal conversions."""

_SIMPLE_SYMBOL: Final = re.compile(r"[\w.<>$]+")
_SYMBOL_NUMBER: Final = re.compile(r"~\d+\Z")


class SymbolTable:
    """Unique names for objects: the first object keeps its plain name, later ones get `~2`, `~3`, ...

    The numbers depend only on the order in which objects are met.
    """

    __slots__ = ("_counts", "_keep", "_names", "_objects")

    def __init__(self, known: Mapping[str, Any] | None = None) -> None:
        self._names: dict[int, str] = {}
        self._objects: dict[str, Any] = {}
        self._counts: dict[str, int] = {}
        self._keep: list[Any] = []
        for name, value in (known or {}).items():
            self.bind(value, name)

    def bind(self, value: Any, name: str) -> None:
        """Let this object print as `name`; the name resolves to it unless it has an object already."""
        self._names[id(value)] = name
        self._keep.append(value)
        self._objects.setdefault(name, value)

    def known_name(self, value: Any) -> str | None:
        """Return the name of an object that has one."""
        return self._names.get(id(value))

    def name_of(self, value: Any, hint: str, *, numbered: bool = False) -> str:
        """Return the object's name, made from `hint` at the first request; `numbered`: always with a number."""
        name = self._names.get(id(value))
        if name is None:
            base = _SYMBOL_NUMBER.sub("", hint)
            base = base if _SIMPLE_SYMBOL.fullmatch(base) else repr(base)
            name = base
            if numbered or name in self._objects:
                count = self._counts.get(base, 0 if numbered else 1)
                while numbered or name in self._objects:
                    count += 1
                    name = f"{base}~{count}"
                    numbered = False
                self._counts[base] = count
            self.bind(value, name)
        return name

    def __contains__(self, name: str) -> bool:
        return name in self._objects

    def resolve(self, name: str) -> Any:
        """Return the object of that name; KeyError if there is none."""
        return self._objects[name]


@final
@dataclass(frozen=True, slots=True)
class AnnotationText:
    """What is left of an annotation after parsing: a text that prints the same."""

    text: str

    def __str__(self) -> str:
        return self.text


class Dialect(ABC):
    """How one level of graphs is written.  The parts common to all levels are implemented here."""

    def __init__(self, operations: Mapping[str, Any], symbols: SymbolTable | None = None) -> None:
        self.operations = operations
        self.symbols = SymbolTable() if symbols is None else symbols
        self.graph_names = SymbolTable()

    # Types of values.

    @abstractmethod
    def print_type(self, variable: Variable) -> str:
        """Return the text after the colon of a definition, or "" for none."""

    @abstractmethod
    def parse_type(self, stream: TokenStream, variable: Variable) -> None:
        """Parse the text after the colon of a definition into the variable."""

    def unnamed_result(self) -> Variable:
        """Return the result of an operation that is written without one."""
        return Variable("_")

    def exception_variable(self) -> Variable:
        """Return the input of the except block of a graph whose header does not tell its type."""
        return Variable("exception")

    def is_unnamed(self, variable: Variable) -> bool:
        """Tell whether the result of an operation is left out if nobody uses it."""
        return variable.annotation is None and variable.type is None

    # Constants.

    def print_constant(self, constant: Constant) -> str:
        """Return a constant operand."""
        return self.literal(constant.value)

    def parse_constant(self, stream: TokenStream) -> Constant:
        """Parse a constant operand."""
        return Constant(self.parse_literal(stream))

    def literal(self, value: Any) -> str:
        """Return a literal where the value has one, otherwise a symbol.

        Subclasses of the literal types (named tuples, enumerations) are objects with identity, hence symbols.
        """
        kind = type(value)
        if value is None:
            return "null"
        if kind is bool:
            return "true" if value else "false"
        if kind is int and value.bit_length() > _LARGEST_DECIMAL_BITS:
            return hex(value)
        if kind in (int, str, bytes, float):
            return repr(value)
        if kind is tuple and len(value) <= _LONGEST_TUPLE:
            items = ", ".join(map(self.literal, value))
            return f"({items},)" if len(value) == 1 else f"({items})"
        return self.symbol(value)

    def parse_literal(self, stream: TokenStream) -> Any:
        """literal := "null" | "true" | "false" | number | string | bytes | symbol | "(" literal,* ")" ."""
        match stream.kind:
            case "int":
                return int(stream.advance(), 0)
            case "float":
                return float(stream.advance())
            case "string" | "bytes":
                return ast.literal_eval(stream.advance())
            case "symbol":
                return self.parse_symbol(stream)
        if stream.kind == "name" and stream.text in WORDS:
            return WORDS[stream.advance()]
        if stream.accept("("):
            return tuple(stream.comma_list(")", lambda: self.parse_literal(stream)))
        return stream.unexpected("a constant")

    # Symbols.

    def symbol(self, value: Any) -> str:
        """Return `@name` for an object without a literal."""
        name = self.symbols.known_name(value)
        if name is None:
            hint, numbered = self.symbol_hint(value)
            name = self.symbols.name_of(value, hint, numbered=numbered)
        return "@" + name

    def symbol_hint(self, value: Any) -> tuple[str, bool]:
        """Return what to call an object, and whether it needs a number in any case."""
        return host_name(value)

    def parse_symbol(self, stream: TokenStream) -> Any:
        """Parse `@name` and return the object; names of Python's built-ins are always known."""
        mark = stream.mark
        name = stream.take("symbol", "a symbol")[1:]
        if name in self.symbols:
            return self.symbols.resolve(name)
        if hasattr(builtins, name):
            value = getattr(builtins, name)
            self.symbols.bind(value, name)
            return value
        return stream.fail(f"unknown symbol @{name}", mark)

    # Statics and exit cases.

    def print_static(self, value: Any) -> str:
        """Return a static operand."""
        return self.literal(value)

    def parse_static(self, stream: TokenStream) -> Any:
        """Parse a static operand."""
        return self.parse_literal(stream)

    def print_case(self, case: Any) -> str:
        """Return what selects an exit: `ok`, `default`, a literal, or an exception class."""
        if case is None:
            return "ok"
        if case is DEFAULT:
            return "default"
        if _is_builtin_exception(case):
            return str(case.__name__)
        return self.literal(case)

    def parse_case(self, stream: TokenStream) -> Any:
        """case := "ok" | "default" | literal | name of a built-in exception ."""
        if stream.accept("ok"):
            return None
        if stream.accept("default"):
            return DEFAULT
        if stream.kind == "name" and stream.text not in WORDS:
            found = getattr(builtins, stream.text, None)
            if not _is_builtin_exception(found):
                stream.unexpected("an exit case")
            stream.advance()
            return found
        return self.parse_literal(stream)

    # Graphs.

    def graph_symbol(self, graph: Graph) -> str:
        """Return `@name` for a graph, unique in this dump."""
        return "@" + self.graph_names.name_of(graph, graph.name)

    def define_graph(self, graph: Graph, name: str) -> None:
        """A graph with that name was parsed."""
        self.graph_names.bind(graph, name)

    def parse_declaration(self, stream: TokenStream) -> bool:
        """Parse a declaration between graphs, if the current token begins one."""
        return False

    def finish(self, stream: TokenStream, graphs: Sequence[Graph]) -> None:
        """All graphs of a text were parsed: resolve what referred forward.  Nothing by default."""
        return


@final
class FlowDialect(Dialect):
    """Graphs of high-level operations, before or after annotation (`name: <annotation>`)."""

    def __init__(self, symbols: SymbolTable | None = None, operations: Mapping[str, Any] = OPERATIONS) -> None:
        super().__init__(operations, symbols)

    def print_type(self, variable: Variable) -> str:
        """Return the annotation as opaque text."""
        return print_annotation(variable)

    def parse_type(self, stream: TokenStream, variable: Variable) -> None:
        """Parse `<text>`."""
        parse_annotation(stream, variable)

    def print_static(self, value: Any) -> str:
        """Return a static operand; call shapes have a syntax of their own."""
        if isinstance(value, CallShape):
            marks = ["*"] * value.star + ["**"] * value.star_star
            return f"shape({', '.join([str(value.positional), *map(repr, value.keywords), *marks])})"
        return self.literal(value)

    def parse_static(self, stream: TokenStream) -> Any:
        """static := "shape" "(" int ["," string]* ["," "*"] ["," "**"] ")" | literal ."""
        if not stream.accept("shape"):
            return self.parse_literal(stream)
        stream.expect("(")
        positional = int(stream.take("int", "the number of positional operands"))
        keywords: list[str] = []
        star = star_star = False
        while stream.accept(","):
            if stream.kind == "string":
                keywords.append(ast.literal_eval(stream.advance()))
                continue
            stream.expect("*")
            if stream.accept("*"):
                star_star = True
            else:
                star = True
        stream.expect(")")
        return CallShape(positional, tuple(keywords), star, star_star)


def print_annotation(variable: Variable) -> str:
    """Return `<annotation>`, or "" before annotation."""
    if variable.annotation is None:
        return ""
    text = str(variable.annotation).replace("\\", "\\\\").replace(">", "\\>").replace("\n", "\\n")
    return f"<{text}>"


def parse_annotation(stream: TokenStream, variable: Variable) -> None:
    """Parse `<annotation>` into opaque text."""
    text = stream.take("annotation", "an annotation <...>")[1:-1]
    text = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)
    variable.annotation = AnnotationText(text)


def host_name(value: Any) -> tuple[str, bool]:
    """Return a readable name of a Python object, and whether it needs a number: it names only the object's class.

    Asks nothing of the object itself unless its class is known to answer without running the program's code.
    """
    if isinstance(value, types.ModuleType):
        return str(value.__name__), False
    if isinstance(value, LocalFunction):
        return value.qualname, False
    if isinstance(value, GlobalVariable):
        return str(value), False
    if isinstance(value, types.MethodType):
        return host_name(value.__func__)
    if isinstance(value, type):
        return _qualified(value.__dict__.get("__module__"), value.__qualname__), False
    if isinstance(value, types.FunctionType | types.BuiltinFunctionType):
        return _qualified(value.__module__, value.__qualname__), False
    return host_name(type(value))[0], True


def _is_builtin_exception(value: Any) -> bool:
    is_exception = isinstance(value, type) and issubclass(value, BaseException)
    return is_exception and getattr(builtins, value.__name__, None) is value


def _qualified(module: Any, qualname: str) -> str:
    if module in (None, "builtins"):
        return qualname
    return f"{module}.{qualname}"
