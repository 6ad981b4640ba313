"""`id()`: the address of an object where objects do not move, else a number that the first call gives it.

The numbers are in a table by identity hash, which several objects may have in common; its links keep nothing alive.
Numbers are never used again.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rlib.intrinsics import (
    as_object,
    identity_hash,
    is_cleared,
    is_none,
    leads_to,
    object_address,
    object_link,
    objects_move,
)

STEP: Final = 16
OF_NONE: Final = 0x7E0000000000


class Entry:
    """The number of an object, and the next entry of objects with the same hash."""

    def __init__(self, target: Any, number: int, following: Entry | None) -> None:
        self.link = object_link(target)
        self.number = number
        self.following = following


class State:
    """The table."""

    def __init__(self) -> None:
        entries: dict[int, Entry] = {}
        self.entries = entries
        self.last = 0x7F0000000000
        self.count = 0
        self.most = 256


STATE: Final = State()


def identity(x: Any) -> int:
    """`id(x)`."""
    return _of_object(as_object(x))


def _of_object(x: Any) -> int:
    if is_none(x):
        return OF_NONE
    if not objects_move():
        return object_address(x)
    state = STATE
    if state.count >= state.most:
        _forget_dead()
    key = identity_hash(x)
    first = state.entries.get(key)
    entry = first
    while entry is not None:
        if leads_to(entry.link, x):
            return entry.number
        entry = entry.following
    state.last += STEP
    state.entries[key] = Entry(x, state.last, first)
    state.count += 1
    return state.last


def _forget_dead() -> None:
    state = STATE
    entries: dict[int, Entry] = {}
    state.count = 0
    for key, entry in state.entries.items():
        kept: Entry | None = None
        this: Entry | None = entry
        while this is not None:
            following = this.following
            if not is_cleared(this.link):
                this.following = kept
                kept = this
                state.count += 1
            this = following
        if kept is not None:
            entries[key] = kept
    state.entries = entries
    state.most = 2 * state.count + 256
