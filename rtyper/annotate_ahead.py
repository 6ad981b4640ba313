"""Annotates the library's generic functions that lowering is going to ask for, before the first graph is typed.

Native operations of containers need functions of the library: the repr of a missing key, `__eq__` and `__hash__` of
items.  Annotating those in the middle of rtyping could widen what already typed graphs rely on (the attributes and
arguments they share), so it happens first: entry point `annotate_ahead`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from weft.annotator.lattice import (
    BIG,
    FLOAT,
    INTEGER,
    Annotation,
    Impossible,
    SomeBig,
    SomeBuiltinMethod,
    SomeDict,
    SomeInstance,
    SomeList,
    SomeSet,
    SomeTuple,
)
from weft.flowspace.graph import Graph, Operation
from weft.rtyper.annotations import CONVERSIONS
from weft.rtyper.finalizer_polls import annotate_finalizers

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer

RAISING_KEY_ERROR: Final = frozenset({"pop", "remove", "move_to_end"})
COMPARING: Final = frozenset({"eq", "ne", "contains"})
COMPARING_METHODS: Final = frozenset({"index", "count", "remove"})
CALLS: Final = frozenset({"call", "call_shape"})


def annotate_ahead(typer: Typer) -> None:
    """Annotate what the operations of all reachable graphs need, and what that needs in turn."""
    if typer.has_big_integers:
        for name in CONVERSIONS:
            operands: list[Annotation] = [INTEGER if name == "from_word" else BIG]
            if name.startswith("big_"):
                operands = [SomeBig(optional=True)] * (2 if name == "big_eq" else 1)
            typer.annotations.library_graph(name, operands)
        # Numbers of several kinds keep large ints in a table; what is stored comes first.
        typer.annotations.library_graph("big_place", [BIG])
        for name in ("big_at", "big_large_place", "big_large_word", "big_large_hash", "big_large_float"):
            typer.annotations.library_graph(name, [INTEGER])
        typer.annotations.library_graph("big_large_order", [INTEGER, FLOAT])
    infos = typer.program.context.infos
    known = len(infos)
    annotate_finalizers(typer)  # what only finalizers store may let the program go further
    _Ahead(typer).look_at(iter(typer.program.graphs))
    while known < len(infos):
        new, known = infos[known:], len(infos)
        _Ahead(typer).look_at(info.graph for info in new if info.graph.startblock in info.reached)


class _Ahead:
    """Walks graphs; functions already annotated for the same types are not annotated again."""

    def __init__(self, typer: Typer) -> None:
        self.typer = typer

    def look_at(self, graphs: Iterator[Graph]) -> None:
        for graph in list(graphs):
            for _, operation in graph.operations():
                if operation.args and operation.result.annotation is not None:  # reached, as the annotator found
                    self._operation(operation)

    def _operation(self, operation: Operation) -> None:
        owner = self.typer.annotation_of(operation.args[0])
        name = operation.name
        if name in CALLS and isinstance(owner, SomeBuiltinMethod):
            self._method(owner.receiver, owner.name)
            return
        if isinstance(owner, SomeDict):
            self._keys(owner.definition.find().key, name in ("getitem", "delitem"))
            if name in COMPARING:
                self._compared(owner.definition.find().value)
        elif isinstance(owner, SomeSet):
            self._keys(owner.definition.find().item, False)
        elif isinstance(owner, SomeList) and name in COMPARING:
            self._compared(owner.definition.find().item)

    def _method(self, receiver: Annotation, name: str) -> None:
        if isinstance(receiver, SomeDict):
            self._keys(receiver.definition.find().key, name in RAISING_KEY_ERROR)
        elif isinstance(receiver, SomeSet):
            self._keys(receiver.definition.find().item, name in RAISING_KEY_ERROR)
        elif isinstance(receiver, SomeList) and name in COMPARING_METHODS:
            self._compared(receiver.definition.find().item)

    def _keys(self, key: Annotation, raising: bool) -> None:
        if isinstance(key, Impossible):
            return
        if raising:
            self.typer.annotations.library_graph("repr", [key])
        for instance in _instances(key):
            self._special(instance, "eq", "__eq__", 2)
            self._special(instance, "hash", "__hash__", 1)

    def _compared(self, item: Annotation) -> None:
        for instance in _instances(item):
            self._special(instance, "eq", "__eq__", 2)

    def _special(self, instance: SomeInstance, kind: str, dunder: str, arity: int) -> None:
        classdef = instance.classdef
        if classdef is not None and any(c.description.lookup(dunder) for c in classdef.all_subclasses()):
            self.typer.annotations.library_graph(kind, [instance] * arity)


def _instances(annotation: Annotation) -> Iterator[SomeInstance]:
    if isinstance(annotation, SomeInstance):
        yield annotation
    elif isinstance(annotation, SomeTuple):
        for item in annotation.items:
            yield from _instances(item)
