"""CPython 3.11's own opcodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from weft.flowspace.opcode_tables.common import (
    COMMON,
    Entry,
    Kind,
    compare,
    format_value,
    jump_or_pop,
    keyword_names,
    unary,
)

_CONDITIONS: Final = ("FALSE", "TRUE", "NONE", "NOT_NONE")

TABLE: Final[Mapping[str, Entry]] = {
    **COMMON,
    **{f"POP_JUMP_FORWARD_IF_{name}": (f"POP_JUMP_IF_{name}", Kind.FORWARD) for name in _CONDITIONS},
    **{f"POP_JUMP_BACKWARD_IF_{name}": (f"POP_JUMP_IF_{name}", Kind.BACKWARD) for name in _CONDITIONS},
    "JUMP_IF_FALSE_OR_POP": jump_or_pop("POP_JUMP_IF_FALSE"),
    "JUMP_IF_TRUE_OR_POP": jump_or_pop("POP_JUMP_IF_TRUE"),
    "LOAD_ATTR": ("LOAD_ATTR", Kind.NAME),
    "LOAD_METHOD": ("LOAD_METHOD", Kind.NAME),
    "PRECALL": ("PRECALL", Kind.SKIP),
    "KW_NAMES": keyword_names,
    "COMPARE_OP": compare(0),
    "UNARY_POSITIVE": unary("pos"),
    "LIST_TO_TUPLE": ("LIST_TO_TUPLE", Kind.NONE),
    "FORMAT_VALUE": format_value,
    "ASYNC_GEN_WRAP": ("async generator", Kind.UNSUPPORTED),
    "PREP_RERAISE_STAR": ("except*", Kind.UNSUPPORTED),
    "LOAD_CLASSDEREF": ("a class statement inside a function", Kind.UNSUPPORTED),
}
