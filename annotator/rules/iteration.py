"""Rules of iteration: `iter` and `next` of built-in containers are native, of user classes their special methods."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from weft.annotator.bindings import is_library_module
from weft.annotator.containers import stored
from weft.annotator.errors import RuleError, UnionError
from weft.annotator.keyword_records import fields_of, is_record, record_iter
from weft.annotator.lattice import (
    BYTE,
    CHARACTER,
    IMPOSSIBLE,
    Annotation,
    SomeBool,
    SomeByteArray,
    SomeBytes,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeInteger,
    SomeIterator,
    SomeList,
    SomeNone,
    SomePBC,
    SomeRange,
    SomeSet,
    SomeString,
    SomeTuple,
)
from weft.annotator.rules.kinds import kind_of, present
from weft.annotator.signatures import Arguments
from weft.annotator.union import union_all
from weft.flowspace.graph import Operation

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


ARRAY_LIKE: Final = frozenset(
    {"list", "tuple", "dict", "set", "str", "bytes", "bytearray", "range", "view", "iterator"}
)
"""Kinds whose items the rtyper can copy into an array."""


def _iter(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """`iter(x)`."""
    value = present(ctx, value)
    match value:
        case SomeInstance():
            found = ctx.call.call_method(value, operation.args[0], "__iter__", Arguments(), [])
            if found is not None:
                return found
            if value.classdef is not None and ctx.attributes.methods(value, "__getitem__") is not None:
                function = ctx.functions.bindings.operation("iter", "sequence")
                if function is not None:
                    return ctx.call.delegate(function, operation.args, (value,))
        case SomePBC(constant=enum.EnumMeta() as cls):
            return ctx.call.delegate(ctx.generated.members(cls), [], [])
        case SomeIterator():
            return value
        case SomeDictView(container=container, variant=variant):
            return SomeIterator(container=container, variant=variant)
        case SomeTuple() if is_record(value):
            return ctx.call.delegate(record_iter(ctx.generated, fields_of(value)), operation.args, [value])
        case (
            SomeList()
            | SomeTuple()
            | SomeDict()
            | SomeSet()
            | SomeString()
            | SomeBytes()
            | SomeByteArray()
            | SomeRange()
        ):
            return SomeIterator(container=value)
    raise RuleError("W0113", f"{value} cannot be iterated over", label=str(value))


def _iter_or_tuple(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """`iter(x)` of a loop that is unrolled for tuples."""
    given = present(ctx, value)
    return given if isinstance(given, SomeTuple) else _iter(ctx, operation, value)


def _unrolls(ctx: AnnotationContext, operation: Operation, items: Annotation, position: Annotation) -> Annotation:
    """Is there an item at this position of a tuple whose loop is unrolled?"""
    count = len(items.items) if isinstance(items, SomeTuple) else -1
    return SomeBool(constant=position.constant < count <= operation.statics[0])


def _next(ctx: AnnotationContext, operation: Operation, iterator: Annotation) -> Annotation:
    """The next item; StopIteration at the end."""
    iterator = present(ctx, iterator)
    if isinstance(iterator, SomeIterator):
        ctx.may_raise(StopIteration)
        if isinstance(iterator.container, SomeDict | SomeSet):
            ctx.may_raise(RuntimeError)
        try:
            return item_of(ctx, iterator)
        except RuleError:
            if isinstance(iterator.container, SomeTuple):
                ctx.planner.loop_differs(iterator.container)
            raise
    if isinstance(iterator, SomeInstance):
        found = ctx.call.call_method(iterator, operation.args[0], "__next__", Arguments(), [])
        if found is not None:
            return found
    raise RuleError("W0113", f"{iterator} is not an iterator", label=str(iterator), help="call iter() on it first")


def _send_into(ctx: AnnotationContext, operation: Operation, iterator: Annotation, value: Annotation) -> Annotation:
    """One step of `yield from`: only generators take what the outer one is sent."""
    if isinstance(value, SomeNone):
        sends = "next"
    else:
        sends = "send" if _has_method(ctx, iterator, "send") else "nothing"
    return ctx.call.delegate(ctx.generated.send_into(sends), operation.args, (iterator, value))


def _throw_into(
    ctx: AnnotationContext, operation: Operation, iterator: Annotation, exception: Annotation
) -> Annotation:
    """An exception thrown at a `yield from`."""
    function = ctx.generated.throw_into(_has_method(ctx, iterator, "throw"))
    return ctx.call.delegate(function, operation.args, (iterator, exception))


def _has_method(ctx: AnnotationContext, value: Annotation, name: str) -> bool:
    """True for generators; those of the library stand for iterators like `map` objects, which only have `__next__`."""
    if not isinstance(value, SomeInstance) or ctx.attributes.methods(value, name) is None:
        return False
    return value.classdef is None or not is_library_module(value.classdef.description.cls.__module__)


def item_of(ctx: AnnotationContext, iterator: SomeIterator) -> Annotation:
    """Return what an iterator yields; IMPOSSIBLE if its container is empty as far as is known."""
    match iterator.container:
        case SomeList(definition=definition) | SomeSet(definition=definition):
            found = definition.find()
            ctx.containers.read(found)
            return found.item
        case SomeDict(definition=definition):
            entries = definition.find()
            ctx.containers.read(entries)
            if entries.key is IMPOSSIBLE or entries.value is IMPOSSIBLE:
                return IMPOSSIBLE
            match iterator.variant:
                case "values":
                    return entries.value
                case "pairs":
                    return SomeTuple(items=(entries.key, entries.value))
            return entries.key
        case SomeTuple(items=items):
            assert isinstance(iterator.container, SomeTuple)
            return IMPOSSIBLE if not items else common_item(ctx, iterator.container)
        case SomeString():
            return CHARACTER
        case SomeBytes() | SomeByteArray():
            return BYTE
        case SomeRange(nonneg=nonneg, bits=bits):
            return SomeInteger(nonneg=nonneg, bits=bits)
    raise RuleError("W0113", f"{iterator.container} cannot be iterated over", label=str(iterator.container))


def iterated(ctx: AnnotationContext, value: Annotation) -> Annotation | None:
    """Return the items of a built-in iterable, or None if iterating takes a call."""
    value = present(ctx, value)
    if kind_of(value) not in ARRAY_LIKE:
        return None
    if isinstance(value, SomeIterator):
        return item_of(ctx, value)
    if kind_of(value) == "view":
        return item_of(ctx, SomeIterator(container=value.container, variant=value.variant))  # type: ignore[attr-defined]
    return item_of(ctx, SomeIterator(container=value))


def common_item(ctx: AnnotationContext, value: SomeTuple) -> Annotation:
    """Return the join of a tuple's items."""
    try:
        return union_all(ctx, [stored(item) for item in value.items])
    except UnionError:
        raise RuleError(
            "W0113",
            f"the items of {value} have different types, so it cannot be iterated over",
            label=str(value),
            help="unpack it instead",
        ) from None


RULES: Final[dict[str, Callable[..., Annotation]]] = {
    "iter": _iter,
    "iter_or_tuple": _iter_or_tuple,
    "iterator_only": lambda ctx, operation, iterator: iterator,
    "unrolls": _unrolls,
    "next": _next,
    "send_into": _send_into,
    "throw_into": _throw_into,
}
