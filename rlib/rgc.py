"""What a program may ask of its memory manager: `from weft.rlib import rgc`.  See docs/memory.md.

The functions have a meaning under CPython too, where objects do not move and die as soon as nobody refers to them.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, ClassVar, Final, TypeVar

from weft.rlib.finalizers import collect_and_finalize
from weft.rlib.interpreter import disable as disable
from weft.rlib.interpreter import enable as enable
from weft.rlib.interpreter import isenabled as isenabled
from weft.rlib.intrinsics import (
    collect_part,
    free_raw,
    memory_statistic,
    object_can_move,
    object_size,
    promise_no_collect,
    report_census,
    unchecked_item,
    unchecked_set_item,
)

F = TypeVar("F", bound=Callable[..., Any])


# Collections --------------------------------------------------------------------------------------------------


def collect(generation: int = 2) -> None:
    """Collect everything, or with 0 and 1 the young objects only, where there is such a generation."""
    if generation < 2:
        collect_part(0)
    else:
        collect_and_finalize()


def collect_step() -> bool:
    """Do a part of a collection of everything; True: that was the last part."""
    return collect_part(1) != 0


# Objects that stay where they are -----------------------------------------------------------------------------


def can_move(instance: Any) -> bool:
    """Tell whether a collection may move the object."""
    return object_can_move(instance) != 0


def pin(instance: Any) -> bool:
    """See to it that the object stays where it is; False if its memory manager cannot do that."""
    if object_can_move(instance) != 0:
        collect_part(0)  # the old generation, where it is then, does not move
    return object_can_move(instance) == 0


def unpin(instance: Any) -> None:
    """The object may move again."""


def _is_pinned(instance: Any) -> bool:
    """Tell whether the object stays where it is."""
    return object_can_move(instance) == 0


def ll_arraycopy(source: list[Any], dest: list[Any], source_start: int, dest_start: int, length: int) -> None:
    """Copy items between lists, which may be the same; neither changes its length."""
    if length < 0 or source_start < 0 or dest_start < 0:
        raise IndexError("list index out of range")
    if source_start > len(source) - length or dest_start > len(dest) - length:
        raise IndexError("list index out of range")
    if length == 0:
        return
    if source_start < dest_start:
        index = length - 1
        while index > 0:
            unchecked_set_item(dest, dest_start + index, unchecked_item(source, source_start + index))
            index -= 1
        dest[dest_start] = source[source_start]  # the annotator learns from this what goes into the list
    else:
        dest[dest_start] = source[source_start]
        index = 1
        while index < length:
            unchecked_set_item(dest, dest_start + index, unchecked_item(source, source_start + index))
            index += 1


# Raw classes --------------------------------------------------------------------------------------------------


def free(instance: Any) -> None:
    """Free an instance of a class with `_alloc_flavor_ = "raw"`; nobody may use it any more."""
    free_raw(instance)


free_non_gc_object = free


# Numbers ------------------------------------------------------------------------------------------------------


class MemoryUsage:
    """What `get_memory_usage` returns: sizes in bytes, counts, and microseconds."""

    def __init__(self) -> None:
        self.live = memory_statistic(0)
        """What the last collection of everything left."""
        self.used = memory_statistic(1)
        """What objects take now, the dead included that no collection has found."""
        self.held = memory_statistic(2)
        """What the memory manager has for objects."""
        self.minor_collections = memory_statistic(3)
        self.steps = memory_statistic(4)
        """Of marking, but for the last one of each collection of everything."""
        self.major_collections = memory_statistic(5)
        self.total_pause = memory_statistic(6)
        """Of all collections, in microseconds."""


def get_memory_usage() -> MemoryUsage:
    """Return the numbers of the moment."""
    return MemoryUsage()


TOTAL_MEMORY: Final = 0
TOTAL_ALLOCATED_MEMORY: Final = 1
TOTAL_GC_TIME: Final = 2


def get_stats(which: int) -> int:
    """Return one of the numbers: TOTAL_MEMORY, TOTAL_ALLOCATED_MEMORY, or TOTAL_GC_TIME in milliseconds."""
    if which == TOTAL_MEMORY:
        return memory_statistic(1)
    if which == TOTAL_ALLOCATED_MEMORY:
        return memory_statistic(2)
    if which == TOTAL_GC_TIME:
        return memory_statistic(6) // 1000
    raise ValueError("no such statistic")


def get_rpy_memory_usage(instance: Any) -> int:
    """Return how many bytes the object takes itself; -1: the memory manager does not know."""
    return object_size(instance)


def census() -> None:
    """Count the objects by type, and write that to standard error, or to the file that WEFT_CENSUS names."""
    report_census()


# Promises -----------------------------------------------------------------------------------------------------


def no_collect(function: F) -> F:
    """Decorator: the translation fails if a collection could happen in the function."""
    return promise_no_collect(function)


def must_be_light_finalizer(function: F) -> F:
    """Decorator of `__del__`: the same."""
    return no_collect(function)


# Queues of dead objects ---------------------------------------------------------------------------------------


class FinalizerQueue:
    """Gets the objects registered with it when they are dead.

    A subclass has the attribute `Class`, the class of the objects; `finalizer_trigger` is called for each of them, at
    places where finalizers may run.  `next_dead` returns them one by one, alive again, and None at the end.
    """

    Class: ClassVar[type | None] = None

    def __init_subclass__(cls) -> None:
        """Give the subclass methods of its own, so that each has its own types, and `Class` a finalizer."""
        if cls.Class is None:
            raise TypeError(f"{cls.__name__} needs an attribute Class")
        if hasattr(cls.Class, "__del__"):
            raise TypeError(f"{cls.Class.__name__} has a finalizer already")
        for name, method in _METHODS.items():
            setattr(cls, name, types.FunctionType(method.__code__, method.__globals__, name))
        cls._first_dead = cls._last_dead = None  # type: ignore[attr-defined]
        finalizer = types.FunctionType(_finalize.__code__, _finalize.__globals__, "__del__")
        cls.Class.__del__ = finalizer  # type: ignore[attr-defined]
        cls.Class._finalizer_queue = cls.Class._next_dead = None  # type: ignore[attr-defined]

    def finalizer_trigger(self) -> None:
        """An object is dead: to be overridden."""


def _register_finalizer(self: Any, instance: Any) -> None:
    instance._finalizer_queue = self


def _next_dead(self: Any) -> Any:
    first = self._first_dead
    if first is not None:
        self._first_dead = first._next_dead
        first._next_dead = None
    return first


def _hand_over(self: Any, instance: Any) -> None:
    if self._first_dead is None:
        self._first_dead = instance
    else:
        self._last_dead._next_dead = instance
    self._last_dead = instance
    self.finalizer_trigger()


def _finalize(self: Any) -> None:
    queue = self._finalizer_queue
    if queue is not None:
        self._finalizer_queue = None
        queue._hand_over(self)


_METHODS: Final[dict[str, Callable[..., Any]]] = {
    "register_finalizer": _register_finalizer,
    "next_dead": _next_dead,
    "_hand_over": _hand_over,
}
