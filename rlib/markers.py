"""Hints to the translator as plain Python objects; without the translator they do next to nothing.

`we_are_translated()` is False under CPython and True in a translated program; a `for` over an `unrolling_iterable`
is unrolled, so that each copy of its body sees one item as a constant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


def we_are_translated() -> bool:
    """Return True in a translated program; what the other branch does is not translated at all."""
    return False


def program_ends() -> None:
    """Say that the program has ended: generators that are still there are closed."""


def constant_arguments(*names: str) -> Callable[[F], F]:
    """Decorator of library functions: there is a copy for each constant given for these parameters."""

    def mark(function: F) -> F:
        function._weft_constants_ = names  # type: ignore[attr-defined]
        return function

    return mark


def program_numbers(function: F) -> F:
    """Decorator of library functions whose arithmetic is the program's: of any size with `--ints=big`."""
    function._weft_program_numbers_ = True  # type: ignore[attr-defined]
    return function


class unrolling_iterable(Generic[T]):  # noqa: N801
    """An iterable of values known at translation time, for `for` loops that are to be unrolled."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = tuple(items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)
