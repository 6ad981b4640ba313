"""Coroutines, made of `stack_primitives`; a `View` is a family of them that knows nothing of other families.

Each view has a main coroutine, whatever it is that uses the view first, and a current one.  A switch goes from the
current to another one of the same view, so uses of coroutines for different purposes do not get into each other's
way (report D07.1, section 3.3.6).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weft.rlib.stack_primitives import suspended


class CoroutineExit(BaseException):
    """What `kill` raises in a coroutine; nobody hears of it when it leaves the coroutine."""


class CoroutineDamage(RuntimeError):
    """A switch to a coroutine that has nothing to do: it is not bound, or has finished, or is running."""


class View:
    """A family of coroutines."""

    def __init__(self) -> None:
        self.main = Coroutine(self)
        self.current = self.main
        self.leaving = self.main
        """The one that a switch goes away from."""
        self.error: BaseException | None = None
        """What the one that a switch goes to has to raise."""

    def getcurrent(self) -> Coroutine:
        """Return the coroutine that runs, as far as this view knows."""
        return self.current

    def spawn(self) -> Coroutine:
        """Return a new coroutine that is not bound yet."""
        return Coroutine(self)

    def arrived(self, top: Any) -> None:
        """A switch has come here: keep where it came from, and raise what it brought."""
        self.leaving.top = top
        error = self.error
        if error is not None:
            self.error = None
            raise error


class Coroutine:
    """A function that can be suspended."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.top: Any = None
        """The saved frames, while it is suspended."""
        self.thunk: Callable[[], None] | None = None
        self.parent: Coroutine | None = None
        """The one that goes on when this one has finished: that which was current when it was bound."""

    def bind(self, thunk: Callable[[], None]) -> None:
        """Let the coroutine call a function without arguments at the first switch to it."""
        if self.is_alive():
            raise CoroutineDamage("the coroutine is bound already")
        self.thunk = thunk
        self.parent = self.view.current
        self.top = suspended(self._run)

    def is_alive(self) -> bool:
        """True if the coroutine is suspended or running, so that it cannot be bound."""
        return self.top is not None or self.view.current is self

    def switch(self) -> None:
        """Suspend the current coroutine of the view and resume this one."""
        view = self.view
        top = self.top
        if top is None:
            if view.current is self:
                return
            raise CoroutineDamage("the coroutine has nothing to do")
        view.leaving = view.current
        view.current = self
        self.top = None
        view.arrived(top.switch())

    def kill(self) -> None:
        """Raise CoroutineExit in the coroutine, at the switch where it is suspended; come back when it has finished."""
        self.throw(CoroutineExit())

    def throw(self, error: BaseException) -> None:
        """Raise an exception in the coroutine, at the switch where it is suspended."""
        if self.view.current is self:
            raise error
        if self.top is not None:
            self.view.error = error
            self.switch()

    def _run(self, top: Any) -> Any:
        """Call the thunk, and return who goes on."""
        view = self.view
        try:
            view.arrived(top)
            thunk = self.thunk
            if thunk is not None:
                thunk()
        except CoroutineExit:
            pass
        except BaseException as error:
            view.error = error
        self.thunk = None
        heir = self._heir()
        view.leaving = self
        view.current = heir
        following = heir.top
        heir.top = None
        return following

    def _heir(self) -> Coroutine:
        """Return the nearest parent that is suspended."""
        heir = self.parent
        while heir is not None and heir.top is None:
            heir = heir.parent
        if heir is None:
            raise CoroutineDamage("nobody is left to go on with")
        return heir
