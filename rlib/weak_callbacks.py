"""Tells weak references that what they led to is dead: the callbacks of `weakref.ref` and `weakref.finalize`.

Who wants to be told has a number, which its weak link has too; the memory manager gives the numbers of the links that
it cleared.  The table of those who want to be told does not keep them alive.  They are told where finalizers are called
(`finalizers.py`), the one made last first.
"""

from __future__ import annotations

from typing import Final

from weft.rlib.intrinsics import cleared_next, linked, weak_link
from weft.rlib.printing import flush_all, write_error
from weft.rlib.reports import report_uncaught


class Watcher:
    """Base of those who want to be told."""

    def is_dead(self) -> bool:
        """True if it is time to tell it."""
        return False

    def tell(self) -> None:
        """What it waited for is dead."""


class Entry:
    """A weak link to a watcher."""

    def __init__(self, watcher: Watcher) -> None:
        self.link = weak_link(watcher, 0)
        self.is_due = False


class State:
    """The watchers by number."""

    def __init__(self) -> None:
        self.last = 0
        entries: dict[int, Entry] = {}
        self.entries = entries
        self.most = 64
        due: list[int] = []
        self.due = due


STATE: Final = State()


def watch(watcher: Watcher) -> int:
    """Return a number for the link of someone who wants to be told when it is cleared."""
    state = STATE
    if len(state.entries) >= state.most:
        _forget_dead()
    state.last += 1
    state.entries[state.last] = Entry(watcher)
    return state.last


def _forget_dead() -> None:
    state = STATE
    numbers = [number for number, entry in state.entries.items() if linked(entry.link) is None]
    for number in numbers:
        del state.entries[number]
    state.most = 2 * len(state.entries) + 64


def call_callbacks() -> bool:
    """Tell a watcher whose link was cleared; False if there is none."""
    state = STATE
    number = cleared_next()
    if number != 0:
        while number != 0:
            if number < 0:
                _look_at_all()
            else:
                state.due.append(number)
            number = cleared_next()
        state.due.sort()
    if not state.due:
        return False
    entry = state.entries.pop(state.due.pop(), None)
    if entry is not None:
        watcher = linked(entry.link)
        if watcher is not None:
            _tell(watcher)
    return True


def _look_at_all() -> None:
    state = STATE
    for number, entry in state.entries.items():
        watcher = linked(entry.link)
        if watcher is not None and not entry.is_due and watcher.is_dead():
            entry.is_due = True
            state.due.append(number)


def _tell(watcher: Watcher) -> None:
    try:
        watcher.tell()
    except BaseException as error:
        flush_all()
        write_error("Exception ignored in a callback of a weak reference\n")
        report_uncaught(error)
