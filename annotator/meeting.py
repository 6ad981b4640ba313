"""Iterables of different kinds that meet in one variable: a range or a list, a generator or an iterator.

Their join is a `SomeIterable`, whose values know at run time what they are; operations on them are in
`rules/iterables.py`.  Part of the join of annotations (`union.py`), which calls `meet`.  It is allowed only by plans
that say so (`plan.py`): where functions could be copied for each kind, or the two are a mistake, nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weft.annotator.errors import UnionError
from weft.annotator.lattice import (
    BYTE,
    CHARACTER,
    IMPOSSIBLE,
    INTEGER,
    STRING,
    Annotation,
    SomeByteArray,
    SomeBytes,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeIterable,
    SomeIterator,
    SomeList,
    SomeNone,
    SomeRange,
    SomeSet,
    SomeString,
    SomeTuple,
    iterable_of,
    without_constant,
    without_none,
)
from weft.rlib.generator_methods import Generator

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext
    from weft.annotator.descriptions import ClassDef

Union = Callable[["AnnotationContext", Annotation, Annotation], Annotation]

_KINDS: Final[dict[type[Annotation], str]] = {
    SomeList: "list",
    SomeTuple: "tuple",
    SomeDict: "dict",
    SomeSet: "set",
    SomeString: "str",
    SomeBytes: "bytes",
    SomeByteArray: "bytearray",
    SomeRange: "range",
}
_SPECIAL: Final = ("__iter__", "__next__", "__getitem__")
"""What instances need, to be iterated over."""


def member_kind(annotation: Annotation) -> str:
    """Return what tells an iterable from those of other kinds at run time; "" if it is none."""
    match annotation:
        case SomeList(frozen=True):
            return "tuple"
        case SomeSet(frozen=True):
            return "frozenset"
        case SomeDictView(variant=variant):
            return f"view {variant}"
        case SomeIterator(container=SomeTuple(items=items), variant=variant):
            return f"iterator tuple {len(items)} {variant}"
        case SomeIterator(container=SomeList(frozen=True), variant=variant):
            return f"iterator tuple {variant}"
        case SomeIterator(container=container, variant=variant):
            return f"iterator {member_kind(container)} {variant}"
        case SomeInstance(classdef=classdef):
            return "instance" if classdef is None else _kind_of_instance(classdef)
    return _KINDS.get(type(annotation), "")


def _kind_of_instance(classdef: ClassDef) -> str:
    """Classes with a common base are of one kind, as are those that have met before; each generator is of its own."""
    if classdef.description.is_group:
        return "instance"
    while classdef.base is not None and not classdef.base.description.is_group:
        if issubclass(classdef.description.cls, Generator):
            break
        classdef = classdef.base
    return f"instance {classdef.number}"


def is_generator(annotation: SomeInstance) -> bool:
    """True for the generators of one function."""
    classdef = annotation.classdef
    return (
        classdef is not None and not classdef.description.is_group and issubclass(classdef.description.cls, Generator)
    )


def kind_among(annotation: Annotation, members: Mapping[str, Annotation]) -> str:
    """Return the kind of the member, among these by kind, that an iterable belongs to; "" if there is none."""
    kind = member_kind(annotation)
    if kind in members or not isinstance(annotation, SomeInstance):
        return kind if kind in members else ""
    for found, member in members.items():
        if isinstance(member, SomeInstance) and annotation.classdef is not None:
            if member.classdef is None or annotation.classdef.is_subclass(member.classdef):
                return found
    return ""


def meet(ctx: AnnotationContext, left: Annotation, right: Annotation, union: Union) -> Annotation:
    """Return the join of two iterables of different kinds, one of which may be None; UnionError if that is refused."""
    both = [*_members(ctx, left), *_members(ctx, right)]
    if None in both or not ctx.planner.may_meet():
        raise UnionError(left, right)
    found: dict[str, Annotation] = {}
    try:
        for member in both:
            assert member is not None
            while (kind := member_kind(member)) in found:
                member = union(ctx, found.pop(kind), member)
            found[kind] = member
        fixed = found.get("tuple")
        if isinstance(fixed, SomeTuple) and fixed.cls is None:
            # What is one of several kinds has no length known now.
            found["tuple"] = ctx.containers.tuples_of_any_length(fixed, fixed)
        item: Annotation = IMPOSSIBLE
        for member in found.values():
            for known in _items(member):
                item = union(ctx, item, without_constant(known))
    except UnionError as error:
        raise UnionError(left, right, error.reason) from None
    return iterable_of([found[kind] for kind in sorted(found)], left.can_be_none or right.can_be_none)


def _members(ctx: AnnotationContext, annotation: Annotation) -> list[Annotation | None]:
    """Return the kinds of iterable that a value may be; None is among them if it may be something else."""
    if isinstance(annotation, SomeNone):
        return []
    if isinstance(annotation, SomeIterable):
        return list(annotation.members)
    return [_member(ctx, without_none(annotation))]


def _member(ctx: AnnotationContext, annotation: Annotation) -> Annotation | None:
    """Return the annotation of an iterable among others: not constant, no single character."""
    match annotation:
        case SomeString():
            return STRING
        case SomeTuple(items=items):
            return replace(annotation, items=tuple([without_constant(item) for item in items]), constant=_NO_VALUE)
        case SomeInstance(classdef=classdef):
            if classdef is None or not any(ctx.attributes.methods(annotation, name) for name in _SPECIAL):
                return None
            return annotation
    return without_constant(annotation) if member_kind(annotation) else None


_NO_VALUE: Final = STRING.constant


def _items(annotation: Annotation) -> tuple[Annotation, ...]:
    """Return what is known of the items of an iterable; the items of instances are not."""
    match annotation:
        case SomeIterator(container=container, variant=variant) | SomeDictView(container=container, variant=variant):
            return _items_in(container, variant)
    return _items_in(annotation, "items")


def _items_in(container: Annotation, variant: str) -> tuple[Annotation, ...]:
    match container:
        case SomeList(definition=definition) | SomeSet(definition=definition):
            return (definition.find().item,)
        case SomeDict(definition=definition):
            entries = definition.find()
            if IMPOSSIBLE in (entries.key, entries.value):
                return ()
            pair = SomeTuple(items=(entries.key, entries.value))
            return ({"values": entries.value, "pairs": pair}.get(variant, entries.key),)
        case SomeTuple(items=items):
            return items
        case SomeString():
            return (CHARACTER,)
        case SomeBytes() | SomeByteArray():
            return (BYTE,)
        case SomeRange():
            return (INTEGER,)
    return ()
