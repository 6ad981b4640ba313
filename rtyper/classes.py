"""Layouts of classes: the struct of the instances, the class table, and the slots of virtual methods.

An attribute that instances set is a field `inst_NAME`; one that only class bodies set is a field `attr_NAME` of the
class table; a virtual call of a method goes through a field `method_NAME_K` of the table of the class at whose level
the call was seen.  Tables are filled at the end of rtyping, when all slots are known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.descriptions import Attribute, ClassDef, ClassDesc
from weft.annotator.keeping import has_finalizer
from weft.annotator.lattice import Annotation, Impossible, SomePBC
from weft.annotator.raw_classes import is_raw
from weft.flowspace.graph import Constant, Value, Variable
from weft.rtyper import raw_classes
from weft.rtyper.finalizer_polls import register
from weft.rtyper.lltype.types import BOOL, CLASS_TABLE, EXCEPTION, OBJECT, VOID, LowLevelType, Ptr, Struct, zero_of
from weft.rtyper.lltype.values import ClassTable, FunctionValue, StaticVariable, new_class_table, new_str

if TYPE_CHECKING:
    from weft.rtyper.lowering import Builder
    from weft.rtyper.representations.base import Representation
    from weft.rtyper.typer import Typer


@dataclass(slots=True, eq=False)
class ClassLayout:
    """The low-level side of one ClassDef."""

    classdef: ClassDef
    struct: Struct
    table_struct: Struct
    table: ClassTable
    slots: dict[Any, MethodSlot] = field(default_factory=dict)
    class_values: dict[str, tuple[str, Representation]] = field(default_factory=dict)
    """Table field -> (attribute, representation): what class bodies say."""
    fields_added: bool = False


@dataclass(slots=True, eq=False)
class MethodSlot:
    """A field of class tables holding one implementation per class: `implementations` by description number."""

    name: str
    type: Ptr
    method: str
    implementations: dict[ClassDef, FunctionValue]
    """By the class in whose body the implementation stands."""


class ClassLayouts:
    """Makes and fills the layouts of all classes of one program."""

    def __init__(self, typer: Typer) -> None:
        self.typer = typer
        self.root_table = new_class_table("object", None)
        self._layouts: dict[ClassDef, ClassLayout] = {}
        self._finished = False

    def layout(self, classdef: ClassDef) -> ClassLayout:
        """Return the layout of a class; its struct has its fields only after `complete`."""
        found = self._layouts.get(classdef)
        if found is None:
            found = self._layouts[classdef] = self._new_layout(classdef)
            if self._finished:  # a built-in exception that a pass needs
                self._fill_table(classdef)
        return found

    def _new_layout(self, classdef: ClassDef) -> ClassLayout:
        cls = classdef.description.cls
        if cls is BaseException:
            table_struct = Struct("BaseException_table", parent=CLASS_TABLE, gc=False)
            table = new_class_table(classdef.name, self.root_table, table_struct)
            return ClassLayout(classdef, EXCEPTION, table_struct, table)
        if cls is object:
            return ClassLayout(classdef, OBJECT, CLASS_TABLE, self.root_table)
        if classdef.base is None:
            parent_struct, parent_table_struct, parent_table = OBJECT, CLASS_TABLE, self.root_table
        else:
            base = self.layout(classdef.base)
            parent_struct, parent_table_struct, parent_table = base.struct, base.table_struct, base.table
        struct = Struct(classdef.name, parent=parent_struct)
        table_struct = Struct(f"{classdef.name}_table", parent=parent_table_struct, gc=False)
        table = new_class_table(classdef.name, parent_table, table_struct)
        if issubclass(cls, BaseException) and cls.__module__ not in ("__main__", "builtins"):
            table.fields["title"] = new_str(f"{cls.__module__}.{cls.__qualname__}")
        elif cls.__qualname__ != classdef.name and issubclass(cls, BaseException):
            table.fields["title"] = new_str(cls.__qualname__)
        return ClassLayout(classdef, struct, table_struct, table)

    def complete(self, classdef: ClassDef) -> ClassLayout:
        """Return the layout with all fields of the struct added, of this class and its ancestors."""
        layout = self.layout(classdef)
        if layout.fields_added:
            return layout
        layout.fields_added = True
        if classdef.base is not None:
            self.complete(classdef.base)
        present = layout.struct.all_fields()
        for name, attribute in classdef.attributes.items():
            if f"inst_{name}" not in present and not attribute.readonly and self.is_stored(attribute):
                low = self.typer.low_type(attribute.annotation)
                if low is not VOID:
                    layout.struct.fields[f"inst_{name}"] = low
                if self.typer.unset.may_be_unset(classdef, name):
                    layout.struct.fields[f"set_{name}"] = BOOL
        return layout

    @staticmethod
    def is_stored(attribute: Attribute) -> bool:
        """True if the attribute has values at all."""
        return not isinstance(attribute.annotation, Impossible)

    def table(self, classdef: ClassDef) -> ClassTable:
        """Return the class table."""
        return self.layout(classdef).table

    def table_constant(self, classdef: ClassDef) -> Constant:
        """Return a pointer to the class table."""
        return Constant(self.table(classdef), Ptr(CLASS_TABLE))

    # Instances ------------------------------------------------------------------------------------------------

    def new_instance(self, builder: Builder, classdef: ClassDef) -> Variable:
        """Allocate an instance, with its class and the class-level defaults of its attributes."""
        layout = self.complete(classdef)
        if is_raw(classdef):
            instance = raw_classes.new_instance(builder, classdef, layout.struct)
        else:
            instance = builder.malloc(layout.struct, hint=classdef.name.lower())
        builder.setfield(instance, "cls", self.table_constant(classdef))
        for name, value in self.instance_defaults(classdef):
            builder.setfield(instance, f"inst_{name}", value)
        for name in self.set_at_birth(classdef):
            builder.setfield(instance, f"set_{name}", Constant(True, BOOL))
        if has_finalizer(classdef):
            register(builder, instance)
        return instance

    def set_at_birth(self, classdef: ClassDef) -> list[str]:
        """Return the attributes with a flag that get a value from the class body."""
        fields = self.complete(classdef).struct.all_fields()
        names = [name for owner in classdef.mro() for name in owner.attributes if f"set_{name}" in fields]
        return [name for name in names if classdef.description.lookup(name) is not None]

    def instance_defaults(self, classdef: ClassDef) -> list[tuple[str, Constant]]:
        """Return the class-level values of attributes that instances may override, as (name, low-level constant)."""
        found: list[tuple[str, Constant]] = []
        for owner in classdef.mro():
            for name, attribute in owner.attributes.items():
                member = None if attribute.readonly else classdef.description.lookup(name)
                if member is None or not self.is_stored(attribute) or isinstance(member[1], _NO_VALUES):
                    continue
                representation = self.typer.representation(attribute.annotation)
                if representation.lowtype is VOID or type(member[1]).__name__ == "member_descriptor":
                    continue
                constant = self.typer.constant(representation, member[1])
                if constant.value != zero_of(constant.type) or constant.value is False:
                    found.append((name, constant))
        return found

    # Class attributes and methods -----------------------------------------------------------------------------

    def class_pointer(self, builder: Builder, instance: Value, classdef: ClassDef) -> Value:
        """Read an instance's class table, as a pointer to the table type of `classdef`."""
        table = builder.getfield(builder.cast_pointer(instance, Ptr(OBJECT)), "cls")
        return builder.cast_pointer(table, Ptr(self.layout(classdef).table_struct))

    def class_attribute(self, owner: ClassDef, name: str, attribute: Attribute) -> tuple[str, LowLevelType]:
        """Return the table field of a class-level attribute, adding it to the table of its class if new."""
        layout = self.layout(owner)
        field_name = f"attr_{name}"
        representation = self.typer.representation(attribute.annotation)
        if field_name not in layout.table_struct.fields and representation.lowtype is not VOID:
            layout.table_struct.fields[field_name] = representation.lowtype
            layout.class_values[field_name] = name, representation
        return field_name, representation.lowtype

    def variable(self, description: ClassDesc, name: str) -> tuple[StaticVariable, Annotation] | None:
        """Return the static variable of a class attribute that is assigned at run time, with its annotation."""
        member = description.lookup(name)
        state = None if member is None else self.typer.annotations.class_variable(member[0].cls, name)
        if member is None or state is None:
            return None
        key = ("class variable", member[0], name)
        if key not in self.typer.cache:
            self.typer.cache[key] = self.typer.new_static(f"{member[0].name}.{name}", state, member[1])
        return self.typer.cache[key], state

    def method_slot(
        self, classdef: ClassDef, method: str, key: Any, type_: Ptr, implementations: dict[ClassDef, FunctionValue]
    ) -> MethodSlot:
        """Return the slot for calls of a method at the level of a class, making it if new."""
        layout = self.layout(classdef)
        found = layout.slots.get((method, key))
        if found is None:
            name = f"method_{method}_{len(layout.slots)}_{classdef.number}"
            found = layout.slots[method, key] = MethodSlot(name, type_, method, implementations)
            layout.table_struct.fields[name] = type_
        else:
            found.implementations.update(implementations)
        return found

    def finish(self) -> None:
        """Fill in the method slots and class-level values of all tables."""
        for classdef in list(self._layouts):
            for subclass in classdef.all_subclasses():
                self.layout(subclass)
        for classdef in list(self._layouts):
            self._fill_table(classdef)
        self._finished = True

    def _fill_table(self, classdef: ClassDef) -> None:
        fields = self.table(classdef).fields
        for ancestor in classdef.mro():
            layout = self.layout(ancestor)
            for slot in layout.slots.values():
                fields[slot.name] = self._implementation(classdef, slot)
            for field_name, (name, representation) in layout.class_values.items():
                member = classdef.description.lookup(name)
                value = zero_of(representation.lowtype)
                if member is not None and not isinstance(member[1], _NO_VALUES):
                    value = self.typer.constant(representation, member[1]).value
                fields[field_name] = value

    @staticmethod
    def _implementation(classdef: ClassDef, slot: MethodSlot) -> FunctionValue | None:
        found = classdef.description.lookup(slot.method)
        if found is None:
            return None
        return slot.implementations.get(found[0].classdef)


_NO_VALUES: Final = (property, staticmethod, classmethod)
"""Members that a subclass may have where others have data: instances of that subclass are asked on their own."""


def is_method_set(annotation: Any) -> bool:
    """True for the annotation of a bound method whose value is its receiver: all members methods of one name."""
    if not isinstance(annotation, SomePBC) or not annotation.descriptions:
        return False
    names = {d.name for d in annotation.descriptions}
    return len(names) == 1 and all(type(d).__name__ == "MethodDesc" for d in annotation.descriptions)
