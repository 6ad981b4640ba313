"""Rules of displays, comprehensions and unpacking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weft.annotator import dict_records
from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    CHARACTER,
    IMPOSSIBLE,
    NONE,
    Annotation,
    SomeDict,
    SomeInstance,
    SomeList,
    SomeSet,
    SomeSlice,
    SomeString,
    SomeTuple,
    tuple_of,
)
from weft.annotator.rules import base_values
from weft.annotator.rules.iteration import iterated
from weft.annotator.rules.kinds import kind_of, present
from weft.flowspace.graph import Constant, Operation

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

Rule = Callable[..., Annotation]


# Displays -----------------------------------------------------------------------------------------------------------


def _newtuple(ctx: AnnotationContext, operation: Operation, *items: Annotation) -> Annotation:
    if any(_depth(item) >= _DEEPEST for item in items):
        ctx.planner.tuples_without_end(items)
        raise RuleError(
            "W0115",
            "tuples of this kind contain each other without end",
            label="a tuple in a tuple in a tuple...",
            help="use a class for what refers to others of its kind",
        )
    return tuple_of(items)


_DEEPEST: Final = 12


def _depth(annotation: Annotation) -> int:
    """Return how deep tuples lie in tuples here."""
    if not isinstance(annotation, SomeTuple):
        return 0
    return 1 + max(map(_depth, annotation.items), default=0)


def _newlist(ctx: AnnotationContext, operation: Operation, *items: Annotation) -> Annotation:
    result = ctx.containers.list_of(IMPOSSIBLE)
    for item in items:
        ctx.containers.grow_list(result.definition, item)
    return result


def _newset(ctx: AnnotationContext, operation: Operation, *items: Annotation) -> Annotation:
    result = ctx.containers.set_of(IMPOSSIBLE)
    for item in items:
        ctx.containers.grow_set(result.definition, item)
    return result


def _newdict(ctx: AnnotationContext, operation: Operation, *items: Annotation) -> Annotation:
    names = dict_records.names_of_keys([key.constant for key in items[::2]])
    if names in ctx.planner.plan.records:
        return dict_records.make(ctx, operation, names)
    definition = ctx.containers.new_dict().find()
    if names is not None:
        definition.names[names] = None
        known = all(isinstance(value, Constant) for value in operation.args[1::2])
        ctx.planner.made_with(names, id(operation), known, dict_records.may_be_mixed(items[1::2]))
    for key, value in zip(items[::2], items[1::2], strict=True):
        ctx.containers.grow_key(definition, key)
        ctx.containers.grow_value(definition, value)
    return SomeDict(definition=definition.find())


def _newslice(
    ctx: AnnotationContext, operation: Operation, start: Annotation, stop: Annotation, step: Annotation
) -> Annotation:
    for part in (start, stop, step):
        if kind_of(part) not in ("None", "int", "bool", "big", "optional", "number"):
            raise RuleError("W0113", f"a slice index must be an int, not {part}", label=str(part))
    return SomeSlice(start=start, stop=stop, step=step)


def _list_append(ctx: AnnotationContext, operation: Operation, items: Annotation, item: Annotation) -> Annotation:
    assert isinstance(items, SomeList)
    ctx.containers.resize(items.definition)
    ctx.containers.grow_list(items.definition, item)
    return NONE


def _set_add(ctx: AnnotationContext, operation: Operation, items: Annotation, item: Annotation) -> Annotation:
    assert isinstance(items, SomeSet)
    ctx.containers.grow_set(items.definition, item)
    return NONE


def _dict_add(
    ctx: AnnotationContext, operation: Operation, items: Annotation, key: Annotation, value: Annotation
) -> Annotation:
    assert isinstance(items, SomeDict)
    ctx.containers.grow_key(items.definition, key)
    ctx.containers.grow_value(items.definition, value)
    return NONE


def _list_extend(ctx: AnnotationContext, operation: Operation, items: Annotation, more: Annotation) -> Annotation:
    assert isinstance(items, SomeList)
    item = iterated(ctx, more)
    ctx.containers.resize(items.definition)
    if item is None:
        return _library(ctx, operation, "list_extend", "list", items, more)
    if item is not IMPOSSIBLE:
        ctx.containers.grow_list(items.definition, item)
    return NONE


def _library(
    ctx: AnnotationContext, operation: Operation, name: str, kind: str, *operands: Annotation, wrap: str = ""
) -> Annotation:
    function = ctx.functions.bindings.operation(name, kind)
    if function is None:
        symbol = getattr(operation.spec, "symbol", "") or name
        raise RuleError("W0402", f"'{symbol}' with {' and '.join(map(str, operands))} is not supported yet")
    return ctx.call.delegate(function, operation.args[: len(operands)], operands, wrap)


def _set_update(ctx: AnnotationContext, operation: Operation, items: Annotation, more: Annotation) -> Annotation:
    assert isinstance(items, SomeSet)
    item = iterated(ctx, more)
    if item is None:
        return _library(ctx, operation, "set_update", "set", items, more)
    if item is not IMPOSSIBLE:
        ctx.containers.grow_set(items.definition, item)
    return NONE


def _dict_update(ctx: AnnotationContext, operation: Operation, items: Annotation, more: Annotation) -> Annotation:
    assert isinstance(items, SomeDict)
    if not isinstance(more, SomeDict):
        return _library(ctx, operation, "dict_update", "dict", items, more)
    found = more.definition.find()
    ctx.containers.read(found)
    if found.key is not IMPOSSIBLE:
        ctx.containers.grow_key(items.definition, found.key)
        ctx.containers.grow_value(items.definition, found.value)
    return NONE


def _list_to_tuple(ctx: AnnotationContext, operation: Operation, items: Annotation) -> Annotation:
    assert isinstance(items, SomeList)
    return replace(items, frozen=True)


# Unpacking ----------------------------------------------------------------------------------------------------------


def _unpack(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """`a, b = x`."""
    count = operation.statics[0]
    value = present(ctx, value)
    if base_values.base_class(value) is tuple and not _iterates(ctx, value):
        return ctx.call.delegate(ctx.generated.unpack_base_value(count), operation.args, (value,))
    match value:
        case SomeTuple(items=items):
            if len(items) != count:
                few = "not enough" if len(items) < count else "too many"
                raise RuleError(
                    "W0109", f"{few} values to unpack: {value} has {len(items)}, {count} are expected", label=str(value)
                )
            return tuple_of(items)
        case SomeList(definition=definition):
            ctx.may_raise(ValueError)
            found = definition.find()
            ctx.containers.read(found)
            return IMPOSSIBLE if found.item is IMPOSSIBLE else SomeTuple(items=(found.item,) * count)
        case SomeString():
            ctx.may_raise(ValueError)
            return SomeTuple(items=(CHARACTER,) * count)
    if kind_of(value) in ("None", "int", "bool", "big", "float", "callable", "object", "method"):
        raise RuleError("W0113", f"{value} cannot be unpacked", label=str(value))
    return ctx.call.delegate(ctx.generated.unpack(count), operation.args, (value,))


def _iterates(ctx: AnnotationContext, value: Annotation) -> bool:
    """True if a class derived from tuple has an `__iter__` of its own."""
    assert isinstance(value, SomeInstance) and value.classdef is not None
    own = getattr(value.classdef.description.cls, "__iter__", None)
    return own is not tuple.__iter__


def _unpack_star(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """`a, *b, c = x`."""
    before, after = operation.statics
    value = present(ctx, value)
    match value:
        case SomeTuple(items=items):
            if len(items) < before + after:
                raise RuleError(
                    "W0109",
                    f"not enough values to unpack: {value} has {len(items)}, at least {before + after} are expected",
                    label=str(value),
                )
            end = len(items) - after
            middle = ctx.containers.list_of(IMPOSSIBLE)
            for item in items[before:end]:
                ctx.containers.grow_list(middle.definition, item)
            return SomeTuple(items=(*items[:before], middle, *items[end:]))
        case SomeList(definition=definition):
            ctx.may_raise(ValueError)
            found = definition.find()
            ctx.containers.read(found)
            if found.item is IMPOSSIBLE:
                return IMPOSSIBLE
            middle = ctx.containers.list_of(found.item)
            return SomeTuple(items=(*[found.item] * before, middle, *[found.item] * after))
    return ctx.call.delegate(ctx.generated.unpack_star(before, after), operation.args, (value,))


RULES: Final[dict[str, Rule]] = {
    "newtuple": _newtuple,
    "newlist": _newlist,
    "newset": _newset,
    "newdict": _newdict,
    "newslice": _newslice,
    "list_append": _list_append,
    "list_extend": _list_extend,
    "list_to_tuple": _list_to_tuple,
    "set_add": _set_add,
    "set_update": _set_update,
    "dict_add": _dict_add,
    "dict_update": _dict_update,
    "unpack": _unpack,
    "unpack_star": _unpack_star,
}
