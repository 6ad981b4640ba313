"""What can go wrong with simulated memory, in Python terms."""

from __future__ import annotations


class MemoryMistake(Exception):
    """Base: the collector or the program did what would be undefined in C."""


class NullAccess(MemoryMistake):
    """An access at or near address 0."""


class OutOfRange(MemoryMistake):
    """An access to an address that no area contains."""


class FreedAccess(MemoryMistake):
    """An access to an area that was given back, or to words that were declared forgotten."""


class UninitialisedRead(MemoryMistake):
    """A word is read that nobody has written."""


class Misaligned(MemoryMistake):
    """An address or size that is no multiple of the word."""


class DoubleRelease(MemoryMistake):
    """An area is given back twice, or was never reserved."""


class Leak(MemoryMistake):
    """Areas are still reserved at the end."""


class HeapFault(MemoryMistake):
    """The checker of the heap has found a reference that leads nowhere, or breaks a promise of the collector."""


class StaleReference(MemoryMistake):
    """A reference leads to something that is no live object."""
