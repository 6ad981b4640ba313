"""Host-side values of low-level types: prebuilt data, and the heap of llinterp.

A pointer's host value is the object it points to (`StructValue`, `ArrayValue`, `FunctionValue`), or None for null;
casts between a struct and its ancestors change nothing.  Cycles are natural.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from weft.rtyper.lltype.types import (
    CLASS_TABLE,
    STR,
    Array,
    FuncType,
    LowLevelType,
    Ptr,
    Struct,
    zero_of,
)


class StructValue:
    """An allocated struct: `fields` by name, and the items of its tail, if it has one, in `tail`."""

    __slots__ = ("fields", "tail", "type")

    def __init__(self, type_: Struct, size: int = 0) -> None:
        self.type = type_
        self.fields: dict[str, Any] = {name: new_inline(t) for name, t in type_.all_fields().items()}
        self.tail: list[Any] = []
        if type_.tail is not None:
            self.tail = [zero_of(type_.tail[1])] * size

    def __repr__(self) -> str:
        return f"<{self.type.name} at {id(self):#x}>"


class ArrayValue:
    """An allocated array; items of an array of structs are `StructValue`s."""

    __slots__ = ("items", "type")

    def __init__(self, type_: Array, length: int = 0, items: Iterable[Any] | None = None) -> None:
        self.type = type_
        if items is not None:
            self.items = list(items)
        else:
            self.items = [new_inline(type_.item) for _ in range(length)]

    def __repr__(self) -> str:
        return f"<{self.type} of {len(self.items)}>"


def new_inline(type_: LowLevelType) -> Any:
    """Return the zeroed host value of a field or item of this type (a fresh StructValue for an inline struct)."""
    return StructValue(type_) if isinstance(type_, Struct) else zero_of(type_)


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """The host value of a pointer that holds an integer of 63 bits: see `ops/tagged.py`."""

    value: int


@dataclass(slots=True, eq=False)
class FunctionValue:
    """A function: has a graph, or is external (a C function).

    `evaluate` runs an external function on host values (llinterp).  `include` is the header that declares it.
    """

    name: str
    type: FuncType
    graph: Any = None
    external: bool = False
    evaluate: Callable[..., Any] | None = None
    include: str = ""
    can_raise: bool = True
    """External functions that set a pending exception; for graphs the analysis decides."""
    library: str = ""
    """Passed to the linker as -l<library>."""
    pure: bool = False
    """External functions without side effects, whose result depends on the arguments only."""

    def __repr__(self) -> str:
        return f"<function {self.name}>"


@dataclass(slots=True, eq=False)
class StaticVariable:
    """A static variable of the executable: a module global assigned at run time; `value` is its initial value."""

    name: str
    type: LowLevelType
    value: Any

    def __str__(self) -> str:
        return self.name


@dataclass(slots=True, eq=False)
class ClassTable:
    """The host value of a class table: a StructValue in `struct`, the class's place in the hierarchy.

    `subclass_id` and `subclass_end` stay symbolic until C is written: the backend numbers all class tables in
    preorder, and an instance of class C is one whose `C.subclass_id <= cls.subclass_id < C.subclass_end`.
    """

    name: str
    parent: ClassTable | None
    struct: StructValue
    subclasses: list[ClassTable] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.parent is not None:
            self.parent.subclasses.append(self)

    def is_subclass(self, other: ClassTable) -> bool:
        """True if this is `other` or descends from it."""
        table: ClassTable | None = self
        while table is not None:
            if table is other:
                return True
            table = table.parent
        return False

    @property
    def type(self) -> Struct:
        """The struct type of the table."""
        return self.struct.type

    @property
    def fields(self) -> dict[str, Any]:
        """The table's fields, as for a StructValue."""
        return self.struct.fields

    def __repr__(self) -> str:
        return f"<class table {self.name}>"


def new_class_table(name: str, parent: ClassTable | None, type_: Struct | None = None) -> ClassTable:
    """Return a table of a struct type that inherits from CLASS_TABLE; fills in the name."""
    table = ClassTable(name, parent, StructValue(type_ or CLASS_TABLE))
    table.fields["name"] = table.fields["title"] = new_str(name)
    return table


def new_str(text: str) -> StructValue:
    """Return the low-level string of a host string."""
    data = text.encode("latin-1") if all(ord(c) < 256 for c in text) else text.encode("utf-32-le", "surrogatepass")
    value = StructValue(STR, len(data))
    value.fields["length"] = len(text)
    value.tail[:] = data
    return value


def host_str(value: StructValue) -> str:
    """Return the host string of a low-level string."""
    data = bytes(value.tail)
    if len(data) == value.fields["length"]:
        return data.decode("latin-1")
    return data.decode("utf-32-le", "surrogatepass")


def type_of(value: Any) -> Ptr:
    """Return the pointer type of a host container."""
    return Ptr(value.type)
