"""Representation of slice objects: an immutable struct of the parts that are not None.

Indexing with a slice written in place does not look into the struct (`part_of_operand`), which is then never allocated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import Annotation, SomeSlice
from weft.flowspace.graph import Constant, Value, Variable
from weft.rtyper.lltype.types import VOID, Ptr, Struct
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.lowering import Builder, Lowering
from weft.rtyper.representations.base import Representation

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer

PARTS: Final = ("start", "stop", "step")


class SliceRepresentation(Representation):
    """A slice object."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeSlice)
        parts = (annotation.start, annotation.stop, annotation.step)
        self.parts = dict(zip(PARTS, map(typer.representation, parts), strict=True))
        fields = {name: part.lowtype for name, part in self.parts.items() if part.lowtype is not VOID}
        key = ("slice", tuple(fields.items()))
        if key not in typer.cache:
            typer.cache[key] = Struct("slice", fields, immutable=frozenset(fields))
        self.struct: Struct = typer.cache[key]
        self.lowtype = Ptr(self.struct)

    def constant(self, value: Any) -> Any:
        """A prebuilt slice."""
        if not isinstance(value, slice):
            raise TypeError(f"not a slice: {value!r}")
        result = StructValue(self.struct)
        for name in self.struct.fields:
            result.fields[name] = self.typer.constant(self.parts[name], getattr(value, name)).value
        return result

    def make(self, builder: Builder, values: dict[str, Value]) -> Value:
        """Return a new slice of low-level parts, each in its representation."""
        result = builder.malloc(self.struct, hint="slice")
        for name in self.struct.fields:
            builder.setfield(result, name, values[name])
        return result

    def part(self, builder: Builder, value: Value, name: str) -> Value:
        """Return a part of a low-level slice."""
        if name in self.struct.fields:
            return builder.getfield(value, name)
        annotation = self.parts[name].annotation
        return Constant(annotation.constant if annotation.is_constant else None, VOID)

    def materialized(self, builder: Builder, written: Value) -> Value:
        """Return the slice of a newslice operation, whose value was only its operands so far."""
        assert isinstance(written, Constant)
        low = self.typer.low_level_value
        pairs = zip(PARTS, written.value, strict=True)
        return self.make(builder, {name: low(builder, value, self.parts[name]) for name, value in pairs})

    def part_of_operand(self, lowering: Lowering, operand: Value, name: str) -> Value:
        """Return a part of a high-level slice, without making the slice if it is written in place."""
        written = self.typer.values.get(operand) if isinstance(operand, Variable) else None
        if isinstance(written, Constant) and isinstance(written.value, tuple):
            return lowering.value(written.value[PARTS.index(name)], self.parts[name])
        return self.part(lowering, lowering.value(operand), name)

    def lower_getattr(self, lowering: Lowering) -> Value | None:
        """`s.start`, `s.stop`, `s.step`."""
        name = lowering.constant_operand(1)
        part = self.part(lowering, lowering.operand(0), name)
        return lowering.convert(part, self.parts[name], lowering.result_representation)

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Convert part by part."""
        if not isinstance(target, SliceRepresentation):
            return None
        values = {}
        for name in target.struct.fields:
            part = self.part(builder, value, name)
            values[name] = builder.convert(part, self.parts[name], target.parts[name])
        return target.make(builder, values)


REPRESENTATIONS: Final[dict[type[Annotation], Callable[[Any, Any], Representation]]] = {SomeSlice: SliceRepresentation}
