"""Low-level types: what a C compiler could declare.

Primitives, `Struct`s (named, compared by identity, single inheritance by prefix), `Array`s with a length, function
types, and `Ptr`s to them.  Structs and arrays are garbage-collected unless declared `gc=False`.
`Ptr`, `Array` and `FuncType` compare by structure.  Null is the host value None with a Ptr type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, final


class LowLevelType:
    """Base of all low-level types."""

    __slots__ = ()

    @property
    def is_gc_pointer(self) -> bool:
        """True for pointers that a collector must trace."""
        return False


@final
@dataclass(frozen=True, slots=True, eq=False)
class Primitive(LowLevelType):
    """A machine value; `zero` is the host value of its zero."""

    name: str
    bits: int
    zero: Any
    signed: bool = False

    def __str__(self) -> str:
        return self.name


SIGNED: Final = Primitive("Signed", 64, 0, True)
UNSIGNED: Final = Primitive("Unsigned", 64, 0)
INT32: Final = Primitive("Int32", 32, 0, True)
UINT32: Final = Primitive("UInt32", 32, 0)
BOOL: Final = Primitive("Bool", 8, False)
FLOAT: Final = Primitive("Float", 64, 0.0, True)
CHAR: Final = Primitive("Char", 8, 0)
"""A byte; host value an int 0..255."""
UNICHAR: Final = Primitive("UniChar", 32, 0)
"""A code point: a one-character str travels as this; host value an int."""
ADDRESS: Final = Primitive("Address", 64, None)
VOID: Final = Primitive("Void", 0, None)
"""No run-time value: constants such as functions and classes."""

PRIMITIVES: Final = (SIGNED, UNSIGNED, INT32, UINT32, BOOL, FLOAT, CHAR, UNICHAR, ADDRESS, VOID)


@final
@dataclass(slots=True, eq=False)
class Struct(LowLevelType):
    """A named record.

    `fields` are its own; those of `parent` come first in memory, so that a pointer to it is also one to its parent
    (names must differ along the chain).  `tail`, if set, is `(name, item type)` of a variable-size array at the
    end; its length is stored as the field `size`.  Fields may be added until the struct is first used
    (`add_field`), which is how recursive types are made.
    """

    name: str
    fields: dict[str, LowLevelType] = field(default_factory=dict)
    parent: Struct | None = None
    gc: bool = True
    tail: tuple[str, LowLevelType] | None = None
    immutable: frozenset[str] = frozenset()
    """Names of fields never written after initialisation; reads of prebuilt ones fold."""

    def add_field(self, name: str, type_: LowLevelType) -> None:
        """Append a field; raises ValueError for a duplicate."""
        if name in self.all_fields():
            raise ValueError(f"struct {self.name} has a field {name} already")
        self.fields[name] = type_

    def all_fields(self) -> dict[str, LowLevelType]:
        """Return the fields in memory order, inherited ones first."""
        if self.parent is None:
            return dict(self.fields)
        return {**self.parent.all_fields(), **self.fields}

    def field_type(self, name: str) -> LowLevelType:
        """Return the type of a field of this struct or its ancestors; KeyError if there is none."""
        struct: Struct | None = self
        while struct is not None:
            found = struct.fields.get(name)
            if found is not None:
                return found
            struct = struct.parent
        if name == "size" and self.tail is not None:
            return SIGNED
        raise KeyError(f"struct {self.name} has no field {name}")

    def inherits(self, other: Struct) -> bool:
        """True if `other` is this struct or one of its ancestors."""
        struct: Struct | None = self
        while struct is not None:
            if struct is other:
                return True
            struct = struct.parent
        return False

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<struct {self.name}>"


@final
@dataclass(frozen=True, slots=True)
class Array(LowLevelType):
    """A variable-size array with its length in front; items may be primitives, pointers or non-gc structs inline."""

    item: LowLevelType
    gc: bool = True

    def __str__(self) -> str:
        return f"array({self.item})" if self.gc else f"rawarray({self.item})"


@final
@dataclass(frozen=True, slots=True)
class FuncType(LowLevelType):
    """The type of a function; Void arguments are allowed and vanish in C."""

    args: tuple[LowLevelType, ...]
    result: LowLevelType

    def __str__(self) -> str:
        return f"func({', '.join(map(str, self.args))}) {self.result}"


@final
@dataclass(frozen=True, slots=True)
class Ptr(LowLevelType):
    """A pointer; nullable."""

    to: Struct | Array | FuncType

    @property
    def is_gc_pointer(self) -> bool:
        """True for pointers that a collector must trace."""
        return not isinstance(self.to, FuncType) and self.to.gc

    def __str__(self) -> str:
        return f"*{self.to}"


def zero_of(type_: LowLevelType) -> Any:
    """Return the host value a fresh field or item of this type has."""
    if isinstance(type_, Primitive):
        return type_.zero
    return None


def is_zero(value: Any, type_: LowLevelType) -> bool:
    """True if a host value is what a fresh field of the type has; `-0.0` is not."""
    zero = zero_of(type_)
    return value is zero or (zero is not None and value == zero and str(value) == str(zero))


CLASS_TABLE: Final = Struct("class_table", gc=False)
"""What every class has at run time: see `ClassTable` in values.py.  Subclass tables add method pointers."""
CLASS_TABLE.fields.update(subclass_id=SIGNED, subclass_end=SIGNED)

OBJECT: Final = Struct("object", immutable=frozenset({"cls"}))
"""The root of all instances."""
OBJECT.fields["cls"] = Ptr(CLASS_TABLE)

STR: Final = Struct("str", {"hash": SIGNED, "length": SIGNED}, tail=("data", CHAR), immutable=frozenset({"length"}))
"""A Unicode string of `length` code points.  `size == length`: one byte each (Latin-1); otherwise `size` is
`4 * length` and the data are 32-bit code points in machine order.  A string is narrow if and only if all its
characters are below 256.  `hash` 0: not computed yet."""

BYTES: Final = Struct("bytes", {"hash": SIGNED}, tail=("data", CHAR))
"""Immutable bytes, `size` of them."""

CLASS_TABLE.fields["name"] = Ptr(STR)
CLASS_TABLE.fields["title"] = Ptr(STR)
"""The name with module and enclosing classes, as the last line of a traceback shows it."""

EXCEPTION: Final = Struct("BaseException", parent=OBJECT)
"""The root of all exception instances: what every except block of a rtyped graph takes.

`traceback` is the head of the instance's recorded frames in the run-time's traceback ring (0: none yet); `cause` and
`suppress` are set by `raise ... from`; `context` is what was being handled when the exception was raised.  The
representations of instances add the attributes of the class as `inst_NAME` fields; the two here are those that
`rlib/exceptions.py` uses: the text of `str(e)`, and what it was made of.
"""
EXCEPTION.fields.update(
    traceback=SIGNED,
    cause=Ptr(EXCEPTION),
    context=Ptr(EXCEPTION),
    suppress=BOOL,
    inst__weft_message=Ptr(STR),
    inst__weft_kind=SIGNED,
)

CALLABLE: Final = Struct("callable", {"index": SIGNED}, immutable=frozenset({"index"}))
"""A function, closure, bound method or class as a run-time value: `index` is its description's number, by which
calls dispatch; closures and bound methods have substructs with what they captured."""

BOUND_METHOD: Final = Struct(
    "bound_method",
    {"function": SIGNED, "receiver": Ptr(OBJECT)},
    parent=CALLABLE,
    immutable=frozenset({"function", "receiver"}),
)
"""A method bound to an instance; its index is negative, and `function` is the number of the function."""


WEAK: Final = Struct("weak", {"target": SIGNED, "next": SIGNED, "number": SIGNED})
"""A weak link: `weak_set` and `weak_get` access it.  Two fields are the memory manager's: words that are not traced.

If there is a number, which is set before, the program wants to be told when what the link leads to is dead."""


FRAME: Final = Struct("frame")
"""What a function that was saved needs to go on (`stackless/frames.py`): `back` is the frame of its caller."""
RESUME_POINT: Final = Struct("resume_point", gc=False, immutable=frozenset({"index", "resume"}))
"""A place in the program where a frame goes on: static data.  `resume` is the function that knows the place by its
`index`; it leaves its result where the one below finds it (`stackless/driver.py`)."""
FRAME.fields.update(back=Ptr(FRAME), point=Ptr(RESUME_POINT))
RESUME_POINT.fields.update(index=SIGNED, resume=Ptr(FuncType((Ptr(FRAME),), VOID)))


def function_pointer(args: Sequence[LowLevelType], result: LowLevelType) -> Ptr:
    """Return the type of a pointer to a function."""
    return Ptr(FuncType(tuple(args), result))


def struct(name: str, fields: Mapping[str, LowLevelType], **details: Any) -> Struct:
    """Return a new struct type."""
    return Struct(name, dict(fields), **details)
