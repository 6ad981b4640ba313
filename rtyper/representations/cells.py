"""Representation of cells: one field, and a flag that tells an empty cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weft.annotator.definitions import CellDefinition
from weft.annotator.lattice import Annotation, SomeCell
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import cells as helpers
from weft.rtyper.lltype.types import BOOL, VOID, LowLevelType, Ptr, Struct, zero_of
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.lowering import Lowering, boolean, void
from weft.rtyper.representations.base import Representation

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


def cell_pointer(typer: Typer, definition: CellDefinition) -> Ptr:
    """Return the type of pointers to cells of a definition."""
    definition = definition.find()
    key = ("cell", definition)
    if key not in typer.cache:
        typer.cache[key] = struct = Struct(f"cell_{definition.name}", {"bound": BOOL})
        content: LowLevelType = typer.low_type(definition.content)
        if content is not VOID:
            struct.fields["content"] = content
    return Ptr(typer.cache[key])


class CellRepresentation(Representation):
    """A pointer to a cell."""

    lowtype: Ptr

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeCell)
        self.lowtype = cell_pointer(typer, annotation.definition)
        assert isinstance(self.lowtype.to, Struct)
        self.struct = self.lowtype.to

    @property
    def content(self) -> Representation:
        """The representation of the content."""
        assert isinstance(self.annotation, SomeCell)
        return self.typer.representation(self.annotation.definition.find().content)

    def constant(self, value: Any) -> Any:
        """Return the prebuilt cell of a Python cell object."""
        prebuilt: dict[int, tuple[Any, StructValue]] = self.typer.cache.setdefault("prebuilt cells", {})
        if id(value) not in prebuilt:
            made = StructValue(self.struct)
            prebuilt[id(value)] = value, made
            try:
                content = value.cell_contents
            except ValueError:
                return made
            made.fields["bound"] = True
            if "content" in self.struct.fields:
                made.fields["content"] = self.typer.constant(self.content, content).value
        return prebuilt[id(value)][1]

    def lower_newcell(self, lowering: Lowering) -> Value:
        """A fresh, empty cell."""
        return lowering.malloc(self.struct, hint="cell")

    def lower_cell_get(self, lowering: Lowering) -> Value | None:
        """Read a cell; NameError if it is empty."""
        name = lowering.statics[0]
        message = f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        text = lowering.typer.string_constant(message).value
        cell = lowering.operand(0)
        lowering.helper(helpers.check_bound, cell, void(text))
        if "content" not in self.struct.fields:
            return None
        return lowering.convert(lowering.getfield(cell, "content"), self.content, lowering.result_representation)

    def lower_cell_set(self, lowering: Lowering) -> Value | None:
        """Fill a cell."""
        cell = lowering.operand(0)
        if "content" in self.struct.fields:
            lowering.setfield(cell, "content", lowering.operand(1, self.content))
        lowering.setfield(cell, "bound", boolean(True))
        return None

    def lower_cell_clear(self, lowering: Lowering) -> Value | None:
        """Empty a cell."""
        cell = lowering.operand(0)
        lowering.setfield(cell, "bound", boolean(False))
        if "content" in self.struct.fields and lowering.typer.mortality.is_seen(self.annotation):
            type_ = self.struct.fields["content"]
            lowering.setfield(cell, "content", Constant(zero_of(type_), type_))
        return None


REPRESENTATIONS: Final = {SomeCell: CellRepresentation}
