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


def new_methods(uses_sent: bool, counted: bool = False, is_iterator: bool = False) -> dict[str, Callable[..., Any]]:
    """Return fresh methods for one generator class.

    `counted`: its instances count the references to them; `is_iterator`: they stand for `map` objects and their like.
    """
    methods = _resuming_methods() | _other_methods(uses_sent)
    if counted:
        methods |= _dropping_methods()
        if is_iterator:
            methods |= _iterator_methods()
    return methods


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


def _iterator_methods() -> dict[str, Callable[..., Any]]:
    def close(self):  # type: ignore[no-untyped-def]
        """A `yield from` around an iterator without `close` lets go of it only when it ends itself."""

    return {"close": close}


class Reference:
    """Base of the classes of references to generators: there is one for each class, so that their types stay apart."""

    def release(self) -> None:
        """Give up the reference."""

    def drop(self) -> None:
        """Close the generator."""

    def is_finished(self) -> bool:
        """Tell if the generator has ended."""
        return True


def _dropping_methods() -> dict[str, Callable[..., Any]]:  # noqa: C901 - fresh functions and a fresh class
    class GeneratorReference(Reference):
        def __init__(self, generator: Any) -> None:
            self.generator = generator

        def release(self):  # type: ignore[no-untyped-def]
            release(self.generator)

        def drop(self):  # type: ignore[no-untyped-def]
            self.generator.drop()

        def is_finished(self):  # type: ignore[no-untyped-def]
            return self.generator.state == FINISHED

    def close(self):  # type: ignore[no-untyped-def]
        if self.state == FINISHED:
            return
        start = len(_deferred)
        try:
            self.throw(GeneratorExit())
        except (GeneratorExit, StopIteration):
            drop_deferred(start)
            return
        raise RuntimeError("generator ignored GeneratorExit")

    def drop(self):  # type: ignore[no-untyped-def]
        # There is no reference any more.  What is raised has nobody to go to.
        if self.state == FINISHED or self.state == RUNNING:
            return
        start = len(_deferred)
        try:
            self.throw(GeneratorExit())
        except BaseException:
            drop_deferred(start)

    def defer(self):  # type: ignore[no-untyped-def]
        _deferred.append(GeneratorReference(self))

    def register(self):  # type: ignore[no-untyped-def]
        note_alive(GeneratorReference(self))

    return {"close": close, "drop": drop, "defer": defer, "register": register}


# References, counted in programs that have generators for which closing can be observed ----------------------------


def acquire(generator: Any) -> None:
    """Count one more reference to a generator (or None)."""
    if generator is not None:
        generator.references += 1


def release(generator: Any) -> None:
    """Count one less; close the generator if it was the last."""
    if generator is not None:
        generator.references -= 1
        if generator.references == 0:
            generator.drop()


_deferred: list[Reference] = []
"""References that belong to the tracebacks of exceptions that have not been handled yet; oldest first."""
_levels: list[int] = []
"""For each exception being handled: how many references were deferred when its handler began."""


def defer(generator: Any) -> None:
    """Let the traceback of the exception that is on its way have a reference to a generator (or None)."""
    if generator is not None:
        generator.defer()


def drop_deferred(start: int) -> None:
    """Release what was deferred since there were `start` references."""
    while len(_deferred) > start:
        _deferred.pop(start).release()


def enter_handler() -> None:
    """An exception is being handled."""
    _levels.append(len(_deferred))


def leave_handler() -> None:
    """It has been handled."""
    _levels.pop()
    forget_exception()


def forget_exception() -> None:
    """Drop what is deferred, but what belongs to exceptions that are being handled around this one."""
    drop_deferred(_levels[-1] if len(_levels) > 0 else 0)


def abandon_handler() -> None:
    """The handler has ended with an exception, which keeps the one it handled."""
    _levels.pop()


def handler_level() -> int:
    """Return how many exceptions are being handled."""
    return len(_levels)


def unwind_handlers(level: int) -> None:
    """An exception leaves a function that began at this level."""
    while len(_levels) > level:
        _levels.pop()


# What is still there when the program ends ---------------------------------------------------------------------------

_alive: list[Reference] = []
"""Generators in order of creation; those that have finished are taken out when there are too many."""
_most: list[int] = [1000]
"""How many there may be."""


def register(generator: Any) -> None:
    """Note a new generator, to be closed at the end of the program if it has not ended before."""
    generator.register()


def note_alive(reference: Reference) -> None:
    """Note a new generator, by a reference that does not count."""
    _alive.append(reference)
    if len(_alive) > _most[0]:
        kept = 0
        for other in _alive:
            if not other.is_finished():
                _alive[kept] = other
                kept += 1
        del _alive[kept:]
        _most[0] = 2 * kept + 1000


def close_all() -> None:
    """Close what is left: first what the traceback of an uncaught exception has, then the others in the order of
    creation, in which CPython's collector finds them."""
    drop_deferred(0)
    index = 0
    while index < len(_alive):
        _alive[index].drop()
        index += 1
