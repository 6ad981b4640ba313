"""Representations of functions, closures, classes and bound methods as values.

A single function or class needs no run-time value.  Bound methods of one name travel as their receiver.  Several
classes: a pointer to the class table.  Everything else is a pointer to a CALLABLE whose `index` is the description's
number; closures and bound methods extend it with what they captured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weft.annotator.descriptions import ClassDesc, Description, FunctionDesc, MethodDesc
from weft.annotator.function_names import name_of_callable
from weft.annotator.lattice import STRING, Annotation, SomeBuiltinMethod, SomeConstantObject, SomeInstance, SomePBC
from weft.flowspace.graph import Constant, Value
from weft.rtyper.classes import is_method_set
from weft.rtyper.ll_helpers import callables as helpers
from weft.rtyper.lltype.types import BOUND_METHOD, CALLABLE, CLASS_TABLE, OBJECT, VOID, Ptr, Struct
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.lowering import Builder, Lowering, boolean, signed
from weft.rtyper.representations.base import Representation, VoidRepresentation
from weft.rtyper.representations.cells import cell_pointer

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


def make_callable(typer: Typer, annotation: Annotation) -> Representation:
    """Return the representation of a SomePBC."""
    assert isinstance(annotation, SomePBC)
    descriptions = annotation.descriptions
    if is_method_set(annotation):
        return MethodRepresentation(typer, annotation)
    if len(descriptions) == 1 and not annotation.optional and not _captures(descriptions[0]):
        return SingleRepresentation(typer, annotation)
    if all(isinstance(d, ClassDesc) for d in descriptions):
        return ClassRepresentation(typer, annotation)
    return CallableRepresentation(typer, annotation)


def callable_key(annotation: SomePBC) -> Any:
    """Return what distinguishes the representations of two SomePBCs."""
    descriptions = annotation.descriptions
    if is_method_set(annotation):
        return "methods", descriptions
    if len(descriptions) == 1 and not annotation.optional and not _captures(descriptions[0]):
        return "single", descriptions[0]
    if all(isinstance(d, ClassDesc) for d in descriptions):
        return ("classes",)
    return ("callables",)


def _captures(description: Description) -> bool:
    """True if a value of this description holds something of its own."""
    if isinstance(description, FunctionDesc):
        return description.is_closure
    return isinstance(description, MethodDesc)


def closure_struct(typer: Typer, description: Description) -> Struct:
    """Return the struct of a description's values: CALLABLE, or an extension with what it captured."""
    if not _captures(description):
        return CALLABLE
    if isinstance(description, MethodDesc):
        return BOUND_METHOD
    key = ("closure", description)
    if key in typer.cache:
        found: Struct = typer.cache[key]
        return found
    struct = typer.cache[key] = Struct(f"closure_{description.name.split('.')[-1]}", parent=CALLABLE)
    if isinstance(description, FunctionDesc):
        for index, default in enumerate(description.runtime_defaults):
            struct.fields[f"default_{index}"] = typer.low_type(default.find().content)
        for index, cell in enumerate(description.cells):
            struct.fields[f"cell_{index}"] = cell_pointer(typer, cell)
    for name in [name for name, type_ in struct.fields.items() if type_ is VOID]:
        del struct.fields[name]
    return struct


def callable_index(description: Description) -> int:
    """Return what tells a description's values from others: negative for bound methods, which compare by receiver."""
    return -description.number if isinstance(description, MethodDesc) else description.number


def prebuilt_callable(typer: Typer, description: Description) -> StructValue:
    """Return the constant value of a description that captures nothing."""
    key = ("callable", description)
    if key not in typer.cache:
        value = StructValue(CALLABLE)
        value.fields["index"] = callable_index(description)
        typer.cache[key] = value
    found: StructValue = typer.cache[key]
    return found


class SingleRepresentation(VoidRepresentation):
    """A known function or class without captured values."""

    def constant(self, value: Any) -> Any:
        """Return the object: only its identity matters, to the translator."""
        return value

    def _description(self) -> Description:
        assert isinstance(self.annotation, SomePBC)
        return self.annotation.descriptions[0]

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Become a run-time value where several callables meet."""
        if isinstance(target, ClassRepresentation):
            description = self._description()
            assert isinstance(description, ClassDesc)
            return self.typer.classes.table_constant(description.classdef)
        if isinstance(target, CallableRepresentation):
            return Constant(prebuilt_callable(self.typer, self._description()), target.lowtype)
        return None

    def lower_newfunction(self, lowering: Lowering) -> Value | None:
        """A nested function that captures nothing needs no value."""
        return None

    def lower_bool(self, lowering: Lowering) -> Value:
        """Functions and classes are true."""
        return boolean(True)

    def lower_eq(self, lowering: Lowering) -> Value:
        """The same function or class."""
        other = lowering.representation(1)
        if isinstance(other, SingleRepresentation):
            return boolean(self._description() is other._description())
        if isinstance(other, ClassRepresentation):
            return lowering.emit("ptr_eq", lowering.operand(0, other), lowering.operand(1))
        if isinstance(other, CallableRepresentation):
            return lowering.helper(helpers.same_callable, lowering.operand(0, other), lowering.operand(1))
        return boolean(False)

    def lower_ne(self, lowering: Lowering) -> Value:
        """Another function or class."""
        equal = self.lower_eq(lowering)
        return boolean(not equal.value) if isinstance(equal, Constant) else lowering.emit("bool_not", equal)

    def lower_getattr(self, lowering: Lowering) -> Value | None:
        """An attribute of a known class or function."""
        return class_getattr(lowering, self._description())

    def lower_setattr(self, lowering: Lowering) -> Value | None:
        """`Cls.name = value`: the class variable is a static variable."""
        description = self._description()
        name = lowering.constant_operand(1)
        static = lowering.typer.classes.variable(description, name) if isinstance(description, ClassDesc) else None
        if static is None:
            raise lowering.error("W0405", f"assigning {name} of {lowering.annotation(0)} is not supported")
        variable, annotation = static
        if variable.type is not VOID:
            value = lowering.operand(2, lowering.typer.representation(annotation))
            lowering.emit("static_set", value, statics=(variable,))
        return None


def class_getattr(lowering: Lowering, description: Description) -> Value | None:
    """Read an attribute of a class or function that is known at translation time."""
    name = lowering.constant_operand(1)
    result = lowering.result_annotation
    target = lowering.result_representation
    if result.is_constant:
        return lowering.typer.constant(target, result.constant)
    if name in ("__name__", "__qualname__"):
        return lowering.convert(lowering.string(description.name), lowering.typer.representation(STRING), target)
    if isinstance(description, ClassDesc):
        return read_of_class(lowering, description, name, target)
    raise lowering.error("W0202", f"reading {name} of {lowering.annotation(0)} is not supported yet")


def read_of_class(builder: Builder, description: ClassDesc, name: str, target: Representation) -> Value:
    """Read a class attribute: a variable if it is assigned at run time, else what the class body says."""
    typer = builder.typer
    static = typer.classes.variable(description, name)
    if static is not None:
        variable, annotation = static
        value = builder.emit("static_get", statics=(variable,), hint=name)
        return builder.convert(value, typer.representation(annotation), target)
    found = description.classdef.find_attribute(name)
    if found is not None and found[1].readonly:
        field, _ = typer.classes.class_attribute(found[0], name, found[1])
        layout = typer.classes.layout(description.classdef)
        if field in layout.table_struct.all_fields():
            value = builder.getfield(Constant(layout.table, Ptr(layout.table_struct)), field)
            return builder.convert(value, typer.representation(found[1].annotation), target)
    member = description.lookup(name)
    if member is None:
        raise typer.error("W0202", f"reading {name} of class {description.name} is not supported yet")
    value = member[1]
    if isinstance(value, classmethod | staticmethod):
        value = getattr(description.cls, name)  # bound to this very class
    return typer.constant(target, value)


class ClassRepresentation(Representation):
    """One of several classes, or a class or None: a pointer to the class table."""

    lowtype = Ptr(CLASS_TABLE)

    def constant(self, value: Any) -> Any:
        """Return the class table."""
        if value is None:
            return None
        return self.typer.classes.table(self.typer.annotations.classdef(value))

    def lower_bool(self, lowering: Lowering) -> Value:
        """Classes are true."""
        return lowering.emit("ptr_nonzero", lowering.operand(0))

    def _comparison(self, lowering: Lowering, operation: str) -> Value:
        return lowering.emit(operation, lowering.operand(0), lowering.operand(1, self))

    def lower_eq(self, lowering: Lowering) -> Value:
        """The same class."""
        return self._comparison(lowering, "ptr_eq")

    def lower_ne(self, lowering: Lowering) -> Value:
        """Another class."""
        return self._comparison(lowering, "ptr_ne")

    def lower_is_(self, lowering: Lowering) -> Value:
        """The same class."""
        return self._comparison(lowering, "ptr_eq")

    def lower_getattr(self, lowering: Lowering) -> Value | None:
        """`cls.__name__`, or a class attribute through the class table."""
        name = lowering.constant_operand(1)
        table = lowering.operand(0)
        if name in ("__name__", "__qualname__"):
            return lowering.getfield(table, "name")
        annotation = lowering.annotation(0)
        assert isinstance(annotation, SomePBC)
        target = lowering.result_representation
        descriptions = [d for d in annotation.descriptions if isinstance(d, ClassDesc)]
        return lowering.typer.calls.by_class(
            lowering, table, name, descriptions, target, lambda inner, d: read_of_class(inner, d, name, target)
        )

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Class pointers do not become callables yet."""
        if isinstance(target, SingleRepresentation):
            return Constant(None, VOID)
        return None


class MethodRepresentation(Representation):
    """Bound methods of one name: the receiver, an instance of the common base of their classes."""

    lowtype: Ptr

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomePBC)
        base = None
        for description in annotation.descriptions:
            assert isinstance(description, MethodDesc)
            base = description.self_class if base is None else base.common_base(description.self_class)
        self.receiver = typer.representation(SomeInstance(classdef=base))
        assert isinstance(self.receiver.lowtype, Ptr)
        self.lowtype = self.receiver.lowtype

    def constant(self, value: Any) -> Any:
        """Return the receiver of a prebuilt bound method."""
        return None if value is None else self.receiver.constant(value.__self__)

    def lower_bool(self, lowering: Lowering) -> Value:
        """Methods are true."""
        return lowering.emit("ptr_nonzero", lowering.operand(0))

    def lower_eq(self, lowering: Lowering) -> Value:
        """The method of the same object; what is no method of this name is another thing."""
        if not isinstance(lowering.representation(1), MethodRepresentation):
            return self._among_others(lowering)
        names = [{d.name for d in lowering.annotation(i).descriptions} for i in (0, 1)]  # type: ignore[attr-defined]
        if names[0] != names[1]:
            return boolean(False)
        left, right = (lowering.cast_pointer(lowering.operand(i), Ptr(OBJECT)) for i in (0, 1))
        return lowering.emit("ptr_eq", left, right)

    def _among_others(self, lowering: Lowering) -> Value:
        other = lowering.typer.representation(SomePBC(descriptions=(), optional=True))
        return lowering.helper(helpers.same_callable, lowering.operand(0, other), lowering.operand(1, other))

    def lower_ne(self, lowering: Lowering) -> Value:
        """The method of another object."""
        equal = self.lower_eq(lowering)
        return boolean(not equal.value) if isinstance(equal, Constant) else lowering.emit("bool_not", equal)

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Another set of methods of the name, or a callable with the receiver captured."""
        if isinstance(target, MethodRepresentation):
            return builder.cast_pointer(value, target.lowtype)
        if isinstance(target, CallableRepresentation):
            return self._as_callable(builder, value, target)
        return None

    def _as_callable(self, builder: Builder, value: Value, target: Representation) -> Value:
        """Make a CALLABLE for the implementation that the receiver's class selects."""
        assert isinstance(self.annotation, SomePBC)
        methods = [d for d in self.annotation.descriptions if isinstance(d, MethodDesc)]
        if len(methods) == 1:
            return _bound_method(builder, value, methods[0])
        # Of a class and of those that override it: the most special one that the receiver is an instance of.
        methods.sort(key=lambda d: (-len(d.origin.mro()), d.number))
        return self.typer.calls.by_instance(builder, value, methods, target, _bound_method)


def _bound_method(builder: Builder, receiver: Value, description: MethodDesc) -> Value:
    made = builder.malloc(BOUND_METHOD, hint="method")
    builder.setfield(made, "index", signed(callable_index(description)))
    builder.setfield(made, "function", signed(description.function.number))
    builder.setfield(made, "receiver", builder.cast_pointer(receiver, Ptr(OBJECT)))
    return builder.cast_pointer(made, Ptr(CALLABLE))


class CallableRepresentation(Representation):
    """Any callable: a pointer to CALLABLE or an extension of it."""

    lowtype = Ptr(CALLABLE)

    def constant(self, value: Any) -> Any:
        """Return the prebuilt value of a function, bound method or class."""
        if value is None:
            return None
        annotation = self.typer.annotations.callable_of(value)
        if not isinstance(annotation, SomePBC) or len(annotation.descriptions) != 1:
            raise TypeError(value)
        description = annotation.descriptions[0]
        if isinstance(description, MethodDesc):
            made = StructValue(closure_struct(self.typer, description))
            made.fields["index"] = callable_index(description)
            made.fields["function"] = description.function.number
            receiver = self.typer.representation(SomeInstance(classdef=description.self_class))
            made.fields["receiver"] = self.typer.constant(receiver, value.__self__).value
            return made
        return prebuilt_callable(self.typer, description)

    def convert_from(self, builder: Builder, value: Value, source: Representation) -> Value | None:
        """A built-in function becomes a value of its own."""
        if isinstance(source.annotation, SomeConstantObject) and source.annotation.is_constant:
            return Constant(self.constant(source.annotation.constant), self.lowtype)
        return None

    def bound_builtin(self, builder: Builder, receiver: Value, method: Annotation) -> Value:
        """Make a closure of a method of a built-in type: its receiver is what it has captured."""
        assert isinstance(method, SomeBuiltinMethod)
        description = self.typer.annotations.function_of_method(method)
        struct = closure_struct(self.typer, description)
        made = builder.malloc(struct, hint="method")
        builder.setfield(made, "index", signed(callable_index(description)))
        held = self.typer.representation(description.runtime_defaults[0].find().content)
        builder.setfield(made, "default_0", builder.convert(receiver, self.typer.representation(method.receiver), held))
        return builder.cast_pointer(made, self.lowtype)

    def lower_newfunction(self, lowering: Lowering) -> Value:
        """Make a closure: index, run-time defaults, captured cells."""
        annotation = lowering.result_annotation
        assert isinstance(annotation, SomePBC)
        description = annotation.descriptions[0]
        assert isinstance(description, FunctionDesc)
        if not description.is_closure:
            return Constant(prebuilt_callable(lowering.typer, description), self.lowtype)
        struct = closure_struct(lowering.typer, description)
        made = lowering.malloc(struct, hint="closure")
        lowering.setfield(made, "index", signed(callable_index(description)))
        defaults = description.runtime_defaults
        for index, default in enumerate(defaults):
            if f"default_{index}" in struct.fields:
                held = lowering.typer.representation(default.find().content)
                lowering.setfield(made, f"default_{index}", lowering.operand(index, held))
        for index in range(len(description.cells)):
            value = lowering.operand(len(defaults) + index)
            if f"cell_{index}" in struct.fields:
                lowering.setfield(made, f"cell_{index}", value)
        return lowering.cast_pointer(made, self.lowtype)

    def lower_bool(self, lowering: Lowering) -> Value:
        """Callables are true."""
        return lowering.emit("ptr_nonzero", lowering.operand(0))

    def lower_eq(self, lowering: Lowering) -> Value:
        """The same object, or the same method of the same object."""
        return lowering.helper(helpers.same_callable, lowering.operand(0), lowering.operand(1, self))

    def lower_ne(self, lowering: Lowering) -> Value:
        """Another object, and not the same method of the same object."""
        return lowering.emit("bool_not", self.lower_eq(lowering))

    def lower_is_(self, lowering: Lowering) -> Value:
        """The same object."""
        return lowering.emit("ptr_eq", lowering.operand(0), lowering.operand(1, self))

    def equality_function(self) -> Any:
        """The same object, or the same method of the same object."""
        return helpers.same_callable

    def hash_function(self) -> Any:
        """Of the object, or of a method's receiver."""
        return helpers.hash_callable

    def lower_getattr(self, lowering: Lowering) -> Value | None:
        """`f.__name__`: the one of the function that it happens to be."""
        name = lowering.constant_operand(1)
        target = lowering.result_representation
        if lowering.result_annotation.is_constant:
            return lowering.typer.constant(target, lowering.result_annotation.constant)
        annotation = lowering.annotation(0)
        assert isinstance(annotation, SomePBC)
        return lowering.typer.calls.by_callable(
            lowering,
            lowering.operand(0),
            name,
            annotation.descriptions,
            target,
            lambda description: lowering.typer.constant(target, name_of_callable(description, name)),
        )

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Narrowed to one function without captured values: nothing remains."""
        if isinstance(target, SingleRepresentation):
            return Constant(None, VOID)
        return None


def make_builtin_method(typer: Typer, annotation: Annotation) -> Representation:
    """A method of a built-in type travels as its receiver."""
    assert isinstance(annotation, SomeBuiltinMethod)
    return typer.representation(annotation.receiver)


REPRESENTATIONS: Final = {SomePBC: make_callable, SomeBuiltinMethod: make_builtin_method}
