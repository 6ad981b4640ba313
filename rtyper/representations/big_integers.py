"""Representation of ints of any size (`--ints=big`): a tagged word, or a pointer to a `bigint` of the library.

See `rlib/tagged.py` and `lltype/ops/tagged.py`.  Operations are calls of `rlib/big_integers.py` already; what is left
are conversions, which the library does as well: `LIBRARY` in `rtyper/annotations.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import BIG, INTEGER, Annotation, SomeBig, SomeInstance
from weft.flowspace.graph import Constant, Value
from weft.rlib.bigint import SMALL_MAX, SMALL_MIN, bigint
from weft.rtyper.ll_helpers import tagged as helpers
from weft.rtyper.lltype.types import OBJECT, Ptr
from weft.rtyper.lltype.values import TaggedWord
from weft.rtyper.lowering import Builder, Lowering, boolean, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.primitives import (
    BoolRepresentation,
    FloatRepresentation,
    IntegerRepresentation,
)
from weft.rtyper.representations.tagged import TaggedRepresentation

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


class BigRepresentation(Representation):
    """An int of any size, or None (null)."""

    lowtype = Ptr(OBJECT)

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, SomeBig(optional=True))

    def constant(self, value: Any) -> Any:
        """Return a tagged word, or a prebuilt object."""
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(value)
        if SMALL_MIN <= value <= SMALL_MAX:
            return TaggedWord(value)
        key = ("bigint", value)
        if key not in self.typer.cache:
            self.typer.cache[key] = bigint(value)
        classdef = self.typer.annotations.classdef(bigint)
        representation = self.typer.representation(SomeInstance(classdef=classdef, exact=True))
        return self.typer.constant(representation, self.typer.cache[key]).value

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """A word raises OverflowError if the number does not fit."""
        if isinstance(target, IntegerRepresentation):
            word = self.as_word(builder, value, "to_word")
            return builder.emit("cast_int_to_uint", word) if target.unsigned else word
        if isinstance(target, FloatRepresentation):
            if isinstance(value, Constant) and isinstance(value.value, TaggedWord):
                return Constant(float(value.value.value), target.lowtype)
            return builder.call(self.typer.calls.library_function("to_float", [BIG]), value)
        if isinstance(target, TaggedRepresentation):
            return builder.helper(helpers.from_big, value, target.large)
        return None

    def as_word(self, builder: Builder, value: Value, function: str) -> Value:
        """Return the machine word, by one of the functions that say what happens if it does not fit."""
        if isinstance(value, Constant) and isinstance(value.value, TaggedWord):
            return Constant(value.value.value, self.typer.representation(INTEGER).lowtype)
        return builder.call(self.typer.calls.library_function(function, [BIG]), value)

    def convert_from(self, builder: Builder, value: Value, source: Representation) -> Value | None:
        """Every int is one of these."""
        if isinstance(source, BoolRepresentation):
            value = builder.convert(value, source, self.typer.representation(INTEGER))
            return builder.emit("tag_word", value)
        if isinstance(source, IntegerRepresentation) and not source.unsigned:
            if isinstance(value, Constant):
                return Constant(self.constant(value.value), self.lowtype)
            return builder.call(self.typer.calls.library_function("from_word", [INTEGER]), value)
        if isinstance(source, TaggedRepresentation):
            return builder.helper(helpers.to_big, value, void(self.lowtype), source.large)
        return None

    def lower_bool(self, lowering: Lowering) -> Value:
        """Neither 0 nor None."""
        return lowering.emit("int_is_true", lowering.emit("tagged_word", lowering.operand(0)))

    def number_equality(self, *arguments: Any) -> Value:
        """Comparisons with words are calls of the library."""
        raise AssertionError("not a native operation")

    def lower_eq(self, lowering: Lowering) -> Value:
        """With None, or with what may be None and is no number: both must be None."""
        missing = lowering.emit("ptr_iszero", lowering.operand(0))
        other = lowering.operand(1)
        if not isinstance(other.type, Ptr):
            return missing if lowering.annotation(1).can_be_none else boolean(False)
        return lowering.emit("bool_and", missing, lowering.emit("ptr_iszero", other))

    def lower_ne(self, lowering: Lowering) -> Value:
        """The opposite."""
        return lowering.emit("bool_not", self.lower_eq(lowering))

    def equality_function(self) -> Any:
        """Equality of numbers."""
        return self.typer.calls.library_function("big_eq", [SomeBig(optional=True)] * 2)

    def hash_function(self) -> Any:
        """Hash of numbers, as CPython's."""
        return self.typer.calls.library_function("big_hash", [SomeBig(optional=True)])


REPRESENTATIONS: Final = {SomeBig: BigRepresentation}
