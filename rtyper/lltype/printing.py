"""The text form of low-level graphs: types, typed constants, field names, and declarations for hand-written text.

`LowLevelDialect()` is injected into `flowspace.text`.  Functions of a text refer to each other by `@name`.  Text
that was not printed from a live program declares what it uses:

    type Node = struct(object) { value: Signed, next: *Node }
    type buffer = rawstruct { } tail data: Char
    class @ValueError(@Exception)
    extern @checked(Signed) -> Signed
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, final

from weft.flowspace.graph import Constant, Graph, Variable
from weft.flowspace.text.dialect import WORDS, Dialect, SymbolTable, parse_annotation, print_annotation
from weft.flowspace.text.lexer import TokenStream
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import (
    BOOL,
    BYTES,
    CLASS_TABLE,
    EXCEPTION,
    FLOAT,
    OBJECT,
    PRIMITIVES,
    SIGNED,
    STR,
    VOID,
    Array,
    FuncType,
    LowLevelType,
    Primitive,
    Ptr,
    Struct,
)
from weft.rtyper.lltype.values import (
    ArrayValue,
    ClassTable,
    FunctionValue,
    StaticVariable,
    StructValue,
    host_str,
    new_class_table,
)

_TYPE_WORDS: Final = ("array", "rawarray", "func", "struct", "rawstruct")
_PRIMITIVE_NAMES: Final = frozenset(primitive.name for primitive in PRIMITIVES)
_FIELD_NAME: Final = re.compile(r"[^\W\d]\w*")
_LONGEST_STRING: Final = 40
"""Prebuilt strings are named by their text, up to this many characters."""


@final
@dataclass(slots=True, eq=False)
class _GraphReference:
    """Stands for a graph named in a static operand before its text was parsed."""

    name: str
    mark: int


@final
class LowLevelDialect(Dialect):
    """Graphs of low-level operations, during and after rtyping."""

    def __init__(
        self,
        symbols: SymbolTable | None = None,
        operations: Mapping[str, Any] = OPS,
        structs: Iterable[Struct] = (),
    ) -> None:
        super().__init__(operations, symbols)
        self.graph_names = self.symbols  # calls refer to functions by the names of their graphs
        self.types = SymbolTable({name: name for name in (*_TYPE_WORDS, *WORDS)})
        for primitive in PRIMITIVES:
            self.types.bind(primitive, primitive.name)
        for struct in (OBJECT, EXCEPTION, CLASS_TABLE, STR, BYTES, *structs):
            self.types.bind(struct, struct.name)
        self.functions: dict[str, FunctionValue] = {}
        self.forward_types: dict[str, int] = {}
        self.forward_functions: dict[FunctionValue, int] = {}
        self.forward_constants: list[Constant] = []
        self.references: list[_GraphReference] = []

    # Types.

    def type_text(self, type_: Any) -> str:
        """Return the text of a low-level type."""
        match type_:
            case Primitive():
                return type_.name
            case Struct():
                return self.types.name_of(type_, _struct_name(type_.name))
            case Ptr():
                return f"*{self.type_text(type_.to)}"
            case Array():
                return f"{'array' if type_.gc else 'rawarray'}({self.type_text(type_.item)})"
            case FuncType():
                return f"func({', '.join(map(self.type_text, type_.args))}) {self.type_text(type_.result)}"
            case _:
                return self.symbol(type_)

    def parse_type_text(self, stream: TokenStream) -> Any:
        """type := name | "*" type | ("array" | "rawarray") "(" type ")" | "func" "(" type,* ")" type | symbol ."""
        if stream.accept("*"):
            return Ptr(self.parse_type_text(stream))
        if stream.kind == "symbol":
            return super().parse_symbol(stream)
        mark = stream.mark
        name = stream.take("name", "a type")
        if name in ("array", "rawarray"):
            stream.expect("(")
            item = self.parse_type_text(stream)
            stream.expect(")")
            return Array(item, gc=name == "array")
        if name == "func":
            stream.expect("(")
            args = stream.comma_list(")", lambda: self.parse_type_text(stream))
            return FuncType(tuple(args), self.parse_type_text(stream))
        return self.named_type(name, mark)

    def named_type(self, name: str, mark: int) -> Any:
        """Return the type of that name; a struct that is declared later is made now."""
        if name not in self.types:
            self.types.bind(Struct(name), name)
            self.forward_types[name] = mark
        return self.types.resolve(name)

    def print_type(self, variable: Variable) -> str:
        """Return the low-level type, or the annotation of what is not rtyped yet."""
        return print_annotation(variable) if variable.type is None else self.type_text(variable.type)

    def parse_type(self, stream: TokenStream, variable: Variable) -> None:
        """Parse a low-level type or an annotation."""
        if stream.kind == "annotation":
            parse_annotation(stream, variable)
        else:
            variable.type = self.parse_type_text(stream)

    def unnamed_result(self) -> Variable:
        """Return the result of an operation that is written without one: Void."""
        return Variable("_", type=VOID)

    def exception_variable(self) -> Variable:
        """Return the input of the except block: any instance."""
        return Variable("exception", type=Ptr(EXCEPTION))

    def is_unnamed(self, variable: Variable) -> bool:
        """Void results that nobody uses are left out."""
        return variable.type is VOID or (variable.type is None and variable.annotation is None)

    # Constants.

    def print_constant(self, constant: Constant) -> str:
        """Return `literal`, or `literal: type` where the literal does not tell its type."""
        text = self.literal(constant.value)
        if constant.type is None or constant.type == _usual_type(constant.value):
            return text
        return f"{text}: {self.type_text(constant.type)}"

    def parse_constant(self, stream: TokenStream) -> Constant:
        """constant := literal [":" type] ."""
        constant = Constant(self.parse_literal(stream))
        if stream.accept(":"):
            constant.type = self.parse_type_text(stream)
        elif isinstance(constant.value, FunctionValue) and constant.value in self.forward_functions:
            self.forward_constants.append(constant)
        else:
            constant.type = _usual_type(constant.value)
        return constant

    def symbol(self, value: Any) -> str:
        """Return `@name`; a function shares the name of its graph."""
        if isinstance(value, FunctionValue) and value.graph is not None:
            name = self.symbols.name_of(value.graph, value.graph.name)
            if self.functions.setdefault(name, value) is value:
                return "@" + name
        return super().symbol(value)

    def symbol_hint(self, value: Any) -> tuple[str, bool]:
        """Name low-level values by what they are called, or by their type."""
        match value:
            case FunctionValue() | StaticVariable() | ClassTable() | Graph():
                return value.name, False
            case StructValue() if value.type is STR and len(value.tail) <= 4 * _LONGEST_STRING:
                return repr(host_str(value)), False
            case StructValue():
                return value.type.name, True
            case ArrayValue():
                return "array" if value.type.gc else "rawarray", True
            case LowLevelType():
                return str(value), False
        return super().symbol_hint(value)

    def parse_symbol(self, stream: TokenStream) -> Any:
        """Parse `@name`; the name of a graph means its function, which may come later."""
        name = stream.text[1:]
        function = self.functions.get(name)
        if function is None and name in self.symbols:
            value = self.symbols.resolve(name)
            if not isinstance(value, Graph):
                return super().parse_symbol(stream)
            function = self.function_of(value)
        elif function is None:
            function = self.functions[name] = FunctionValue(name, FuncType((), VOID))
            self.forward_functions[function] = stream.mark
        stream.take("symbol", "a symbol")
        return function

    def function_of(self, graph: Graph) -> FunctionValue:
        """Return the function of a graph, made if nothing called it so far."""
        name = self.graph_symbol(graph)[1:]
        function = self.functions.get(name)
        if function is None:
            function = self.functions[name] = FunctionValue(graph.name, _function_type(graph), graph)
        return function

    # Statics and exit cases.

    def print_static(self, value: Any) -> str:
        """Return a field name bare, a type, or a literal."""
        if isinstance(value, Struct):
            return f"struct {self.type_text(value)}"
        if isinstance(value, LowLevelType):
            return self.type_text(value)
        if type(value) is str and _FIELD_NAME.fullmatch(value) and not _is_reserved(value):
            return value
        return self.literal(value)

    def parse_static(self, stream: TokenStream) -> Any:
        """static := field name | ["struct"] type | literal | "(" (graph | literal),* ")" ."""
        if stream.accept("struct"):
            return self.named_type(stream.take("name", "the name of a struct"), stream.mark)
        if stream.text == "*" or (stream.kind == "name" and stream.text not in WORDS and _is_reserved(stream.text)):
            return self.parse_type_text(stream)
        if stream.kind == "name" and stream.text not in WORDS:
            return stream.advance()
        if stream.accept("("):
            return tuple(stream.comma_list(")", lambda: self.parse_static(stream)))
        if stream.kind == "symbol":
            return self.parse_graph_reference(stream)
        return self.parse_literal(stream)

    def parse_graph_reference(self, stream: TokenStream) -> Any:
        """Parse the symbol of a graph, or of another object that is known already."""
        name = stream.text[1:]
        if name in self.symbols:
            stream.advance()
            return self.symbols.resolve(name)
        reference = _GraphReference(name, stream.mark)
        self.references.append(reference)
        stream.advance()
        return reference

    def print_case(self, case: Any) -> str:
        """Return what selects an exit; a class table is a symbol."""
        return super().print_case(case.value if isinstance(case, Constant) else case)

    # Declarations.

    def parse_declaration(self, stream: TokenStream) -> bool:
        """declaration := type declaration | class declaration | extern declaration ."""
        match stream.text:
            case "type":
                self.parse_struct(stream)
            case "class":
                self.parse_class(stream)
            case "extern":
                self.parse_extern(stream)
            case _:
                return False
        return True

    def parse_struct(self, stream: TokenStream) -> None:
        """ "type" name "=" ("struct" | "rawstruct") ["(" type ")"] "{" field,* "}" ["tail" field] ."""
        stream.expect("type")
        mark = stream.mark
        name = stream.take("name", "the name of a struct")
        if name in self.types and name not in self.forward_types:
            stream.fail(f"type {name!r} exists already", mark)
        struct = self.named_type(name, mark)
        del self.forward_types[name]
        stream.expect("=")
        if stream.text not in ("struct", "rawstruct"):
            stream.unexpected("'struct' or 'rawstruct'")
        struct.gc = stream.advance() == "struct"
        if stream.accept("("):
            struct.parent = self.parse_type_text(stream)
            stream.expect(")")
        stream.expect("{")
        struct.fields.update(stream.comma_list("}", lambda: self.parse_field(stream)))
        if stream.accept("tail"):
            struct.tail = self.parse_field(stream)

    def parse_field(self, stream: TokenStream) -> tuple[str, LowLevelType]:
        """field := name ":" type ."""
        name = stream.take("name", "the name of a field")
        stream.expect(":")
        return name, self.parse_type_text(stream)

    def parse_class(self, stream: TokenStream) -> None:
        """ "class" symbol ["(" symbol ")"] ."""
        stream.expect("class")
        name = stream.take("symbol", "the name of a class, @name")[1:]
        parent = None
        if stream.accept("("):
            mark = stream.mark
            parent = self.parse_symbol(stream)
            if not isinstance(parent, ClassTable):
                stream.fail("this is no class declared before", mark)
            stream.expect(")")
        self.symbols.bind(new_class_table(name, parent), name)

    def parse_extern(self, stream: TokenStream) -> None:
        """ "extern" symbol "(" type,* ")" "->" type ."""
        stream.expect("extern")
        name = stream.take("symbol", "the name of a function, @name")[1:]
        stream.expect("(")
        args = stream.comma_list(")", lambda: self.parse_type_text(stream))
        stream.expect("->")
        type_ = FuncType(tuple(args), self.parse_type_text(stream))
        function = self.functions.get(name)
        if function is None:
            function = FunctionValue(name, type_)
        function.type, function.external = type_, True
        self.forward_functions.pop(function, None)
        self.symbols.bind(function, name)

    def finish(self, stream: TokenStream, graphs: Sequence[Graph]) -> None:
        """Resolve types, functions and graphs that were named before their text."""
        for name, mark in self.forward_types.items():
            stream.fail(f"unknown type {name!r}", mark)
        for function, mark in self.forward_functions.items():
            graph = self.symbols.resolve(function.name) if function.name in self.symbols else None
            if not isinstance(graph, Graph):
                stream.fail(f"unknown symbol @{function.name}", mark)
            function.graph, function.type = graph, _function_type(graph)
        self.forward_functions = {}
        for constant in self.forward_constants:
            constant.type = _usual_type(constant.value)
        self.forward_constants = []
        for reference in self.references:
            if reference.name not in self.symbols:
                stream.fail(f"unknown symbol @{reference.name}", reference.mark)
        if self.references:
            self.references = []
            for graph in graphs:
                for _, operation in graph.operations():
                    operation.statics = tuple(map(self.resolve_reference, operation.statics))

    def resolve_reference(self, static: Any) -> Any:
        """Return a static operand with the graphs it refers to."""
        if isinstance(static, _GraphReference):
            return self.symbols.resolve(static.name)
        return tuple(map(self.resolve_reference, static)) if isinstance(static, tuple) else static


def _usual_type(value: Any) -> LowLevelType | None:
    """Return the type a constant has if its text says nothing else; None: it must say."""
    match value:
        case None:
            return None
        case bool():
            return BOOL
        case int():
            return SIGNED
        case float():
            return FLOAT
        case StructValue() | ArrayValue() | FunctionValue() | ClassTable():
            return Ptr(value.type)
    return VOID


def _function_type(graph: Graph) -> FuncType:
    return FuncType(tuple([variable.type for variable in graph.arguments]), graph.result.type)


def _is_reserved(name: str) -> bool:
    """Tell whether a bare word in brackets would not be taken for a field name."""
    return name in _PRIMITIVE_NAMES or name in _TYPE_WORDS or name in WORDS


def _struct_name(name: str) -> str:
    """Return a struct's name made of the characters that a name may have in graph text."""
    words = [re.sub(r"\W", "_", word) or "_" for word in name.split(".")]
    return ".".join(words) if not words[0][0].isdigit() else "_" + ".".join(words)
