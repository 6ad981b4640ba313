"""Definitions of containers: the growing part of the annotations of lists, dicts, sets and cells.

Every list display or constructor makes a definition; when two lists meet, their definitions merge (union-find) and
every place that read from either is annotated again.  `origins` remember where a type came from, for diagnostics.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from weft.annotator.lattice import IMPOSSIBLE, Annotation
from weft.flowspace.diagnostics import SourceSpan

D = TypeVar("D", bound="Definition")


@dataclass(slots=True, eq=False)
class Definition:
    """Base: union-find plus the set of blocks to reflow when it grows (in insertion order)."""

    forwarded: Any = field(default=None, kw_only=True)
    readers: dict[Any, None] = field(default_factory=dict, kw_only=True)
    """What the annotator must redo when this grows: (graph, block) keys, in order."""
    span: SourceSpan | None = field(default=None, kw_only=True)
    """Where the container was made."""

    def find(self: D) -> D:
        """Return the definition this one has been merged into (itself, if none)."""
        found = self
        while found.forwarded is not None:
            found = found.forwarded
        if self is not found and self.forwarded is not found:
            self.forwarded = found
        return found


@dataclass(slots=True, eq=False)
class ListDefinition(Definition):
    """Of a list: its item annotation, and what happens to it."""

    item: Annotation = IMPOSSIBLE
    resized: bool = False
    """Some operation may change its length: append, pop, insert, extend, del, slice assignment..."""
    mutated: bool = False
    """Some operation stores items."""
    item_origin: SourceSpan | None = None


@dataclass(slots=True, eq=False)
class DictDefinition(Definition):
    """Of a dict: key and value annotations.  `factory`: of a defaultdict, what makes a missing value.

    `variant`: "dict", "defaultdict", "Counter", "OrderedDict".
    """

    key: Annotation = IMPOSSIBLE
    value: Annotation = IMPOSSIBLE
    variant: str = "dict"
    factory: Annotation | None = None
    names: dict[tuple[str, ...], None] = field(default_factory=dict)
    """The keys of the displays that made it, where these are constant names (`dict_records.py`)."""
    key_origin: SourceSpan | None = None
    value_origin: SourceSpan | None = None


@dataclass(slots=True, eq=False)
class SetDefinition(Definition):
    """Of a set or frozenset: its item annotation."""

    item: Annotation = IMPOSSIBLE
    item_origin: SourceSpan | None = None


@dataclass(slots=True, eq=False)
class CellDefinition(Definition):
    """Of the cell of a captured variable: the annotation of its content."""

    content: Annotation = IMPOSSIBLE
    name: str = ""
    content_origin: SourceSpan | None = None
