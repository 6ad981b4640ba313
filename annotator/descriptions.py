"""Descriptions: what the annotator knows of the functions, classes and methods of the program.

One description per Python function, nested function or class; they are made on first sight by
`AnnotationContext` and numbered, so that sets of them have a deterministic order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from weft.annotator.definitions import CellDefinition
from weft.annotator.lattice import IMPOSSIBLE, Annotation
from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import Graph


@dataclass(slots=True, eq=False)
class Signature:
    """A function's parameters.  `defaults` belong to the last positional parameters; `keyword_defaults` by name.

    A default is a Python object, or a `RuntimeDefault` for nested functions.
    """

    positional: tuple[str, ...]
    positional_only: int = 0
    keyword_only: tuple[str, ...] = ()
    star: str | None = None
    star_star: str | None = None
    defaults: tuple[Any, ...] = ()
    keyword_defaults: dict[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All parameter names in the order of the code object's locals: positional, keyword-only, *, **."""
        extra = tuple(name for name in (self.star, self.star_star) if name is not None)
        return self.positional + self.keyword_only + extra


@dataclass(frozen=True, slots=True)
class RuntimeDefault:
    """A default value evaluated at run time, when the nested function was made: the index-th captured default."""

    index: int


@dataclass(slots=True, eq=False)
class FunctionDesc:
    """A function, or a nested function (`function` is a LocalFunction).

    `graphs` holds one flow graph per specialisation key (`()` when not specialised).  For a nested function the
    graph's arguments begin with one per captured cell (`cells`), in the order of `code.co_freevars`.
    """

    number: int
    function: Any
    name: str
    signature: Signature
    graphs: dict[Hashable, Graph] = field(default_factory=dict)
    cells: list[CellDefinition] = field(default_factory=list)
    runtime_defaults: list[CellDefinition] = field(default_factory=list)
    """Annotations of defaults evaluated at run time, positional ones then keyword ones."""
    owner: ClassDesc | None = None
    """The class it was copied into, if it is the function of a mixin (or one that depends on `super()` there)."""
    specialize: str = ""
    """"" (one graph), "argtypes" (one per combination of argument types: the library's functions), "calls" (one per
    group of calls with the same types: functions of the program that are in the plan)."""
    constants: tuple[str, ...] = ()
    """With "argtypes": parameters whose constant values count, too."""
    span: SourceSpan | None = None

    @property
    def kind(self) -> str:
        """What a user calls it."""
        return "function"

    @property
    def is_closure(self) -> bool:
        """True if calling it needs values captured at run time."""
        return bool(self.cells or self.runtime_defaults)

    def __repr__(self) -> str:
        return f"<function {self.name}>"


@dataclass(slots=True, eq=False)
class Attribute:
    """An attribute of the instances (and the class) of a ClassDef and its subclasses.

    `readonly`: only ever set in class bodies (methods, class constants): stored in the class table.
    """

    name: str
    annotation: Annotation = IMPOSSIBLE
    readonly: bool = True
    readers: dict[Any, None] = field(default_factory=dict)
    origin: SourceSpan | None = None
    """Where its present type was first given."""


@dataclass(slots=True, eq=False)
class StaticVariable:
    """The annotation of a module variable, or class variable, that is assigned at run time."""

    name: str
    annotation: Annotation = IMPOSSIBLE
    readers: dict[Any, None] = field(default_factory=dict)
    origin: SourceSpan | None = None


@dataclass(slots=True, eq=False)
class ClassDef:
    """What is inferred about a class: the attributes introduced at this level, its place in the hierarchy.

    Every attribute lives in exactly one ClassDef of a chain (the most general one that has it).
    """

    description: ClassDesc
    base: ClassDef | None
    number: int
    attributes: dict[str, Attribute] = field(default_factory=dict)
    subclasses: list[ClassDef] = field(default_factory=list)
    instantiated: bool = False

    @property
    def name(self) -> str:
        """The class's name."""
        return self.description.name

    def mro(self) -> list[ClassDef]:
        """Return this class and its ancestors, nearest first."""
        chain: list[ClassDef] = []
        classdef: ClassDef | None = self
        while classdef is not None:
            chain.append(classdef)
            classdef = classdef.base
        return chain

    def find_attribute(self, name: str) -> tuple[ClassDef, Attribute] | None:
        """Return the attribute and the class of the chain that holds it, or None."""
        for classdef in self.mro():
            if name in classdef.attributes:
                return classdef, classdef.attributes[name]
        return None

    def is_subclass(self, other: ClassDef) -> bool:
        """True if this is `other` or descends from it."""
        return other in self.mro()

    def common_base(self, other: ClassDef) -> ClassDef | None:
        """Return the nearest common ancestor, or None."""
        mine = self.mro()
        for classdef in other.mro():
            if classdef in mine:
                return classdef
        return None

    def all_subclasses(self) -> list[ClassDef]:
        """Return this class and all its descendants, in preorder."""
        found = [self]
        for subclass in self.subclasses:
            found.extend(subclass.all_subclasses())
        return found

    def __repr__(self) -> str:
        return f"<class {self.name}>"


@dataclass(slots=True, eq=False)
class ClassDesc:
    """A class.  `base` is the single base kept for the layout; the members of further bases (mixins) are copied
    into `members` in MRO order, so that looking a name up along `base` finds what Python's MRO finds.

    `members`: name -> Python object of the class body (functions, constants, property, staticmethod, ...).
    """

    number: int
    cls: type
    name: str
    base: ClassDesc | None
    members: dict[str, Any]
    classdef: ClassDef = field(init=False)
    span: SourceSpan | None = None
    copied: dict[str, type] = field(default_factory=dict)
    """Members copied from classes beside the chain, with the class they come from."""
    is_group: bool = False
    """Made by the annotator as a common base of classes that meet; no class of the program."""

    @property
    def kind(self) -> str:
        """What a user calls it."""
        return "class"

    def lookup(self, name: str) -> tuple[ClassDesc, Any] | None:
        """Return the class of the chain whose body defines the name, with the object; or None."""
        description: ClassDesc | None = self
        while description is not None:
            if name in description.members:
                return description, description.members[name]
            description = description.base
        return None

    def lookup_library(self, name: str, is_library: Callable[[Any], bool]) -> Any | None:
        """Return the library's function of that name that the class inherits, or None."""
        description: ClassDesc | None = self
        while description is not None:
            found = description.members.get(name)
            if found is not None and is_library(found):
                return found
            description = description.base
        return None

    def __repr__(self) -> str:
        return f"<class {self.name}>"


def is_unhashable(description: ClassDesc) -> bool:
    """True for a class that defines `__eq__` without `__hash__`, which Python sets to None then."""
    located = description.lookup("__hash__")
    return located is not None and located[1] is None


@dataclass(slots=True, eq=False)
class MethodDesc:
    """A function bound to an instance of (a subclass of) `self_class`; unique per (function, self_class, name)."""

    number: int
    function: FunctionDesc
    self_class: ClassDef
    name: str
    origin: ClassDef
    """The class whose body holds the function."""
    direct: bool = False
    """From `super()`: this very function is called, whatever subclasses have."""

    @property
    def kind(self) -> str:
        """What a user calls it."""
        return "method"

    def __repr__(self) -> str:
        return f"<method {self.self_class.name}.{self.name}>"


@dataclass(slots=True, eq=False)
class BoundDesc:
    """A function bound to a class (classmethod) or a prebuilt object whose identity is constant: `value`."""

    number: int
    function: FunctionDesc
    receiver: Annotation
    name: str
    value: Any = None

    @property
    def kind(self) -> str:
        """What a user calls it."""
        return "method"


Description: TypeAlias = FunctionDesc | ClassDesc | MethodDesc | BoundDesc
