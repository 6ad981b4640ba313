"""Representation of instances: pointers to the struct of their class, null for None."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.attributes import ENUM_FIELDS
from weft.annotator.descriptions import ClassDef
from weft.annotator.lattice import (
    Annotation,
    SomeAttributes,
    SomeFrames,
    SomeInstance,
    SomePBC,
    SomeSuper,
    SomeWeak,
)
from weft.flowspace.graph import Constant, Value, Variable
from weft.rtyper.classes import is_method_set
from weft.rtyper.exception_data import kept_arguments
from weft.rtyper.ll_helpers import instances as helpers
from weft.rtyper.ll_helpers.exceptions import check_is_set
from weft.rtyper.lltype.types import BOOL, FRAME, OBJECT, SIGNED, VOID, WEAK, Ptr, Struct, zero_of
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.lowering import Builder, Lowering, boolean, void
from weft.rtyper.representations.base import Representation

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


EXCEPTION_FIELDS: Final = {"__cause__": "cause", "__context__": "context", "__suppress_context__": "suppress"}
"""Where attributes of exceptions are kept."""


class InstanceRepresentation(Representation):
    """Instances of one ClassDef (classdef None: any object)."""

    lowtype: Ptr

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeInstance)
        self.classdef = annotation.classdef
        self.struct: Struct = OBJECT if self.classdef is None else typer.classes.layout(self.classdef).struct
        self.lowtype = Ptr(self.struct)

    def setup(self) -> None:
        """Add the fields of the attributes."""
        if self.classdef is not None:
            self.typer.classes.complete(self.classdef)

    # Prebuilt instances ---------------------------------------------------------------------------------------

    def constant(self, value: Any) -> Any:
        """Return the prebuilt instance of a Python object; the same object always gives the same one."""
        if value is None:
            return None
        value = self.typer.annotations.prebuilt(value)
        prebuilt: dict[int, tuple[Any, StructValue]] = self.typer.cache.setdefault("prebuilt instances", {})
        found = prebuilt.get(id(value))
        if found is not None:
            return found[1]
        classdef = self.typer.annotations.classdef(type(value))
        layout = self.typer.classes.complete(classdef)
        made = StructValue(layout.struct)
        prebuilt[id(value)] = value, made
        made.fields["cls"] = layout.table
        if isinstance(value, BaseException):
            text, kind, shown = kept_arguments(value)
            made.fields["inst__weft_message"] = self.typer.string_constant(text).value
            made.fields["inst__weft_kind"] = kind
            if "inst__weft_shown" in made.fields:
                made.fields["inst__weft_shown"] = self.typer.string_constant(shown).value
        try:
            self._fill(made, value, classdef)
        except TypeError:  # who asked may know another way: nothing half made may be found then
            del prebuilt[id(value)]
            raise
        return made

    def _fill(self, made: StructValue, value: Any, classdef: ClassDef) -> None:
        defaults = {name: constant.value for name, constant in self.typer.classes.instance_defaults(classdef)}
        for owner in classdef.mro():
            for name, attribute in owner.attributes.items():
                field = f"inst_{name}"
                flag = f"set_{name}"
                if flag in made.fields and (hasattr(value, name) or name in defaults):
                    made.fields[flag] = True
                if field not in made.fields or name.startswith("_weft_"):
                    continue
                representation = self.typer.representation(attribute.annotation)
                if name == "_items_of_base":
                    plain = self.typer.annotations.base_value(value)
                    made.fields[field] = self.typer.constant(representation, plain).value
                elif name in getattr(value, "__dict__", {}) or name in _slots(type(value)):
                    if hasattr(value, name):
                        made.fields[field] = self.typer.constant(representation, getattr(value, name)).value
                elif name in defaults:
                    made.fields[field] = defaults[name]

    # Conversions ----------------------------------------------------------------------------------------------

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Up or down the hierarchy."""
        if isinstance(target, InstanceRepresentation):
            return builder.cast_pointer(value, target.lowtype)
        return None

    # Attributes -----------------------------------------------------------------------------------------------

    def _check_none(self, lowering: Lowering, name: str) -> Value:
        value = lowering.operand(0)
        if lowering.annotation(0).can_be_none:
            lowering.null_check(value, f"'NoneType' object has no attribute '{name}'")
        return value

    def lower_getattr(self, lowering: Lowering) -> Value | None:
        """Read an attribute: of the instance, or of the class if only classes set it."""
        name = lowering.constant_operand(1)
        value = self._check_none(lowering, name)
        result = lowering.result_annotation
        if isinstance(result, SomeAttributes):
            return lowering.cast_pointer(value, lowering.result_representation.lowtype)
        if is_method_set(result) and not self._is_stored(name):
            # A bound method travels as its receiver.
            return lowering.cast_pointer(value, lowering.result_representation.lowtype)
        if isinstance(result, SomePBC) and lowering.result_representation.lowtype is VOID and not self.is_flagged(name):
            return None
        return self.read(lowering, value, name, lowering.result_representation)

    def _is_stored(self, name: str) -> bool:
        found = self.classdef.find_attribute(name) if self.classdef is not None else None
        return found is not None and not found[1].readonly

    def read(self, builder: Builder, value: Value, name: str, target: Representation) -> Value | None:
        """Read an attribute of a low-level instance that is not null, in the target representation."""
        if self.classdef is not None and isinstance(self.classdef.description.cls, enum.EnumMeta):
            name = ENUM_FIELDS.get(name, name)
        found = self.classdef.find_attribute(name) if self.classdef is not None else None
        if self.classdef is not None and (found is None or found[1].readonly):
            static = self.typer.classes.variable(self.classdef.description, name)
            if static is not None:
                variable = builder.emit("static_get", statics=(static[0],), hint=name)
                return builder.convert(variable, self.typer.representation(static[1]), target)
        if name in EXCEPTION_FIELDS and found is None:
            exception = builder.cast_pointer(value, self.typer.exception_pointer)
            content = builder.getfield(exception, EXCEPTION_FIELDS[name])
            return content if target.lowtype is BOOL else builder.cast_pointer(content, target.lowtype)
        if found is None or self.classdef is None:
            raise self.typer.error("W0202", f"{self.annotation} has no attribute {name}")
        owner, attribute = found
        representation = self.typer.representation(attribute.annotation)
        owner_struct = self.typer.classes.complete(owner).struct
        if representation.lowtype is VOID:
            if f"set_{name}" in owner_struct.all_fields():
                self._check_set(builder, value, name)
            return None
        if attribute.readonly and f"inst_{name}" not in owner_struct.all_fields():
            field, _ = self.typer.classes.class_attribute(owner, name, attribute)
            table = self.typer.classes.class_pointer(builder, value, owner)
            low: Value = builder.getfield(table, field)
        else:
            if f"set_{name}" in owner_struct.all_fields():
                self._check_set(builder, value, name)
            low = builder.getfield(value, f"inst_{name}")
        return builder.convert(low, representation, target)

    def lower_setattr(self, lowering: Lowering) -> Value | None:
        """Write an attribute of the instance."""
        name = lowering.constant_operand(1)
        value = self._check_none(lowering, name)
        assert self.classdef is not None
        found = self.classdef.find_attribute(name)
        if found is None:
            raise lowering.error("W0202", f"{self.annotation} has no attribute {name}")
        owner, attribute = found
        representation = self.typer.representation(attribute.annotation)
        self.typer.classes.complete(owner)
        if representation.lowtype is not VOID:
            lowering.setfield(value, f"inst_{name}", lowering.operand(2, representation))
        if f"set_{name}" in self.typer.classes.complete(owner).struct.all_fields():
            lowering.setfield(value, f"set_{name}", boolean(True))
        return None

    def is_flagged(self, name: str) -> bool:
        """True if an attribute may be unset."""
        found = None if self.classdef is None else self.classdef.find_attribute(name)
        return found is not None and f"set_{name}" in self.typer.classes.complete(found[0]).struct.all_fields()

    def is_set(self, builder: Builder, value: Value, name: str) -> Value:
        """Return whether an attribute is set."""
        found = None if self.classdef is None else self.classdef.find_attribute(name)
        if found is None:
            located = None if self.classdef is None else self.classdef.description.lookup(name)
            return boolean(located is not None)
        if f"set_{name}" in self.typer.classes.complete(found[0]).struct.all_fields():
            return builder.getfield(value, f"set_{name}")
        return boolean(True)

    def lower_delattr(self, lowering: Lowering) -> Value | None:
        """Let an attribute be unset, which must be set."""
        name = lowering.constant_operand(1)
        value = self._check_none(lowering, name)
        self._check_set(lowering, value, name)
        lowering.setfield(value, f"set_{name}", boolean(False))
        self.forget(lowering, value, name)
        return None

    def lower_forget_attribute(self, lowering: Lowering) -> Value | None:
        """Let an attribute of a generator keep nothing."""
        self.forget(lowering, lowering.operand(0), lowering.constant_operand(1))
        return None

    def forget(self, builder: Builder, value: Value, name: str) -> None:
        """Let an attribute keep nothing, if it is seen when that dies."""
        found = None if self.classdef is None else self.classdef.find_attribute(name)
        if found is not None and self.typer.mortality.is_seen(found[1].annotation):
            lowtype = self.typer.representation(found[1].annotation).lowtype
            self.typer.classes.complete(found[0])
            if lowtype is not VOID:
                builder.setfield(value, f"inst_{name}", Constant(zero_of(lowtype), lowtype))

    def _check_set(self, builder: Builder, value: Value, name: str) -> None:
        texts = [self.typer.string_constant(t).value for t in ("'", f"' object has no attribute '{name}'")]
        instance = builder.cast_pointer(value, Ptr(OBJECT))
        builder.helper(check_is_set, builder.getfield(value, f"set_{name}"), instance, *map(void, texts))

    # Identity -------------------------------------------------------------------------------------------------

    def lower_bool(self, lowering: Lowering) -> Value:
        """An instance without __bool__ and __len__ is true."""
        value = lowering.operand(0)
        return lowering.emit("ptr_nonzero", value) if isinstance(value, Variable) else boolean(value.value is not None)

    def _identity(self, lowering: Lowering, operation: str, different: bool) -> Value:
        other = lowering.operand(1)
        mine = lowering.operand(0)
        if other.type is VOID:
            return lowering.emit("ptr_iszero" if operation == "ptr_eq" else "ptr_nonzero", mine)
        if not isinstance(other.type, Ptr):
            return boolean(different)
        return lowering.emit(operation, mine, other)

    def lower_eq(self, lowering: Lowering) -> Value:
        """Without __eq__: the same object."""
        return self._identity(lowering, "ptr_eq", False)

    def lower_ne(self, lowering: Lowering) -> Value:
        """Without __eq__: another object."""
        return self._identity(lowering, "ptr_ne", True)

    def equality_function(self) -> Any:
        """`__eq__` of the class, or identity."""
        return self._special("eq", "__eq__", helpers.same_object, 2)

    def hash_function(self) -> Any:
        """`__hash__` of the class, or the identity hash."""
        return self._special("hash", "__hash__", helpers.identity_hash, 1)

    def _special(self, kind: str, dunder: str, default: Any, arity: int) -> Any:
        if self.classdef is None:
            return default
        for classdef in self.classdef.all_subclasses():
            found = classdef.description.lookup(dunder)
            if found is not None and found[1] is not getattr(object, dunder):
                return self._special_or_none(kind, arity)
        return default

    def _special_or_none(self, kind: str, arity: int) -> Any:
        """Return a function that calls a special method, but not of None: the representation is the same."""
        calls = self.typer.calls
        asked = self.classdef in self.typer.program.context.library.compared_with_none
        annotation = SomeInstance(classdef=self.classdef, optional=asked)
        function = calls.library_function(kind, [annotation] * arity)
        if asked or function.type.result is VOID:  # (one that only raises)
            return function
        key = ("special method or None", kind, self)
        if key not in self.typer.cache:
            helper, result = (helpers.equal_or_none, BOOL) if kind == "eq" else (helpers.hash_or_none, SIGNED)
            self.typer.cache[key] = calls.make_function(
                f"{kind}_or_none",
                [self.lowtype] * arity,
                result,
                lambda builder, inputs: builder.helper(helper, *inputs, void(function)),
            )
        return self.typer.cache[key]


def _slots(cls: type) -> frozenset[str]:
    """Return the names in `__slots__` of a class and its bases."""
    names: list[str] = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        names.extend([slots] if isinstance(slots, str) else slots)
    return frozenset(names)


class SuperRepresentation(Representation):
    """`super()` travels as its receiver."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeSuper)
        self.receiver = typer.representation(annotation.receiver)
        self.lowtype = self.receiver.lowtype

    def lower_getattr(self, lowering: Lowering) -> Value | None:
        """A method of a class further on in the MRO: the receiver again."""
        target = lowering.result_representation
        if target.lowtype is VOID:
            return None
        return lowering.cast_pointer(lowering.operand(0), target.lowtype)


class AttributesRepresentation(Representation):
    """`x.__dict__` travels as the instance."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeAttributes)
        self.lowtype = typer.representation(annotation.receiver).lowtype


class WeakRepresentation(Representation):
    """Weak links are objects of their own, which the memory manager knows."""

    lowtype = Ptr(WEAK)


class FramesRepresentation(Representation):
    """Saved frames: the innermost one."""

    lowtype = Ptr(FRAME)

    def constant(self, value: Any) -> Any:
        """Return the null pointer: nothing else can have been saved at import time."""
        return None if value is None else super().constant(value)


REPRESENTATIONS: Final = {
    SomeWeak: WeakRepresentation,
    SomeFrames: FramesRepresentation,
    SomeInstance: InstanceRepresentation,
    SomeSuper: SuperRepresentation,
    SomeAttributes: AttributesRepresentation,
}
