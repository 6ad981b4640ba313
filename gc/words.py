"""What a collector sees: memory in words, the program's types, the program's roots.  All values are machine words.

Collectors are classes whose methods compute with words (`int`).  They run in three ways: on CPython against a
simulation (`gc/simulation/`), as graphs in the low-level interpreter, and compiled.  A method declared here with
`@operation` is a low-level operation once translated; an attribute declared with `Word()` is a static variable.
"""

from __future__ import annotations

from typing import Final, Protocol

from weft.rtyper.ll_helpers.lowlevel import operation

WORD: Final = 8
"""Bytes in a word: addresses are byte addresses, and everything a collector touches is aligned to words."""

LAYOUT_WORDS: Final = 48
LAYOUT_SIZE: Final = 48
"""See `Types.layout`."""


class Memory(Protocol):
    """The machine's memory, and the two words that allocation moves between."""

    @operation("word_load")
    def load(self, address: int) -> int:
        """Return the word at an address."""

    @operation("word_store")
    def store(self, address: int, value: int) -> None:
        """Set the word at an address."""

    @operation("words_copy")
    def copy(self, source: int, target: int, size: int) -> None:
        """Copy bytes between areas that do not overlap."""

    @operation("words_clear")
    def clear(self, address: int, size: int) -> None:
        """Fill bytes with zero."""

    @operation("words_forget")
    def forget(self, address: int, size: int) -> None:
        """Nothing there may be read before it is written again."""

    @operation("words_prefetch")
    def prefetch(self, address: int) -> None:
        """The word there will be read soon; it may be any number."""

    @operation("lowest_bit")
    def lowest_bit(self, bits: int) -> int:
        """Return the index of the lowest bit of a word that is set; the word is not zero."""

    @operation("area_reserve")
    def reserve(self, size: int) -> int:
        """Return the address of fresh memory, all zero, or 0 if there is none; whole pages are cheapest."""

    @operation("area_reserve_dirty")
    def reserve_dirty(self, size: int) -> int:
        """The same, but what is in the memory nobody knows."""

    @operation("area_release")
    def release(self, address: int, size: int) -> None:
        """Give back an area that was reserved."""

    @operation("bump_get_free")
    def free(self) -> int:
        """Return where the next object goes."""

    @operation("bump_set_free")
    def set_free(self, address: int) -> None:
        """Set where the next object goes."""

    @operation("bump_get_limit")
    def limit(self) -> int:
        """Return the address that objects must not pass."""

    @operation("bump_set_limit")
    def set_limit(self, address: int) -> None:
        """Set the address that objects must not pass."""

    @operation("finalizers_set_waiting")
    def set_waiting(self, waiting: int) -> None:
        """Tell the program whether objects wait for their finalizers; 0: none."""


class Types(Protocol):
    """The types of the program's objects, by type id: an even number below 2**32.

    An object is a header word, then its fields, then (for some types) items, as many as a word of it says.
    """

    @operation("type_fixed_size")
    def fixed_size(self, type_id: int) -> int:
        """Return the size in bytes without items, header included."""

    @operation("type_item_size")
    def item_size(self, type_id: int) -> int:
        """Return the size of an item in bytes; 0: the type has no items."""

    @operation("type_length_offset")
    def length_offset(self, type_id: int) -> int:
        """Return where an object holds the number of its items."""

    @operation("type_references")
    def references(self, type_id: int) -> int:
        """Return which words of the fixed part are references: bit i for word i.  -1: ask `reference_count`."""

    @operation("type_layout")
    def layout(self, type_id: int) -> int:
        """Return a summary of types without items and of at most `LAYOUT_WORDS` words, else 0.

        The size in bytes, from bit `LAYOUT_SIZE` on, and bit `LAYOUT_WORDS - 1 - i` if word i is a reference.
        """

    @operation("type_in_cycles")
    def in_cycles(self, type_id: int) -> int:
        """Return 1 if objects of this type may be part of a cycle of references."""

    @operation("type_item_references")
    def item_references(self, type_id: int) -> int:
        """Return which words of an item are references."""

    @operation("type_reference_count")
    def reference_count(self, type_id: int) -> int:
        """Return how many references the fixed part has; for types too wide for a word of bits."""

    @operation("type_reference_offset")
    def reference_offset(self, type_id: int, index: int) -> int:
        """Return the offset of one of them."""


class Roots(Protocol):
    """What the program holds outside of the heap."""

    @operation("roots_stack_base")
    def stack_base(self) -> int:
        """Return where the shadow stack begins: words that are references, null, or odd."""

    @operation("roots_stack_top")
    def stack_top(self) -> int:
        """Return where the shadow stack ends."""

    @operation("roots_static_count")
    def static_count(self) -> int:
        """Return the number of static variables that hold references."""

    @operation("roots_static")
    def static(self, index: int) -> int:
        """Return the address of one of them."""

    @operation("roots_prebuilt_count")
    def prebuilt_count(self) -> int:
        """Return the number of prebuilt objects that can hold references into the heap."""

    @operation("roots_prebuilt")
    def prebuilt(self, index: int) -> int:
        """Return the address of one of them."""


class Settings(Protocol):
    """Sizes in bytes, from the environment at the start of the program."""

    @operation("setting_maximum")
    def maximum(self) -> int:
        """Return how much memory the heap may take (`WEFT_GC_MAX`)."""

    @operation("setting_minimum")
    def minimum(self) -> int:
        """Return the heap size below which no collection is worthwhile (`WEFT_GC_MIN`)."""

    @operation("setting_nursery")
    def nursery(self) -> int:
        """Return the size of the young generation (`WEFT_GC_NURSERY`)."""

    @operation("setting_stress")
    def stress(self) -> int:
        """Return N if every Nth allocation is to collect (`WEFT_GC_STRESS`; then all allocate slowly), or 0."""

    @operation("setting_increment")
    def increment(self) -> int:
        """Return how much a step of marking traces, at least (`WEFT_GC_INCREMENT_STEP`)."""


class Log(Protocol):
    """Where collections are told of (`WEFTLOG`).  Kinds and reasons are those of `weft.gc.watch`."""

    @operation("log_begin")
    def begin(self, reason: int, used: int) -> None:
        """A part of the collector's work begins, with so many bytes in use."""

    @operation("log_end")
    def end(self, kind: int, used: int, heap: int) -> None:
        """It is done; `heap`: bytes that the collector holds."""

    @operation("log_statistic")
    def statistic(self, which: int) -> int:
        """Return how many collections there were of a kind (0 to 2), or (3) how many microseconds all took."""


class Inspection(Protocol):
    """What it takes to look at the whole heap and leave it as it is: memory of its own, knowledge of all areas."""

    @operation("inspect_start")
    def start(self) -> None:
        """Forget what was added before."""

    @operation("inspect_add")
    def add(self, address: int) -> int:
        """Note an address; return 1 if it is new, then `next` will return it once."""

    @operation("inspect_next")
    def next(self) -> int:
        """Return an address that was added, 0 if there is none left."""

    @operation("inspect_holds")
    def holds(self, address: int, size: int) -> int:
        """Return 1 if so many bytes from an aligned address on lie within one area, or the program's static data."""

    @operation("inspect_is_type")
    def is_type(self, type_id: int) -> int:
        """Return 1 if there is such a type."""

    @operation("inspect_fail")
    def fail(self, fault: int, slot: int, address: int) -> None:
        """Report a fault of `weft.gc.checker`: the reference in a slot leads to that address; ends the program."""

    @operation("census_asked")
    def asked(self) -> int:
        """Return 1 if a census is wanted now, once."""

    @operation("census_count")
    def count(self, type_id: int, size: int) -> None:
        """Count an object."""

    @operation("census_end")
    def end(self) -> None:
        """Report the counts, and forget them."""
