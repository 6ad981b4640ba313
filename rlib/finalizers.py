"""Calls finalizers (`__del__`): of objects that a collection found dead, and at the end of the program of all.

Before them, the callbacks of weak references are called (`weak_callbacks.py`).

The memory manager has a queue of dead objects.  Programs with finalizers look whether it is empty where functions of
theirs begin and loops go round (`rtyper/finalizer_polls.py`): never in the middle of an operation of a container.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rlib.intrinsics import (
    class_name,
    collect_now,
    finalize_next,
    finalize_rest,
    identity_hash,
    program_has_finalizers,
)
from weft.rlib.printing import flush_all, write_error
from weft.rlib.reports import report_uncaught
from weft.rlib.weak_callbacks import call_callbacks
from weft.rlib.weak_finalizers import finalize_at_exit


class State:
    """Whether finalizers are being called: one after the other."""

    def __init__(self) -> None:
        self.running = False


STATE: Final = State()


def run_finalizers() -> None:
    """Call the finalizers that wait."""
    if STATE.running:
        return
    STATE.running = True
    while call_callbacks() or finalize_next():
        pass
    STATE.running = False


def finalize(instance: Any) -> None:
    """Call the finalizer of an instance; an exception is reported and forgotten."""
    try:
        instance.__del__()
    except BaseException as error:
        flush_all()
        name = class_name(instance)
        write_error(
            "Exception ignored in: <function "
            + name
            + ".__del__ at "
            + hex(identity_hash(instance) & 0xFFFFFFFFFFFF)
            + ">\n"
        )
        report_uncaught(error)


def collect_and_finalize() -> None:
    """`gc.collect()`."""
    collect_now()
    if program_has_finalizers():
        run_finalizers()
        collect_now()  # what was kept for those that waited before
        run_finalizers()


def finish() -> None:
    """At the end of the program: finalize what is dead, then what is left, in the order it was made."""
    if program_has_finalizers():
        collect_and_finalize()
        finalize_at_exit()
        while finalize_rest():
            run_finalizers()
