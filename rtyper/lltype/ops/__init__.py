"""The table of low-level operations: `OPS`, name -> OpSpec, assembled from the groups."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from weft.rtyper.lltype.ops.collector import COLLECTOR_OPS
from weft.rtyper.lltype.ops.control import CONTROL_OPS
from weft.rtyper.lltype.ops.floats import FLOAT_OPS
from weft.rtyper.lltype.ops.gc import GC_OPS
from weft.rtyper.lltype.ops.integers import INTEGER_OPS
from weft.rtyper.lltype.ops.memory import MEMORY_OPS
from weft.rtyper.lltype.ops.spec import Effect, OpSpec
from weft.rtyper.lltype.ops.tagged import TAGGED_OPS
from weft.rtyper.lltype.ops.unwinding import UNWINDING_OPS
from weft.rtyper.lltype.ops.watching import WATCHING_OPS

__all__ = ["OPS", "Effect", "OpSpec", "build_table"]


def build_table(*groups: tuple[OpSpec, ...]) -> Mapping[str, OpSpec]:
    """Assemble groups into one read-only table; raises ValueError for a duplicate name."""
    table: dict[str, OpSpec] = {}
    for group in groups:
        for spec in group:
            if spec.name in table:
                raise ValueError(f"operation {spec.name} declared twice")
            table[spec.name] = spec
    return MappingProxyType(table)


OPS: Final = build_table(
    INTEGER_OPS,
    FLOAT_OPS,
    MEMORY_OPS,
    CONTROL_OPS,
    GC_OPS,
    TAGGED_OPS,
    COLLECTOR_OPS,
    UNWINDING_OPS,
    WATCHING_OPS,
)
