"""threading.Lock and threading.RLock where there is one thread: they are free unless that thread has them itself.

A lock that could never be released raises RuntimeError instead of waiting for ever.
"""

from __future__ import annotations

from typing import Any


class Lock:
    """A lock that is taken once."""

    def __init__(self) -> None:
        self._taken = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock; False if it is taken already and must not be waited for."""
        _check(blocking, float(timeout))
        if self._taken:
            if blocking and timeout < 0:
                raise RuntimeError("deadlock: the only thread waits for a lock that it has")
            return False
        self._taken = True
        return True

    def release(self) -> None:
        """Give the lock back."""
        if not self._taken:
            raise RuntimeError("release unlocked lock")
        self._taken = False

    def locked(self) -> bool:
        """Is it taken?"""
        return self._taken

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *details: Any) -> None:
        self.release()


class RLock:
    """A lock that its owner may take again."""

    def __init__(self) -> None:
        self._count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock once more."""
        _check(blocking, float(timeout))
        self._count += 1
        return True

    def release(self) -> None:
        """Give the lock back once."""
        if self._count == 0:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *details: Any) -> None:
        self.release()


def _check(blocking: bool, timeout: float) -> None:
    if not blocking and timeout != -1.0:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0.0 and timeout != -1.0:
        raise ValueError("timeout value must be a non-negative number")
