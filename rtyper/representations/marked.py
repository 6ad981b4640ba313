"""Representation of what may be a sentinel made by `object()`: a pointer to a box with the item.

The sentinel is a box of its own, made at translation time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import Annotation, SomeMarked
from weft.flowspace.graph import Constant, Value
from weft.rlib import sentinels
from weft.rtyper.ll_helpers import marked as helpers
from weft.rtyper.lltype.types import Ptr, Struct, zero_of
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.lowering import Builder, Lowering, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.instances import InstanceRepresentation

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


class MarkedRepresentation(Representation):
    """A box with a `value`; boxes are immutable, so they may be shared."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeMarked)
        self.mark = annotation.mark
        self.item = typer.representation(annotation.item)
        key = ("marked", self.item.lowtype)
        if key not in typer.cache:
            number = sum(isinstance(known, tuple) and known[0] == "marked" for known in typer.cache)
            fields = {"value": self.item.lowtype}
            typer.cache[key] = Struct(f"marked_{number}", fields, immutable=frozenset({"value"}))
        self.struct: Struct = typer.cache[key]
        self.lowtype = Ptr(self.struct)
        self._constants: dict[int, tuple[Any, StructValue]] = {}

    @property
    def sentinel(self) -> Constant:
        """The box that stands for the sentinel."""
        key = ("mark", self.struct, id(self.mark))
        if key not in self.typer.cache:
            made = self.typer.cache[key] = StructValue(self.struct)
            made.fields["value"] = zero_of(self.item.lowtype)
        return Constant(self.typer.cache[key], self.lowtype)

    def constant(self, value: Any) -> Any:
        """Return a prebuilt box."""
        if self.typer.annotations.prebuilt(value) is self.mark:
            return self.sentinel.value
        made = StructValue(self.struct)
        made.fields["value"] = self.typer.constant(self.item, value).value
        return made

    def convert_from(self, builder: Builder, value: Value, source: Representation) -> Value | None:
        """Put an item into a box."""
        if isinstance(source, InstanceRepresentation) and source.classdef is not None:
            if issubclass(source.classdef.description.cls, sentinels.object):
                return self.sentinel
        box = builder.malloc(self.struct, hint="marked")
        builder.setfield(box, "value", builder.convert(value, source, self.item))
        return box

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Take the item out, where a test has told that it is there; or change its representation."""
        if isinstance(target, MarkedRepresentation):
            return value if target.item is self.item else self._rebox(builder, value, target)
        if isinstance(target, InstanceRepresentation) and target.classdef is not None:
            if issubclass(target.classdef.description.cls, sentinels.object):
                return self.typer.constant(target, self.mark)
        return builder.convert(builder.getfield(value, "value"), self.item, target)

    def _rebox(self, builder: Builder, value: Value, target: MarkedRepresentation) -> Value:
        """The same with an item in another representation."""
        key = ("rebox marked", self, target)
        if key not in self.typer.cache:
            self.typer.cache[key] = self.typer.calls.make_function(
                "convert_marked",
                [self.item.lowtype],
                target.item.lowtype,
                lambda inner, inputs: inner.convert(inputs[0], self.item, target.item),
            )
        return builder.helper(
            helpers.rebox, value, self.sentinel, target.sentinel, void(target.struct), void(self.typer.cache[key])
        )

    def lower_identity(self, lowering: Lowering) -> Value:
        """`x is MARK`."""
        return lowering.emit("ptr_eq", lowering.operand(0, self), lowering.operand(1, self))

    def equality_function(self) -> Any:
        """Not known to the containers."""
        raise self.typer.error("W0401", f"comparing values of type {self.annotation} is not supported yet")

    def hash_function(self) -> Any:
        """Not known to the containers."""
        raise self.typer.error("W0401", f"hashes of values of type {self.annotation} are not supported yet")


REPRESENTATIONS: Final = {SomeMarked: MarkedRepresentation}
