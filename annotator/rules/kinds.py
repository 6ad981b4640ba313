"""Short names of the kinds of annotations, the keys of the rule tables and of the library's bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weft.annotator.lattice import (
    Annotation,
    SomeAttributes,
    SomeBig,
    SomeBool,
    SomeBuiltinMethod,
    SomeByteArray,
    SomeBytes,
    SomeCell,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeFloat,
    SomeFrames,
    SomeInstance,
    SomeInteger,
    SomeIterable,
    SomeIterator,
    SomeList,
    SomeMarked,
    SomeNone,
    SomeNumber,
    SomeOptional,
    SomePBC,
    SomePtr,
    SomeRange,
    SomeSet,
    SomeSlice,
    SomeString,
    SomeSuper,
    SomeTuple,
    SomeWeak,
    without_none,
)

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_NAMES: Final[dict[type[Annotation], str]] = {
    SomeNone: "None",
    SomeBool: "bool",
    SomeInteger: "int",
    SomeBig: "big",
    SomeFloat: "float",
    SomeString: "str",
    SomeBytes: "bytes",
    SomeByteArray: "bytearray",
    SomeNumber: "number",
    SomeOptional: "optional",
    SomeTuple: "tuple",
    SomeList: "list",
    SomeDict: "dict",
    SomeSet: "set",
    SomeInstance: "instance",
    SomePBC: "callable",
    SomeBuiltinMethod: "method",
    SomeRange: "range",
    SomeSlice: "slice",
    SomeIterator: "iterator",
    SomeDictView: "view",
    SomeIterable: "iterable",
    SomeCell: "cell",
    SomeConstantObject: "object",
    SomeSuper: "super",
    SomeAttributes: "attributes",
    SomeMarked: "marked",
    SomeWeak: "weak link",
    SomeFrames: "frames",
    SomePtr: "pointer",
}

NUMBERS: Final = frozenset({"int", "bool", "float"})
INTEGERS: Final = frozenset({"int", "bool", "big"})
"""Kinds of what is an int to a program; "big" is that of `--ints=big`."""


def kind_of(annotation: Annotation) -> str:
    """Return the short name of an annotation's kind."""
    return _NAMES.get(type(annotation), "unknown")


def present(ctx: AnnotationContext, annotation: Annotation, error: type[BaseException] = TypeError) -> Annotation:
    """Return the annotation of an operand that must not be None; if it may be, the operation may raise `error`."""
    if annotation.can_be_none and not isinstance(annotation, SomeNone):
        ctx.may_raise(error)
        return without_none(annotation)
    return annotation
