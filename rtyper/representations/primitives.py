"""Representations of bool, int, float, None: machine values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import (
    Annotation,
    Impossible,
    SomeBool,
    SomeConstantObject,
    SomeFloat,
    SomeInteger,
    SomeNone,
)
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import numbers as helpers
from weft.rtyper.lltype.types import BOOL, FLOAT, SIGNED, UNSIGNED, VOID, Ptr
from weft.rtyper.lowering import Builder, Lowering, boolean, signed
from weft.rtyper.representations.base import Representation, VoidRepresentation

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer

CHECKED: Final = frozenset({"add", "sub", "mul"})


class NoneRepresentation(VoidRepresentation):
    """None and nothing else."""

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """None becomes a null pointer."""
        if isinstance(target.lowtype, Ptr):
            return Constant(None, target.lowtype)
        return Constant(None, VOID) if target.lowtype is VOID else None

    def convert_from(self, builder: Builder, value: Value, source: Representation) -> Value | None:
        """What is known to be None."""
        return Constant(None, VOID)

    def lower_bool(self, lowering: Lowering) -> Value:
        """None is false."""
        return boolean(False)

    def lower_eq(self, lowering: Lowering) -> Value:
        """None equals None only."""
        return _none_comparison(lowering, "ptr_iszero", True)

    def lower_ne(self, lowering: Lowering) -> Value:
        """None equals None only."""
        return _none_comparison(lowering, "ptr_nonzero", False)


def _none_comparison(lowering: Lowering, test: str, equal: bool) -> Value:
    other = lowering.operand(1)
    if isinstance(other.type, Ptr):
        return lowering.emit(test, other)
    return boolean(equal if other.type is VOID else not equal)


class NumberRepresentation(Representation):
    """What bool, int and float share: a binary operation is done in the wider kind of its two operands."""

    prefix = "int"

    def _common(self, lowering: Lowering) -> NumberRepresentation:
        other = lowering.representation(1)
        if not isinstance(other, NumberRepresentation):
            raise lowering.error("W0107", f"{lowering.annotation(0)} and {lowering.annotation(1)} do not go together")
        order = (BoolRepresentation, IntegerRepresentation, FloatRepresentation)
        wider = self if order.index(type(self)) >= order.index(type(other)) else other
        if isinstance(wider, BoolRepresentation):
            return lowering.typer.representation(SomeInteger())  # type: ignore[return-value]
        return wider

    def _both(self, lowering: Lowering) -> tuple[NumberRepresentation, Value, Value]:
        common = self._common(lowering)
        return common, lowering.operand(0, common), lowering.operand(1, common)

    def _compare(self, lowering: Lowering, name: str) -> Value:
        mixed = helpers.MIXED_COMPARISONS.get(name)
        kinds = {type(self), type(lowering.representation(1))}
        if kinds == {IntegerRepresentation, FloatRepresentation} and mixed is not None:
            return self._compare_mixed(lowering, name)
        common, left, right = self._both(lowering)
        return lowering.emit(f"{common.prefix}_{name}", left, right)

    def _compare_mixed(self, lowering: Lowering, name: str) -> Value:
        """An int meets a float: exact also where the int has no exact double."""
        floating = lowering.typer.representation(SomeFloat())
        for index in (0, 1):
            annotation = lowering.annotation(index)
            if annotation.is_constant and isinstance(annotation, SomeInteger) and abs(annotation.constant) <= 1 << 53:
                left, right = lowering.operand(0, floating), lowering.operand(1, floating)
                return lowering.emit(f"float_{name}", left, right)
        if isinstance(self, FloatRepresentation):
            name = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}.get(name, name)
            return lowering.helper(helpers.MIXED_COMPARISONS[name], lowering.operand(1), lowering.operand(0))
        return lowering.helper(helpers.MIXED_COMPARISONS[name], lowering.operand(0), lowering.operand(1))

    def lower_lt(self, lowering: Lowering) -> Value:
        """`x < y`."""
        return self._compare(lowering, "lt")

    def lower_le(self, lowering: Lowering) -> Value:
        """`x <= y`."""
        return self._compare(lowering, "le")

    def lower_gt(self, lowering: Lowering) -> Value:
        """`x > y`."""
        return self._compare(lowering, "gt")

    def lower_ge(self, lowering: Lowering) -> Value:
        """`x >= y`."""
        return self._compare(lowering, "ge")

    def lower_eq(self, lowering: Lowering) -> Value:
        """`x == y`; other kinds are never equal."""
        if not isinstance(lowering.representation(1), NumberRepresentation):
            return self._other_equality(lowering, "eq")
        return self._compare(lowering, "eq")

    def lower_ne(self, lowering: Lowering) -> Value:
        """`x != y`."""
        if not isinstance(lowering.representation(1), NumberRepresentation):
            return self._other_equality(lowering, "ne")
        return self._compare(lowering, "ne")

    def _other_equality(self, lowering: Lowering, name: str) -> Value:
        other = lowering.representation(1)
        compare = getattr(other, "number_equality", None)
        if compare is not None:
            return compare(lowering, lowering.operand(1), lowering.operand(0), self, name)  # type: ignore[no-any-return]
        return boolean(name == "ne")

    def lower_truediv(self, lowering: Lowering) -> Value:
        """`x / y`."""
        if isinstance(self._common(lowering), FloatRepresentation):
            floating = lowering.typer.representation(SomeFloat())
            left, right = lowering.operand(0, floating), lowering.operand(1, floating)
            return lowering.helper(helpers.float_truediv, left, right)
        _, left, right = self._both(lowering)
        return lowering.helper(helpers.int_truediv, left, right)

    lower_inplace_truediv = lower_truediv

    def lower_pos(self, lowering: Lowering) -> Value:
        """`+x`."""
        return lowering.operand(0, lowering.result_representation)


def _arithmetic(name: str) -> Any:
    def lower_it(self: NumberRepresentation, lowering: Lowering) -> Value:
        if name == "mul":
            repeat = getattr(lowering.representation(1), "lower_mul_swapped", None)
            if repeat is not None:  # `3 * items`
                return repeat(lowering)  # type: ignore[no-any-return]
        common, left, right = self._both(lowering)
        return common.arithmetic(lowering, name, left, right)  # type: ignore[attr-defined, no-any-return]

    lower_it.__doc__ = f"Lower {name}."
    return lower_it


for _name in ("add", "sub", "mul", "floordiv", "mod", "and_", "or_", "xor", "lshift", "rshift"):
    setattr(NumberRepresentation, f"lower_{_name}", _arithmetic(_name))
    setattr(NumberRepresentation, f"lower_inplace_{_name}", _arithmetic(_name))


class BoolRepresentation(NumberRepresentation):
    """A Bool; an int where Python says so."""

    lowtype = BOOL
    prefix = "bool"

    def constant(self, value: Any) -> Any:
        """Return the bool."""
        if isinstance(value, bool):
            return value
        raise TypeError(value)

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """A bool becomes an int or a float."""
        if isinstance(target, IntegerRepresentation):
            if isinstance(value, Constant):
                return Constant(int(value.value), target.lowtype)
            return builder.emit("cast_bool_to_int", value)
        if isinstance(target, FloatRepresentation):
            return builder.emit("cast_bool_to_float", value)
        return None

    def lower_bool(self, lowering: Lowering) -> Value:
        """Itself."""
        return lowering.operand(0)

    def _bitwise(self, lowering: Lowering, name: str) -> Value | None:
        if isinstance(lowering.representation(1), BoolRepresentation):
            return lowering.emit(name, lowering.operand(0), lowering.operand(1))
        return None

    def lower_and_(self, lowering: Lowering) -> Value:
        """`&` of two bools is a bool."""
        return self._bitwise(lowering, "bool_and") or _arithmetic("and_")(self, lowering)

    def lower_or_(self, lowering: Lowering) -> Value:
        """`|` of two bools is a bool."""
        return self._bitwise(lowering, "bool_or") or _arithmetic("or_")(self, lowering)

    def lower_xor(self, lowering: Lowering) -> Value:
        """`^` of two bools is a bool."""
        return self._bitwise(lowering, "bool_ne") or _arithmetic("xor")(self, lowering)

    lower_inplace_and_ = lower_and_
    lower_inplace_or_ = lower_or_
    lower_inplace_xor = lower_xor

    def lower_neg(self, lowering: Lowering) -> Value:
        """`-x` is an int."""
        integer = lowering.typer.representation(SomeInteger())
        return lowering.emit("int_neg", lowering.operand(0, integer))

    def lower_invert(self, lowering: Lowering) -> Value:
        """`~x` is an int."""
        integer = lowering.typer.representation(SomeInteger())
        return lowering.emit("int_invert", lowering.operand(0, integer))

    def equality_function(self) -> Any:
        """Equality of bools."""
        return helpers.bool_equal

    def hash_function(self) -> Any:
        """A bool hashes as the int."""
        return helpers.bool_hash


class IntegerRepresentation(NumberRepresentation):
    """A machine word: Signed, or Unsigned for r_uint."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        self.unsigned = isinstance(annotation, SomeInteger) and annotation.kind == "r_uint"
        self.lowtype = UNSIGNED if self.unsigned else SIGNED
        self.prefix = "uint" if self.unsigned else "int"

    def constant(self, value: Any) -> Any:
        """Return the int; too large ones are the user's error."""
        if not isinstance(value, int):
            raise TypeError(value)
        value = int(value)
        low, high = (0, 1 << 64) if self.unsigned else (-(1 << 63), 1 << 63)
        if not low <= value < high:
            if self.typer.has_big_integers:
                raise TypeError(value)  # converting it raises, at run time
            raise self.typer.error("W0401", f"the integer {value} needs more than 64 bits")
        return value

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """An int becomes a float, or changes signedness."""
        if isinstance(target, FloatRepresentation):
            if isinstance(value, Constant):
                return Constant(float(value.value), FLOAT)
            return builder.emit(f"cast_{self.prefix}_to_float", value)
        if isinstance(target, IntegerRepresentation):
            return builder.emit("cast_int_to_uint" if target.unsigned else "cast_uint_to_int", value)
        return None

    def arithmetic(self, lowering: Lowering, name: str, left: Value, right: Value) -> Value:
        """Lower one binary operation on words."""
        base = name.rstrip("_")
        if self.unsigned:
            return lowering.emit(f"uint_{base}", left, right)
        if base in CHECKED:
            suffix = "" if lowering.typer.wraps(lowering.operation) else "_ovf"
            return lowering.emit(f"int_{base}{suffix}", left, right)
        if base in ("and", "or", "xor"):
            return lowering.emit(f"int_{base}", left, right)
        return self._division_or_shift(lowering, base, left, right)

    def _division_or_shift(self, lowering: Lowering, base: str, left: Value, right: Value) -> Value:
        known = right.value if isinstance(right, Constant) else None
        nonneg = getattr(lowering.annotation(0), "nonneg", False)
        if base in ("floordiv", "mod"):
            if known and known > 0:
                if known & (known - 1) == 0:
                    if base == "mod":
                        return lowering.emit("int_and", left, signed(known - 1))
                    return lowering.emit("int_rshift", left, signed(known.bit_length() - 1))
                operation = {"floordiv": "int_div_trunc", "mod": "int_mod_trunc"}[base] if nonneg else f"int_{base}"
                return lowering.emit(operation, left, right)
            return lowering.helper(helpers.INTEGER_DIVISION[base], left, right)
        if base == "rshift":
            if known is not None and known >= 0:
                return lowering.emit("int_rshift", left, signed(min(known, 63)))
            return lowering.helper(helpers.int_rshift, left, right)
        if lowering.typer.wraps(lowering.operation):
            if known is not None and 0 <= known < 64:
                return lowering.emit("int_lshift", left, right)
            return lowering.helper(helpers.int_lshift_wrapping, left, right)
        if isinstance(left, Constant) and left.value == 1:
            return lowering.helper(helpers.power_of_two, right)
        return lowering.helper(helpers.int_lshift, left, right)

    def lower_neg(self, lowering: Lowering) -> Value:
        """`-x`."""
        value = lowering.operand(0)
        if self.unsigned:
            return lowering.emit("uint_neg", value)
        if lowering.typer.wraps(lowering.operation) or getattr(lowering.annotation(0), "nonneg", False):
            return lowering.emit("int_neg", value)
        return lowering.emit("int_sub_ovf", signed(0), value)

    def lower_invert(self, lowering: Lowering) -> Value:
        """`~x`."""
        return lowering.emit(f"{self.prefix}_invert", lowering.operand(0))

    def lower_abs(self, lowering: Lowering) -> Value:
        """`abs(x)`."""
        value = lowering.operand(0)
        if self.unsigned or getattr(lowering.annotation(0), "nonneg", False):
            return value
        return lowering.helper(helpers.int_abs, value)

    def lower_bool(self, lowering: Lowering) -> Value:
        """Not zero."""
        return lowering.emit(f"{self.prefix}_is_true", lowering.operand(0))

    def equality_function(self) -> Any:
        """Equality of words."""
        return helpers.int_equal

    def hash_function(self) -> Any:
        """A word hashes as CPython's ints do."""
        return helpers.uint_hash if self.unsigned else helpers.int_hash


class FloatRepresentation(NumberRepresentation):
    """A double."""

    lowtype = FLOAT
    prefix = "float"

    def constant(self, value: Any) -> Any:
        """Return the float (an int where it is exact)."""
        if isinstance(value, int) and abs(value) > 2**1023:
            raise TypeError(value)  # the conversion may raise, at run time
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        raise TypeError(value)

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Nothing narrower."""
        return None

    def arithmetic(self, lowering: Lowering, name: str, left: Value, right: Value) -> Value:
        """Lower one binary operation on doubles."""
        if name in ("floordiv", "mod"):
            return lowering.helper(helpers.FLOAT_DIVISION[name], left, right)
        return lowering.emit(f"float_{name}", left, right)

    def lower_neg(self, lowering: Lowering) -> Value:
        """`-x`."""
        return lowering.emit("float_neg", lowering.operand(0))

    def lower_abs(self, lowering: Lowering) -> Value:
        """`abs(x)`."""
        return lowering.emit("float_abs", lowering.operand(0))

    def lower_bool(self, lowering: Lowering) -> Value:
        """Not zero."""
        return lowering.emit("float_is_true", lowering.operand(0))

    def equality_function(self) -> Any:
        """Equality of doubles."""
        return helpers.float_equal

    def hash_function(self) -> Any:
        """A double hashes as CPython's floats do where it is an integer."""
        return helpers.float_hash


REPRESENTATIONS: Final = {
    Impossible: VoidRepresentation,
    SomeNone: NoneRepresentation,
    SomeConstantObject: VoidRepresentation,
    SomeBool: BoolRepresentation,
    SomeInteger: IntegerRepresentation,
    SomeFloat: FloatRepresentation,
}
