"""Low-level types as C types: their names, and the declarations that a program needs.

Structs are flat: the fields of the parents come first, so that casting a pointer is a C cast.  Arrays are structs
with a flexible member `items`; pointers to functions get typedefs.  `Void` fields and arguments vanish.
"""

from __future__ import annotations

from typing import Final

from weft.backend_c.names import TAG_RESERVED, NameTable, mangle, mangle_field
from weft.rtyper.ll_helpers.bytes import BYTEARRAY, CHARS
from weft.rtyper.lltype.types import (
    ADDRESS,
    BOOL,
    BYTES,
    CHAR,
    CLASS_TABLE,
    EXCEPTION,
    FLOAT,
    INT32,
    OBJECT,
    SIGNED,
    STR,
    UINT32,
    UNICHAR,
    UNSIGNED,
    VOID,
    Array,
    FuncType,
    LowLevelType,
    Primitive,
    Ptr,
    Struct,
)

PRIMITIVE_TYPES: Final[dict[Primitive, str]] = {
    SIGNED: "long",
    UNSIGNED: "unsigned long",
    INT32: "int32_t",
    UINT32: "uint32_t",
    BOOL: "bool",
    FLOAT: "double",
    CHAR: "unsigned char",
    UNICHAR: "uint32_t",
    ADDRESS: "void *",
    VOID: "void",
}

_SIZES: Final[dict[LowLevelType, int]] = {INT32: 4, UINT32: 4, UNICHAR: 4, BOOL: 1, CHAR: 1}

RUNTIME_STRUCTS: Final[tuple[Struct | Array, ...]] = (CLASS_TABLE, STR, BYTES, OBJECT, EXCEPTION, BYTEARRAY, CHARS)
"""Structs that the hand-written run-time knows by name: their definitions go into weft_layout.h."""


class TypeTable:
    """The C types of one program, registered when first named."""

    def __init__(self, header_words: int = 0) -> None:
        self.header_words = header_words
        self._tags = NameTable(TAG_RESERVED)
        self._typedef_names = NameTable()
        self._names: dict[LowLevelType, str] = {}
        self._containers: list[Struct | Array] = []
        self._typedefs: list[str] = []
        for struct in RUNTIME_STRUCTS:
            self._names[struct] = f"struct {self.short_name(struct)}"
            self._containers.append(struct)

    def name(self, type_: LowLevelType) -> str:
        """Return the C type, a prefix of a declarator (`long`, `struct Node *`, `fn_long_long`)."""
        found = self._names.get(type_)
        if found is None:
            found = self._names[type_] = self._new_name(type_)
        return found

    def declare(self, type_: LowLevelType, name: str) -> str:
        """Return the declaration of a variable, without semicolon."""
        prefix = self.name(type_)
        return prefix + name if prefix.endswith("*") else f"{prefix} {name}"

    def _new_name(self, type_: LowLevelType) -> str:
        match type_:
            case Primitive():
                return PRIMITIVE_TYPES[type_]
            case Struct():
                self._containers.append(type_)
                return "struct " + self._tags.unique(mangle(type_.name) or "record")
            case Array():
                self._containers.append(type_)
                return "struct " + self._tags.unique(f"array_{self.short_name(type_.item)}")
            case Ptr(to=FuncType() as function):
                return self._function_typedef(function)
            case Ptr():
                return self.name(type_.to) + " *"
        raise AssertionError(f"{type_} is not the type of a C variable")

    def short_name(self, type_: LowLevelType) -> str:
        """Return an identifier fragment that describes a type."""
        match type_:
            case Primitive() | Struct():
                return mangle(type_.name)
            case Array():
                return f"array_{self.short_name(type_.item)}"
            case Ptr(to=FuncType()):
                return "function"
            case Ptr():
                return self.short_name(type_.to)
        return "function"

    def _function_typedef(self, function: FuncType) -> str:
        result = self.name(function.result)
        arguments = [self.name(a) for a in function.args if a is not VOID]
        parts = [self.short_name(a) for a in function.args if a is not VOID]
        name = self._typedef_names.unique("_".join(["fn", *parts, "to", self.short_name(function.result)])[:60])
        gap = "" if result.endswith("*") else " "
        self._typedefs.append(f"typedef {result}{gap}(*{name})({', '.join(arguments) or 'void'});")
        return name

    def prototype(self, function: FuncType, name: str, arguments: list[str] | None = None) -> str:
        """Return a function's declaration without semicolon; `arguments`: names of those that are not Void."""
        types = [a for a in function.args if a is not VOID]
        if arguments is None:
            text = [self.name(t) for t in types]
        else:
            text = [self.declare(t, n) for t, n in zip(types, arguments, strict=True)]
        return self.declare(function.result, f"{name}({', '.join(text) or 'void'})")

    def layout_header(self) -> str:
        """Return the text of weft_layout.h: the structs that the run-time knows."""
        definitions = [self.definition(struct) for struct in RUNTIME_STRUCTS]
        named = [self.name(struct) for struct in RUNTIME_STRUCTS]
        for struct in RUNTIME_STRUCTS:
            types = struct.all_fields().values() if isinstance(struct, Struct) else ()
            named += [self.name(t.to) for t in types if isinstance(t, Ptr) and not isinstance(t.to, FuncType)]
        forward = [f"{name};" for name in dict.fromkeys(named)]
        return "\n".join([*forward, "", *definitions]) + "\n"

    def declarations(self) -> str:
        """Return forward declarations, typedefs and definitions of all types named so far but the run-time's."""
        runtime = len(RUNTIME_STRUCTS)
        done: dict[Struct | Array, None] = dict.fromkeys(RUNTIME_STRUCTS)
        definitions: list[str] = []
        index = runtime
        while index < len(self._containers):  # defining one may register more
            self._define(self._containers[index], done, definitions)
            index += 1
        forward = [f"{self._names[c]};" for c in self._containers[runtime:]]
        return "\n".join([*forward, "", *self._typedefs, "", *definitions])

    def _define(self, container: Struct | Array, done: dict[Struct | Array, None], definitions: list[str]) -> None:
        """Append a definition, after those of the structs it holds inline."""
        if container in done:
            return
        done[container] = None
        inline = [container.item] if isinstance(container, Array) else list(container.all_fields().values())
        for type_ in inline:
            if isinstance(type_, Struct):
                self.name(type_)
                self._define(type_, done, definitions)
        definitions.append(self.definition(container))

    def definition(self, container: Struct | Array) -> str:
        """Return the C definition of a struct or array."""
        header = ["\tunsigned long gc_header;"] if container.gc and self.header_words else []
        if isinstance(container, Array):
            members = ["\tlong size;", f"\t{self.declare(container.item, 'items[]')};"]
        else:
            fields = memory_order(container, bool(self.header_words))
            members = [f"\t{self.declare(type_, mangle_field(name))};" for name, type_ in fields]
            if container.tail is not None:
                name, item = container.tail
                members += ["\tlong size;", f"\t{self.declare(item, mangle_field(name) + '[]')};"]
        members = [*header, *members] or ["\tchar empty;"]  # without a size two objects could share an address
        return "\n".join([self.name(container) + " {", *members, "};"])


def memory_order(struct: Struct, headers: bool) -> list[tuple[str, LowLevelType]]:
    """Return the fields as they are laid out: ancestors first, and small ones where they leave no gap."""
    inherited = memory_order(struct.parent, headers) if struct.parent is not None else []
    own = [item for item in struct.fields.items() if item[1] is not VOID]
    if headers and struct is OBJECT:
        own = []  # the header finds the class table
    end = 0
    for _, type_ in inherited:
        end = -(-end // _size(type_)) * _size(type_) + _size(type_)
    result = list(inherited)
    while own:
        fitting = [item for item in own if end % _size(item[1]) == 0]
        best = max(fitting or own, key=lambda item: _size(item[1]))
        own.remove(best)
        result.append(best)
        end = -(-end // _size(best[1])) * _size(best[1]) + _size(best[1])
    return result


def _size(type_: LowLevelType) -> int:
    """Return what a field of a primitive type takes; others are words, or aligned to words."""
    return _SIZES.get(type_, 8)
