"""Tagged words: a pointer to an object or, with the lowest bit set, an integer of 63 bits (`--ints=big`).

A collector must leave odd words in pointers alone; no object has an odd address.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.lltype.ops.spec import OpSpec, always
from weft.rtyper.lltype.types import BOOL, OBJECT, SIGNED, Ptr
from weft.rtyper.lltype.values import TaggedWord


def _word(value: Any) -> int:
    """Objects give some number other than 0, as in C; it means nothing."""
    if isinstance(value, TaggedWord):
        return value.value
    return 0 if value is None else 1


TAGGED_OPS: Final = (
    OpSpec(name="tagged_is_word", arity=1, result=always(BOOL), fold=lambda x: isinstance(x, TaggedWord),
           c="(((long){0} & 1) != 0)", doc="Is it a word, not an object (or null)?"),
    OpSpec(name="tagged_word", arity=1, result=always(SIGNED), fold=_word, c="((long){0} >> 1)",
           doc="The word; for an object any number but 0, for null 0."),
    OpSpec(name="tag_word", arity=1, result=always(Ptr(OBJECT)),
           fold=lambda x: TaggedWord((x + 2**62) % 2**63 - 2**62),
           doc="A word of 63 bits as a tagged one."),
)  # fmt: skip
