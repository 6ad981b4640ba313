"""Operations that the GC transformers put in the place of `malloc*`; each returns null when memory is exhausted.

Statics: the type; for variable sizes also the name of the items.  The C side is in `backend_c/runtime/gc_*.h`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from weft.rtyper.lltype.ops.spec import Effect, Machine, OpSpec, always
from weft.rtyper.lltype.types import SIGNED, VOID, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, StructValue

_LARGEST: Final = 1 << 40


def _pointer_to_static(statics: Sequence[Any], types: Sequence[LowLevelType]) -> LowLevelType:
    return Ptr(statics[0])


def _allocate_fixed(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
    return StructValue(statics[0])


def _allocate_varsize(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
    (length,) = operands
    if not 0 <= length <= _LARGEST:
        return None
    type_ = statics[0]
    return StructValue(type_, length) if isinstance(type_, Struct) else ArrayValue(type_, length)


def _no_memory(machine: Machine, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
    raise NotImplementedError("addresses mean something only in C and on a simulated heap")


def _fixed(name: str, c: str | None, doc: str) -> OpSpec:
    return OpSpec(name=name, arity=0, statics=1, result=_pointer_to_static, c=c, doc=doc, cost=5,
                  effects=Effect.READ | Effect.WRITE | Effect.CONTROL, run=_allocate_fixed)  # fmt: skip


def _varsize(name: str, c: str | None, doc: str) -> OpSpec:
    return OpSpec(name=name, arity=1, statics=2, result=_pointer_to_static, c=c, doc=doc, cost=10,
                  effects=Effect.READ | Effect.WRITE | Effect.CONTROL, run=_allocate_varsize)  # fmt: skip


GC_OPS: Final = (
    _fixed("bump_alloc", "weft_bump(sizeof({s0}))", "Take a zeroed struct from the current chunk."),
    _varsize("bump_alloc_varsize", "WEFT_BUMP_VARSIZE({s0}, {s1}, {0})",
             "Take a zeroed array or struct with a tail from the current chunk."),
    _fixed("boehm_alloc", "weft_boehm_traced(sizeof({s0}))", "A zeroed struct from libgc."),
    _fixed("boehm_alloc_atomic", "weft_boehm_atomic(sizeof({s0}))", "The same for a struct without references."),
    _varsize("boehm_alloc_varsize", "WEFT_BOEHM_VARSIZE({s0}, {s1}, {0})", "A zeroed array from libgc."),
    _varsize("boehm_alloc_varsize_atomic", "WEFT_BOEHM_VARSIZE_ATOMIC({s0}, {s1}, {0})",
             "The same for items without references."),
    _varsize("boehm_alloc_varsize_uninit", "WEFT_BOEHM_VARSIZE_UNINIT({s0}, {s1}, {0})",
             "The same, without zeroing the items."),
    _fixed("raw_alloc", "calloc(1, sizeof({s0}))", "Zeroed memory that is not collected."),
    _varsize("raw_alloc_varsize", "WEFT_RAW_VARSIZE({s0}, {s1}, {0})", "A zeroed array that is not collected."),
    # Of collectors that move a pointer through memory of their own; null also means that they have to be asked.
    _fixed("gc_new", None, "A zeroed struct from the free memory, or null if there is not enough."),
    _varsize("gc_new_varsize", None, "The same for an array or a struct with a tail."),
    _varsize("gc_new_varsize_uninit", None, "The same without zeroing the items."),
    OpSpec(name="type_id", arity=0, statics=1, result=always(SIGNED), run=_no_memory,
           doc="The type id of a struct or array type."),
    OpSpec(name="fixed_size", arity=0, statics=1, result=always(SIGNED), run=_no_memory,
           doc="The size in bytes of a struct without tail."),
    OpSpec(name="word_to_pointer", arity=1, statics=1, result=_pointer_to_static, run=_no_memory, c="(({s0} *){0})",
           doc="An address as a pointer to the static type."),
    OpSpec(name="pointer_to_word", arity=1, result=always(SIGNED), effects=Effect.READ, run=_no_memory,
           c="((long){0})", doc="The address of an object; it may change whenever there is a collection."),
    # The shadow stack: slots are counted from its top.
    OpSpec(name="root_save", arity=1, statics=1, result=always(VOID), effects=Effect.WRITE, run=_no_memory,
           c="(weft_roots_top[{s0}] = (void *){0})", doc="Store a reference in a slot."),
    OpSpec(name="root_load", arity=0, statics=2, result=lambda s, t: s[1], effects=Effect.READ | Effect.CONTROL,
           run=_no_memory, c="(({s1})weft_roots_top[{s0}])", doc="The reference in a slot, as a pointer type."),
    OpSpec(name="roots_move", arity=0, statics=1, result=always(VOID), effects=Effect.WRITE, run=_no_memory,
           c="WEFT_ROOTS_MOVE({s0})", doc="Move the top of the stack by a number of slots."),
    OpSpec(name="write_barrier", arity=1, result=always(VOID), effects=Effect.WRITE, run=lambda m, s, a: None,
           c="weft_barrier({0})", doc="A reference is about to be stored into the object."),
    OpSpec(name="write_barrier_item", arity=2, statics=1, result=always(VOID), effects=Effect.WRITE,
           run=lambda m, s, a: None, doc="The same for the item at an index; the static is its field, or ''."),
    # Counts of references: of null, tagged words and prebuilt objects nobody keeps count.
    OpSpec(name="count_up", arity=1, result=always(VOID), effects=Effect.WRITE, run=lambda m, s, a: None,
           c="weft_count_up({0})", doc="There is one more reference to the object."),
    OpSpec(name="count_up_by", arity=2, result=always(VOID), effects=Effect.WRITE, run=lambda m, s, a: None,
           c="weft_count_up_by({0}, {1})", doc="There are so many more references to the object."),
    OpSpec(name="count_down", arity=1, result=always(VOID), effects=Effect.WRITE, run=lambda m, s, a: None,
           c="weft_count_down({0})", doc="There is one reference less; the object is freed if it was the last."),
    OpSpec(name="count_back", arity=1, result=always(VOID), effects=Effect.WRITE, run=lambda m, s, a: None,
           c="weft_count_back({0})", doc="The same for a variable that had loaded the reference: no new candidate."),
)  # fmt: skip
