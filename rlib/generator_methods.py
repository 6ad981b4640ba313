"""What generator objects can do besides being resumed: the methods that translated generators get.

The translator makes one class per generator function; it fills in `__next__` and `throw` with graphs it makes of the
generator's body.  `new_methods` gives each class functions of its own, so that their types stay apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Generator:
    """Base of all generator classes.

    `state` is -1 when the generator is finished or running, 0 before its start, else the number of the yield it
    waits at; `sent` is the value given by `send`, if the generator uses what its yields return.
    """

    __slots__ = ()
    _weft_generic_ = True
    """Generators that meet in a variable get a base class of their own, made by the annotator."""


def new_methods(uses_sent: bool) -> dict[str, Callable[..., Any]]:
    """Return fresh methods for one generator class."""

    def __iter__(self):  # type: ignore[no-untyped-def]
        return self

    def __next__(self):  # type: ignore[no-untyped-def]
        raise NotImplementedError

    def throw(self, exception):  # type: ignore[no-untyped-def]
        raise NotImplementedError

    def send(self, value):  # type: ignore[no-untyped-def]
        return self.__next__()

    def send_value(self, value):  # type: ignore[no-untyped-def]
        self.sent = value
        return self.__next__()

    def close(self):  # type: ignore[no-untyped-def]
        if self.state <= 0:
            self.state = -1
            return
        try:
            self.throw(GeneratorExit())
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("generator ignored GeneratorExit")

    return {
        "__iter__": __iter__,
        "__next__": __next__,
        "throw": throw,
        "send": send_value if uses_sent else send,
        "close": close,
    }
