"""Operations that the GC transformers put in the place of `malloc*`; each returns null when memory is exhausted.

Statics: the type; for variable sizes also the name of the items.  The C side is in `backend_c/runtime/gc_*.h`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from weft.rtyper.lltype.ops.spec import Effect, Machine, OpSpec
from weft.rtyper.lltype.types import LowLevelType, Ptr, Struct
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


def _fixed(name: str, c: str, doc: str) -> OpSpec:
    return OpSpec(name=name, arity=0, statics=1, result=_pointer_to_static, c=c, doc=doc, cost=5,
                  effects=Effect.READ | Effect.WRITE | Effect.CONTROL, run=_allocate_fixed)  # fmt: skip


def _varsize(name: str, c: str, doc: str) -> OpSpec:
    return OpSpec(name=name, arity=1, statics=2, result=_pointer_to_static, c=c, doc=doc, cost=10,
                  effects=Effect.READ | Effect.WRITE | Effect.CONTROL, run=_allocate_varsize)  # fmt: skip


GC_OPS: Final = (
    _fixed("bump_alloc", "weft_bump(sizeof({s0}))", "Take a zeroed struct from the current chunk."),
    _varsize("bump_alloc_varsize", "WEFT_BUMP_VARSIZE({s0}, {s1}, {0})",
             "Take a zeroed array or struct with a tail from the current chunk."),
    _fixed("boehm_alloc", "GC_MALLOC(sizeof({s0}))", "A zeroed struct from libgc."),
    _fixed("boehm_alloc_atomic", "weft_boehm_atomic(sizeof({s0}))", "The same for a struct without references."),
    _varsize("boehm_alloc_varsize", "WEFT_BOEHM_VARSIZE({s0}, {s1}, {0})", "A zeroed array from libgc."),
    _varsize("boehm_alloc_varsize_atomic", "WEFT_BOEHM_VARSIZE_ATOMIC({s0}, {s1}, {0})",
             "The same for items without references."),
    _varsize("boehm_alloc_varsize_uninit", "WEFT_BOEHM_VARSIZE_UNINIT({s0}, {s1}, {0})",
             "The same, without zeroing the items."),
    _fixed("raw_alloc", "calloc(1, sizeof({s0}))", "Zeroed memory that is not collected."),
    _varsize("raw_alloc_varsize", "WEFT_RAW_VARSIZE({s0}, {s1}, {0})", "A zeroed array that is not collected."),
)  # fmt: skip
