"""The lattice of annotations: what is known of a value at translation time.

Annotations are immutable; joining two is `union.py`.  Containers refer to a shared *definition*
(`ListDefinition`, ...) that grows while inference goes on; two definitions that meet are merged and stay the same
from then on (`definition.find()`).  `constant` is the value if it is known, else `NOT_CONSTANT`.
`optional` says that None is possible too.  `str()` of an annotation is the plain type name shown to users.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar, final

if TYPE_CHECKING:
    from weft.annotator.definitions import (
        CellDefinition,
        DictDefinition,
        ListDefinition,
        SetDefinition,
    )
    from weft.annotator.descriptions import ClassDef, Description
    from weft.rtyper.lltype.types import LowLevelType


class NotConstant(enum.Enum):
    """The marker for "value not known"."""

    NOT_CONSTANT = "not constant"


NOT_CONSTANT: Final = NotConstant.NOT_CONSTANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Base of all annotations."""

    constant: Any = field(default=NOT_CONSTANT, compare=False)

    @property
    def is_constant(self) -> bool:
        """True if the value is known."""
        return self.constant is not NOT_CONSTANT

    @property
    def can_be_none(self) -> bool:
        """True if None is among the possible values."""
        return getattr(self, "optional", False)


A = TypeVar("A", bound=Annotation)


def same(x: Annotation, y: Annotation) -> bool:
    """Return True if the annotations are equal, constants included (so that True differs from 1, 0.0 from -0.0)."""
    if x is y:
        return True
    if x != y or not _same_constant(x.constant, y.constant):
        return False
    parts = _PARTS.get(type(x))
    # Comparison of dataclasses leaves constants out, so those of the parts are compared here.
    return parts is None or all(map(same, parts(x), parts(y)))


def _same_constant(x: Any, y: Any) -> bool:
    if x is y:
        return True
    if type(x) is not type(y):
        return False
    if isinstance(x, int | str | bytes):
        return bool(x == y)
    if isinstance(x, float):
        return repr(x) == repr(y)
    if isinstance(x, tuple):
        return len(x) == len(y) and all(map(_same_constant, x, y))
    return False


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible(Annotation):
    """No value: code not reached (yet)."""

    def __str__(self) -> str:
        return "nothing"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeNone(Annotation):
    """None and nothing else."""

    @property
    def can_be_none(self) -> bool:
        """True."""
        return True

    def __str__(self) -> str:
        return "None"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeBool(Annotation):
    """A bool."""

    def __str__(self) -> str:
        return "bool"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeInteger(Annotation):
    """A machine integer; `kind` "int" is signed 64-bit, "r_uint" unsigned 64-bit.  `nonneg`: never below zero.

    `bits`, looked at with `--ints=big` only: it lies between -2**bits and 2**bits - 1.
    """

    nonneg: bool = False
    kind: str = "int"
    bits: int = 63

    def __str__(self) -> str:
        return self.kind


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeBig(Annotation):
    """An int of any size (`--ints=big`); `SomeInteger` remains what is known to fit a word."""

    optional: bool = False
    nonneg: bool = False

    def __str__(self) -> str:
        return _optional("int", self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeFloat(Annotation):
    """A double."""

    def __str__(self) -> str:
        return "float"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeString(Annotation):
    """A str; `char`: always of length one, and never None (travels unboxed)."""

    optional: bool = False
    char: bool = False

    def __str__(self) -> str:
        return _optional("str", self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeBytes(Annotation):
    """Immutable bytes."""

    optional: bool = False

    def __str__(self) -> str:
        return _optional("bytes", self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeByteArray(Annotation):
    """A bytearray."""

    optional: bool = False

    def __str__(self) -> str:
        return _optional("bytearray", self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeOptional(Annotation):
    """None or an integer of a kind that SomeNumber does not know, such as r_uint."""

    item: SomeInteger

    @property
    def can_be_none(self) -> bool:
        """True."""
        return True

    def __str__(self) -> str:
        return _optional(str(self.item), True)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeNumber(Annotation):
    """A number whose kind is known at run time only; `kinds` is some of "bool", "int", "float", in this order.

    One kind only where None is possible too.
    """

    kinds: tuple[str, ...]
    optional: bool = False
    big: bool = False
    """Its ints are of any size (`--ints=big`)."""

    def __str__(self) -> str:
        return _optional(" or ".join(self.kinds), self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeTuple(Annotation):
    """A tuple of fixed length; `cls` is the namedtuple class if it is one."""

    items: tuple[Annotation, ...]
    optional: bool = False
    cls: type | None = None

    def __str__(self) -> str:
        name = f"tuple[{', '.join(map(str, self.items)) or '()'}]" if self.cls is None else self.cls.__name__
        return _optional(name, self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeList(Annotation):
    """A list; compare definitions by `find()`.  `frozen`: a tuple whose length is not known, laid out like a list."""

    definition: ListDefinition
    optional: bool = False
    frozen: bool = False

    def __str__(self) -> str:
        if self.frozen:
            return _optional(f"tuple[{self.definition.find().item}, ...]", self.optional)
        return _optional(f"list[{self.definition.find().item}]", self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeDict(Annotation):
    """A dict."""

    definition: DictDefinition
    optional: bool = False

    def __str__(self) -> str:
        found = self.definition.find()
        return _optional(f"dict[{found.key}, {found.value}]", self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeSet(Annotation):
    """A set or frozenset."""

    definition: SetDefinition
    optional: bool = False
    frozen: bool = False

    def __str__(self) -> str:
        return _optional(f"{'frozenset' if self.frozen else 'set'}[{self.definition.find().item}]", self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeInstance(Annotation):
    """An instance of a class of the program (or a built-in exception) or of a subclass; classdef None: any object.

    `exact`: of this class, no subclass.
    """

    classdef: ClassDef | None
    optional: bool = False
    exact: bool = field(default=False, compare=True)

    def __str__(self) -> str:
        return _optional("object" if self.classdef is None else self.classdef.name, self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomePBC(Annotation):
    """One of a set of prebuilt callables: functions, closures, classes, bound methods.

    `descriptions` is ordered by creation, without duplicates.
    """

    descriptions: tuple[Description, ...]
    optional: bool = False

    def __str__(self) -> str:
        kind = self.descriptions[0].kind if self.descriptions else "function"
        names = ", ".join(d.name for d in self.descriptions[:3])
        return _optional(f"{kind} {names}{', ...' if len(self.descriptions) > 3 else ''}", self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeBuiltinMethod(Annotation):
    """A method of a built-in type with its receiver, such as `items.append`; represented by the receiver."""

    receiver: Annotation
    name: str

    def __str__(self) -> str:
        return f"method {self.name} of {self.receiver}"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeRange(Annotation):
    """A range object; `step` is its constant step, or 0 if the step is only known at run time."""

    step: int = 1
    nonneg: bool = False
    """All its items are known to be >= 0."""
    bits: int = 63
    """What bounds its items, see `SomeInteger`."""

    def __str__(self) -> str:
        return "range"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeSlice(Annotation):
    """The result of newslice."""

    start: Annotation
    stop: Annotation
    step: Annotation

    def __str__(self) -> str:
        return "slice"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeIterator(Annotation):
    """A built-in iterator over `container`.

    `variant`: "items" for what the container's own iteration yields (list, tuple, str, bytes, range, dict keys,
    set); "values", "pairs" for dict.values() and dict.items(), "reversed" for reversed(list).
    """

    container: Annotation
    variant: str = "items"

    def __str__(self) -> str:
        return f"iterator over {self.container}"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeDictView(Annotation):
    """`d.keys()`, `d.values()`, `d.items()`: variant "items" (keys), "values" or "pairs"."""

    container: SomeDict
    variant: str

    def __str__(self) -> str:
        return f"{'keys' if self.variant == 'items' else self.variant} of {self.container}"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeIterable(Annotation):
    """One of several kinds of iterable; which one is known at run time only (`meeting.py`).

    At most one of `members` is of a kind (`member_kind`), and they are ordered by it; a single one only where None is
    possible too.  None of the members is optional itself.
    """

    members: tuple[Annotation, ...]
    optional: bool = False

    def __str__(self) -> str:
        return _optional(" or ".join(map(str, self.members)), self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeCell(Annotation):
    """The cell of a captured variable."""

    definition: CellDefinition

    def __str__(self) -> str:
        return f"cell[{self.definition.find().content}]"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeConstantObject(Annotation):
    """A constant of a kind with no run-time value: a module, an intrinsic, a built-in function, a type object of a
    built-in type, a prebuilt object only looked at during translation.  Represented as Void."""

    def __str__(self) -> str:
        return getattr(self.constant, "__name__", None) or type(self.constant).__name__


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomePtr(Annotation):
    """A low-level value in helper code: a pointer or a primitive without a high-level kind (Char, UniChar...)."""

    type: LowLevelType

    def __str__(self) -> str:
        return str(self.type)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeSuper(Annotation):
    """`super()`: represented by its receiver; attributes are looked up after `after` in the method resolution order
    of `owner`, and its methods are called directly."""

    receiver: SomeInstance | SomePBC
    after: type
    owner: type

    def __str__(self) -> str:
        return f"super of {self.after.__name__}"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeAttributes(Annotation):
    """`x.__dict__`: represented by the instance; looked up in by constant names."""

    receiver: SomeInstance

    def __str__(self) -> str:
        return f"__dict__ of {self.receiver}"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeWeak(Annotation):
    """The link of a weak reference: leads to the instance as long as that is alive (`rlib/weak_references.py`)."""

    target: SomeInstance

    def __str__(self) -> str:
        return f"weak link to {self.target}"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeFrames(Annotation):
    """A part of the stack that was saved (`rlib/stackless.py`)."""

    optional: bool = False

    def __str__(self) -> str:
        return _optional("frame_stack_top", self.optional)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class SomeMarked(Annotation):
    """An item, or a sentinel made by `object()` that is known now: `mark` (`marks.py`)."""

    item: Annotation
    mark: Any

    def __str__(self) -> str:
        return f"{self.item} or object()"


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Erroneous(Annotation):
    """What came of an operation with an error: silences everything it flows into; gone when annotation succeeds."""

    def __str__(self) -> str:
        return "unknown"


def _optional(name: str, optional: bool) -> str:
    return f"{name} or None" if optional else name


IMPOSSIBLE: Final = Impossible()
ERRONEOUS: Final = Erroneous()
NONE: Final = SomeNone(constant=None)
BOOL: Final = SomeBool()
INTEGER: Final = SomeInteger()
NONNEG: Final = SomeInteger(nonneg=True)
LENGTH: Final = SomeInteger(nonneg=True, bits=47)
"""The length of a container, or an index into one."""
BYTE: Final = SomeInteger(nonneg=True, bits=8)
CODE_POINT: Final = SomeInteger(nonneg=True, bits=31)
BIG: Final = SomeBig()
FLOAT: Final = SomeFloat()
STRING: Final = SomeString()
CHARACTER: Final = SomeString(char=True)
BYTES: Final = SomeBytes()


_PARTS: Final[dict[type[Annotation], Callable[[Any], Sequence[Annotation]]]] = {
    SomeTuple: lambda a: a.items,
    SomeOptional: lambda a: (a.item,),
    SomeMarked: lambda a: (a.item,),
    SomeSlice: lambda a: (a.start, a.stop, a.step),
    SomeBuiltinMethod: lambda a: (a.receiver,),
    SomeIterator: lambda a: (a.container,),
    SomeDictView: lambda a: (a.container,),
    SomeIterable: lambda a: a.members,
}
"""The annotations inside an annotation."""


def without_constant(annotation: A) -> A:
    """Return the annotation with its value forgotten (kept for kinds that are constants by nature)."""
    if annotation.constant is NOT_CONSTANT or isinstance(annotation, SomeNone | SomeConstantObject | SomePBC):
        return annotation
    return replace(annotation, constant=NOT_CONSTANT)


def without_none(annotation: Annotation) -> Annotation:
    """Return the annotation of the value when it is known not to be None."""
    if isinstance(annotation, SomeNone):
        return IMPOSSIBLE
    if isinstance(annotation, SomeOptional):
        return annotation.item
    if isinstance(annotation, SomeNumber):
        return number_of(annotation.kinds, big=annotation.big)
    if isinstance(annotation, SomeIterable):
        return iterable_of(annotation.members)
    if getattr(annotation, "optional", False):
        return replace(annotation, optional=False)  # type: ignore[call-arg]
    return annotation


def iterable_of(members: Sequence[Annotation], optional: bool = False) -> Annotation:
    """Return the annotation of what is one of these iterables, of different kinds and in their order."""
    if len(members) == 1 and not optional:
        return members[0]
    return SomeIterable(members=tuple(members), optional=optional)


KIND_ORDER: Final = ("bool", "int", "float")


def number_kinds(annotation: Annotation) -> tuple[str, ...]:
    """Return the kinds of number that a value may be; () if it may be something else (other than None)."""
    match annotation:
        case SomeBool():
            return ("bool",)
        case SomeInteger(kind="int") | SomeBig():
            return ("int",)
        case SomeFloat():
            return ("float",)
        case SomeNumber(kinds=kinds):
            return kinds
    return ()


def number_of(kinds: Collection[str], optional: bool = False, big: bool = False) -> Annotation:
    """Return the annotation of numbers of these kinds (at least one); `big`: the ints are of any size."""
    if big and list(kinds) == ["int"]:
        return SomeBig(optional=optional)
    if len(kinds) == 1 and not optional:
        return _PLAIN_NUMBERS[next(iter(kinds))]
    return SomeNumber(kinds=tuple([kind for kind in KIND_ORDER if kind in kinds]), optional=optional, big=big)


_PLAIN_NUMBERS: Final[dict[str, Annotation]] = {"bool": BOOL, "int": INTEGER, "float": FLOAT}


LEVELS: Final = (8, 31, 47, 62, 63)
"""What `SomeInteger.bits` becomes where different numbers meet: few values, so that loops come to an end soon."""


def level(bits: int) -> int | None:
    """Return the next level; None if a word is not enough."""
    return next((found for found in LEVELS if found >= bits), None)


def width(annotation: Annotation) -> int:
    """Return the bits of a bool or a machine integer."""
    if isinstance(annotation, SomeBool):
        return 1
    assert isinstance(annotation, SomeInteger)
    if annotation.is_constant:
        return int(annotation.constant).bit_length()
    return annotation.bits


def is_nonneg(annotation: Annotation) -> bool:
    """True for integers known not to be negative."""
    return isinstance(annotation, SomeBool) or (
        isinstance(annotation, SomeInteger | SomeBig)
        and (annotation.nonneg or bool(annotation.is_constant and annotation.constant >= 0))
    )


def tuple_of(items: Sequence[Annotation]) -> SomeTuple:
    """Return the annotation of a tuple with these items; constant if all of them are."""
    if all(item.is_constant for item in items):
        return SomeTuple(items=tuple(items), constant=tuple(item.constant for item in items))
    return SomeTuple(items=tuple(items))
