"""Hashes: those of characters and None, and all of them on the host, for laying out prebuilt dicts and sets.

Numbers, tuples and frozensets hash as CPython does (so that sets of them iterate in CPython's order); strings and
bytes have a deterministic hash of their own.  No hash is ever -1: dicts and sets use that as a mark.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.lowlevel import op
from weft.rtyper.ll_helpers.strings import FNV_PRIME, FNV_START, HASH_OF_ZERO
from weft.rtyper.lltype.ops.integers import wrap

HASH_OF_NONE: Final = 0x7EF1CE5
LANE_PRIME: Final = wrap(14029467366897019727)
ROUND_PRIME: Final = wrap(11400714785074694791)
TUPLE_START: Final = 2870177450012600261
TUPLE_END: Final = 2870177450012600261 ^ 3527539
TUPLE_OF_MINUS_ONE: Final = 1546275796


def hash_unichar(char: Any) -> Any:
    """The hash of a one-character string, equal to that of the same string as an object."""
    value = (FNV_START ^ op.cast_unichar_to_int(char)) * FNV_PRIME
    return value ^ (value >> 29)


def hash_none(x: Any) -> Any:
    """The hash of None."""
    return HASH_OF_NONE


# On the host --------------------------------------------------------------------------------------------------


def host_str_hash(text: str) -> int:
    """The same as `str_compute_hash`."""
    return _finish(_fnv(map(ord, text)))


def host_bytes_hash(data: bytes) -> int:
    """The same as `bytes_compute_hash`."""
    return _finish(_fnv(data))


def host_char_hash(text: str) -> int:
    """The same as `hash_unichar`."""
    value = _fnv([ord(text)])
    return value ^ (value >> 29)


def host_int_hash(value: int) -> int:
    """The same as `hash_int`."""
    return hash(int(value))


def host_float_hash(value: float) -> int:
    """The same as `hash_float`."""
    return 0 if value != value else hash(float(value))  # noqa: PLR0124 - nan


def host_tuple_hash(item_hashes: list[int]) -> int:
    """The same as `hash_tuple_end` of `hash_tuple_step`s."""
    state = TUPLE_START
    for item_hash in item_hashes:
        state = (state + item_hash * LANE_PRIME) % 2**64
        state = wrap(((state << 31) | (state >> 33)) * ROUND_PRIME)
    state = wrap(state + (len(item_hashes) ^ TUPLE_END))
    return TUPLE_OF_MINUS_ONE if state == -1 else state


def _fnv(codes: Any) -> int:
    value = FNV_START
    for code in codes:
        value = wrap((value ^ code) * FNV_PRIME)
    return value


def _finish(value: int) -> int:
    value ^= value >> 29
    return HASH_OF_ZERO if value in (0, -1) else value
