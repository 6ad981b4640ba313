"""The header word of every collected object: type id in the low half, flags in the high half.

An object that was copied has, instead, the address of the copy with the lowest bit set (type ids are even).
"""

from __future__ import annotations

from typing import Final

TYPE_MASK: Final = 0xFFFFFFFF
FORWARDED: Final = 1

MARKED: Final = 1 << 32
"""Reached in the collection that is under way."""
TRACKED: Final = 1 << 33
"""Old, and not written since the last collection: the next store of a reference into it calls `remember`."""
REMEMBERED: Final = 1 << 34
"""Old, and in the list of written objects."""
PREBUILT: Final = 1 << 35
"""Part of the executable: never moves, never dies."""
WRITTEN: Final = 1 << 39
"""A prebuilt object into which a reference was stored at least once: a root from then on."""
LARGE: Final = 1 << 36
"""Has an area of its own: never moves."""
HASHED: Final = 1 << 37
"""Its identity hash was asked for: the hash is the address it had then."""
HASH_FIELD: Final = 1 << 38
"""It moved since: the hash is kept in a word behind its last field."""
FINALIZER: Final = 1 << 40
"""Its finalizer has to be called when it is dead."""
