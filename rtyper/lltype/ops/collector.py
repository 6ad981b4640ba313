"""Operations of the collectors: memory in words, the tables of types and roots.  See `weft.gc.words`.

They have a meaning only where there is memory in words: in C, and in an interpreter with a simulated heap
(`Machine.simulation`).  Addresses are Signed.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.lltype.ops.spec import Effect, OpSpec, always
from weft.rtyper.lltype.types import SIGNED, VOID

_READ: Final = Effect.READ
_WRITE: Final = Effect.WRITE


def _on(part: str, method: str) -> Any:
    """Evaluator that asks a part of the simulated heap."""
    return lambda machine, statics, operands: getattr(getattr(machine.simulation, part), method)(*operands)


def _memory(name: str, method: str, arity: int, c: str, doc: str, effects: Effect, gives: bool = True) -> OpSpec:
    return OpSpec(name=name, arity=arity, result=always(SIGNED if gives else VOID), effects=effects, c=c, doc=doc,
                  run=_on("memory", method))  # fmt: skip


def _type(name: str, c: str, doc: str, arity: int = 1) -> OpSpec:
    return OpSpec(name=f"type_{name}", arity=arity, result=always(SIGNED), effects=_READ, c=c, doc=doc,
                  run=_on("types", name))  # fmt: skip


def _roots(name: str, c: str, doc: str, arity: int = 0) -> OpSpec:
    return OpSpec(name=f"roots_{name}", arity=arity, result=always(SIGNED), effects=_READ, c=c, doc=doc,
                  run=_on("roots", name))  # fmt: skip


def _setting(name: str, doc: str) -> OpSpec:
    return OpSpec(name=f"setting_{name}", arity=0, result=always(SIGNED), effects=_READ, c=f"weft_settings.{name}",
                  doc=doc, run=_on("settings", name))  # fmt: skip


COLLECTOR_OPS: Final = (
    _memory("word_load", "load", 1, "(*(long *){0})", "The word at an address.", _READ),
    _memory("word_store", "store", 2, "(*(long *){0} = {1})", "Set the word at an address.", _WRITE, gives=False),
    _memory("words_copy", "copy", 3, "weft_words_copy({0}, {1}, {2})", "Copy (source, target, bytes).",
            _WRITE, gives=False),
    _memory("words_clear", "clear", 2, "weft_words_clear({0}, {1})", "Fill (address, bytes) with zero.",
            _WRITE, gives=False),
    _memory("words_forget", "forget", 2, "weft_words_forget({0}, {1})",
            "Nobody reads (address, bytes) before writing there.", _WRITE, gives=False),
    _memory("words_prefetch", "prefetch", 1, "__builtin_prefetch((const void *){0})", "The word is needed soon.",
            _WRITE, gives=False),
    _memory("lowest_bit", "lowest_bit", 1, "((long)__builtin_ctzl((unsigned long){0}))",
            "The index of the lowest bit that is set.", Effect.CONTROL),
    _memory("area_reserve", "reserve", 1, "weft_area_reserve({0})", "Fresh zeroed memory, or 0.", _WRITE),
    _memory("area_reserve_dirty", "reserve_dirty", 1, "weft_area_reserve_dirty({0})",
            "Memory that may hold anything, or 0.", _WRITE),
    _memory("area_release", "release", 2, "weft_area_release({0}, {1})", "Give back an area.", _WRITE, gives=False),
    _memory("finalizers_set_waiting", "set_waiting", 1, "(weft_finalizers_waiting = {0})",
            "Tell whether objects wait for their finalizers.", _WRITE, gives=False),
    _memory("bump_get_free", "free", 0, "((long)weft_free)", "Where the next object goes.", _READ),
    _memory("bump_set_free", "set_free", 1, "(weft_free = (char *){0})", "Set it.", _WRITE, gives=False),
    _memory("bump_get_limit", "limit", 0, "((long)weft_bump_end)", "What objects must not pass.", _READ),
    _memory("bump_set_limit", "set_limit", 1, "weft_set_limit({0})", "Set it.", _WRITE, gives=False),
    _type("fixed_size", "((long)weft_type({0})->fixed_size)", "Size without items."),
    _type("item_size", "((long)weft_type({0})->item_size)", "Size of an item, 0: none."),
    _type("length_offset", "((long)weft_type({0})->length_offset)", "Where the number of items is."),
    _type("references", "weft_type({0})->references", "Bits of the words of the fixed part that are references."),
    _type("layout", "weft_type({0})->layout", "A summary, or 0: see `weft.gc.words.Types`."),
    _type("in_cycles", "((long)weft_type({0})->in_cycles)", "1 if objects of it may be part of cycles."),
    _type("item_references", "weft_type({0})->item_references", "The same for an item."),
    _type("reference_count", "((long)weft_type({0})->reference_count)", "The number of offsets, for wide types."),
    _type("reference_offset", "((long)weft_type({0})->reference_offsets[{1}])", "One of them.", 2),
    _roots("stack_base", "((long)weft_roots_base)", "Where the shadow stack begins."),
    _roots("stack_top", "((long)weft_roots_top)", "Where the shadow stack ends."),
    _roots("static_count", "(weft_static_root_count + weft_raw_root_count)",
           "How many static variables hold references."),
    _roots("static", "weft_static_root({0})", "The address of one.", 1),
    _roots("prebuilt_count", "weft_prebuilt_root_count", "How many prebuilt objects hold references."),
    _roots("prebuilt", "((long)weft_prebuilt_roots[{0}])", "The address of one.", 1),
    _setting("maximum", "How much memory the heap may take."),
    _setting("minimum", "The heap size below which nothing is collected."),
    _setting("nursery", "The size of the young generation."),
    _setting("increment", "Bytes that a step of marking traces."),
    _setting("stress", "Collect at every Nth allocation; 0: when it is needed."),
)  # fmt: skip
