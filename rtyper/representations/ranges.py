"""Representation of range: a struct of start, stop and step, which usually vanishes after inlining."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weft.annotator.lattice import Annotation, SomeBool, SomeInteger, SomeRange, SomeSlice
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import ranges as ll
from weft.rtyper.ll_helpers.strings import clamp_start, clamp_stop
from weft.rtyper.lltype.types import BOOL, Ptr
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.lowering import Lowering, boolean, signed
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.support import as_bool, bound_function, integer_operand, negated, slice_bounds


class RangeRepresentation(Representation):
    """A range object."""

    lowtype = Ptr(ll.RANGE)

    @property
    def step(self) -> int:
        """The constant step, or 0."""
        assert isinstance(self.annotation, SomeRange)
        return self.annotation.step

    def constant(self, value: Any) -> Any:
        """A prebuilt range."""
        if not isinstance(value, range):
            raise TypeError(f"not a range: {value!r}")
        result = StructValue(ll.RANGE)
        result.fields.update(start=value.start, stop=value.stop, step=value.step)
        return result

    def lower_new_range(self, lowering: Lowering) -> Value:
        """`range(stop)`, `range(start, stop[, step])`: the operands are the arguments."""
        values = [integer_operand(lowering, i) for i in range(len(lowering.operands))]
        start: Value = signed(0)
        step: Value = signed(1)
        match values:
            case [stop]:
                pass
            case [start, stop]:
                pass
            case [start, stop, step]:
                pass
            case _:
                raise lowering.error("W0203", "range expects 1 to 3 arguments")
        if not isinstance(step, Constant) or step.value == 0:
            return lowering.helper(ll.range_new, start, stop, step, hint="range")
        result = lowering.malloc(ll.RANGE, hint="range")
        for name, value in (("start", start), ("stop", stop), ("step", step)):
            lowering.setfield(result, name, value)
        return result

    def length(self, lowering: Lowering, value: Value) -> Value:
        """Return the number of items."""
        if self.step:
            return lowering.helper(ll.range_len_step, value, signed(self.step))
        return lowering.helper(ll.range_len, value)

    def lower_len(self, lowering: Lowering) -> Value | None:
        """`len(r)`."""
        return self.length(lowering, lowering.operand(0))

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Truth of a range."""
        return as_bool(lowering, self.length(lowering, lowering.operand(0)))

    def lower_getitem(self, lowering: Lowering) -> Value | None:
        """`r[i]`, `r[i:j]`."""
        value = lowering.operand(0)
        if isinstance(lowering.annotation(1), SomeSlice):
            start, stop = slice_bounds(lowering, lowering.operands[1])
            length = self.length(lowering, value)
            start = lowering.helper(clamp_start, start, length)
            return lowering.helper(ll.range_getslice, value, start, lowering.helper(clamp_stop, stop, start, length))
        return lowering.helper(ll.range_getitem, value, integer_operand(lowering, 1))

    def lower_contains(self, lowering: Lowering) -> Value | None:
        """`n in r`."""
        if not isinstance(lowering.annotation(1), SomeInteger | SomeBool):
            raise lowering.error("W0401", f"{lowering.annotation(1)} in a range is not supported")
        return lowering.helper(ll.range_contains, lowering.operand(0), integer_operand(lowering, 1))

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """`iter(r)`."""
        return lowering.result_representation.make(lowering, lowering.operand(0))  # type: ignore[attr-defined, no-any-return]

    lower_reversed = lower_iter

    def lower_eq(self, lowering: Lowering) -> Value | None:
        """`r == s`."""
        if not isinstance(lowering.representation(1), RangeRepresentation):
            return boolean(False)
        return lowering.helper(ll.range_equal, lowering.operand(0), lowering.operand(1))

    def lower_ne(self, lowering: Lowering) -> Value | None:
        """`r != s`."""
        return negated(lowering, self.lower_eq(lowering))

    def lower_getattr(self, lowering: Lowering) -> Value | None:
        """`r.start`, `r.stop`, `r.step`."""
        name = lowering.operands[1]
        assert isinstance(name, Constant)
        return lowering.getfield(lowering.operand(0), str(name.value))

    def equality_function(self) -> Any:
        """Ranges are equal if their items are."""
        return bound_function(self.typer, "range_equal", "range", ll.range_equal, (self.lowtype,) * 2, BOOL, list)


REPRESENTATIONS: Final[dict[type[Annotation], Callable[[Any, Any], Representation]]] = {
    SomeRange: RangeRepresentation,
}
