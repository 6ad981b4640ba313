"""Representation of "None or a number": a pointer to a small box, null for None."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import Annotation, SomeNone, SomeOptional
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import optional as helpers
from weft.rtyper.lltype.types import Ptr, Struct
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.lowering import Builder, Lowering, boolean, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.primitives import (
    FloatRepresentation,
    NoneRepresentation,
    NumberRepresentation,
)

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


class OptionalRepresentation(Representation):
    """A box with a `value`; boxes are immutable, so they may be shared."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeOptional)
        self.item = typer.representation(annotation.item)
        key = ("box", self.item.lowtype)
        if key not in typer.cache:
            name = f"box_{self.item.lowtype}"
            typer.cache[key] = Struct(name, {"value": self.item.lowtype}, immutable=frozenset({"value"}))
        self.struct: Struct = typer.cache[key]
        self.lowtype = Ptr(self.struct)

    def constant(self, value: Any) -> Any:
        """Return a prebuilt box, or None."""
        if value is None:
            return None
        box = StructValue(self.struct)
        box.fields["value"] = self.item.constant(value)
        return box

    def convert_from(self, builder: Builder, value: Value, source: Representation) -> Value | None:
        """Box a number."""
        if isinstance(source, NumberRepresentation):
            inner = builder.convert(value, source, self.item)
            box = builder.malloc(self.struct, hint="box")
            builder.setfield(box, "value", inner)
            return box
        if isinstance(source, OptionalRepresentation):
            return self._rebox(builder, value, source)
        return None

    def _rebox(self, builder: Builder, value: Value, source: OptionalRepresentation) -> Value:
        """A box of another kind of number (bool as int, int as float)."""
        typer = self.typer
        key = ("rebox", source.struct, self.struct)
        if key not in typer.cache:
            typer.cache[key] = typer.calls.make_function(
                "convert_number",
                [source.item.lowtype],
                self.item.lowtype,
                lambda inner, inputs: inner.convert(inputs[0], source.item, self.item),
            )
        return builder.helper(helpers.rebox, value, void(self.struct), void(typer.cache[key]))

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Unbox; a TypeError for None, should it get here."""
        if isinstance(target, NoneRepresentation):
            return Constant(None, target.lowtype)
        if isinstance(target, NumberRepresentation):
            kind = "a float" if isinstance(target, FloatRepresentation) else "an integer"
            builder.null_check(value, f"'NoneType' object cannot be interpreted as {kind}", "TypeError")
            return builder.convert(builder.getfield(value, "value"), self.item, target)
        return None

    def value_or(self, builder: Builder, value: Value, default: Value) -> Value:
        """Return the number in the box, or `default` for None."""
        return builder.helper(helpers.value_or, value, default)

    def lower_bool(self, lowering: Lowering) -> Value:
        """None and zero are false."""
        return lowering.helper(helpers.is_true, lowering.operand(0))

    def _equality(self, lowering: Lowering, equal: bool) -> Value:
        other = lowering.annotation(1)
        if isinstance(other, SomeNone):
            return lowering.emit("ptr_iszero" if equal else "ptr_nonzero", lowering.operand(0))
        representation = lowering.representation(1)
        if not isinstance(representation, NumberRepresentation | OptionalRepresentation):
            return boolean(not equal)
        # In the wider of the two kinds, so that 1 == 1.0 holds.
        result = lowering.helper(
            helpers.equal, lowering.operand(0), lowering.operand(1, self), void(self.item.equality_function())
        )
        return result if equal else lowering.emit("bool_not", result)

    def lower_eq(self, lowering: Lowering) -> Value:
        """`==`."""
        return self._equality(lowering, True)

    def lower_ne(self, lowering: Lowering) -> Value:
        """`!=`."""
        return self._equality(lowering, False)

    def number_equality(self, lowering: Lowering, mine: Value, number: Value, kind: Representation, name: str) -> Value:
        """A number on the left side of `==`."""
        boxed = self.convert_from(lowering, number, kind)
        assert boxed is not None
        result = lowering.helper(helpers.equal, mine, boxed, void(self.item.equality_function()))
        return result if name == "eq" else lowering.emit("bool_not", result)

    def equality_function(self) -> Any:
        """Equality of boxes."""
        function = self.item.equality_function()
        key = ("box equality", self.struct)
        if key not in self.typer.cache:
            self.typer.cache[key] = self.typer.calls.make_function(
                "box_equal",
                [self.lowtype, self.lowtype],
                helpers.BOOL,
                lambda builder, inputs: builder.helper(helpers.equal, *inputs, void(function)),
            )
        return self.typer.cache[key]

    def hash_function(self) -> Any:
        """Hash of boxes."""
        function = self.item.hash_function()
        key = ("box hash", self.struct)
        if key not in self.typer.cache:
            self.typer.cache[key] = self.typer.calls.make_function(
                "box_hash",
                [self.lowtype],
                helpers.SIGNED,
                lambda builder, inputs: builder.helper(helpers.hash_box, *inputs, void(function)),
            )
        return self.typer.cache[key]


REPRESENTATIONS: Final = {SomeOptional: OptionalRepresentation}
