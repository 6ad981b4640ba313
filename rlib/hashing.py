"""Hashes of compound values."""

from __future__ import annotations

from weft.rlib.intrinsics import unsigned_rshift, wrapping_add, wrapping_mul


def mix_hash(state: int, value: int) -> int:
    """Return the state of a hash after one more item; order matters."""
    state = wrapping_mul(state ^ value, 0x5851F42D4C957F2D)
    return wrapping_add(state ^ unsigned_rshift(state, 32), 0x14057B7EF767814F)
