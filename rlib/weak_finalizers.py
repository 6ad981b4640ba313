"""`weakref.finalize`: a function that is called once, when an object is dead or the program ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weft.rlib.intrinsics import linked, weak_link
from weft.rlib.reports import report_uncaught
from weft.rlib.weak_callbacks import STATE as WATCHERS
from weft.rlib.weak_callbacks import Watcher, watch


class Finalizer(Watcher):
    """What all of them have; those that were not called are in a table, which keeps them alive."""

    def __init__(self) -> None:
        self.atexit = True
        self._number = watch(self)
        STATE.alive[self._number] = self

    @property
    def alive(self) -> bool:
        """True until it is called or detached."""
        return self._number in STATE.alive

    def fire(self) -> None:
        """Call the function, if that was not done."""

    def _take(self) -> bool:
        """Return whether it is alive; it is not any more then."""
        return STATE.alive.pop(self._number, None) is not None


class State:
    """Those that are alive."""

    def __init__(self) -> None:
        alive: dict[int, Finalizer] = {}
        self.alive = alive


STATE: Final = State()


def call(function: Callable[..., Any], arguments: Any) -> Any:
    """Call any callable with a tuple of arguments."""
    count = len(arguments)
    if count == 0:
        return function()
    if count == 1:
        return function(arguments[0])
    if count == 2:
        return function(arguments[0], arguments[1])
    return function(*arguments)


class finalize(Finalizer):  # noqa: N801 - its name shows in programs
    """`weakref.finalize(target, function, *arguments)`."""

    _weft_generic_ = True

    def __init__(self, target: Any, function: Callable[..., Any], *arguments: Any) -> None:
        if target is None:
            raise TypeError("cannot create weak reference to 'NoneType' object")
        super().__init__()
        self._function = function
        self._arguments = arguments
        self._link = weak_link(target, self._number)

    def __call__(self) -> Any:
        """Call the function and return its result; None if that was done before."""
        if self._take():
            return call(self._function, self._arguments)
        return None

    def fire(self) -> None:
        """See the base."""
        if self._take():
            call(self._function, self._arguments)

    def is_dead(self) -> bool:
        """See the base."""
        return linked(self._link) is None

    def tell(self) -> None:
        """See the base."""
        self.fire()

    def peek(self) -> Any:
        """Return `(target, function, arguments, {})` if it is alive."""
        target = linked(self._link)
        if target is None or not self.alive:
            return None
        return target, self._function, self._arguments, {}

    def detach(self) -> Any:
        """Return the same; the function will not be called."""
        found = self.peek()
        if found is not None:
            self._take()
        return found


def finalize_at_exit() -> None:
    """At the end of the program: call those that want that, the one made last first."""
    while True:
        numbers = [number for number, found in STATE.alive.items() if found.atexit]
        if not numbers:
            return
        numbers.sort()
        made = WATCHERS.last
        while numbers and WATCHERS.last == made:  # one that is made meanwhile comes next
            _fire_at_exit(STATE.alive.get(numbers.pop()))


def _fire_at_exit(found: Finalizer | None) -> None:
    try:
        if found is not None and found.atexit:
            found.fire()
    except BaseException as error:
        report_uncaught(error)
