"""Rules of the built-in functions that the rtyper implements (`rtyper/builtins.py`).

`NATIVE_BUILTINS`: a rule `(ctx, *arguments)` gives the result, or None to leave the call to the library.
"""

from __future__ import annotations

import collections
import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    BYTES,
    CHARACTER,
    CODE_POINT,
    FLOAT,
    IMPOSSIBLE,
    INTEGER,
    LENGTH,
    NONE,
    NONNEG,
    STRING,
    Annotation,
    SomeBig,
    SomeBool,
    SomeByteArray,
    SomeDict,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeIterator,
    SomeList,
    SomePBC,
    SomeRange,
    SomeString,
    SomeTuple,
    is_nonneg,
    width,
)
from weft.annotator.rules.big_integers import negated_width, unary
from weft.annotator.rules.iteration import iterated
from weft.annotator.rules.kinds import INTEGERS, NUMBERS, kind_of, present
from weft.annotator.union import union

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

NativeRule = Callable[..., Annotation | None]


# Numbers and characters ---------------------------------------------------------------------------------------------


def _len(ctx: AnnotationContext, value: Annotation) -> Annotation | None:
    value = present(ctx, value)
    if isinstance(value, SomeTuple):
        return SomeInteger(nonneg=True, constant=len(value.items))
    if kind_of(value) in ("list", "dict", "set", "str", "bytes", "bytearray", "range", "view"):
        if isinstance(value, SomeString) and value.is_constant:
            return SomeInteger(nonneg=True, constant=len(value.constant))
        return LENGTH
    if isinstance(value, SomeInstance):
        return None
    if isinstance(value, SomePBC) and isinstance(value.constant, enum.EnumMeta):
        return ctx.call.delegate(ctx.generated.returning(len(value.constant)), [], [])
    raise RuleError("W0113", f"{value} has no length", label=str(value))


def _int(ctx: AnnotationContext, value: Annotation | None = None, base: Annotation | None = None) -> Annotation | None:
    if value is None:
        return SomeInteger(nonneg=True, constant=0)
    if base is not None:
        return None
    match present(ctx, value):
        case SomeInteger() | SomeBig() as number:
            return number
        case SomeBool():
            return NONNEG
        case SomeFloat():
            ctx.may_raise(ValueError, OverflowError)
            return None if ctx.unbounded else INTEGER
    return None


def _float(ctx: AnnotationContext, value: Annotation | None = None) -> Annotation | None:
    if value is None:
        return SomeFloat(constant=0.0)
    value = present(ctx, value)
    if isinstance(value, SomeBig):
        ctx.may_raise(OverflowError)
        return FLOAT
    return FLOAT if kind_of(value) in NUMBERS else None


def _abs(ctx: AnnotationContext, value: Annotation) -> Annotation | None:
    value = present(ctx, value)
    operation = ctx.operation
    assert operation is not None
    found = unary(ctx, "abs", operation.args[1:], value)
    if found is not None:
        return found
    match value:
        case SomeInteger(nonneg=nonneg):
            if not nonneg:
                ctx.may_raise(OverflowError)
            return SomeInteger(nonneg=True, bits=negated_width(ctx, "abs", value))
        case SomeBool():
            return NONNEG
        case SomeFloat():
            return FLOAT
    return None


def _ord(ctx: AnnotationContext, value: Annotation) -> Annotation | None:
    return CODE_POINT if isinstance(value, SomeString) and value.char else None


def _chr(ctx: AnnotationContext, value: Annotation) -> Annotation:
    if kind_of(present(ctx, value)) not in INTEGERS:
        raise RuleError("W0110", f"chr() needs an int, not {value}", label=str(value))
    ctx.may_raise(ValueError, OverflowError)
    return CHARACTER


def _range(
    ctx: AnnotationContext, first: Annotation, second: Annotation | None = None, step: Annotation | None = None
) -> Annotation:
    for value in (first, second, step):
        if isinstance(value, SomeBig):
            ctx.may_raise(OverflowError)
        if value is not None and kind_of(present(ctx, value)) not in INTEGERS:
            raise RuleError("W0110", f"range() needs an int, not {value}", label=str(value))
    start = SomeInteger(nonneg=True, constant=0) if second is None else first
    bits = max([width(value) if kind_of(value) in ("int", "bool") else 63 for value in (start, second or first)])
    known = 1 if step is None else (step.constant if step.is_constant else 0)
    if step is not None and not (step.is_constant and step.constant):
        ctx.may_raise(ValueError)
    starts_nonneg = is_nonneg(start)
    stops_nonneg = second is not None and is_nonneg(second)
    ends_above = isinstance(second, SomeInteger) and second.is_constant and second.constant >= -1
    upward = known > 0 or (step is not None and is_nonneg(step))
    return SomeRange(step=known, nonneg=starts_nonneg and (upward or stops_nonneg or ends_above), bits=bits)


# Containers ---------------------------------------------------------------------------------------------------------


def _list(ctx: AnnotationContext, items: Annotation | None = None) -> Annotation | None:
    if items is None:
        return ctx.containers.list_of(IMPOSSIBLE)
    item = iterated(ctx, items)
    return None if item is None else ctx.containers.list_of(item)


def _set(ctx: AnnotationContext, items: Annotation | None = None) -> Annotation | None:
    if items is None:
        return ctx.containers.set_of(IMPOSSIBLE)
    item = iterated(ctx, items)
    return None if item is None else ctx.containers.set_of(item)


def _frozenset(ctx: AnnotationContext, items: Annotation | None = None) -> Annotation | None:
    if items is None:
        return ctx.containers.set_of(IMPOSSIBLE, frozen=True)
    item = iterated(ctx, items)
    return None if item is None else ctx.containers.set_of(item, frozen=True)


def _dict_maker(variant: str) -> NativeRule:
    def rule(ctx: AnnotationContext, source: Annotation | None = None, **keywords: Annotation) -> Annotation | None:
        if source is not None and not isinstance(source, SomeDict):
            return None  # pairs: the library's
        definition = ctx.containers.new_dict().find()
        definition.variant = variant
        if isinstance(source, SomeDict):
            present(ctx, source)
            other = source.definition.find()
            ctx.containers.read(other)
            if other.key is not IMPOSSIBLE:
                ctx.containers.grow_key(definition, other.key)
                ctx.containers.grow_value(definition.find(), other.value)
        for value in keywords.values():
            ctx.containers.grow_key(definition, STRING)
            ctx.containers.grow_value(definition.find(), value)
        return SomeDict(definition=definition.find())

    return rule


def _defaultdict(
    ctx: AnnotationContext, factory: Annotation = NONE, source: Annotation | None = None, **keywords: Annotation
) -> Annotation | None:
    if keywords or (source is not None and not isinstance(source, SomeDict)):
        return None
    definition = ctx.containers.new_dict().find()
    definition.variant = "defaultdict"
    definition.factory = factory if definition.factory is None else union(ctx, definition.factory, factory)
    if isinstance(source, SomeDict):
        other = source.definition.find()
        ctx.containers.read(other)
        if other.key is not IMPOSSIBLE:
            ctx.containers.grow_key(definition, other.key)
            ctx.containers.grow_value(definition.find(), other.value)
    return SomeDict(definition=definition.find())


def _tuple(ctx: AnnotationContext, items: Annotation | None = None) -> Annotation | None:
    if items is None:
        return SomeTuple(items=(), constant=())
    if isinstance(items, SomeTuple) and not items.optional and items.cls is None:
        return items
    return None


def _bytearray(
    ctx: AnnotationContext,
    source: Annotation | None = None,
    encoding: Annotation | None = None,
    errors: Annotation | None = None,
) -> Annotation | None:
    if encoding is not None:
        return None
    if source is None or kind_of(source) in ("int", "big", "bytes", "bytearray"):
        ctx.may_raise(ValueError)
        return SomeByteArray()
    if isinstance(source, SomeList):
        ctx.may_raise(ValueError)
        return SomeByteArray()
    return None


def _bytes(
    ctx: AnnotationContext,
    source: Annotation | None = None,
    encoding: Annotation | None = None,
    errors: Annotation | None = None,
) -> Annotation | None:
    if encoding is not None:
        return None
    if source is None or kind_of(source) in ("int", "big", "bytes", "bytearray", "list"):
        ctx.may_raise(ValueError)
        return BYTES
    return None


def _reversed(ctx: AnnotationContext, items: Annotation) -> Annotation | None:
    items = present(ctx, items)
    if kind_of(items) in ("list", "str", "range", "bytes", "bytearray", "dict"):
        return SomeIterator(container=items, variant="reversed")
    return None


NATIVE_BUILTINS: Final[dict[Any, NativeRule]] = {
    len: _len,
    int: _int,
    float: _float,
    abs: _abs,
    ord: _ord,
    chr: _chr,
    range: _range,
    list: _list,
    set: _set,
    frozenset: _frozenset,
    dict: _dict_maker("dict"),
    collections.OrderedDict: _dict_maker("OrderedDict"),
    collections.defaultdict: _defaultdict,
    tuple: _tuple,
    bytearray: _bytearray,
    bytes: _bytes,
    reversed: _reversed,
}
