"""Attributes of instances and classes: where they live, what they hold, which methods a name may mean.

An instance attribute lives in the most general class of a chain that has it; when a more general class turns out to
have it too, it moves up.  Members of class bodies are methods, properties, or data; data read through instances become
read-only attributes (stored in the class table).
"""

from __future__ import annotations

import dis
import enum
import functools
import inspect
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weft.annotator import decorated
from weft.annotator.containers import origin_note, stored
from weft.annotator.descriptions import Attribute, ClassDef, ClassDesc, FunctionDesc, StaticVariable
from weft.annotator.errors import RuleError, UnionError, did_you_mean
from weft.annotator.lattice import ERRONEOUS, IMPOSSIBLE, Annotation, SomeInstance, SomePBC, same
from weft.annotator.union import union_stored
from weft.rlib.generator_methods import Generator

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext
    from weft.flowspace.graph import Block, Operation

ENUM_FIELDS: Final = {"value": "_value_", "name": "_name_"}


@dataclass(frozen=True, slots=True)
class Partial:
    """An attribute that has to be looked for class by class: those that have it."""

    classes: list[ClassDef]
    exact: bool = False
    """True if each class stands for itself only: its subclasses are listed, too."""


class Attributes:
    """Attributes of classes and their instances; one per context."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx
        self._waiting: dict[str, dict[Any, None]] = {}
        """Blocks that read an attribute no class has yet, by its name."""
        self._watching: dict[Any, None] = {}
        """Blocks that read attributes with computed names."""
        self._class_readers: dict[tuple[type, str], dict[Any, None]] = {}
        self._methods: dict[tuple[ClassDef, str, bool], tuple[int, Annotation | None]] = {}
        self.absent: dict[int, tuple[Operation, Block]] = {}
        """Reads of attributes that methods assign, but so far none that is reached; by `id(operation)`."""
        self.computed: dict[int, tuple[Operation, Block]] = {}
        """Reads of attributes that no class has so far, of instances whose class has `__getattr__`."""
        self.deleted: dict[str, None] = {}
        """The names of attributes that the program deletes."""
        self.unset: set[int] = set()
        """Those of them given up: they raise AttributeError."""

    # Instance attributes --------------------------------------------------------------------------------------------

    def find(self, classdef: ClassDef, name: str) -> Attribute | None:
        """Return the attribute as instances of `classdef` have it; it moves up from subclasses if need be."""
        found = classdef.find_attribute(name)
        if found is not None:
            return found[1]
        owners = [sub for sub in classdef.all_subclasses() if name in sub.attributes]
        if not owners:
            return None
        return self._move_up(classdef, name, owners)

    def _move_up(self, classdef: ClassDef, name: str, owners: list[ClassDef]) -> Attribute:
        parts = [owner.attributes.pop(name) for owner in owners]
        attribute = classdef.attributes[name] = parts[0]
        for part in parts[1:]:
            attribute.readonly = attribute.readonly and part.readonly
            attribute.readers.update(part.readers)
            self._grow(classdef, attribute, part.annotation)
        self.ctx.schedule_all(attribute.readers)
        self._announce(name)
        return attribute

    def _announce(self, name: str) -> None:
        """Schedule the blocks that wait for an attribute of this name."""
        self.ctx.schedule_all([*self._waiting.pop(name, ()), *self._watching])

    def names_like(self, receiver: SomeInstance, matches: Callable[[str], bool]) -> list[str]:
        """Return the names of attributes that instances have; the current block depends on them."""
        self._watching[self.ctx.block] = None
        assert receiver.classdef is not None
        found: dict[str, None] = {}
        for cls in self.ctx.classes.family(receiver.classdef, receiver.exact):
            for ancestor in cls.mro():
                names = [*ancestor.description.members, *ancestor.attributes]
                found.update(dict.fromkeys(name for name in names if matches(name)))
        return list(found)

    def _create(self, classdef: ClassDef, name: str) -> Attribute:
        # An attribute that a class body of an ancestor gives a value lives there.
        home = self._home(classdef, name)
        attribute = self.find(home, name)
        if attribute is None:
            attribute = home.attributes[name] = Attribute(name)
        for cls in home.all_subclasses():
            if name in cls.description.members and is_data(cls.description.members[name]):
                self._grow(cls, attribute, self._class_value(cls.description.members[name]))
        self._announce(name)
        return attribute

    def _class_value(self, member: Any) -> Annotation:
        if hasattr(type(member), "__get__") and not callable(member):
            raise RuleError("W0401", f"descriptors are not supported: {type(member).__name__}")
        return stored(self.ctx.constants.annotation(member))

    def _grow(self, classdef: ClassDef, attribute: Attribute, annotation: Annotation) -> None:
        old = attribute.annotation
        if old is annotation or same(old, annotation):
            return
        try:
            new = union_stored(self.ctx, old, annotation)
        except UnionError as error:
            attribute.annotation = ERRONEOUS
            self.ctx.schedule_all(attribute.readers)
            self.ctx.planner.attribute_differs(classdef)
            raise self._conflict(classdef, attribute, error, old, annotation) from None
        if not same(old, new):
            if old is IMPOSSIBLE:
                attribute.origin = self.ctx.span
            attribute.annotation = new
            self.ctx.schedule_all(attribute.readers)

    def _conflict(
        self, classdef: ClassDef, attribute: Attribute, error: UnionError, old: Annotation, new: Annotation
    ) -> RuleError:
        message = f"attribute '{attribute.name}' of {classdef.name} is {old}, and {new} is assigned to it"
        if error.reason == "lengths":
            message = (
                f"attribute '{attribute.name}' of {classdef.name} holds tuples of different lengths: {old} and {new}"
            )
        return RuleError("W0105", message, label=str(new), notes=[origin_note(attribute.origin, old)])

    def store(self, classdef: ClassDef, name: str, annotation: Annotation) -> None:
        """Let instances of the class have this in an attribute."""
        attribute = self.find(classdef, name)
        if attribute is None:
            attribute = self._create(classdef, name)
        if attribute.readonly:
            attribute.readonly = False
            self._announce(name)
        self._grow(classdef, attribute, stored(annotation))

    def store_prebuilt(self, classdef: ClassDef, name: str, annotation: Annotation) -> None:
        """Let a prebuilt instance have this in an attribute."""
        self.store(classdef, name, annotation)

    def inherit_class_values(self, classdef: ClassDef) -> None:
        """Let the values in a new class's body flow into attributes that its bases have."""
        if classdef.base is None:
            return
        for name, member in classdef.description.members.items():
            found = classdef.base.find_attribute(name)
            if found is not None and is_data(member):
                self._grow(classdef, found[1], self._class_value(member))

    # Reading --------------------------------------------------------------------------------------------------------

    def read(self, receiver: SomeInstance, name: str) -> Annotation | property | Partial | None:
        """Return what `receiver.name` is.

        A property, and an attribute that only some live classes have, are left to the caller; None: there is no such
        attribute (yet).
        """
        classdef = receiver.classdef
        assert classdef is not None
        if isinstance(classdef.description.cls, enum.EnumMeta):
            name = ENUM_FIELDS.get(name, name)
        found = classdef.find_attribute(name)
        if found is None or found[1].readonly:
            static = self._static_variable(classdef, name, receiver.exact)
            if static is not None:
                return static
        if found is None:
            return self._read_below(receiver, classdef, name)
        if self.computes(receiver, name):
            family = self.ctx.classes.family(classdef, receiver.exact)
            if len(family) > 1:
                return Partial(family, exact=True)
            located = family[0].description.lookup(name)
            assert located is not None
            return located[1] if isinstance(located[1], property) else self.methods(receiver, name)
        found[1].readers[self.ctx.block] = None
        return found[1].annotation

    def _read_below(
        self, receiver: SomeInstance, classdef: ClassDef, name: str
    ) -> Annotation | property | Partial | None:
        """Look for a method, class-body value, or attribute of subclasses."""
        self.wait(name)
        family = self.ctx.classes.family(classdef, receiver.exact)
        if not family:
            return None if classdef.description.lookup(name) is None else IMPOSSIBLE
        having = [cls for cls in family if cls.find_attribute(name) or cls.description.lookup(name)]
        if not having:
            return None
        if len(having) < len(family):
            return Partial(self.ctx.classes.topmost(having))
        members = [found[1] for cls in having if (found := cls.description.lookup(name)) is not None]
        attributes = any(cls.find_attribute(name) for cls in having)
        if members and not is_data(members[0]) and not attributes:
            kinds = {type(member) is property for member in members}
            functions = {id(member.__func__) for member in members if isinstance(member, staticmethod)}
            bound = [cls for cls, member in zip(having, members, strict=True) if isinstance(member, classmethod)]
            if len(kinds) == 1 and not any(map(is_data, members)) and len(functions) < 2 and len(bound) < 2:
                return members[0] if isinstance(members[0], property) else self.methods(receiver, name)
        if not all(map(is_data, members)):
            # Methods, properties and data under one name: each class is asked on its own.
            return Partial(having, exact=True)
        attribute = self._create(self._home(classdef, name), name)
        attribute.readers[self.ctx.block] = None
        return attribute.annotation

    def computes(self, receiver: SomeInstance, name: str) -> bool:
        """True if some live classes of the receiver have a property or its like where others have an attribute."""
        classdef = receiver.classdef
        having = self.ctx.classes.computed.get(name)
        if having is None or classdef is None:
            return False
        for cls in self.ctx.classes.family(classdef, receiver.exact):
            if having.keys() & set(cls.mro()):
                located = cls.description.lookup(name)
                if located is not None and not is_data(located[1]):
                    return True
        return False

    def _static_variable(self, classdef: ClassDef, name: str, exact: bool) -> Annotation | Partial | None:
        """Return the annotation of a class variable read through an instance, if it is assigned at run time.

        Live classes that have values of their own are asked one by one.
        """
        if not self.ctx.static_variables:
            return None
        family = self.ctx.classes.family(classdef, exact)
        owners = {id(found[0]): found[0] for cls in family if (found := cls.description.lookup(name)) is not None}
        located = classdef.description.lookup(name)
        if located is not None:
            owners.setdefault(id(located[0]), located[0])
        states = [self.ctx.static_variables.get((owner.cls, name)) for owner in owners.values()]
        assigned = [state for state in states if state is not None]
        if not assigned:
            return None
        if located is None or len(owners) > 1:
            return None if exact or not family else Partial(family, exact=True)
        assigned[0].readers[self.ctx.block] = None
        return assigned[0].annotation

    def _home(self, classdef: ClassDef, name: str) -> ClassDef:
        home = classdef
        for ancestor in classdef.mro():
            if name in ancestor.description.members:
                if not is_data(ancestor.description.members[name]):
                    break  # a method or property that the class body replaces
                home = ancestor
        return home

    def missing(self, receiver: SomeInstance, name: str) -> RuleError:
        """Return the error for an attribute that no class has."""
        classdef = receiver.classdef
        assert classdef is not None
        known: list[str] = []
        for ancestor in classdef.mro():
            known.extend(ancestor.attributes)
            known.extend(n for n in ancestor.description.members if not n.startswith("__"))
        return RuleError(
            "W0202",
            f"{classdef.name} has no attribute '{name}'",
            label=f"no '{name}' here",
            help=did_you_mean(name, known),
        )

    def wait(self, name: str) -> None:
        """Have the current block annotated again when some class gets an attribute of this name."""
        self._waiting.setdefault(name, {})[self.ctx.block] = None

    def is_stored_somewhere(self, classdef: ClassDef, name: str) -> bool:
        """True if the code of a method assigns the attribute, reached or not."""
        return any(
            instruction.opname == "STORE_ATTR" and instruction.argval == name
            for ancestor in classdef.mro()
            for member in ancestor.description.members.values()
            if isinstance(member, types.FunctionType) and name in member.__code__.co_names
            for instruction in dis.get_instructions(member)
        )

    def give_up_absent(self) -> bool:
        """Let reads of attributes that nothing reached assigns raise AttributeError; False if there are no more."""
        return self._give_up(self.computed) or self._give_up(self.absent)

    def _give_up(self, reads: dict[int, tuple[Operation, Block]]) -> bool:
        changed = False
        for place, (operation, block) in list(reads.items()):
            if operation.result.annotation is IMPOSSIBLE and place not in self.unset:
                self.unset.add(place)
                self.ctx.schedule(block)
                changed = True
        return changed

    def delete(self, classdef: ClassDef, name: str) -> bool:
        """Let instances of the class lose an attribute; False if there is no such attribute (yet)."""
        found = self.find(classdef, name)
        if found is None:
            self.wait(name)
            return False
        if name not in self.deleted:
            self.deleted[name] = None
            for other in self.ctx.classes.classdefs:
                if name in other.attributes:
                    self.ctx.schedule_all(other.attributes[name].readers)
            self._announce(name)
        return True

    def is_surely_set(self, classdef: ClassDef, name: str) -> bool:
        """True if an attribute that the class has is there: a member of the class body, or `__init__` sets it."""
        if name in self.deleted:
            return False
        return classdef.description.lookup(name) is not None or set_in_init(classdef.description.cls, name)

    # Class variables ------------------------------------------------------------------------------------------------

    def read_class_variable(self, owner: ClassDesc, cls: ClassDesc, name: str, member: Any) -> Annotation:
        """Return what `Cls.name` is: a constant of the class body, or a variable if reachable code assigns it."""
        state = self.ctx.static_variables.get((owner.cls, name))
        if state is not None:
            state.readers[self.ctx.block] = None
            return state.annotation
        self._class_readers.setdefault((owner.cls, name), {})[self.ctx.block] = None
        annotation = self.ctx.constants.annotation(member)
        found = cls.classdef.find_attribute(name)
        if found is not None and not found[1].readonly:
            found[1].readers[self.ctx.block] = None
            return found[1].annotation
        return annotation

    def read_of_classes(self, classes: list[ClassDesc], name: str) -> Annotation | None:
        """Return what `cls.name` is if cls is one of several classes and the name means data in all; else None."""
        members = [located[1] for cls in classes if (located := cls.lookup(name)) is not None]
        common: ClassDef | None = classes[0].classdef
        for cls in classes[1:]:
            common = None if common is None else common.common_base(cls.classdef)
        if common is None or len(members) < len(classes) or not all(map(is_data, members)):
            return None
        attribute = self.find(common, name) or self._create(self._home(common, name), name)
        if not attribute.readonly:
            raise RuleError("W0401", f"'{name}' of one of several classes, which instances assign")
        attribute.readers[self.ctx.block] = None
        return attribute.annotation

    def store_class_variable(self, owner: ClassDesc, cls: ClassDesc, name: str, member: Any, value: Annotation) -> None:
        """Let `Cls.name` be assigned at run time: it becomes a static variable."""
        key = (owner.cls, name)
        if owner is not cls:
            raise RuleError(
                "W0405",
                f"class {cls.name} gets a new attribute '{name}' at run time",
                help=f"assign to {owner.name}.{name}, or give {cls.name} its own '{name}'",
            )
        state = self.ctx.static_variables.get(key)
        if state is None:
            found = owner.classdef.find_attribute(name)
            if found is not None and not found[1].readonly:
                self.ctx.planner.attribute_shadowed(owner.cls, name)
                raise RuleError("W0401", f"'{name}' is assigned both in class {owner.name} and in its instances")
            state = self.ctx.static_variables[key] = StaticVariable(name, self._class_value(member))
            self.ctx.schedule_all(self._class_readers.get(key, ()))
            if found is not None:
                self.ctx.schedule_all(found[1].readers)
        old = state.annotation
        try:
            new = union_stored(self.ctx, old, stored(value))
        except UnionError as error:
            raise RuleError(
                "W0105",
                f"attribute '{name}' of class {owner.name} is {old}, and {error.right} is assigned to it",
                label=str(value),
                notes=[origin_note(state.origin, old)],
            ) from None
        if not same(old, new):
            state.origin = state.origin or self.ctx.span
            state.annotation = new
            self.ctx.schedule_all(state.readers)

    # Methods --------------------------------------------------------------------------------------------------------

    def methods(self, receiver: SomeInstance, name: str) -> Annotation | None:
        """Return the functions that `receiver.name` may be, bound to it; None: there are none; IMPOSSIBLE: not yet."""
        classdef = receiver.classdef
        if classdef is None:
            return None
        family = self.ctx.classes.family(classdef, receiver.exact)
        key = (classdef, name, receiver.exact)
        version = self.ctx.classes.version
        cached = self._methods.get(key)
        if cached is not None and cached[0] == version:
            return cached[1]
        result = self._find_methods(classdef, name, family)
        self._methods[key] = (version, result)
        return result

    def _find_methods(self, classdef: ClassDef, name: str, family: list[ClassDef]) -> Annotation | None:
        if not family:
            return None if classdef.description.lookup(name) is None else IMPOSSIBLE
        found: dict[int, Any] = {}
        for cls in family:
            located = cls.description.lookup(name)
            if located is None:
                continue
            owner, member = located
            description = self.bind(owner, member, name, classdef, cls)
            if description is None:
                return None
            found[description.number] = description
        if not found:
            return None
        return SomePBC(descriptions=tuple([found[number] for number in sorted(found)]))

    def partial(self, receiver: SomeInstance, name: str) -> list[ClassDef] | None:
        """Return the topmost live classes that have a method, if there are live classes that do not; else None."""
        assert receiver.classdef is not None
        family = self.ctx.classes.family(receiver.classdef, receiver.exact)
        having = [cls for cls in family if cls.description.lookup(name) is not None]
        return self.ctx.classes.topmost(having) if 0 < len(having) < len(family) else None

    def bind(self, owner: ClassDesc, member: Any, name: str, classdef: ClassDef, cls: ClassDef) -> Any:
        """Return the description of a class-body member as an instance of `cls` (seen as `classdef`) has it."""
        functions = self.ctx.functions
        if isinstance(member, types.FunctionType):
            function = self.function_in(owner, name, member)
            self_class = classdef if classdef.is_subclass(owner.classdef) else owner.classdef
            return functions.method(function, self_class, name, owner.classdef)
        if isinstance(member, staticmethod):
            return functions.describe(member.__func__) if isinstance(member.__func__, types.FunctionType) else None
        if isinstance(member, classmethod):
            return self.bind_class(owner, member, name, cls.description)
        return None

    def bind_class(self, owner: ClassDesc, member: classmethod[Any, Any, Any], name: str, cls: ClassDesc) -> Any:
        """Return the description of a class method bound to a class."""
        if not isinstance(member.__func__, types.FunctionType):
            return None
        function = self.function_in(owner, name, member.__func__)
        return self.ctx.functions.bound_to(function, self.ctx.constants.annotation(cls.cls), cls.cls)

    def function_in(self, owner: ClassDesc, name: str, function: types.FunctionType) -> FunctionDesc:
        """Return the description of a function found in a class; copied members have one per class."""
        # The `__repr__` of dataclasses guards against recursion, by reprlib from Python 3.13 on.
        if function.__code__.co_filename.endswith(("dataclasses.py", "reprlib.py")):
            function = getattr(function, "__wrapped__", function)
        if decorated.is_context_manager(function):
            function = self.ctx.generated.context_manager(function.__wrapped__)  # type: ignore[attr-defined]
        return self.ctx.functions.describe(function, owner if name in owner.copied else None)

    def function_member(self, classdef: ClassDef, name: str) -> FunctionDesc | None:
        """Return the function that a class or its bases define under this name."""
        located = classdef.description.lookup(name)
        if located is None or not isinstance(located[1], types.FunctionType):
            return None
        return self.function_in(located[0], name, located[1])


def set_in_init(cls: type, name: str) -> bool:
    """True if an attribute is surely there: the class body has it, or an `__init__` sets it before any branch."""
    in_body = hasattr(cls, name) and not isinstance(inspect.getattr_static(cls, name), types.MemberDescriptorType)
    if in_body or cls.__module__.startswith("weft.") or issubclass(cls, Generator):
        return True
    if name == "_items_of_base":
        return True
    if any("__setattr__" in vars(base) for base in cls.__mro__[:-1]) and not hasattr(cls, "__dataclass_params__"):
        return False
    inits = [vars(base).get("__init__") for base in cls.__mro__]
    return any(isinstance(init, types.FunctionType) and name in _set_first(init.__code__) for init in inits)


@functools.cache
def _set_first(code: types.CodeType) -> frozenset[str]:
    """Return the attributes that code assigns before its first jump."""
    names: set[str] = set()
    for instruction in dis.get_instructions(code):
        if "JUMP" in instruction.opname or instruction.opname == "FOR_ITER":
            break
        if instruction.opname == "STORE_ATTR":
            names.add(instruction.argval)
    return frozenset(names)


def is_data(member: Any) -> bool:
    """True for class-body members that are plain values."""
    return not isinstance(member, types.FunctionType | property | staticmethod | classmethod)
