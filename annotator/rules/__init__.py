"""The rules of all operations, merged from the modules of this folder: operation name -> rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from weft.annotator.lattice import Annotation
from weft.annotator.rules import (
    arithmetic,
    attributes,
    calling,
    comparisons,
    displays,
    exceptions,
    items,
    iteration,
    patterns,
    references,
    strings,
    variables,
)

Rule = Callable[..., Annotation]


def _merged(*tables: Mapping[str, Rule]) -> Mapping[str, Rule]:
    merged: dict[str, Rule] = {}
    for table in tables:
        twice = merged.keys() & table.keys()
        if twice:
            raise ValueError(f"operations with two rules: {sorted(twice)}")
        merged |= table
    return MappingProxyType(merged)


RULES: Final = _merged(
    arithmetic.RULES,
    comparisons.RULES,
    displays.RULES,
    items.RULES,
    attributes.RULES,
    variables.RULES,
    iteration.RULES,
    strings.RULES,
    exceptions.RULES,
    calling.RULES,
    patterns.RULES,
    references.RULES,
)
"""By operation name: `rule(ctx, operation, *annotations of the operands) -> annotation of the result`."""
