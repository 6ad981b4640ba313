"""Joining annotations: the least annotation that covers two, or UnionError.

`union` is called for every value that flows along a link, so the common cases come first.  Containers that meet
merge their definitions (`containers.py`), which schedules everything that reads them.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.errors import UnionError
from weft.annotator.lattice import (
    ERRONEOUS,
    IMPOSSIBLE,
    NONE,
    NOT_CONSTANT,
    Annotation,
    Erroneous,
    Impossible,
    SomeAttributes,
    SomeBig,
    SomeBool,
    SomeBuiltinMethod,
    SomeByteArray,
    SomeBytes,
    SomeCell,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeFloat,
    SomeFrames,
    SomeInstance,
    SomeInteger,
    SomeIterable,
    SomeIterator,
    SomeList,
    SomeMarked,
    SomeNone,
    SomeNumber,
    SomeOptional,
    SomePBC,
    SomePtr,
    SomeRange,
    SomeSet,
    SomeSlice,
    SomeString,
    SomeSuper,
    SomeTuple,
    SomeWeak,
    _same_constant,
    level,
    number_kinds,
    number_of,
    same,
    width,
    without_constant,
)
from weft.annotator.marks import join_marked, mark_of
from weft.annotator.meeting import is_generator, meet, member_kind

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def union(ctx: AnnotationContext, left: Annotation, right: Annotation) -> Annotation:  # noqa: C901 - one case per kind
    """Return the join of two annotations."""
    if left is right:
        return left
    kind = type(left)
    if kind is Impossible:
        return right
    other = type(right)
    if other is Impossible:
        return left
    if kind is other:
        if same(left, right):
            return left
        return _SAME_KIND[kind](ctx, left, right)
    if kind is Erroneous or other is Erroneous:
        return ERRONEOUS
    if kind is SomeMarked or other is SomeMarked or (mark_of(left) or mark_of(right)) and SomeNone not in (kind, other):
        return join_marked(ctx, left, right, union)
    if kind is SomeNone:
        return _or_none(ctx, right)
    if other is SomeNone:
        return _or_none(ctx, left)
    if SomeOptional in (kind, other):
        return _optional_primitives(ctx, left, right)
    if kind is SomePBC or other is SomePBC or SomeBuiltinMethod in (kind, other):
        return _join_callables(ctx, left, right)
    rule = _TWO_KINDS.get((kind, other))
    if rule is None:
        return meet(ctx, left, right, union)
    return rule(ctx, left, right)


def _or_none(ctx: AnnotationContext, annotation: Annotation) -> Annotation:
    if isinstance(annotation, SomeRange | SomeIterator | SomeDictView):  # not optional themselves
        return meet(ctx, annotation, NONE, union)
    return with_none(_as_function(ctx, annotation) if isinstance(annotation, SomeBuiltinMethod) else annotation)


_NUMBERS: Final = (SomeBool, SomeInteger, SomeBig, SomeFloat, SomeNumber)


def _numbers(ctx: AnnotationContext, left: Annotation, right: Annotation) -> Annotation:
    """Numbers of several kinds keep their kind at run time: an int that meets floats still prints as an int."""
    if {type(left), type(right)} == {SomeBig, SomeInteger}:
        return _words_and_big(left, right)
    kinds = number_kinds(left), number_kinds(right)
    if not kinds[0] or not kinds[1]:
        raise UnionError(left, right)
    big = ctx.options.ints == "big"
    return number_of({*kinds[0], *kinds[1]}, left.can_be_none or right.can_be_none, big)


def union_stored(ctx: AnnotationContext, left: Annotation, right: Annotation) -> Annotation:
    """Return the join of what a container or an attribute holds: there, tuples of different lengths may meet.

    In variables and results that is more often a mistake.
    """
    if type(left) is SomeTuple and type(right) is SomeTuple and len(left.items) != len(right.items):
        return ctx.containers.tuples_of_any_length(left, right)
    return union(ctx, left, right)


def union_all(ctx: AnnotationContext, annotations: tuple[Annotation, ...] | list[Annotation]) -> Annotation:
    """Return the join of any number of annotations."""
    result: Annotation = IMPOSSIBLE
    for annotation in annotations:
        result = union(ctx, result, annotation)
    return result


def with_none(annotation: Annotation) -> Annotation:
    """Return the annotation of a value that may be None as well."""
    match annotation:
        case SomeNone() | SomeOptional() | Erroneous():
            return annotation
        case Impossible():
            raise AssertionError("no value")
        case SomeMarked(item=item, mark=mark):
            return SomeMarked(item=with_none(item), mark=mark)
        case SomeInteger(kind="int") | SomeFloat() | SomeBool():
            return number_of(number_kinds(annotation), optional=True)
        case SomeInteger():
            return SomeOptional(item=without_constant(annotation))
        case SomeString():
            return SomeString(optional=True)
        case (
            SomeBytes()
            | SomeBig()
            | SomeByteArray()
            | SomeFrames()
            | SomeNumber()
            | SomeTuple()
            | SomeList()
            | SomeDict()
            | SomeSet()
            | SomeInstance()
            | SomePBC()
            | SomeIterable()
        ):
            return replace(annotation, optional=True, constant=NOT_CONSTANT)
    raise UnionError(annotation, SomeNone(constant=None))


def _optional_primitives(ctx: AnnotationContext, left: Annotation, right: Annotation) -> Annotation:
    left_item = left.item if isinstance(left, SomeOptional) else left
    right_item = right.item if isinstance(right, SomeOptional) else right
    try:
        item = union(ctx, left_item, right_item)
    except UnionError as error:
        raise UnionError(left, right, error.reason) from None
    return with_none(item)


# One rule per kind: the annotations differ, constants included ----------------------------------------------------


def _constant(left: Annotation, right: Annotation) -> Any:
    if left.constant is NOT_CONSTANT or right.constant is NOT_CONSTANT:
        return NOT_CONSTANT
    return left.constant if _same_constant(left.constant, right.constant) else NOT_CONSTANT


def _plain(ctx: AnnotationContext, left: Any, right: Any) -> Annotation:
    """For kinds with nothing but a constant."""
    return type(left)(constant=_constant(left, right))  # type: ignore[no-any-return]


def _integers(ctx: AnnotationContext, left: SomeInteger, right: SomeInteger) -> Annotation:
    if left.kind != right.kind:
        # A literal takes the width of what it meets.
        for literal, typed in ((left, right), (right, left)):
            if literal.kind == "int" and literal.is_constant and literal.constant >= 0:
                return without_constant(typed)
        raise UnionError(left, right)
    nonneg, constant = left.nonneg and right.nonneg, _constant(left, right)
    if ctx.options.ints == "word":
        return SomeInteger(kind=left.kind, nonneg=nonneg, constant=constant)
    bits = level(max(width(left), width(right))) or 63
    return SomeInteger(kind=left.kind, nonneg=nonneg, constant=constant, bits=bits)


def _big(ctx: AnnotationContext, left: SomeBig, right: SomeBig) -> Annotation:
    nonneg = left.nonneg and right.nonneg
    return SomeBig(optional=left.optional or right.optional, nonneg=nonneg, constant=_constant(left, right))


def _words_and_big(left: Annotation, right: Annotation) -> Annotation:
    """A word among integers of any size is one of them."""
    big, word = (left, right) if isinstance(left, SomeBig) else (right, left)
    assert isinstance(big, SomeBig) and isinstance(word, SomeInteger)
    if word.kind != "int":
        raise UnionError(left, right)
    return SomeBig(optional=big.optional, nonneg=big.nonneg and word.nonneg)


def _strings(ctx: AnnotationContext, left: SomeString, right: SomeString) -> Annotation:
    optional = left.optional or right.optional
    char = left.char and right.char and not optional
    return SomeString(char=char, optional=optional, constant=_constant(left, right))


def _bytes(ctx: AnnotationContext, left: SomeBytes, right: SomeBytes) -> Annotation:
    return SomeBytes(optional=left.optional or right.optional, constant=_constant(left, right))


def _bytearrays(ctx: AnnotationContext, left: SomeByteArray, right: SomeByteArray) -> Annotation:
    return SomeByteArray(optional=left.optional or right.optional)


def _tuples(ctx: AnnotationContext, left: SomeTuple, right: SomeTuple) -> Annotation:
    if len(left.items) != len(right.items):
        if (left.items and right.items) or not ctx.planner.may_meet():
            raise UnionError(left, right, "lengths")
        return ctx.containers.tuples_of_any_length(left, right)
    if left.cls is not right.cls:
        raise UnionError(left, right)
    try:
        items = tuple([union(ctx, a, b) for a, b in zip(left.items, right.items, strict=True)])
    except UnionError as error:
        raise UnionError(left, right, error.reason) from None
    optional = left.optional or right.optional
    return SomeTuple(items=items, cls=left.cls, optional=optional, constant=_constant(left, right))


def _tuple_and_list(ctx: AnnotationContext, left: Annotation, right: Annotation) -> Annotation:
    """The list may be a tuple of unknown length."""
    found, other = (left, right) if isinstance(left, SomeTuple) else (right, left)
    assert isinstance(found, SomeTuple) and isinstance(other, SomeList)
    if not other.frozen:
        return meet(ctx, left, right, union)
    return ctx.containers.tuples_of_any_length(found, other)


def _lists(ctx: AnnotationContext, left: SomeList, right: SomeList) -> Annotation:
    if left.frozen != right.frozen:
        return meet(ctx, left, right, union)
    try:
        definition = ctx.containers.merge_lists(left.definition, right.definition)
    except UnionError as error:
        raise UnionError(left, right, error.reason) from None
    return SomeList(definition=definition, optional=left.optional or right.optional, frozen=left.frozen)


def _dicts(ctx: AnnotationContext, left: SomeDict, right: SomeDict) -> Annotation:
    try:
        definition = ctx.containers.merge_dicts(left.definition, right.definition)
    except UnionError as error:
        raise UnionError(left, right, error.reason) from None
    return SomeDict(definition=definition, optional=left.optional or right.optional)


def _sets(ctx: AnnotationContext, left: SomeSet, right: SomeSet) -> Annotation:
    if left.frozen != right.frozen:
        return meet(ctx, left, right, union)
    try:
        definition = ctx.containers.merge_sets(left.definition, right.definition)
    except UnionError as error:
        raise UnionError(left, right, error.reason) from None
    return SomeSet(definition=definition, optional=left.optional or right.optional, frozen=left.frozen)


def _instances(ctx: AnnotationContext, left: SomeInstance, right: SomeInstance) -> Annotation:
    optional = left.optional or right.optional
    if is_generator(left) and is_generator(right) and left.classdef is not right.classdef and ctx.planner.may_meet():
        return meet(ctx, left, right, union)
    if left.classdef is None or right.classdef is None:
        return SomeInstance(classdef=None, optional=optional)
    classdef = ctx.classes.meet(left.classdef, right.classdef)
    exact = left.exact and right.exact and left.classdef is right.classdef
    return SomeInstance(classdef=classdef, optional=optional, exact=exact)


def _pbcs(ctx: AnnotationContext, left: SomePBC, right: SomePBC) -> Annotation:
    descriptions = {d.number: d for d in left.descriptions + right.descriptions}
    ordered = tuple([descriptions[number] for number in sorted(descriptions)])
    constant = _constant(left, right) if len(ordered) == 1 else NOT_CONSTANT
    return SomePBC(descriptions=ordered, optional=left.optional or right.optional, constant=constant)


def _methods(ctx: AnnotationContext, left: SomeBuiltinMethod, right: SomeBuiltinMethod) -> Annotation:
    if left.name != right.name or type(left.receiver) is not type(right.receiver):
        return _join_callables(ctx, left, right)
    return SomeBuiltinMethod(receiver=union(ctx, left.receiver, right.receiver), name=left.name)


def _ranges(ctx: AnnotationContext, left: SomeRange, right: SomeRange) -> Annotation:
    step = left.step if left.step == right.step else 0
    nonneg, bits = left.nonneg and right.nonneg, max(left.bits, right.bits)
    return SomeRange(step=step, nonneg=nonneg, bits=bits, constant=_constant(left, right))


def _slices(ctx: AnnotationContext, left: SomeSlice, right: SomeSlice) -> Annotation:
    start, stop, step = (
        union(ctx, a, b) for a, b in ((left.start, right.start), (left.stop, right.stop), (left.step, right.step))
    )
    return SomeSlice(start=start, stop=stop, step=step)


def _iterators(ctx: AnnotationContext, left: SomeIterator, right: SomeIterator) -> Annotation:
    if member_kind(left) != member_kind(right):
        return meet(ctx, left, right, union)
    return SomeIterator(container=union(ctx, left.container, right.container), variant=left.variant)


def _views(ctx: AnnotationContext, left: SomeDictView, right: SomeDictView) -> Annotation:
    if left.variant != right.variant:
        return meet(ctx, left, right, union)
    container = union(ctx, left.container, right.container)
    assert isinstance(container, SomeDict)
    return SomeDictView(container=container, variant=left.variant)


def _iterables(ctx: AnnotationContext, left: SomeIterable, right: SomeIterable) -> Annotation:
    return meet(ctx, left, right, union)


def _cells(ctx: AnnotationContext, left: SomeCell, right: SomeCell) -> Annotation:
    return SomeCell(definition=ctx.containers.merge_cells(left.definition, right.definition))


def _constant_objects(ctx: AnnotationContext, left: SomeConstantObject, right: SomeConstantObject) -> Annotation:
    if left.constant is right.constant:
        return left
    return _join_callables(ctx, left, right)


def _join_callables(ctx: AnnotationContext, left: Annotation, right: Annotation) -> Annotation:
    """Built-in functions that meet each other or functions of the program become functions themselves."""
    converted: list[SomePBC] = []
    for annotation in (left, right):
        if isinstance(annotation, SomePBC):
            converted.append(annotation)
            continue
        if isinstance(annotation, SomeBuiltinMethod):
            converted.append(_as_function(ctx, annotation))
            continue
        found = None
        if isinstance(annotation, SomeConstantObject) and not isinstance(annotation.constant, types.ModuleType):
            found = ctx.functions.wrap_builtin(annotation.constant)
        if found is None:
            raise UnionError(left, right)
        converted.append(SomePBC(descriptions=(found,)))
    return union(ctx, converted[0], converted[1])


def _as_function(ctx: AnnotationContext, method: Any) -> SomePBC:
    """Return a method of a built-in type, with its receiver, as a function among others."""
    found = ctx.functions.wrap_method(method)
    if found is None:
        raise UnionError(method, NONE)
    content = found.runtime_defaults[0].find()
    receiver = without_constant(method.receiver)
    new = union(ctx, content.content, receiver)
    if not same(new, content.content):
        content.content = new
        ctx.containers.changed(content)
    return SomePBC(descriptions=(found,))


def _optionals(ctx: AnnotationContext, left: SomeOptional, right: SomeOptional) -> Annotation:
    return _optional_primitives(ctx, left, right)


def _supers(ctx: AnnotationContext, left: SomeSuper, right: SomeSuper) -> Annotation:
    if left.after is not right.after or left.owner is not right.owner:
        raise UnionError(left, right)
    receiver: Any = union(ctx, left.receiver, right.receiver)
    return SomeSuper(receiver=receiver, after=left.after, owner=left.owner)


def _attributes(ctx: AnnotationContext, left: SomeAttributes, right: SomeAttributes) -> Annotation:
    receiver = union(ctx, left.receiver, right.receiver)
    assert isinstance(receiver, SomeInstance)
    return SomeAttributes(receiver=receiver)


def _weak_links(ctx: AnnotationContext, left: SomeWeak, right: SomeWeak) -> Annotation:
    target = union(ctx, left.target, right.target)
    assert isinstance(target, SomeInstance)
    return SomeWeak(target=target)


def _pointers(ctx: AnnotationContext, left: SomePtr, right: SomePtr) -> Annotation:
    if left.type != right.type:
        raise UnionError(left, right)
    return SomePtr(type=left.type, constant=_constant(left, right))


_SAME_KIND: Final[dict[type[Annotation], Callable[[AnnotationContext, Any, Any], Annotation]]] = {
    SomeNone: lambda ctx, left, right: left,
    Erroneous: lambda ctx, left, right: left,
    SomeBool: _plain,
    SomeFloat: _plain,
    SomeInteger: _integers,
    SomeNumber: _numbers,
    SomeBig: _big,
    SomeString: _strings,
    SomeBytes: _bytes,
    SomeByteArray: _bytearrays,
    SomeFrames: lambda ctx, left, right: SomeFrames(optional=left.optional or right.optional),
    SomeOptional: _optionals,
    SomeTuple: _tuples,
    SomeList: _lists,
    SomeDict: _dicts,
    SomeSet: _sets,
    SomeInstance: _instances,
    SomePBC: _pbcs,
    SomeBuiltinMethod: _methods,
    SomeRange: _ranges,
    SomeSlice: _slices,
    SomeIterator: _iterators,
    SomeDictView: _views,
    SomeIterable: _iterables,
    SomeCell: _cells,
    SomeConstantObject: _constant_objects,
    SomeSuper: _supers,
    SomeAttributes: _attributes,
    SomeWeak: _weak_links,
    SomeMarked: lambda ctx, left, right: join_marked(ctx, left, right, union),
    SomePtr: _pointers,
}

_TWO_KINDS: Final[
    dict[tuple[type[Annotation], type[Annotation]], Callable[[AnnotationContext, Any, Any], Annotation]]
] = {
    **{(x, y): _numbers for x in _NUMBERS for y in _NUMBERS if x is not y},
    (SomeTuple, SomeList): _tuple_and_list,
    (SomeList, SomeTuple): _tuple_and_list,
}
