"""Representation of numbers whose kind is known at run time only: a word that says what it is (`ll_helpers/tagged.py`).

None travels in the same word, so there is one representation for all combinations of kinds.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import BIG, FLOAT, INTEGER, Annotation, SomeNumber
from weft.annotator.narrowing import NUMBER_CLASSES
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import tagged as helpers
from weft.rtyper.lltype.types import BOOL as LOW_BOOL
from weft.rtyper.lltype.types import SIGNED, UNSIGNED, LowLevelType
from weft.rtyper.lowering import Builder, Lowering, boolean, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.optional import OptionalRepresentation
from weft.rtyper.representations.primitives import (
    BoolRepresentation,
    FloatRepresentation,
    IntegerRepresentation,
    NoneRepresentation,
    NumberRepresentation,
)

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer

_TESTS: Final = {"bool": helpers.is_bool, "int": helpers.is_int, "float": helpers.is_float, "None": helpers.is_none}


_LARGE: Final = ("place", "word", "order", "hash", "float")


@dataclass(slots=True, eq=False)
class LargeNumbers:
    """Functions for integers that do not fit the tagged word, by their place; helpers call them as `large.word(p)`."""

    place: Any
    word: Any
    order: Any
    hash: Any
    float: Any
    place_of_big: Any = None
    big_at: Any = None
    big_of_word: Any = None


class TaggedRepresentation(Representation):
    """A word: a float's bits, or a small int, a bool, None, a large int's place, marked as such."""

    lowtype = UNSIGNED

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, SomeNumber(kinds=tuple(NUMBER_CLASSES), optional=True))

    @property
    def large(self) -> Constant:
        """The library's functions for large integers, for helpers; made once."""
        found: Constant | None = self.typer.cache.get("large numbers")
        if found is None:
            found = void(self._large_in_words() if not self.typer.has_big_integers else self._large_of_any_size())
            self.typer.cache["large numbers"] = found
        return found

    def _large_in_words(self) -> LargeNumbers:
        # What is stored comes first: it says what can be read.
        return LargeNumbers(**{name: self._library(f"large_{name}") for name in _LARGE})

    def _large_of_any_size(self) -> LargeNumbers:
        place = self._library("big_place", BIG)
        made = LargeNumbers(**{name: self._library(f"big_large_{name}") for name in _LARGE})
        made.place_of_big = place
        made.big_at = self._library("big_at")
        made.big_of_word = self._library("from_word")
        return made

    def _library(self, name: str, argument: Annotation = INTEGER) -> Any:
        annotations = [argument, FLOAT] if name.endswith("_order") else [argument]
        return self.typer.calls.library_function(name, annotations)

    def constant(self, value: Any) -> Any:
        """Return the word of a Python number or None."""
        if value is None:
            return helpers.NONE_BITS
        if isinstance(value, bool):
            return helpers.BOOL_BITS | value
        if isinstance(value, float):
            bits = struct.unpack("<Q", struct.pack("<d", value))[0]
            return bits if value == value else helpers.NAN_BITS  # noqa: PLR0124 - a test for NaN
        if isinstance(value, int):
            if not helpers.SMALLEST <= value < -helpers.SMALLEST:
                raise TypeError(value)
            return helpers.INT_BITS | (value & helpers.PAYLOAD)
        raise TypeError(value)

    # Conversions ----------------------------------------------------------------------------------------------

    def convert_from(self, builder: Builder, value: Value, source: Representation) -> Value | None:
        """Mark a number with its kind."""
        if isinstance(value, Constant) and isinstance(source, NumberRepresentation):
            try:
                return Constant(self.constant(value.value), UNSIGNED)
            except TypeError:
                pass
        match source:
            case NoneRepresentation():
                return Constant(helpers.NONE_BITS, UNSIGNED)
            case FloatRepresentation():
                return builder.helper(helpers.from_float, value)
            case BoolRepresentation():
                return builder.helper(helpers.from_bool, value)
            case IntegerRepresentation():
                return builder.helper(helpers.from_int, value, self.large)
            case OptionalRepresentation():
                return builder.helper(helpers.from_box, value, void(self._marking(source.item)))
        return None

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Take the number out; a kind that does not fit raises TypeError, should it get here."""
        match target:
            case NoneRepresentation():
                return Constant(None, target.lowtype)
            case FloatRepresentation():
                return builder.helper(helpers.to_float, value, self.large)
            case BoolRepresentation():
                return builder.helper(helpers.to_bool, value)
            case IntegerRepresentation(unsigned=False):
                return builder.helper(helpers.to_int, value, self.large)
        return None

    def value_or(self, builder: Builder, value: Value, default: Value) -> Value:
        """Return the int, or `default` for None."""
        return builder.helper(helpers.int_or, value, default, self.large)

    def _marking(self, item: Representation) -> Any:
        """Return a function that marks numbers of one representation."""
        return self._function("marked", [item.lowtype], UNSIGNED, lambda b, inputs: b.convert(inputs[0], item, self))

    def _function(self, name: str, types: list[LowLevelType], result: LowLevelType, body: Any) -> Any:
        key = ("tagged", name, tuple(types))
        if key not in self.typer.cache:
            self.typer.cache[key] = self.typer.calls.make_function(name, types, result, body)
        return self.typer.cache[key]

    # Operations -----------------------------------------------------------------------------------------------

    def lower_bool(self, lowering: Lowering) -> Value:
        """None and zero are false."""
        return lowering.helper(helpers.is_true, lowering.operand(0), self.large)

    def _equality(self, lowering: Lowering) -> Value:
        if isinstance(lowering.representation(1), NoneRepresentation):
            return lowering.helper(helpers.is_none, lowering.operand(0))
        return lowering.helper(helpers.equal, lowering.operand(0, self), lowering.operand(1, self), self.large)

    def lower_eq(self, lowering: Lowering) -> Value:
        """`==` (with None: all else is dispatched by kind)."""
        return self._equality(lowering)

    def lower_ne(self, lowering: Lowering) -> Value:
        """`!=`."""
        return lowering.emit("bool_not", self._equality(lowering))

    def number_equality(self, lowering: Lowering, mine: Value, number: Value, kind: Representation, name: str) -> Value:
        """A plain number on the left side of `==`."""
        other = lowering.convert(number, kind, self)
        result = lowering.helper(helpers.equal, other, mine, self.large)
        return result if name == "eq" else lowering.emit("bool_not", result)

    def lower_identity(self, lowering: Lowering) -> Value:
        """`x is y`: with None a test, with numbers equality of kind and value."""
        left, right = lowering.operand(0, self), lowering.operand(1, self)
        return lowering.emit("uint_eq", left, right)

    def lower_isinstance(self, lowering: Lowering, value: Value, classes: list[type]) -> Value:
        """`isinstance(x, float)`."""
        found: Value = boolean(False)
        for kind, cls in (*NUMBER_CLASSES.items(), ("None", type(None))):
            if issubclass(cls, tuple(classes)):
                test = lowering.helper(_TESTS[kind], value)
                found = test if isinstance(found, Constant) else lowering.emit("bool_or", found, test)
        return found

    def equality_function(self) -> Any:
        """Equality across kinds."""
        return self._function(
            "equal_numbers",
            [UNSIGNED, UNSIGNED],
            LOW_BOOL,
            lambda builder, inputs: builder.helper(helpers.equal, *inputs, self.large),
        )

    def hash_function(self) -> Any:
        """Hash that equal numbers of all kinds share."""
        return self._function(
            "hash_number",
            [UNSIGNED],
            SIGNED,
            lambda builder, inputs: builder.helper(helpers.hash_number, *inputs, self.large),
        )


REPRESENTATIONS: Final = {SomeNumber: TaggedRepresentation}
