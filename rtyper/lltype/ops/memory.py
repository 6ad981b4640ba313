"""Heap operations: allocation, fields, items, pointers, class tables.

Field names, types and counts are statics.  Every access is unchecked: bounds, None and sizes are checked by the
helpers and by `ensure` operations that the rtyper puts in front.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from weft.rtyper.lltype.ops.spec import Effect, Machine, OpSpec, always
from weft.rtyper.lltype.types import BOOL, OBJECT, SIGNED, UNICHAR, VOID, Array, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, StructValue

_ANY: Final = Effect.READ | Effect.WRITE | Effect.CONTROL
Statics = Sequence[Any]
Operands = Sequence[Any]


def _pointer_to_static(statics: Statics, types: Sequence[LowLevelType]) -> LowLevelType:
    return Ptr(statics[0])


def _field_type(statics: Statics, types: Sequence[LowLevelType]) -> LowLevelType:
    pointer = types[0]
    assert isinstance(pointer, Ptr) and isinstance(pointer.to, Struct)
    return pointer.to.field_type(statics[0])


def _item_type(statics: Statics, types: Sequence[LowLevelType]) -> LowLevelType:
    pointer = types[0]
    assert isinstance(pointer, Ptr) and isinstance(pointer.to, Array)
    return pointer.to.item


def _item_field_type(statics: Statics, types: Sequence[LowLevelType]) -> LowLevelType:
    item = _item_type(statics, types)
    assert isinstance(item, Struct)
    return item.field_type(statics[0])


def _tail_type(statics: Statics, types: Sequence[LowLevelType]) -> LowLevelType:
    pointer = types[0]
    assert isinstance(pointer, Ptr) and isinstance(pointer.to, Struct) and pointer.to.tail is not None
    return pointer.to.tail[1]


def _set_weak(machine: Machine, statics: Statics, operands: Operands) -> None:
    operands[0].fields["target"] = operands[1]


def _malloc_varsize(machine: Machine, statics: Statics, operands: Operands) -> Any:
    (length,) = operands
    if length < 0 or length > 1 << 40:
        return machine.raise_error(MemoryError, "")
    type_ = statics[0]
    return StructValue(type_, length) if isinstance(type_, Struct) else ArrayValue(type_, length)


def _getfield(machine: Machine, statics: Statics, operands: Operands) -> Any:
    return len(operands[0].tail) if statics[0] == "size" and operands[0].type.tail else operands[0].fields[statics[0]]


def _setfield(machine: Machine, statics: Statics, operands: Operands) -> None:
    operands[0].fields[statics[0]] = operands[1]


def _getitem(machine: Machine, statics: Statics, operands: Operands) -> Any:
    assert operands[1] >= 0
    return operands[0].items[operands[1]]


def _setitem(machine: Machine, statics: Statics, operands: Operands) -> None:
    assert operands[1] >= 0
    operands[0].items[operands[1]] = operands[2]


def _getitemfield(machine: Machine, statics: Statics, operands: Operands) -> Any:
    assert operands[1] >= 0
    return operands[0].items[operands[1]].fields[statics[0]]


def _setitemfield(machine: Machine, statics: Statics, operands: Operands) -> None:
    assert operands[1] >= 0
    operands[0].items[operands[1]].fields[statics[0]] = operands[2]


def _gettail(machine: Machine, statics: Statics, operands: Operands) -> Any:
    assert operands[1] >= 0
    return operands[0].tail[operands[1]]


def _settail(machine: Machine, statics: Statics, operands: Operands) -> None:
    assert operands[1] >= 0
    operands[0].tail[operands[1]] = operands[2]


def _get_wide(machine: Machine, statics: Statics, operands: Operands) -> int:
    start = 4 * operands[1]
    return int.from_bytes(bytes(operands[0].tail[start : start + 4]), "little")


def _set_wide(machine: Machine, statics: Statics, operands: Operands) -> None:
    start = 4 * operands[1]
    operands[0].tail[start : start + 4] = operands[2].to_bytes(4, "little")


def _copy_items(machine: Machine, statics: Statics, operands: Operands) -> None:
    source, target, source_start, target_start, count = operands
    moved = source.items[source_start : source_start + count]
    if isinstance(source.type.item, Struct):
        for offset, item in enumerate([dict(item.fields) for item in moved]):
            target.items[target_start + offset].fields.update(item)
    else:
        target.items[target_start : target_start + count] = moved


def _copy_tail(machine: Machine, statics: Statics, operands: Operands) -> None:
    source, target, source_start, target_start, count = operands
    target.tail[target_start : target_start + count] = source.tail[source_start : source_start + count]


def _fill_items(machine: Machine, statics: Statics, operands: Operands) -> None:
    container, start, count, value = operands
    items = container.items if isinstance(container, ArrayValue) else container.tail
    assert 0 <= start <= start + count <= len(items)
    items[start : start + count] = [value] * count


def _compare_tail(machine: Machine, statics: Statics, operands: Operands) -> int:
    left, right, left_start, right_start, count = operands
    x, y = left.tail[left_start : left_start + count], right.tail[right_start : right_start + count]
    return int(x > y) - int(x < y)


def _copy_between(source: str, target: str) -> Any:
    """Evaluator of a byte copy between array items and a tail."""

    def evaluate(machine: Machine, statics: Statics, operands: Operands) -> None:
        from_, to, from_start, to_start, count = operands
        getattr(to, target)[to_start : to_start + count] = getattr(from_, source)[from_start : from_start + count]

    return evaluate


MEMORY_OPS: Final = (
    OpSpec(name="malloc", arity=0, statics=1, result=_pointer_to_static, effects=Effect.COLLECT,
           raises=("MemoryError",), run=lambda m, s, a: StructValue(s[0]), lowered_by="gc", cost=5,
           doc="Allocate one zeroed struct of the static type."),
    OpSpec(name="malloc_varsize", arity=1, statics=1, result=_pointer_to_static, effects=Effect.COLLECT,
           raises=("MemoryError",), run=_malloc_varsize, lowered_by="gc", cost=10,
           doc="Allocate a zeroed array, or a struct with a tail, of that many items."),
    OpSpec(name="malloc_varsize_uninit", arity=1, statics=1, result=_pointer_to_static, effects=Effect.COLLECT,
           raises=("MemoryError",), run=_malloc_varsize, lowered_by="gc", cost=8,
           doc="The same without zeroing the items; gc pointers must be written before anything else can happen."),
    OpSpec(name="getfield", arity=1, statics=1, result=_field_type, effects=Effect.READ, run=_getfield,
           doc="Read a field of a struct; `size` is the length of its tail."),
    OpSpec(name="setfield", arity=2, statics=1, result=always(VOID), effects=Effect.WRITE, run=_setfield,
           doc="Write a field."),
    OpSpec(name="getarraysize", arity=1, result=always(SIGNED), effects=Effect.READ,
           run=lambda m, s, a: len(a[0].items), doc="The length of an array."),
    OpSpec(name="getarrayitem", arity=2, result=_item_type, effects=Effect.READ, run=_getitem,
           doc="Read an item, unchecked."),
    OpSpec(name="setarrayitem", arity=3, result=always(VOID), effects=Effect.WRITE, run=_setitem,
           doc="Write an item, unchecked."),
    OpSpec(name="getitemfield", arity=2, statics=1, result=_item_field_type, effects=Effect.READ, run=_getitemfield,
           doc="Read a field of an inline struct in an array."),
    OpSpec(name="setitemfield", arity=3, statics=1, result=always(VOID), effects=Effect.WRITE, run=_setitemfield,
           doc="Write a field of an inline struct in an array."),
    OpSpec(name="gettail", arity=2, result=_tail_type, effects=Effect.READ, run=_gettail,
           doc="Read an item of a struct's tail, unchecked."),
    OpSpec(name="settail", arity=3, result=always(VOID), effects=Effect.WRITE, run=_settail,
           doc="Write an item of a struct's tail, unchecked."),
    OpSpec(name="gettail_wide", arity=2, result=always(UNICHAR), effects=Effect.READ, run=_get_wide,
           doc="The i-th 32-bit code point in a byte tail."),
    OpSpec(name="settail_wide", arity=3, result=always(VOID), effects=Effect.WRITE, run=_set_wide,
           doc="Store the i-th 32-bit code point in a byte tail."),
    OpSpec(name="arraycopy", arity=5, result=always(VOID), effects=Effect.WRITE, run=_copy_items, cost=10,
           doc="Copy (source, target, source start, target start, count) items; the ranges may overlap."),
    OpSpec(name="tailcopy", arity=5, result=always(VOID), effects=Effect.WRITE, run=_copy_tail, cost=10,
           doc="Copy items between the tails of two structs; operands as for arraycopy."),
    OpSpec(name="tail_to_array", arity=5, result=always(VOID), effects=Effect.WRITE,
           run=_copy_between("tail", "items"), cost=10, doc="Copy bytes of a tail into an array of Char."),
    OpSpec(name="array_to_tail", arity=5, result=always(VOID), effects=Effect.WRITE,
           run=_copy_between("items", "tail"), cost=10, doc="Copy items of an array of Char into a tail."),
    OpSpec(name="arrayfill", arity=4, result=always(VOID), effects=Effect.WRITE, run=_fill_items, cost=10,
           doc="Store into (array, start, count, value): a new array, whose items were not written yet."),
    OpSpec(name="tailfill", arity=4, result=always(VOID), effects=Effect.WRITE, run=_fill_items, cost=10,
           doc="Store into items of a tail; operands as for arrayfill, the value is no reference."),
    OpSpec(name="tailcompare", arity=5, result=always(SIGNED), effects=Effect.READ, run=_compare_tail, cost=10,
           doc="memcmp of two byte tails: (left, right, left start, right start, count)."),
    OpSpec(name="ptr_eq", arity=2, result=always(BOOL), fold=lambda x, y: x is y, c="((void *){0} == (void *){1})",
           doc="The same object?"),
    OpSpec(name="ptr_ne", arity=2, result=always(BOOL), fold=lambda x, y: x is not y,
           c="((void *){0} != (void *){1})", doc="Different objects?"),
    OpSpec(name="ptr_nonzero", arity=1, result=always(BOOL), fold=lambda x: x is not None, c="({0} != 0)",
           doc="Not null?"),
    OpSpec(name="ptr_iszero", arity=1, result=always(BOOL), fold=lambda x: x is None, c="({0} == 0)", doc="Null?"),
    OpSpec(name="cast_pointer", arity=1, statics=1, result=lambda s, t: s[0], fold=lambda x: x, cost=0,
           doc="The same pointer with the static pointer type, up or down the parents of a struct; unchecked."),
    OpSpec(name="is_subclass", arity=2, result=always(BOOL), run=lambda m, s, a: a[0].is_subclass(a[1]),
           doc="Is the class table (first) that of the constant class table (second), or of a subclass?", cost=2),
    OpSpec(name="identity_hash", arity=1, result=always(SIGNED), effects=Effect.READ,
           run=lambda m, s, a: id(a[0]) >> 4, doc="A number that stays with the object."),
    OpSpec(name="weak_set", arity=2, result=always(VOID), effects=Effect.WRITE, run=_set_weak,
           c="weft_weak_set({0}, {1})", doc="Make a fresh weak link lead to an object."),
    OpSpec(name="weak_get", arity=1, result=always(Ptr(OBJECT)), effects=Effect.READ,
           run=lambda m, s, a: a[0].fields["target"], c="weft_weak_get({0})",
           doc="What a weak link leads to, null if that is dead (never in llinterp)."),
    OpSpec(name="weak_is", arity=2, result=always(BOOL), effects=Effect.READ,
           run=lambda m, s, a: a[0].fields["target"] is a[1], c="(weft_weak_get({0}) == (void *){1})",
           doc="Does a weak link lead to this object?"),
    OpSpec(name="objects_move", arity=0, result=always(BOOL), run=lambda m, s, a: False, c="(WEFT_OBJECTS_MOVE != 0)",
           doc="May objects move?"),
    OpSpec(name="object_address", arity=1, result=always(SIGNED), effects=Effect.READ,
           run=lambda m, s, a: id(a[0]), c="((long){0})", doc="Where an object is now."),
    OpSpec(name="weak_next_cleared", arity=0, result=always(SIGNED), effects=_ANY, run=lambda m, s, a: 0,
           c="weft_weak_next_cleared()",
           doc="The number of a weak link that was cleared, not told before; 0: none, -1: all have to be looked at."),
    OpSpec(name="finalizer_add", arity=1, result=always(SIGNED), effects=Effect.WRITE, run=lambda m, s, a: 1,
           c="weft_finalizer_add({0})", doc="Note that a new object has a finalizer; 0: no memory for that."),
    OpSpec(name="finalizer_next", arity=0, result=always(Ptr(OBJECT)), effects=_ANY, run=lambda m, s, a: None,
           c="weft_finalizer_next()", doc="A dead object to finalize now, or null (always so in llinterp)."),
    OpSpec(name="finalizers_waiting", arity=0, result=always(BOOL), effects=Effect.READ | Effect.CONTROL,
           run=lambda m, s, a: False, c="unlikely(weft_finalizers_waiting != 0)", doc="Are there such objects?"),
    OpSpec(name="finalizers_rest", arity=0, result=always(BOOL), effects=_ANY, run=lambda m, s, a: False,
           c="(weft_finalizers_rest() != 0)", doc="Let all objects with finalizers be such; False: there are none."),
    OpSpec(name="gc_collect", arity=0, result=always(VOID), effects=Effect.READ | Effect.WRITE | Effect.CONTROL,
           run=lambda m, s, a: None, c="weft_gc_collect()", doc="Collect now; may move objects.", cost=10),
    # Instances outside of the heap; the statics are the struct, and whether it may refer to objects of the heap.
    OpSpec(name="raw_instance", arity=0, statics=2, result=lambda s, t: Ptr(s[0]), effects=_ANY, cost=10,
           run=lambda m, s, a: StructValue(s[0]), doc="A zeroed instance, or null."),
    OpSpec(name="raw_instance_free", arity=1, result=always(VOID), effects=_ANY, run=lambda m, s, a: None, cost=10,
           c="weft_raw_free({0})", doc="Free an instance made by `raw_instance`."),
    OpSpec(name="raw_instance_check", arity=1, result=always(VOID), effects=_ANY, run=lambda m, s, a: None,
           c="weft_raw_check({0})", doc="With --lldebug: an instance is used, which must not have been freed."),
    # Requests: collectors of our own have functions for them (`weft.gc.transform.requests`).
    OpSpec(name="gc_collect_part", arity=1, result=always(SIGNED), effects=_ANY, run=lambda m, s, a: 1, cost=10,
           c="weft_gc_collect_part({0})", doc="Collect young objects and mark; 1 asks to begin with that."),
    OpSpec(name="gc_can_move", arity=1, result=always(SIGNED), effects=Effect.READ, run=lambda m, s, a: 0,
           c="weft_gc_can_move({0})", doc="1 if a collection may move the object."),
    OpSpec(name="gc_object_size", arity=1, result=always(SIGNED), effects=Effect.READ, run=lambda m, s, a: -1,
           c="weft_gc_object_size({0})", doc="How many bytes the object takes; -1: nobody knows."),
    OpSpec(name="gc_statistic", arity=1, result=always(SIGNED), effects=Effect.READ | Effect.WRITE,
           run=lambda m, s, a: 0, c="weft_gc_statistic({0})", doc="See `TracingCollector.statistic`."),
    OpSpec(name="gc_census", arity=0, result=always(VOID), effects=_ANY, run=lambda m, s, a: None,
           c="weft_gc_census()", doc="Count the objects by type, and report that."),
)  # fmt: skip
