"""What the annotator leaves for the rtyper about each call: which graphs it reaches, and with which arguments.

`AnnotatedProgram.calls` has an entry for every `call`/`call_shape` operation with program or library functions as
targets, and for every other operation that stands for such a call: operators on instances, `len(x)`, `str(x)`,
`s.split()`, `print(...)`: whatever is implemented by a Python function.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from weft.annotator.descriptions import ClassDef, FunctionDesc
from weft.annotator.lattice import Annotation
from weft.flowspace.graph import Graph, Operation, Value


@dataclass(frozen=True, slots=True)
class Operand:
    """The index-th operand of the site."""

    index: int


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """A constant Python object (a default value, a class for a classmethod)."""

    value: Any


@dataclass(frozen=True, slots=True)
class Captured:
    """A value captured by the closure: its index-th cell, or with `default` its index-th run-time default."""

    index: int
    default: bool = False


@dataclass(frozen=True, slots=True)
class Receiver:
    """The object a bound method is bound to, or the new instance for `__init__`."""


@dataclass(frozen=True, slots=True)
class ItemOf:
    """Item `item` of the index-th operand, a tuple (a `*args` operand)."""

    index: int
    item: int


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A new tuple of these sources (a `*args` parameter)."""

    items: tuple[ArgumentSource, ...]


@dataclass(frozen=True, slots=True)
class DictOf:
    """A new dict with constant str keys (a `**kwargs` parameter)."""

    items: tuple[tuple[str, ArgumentSource], ...]


ArgumentSource: TypeAlias = Operand | Fixed | Captured | Receiver | ItemOf | TupleOf | DictOf


@dataclass(slots=True, eq=False)
class CallTarget:
    """One function that the call may reach: its graph, and where each argument of the graph comes from.

    `description` is the member of the callee's SomePBC that leads here: what the run-time dispatch tests.
    `new_class` is set for an instantiation (then graph is that of `__init__`, None if there is none, and the
    result is the instance).
    """

    description: Any
    function: FunctionDesc | None
    graph: Graph | None
    sources: tuple[ArgumentSource, ...]
    new_class: ClassDef | None = None


@dataclass(slots=True, eq=False)
class CallSite:
    """A call: `callee` is the value dispatched on (None: the single target is known), `operands` its operands.

    `method`: a virtual call of that name through the class of the receiver, which is `callee` (then `targets` has
    one entry per implementation, and Receiver stands for the callee).
    """

    callee: Value | None
    operands: list[Value]
    targets: list[CallTarget] = field(default_factory=list)
    method: str | None = None
    result: Annotation | None = None
    """The annotation of what the call itself returns, where the operation adds something to it (`bool(len(x))`,
    `not x.__eq__(y)`): see `wrap`."""
    wrap: str = ""
    """What is done with the result: "" nothing, "bool" truth of it, "not" its negation, "hash" reduction to a
    hash, "drop" ignored (the operation's result is None)."""


@dataclass(slots=True, eq=False)
class AnnotatedProgram:
    """The result of annotation, input of the rtyper."""

    entry: Graph
    graphs: list[Graph]
    """Every graph that can be reached, in order of discovery."""
    calls: dict[int, CallSite]
    """By `id(operation)`."""
    classdefs: list[ClassDef]
    """In order of creation: bases before subclasses."""
    context: Any
    """The AnnotationContext, for annotating helper graphs and prebuilt constants later."""
    arguments: list[Annotation] = field(default_factory=list)

    def call_site(self, operation: Operation) -> CallSite | None:
        """Return the call site of an operation, or None if it has a low-level implementation of its own."""
        return self.calls.get(id(operation))
