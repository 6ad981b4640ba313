"""Which copy of an automatically specialised function a call reaches, and which copy of a class it makes.

A call stays with the copy it got, as long as its arguments fit; else it goes to the first copy whose parameters have
the same types, else it gets a new one.  Types are compared without joining them: containers of different items have to
stay apart.  An instance made inside a method of a copied class belongs with that copy; elsewhere copies of a class go
by the kinds of the arguments, or by the place of the call.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import (
    Annotation,
    Impossible,
    SomeBool,
    SomeByteArray,
    SomeBytes,
    SomeCell,
    SomeDict,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeIterable,
    SomeIterator,
    SomeList,
    SomeNone,
    SomeNumber,
    SomeOptional,
    SomePBC,
    SomeSet,
    SomeString,
    SomeTuple,
    number_kinds,
    without_none,
)
from weft.annotator.meeting import member_kind
from weft.annotator.signatures import Arguments
from weft.annotator.specialization import key_of

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext, GraphInfo
    from weft.annotator.descriptions import ClassDesc, FunctionDesc

MOST_COPIES: Final = 16
"""Of one function or class."""

_SIMPLE: Final = (SomeString, SomeBytes, SomeByteArray, SomeFloat, SomeBool, SomeNumber)


class Copies:
    """Chooses copies; one per context."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx
        self._chosen: dict[tuple[int, FunctionDesc], GraphInfo] = {}
        self._places: dict[ClassDesc, dict[Hashable, None]] = {}
        self._owners: dict[ClassDesc, ClassDesc | None] = {}
        """By copy of a class: the copied class in whose methods its instances are made."""

    # Functions ------------------------------------------------------------------------------------------------------

    def graph_for(self, description: FunctionDesc, annotations: list[Annotation]) -> GraphInfo | None:
        """Return the copy for a call by the current operation; None: a new one is to be made."""
        place = (id(self.ctx.operation), description)
        found = self._chosen.get(place)
        if found is None or not self._fits(found, annotations):
            found = self._choose(description, annotations)
            if found is not None:
                self._chosen[place] = found
        return found

    def made(self, description: FunctionDesc, info: GraphInfo) -> None:
        """Note that a copy was made for the current operation."""
        self._chosen[id(self.ctx.operation), description] = info

    def _choose(self, description: FunctionDesc, annotations: list[Annotation]) -> GraphInfo | None:
        infos = [self.ctx.info_of[graph] for graph in description.graphs.values()]
        current = self.ctx.graph_info
        if current in infos:  # a recursive call
            infos.remove(current)
            infos.insert(0, current)
        for info in infos:
            if self._fits(info, annotations):
                return info
        if len(infos) < MOST_COPIES:
            return None
        return next((info for info in infos if self._fits(info, annotations, unknown_fits=True)), infos[0])

    def _fits(self, info: GraphInfo, annotations: list[Annotation], unknown_fits: bool = False) -> bool:
        parameters = info.graph.startblock.inputargs
        parameters = parameters[len(parameters) - len(annotations) :]
        for variable, annotation in zip(parameters, annotations, strict=True):
            known = variable.annotation
            if known is not None and not self._alike(known, annotation, unknown_fits, set()):
                return False
        return True

    def _alike(self, x: Annotation, y: Annotation, unknown_fits: bool, seen: set[tuple[int, int]]) -> bool:
        """True if two types can be joined without making either more general in what matters."""
        if x is y:
            return True
        if isinstance(x, Impossible) or isinstance(y, Impossible):
            return unknown_fits
        if isinstance(x, SomeNone) or isinstance(y, SomeNone):
            other = y if isinstance(x, SomeNone) else x
            return other.can_be_none or not isinstance(other, SomeInteger | SomeFloat | SomeBool)
        x, y = without_none(x), without_none(y)
        if type(x) is not type(y):
            return False
        match x, y:
            case SomeInteger(), SomeInteger():
                return x.kind == y.kind
            case SomePBC(), SomePBC():
                return x.descriptions == y.descriptions
            case SomeInstance(), SomeInstance():
                return self._related(x, y)
            case SomeTuple(), SomeTuple():
                return (
                    len(x.items) == len(y.items)
                    and x.cls is y.cls
                    and all(self._alike(a, b, unknown_fits, seen) for a, b in zip(x.items, y.items, strict=True))
                )
            case SomeIterator(), SomeIterator():
                return x.variant == y.variant and self._alike(x.container, y.container, unknown_fits, seen)
            case SomeIterable(), SomeIterable():
                return list(map(member_kind, x.members)) == list(map(member_kind, y.members)) and all(
                    self._alike(a, b, unknown_fits, seen) for a, b in zip(x.members, y.members, strict=True)
                )
            case (SomeList(), SomeList()) | (SomeDict(), SomeDict()) | (SomeSet(), SomeSet()):
                return self._containers(x, y, unknown_fits, seen)
        return isinstance(x, _SIMPLE) or key_of(x) == key_of(y)

    def _containers(self, x: Any, y: Any, unknown_fits: bool, seen: set[tuple[int, int]]) -> bool:
        one, other = x.definition.find(), y.definition.find()
        if one is other or (id(one), id(other)) in seen:
            return True
        seen.add((id(one), id(other)))
        if isinstance(x, SomeDict):
            if one.variant != other.variant or not self._alike(one.key, other.key, unknown_fits, seen):
                return False
            return self._alike(one.value, other.value, unknown_fits, seen)
        return x.frozen == y.frozen and self._alike(one.item, other.item, unknown_fits, seen)

    def _related(self, x: SomeInstance, y: SomeInstance) -> bool:
        if x.classdef is None or y.classdef is None or x.classdef is y.classdef:
            return x.classdef is y.classdef
        common = x.classdef.common_base(y.classdef)
        if common is None:
            return False
        return common in (x.classdef, y.classdef) or not self.ctx.classes.is_generic(common.description.cls)

    # Classes --------------------------------------------------------------------------------------------------------

    def copy_of(self, description: ClassDesc, arguments: Arguments) -> ClassDesc:
        """Return the copy of a class that an instantiation by the current operation makes."""
        given = [argument.annotation for argument in [*arguments.positional, *arguments.keywords.values()]]
        kinds = tuple([_kind(annotation) for annotation in given])
        telling = any(kinds) and "container" not in kinds
        owner = self._owner()
        around = self._around(description, owner)
        info = self.ctx.graph_info
        own_copy = info is not None and info.description.specialize == "calls"
        if around is not None and not telling and not own_copy:
            return around
        place: Hashable = ("place", id(self.ctx.operation))
        if owner is not None and around is None:
            place = ("in", owner.number)
        elif telling:
            place = ("arguments", kinds)
        known = self._places.setdefault(description, {})
        if place not in known and len(known) >= MOST_COPIES:
            place = next(iter(known))
        known[place] = None
        made = self.ctx.classes.clone(description, place)
        self._owners.setdefault(made, owner)
        return made

    def _owner(self) -> ClassDesc | None:
        """Return the copied class whose method the current graph is."""
        info = self.ctx.graph_info
        owner = None if info is None else info.description.owner
        return owner if owner is not None and self.ctx.classes.is_copy(owner.cls) else None

    def _around(self, description: ClassDesc, owner: ClassDesc | None) -> ClassDesc | None:
        """Return the copy of the same class inside whose methods, or those of what belongs to it, this is."""
        while owner is not None:
            if self.ctx.classes.source(owner) is description:
                return owner
            owner = self._owners.get(owner)
        return None


def _kind(annotation: Annotation) -> str:
    """Return the kind of an argument that tells copies of a class apart; "" if it does not."""
    match annotation:
        case SomeOptional(item=item):
            return _kind(item)
        case SomeInteger() | SomeBool() | SomeFloat() | SomeNumber():
            return " or ".join(number_kinds(annotation))
        case SomeString() | SomeBytes() | SomeByteArray():
            return type(annotation).__name__
        case SomeTuple(items=items):
            return f"tuple{[_kind(item) for item in items]}"
        case SomeList() | SomeDict() | SomeSet() | SomeCell():
            return "container"
    return ""
