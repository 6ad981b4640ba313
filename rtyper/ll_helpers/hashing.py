"""Hashes: low-level helpers, and the same functions on the host for laying out prebuilt dicts and sets.

Numbers, tuples and frozensets hash as CPython does (so that sets of them iterate in CPython's order); strings and
bytes have a deterministic hash of their own.  No hash is ever -1: dicts and sets use that as a mark.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.lowlevel import op
from weft.rtyper.ll_helpers.strings import FNV_PRIME, FNV_START, HASH_OF_ZERO
from weft.rtyper.lltype.ops.integers import wrap

MODULUS: Final = 2**61 - 1
HASH_OF_NONE: Final = 0x7EF1CE5
HASH_OF_INFINITY: Final = 314159
LANE_PRIME: Final = wrap(14029467366897019727)
ROUND_PRIME: Final = wrap(11400714785074694791)
TUPLE_START: Final = 2870177450012600261
TUPLE_END: Final = 2870177450012600261 ^ 3527539
TUPLE_OF_MINUS_ONE: Final = 1546275796


def hash_int(x: Any) -> Any:
    """CPython's hash of an int: the value modulo 2**61 - 1, with its sign; -2 for -1."""
    if op.int_between_unsigned(x, MODULUS):
        return x
    return hash_int_slow(x)


def hash_int_slow(x: Any) -> Any:
    """The hash of an int that is negative or large."""
    value = op.int_mod_trunc(x, MODULUS)
    if value == -1:
        return -2
    return value


def hash_uint(x: Any) -> Any:
    """The hash of an unsigned word."""
    return op.cast_uint_to_int(op.uint_mod(x, op.cast_int_to_uint(MODULUS)))


def hash_bool(x: Any) -> Any:
    """The hash of a bool."""
    return op.cast_bool_to_int(x)


def hash_unichar(char: Any) -> Any:
    """The hash of a one-character string, equal to that of the same string as an object."""
    value = (FNV_START ^ op.cast_unichar_to_int(char)) * FNV_PRIME
    return value ^ (value >> 29)


def hash_char_code(char: Any) -> Any:
    """A hash for containers of characters only: the code."""
    return op.cast_unichar_to_int(char)


def hash_none(x: Any) -> Any:
    """The hash of None."""
    return HASH_OF_NONE


def hash_identity(x: Any) -> Any:
    """The hash of an object by identity; None included."""
    if x is None:
        return HASH_OF_NONE
    return op.identity_hash(x)


def hash_float(x: Any) -> Any:
    """CPython's hash of a float: equal to that of the equal int; 0 for nan."""
    bits = op.float_to_bits(x)
    exponent = (bits >> 52) & 2047
    mantissa = bits & 4503599627370495
    if exponent == 2047:
        if mantissa != 0:
            return 0
        return HASH_OF_INFINITY if bits >= 0 else -HASH_OF_INFINITY
    if exponent == 0:
        exponent = 1
    else:
        mantissa = mantissa | 4503599627370496
    # The value is mantissa * 2**(exponent - 1075); multiplying by 2 is a rotation of 61 bits.
    shift = (exponent - 1075 + 1098) % 61
    value = ((mantissa << shift) & MODULUS) | (mantissa >> (61 - shift))
    if value == MODULUS:
        value = 0
    if bits < 0:
        value = -value
    if value == -1:
        return -2
    return value


def hash_tuple_step(state: Any, item_hash: Any) -> Any:
    """Mix the hash of one item into the state (first: TUPLE_START)."""
    state = state + item_hash * LANE_PRIME
    rotated = (state << 31) | op.cast_uint_to_int(op.uint_rshift(op.cast_int_to_uint(state), op.cast_int_to_uint(33)))
    return rotated * ROUND_PRIME


def hash_tuple_end(state: Any, length: Any) -> Any:
    """The hash of a tuple of `length` items from the final state."""
    state = state + (length ^ TUPLE_END)
    if state == -1:
        return TUPLE_OF_MINUS_ONE
    return state


def never_minus_one(value: Any) -> Any:
    """What a user's `__hash__` returned, as a hash."""
    if value == -1:
        return -2
    return value


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
