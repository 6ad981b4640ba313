"""What the tracebacks of exceptions keep alive that have not been handled yet: local variables of functions they left.

Only in programs that can see it (`flowspace/keeping.py`).  An exception belongs to who handles it: whatever was added
since that function began dies with the exception.
"""

from __future__ import annotations

from typing import Any, Final

_KEPT: Final[list[Any]] = []
"""The oldest first."""


def keep_on(kept: Any, exception: BaseException) -> None:
    """Keep what a local variable kept (or None) for an exception.

    If there is no memory for that, or the exception says that there is none, it dies early: a handler of MemoryError
    has use for what the functions that filled memory had.
    """
    if kept is not None and not isinstance(exception, MemoryError):
        try:
            _KEPT.append(kept)
        except (MemoryError, RecursionError):
            pass


def kept_count() -> int:
    """Return how much is kept."""
    return len(_KEPT)


def drop_kept(count: int) -> None:
    """Drop all but so much: the last first, since of objects that die together the last one is finalized first."""
    while len(_KEPT) > count:
        _KEPT.pop()
