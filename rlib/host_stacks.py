"""What stands for saved frames in programs that are not translated: greenlets, of the package of that name."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


def _greenlets() -> Any:
    """Return the package; only programs that are not translated need it."""
    return importlib.import_module("greenlet")


class HostTop:
    """A greenlet that is suspended, or was not started yet."""

    def __init__(self, greenlet: Any) -> None:
        self.greenlet = greenlet
        self.resumed = False

    def switch(self) -> Any:
        """Suspend the current greenlet and resume this one; return the one that comes back, or None."""
        self.resume()
        return self.greenlet.switch(HostTop(_greenlets().getcurrent()))

    def resume(self) -> None:
        """Note that this is resumed, which must not be a second time."""
        if self.resumed:
            raise RuntimeError("a frame_stack_top can be switched to once only")
        self.resumed = True


def suspended(function: Callable[[Any], Any]) -> Any:
    """See `weft.rlib.stack_primitives.suspended`."""
    greenlet = _greenlets()

    def run(top: HostTop) -> None:
        following = function(top)
        following.resume()
        greenlet.getcurrent().parent = following.greenlet

    return HostTop(greenlet.greenlet(run))
