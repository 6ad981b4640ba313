"""The block of types: what collectors know of a type and, beside it, the table of the class that has its instances.

A type id is an offset in the block.  So an object's header finds the class table by one addition, and instances need
no pointer to it: reads of `cls` become `weft_class_of`, stores vanish.  Managers without headers keep the field.
Tables stand in preorder of the classes: a class and its subclasses are a range of type ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from weft.flowspace.graph import Constant
from weft.rtyper.lltype.types import OBJECT, Array, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ClassTable, StructValue
from weft.rtyper.program import Program

CLASS_FIELD: Final = "cls"


def is_class_field(type_: LowLevelType, name: str) -> bool:
    """True if the field of a struct, or of what a pointer leads to, is the pointer to the class table."""
    struct = type_.to if isinstance(type_, Ptr) else type_
    return name == CLASS_FIELD and isinstance(struct, Struct) and struct.inherits(OBJECT)


@dataclass(slots=True, eq=False)
class TypeBlock:
    """The types and class tables that the C text mentions."""

    classes: dict[Struct, ClassTable]
    """The class of the instances of a struct."""
    types: dict[Struct | Array, str] = field(default_factory=dict)
    """Type -> the member of the block that describes it."""
    tables: dict[ClassTable, str] = field(default_factory=dict)
    """Class table -> its member."""

    def check_class(self, value: StructValue) -> None:
        """A prebuilt instance has the class that its type says."""
        table = value.fields[CLASS_FIELD]
        if table is not None and self.classes.setdefault(value.type, table) is not table:
            raise AssertionError(f"instances of {value.type} are of several classes, which headers do not tell apart")


def classes_of(program: Program) -> dict[Struct, ClassTable]:
    """Return the class of each struct of which a program makes instances."""
    found: dict[Struct, ClassTable] = {}
    for graph in dict.fromkeys(program.graphs()):
        for _, operation in graph.operations():
            if operation.name == "setfield" and is_class_field(operation.args[0].type, operation.statics[0]):
                struct, table = operation.args[0].type.to, operation.args[1]
                if not isinstance(table, Constant) or found.setdefault(struct, table.value) is not table.value:
                    raise AssertionError(f"{operation}: instances of {struct} are of several classes")
    return found
