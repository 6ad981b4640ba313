"""`functools.lru_cache` and `cache` of functions made at run time; for others see `annotator/decorated.py`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

_CacheInfo: Final[Any] = type(functools.lru_cache(repr).cache_info())


class CachedFunction:
    """A function that remembers its results; positional arguments only."""

    _weft_generic_ = True

    def __init__(self, function: Callable[..., Any], limit: int, bounded: bool) -> None:
        self.function = function
        self.limit = limit
        self.bounded = bounded
        self.results: dict[Any, Any] = {}
        self.hits = 0
        self.misses = 0

    def __call__(self, *args: Any) -> Any:
        """Return the result, computed at most once while it is remembered."""
        if args in self.results:
            self.hits += 1
            found = self.results[args]
            if self.bounded:
                del self.results[args]  # used last: it goes to the end
                self.results[args] = found
            return found
        self.misses += 1
        result = self.function(*args)
        if self.bounded:
            if args in self.results:  # by a call in between
                return result
            if self.limit == 0:
                return result
            if len(self.results) >= self.limit:
                del self.results[next(iter(self.results))]
        self.results[args] = result
        return result

    def cache_clear(self) -> None:
        """Forget everything."""
        self.results.clear()
        self.hits = 0
        self.misses = 0

    def cache_info(self) -> Any:
        """How often it was asked."""
        return _CacheInfo(self.hits, self.misses, self.limit if self.bounded else None, len(self.results))


def lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:
    """`functools.lru_cache(maxsize)`, and `lru_cache(function)`."""
    if callable(maxsize):
        return CachedFunction(maxsize, 128, True)
    bounded = maxsize is not None
    limit = max(maxsize, 0) if maxsize is not None else 0

    def decorate(function: Callable[..., Any]) -> CachedFunction:
        return CachedFunction(function, limit, bounded)

    return decorate


def cache(user_function: Callable[..., Any]) -> CachedFunction:
    """`functools.cache(function)`."""
    return CachedFunction(user_function, 0, False)
