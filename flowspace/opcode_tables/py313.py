"""CPython 3.13's own opcodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from weft.flowspace.opcode_tables.common import (
    Entry,
    Kind,
    call_kw,
    compare,
    convert_value,
    end_for,
    fast_pair,
    format_simple,
    format_with_spec,
    make_function,
    set_function_attribute,
)
from weft.flowspace.opcode_tables.py312 import SINCE_312

TABLE: Final[Mapping[str, Entry]] = {
    **SINCE_312,
    "COMPARE_OP": compare(5),
    "TO_BOOL": ("TO_BOOL", Kind.SKIP),  # what consumes it converts anyway
    "CALL_KW": call_kw,
    "MAKE_FUNCTION": make_function,
    "SET_FUNCTION_ATTRIBUTE": set_function_attribute,
    "CONVERT_VALUE": convert_value,
    "FORMAT_SIMPLE": format_simple,
    "FORMAT_WITH_SPEC": format_with_spec,
    "LOAD_FAST_LOAD_FAST": fast_pair("LOAD_FAST", "LOAD_FAST"),
    "STORE_FAST_LOAD_FAST": fast_pair("STORE_FAST", "LOAD_FAST"),
    "STORE_FAST_STORE_FAST": fast_pair("STORE_FAST", "STORE_FAST"),
    "END_FOR": end_for,
}
