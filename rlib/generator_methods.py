"""What generator objects can do besides being resumed: the methods that translated generators get.

The translator makes one class per generator function; it fills in `resume` and `resume_throwing` with graphs it makes
of the generator's body.  `new_methods` gives each class functions of its own, so that their types stay apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

FINISHED: Final = -1
RUNNING: Final = -2


class Generator:
    """Base of all generator classes.

    `state` is FINISHED, RUNNING, 0 before the start, else the number of the yield the generator waits at; `sent` is
    the value given by `send`, if the generator uses what its yields return.
    """

    __slots__ = ()
    _weft_generic_ = True
    """Generators that meet in a variable get a base class of their own, made by the annotator."""


def new_methods(uses_sent: bool) -> dict[str, Callable[..., Any]]:
    """Return fresh methods for one generator class."""
    return _resuming_methods() | _other_methods(uses_sent)


def _resuming_methods() -> dict[str, Callable[..., Any]]:  # noqa: C901 - five fresh functions
    def __iter__(self):  # type: ignore[no-untyped-def]
        return self

    def resume(self):  # type: ignore[no-untyped-def]
        raise NotImplementedError

    def resume_throwing(self, exception):  # type: ignore[no-untyped-def]
        raise NotImplementedError

    def __next__(self):  # type: ignore[no-untyped-def]
        if self.state == RUNNING:
            raise ValueError("generator already executing")
        try:
            return self.resume()
        except BaseException as error:
            # The body sets another state where it ends or yields: the exception comes from within.
            if self.state == RUNNING:
                self.state = FINISHED
                if isinstance(error, StopIteration):
                    raise RuntimeError("generator raised StopIteration") from error
            raise

    def throw(self, exception):  # type: ignore[no-untyped-def]
        if self.state == RUNNING:
            raise ValueError("generator already executing")
        started = self.state > 0
        try:
            return self.resume_throwing(exception)
        except BaseException as error:
            if self.state == RUNNING:
                self.state = FINISHED
                if started and isinstance(error, StopIteration):
                    raise RuntimeError("generator raised StopIteration") from error
            raise

    return {
        "__iter__": __iter__,
        "resume": resume,
        "resume_throwing": resume_throwing,
        "__next__": __next__,
        "throw": throw,
    }


def _other_methods(uses_sent: bool) -> dict[str, Callable[..., Any]]:
    def send(self, value):  # type: ignore[no-untyped-def]
        if self.state == 0 and value is not None:
            raise TypeError("can't send non-None value to a just-started generator")
        return self.__next__()

    def send_value(self, value):  # type: ignore[no-untyped-def]
        if self.state == 0 and value is not None:
            raise TypeError("can't send non-None value to a just-started generator")
        self.sent = value
        return self.__next__()

    def close(self):  # type: ignore[no-untyped-def]
        if self.state == 0:
            self.state = FINISHED
        if self.state == FINISHED:
            return
        try:
            self.throw(GeneratorExit())
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("generator ignored GeneratorExit")

    return {"send": send_value if uses_sent else send, "close": close}
