"""Rules of indexing, slicing and membership."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weft.annotator import dict_records
from weft.annotator.call_sites import Operand
from weft.annotator.containers import stored
from weft.annotator.definitions import DictDefinition, ListDefinition, SetDefinition
from weft.annotator.errors import RuleError, UnionError
from weft.annotator.keyword_records import fields_of, is_record
from weft.annotator.lattice import (
    BOOL,
    BYTE,
    BYTES,
    CHARACTER,
    IMPOSSIBLE,
    NONE,
    STRING,
    Annotation,
    SomeAttributes,
    SomeBool,
    SomeByteArray,
    SomeBytes,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeInteger,
    SomeIterable,
    SomeList,
    SomeNone,
    SomePBC,
    SomeRange,
    SomeSet,
    SomeSlice,
    SomeString,
    SomeTuple,
    tuple_of,
    without_none,
)
from weft.annotator.rules import attribute_hooks, base_values
from weft.annotator.rules.big_integers import is_number, library_function
from weft.annotator.rules.iteration import iterated
from weft.annotator.rules.kinds import INTEGERS, NUMBERS, kind_of, present
from weft.annotator.rules.special_methods import folded, is_integer_member
from weft.annotator.signatures import Argument, Arguments
from weft.annotator.union import union_all
from weft.flowspace.graph import Constant, Operation, Value

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

Rule = Callable[..., Annotation]


# Indexing -----------------------------------------------------------------------------------------------------------


_SLICE_METHODS: Final = {
    "__getitem__": "_weft_get_slice_",
    "__setitem__": "_weft_set_slice_",
    "__delitem__": "_weft_delete_slice_",
}
"""Methods of classes of the library that get start, stop and step of a slice as arguments of their own."""


def _special(
    ctx: AnnotationContext, operation: Operation, owner: SomeInstance, name: str, *operands: Annotation, wrap: str = ""
) -> Annotation:
    values = list(operation.args[1:])
    annotations = list(operands)
    if isinstance(operands[0], SomeSlice) and owner.classdef is not None:
        by_parts = _SLICE_METHODS.get(name, "")
        if by_parts and ctx.attributes.methods(owner, by_parts) is not None:
            name = by_parts
            values[:1] = _slice_operands(ctx, operation.args[1])
            annotations[:1] = [operands[0].start, operands[0].stop, operands[0].step]
    arguments = Arguments([Argument(a, Operand(i)) for i, a in enumerate(annotations)])
    found = ctx.call.call_method(owner, operation.args[0], name, arguments, values, wrap)
    if found is None:
        what = {
            "__getitem__": "indexed",
            "__setitem__": "assigned to by index",
            "__delitem__": "deleted from by index",
            "__contains__": "searched with 'in'",
        }[name]
        raise RuleError("W0113", f"{owner} objects cannot be {what}: {owner} has no {name}", label=str(owner))
    return found


def _getitem(ctx: AnnotationContext, operation: Operation, owner: Annotation, index: Annotation) -> Annotation:  # noqa: C901 - one case per kind
    """`x[i]`."""
    constant = folded(ctx, operation, owner, index) if isinstance(owner, SomeString | SomeBytes) else None
    if constant is not None:
        return constant
    if isinstance(owner, SomeAttributes):
        return attribute_hooks.item_of_dict(ctx, operation, owner, index)
    if isinstance(owner, SomeInstance):
        found_in_record = dict_records.getitem(ctx, operation, owner, index)
        if found_in_record is not None:
            return found_in_record
        return _special(ctx, operation, owner, "__getitem__", index)
    owner = present(ctx, owner)
    of_other_form = base_values.look_up(ctx, operation, "return {0}[{1}]", owner, index)
    if of_other_form is not None:
        return of_other_form
    if isinstance(owner, SomePBC) and isinstance(owner.constant, enum.EnumMeta):
        function = ctx.generated.member_by_name(owner.constant)
        return ctx.call.delegate(function, operation.args[1:], [index])
    if isinstance(index, SomeInstance) and not isinstance(owner, SomeDict):
        if is_integer_member(index):
            return ctx.call.delegate(ctx.generated.item_at_value(), operation.args, (owner, index))
        if ctx.attributes.methods(index, "__index__") is not None:
            return ctx.call.delegate(ctx.generated.item_at_index(), operation.args, (owner, index))
    if isinstance(index, SomeSlice):
        if _is_kept(ctx, operation.args[1]):
            return ctx.call.delegate(ctx.generated.kept_slice("return items[s]"), operation.args, (owner, index))
        return _getslice(ctx, operation, owner, index)
    match owner:
        case SomeDict():
            return _dict_getitem(ctx, operation, owner, index)
        case SomeTuple() if is_record(owner) and isinstance(index.constant, str):
            function = ctx.generated.record_item(fields_of(owner), index.constant)
            return ctx.call.delegate(function, operation.args[:1], (owner,))
        case SomeTuple():
            return _tuple_getitem(ctx, operation, owner, index)
        case SomeList() | SomeString() | SomeBytes() | SomeByteArray() | SomeRange():
            _check_index(ctx, owner, index)
    match owner:
        case SomeList(definition=definition):
            found = definition.find()
            ctx.containers.read(found)
            return found.item
        case SomeString():
            return CHARACTER
        case SomeBytes() | SomeByteArray():
            return BYTE
        case SomeRange(nonneg=nonneg, bits=bits):
            return SomeInteger(nonneg=nonneg, bits=bits)
    raise RuleError("W0113", f"{owner} cannot be indexed", label=str(owner))


def _check_index(ctx: AnnotationContext, owner: Annotation, index: Annotation) -> None:
    ctx.may_raise(IndexError)
    if kind_of(index) not in ("int", "bool", "big", "optional", "number"):
        name = str(owner).partition("[")[0]
        raise RuleError("W0113", f"the index of a {name} must be an int, not {index}", label=str(index))
    present(ctx, index)


def _dict_getitem(ctx: AnnotationContext, operation: Operation, owner: SomeDict, index: Annotation) -> Annotation:
    definition = owner.definition.find()
    ctx.containers.read(definition)
    ctx.containers.grow_key(definition, index)
    definition = definition.find()
    if definition.variant == "dict" or definition.variant == "OrderedDict":
        ctx.may_raise(KeyError)
        return definition.value
    return _variant_getitem(ctx, owner)


def _variant_getitem(ctx: AnnotationContext, owner: SomeDict) -> Annotation:
    """`d[k]` where a missing key gets a value: 0 of a Counter, what the factory of a defaultdict makes."""
    definition = owner.definition.find()
    if definition.variant == "Counter":
        ctx.containers.grow_value(definition, SomeInteger(nonneg=True))
    elif definition.factory is None or isinstance(definition.factory, SomeNone):
        ctx.may_raise(KeyError)
    else:
        _check_factory(definition.factory)
        if definition.value is IMPOSSIBLE:
            first = _first_missing(definition)
            if first is not None:
                ctx.containers.grow_value(definition, first)
        made = ctx.library.make_missing(definition.factory, definition.value)
        if made is not IMPOSSIBLE:
            ctx.containers.grow_value(definition, made)
    return definition.find().value


def _check_factory(factory: Annotation) -> None:
    """A dict does not keep its factory at run time, so that it must be the same function every time."""
    if not isinstance(factory, SomePBC):
        return
    if len(factory.descriptions) > 1 or getattr(factory.descriptions[0], "is_closure", False):
        raise RuleError(
            "W0401",
            "the factory of this defaultdict is only known at run time",
            label=str(factory),
            help="let the factory capture no variables, use one factory for dicts that meet, or use setdefault()",
        )


def _first_missing(definition: DictDefinition) -> Annotation | None:
    """Return the first value of a defaultdict of empty containers: each such dict has containers of its own type."""
    match definition.factory:
        case SomeConstantObject(constant=factory) if factory is list:
            return SomeList(definition=ListDefinition(span=definition.span))
        case SomeConstantObject(constant=factory) if factory is set:
            return SomeSet(definition=SetDefinition(span=definition.span))
        case SomeConstantObject(constant=factory) if factory is dict:
            return SomeDict(definition=DictDefinition(span=definition.span))
    return None


def _tuple_getitem(ctx: AnnotationContext, operation: Operation, owner: SomeTuple, index: Annotation) -> Annotation:
    if kind_of(index) not in INTEGERS:
        raise RuleError("W0113", f"the index of a tuple must be an int, not {index}", label=str(index))
    count = len(owner.items)
    if index.is_constant:
        if -count <= index.constant < count:
            found: Annotation = owner.items[index.constant]
            return found
        raise RuleError("W0109", f"index {index.constant} is out of range for a tuple of {count}", label=str(owner))
    if not owner.items:
        ctx.may_raise(IndexError)
        return IMPOSSIBLE
    ctx.may_raise(IndexError)
    try:
        return union_all(ctx, [stored(item) for item in owner.items])
    except UnionError:
        raise RuleError(
            "W0113", f"the items of {owner} have different types, so the index must be a constant", label=str(owner)
        ) from None


def has_step(part: SomeSlice) -> bool:
    """True if a slice has a step that may be other than 1."""
    return not (isinstance(part.step, SomeNone) or (part.step.is_constant and part.step.constant == 1))


def _getslice(ctx: AnnotationContext, operation: Operation, owner: Annotation, part: SomeSlice) -> Annotation:
    if isinstance(owner, SomeTuple):
        return _tuple_slice(owner, part)
    if has_step(part):
        ctx.may_raise(ValueError)
        return _slice_call(ctx, operation, "getitem_step", owner, part)
    match owner:
        case SomeList(definition=definition):
            ctx.containers.read(definition.find())
            part_of = ctx.containers.list_of(definition.find().item)
            return replace(part_of, frozen=owner.frozen)
        case SomeString():
            return STRING
        case SomeBytes():
            return BYTES
        case SomeByteArray():
            return SomeByteArray()
    return _slice_call(ctx, operation, "getitem_step", owner, part)


def _slice_call(
    ctx: AnnotationContext,
    operation: Operation,
    name: str,
    owner: Annotation,
    part: SomeSlice,
    value: Annotation | None = None,
    wrap: str = "",
) -> Annotation:
    """Let the library do an operation on a slice: it gets start, stop and step as arguments of their own."""
    function = ctx.functions.bindings.operation(name, kind_of(owner))
    if function is None:
        raise RuleError("W0402", f"this operation on a slice of {owner} is not supported yet", label=str(owner))
    if part.step.can_be_none and not isinstance(part.step, SomeNone):
        function = ctx.generated.optional_step(name, kind_of(owner), function, value is not None)
    operands = [operation.args[0], *_slice_operands(ctx, operation.args[1])]
    annotations = [owner, part.start, part.stop, part.step]
    if value is not None:
        operands.append(operation.args[2])
        annotations.append(value)
    return ctx.call.delegate(function, operands, annotations, wrap)


def _is_kept(ctx: AnnotationContext, part: Value) -> bool:
    """True for a slice that was not made in this block: its parts have to be read."""
    assert ctx.block is not None
    return not isinstance(part, Constant) and all(operation.result is not part for operation in ctx.block.operations)


def _slice_operands(ctx: AnnotationContext, part: Value) -> list[Value]:
    if isinstance(part, Constant):
        return [Constant(bound) for bound in (part.value.start, part.value.stop, part.value.step)]
    assert ctx.block is not None
    for operation in ctx.block.operations:
        if operation.result is part:
            return list(operation.args)
    raise RuleError("W0401", "slices cannot be kept in variables", label="a slice")


def _tuple_slice(owner: SomeTuple, part: SomeSlice) -> Annotation:
    bounds = (part.start, part.stop, part.step)
    if not all(bound.is_constant for bound in bounds):
        raise RuleError(
            "W0109", "the length of this slice of a tuple is not known at translation time", label=str(owner)
        )
    return tuple_of(owner.items[slice(*[bound.constant for bound in bounds])])


def _setitem(
    ctx: AnnotationContext, operation: Operation, owner: Annotation, index: Annotation, value: Annotation
) -> Annotation:
    """`x[i] = v`."""
    if isinstance(owner, SomeAttributes):
        return attribute_hooks.item_of_dict(ctx, operation, owner, index, value)
    if isinstance(owner, SomeInstance):
        put_into_record = dict_records.setitem(ctx, operation, owner, index, value)
        if put_into_record is not None:
            return put_into_record
        return _special(ctx, operation, owner, "__setitem__", index, value, wrap="drop")
    owner = present(ctx, owner)
    if base_values.base_class(index) is int and not isinstance(owner, SomeDict):
        function = ctx.generated.on_base_values("{0}[{1}] = {2}", (False, True, False))
        return ctx.call.delegate(function, operation.args, (owner, index, value), "drop")
    if isinstance(index, SomeSlice) and _is_kept(ctx, operation.args[1]):
        function = ctx.generated.kept_slice("items[s] = value")
        return ctx.call.delegate(function, operation.args, (owner, index, value), "drop")
    match owner:
        case SomeDict(definition=definition):
            ctx.containers.grow_key(definition, index)
            ctx.containers.grow_value(definition, value)
            return NONE
        case SomeList(frozen=True):
            raise RuleError("W0113", f"{owner} does not support item assignment", label=str(owner))
        case SomeList() if isinstance(index, SomeSlice):
            return _set_slice(ctx, operation, owner, index, value)
        case SomeList(definition=definition):
            _check_index(ctx, owner, index)
            ctx.containers.mutate(definition)
            ctx.containers.grow_list(definition, value)
            return NONE
        case SomeByteArray() if not isinstance(index, SomeSlice):
            _check_index(ctx, owner, index)
            ctx.may_raise(ValueError)
            return NONE
        case SomeByteArray():
            assert isinstance(index, SomeSlice)
            return _slice_call(ctx, operation, "setitem_slice", owner, index, value, wrap="drop")
    raise RuleError("W0113", f"{owner} does not support item assignment", label=str(owner))


def _set_slice(
    ctx: AnnotationContext, operation: Operation, owner: SomeList, part: SomeSlice, value: Annotation
) -> Annotation:
    item = None if has_step(part) else iterated(ctx, value)
    ctx.containers.resize(owner.definition)
    if item is None:
        return _slice_call(ctx, operation, "setitem_slice", owner, part, value, wrap="drop")
    if item is not IMPOSSIBLE:
        ctx.containers.grow_list(owner.definition, item)
    return NONE


def _delitem(ctx: AnnotationContext, operation: Operation, owner: Annotation, index: Annotation) -> Annotation:  # noqa: C901 - one case per kind
    """`del x[i]`."""
    if isinstance(owner, SomeAttributes):
        return attribute_hooks.item_of_dict(ctx, operation, owner, index)
    if isinstance(owner, SomeInstance):
        return _special(ctx, operation, owner, "__delitem__", index, wrap="drop")
    owner = present(ctx, owner)
    found = base_values.look_up(ctx, operation, "del {0}[{1}]", owner, index, "drop")
    if found is not None:
        return found
    if base_values.base_class(index) is int and kind_of(owner) != "dict":
        return base_values.of_value(ctx, operation, "del {0}[{1}]", (owner, index), "drop")
    if isinstance(index, SomeSlice) and _is_kept(ctx, operation.args[1]):
        return ctx.call.delegate(ctx.generated.kept_slice("del items[s]"), operation.args, (owner, index), "drop")
    match owner:
        case SomeDict(definition=definition):
            if definition.find().variant == "Counter":
                function = ctx.functions.bindings.operation("delitem", "Counter")
                return ctx.call.delegate(function, operation.args, (owner, index), wrap="drop")
            ctx.containers.grow_key(definition, index)
            ctx.may_raise(KeyError)
            return NONE
        case SomeList(definition=definition, frozen=False):
            ctx.containers.resize(definition)
            if not isinstance(index, SomeSlice):
                _check_index(ctx, owner, index)
            elif has_step(index):
                return _slice_call(ctx, operation, "delitem_step", owner, index, wrap="drop")
            return NONE
        case SomeByteArray():
            if not isinstance(index, SomeSlice):
                _check_index(ctx, owner, index)
            elif has_step(index):
                return _slice_call(ctx, operation, "delitem_step", owner, index, wrap="drop")
            return NONE
    raise RuleError("W0113", f"items of {owner} cannot be deleted", label=str(owner))


# Membership ---------------------------------------------------------------------------------------------------------


def _contains(ctx: AnnotationContext, operation: Operation, owner: Annotation, item: Annotation) -> Annotation:
    """`item in x`; how it would be computed is recorded even where the result is known, for the typer lowers it."""
    result = _contained(ctx, operation, owner, item)
    constant = folded(ctx, operation, owner, item)
    return result if constant is None else constant


def _contained(ctx: AnnotationContext, operation: Operation, owner: Annotation, item: Annotation) -> Annotation:  # noqa: C901 - one case per kind
    if isinstance(owner, SomeAttributes):
        return attribute_hooks.item_of_dict(ctx, operation, owner, item)
    if isinstance(owner, SomeInstance):
        if ctx.attributes.methods(owner, "__contains__") is not None:
            return _special(ctx, operation, owner, "__contains__", item, wrap="bool")
        return ctx.call.delegate(ctx.generated.iterable_contains(), operation.args, (owner, item))
    if isinstance(owner, SomePBC) and isinstance(owner.constant, enum.EnumMeta) and isinstance(item, SomeInstance):
        return ctx.call.delegate(ctx.generated.is_member(owner.constant), operation.args, (owner, item))
    owner = present(ctx, owner)
    found = base_values.look_up(ctx, operation, "return {1} in {0}", owner, item)
    if found is not None:
        return found
    if base_values.base_class(item) is not None and kind_of(owner) in ("str", "bytes", "bytearray", "range"):
        return base_values.of_value(ctx, operation, "return {1} in {0}", (owner, item))
    if isinstance(owner, SomeList) and _has_own_equality(ctx, owner, item):
        return ctx.call.delegate(ctx.generated.iterable_contains(), operation.args, (owner, item))
    match owner:
        case SomeDict(definition=definition) | SomeDictView(container=SomeDict(definition=definition), variant="items"):
            ctx.containers.read(definition.find())
            ctx.containers.grow_key(definition, item)
            return BOOL
        case SomeSet(definition=definition):
            ctx.containers.read(definition.find())
            ctx.containers.grow_set(definition, item)
            return BOOL
        case SomeTuple() if is_record(owner):
            function = ctx.generated.returning(item.constant in fields_of(owner))
            return ctx.call.delegate(function, [], [])
        case SomeTuple(items=items):
            if not items:
                return SomeBool(constant=False)
            return ctx.call.delegate(ctx.generated.tuple_contains(len(items)), operation.args, (owner, item))
        case SomeRange() if kind_of(item) in ("int", "bool"):
            return BOOL
        case SomeRange() | SomeBytes() | SomeByteArray() if kind_of(item) == "big":
            function = library_function(ctx, "in_range" if isinstance(owner, SomeRange) else "in_bytes")
            return ctx.call.delegate(function, operation.args, (owner, item))
        case SomeString() if isinstance(item, SomeNone) or isinstance(item, SomeString) and item.optional:
            return ctx.call.delegate(ctx.generated.text_contains(), operation.args, (owner, item))
        case SomeString() if not isinstance(item, SomeString):
            raise RuleError("W0107", f"'in' of a str needs a str, not {item}", label=str(item))
        case SomeString():
            return BOOL
        case SomeBytes() | SomeByteArray() if kind_of(item) in ("int", "bool", "bytes", "bytearray"):
            if kind_of(item) == "int":
                ctx.may_raise(ValueError)
            return BOOL
        case SomeList():
            return _list_contains(ctx, owner, item)
    if kind_of(owner) in ("iterator", "view", "range"):
        return ctx.call.delegate(ctx.generated.iterable_contains(), operation.args, (owner, item))
    raise RuleError("W0113", f"{owner} cannot be searched with 'in'", label=str(owner))


def _has_own_equality(ctx: AnnotationContext, owner: SomeList, item: Annotation) -> bool:
    """True if an instance is looked for among other values, or the other way round, and its class has `__eq__`.

    Also true for what may be iterables of several kinds.
    """
    held = owner.definition.find().item
    ctx.containers.read(owner.definition.find())
    if isinstance(held, SomeIterable) or isinstance(item, SomeIterable):
        return True
    if held is IMPOSSIBLE or isinstance(held, SomeInstance) == isinstance(item, SomeInstance):
        return False
    instance = held if isinstance(held, SomeInstance) else item
    return isinstance(instance, SomeInstance) and ctx.attributes.methods(instance, "__eq__") is not None


def _list_contains(ctx: AnnotationContext, owner: SomeList, item: Annotation) -> Annotation:
    """Native if the item can be one of the list's; a value of another type is never in it."""
    definition = owner.definition.find()
    ctx.containers.read(definition)
    if definition.item is IMPOSSIBLE:
        return BOOL
    if not comparable(ctx, definition.item, item):
        return SomeBool(constant=False)
    ctx.containers.grow_list(definition, item)
    ctx.library.need_equality(definition.find().item)
    return BOOL


def comparable(ctx: AnnotationContext, item: Annotation, other: Annotation) -> bool:
    """True if a value may equal items of a list: if it could be stored there."""
    x, y = kind_of(without_none(item)), kind_of(without_none(other))
    if {x, y} <= {*NUMBERS, "number"}:
        return True
    return x == y or (item.can_be_none and other.can_be_none) or (is_number(x) and is_number(y))


RULES: Final[dict[str, Rule]] = {
    "getitem": _getitem,
    "setitem": _setitem,
    "delitem": _delitem,
    "contains": _contains,
}
