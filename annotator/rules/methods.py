"""Rules of the methods of built-in types that are native; all others are functions of the library.

`NATIVE_METHODS` maps (kind, name) to a rule `(ctx, receiver, *arguments) -> result`; its keys are what the rtyper
implements (`lower_method_NAME` of the representations).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from weft.annotator.containers import stored
from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    BOOL,
    IMPOSSIBLE,
    NONE,
    NONNEG,
    STRING,
    Annotation,
    SomeByteArray,
    SomeDict,
    SomeDictView,
    SomeList,
    SomeNone,
    SomeSet,
    SomeString,
    SomeTuple,
)
from weft.annotator.rules.iteration import iterated
from weft.annotator.rules.kinds import kind_of, present
from weft.annotator.union import union

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

MethodRule = Callable[..., Annotation | None]


def method_kinds(receiver: Annotation) -> tuple[str, ...]:
    """Return the kinds whose methods a value has, most specific first."""
    match receiver:
        case SomeDict(definition=definition):
            variant = definition.find().variant
            return ("dict",) if variant == "dict" else (variant, "dict")
        case SomeSet(frozen=True):
            return ("frozenset", "set")
        case SomeList(frozen=True):
            return ("frozen tuple",)
    kind = kind_of(receiver)
    if kind == "bool":
        return ("bool", "int")
    return () if kind in ("None", "callable", "object", "instance", "unknown") else (kind,)


CONTAINER_METHODS: Final[dict[str, tuple[str, int]]] = {
    "__contains__": ("return a0 in x", 1),
    "__getitem__": ("return x[a0]", 1),
    "__setitem__": ("x[a0] = a1", 2),
    "__delitem__": ("del x[a0]", 1),
    "__len__": ("return len(x)", 0),
    "__iter__": ("return iter(x)", 0),
    "__next__": ("return next(x)", 0),
    "__add__": ("return x + a0", 1),
    "__mul__": ("return x * a0", 1),
    "__eq__": ("return x == a0", 1),
    "__ne__": ("return x != a0", 1),
    "__lt__": ("return x < a0", 1),
    "__str__": ("return str(x)", 0),
    "__repr__": ("return repr(x)", 0),
    "__hash__": ("return hash(x)", 0),
}
"""What special methods of values of built-in types do when they are called by name, and their numbers of arguments."""


# list ---------------------------------------------------------------------------------------------------------------


def _append(ctx: AnnotationContext, receiver: SomeList, item: Annotation) -> Annotation:
    ctx.containers.resize(receiver.definition)
    ctx.containers.grow_list(receiver.definition, item)
    return NONE


def _insert(ctx: AnnotationContext, receiver: SomeList, index: Annotation, item: Annotation) -> Annotation:
    _int(ctx, index)
    return _append(ctx, receiver, item)


def _extend(ctx: AnnotationContext, receiver: SomeList, more: Annotation) -> Annotation | None:
    item = iterated(ctx, more)
    ctx.containers.resize(receiver.definition)
    if item is None:
        return None
    if item is not IMPOSSIBLE:
        ctx.containers.grow_list(receiver.definition, item)
    return NONE


def _find(
    ctx: AnnotationContext,
    receiver: SomeList,
    item: Annotation,
    start: Annotation | None = None,
    stop: Annotation | None = None,
) -> Annotation:
    ctx.may_raise(ValueError)
    for bound in (start, stop):
        if bound is not None:
            _int(ctx, bound)
    _count(ctx, receiver, item)
    return NONNEG


def _count(ctx: AnnotationContext, receiver: SomeList, item: Annotation) -> Annotation:
    ctx.containers.grow_list(receiver.definition, item)
    ctx.library.need_equality(receiver.definition.find().item)
    return NONNEG


def _remove_item(ctx: AnnotationContext, receiver: SomeList, item: Annotation) -> Annotation:
    ctx.containers.resize(receiver.definition)
    _find(ctx, receiver, item)
    return NONE


def _pop(ctx: AnnotationContext, receiver: SomeList, index: Annotation | None = None) -> Annotation:
    if index is not None:
        _int(ctx, index)
    ctx.may_raise(IndexError)
    ctx.containers.resize(receiver.definition)
    ctx.containers.read(receiver.definition.find())
    return receiver.definition.find().item


def _resize(ctx: AnnotationContext, receiver: SomeList) -> Annotation:
    ctx.containers.resize(receiver.definition)
    return NONE


def _mutate(ctx: AnnotationContext, receiver: SomeList) -> Annotation:
    ctx.containers.mutate(receiver.definition)
    return NONE


def _copy_list(ctx: AnnotationContext, receiver: SomeList) -> Annotation:
    ctx.containers.read(receiver.definition.find())
    return ctx.containers.list_of(receiver.definition.find().item)


def _int(ctx: AnnotationContext, index: Annotation) -> None:
    present(ctx, index)
    if kind_of(index) not in ("int", "bool", "big", "optional", "number"):
        raise RuleError("W0110", f"an index must be an int, not {index}", label=str(index))


# dict ---------------------------------------------------------------------------------------------------------------


def _get(ctx: AnnotationContext, receiver: SomeDict, key: Annotation, default: Annotation = NONE) -> Annotation:
    definition = receiver.definition.find()
    ctx.containers.read(definition)
    ctx.containers.grow_key(definition, key)
    value = definition.find().value
    if value is IMPOSSIBLE:
        return stored(default)
    return union(ctx, value, stored(default))


def _setdefault(ctx: AnnotationContext, receiver: SomeDict, key: Annotation, default: Annotation = NONE) -> Annotation:
    definition = receiver.definition.find()
    ctx.containers.read(definition)
    ctx.containers.grow_key(definition, key)
    ctx.containers.grow_value(definition.find(), default)
    return definition.find().value


def _pop_key(
    ctx: AnnotationContext, receiver: SomeDict, key: Annotation, default: Annotation | None = None
) -> Annotation:
    definition = receiver.definition.find()
    ctx.containers.read(definition)
    ctx.containers.grow_key(definition, key)
    value = definition.find().value
    if default is None:
        ctx.may_raise(KeyError)
        return value
    return stored(default) if value is IMPOSSIBLE else union(ctx, value, stored(default))


def _popitem(ctx: AnnotationContext, receiver: SomeDict, last: Annotation | None = None) -> Annotation:
    definition = receiver.definition.find()
    ctx.containers.read(definition)
    ctx.may_raise(KeyError)
    if definition.key is IMPOSSIBLE or definition.value is IMPOSSIBLE:
        return IMPOSSIBLE
    return SomeTuple(items=(definition.key, definition.value))


def _copy_dict(ctx: AnnotationContext, receiver: SomeDict) -> Annotation:
    source = receiver.definition.find()
    ctx.containers.read(source)
    copy = ctx.containers.new_dict().find()
    if copy.variant == "dict" and source.variant != "dict":
        copy.variant = source.variant
    copy.factory = copy.factory or source.factory
    if source.key is not IMPOSSIBLE:
        ctx.containers.grow_key(copy, source.key)
    if source.value is not IMPOSSIBLE:
        ctx.containers.grow_value(copy.find(), source.value)
    return SomeDict(definition=copy.find())


def _view(variant: str) -> MethodRule:
    return lambda ctx, receiver: SomeDictView(container=receiver, variant=variant)


def _nothing(ctx: AnnotationContext, receiver: Annotation) -> Annotation:
    return NONE


# set ----------------------------------------------------------------------------------------------------------------


def _update_dict(
    ctx: AnnotationContext, receiver: SomeDict, other: Annotation | None = None, **keywords: Annotation
) -> Annotation | None:
    if other is not None and (not isinstance(other, SomeDict) or receiver.definition.find().variant == "Counter"):
        return None
    if isinstance(other, SomeDict):
        present(ctx, other)
        source = other.definition.find()
        ctx.containers.read(source)
        if source.key is not IMPOSSIBLE:
            ctx.containers.grow_key(receiver.definition, source.key)
            ctx.containers.grow_value(receiver.definition, source.value)
    for value in keywords.values():
        ctx.containers.grow_key(receiver.definition, STRING)
        ctx.containers.grow_value(receiver.definition, value)
    return NONE


def _move_to_end(
    ctx: AnnotationContext, receiver: SomeDict, key: Annotation, last: Annotation | None = None
) -> Annotation | None:
    if last is not None and not (last.is_constant and last.constant):
        return None
    ctx.containers.grow_key(receiver.definition, key)
    ctx.may_raise(KeyError)
    return NONE


def _add(ctx: AnnotationContext, receiver: SomeSet, item: Annotation) -> Annotation:
    ctx.containers.grow_set(receiver.definition, item)
    return NONE


def _remove(ctx: AnnotationContext, receiver: SomeSet, item: Annotation) -> Annotation:
    ctx.may_raise(KeyError)
    return _add(ctx, receiver, item)


def _pop_member(ctx: AnnotationContext, receiver: SomeSet) -> Annotation:
    ctx.may_raise(KeyError)
    ctx.containers.read(receiver.definition.find())
    return receiver.definition.find().item


def _copy_set(ctx: AnnotationContext, receiver: SomeSet) -> Annotation:
    ctx.containers.read(receiver.definition.find())
    return ctx.containers.set_of(receiver.definition.find().item, receiver.frozen)


def _update_set(ctx: AnnotationContext, receiver: SomeSet, *others: Annotation) -> Annotation | None:
    for other in others:
        item = iterated(ctx, other)
        if item is None:
            return None
        if item is not IMPOSSIBLE:
            ctx.containers.grow_set(receiver.definition, item)
    return NONE


def _combine(ctx: AnnotationContext, receiver: SomeSet, *others: Annotation) -> Annotation | None:
    ctx.containers.read(receiver.definition.find())
    result = ctx.containers.set_of(receiver.definition.find().item, receiver.frozen)
    for other in others:
        item = iterated(ctx, other)
        if item is None:
            return None
        if item is not IMPOSSIBLE:
            ctx.containers.grow_set(result.definition, item)
    return SomeSet(definition=result.definition.find(), frozen=receiver.frozen)


def _compare(ctx: AnnotationContext, receiver: SomeSet, other: Annotation) -> Annotation | None:
    item = iterated(ctx, other)
    if item is None:
        return None
    if item is not IMPOSSIBLE:
        ctx.containers.grow_set(receiver.definition, item)
    return BOOL


# str, bytearray, builders -------------------------------------------------------------------------------------------


def _join(ctx: AnnotationContext, receiver: Annotation, items: Annotation) -> Annotation | None:
    if not isinstance(items, SomeList) or items.optional:
        return None
    definition = items.definition.find()
    ctx.containers.read(definition)
    if definition.item is IMPOSSIBLE:
        return STRING
    if not isinstance(definition.item, SomeString):
        error = RuleError(
            "W0110", f"join() needs a list of str, not {items}", label=str(items), help="convert the items with str()"
        )
        if isinstance(definition.item, SomeNone):  # so far
            assert ctx.operation is not None
            return ctx.unless_resolved(ctx.operation, error)
        raise error
    if definition.item.optional:
        ctx.may_raise(TypeError)
    return STRING


def _append_byte(ctx: AnnotationContext, receiver: SomeByteArray, byte: Annotation) -> Annotation:
    _int(ctx, byte)
    ctx.may_raise(ValueError)
    return NONE


def _extend_bytes(ctx: AnnotationContext, receiver: SomeByteArray, more: Annotation) -> Annotation | None:
    ctx.may_raise(ValueError)
    return NONE if kind_of(more) in ("bytes", "bytearray", "list") else None


def _insert_byte(ctx: AnnotationContext, receiver: SomeByteArray, index: Annotation, byte: Annotation) -> Annotation:
    _int(ctx, index)
    return _append_byte(ctx, receiver, byte)


def _pop_byte(ctx: AnnotationContext, receiver: SomeByteArray, index: Annotation | None = None) -> Annotation:
    ctx.may_raise(IndexError)
    return NONNEG


def _itself(ctx: AnnotationContext, receiver: Annotation) -> Annotation:
    return receiver


NATIVE_METHODS: Final[dict[tuple[str, str], MethodRule]] = {
    ("list", "append"): _append,
    ("list", "insert"): _insert,
    ("list", "extend"): _extend,
    ("list", "pop"): _pop,
    ("frozen tuple", "count"): _count,
    ("list", "count"): _count,
    ("list", "remove"): _remove_item,
    ("list", "clear"): _resize,
    ("list", "reverse"): _mutate,
    ("list", "copy"): _copy_list,
    ("dict", "get"): _get,
    ("dict", "setdefault"): _setdefault,
    ("dict", "pop"): _pop_key,
    ("dict", "popitem"): _popitem,
    ("dict", "clear"): _nothing,
    ("dict", "copy"): _copy_dict,
    ("dict", "update"): _update_dict,
    ("dict", "keys"): _view("items"),
    ("dict", "values"): _view("values"),
    ("dict", "items"): _view("pairs"),
    ("set", "add"): _add,
    ("set", "discard"): _add,
    ("set", "remove"): _remove,
    ("set", "pop"): _pop_member,
    ("set", "clear"): _nothing,
    ("set", "copy"): _copy_set,
    ("set", "update"): _update_set,
    ("set", "intersection_update"): _update_set,
    ("set", "difference_update"): _update_set,
    ("set", "symmetric_difference_update"): _update_set,
    ("set", "union"): _combine,
    ("set", "intersection"): _combine,
    ("set", "difference"): _combine,
    ("set", "symmetric_difference"): _combine,
    ("set", "issubset"): _compare,
    ("set", "issuperset"): _compare,
    ("set", "isdisjoint"): _compare,
    ("str", "join"): _join,
    ("bytearray", "append"): _append_byte,
    ("bytearray", "extend"): _extend_bytes,
    ("bytearray", "insert"): _insert_byte,
    ("bytearray", "pop"): _pop_byte,
    ("bytearray", "reverse"): _nothing,
    ("bytearray", "clear"): _nothing,
    ("bytearray", "copy"): _itself,
    ("OrderedDict", "move_to_end"): _move_to_end,
}
"""A rule may return None: then this call is left to the library after all (`list.extend` of any iterable)."""
