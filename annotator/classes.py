"""Classes of the program: their descriptions, the single chain of bases kept for the layout, and which are live.

Only *instantiated* classes count when a method is looked up: `family` returns those that a value of a static type may
have.  Members of further bases (mixins) are copied into the class so that looking along the chain finds what Python's
MRO finds.
"""

from __future__ import annotations

import abc
import enum
import types
import typing
from typing import TYPE_CHECKING, Any, Final

from weft.annotator import decorated, descriptors, linked_tuples
from weft.annotator.descriptions import Attribute, ClassDef, ClassDesc
from weft.annotator.errors import RuleError
from weft.annotator.flags import flag_methods
from weft.annotator.lattice import INTEGER, STRING, Annotation
from weft.annotator.raw_classes import check_raw_class
from weft.flowspace.diagnostics import Note, SourceSpan
from weft.rlib import builtin_bases

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_IGNORED_BASES: Final[tuple[Any, ...]] = (object, abc.ABC, typing.Generic, typing.Protocol)
_IGNORED_MEMBERS: Final = frozenset(
    {
        "__dict__",
        "__weakref__",
        "__module__",
        "__doc__",
        "__qualname__",
        "__slots__",
        "__annotations__",
        "__abstractmethods__",
        "_abc_impl",
        "__parameters__",
        "__orig_bases__",
        "__match_args__",
        "__dataclass_fields__",
        "__dataclass_params__",
        "__static_attributes__",
        "__firstlineno__",
        "__init_subclass__",
        "__class_getitem__",
        "__subclasshook__",
        "_is_protocol",
        "_is_runtime_protocol",
        "__non_callable_proto_members__",
        "__protocol_attrs__",
    }
)


_VALUE_MEMBERS: Final = {"__str__": "enums:value_str", "__format__": "enums:value_format"}
_ENUM_MEMBERS: Final[dict[str, dict[str, str]]] = {
    "Enum": {"__repr__": "enums:enum_repr", "__str__": "enums:enum_str", "__format__": "enums:enum_format"},
    "ReprEnum": _VALUE_MEMBERS,
    "IntEnum": _VALUE_MEMBERS,
    "StrEnum": _VALUE_MEMBERS,
    "Flag": {
        "__repr__": "enums:flag_repr",
        "__str__": "enums:flag_str",
        "__bool__": "enums:flag_bool",
        "__contains__": "enums:flag_contains",
        "__len__": "enums:flag_len",
    },
    "IntFlag": _VALUE_MEMBERS,
}

EXCEPTION_FIELDS: Final[dict[type, dict[str, Annotation]]] = {
    BaseException: {"_weft_message": STRING, "_weft_kind": INTEGER},
}
"""Attributes that built-in exceptions have however they are made; see rlib/exceptions.py."""


_OF_ENUMS: Final = frozenset({"__new__", "__repr__", "__str__", "__format__"})
"""What enumerations have of their own, not of the built-in class that they derive from as well."""
_CONTAINERS: Final = (dict, list, set)


class Classes:
    """Descriptions of classes; one per context."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx
        self.descriptions: dict[type, ClassDesc] = {}
        self.classdefs: list[ClassDef] = []
        self.version = 0
        """Changes whenever a class becomes live: method lookups made before are out of date."""
        self._own_members: dict[type, dict[str, Any]] = {}
        self.computed: dict[str, dict[ClassDef, None]] = {}
        """The classes that have a property, static or class method of this name."""
        self._families: dict[tuple[ClassDef, bool], tuple[int, list[ClassDef]]] = {}
        self._clones: dict[tuple[ClassDesc, Any], ClassDesc] = {}
        self._originals: dict[type, type] = {}
        """By class: what it is a copy of."""
        self._groups: set[type] = set()
        self._readers: dict[ClassDef, dict[Any, None]] = {}

    def is_program_class(self, cls: type) -> bool:
        """True for classes that are translated: those of the program, and built-in exceptions."""
        if issubclass(cls, BaseException):
            return True
        if cls.__flags__ & (1 << 9) == 0 or self.ctx.functions.is_bound(cls):  # not a heap type
            return False
        if issubclass(cls, enum.Enum):
            return True
        if cls.__module__ == "dataclasses":
            return False
        if issubclass(cls, _CONTAINERS) and cls.__module__ == "collections":
            return False
        if issubclass(cls, tuple) and (hasattr(cls, "_fields") or hasattr(cls, "n_fields")):
            return self.is_linked(cls)
        return cls not in _IGNORED_BASES

    def is_linked(self, cls: type) -> bool:
        """True for classes of named tuples whose instances are referred to."""
        linked = self.ctx.planner.plan.linked
        return (bool(linked) and linked_tuples.is_linked(linked, cls)) or linked_tuples.has_special_methods(cls)

    def describe(self, cls: type) -> ClassDesc:
        """Return the description of a class."""
        found = self.descriptions.get(cls)
        return self._make(cls) if found is None else found

    def exception(self, cls: type[BaseException]) -> ClassDef:
        """Return the ClassDef of an exception class."""
        found = self.descriptions.get(cls)
        return (self._make(cls) if found is None else found).classdef

    def _make(self, cls: type) -> ClassDesc:
        bases = [base for base in cls.__bases__ if base not in _IGNORED_BASES and base not in builtin_bases.BASES]
        if issubclass(cls, enum.Enum):
            bases = [base for base in bases if issubclass(base, enum.Enum)]
        for base in bases:
            if not self.is_program_class(base):
                raise RuleError(
                    "W0401",
                    f"class {cls.__name__} inherits from {base.__name__}, which is not supported",
                    help=f"keep a {base.__name__} in an attribute instead",
                )
        _check_supported(cls)
        kept = _layout_base(bases)
        base_desc = None if kept is None else self.describe(kept)
        members = self._members(cls)
        description = ClassDesc(self.ctx.next_number(), cls, cls.__name__, base_desc, members)
        self.descriptions[cls] = description
        description.span = _class_span(cls)
        parent = None if base_desc is None else base_desc.classdef
        classdef = ClassDef(description, parent, len(self.classdefs))
        description.classdef = classdef
        self.classdefs.append(classdef)
        for name, annotation in EXCEPTION_FIELDS.get(cls, {}).items():
            classdef.attributes[name] = Attribute(name, annotation, readonly=False)
        if parent is not None:
            parent.subclasses.append(classdef)
            self._families.clear()
        self._copy_mixins(cls, description)
        for name, member in description.members.items():
            if isinstance(member, property | staticmethod | classmethod):
                self.computed.setdefault(name, {})[classdef] = None
        self.ctx.attributes.inherit_class_values(classdef)
        return description

    def _members(self, cls: type) -> dict[str, Any]:
        found = self._own_members.get(cls)
        if found is None:
            found = self._own_members[cls] = self._make_members(cls)
        return dict(found)

    def _make_members(self, cls: type) -> dict[str, Any]:
        bindings = self.ctx.functions.bindings
        if cls.__module__ == "builtins":
            return dict(bindings.exception_members(cls))
        if cls.__module__ == "enum":
            return {name: bindings.resolve(entry) for name, entry in _ENUM_MEMBERS.get(cls.__name__, {}).items()}
        members = {}
        is_linked = self.is_linked(cls)
        if issubclass(cls, enum.Flag) and cls.__members__:
            members.update(flag_methods(self.ctx.generated, cls))
        for name, value in vars(cls).items():
            if name in _IGNORED_MEMBERS or isinstance(value, types.MemberDescriptorType | types.GetSetDescriptorType):
                continue
            if issubclass(cls, enum.Enum) and not is_enum_method(name, value):
                continue
            shadowed = self.shadowing(cls, name)
            if shadowed is not None:
                found = descriptors.shadowed_members(self.ctx.generated, name, value)
                members.update(found if shadowed is cls else {descriptors.class_value_name(name): value})
                continue
            if is_linked:
                value = linked_tuples.member(self.ctx.generated, cls, name, value)
                if value is linked_tuples.DROPPED:
                    continue
            described = descriptors.members_of(self.ctx.generated, cls, name, value)
            if described is not None:
                members.update(described)
                continue
            members[name] = decorated.replaced(self.ctx.generated, value) if decorated.is_cached(value) else value
        return members

    def shadowing(self, cls: type, name: str) -> type | None:
        """Return the class of an MRO whose attribute is assigned in the class and in its instances, by the plan."""
        shadowed = self.ctx.planner.plan.shadowed
        return next((base for base in cls.__mro__ if (base, name) in shadowed), None) if shadowed else None

    def is_generic(self, cls: type) -> bool:
        """True for classes that have copies: the library's containers, and those of the program in the plan."""
        if is_generic(cls):
            return True
        planned = self.ctx.planner.plan.classes
        if not planned or cls in self._originals or cls in self._groups:
            return False
        return any(base in planned for base in cls.__mro__)

    def is_copy(self, cls: type) -> bool:
        """True for a copy of a generic class."""
        return cls in self._originals

    def original(self, cls: type) -> type:
        """Return the class that a class is a copy of, or the class itself."""
        return self._originals.get(cls, cls)

    def source(self, description: ClassDesc) -> ClassDesc:
        """Return what a program sees of a class: for a copy of one of its own classes, that class."""
        cls = self.original(description.cls)
        return description if cls is description.cls or is_generic(cls) else self.describe(cls)

    def copies(self) -> list[ClassDesc]:
        """Return the copies of classes of the program, in the order in which they were made."""
        return [found for (original, _), found in self._clones.items() if not is_generic(original.cls)]

    def _copy_mixins(self, cls: type, description: ClassDesc) -> None:
        """Copy into `members` what the MRO finds in other classes than the chain does, and mixin users of super()."""
        chain = set()
        base = description.base
        while base is not None:
            chain.add(base.cls)
            base = base.base
        ignored = (*_IGNORED_BASES, int, str) if issubclass(cls, enum.IntEnum | enum.Flag) else _IGNORED_BASES
        sources = [base for base in cls.__mro__[1:] if base not in ignored and base.__module__ != "enum"]
        if chain.issuperset(sources):
            return
        members = description.members
        seen = set(members)
        if issubclass(cls, enum.Enum):
            seen |= _OF_ENUMS
        for source in self._with_container_base(cls, sources):
            for name, value in self._members(source).items():
                if name in seen:
                    continue
                seen.add(name)
                inherited = None if description.base is None else description.base.lookup(name)
                if inherited is not None and inherited[1] is value and not _uses_super(value):
                    continue
                members[name] = value
                description.copied[name] = source

    def _with_container_base(self, cls: type, sources: list[type]) -> list[type]:
        """Return the classes of an MRO to copy from: the library's class instead of a built-in container."""
        container = builtin_bases.base_of(cls)
        found: list[type] = []
        for source in sources:
            if source is container:
                found.extend(base for base in builtin_bases.BASES[source].__mro__ if base is not object)
            elif source.__module__ != "builtins" and not _is_container_of_python(source):
                found.append(source)
        return found

    def clone(self, original: ClassDesc, place: Any) -> ClassDesc:
        """Return the copy of a generic class of the library that belongs to one place where it is instantiated."""
        found = self._clones.get((original, place))
        if found is None:
            copy = type(original.cls)(original.name, (original.cls,), {"__module__": original.cls.__module__})
            self._originals[copy] = original.cls
            found = self._clones[original, place] = self.describe(copy)
            for cls in original.cls.__mro__:
                for name, value in vars(cls).items():
                    if isinstance(value, types.FunctionType | property) and name not in found.members:
                        found.members[name] = value
                        found.copied[name] = cls
        return found

    # Live classes ---------------------------------------------------------------------------------------------------

    def mark_instantiated(self, classdef: ClassDef) -> None:
        """Note that instances of exactly this class exist."""
        if classdef.instantiated:
            return
        check_raw_class(classdef)
        classdef.instantiated = True
        self.version += 1
        self._families.clear()
        for ancestor in classdef.mro():
            readers = self._readers.get(ancestor)
            if readers:
                self.ctx.schedule_all(list(readers))

    def family(self, classdef: ClassDef, exact: bool = False) -> list[ClassDef]:
        """Return the live classes that a value of this static type may have; the current block depends on it."""
        if self.ctx.block is not None:
            self._readers.setdefault(classdef, {})[self.ctx.block] = None
        cached = self._families.get((classdef, exact))
        if cached is not None:
            return cached[1]
        if exact:
            members = [classdef] if classdef.instantiated else []
        else:
            members = [found for found in classdef.all_subclasses() if found.instantiated]
        self._families[classdef, exact] = (self.version, members)
        return members

    def meet(self, left: ClassDef, right: ClassDef) -> ClassDef | None:
        """Return the nearest common ancestor of two classes.

        Unrelated classes, and copies of one generic class of the library (generators, deques), get one made for them:
        a *group*, put between them and what they had in common.  None if that is not possible.
        """
        common = left.common_base(right)
        if common in (left, right) or (common is not None and not self.is_generic(common.description.cls)):
            return common
        x, y = _below(left, common), _below(right, common)
        for classdef in (x, y):
            if issubclass(classdef.description.cls, BaseException):
                return None
        if x.description.is_group:
            return self._join_group(x, y)
        if y.description.is_group:
            return self._join_group(y, x)
        group = self._new_group(common)
        self._join_group(group, x)
        return self._join_group(group, y)

    def _new_group(self, base: ClassDef | None) -> ClassDef:
        number = sum(classdef.description.is_group for classdef in self.classdefs) + 1
        bases = () if base is None else (base.description.cls,)
        cls = type(f"group_{number}", bases, {})
        base_description = None if base is None else base.description
        self._groups.add(cls)
        description = ClassDesc(self.ctx.next_number(), cls, "object", base_description, {}, is_group=True)
        group = description.classdef = ClassDef(description, base, len(self.classdefs))
        self.descriptions[cls] = description
        self.classdefs.append(group)
        if base is not None:
            base.subclasses.append(group)
        return group

    def _join_group(self, group: ClassDef, classdef: ClassDef) -> ClassDef:
        """Let a class, with all its subclasses, descend from a group."""
        if classdef.base is not None:
            classdef.base.subclasses.remove(classdef)
        classdef.base = group
        classdef.description.base = group.description
        group.subclasses.append(classdef)
        self.version += 1
        self._families.clear()
        for ancestor in group.mro():
            self.ctx.schedule_all(list(self._readers.get(ancestor, ())))
        return group

    def topmost(self, classdefs: list[ClassDef]) -> list[ClassDef]:
        """Return those classes that have no other one of the list among their ancestors."""
        chosen = set(classdefs)
        return [classdef for classdef in classdefs if not chosen.intersection(classdef.mro()[1:])]

    def matching(self, cls: type) -> list[ClassDef]:
        """Return the described classes that are subclasses of `cls` in Python's sense, mixins and ABCs included."""
        return [classdef for classdef in self.classdefs if issubclass(classdef.description.cls, cls)]


_REFUSED_METHODS: Final = {
    "__getattribute__": "computes attributes at run time",
}


def _check_supported(cls: type) -> None:
    """Refuse what a class may define that inference does not follow."""
    if cls.__module__ in ("builtins", "enum"):
        return
    for name, what in _REFUSED_METHODS.items():
        own = vars(cls).get(name)
        if own is not None:
            span = None
            if isinstance(own, types.FunctionType):
                span = SourceSpan(own.__code__.co_filename, own.__name__, own.__code__.co_firstlineno)
            raise RuleError(
                "W0401",
                f"class {cls.__name__} defines {name}, which {what}: that is not supported",
                notes=[Note(f"{name} is defined here", span)],
            )
    meta = type(cls)
    if "__call__" in vars(meta) and not issubclass(cls, enum.Enum) and meta is not type:
        raise RuleError("W0407", f"the metaclass of {cls.__name__} changes how instances are made: not supported")


def is_frozen(cls: type) -> bool:
    """True for dataclasses with frozen=True."""
    parameters = getattr(cls, "__dataclass_params__", None)
    return parameters is not None and bool(parameters.frozen)


def is_enum_method(name: str, value: Any) -> bool:
    """True for what the body of an enumeration defines beside its members."""
    if name in ("__new__", "__reduce_ex__", "__dir__", "_generate_next_value_", "__init__"):
        return False
    if isinstance(value, types.FunctionType) and value.__globals__.get("__name__") == "enum":
        return False  # put there by the metaclass
    return isinstance(value, types.FunctionType | property | staticmethod | classmethod) and not isinstance(
        value, enum.property
    )


def is_generic(cls: type) -> bool:
    """True for classes of the library whose instances hold values of any type: each use is a class of its own."""
    return bool(vars(cls).get("_weft_generic_", False))


def _below(classdef: ClassDef, ancestor: ClassDef | None) -> ClassDef:
    """Return the class of the chain just below an ancestor (None: the root)."""
    while classdef.base is not ancestor:
        assert classdef.base is not None
        classdef = classdef.base
    return classdef


def _layout_base(bases: list[type]) -> type | None:
    """Return the base whose layout the class extends: exceptions first, then the one with most state."""
    if not bases:
        return None

    def weight(base: type) -> tuple[bool, bool, bool, int]:
        # Built-in exceptions have no state beside what all exceptions have.
        own = base.__module__ != "builtins"
        return (issubclass(base, BaseException), own, _has_init(base), len(base.__mro__))

    best = bases[0]
    for base in bases[1:]:
        # Mixins are usually written first, so a later base wins a tie.
        if weight(base) >= weight(best):
            best = base
    return best


def _has_init(cls: type) -> bool:
    return any("__init__" in vars(base) for base in cls.__mro__ if base is not object)


def _is_container_of_python(cls: type) -> bool:
    """True for OrderedDict, Counter and their like (but not for UserDict, which is an ordinary class)."""
    return cls.__module__ == "collections" and issubclass(cls, tuple(builtin_bases.BASES))


def _uses_super(value: Any) -> bool:
    if isinstance(value, staticmethod | classmethod):
        value = value.__func__
    return isinstance(value, types.FunctionType) and "__class__" in value.__code__.co_freevars


def _class_span(cls: type) -> SourceSpan | None:
    """Return where a class was defined, as far as its methods tell."""
    for value in vars(cls).values():
        if isinstance(value, types.FunctionType) and value.__qualname__.startswith(cls.__qualname__ + "."):
            code = value.__code__
            return SourceSpan(code.co_filename, cls.__name__, code.co_firstlineno)
    return None
