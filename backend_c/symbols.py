"""The C names of everything a program consists of, handed out as things are first mentioned.

What is mentioned is also queued for emission: starting from the entry functions, exactly what is reachable from the
emitted code and data gets into the C text, in a deterministic order.
"""

from __future__ import annotations

from typing import Any, Final

from weft.backend_c.constants import primitive_literal
from weft.backend_c.names import NameTable, mangle
from weft.backend_c.type_block import TypeBlock
from weft.backend_c.types import TypeTable
from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import Constant
from weft.rtyper.lltype.types import BYTES, STR, VOID, Array, FuncType, LowLevelType, Primitive, Ptr, Struct
from weft.rtyper.lltype.values import (
    ArrayValue,
    ClassTable,
    FunctionValue,
    StaticVariable,
    StructValue,
    TaggedWord,
    host_str,
)

_TEXT_PART: Final = 24


class Symbols:
    """Names and emission queues of one program."""

    def __init__(self, types: TypeTable, class_tables: list[ClassTable], block: TypeBlock | None = None) -> None:
        self.types = types
        self.block = block
        """The block of types, if objects have headers."""
        self._names = NameTable()
        self.functions: list[FunctionValue] = []
        self.prebuilt: list[StructValue | ArrayValue | ClassTable] = []
        self.statics: list[StaticVariable] = []
        self.externals: list[FunctionValue] = []
        self.locations: dict[tuple[str, int, str], int] = {}
        self._assigned: dict[Any, str] = {}
        self.class_ranges = number_classes(class_tables)

    def function(self, value: FunctionValue) -> str:
        """Return the C name of a function; an external one keeps its own."""
        name = self._assigned.get(value)
        if name is None:
            if value.graph is None:
                name = value.name
                self.externals.append(value)
            else:
                name = self._names.unique("py_" + (mangle(value.name) or "function"))
                self.functions.append(value)
            self._assigned[value] = name
        return name

    def type_id(self, type_: Struct | Array) -> str:
        """Return the C expression of the number in the headers of objects of a type: its place in the block."""
        assert self.block is not None
        member = self.block.types.get(type_)
        if member is None:
            member = self.block.types[type_] = self._names.unique("type_" + self.types.short_name(type_))
            if isinstance(type_, Struct) and type_ in self.block.classes:
                self.data(self.block.classes[type_])
        return f"WEFT_TYPE({member})"

    def static(self, variable: StaticVariable) -> str:
        """Return the C name of a static variable."""
        name = self._assigned.get(variable)
        if name is None:
            name = self._assigned[variable] = self._names.unique("var_" + mangle(variable.name))
            self.statics.append(variable)
        return name

    def data(self, value: StructValue | ArrayValue | ClassTable) -> str:
        """Return the C name of prebuilt data."""
        name = self._assigned.get(value)
        if name is None:
            name = self._names.unique("pre_" + self._describe(value))
            if self.block is not None and isinstance(value, ClassTable):
                self.block.tables[value] = name
                name = "weft_types." + name
            self._assigned[value] = name
            self.prebuilt.append(value)
        return name

    def _describe(self, value: StructValue | ArrayValue | ClassTable) -> str:
        if isinstance(value, ClassTable):
            return "class_" + mangle(value.name)
        if isinstance(value, StructValue) and value.type is STR:
            return "str_" + mangle(host_str(value)[:_TEXT_PART])
        if isinstance(value, StructValue) and value.type is BYTES:
            return "bytes_" + mangle(bytes(value.tail[:_TEXT_PART]).decode("latin-1"))
        return self.types.short_name(value.type)

    def location(self, span: SourceSpan) -> str:
        """Return the C expression of a traceback location."""
        key = (span.filename, span.line, span.function)
        index = self.locations.setdefault(key, len(self.locations))
        return f"&weft_locations[{index}]"

    def constant(self, constant: Constant) -> str:
        """Return the C expression of a constant."""
        type_ = constant.type
        if isinstance(type_, Primitive):
            return primitive_literal(constant.value, type_)
        assert isinstance(type_, Ptr), f"constant {constant.value!r} of type {type_}"
        return self.pointer(constant.value, type_)

    def pointer(self, value: Any, type_: Ptr) -> str:
        """Return the C expression of a pointer to a host value, as a pointer of this type."""
        match value:
            case None:
                return "NULL"
            case TaggedWord():
                return f"(({self.types.name(type_)}){(2 * value.value + 1) % 2**64}UL)"
            case FunctionValue():
                name = self.function(value)
                return name if value.type == type_.to else f"(({self.types.name(type_)}){name})"
            case StructValue() | ArrayValue() | ClassTable():
                name = self.data(value)
                return f"&{name}" if value.type == type_.to else f"(({self.types.name(type_)})&{name})"
        raise AssertionError(f"no C constant for {value!r} of type {type_}")

    def lvalue(self, value: Any, type_: Ptr) -> str:
        """Return the C name of a pointer's target followed by `.`, or a pointer followed by `->`."""
        if isinstance(value, StructValue | ArrayValue | ClassTable) and value.type == type_.to:
            return self.data(value) + "."
        if value is None:
            return f"(({self.types.name(type_)})weft_null())->"
        return self.pointer(value, type_) + "->"


def number_classes(tables: list[ClassTable]) -> dict[ClassTable, tuple[int, int]]:
    """Number class tables in preorder: table -> (its number, one more than the last number among its subclasses)."""
    reachable = set(tables)  # asked for membership only
    ranges: dict[ClassTable, tuple[int, int]] = {}
    number = 1

    for root in tables:
        if root.parent is not None and root.parent in reachable:
            continue
        stack: list[tuple[ClassTable, bool]] = [(root, True)]
        while stack:
            table, entering = stack.pop()
            if entering:
                ranges[table] = (number, number)
                number += 1
                stack.append((table, False))
                stack.extend((sub, True) for sub in reversed(table.subclasses) if sub in reachable)
            else:
                ranges[table] = (ranges[table][0], number)
    return ranges


def is_stored(type_: LowLevelType) -> bool:
    """True if values of this type exist at run time."""
    return type_ is not VOID


def target_struct(type_: LowLevelType) -> Struct:
    """Return the struct that a pointer type points to."""
    assert isinstance(type_, Ptr) and isinstance(type_.to, Struct), type_
    return type_.to


def target_function(type_: LowLevelType) -> FuncType:
    """Return the function type that a pointer type points to."""
    assert isinstance(type_, Ptr) and isinstance(type_.to, FuncType), type_
    return type_.to
