"""Exported functions of a shared library: C wrappers with plain types, and what a caller has to know of them.

A wrapper takes and returns machine values; `str` and `bytes` travel as `struct weft_text` (UTF-8 or raw bytes; a
null pointer is None), and a returned one lives until the next call.  An exception is reported in the last argument.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from weft.backend_c.names import NameTable, mangle
from weft.backend_c.symbols import Symbols
from weft.backend_c.types import PRIMITIVE_TYPES
from weft.flowspace.diagnostics import Diagnostic, TranslationError
from weft.rtyper.lltype.types import (
    BOOL,
    BYTES,
    CHAR,
    FLOAT,
    INT32,
    SIGNED,
    STR,
    UINT32,
    UNICHAR,
    UNSIGNED,
    VOID,
    LowLevelType,
    Primitive,
    Ptr,
)
from weft.rtyper.lltype.values import FunctionValue

_KINDS: Final[Mapping[LowLevelType, str]] = MappingProxyType(
    {
        SIGNED: "int",
        UNSIGNED: "int",
        INT32: "int",
        UINT32: "int",
        BOOL: "bool",
        FLOAT: "float",
        CHAR: "byte",
        UNICHAR: "char",
        VOID: "None",
        Ptr(STR): "str",
        Ptr(BYTES): "bytes",
    }
)

DECLARATIONS: Final = """\
struct weft_text {
	const char *data;
	long length;
};
struct weft_error {
	const char *class_name;
	struct weft_text message;
};
"""
"""What stands in front of the wrappers' declarations, for C and for cffi."""

PROTOTYPES: Final = """\
void weft_enter(struct weft_error *error);
void weft_leave(struct weft_error *error);
struct str *weft_str_from_text(struct weft_text text, struct weft_error *error);
struct bytes *weft_bytes_from_text(struct weft_text text, struct weft_error *error);
struct weft_text weft_text_from_str(const struct str *value, struct weft_error *error);
struct weft_text weft_text_from_bytes(const struct bytes *value, struct weft_error *error);
"""
"""What the wrappers use (`runtime/exports.c`)."""


@dataclass(frozen=True, slots=True)
class Export:
    """One exported function.  Kinds: int, bool, float, byte, char (a code point), str, bytes, None."""

    name: str
    symbol: str
    arguments: tuple[str, ...]
    """Kinds of the arguments; one of kind None is not passed."""
    result: str
    declaration: str


def export_functions(symbols: Symbols, functions: list[FunctionValue]) -> tuple[list[Export], list[str]]:
    """Return the exports and the lines of C that define their wrappers."""
    names = NameTable()
    exports = []
    lines: list[str] = []
    for function in functions:
        symbol = names.unique("weft_call_" + mangle(function.name))
        kinds = tuple(_kind(function, type_) for type_ in function.type.args)
        result = _kind(function, function.type.result)
        parameters = [
            f"{_c_type(type_)} a{index}" for index, type_ in enumerate(function.type.args) if type_ is not VOID
        ]
        head = f"{_c_type(function.type.result)} {symbol}({', '.join([*parameters, 'struct weft_error *error'])})"
        exports.append(Export(function.name, symbol, kinds, result, head + ";"))
        lines += ["", '__attribute__((visibility("default")))', head, *_body(symbols, function)]
    return exports, lines


def header(exports: list[Export]) -> str:
    """Return the declarations for C and cffi."""
    return DECLARATIONS + "".join(export.declaration + "\n" for export in exports)


def _kind(function: FunctionValue, type_: LowLevelType) -> str:
    kind = _KINDS.get(type_)
    if kind is None:
        span = function.graph.span if function.graph is not None else None
        message = f"{function.name} cannot be exported: a value of type {type_} cannot be passed from or to Python"
        raise TranslationError(Diagnostic("W0903", message, span))
    return kind


def _c_type(type_: LowLevelType) -> str:
    return PRIMITIVE_TYPES[type_] if isinstance(type_, Primitive) else "struct weft_text"


def _body(symbols: Symbols, function: FunctionValue) -> list[str]:
    result_type = function.type.result
    zero = "" if result_type is VOID else " 0" if isinstance(result_type, Primitive) else " (struct weft_text){NULL, 0}"
    lines = ["{", "\tweft_enter(error);"]
    operands = []
    taken: list[str] = []
    dropped: list[str] = []
    for index, type_ in enumerate(function.type.args):
        if isinstance(type_, Ptr):
            kind = _KINDS[type_]
            lines.append(f"\tstruct {kind} *b{index} = weft_{kind}_from_text(a{index}, error);")
            lines.append(f"\tWEFT_KEEP(b{index});")  # making the next one may collect
            taken.insert(0, f"\tWEFT_TAKE(b{index});")
            dropped.append(f"\tWEFT_DROP(b{index});")
        if type_ is not VOID:
            operands.append(f"b{index}" if isinstance(type_, Ptr) else f"a{index}")
    if any(isinstance(type_, Ptr) for type_ in function.type.args):
        lines += [*taken, "\tif (error->class_name != NULL) {"]
        lines += [f"\t{drop}" for drop in dropped]
        lines += [f"\t\treturn{zero};", "\t}"]
    call = f"{symbols.function(function)}({', '.join(operands)})"
    if result_type is VOID:
        return [*lines, f"\t{call};", *dropped, "\tweft_leave(error);", "}"]
    lines += [f"\t{symbols.types.declare(result_type, 'result')} = {call};", *dropped, "\tweft_leave(error);"]
    if isinstance(result_type, Primitive):
        return [*lines, "\treturn result;", "}"]
    lines.append(f"\tstruct weft_text text = weft_text_from_{_KINDS[result_type]}(result, error);")
    return [*lines, "\tWEFT_DROP(result);", "\treturn text;", "}"]
