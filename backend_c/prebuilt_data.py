"""Prebuilt data as static C variables: structs, arrays, strings, class tables, and the program's static variables."""

from __future__ import annotations

from typing import Any, Final

from weft.backend_c.constants import character_literal, long_string_literal, primitive_literal
from weft.backend_c.expressions import strip_parentheses
from weft.backend_c.names import mangle_field
from weft.backend_c.symbols import Symbols
from weft.backend_c.type_block import CLASS_FIELD
from weft.rtyper.lltype.types import CHAR, OBJECT, SIGNED, VOID, Array, LowLevelType, Primitive, Ptr, Struct, zero_of
from weft.rtyper.lltype.values import ArrayValue, ClassTable, StaticVariable, StructValue

_PER_LINE: Final = 16
PREBUILT: Final = 1 << 35 | 1 << 33
"""The flags of objects that are part of the executable: `PREBUILT`, `TRACKED` of `weft.gc.header`."""


class DataWriter:
    """Writes the definitions of prebuilt data; what they point to is queued in the symbols."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols

    def declaration(self, value: StructValue | ArrayValue | ClassTable) -> str:
        """Return the declaration of prebuilt data without storage class and semicolon."""
        return self._symbols.types.declare(value.type, self._symbols.data(value))

    def definition(self, value: StructValue | ArrayValue | ClassTable) -> str:
        """Return the definition with its initialiser."""
        return f"{self.declaration(value)} = {self.initialiser(value)};"

    def static_declaration(self, variable: StaticVariable) -> str:
        """Return the declaration of a static variable without storage class and semicolon."""
        return self._symbols.types.declare(variable.type, self._symbols.static(variable))

    def static_definition(self, variable: StaticVariable) -> str:
        """Return the definition of a static variable with its initial value."""
        return f"{self.static_declaration(variable)} = {self._scalar(variable.value, variable.type)};"

    def initialiser(self, value: StructValue | ArrayValue | ClassTable) -> str:
        """Return the initialiser."""
        match value:
            case ArrayValue():
                fields = [*self._header(value.type), f".size = {len(value.items)}"]
                if value.items:
                    fields.append(f".items = {self._items(value.items, value.type.item)}")
                return _braces(fields)
            case ClassTable():
                start, end = self._symbols.class_ranges[value]
                fields = [f".subclass_id = {start}", f".subclass_end = {end}"]
                return _braces(fields + self._fields(value.struct, ("subclass_id", "subclass_end")))
        return self._struct(value)

    def _struct(self, value: StructValue) -> str:
        fields = self._fields(value)
        if value.type.gc and self._symbols.block is not None:
            left_out: tuple[str, ...] = ()
            if value.type.inherits(OBJECT):
                self._symbols.block.check_class(value)
                left_out = (CLASS_FIELD,)
            fields = self._header(value.type) + self._fields(value, left_out)
        if value.type.tail is not None:
            name, item = value.type.tail
            if value.tail:
                fields.append(f".size = {len(value.tail)}")
                fields.append(f".{mangle_field(name)} = {self._items(value.tail, item)}")
        return _braces(fields)

    def _header(self, type_: Struct | Array) -> list[str]:
        """Return the initialiser of the collector's word."""
        if not type_.gc or self._symbols.block is None:
            return []
        return [f".gc_header = {PREBUILT}UL + {self._symbols.type_id(type_)}"]

    def _fields(self, value: StructValue, left_out: tuple[str, ...] = ()) -> list[str]:
        """Return the initialisers of the fields that are not zero."""
        texts = []
        for name, type_ in value.type.all_fields().items():
            item = value.fields[name]
            if type_ is VOID or name in left_out:
                continue
            if isinstance(type_, Struct):
                texts.append(f".{mangle_field(name)} = {self._struct(item)}")
            elif not _is_zero(item, type_):
                texts.append(f".{mangle_field(name)} = {self._scalar(item, type_)}")
        return texts

    def _items(self, items: list[Any], type_: LowLevelType) -> str:
        """Return the initialiser of an array's items; the last one is always there, since it decides the size."""
        if type_ is CHAR:
            return self._bytes(items)
        if isinstance(type_, Struct):
            texts = [self._struct(item) for item in items]
        elif type_ is SIGNED:
            texts = [str(i) if i > -(1 << 63) else "-9223372036854775807 - 1" for i in items]
        else:
            texts = [self._scalar(item, type_) for item in items]
        if len(texts) > _PER_LINE and all(
            text == texts[-1] and _is_zero(i, type_) for text, i in zip(texts, items, strict=True)
        ):
            return f"{{[{len(texts) - 1}] = {texts[-1]}}}"
        lines = [", ".join(texts[i : i + _PER_LINE]) for i in range(0, len(texts), _PER_LINE)]
        return "{" + ",\n\t\t".join(lines) + "}"

    def _bytes(self, items: list[int]) -> str:
        if len(items) > _PER_LINE and not any(items):
            return f"{{[{len(items) - 1}] = 0}}"
        printable = sum(1 for b in items if 32 <= b < 127 or b in (9, 10, 13))
        if printable * 2 >= len(items):
            return long_string_literal(items, "\t\t")
        lines = [", ".join(map(str, items[i : i + _PER_LINE])) for i in range(0, len(items), _PER_LINE)]
        return "{" + ",\n\t\t".join(lines) + "}"

    def _scalar(self, value: Any, type_: LowLevelType) -> str:
        if isinstance(type_, Primitive):
            return primitive_literal(value, type_) if type_ is not CHAR else character_literal(value)
        assert isinstance(type_, Ptr), type_
        return strip_parentheses(self._symbols.pointer(value, type_))


def _is_zero(value: Any, type_: LowLevelType) -> bool:
    if value is None or isinstance(type_, Struct):
        return value is None
    return isinstance(type_, Primitive) and repr(value) == repr(zero_of(type_))  # repr: -0.0 is not zero


def _braces(fields: list[str]) -> str:
    text = ", ".join(fields)
    if len(text) < 100:
        return "{" + text + "}"
    return "{\n\t" + ",\n\t".join(fields) + "}"
