"""CPython 3.12's own opcodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from weft.flowspace.opcode_tables.common import (
    COMMON,
    Entry,
    Kind,
    compare,
    format_value,
    intrinsic_1,
    intrinsic_2,
    keyword_names,
    load_attr_or_method,
    load_super_attr,
    return_const,
)

SINCE_312: Final[Mapping[str, Entry]] = {
    **COMMON,
    **{f"POP_JUMP_IF_{name}": (f"POP_JUMP_IF_{name}", Kind.FORWARD) for name in ("FALSE", "TRUE", "NONE", "NOT_NONE")},
    "LOAD_ATTR": load_attr_or_method,
    "LOAD_SUPER_ATTR": load_super_attr,
    "RETURN_CONST": return_const,
    "CALL_INTRINSIC_1": intrinsic_1,
    "CALL_INTRINSIC_2": intrinsic_2,
    "LOAD_FAST_CHECK": ("LOAD_FAST", Kind.RAW),
    "LOAD_FAST_AND_CLEAR": ("LOAD_FAST_AND_CLEAR", Kind.RAW),
    "BINARY_SLICE": ("BINARY_SLICE", Kind.NONE),
    "STORE_SLICE": ("STORE_SLICE", Kind.NONE),
    "END_SEND": ("END_SEND", Kind.SKIP),
    "CLEANUP_THROW": ("CLEANUP_THROW", Kind.NONE),
    "LOAD_LOCALS": ("a class statement inside a function", Kind.UNSUPPORTED),
    "LOAD_FROM_DICT_OR_DEREF": ("a class statement inside a function", Kind.UNSUPPORTED),
    "LOAD_FROM_DICT_OR_GLOBALS": ("a class statement inside a function", Kind.UNSUPPORTED),
}

TABLE: Final[Mapping[str, Entry]] = {
    **SINCE_312,
    "KW_NAMES": keyword_names,
    "COMPARE_OP": compare(4),
    "FORMAT_VALUE": format_value,
    "END_FOR": ("END_FOR", Kind.SKIP),
}
