"""Tasklets and channels, as in Stackless Python, made of coroutines.

A tasklet is a function that runs until it waits or ends; channels hand values from one to another, which meet there:
who comes first waits.  The tasklets that can run take turns.  Where nobody can, and the main tasklet waits for one,
it gets RuntimeError.  Types are those of the program: of each channel, what is sent through it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Final

from weft.rlib.coroutines import View

DEADLOCK: Final = "Deadlock: the last runnable tasklet cannot be blocked."


class TaskletExit(BaseException):
    """What `kill` raises in a tasklet; nobody hears of it when it leaves the tasklet."""


class Tasklet:
    """A function with its own stack.  `scheduled`: it can run, or runs; `blocked`: it waits at a channel."""

    def __init__(self, thunk: Callable[[], None] | None) -> None:
        self.thunk = thunk
        self.coroutine = SCHEDULER.view.main if thunk is None else SCHEDULER.view.spawn()
        self.alive = True
        self.blocked = False
        self.scheduled = thunk is None
        self.error: BaseException | None = None
        """What it has to raise when it goes on."""
        if thunk is not None:
            self.coroutine.bind(self._run)

    def insert(self) -> Tasklet:
        """Let it run when it is its turn."""
        if self.blocked:
            raise RuntimeError("You cannot run a blocked tasklet")
        if not self.alive:
            raise RuntimeError("You cannot run an unbound(dead) tasklet")
        if not self.scheduled:
            self.scheduled = True
            SCHEDULER.runnable.append(self)
        return self

    def remove(self) -> Tasklet:
        """Let it not run before it is inserted again."""
        if self.blocked:
            raise RuntimeError("You cannot remove a blocked tasklet.")
        if self is SCHEDULER.current:
            raise RuntimeError("The current tasklet cannot be removed.")
        if self.scheduled:
            self.scheduled = False
            SCHEDULER.runnable.remove(self)
        return self

    def run(self) -> None:
        """Let it run at once; the current tasklet goes on when it is its turn."""
        current = SCHEDULER.current
        if self is not current:
            self.insert()
            SCHEDULER.runnable.remove(self)
            SCHEDULER.runnable.append(current)
            SCHEDULER.switch(self)

    def kill(self) -> None:
        """Raise TaskletExit in it, and let it run at once."""
        self.throw(TaskletExit())

    def throw(self, error: BaseException) -> None:
        """Raise an exception in it, and let it run at once."""
        if self is SCHEDULER.current:
            raise error
        if self.alive:
            self.error = error
            self.blocked = False
            self.run()

    def _run(self) -> None:
        try:
            self.check()
            thunk = self.thunk
            if thunk is not None:
                thunk()
        except TaskletExit:
            pass
        except BaseException as error:
            SCHEDULER.main.error = error
        self.thunk = None
        self.alive = self.scheduled = False
        following = SCHEDULER.next(SCHEDULER.main.error is not None)
        SCHEDULER.current = following
        self.coroutine.parent = following.coroutine

    def check(self) -> None:
        """Raise what there is to raise."""
        error = self.error
        if error is not None:
            self.error = None
            raise error


class Scheduler:
    """Who runs, and who is next."""

    def __init__(self) -> None:
        self.view = View()
        self.runnable: deque[Tasklet] = deque()
        """Those that can run, without the current one."""

    def start(self) -> None:
        """Make the main tasklet."""
        self.main = self.current = Tasklet(None)

    def next(self, main: bool) -> Tasklet:
        """Return who goes on, the main tasklet if nobody else can or it has to."""
        if self.runnable and not main:
            return self.runnable.popleft()
        if self.main in self.runnable:
            self.runnable.remove(self.main)
        if self.main.blocked:
            self.main.blocked = False
            if self.main.error is None:
                self.main.error = RuntimeError(DEADLOCK)
        return self.main

    def switch(self, to: Tasklet) -> None:
        """Let another tasklet run; returns when this one goes on."""
        this = self.current
        self.current = to
        to.coroutine.switch()
        this.check()

    def block(self) -> None:
        """Wait until somebody lets the current tasklet run again."""
        this = self.current
        if this is self.main and not self.runnable:
            raise RuntimeError(DEADLOCK)
        this.blocked = True
        this.scheduled = False
        self.switch(self.next(False))

    def wake(self, tasklet: Tasklet) -> None:
        """Let a tasklet that waits run when it is its turn."""
        tasklet.blocked = False
        tasklet.scheduled = True
        self.runnable.append(tasklet)


SCHEDULER: Final = Scheduler()
SCHEDULER.start()


def tasklet(function: Callable[..., Any]) -> Callable[..., Tasklet]:
    """`tasklet(f)(a, b)`: a new tasklet that calls f(a, b) when it is its turn."""

    def start(*arguments: Any) -> Tasklet:
        def thunk() -> None:
            function(*arguments)

        return Tasklet(thunk).insert()

    return start


class _Transfer:
    """A value on its way, and who waits for that."""

    _weft_generic_ = True

    def __init__(self, waiting: Tasklet) -> None:
        self.waiting = waiting
        self.value: Any = None
        self.error: BaseException | None = None

    def get(self) -> Any:
        """Return the value, or raise the exception that was sent."""
        if self.error is not None:
            raise self.error
        return self.value


class channel:  # noqa: N801
    """A place where tasklets meet.

    `preference`: who goes on when two meet: -1 the receiver, 1 the sender, 0 who came last.
    """

    _weft_generic_ = True

    def __init__(self) -> None:
        self.senders: deque[_Transfer] = deque()
        self.receivers: deque[_Transfer] = deque()
        self.preference = -1
        self.closing = False

    @property
    def balance(self) -> int:
        """How many senders wait; negative: receivers."""
        return len(self.senders) - len(self.receivers)

    @property
    def closed(self) -> bool:
        """True if the channel was closed and nobody waits any more."""
        return self.closing and self.balance == 0

    def close(self) -> None:
        """Let only those who wait already be served."""
        self.closing = True

    def open(self) -> None:
        """The opposite of `close`."""
        self.closing = False

    def send(self, value: Any) -> None:
        """Hand a value to a receiver, as soon as there is one."""
        if self.receivers:
            transfer = self.receivers.popleft()
            transfer.value = value
            self._met(transfer.waiting, self.preference < 0)
            return
        transfer = _Transfer(SCHEDULER.current)
        transfer.value = value
        self._wait(transfer, self.senders)

    def send_exception(self, error: BaseException) -> None:
        """Raise an exception in a receiver, as soon as there is one."""
        if self.receivers:
            transfer = self.receivers.popleft()
            transfer.error = error
            self._met(transfer.waiting, self.preference < 0)
            return
        transfer = _Transfer(SCHEDULER.current)
        transfer.error = error
        self._wait(transfer, self.senders)

    def receive(self) -> Any:
        """Return what a sender hands over, as soon as there is one."""
        if self.senders:
            transfer = self.senders.popleft()
            self._met(transfer.waiting, self.preference > 0)
            return transfer.get()
        transfer = _Transfer(SCHEDULER.current)
        self._wait(transfer, self.receivers)
        return transfer.get()

    def send_sequence(self, values: Any) -> None:
        """Send one value after the other."""
        for value in values:
            self.send(value)

    def _met(self, other: Tasklet, other_first: bool) -> None:
        """Two have met: the one that waited can run, at once or when it is its turn."""
        if other_first:
            other.blocked = False
            other.scheduled = True
            SCHEDULER.runnable.append(SCHEDULER.current)
            SCHEDULER.switch(other)
        else:
            SCHEDULER.wake(other)

    def _wait(self, transfer: _Transfer, waiting: deque[_Transfer]) -> None:
        if self.closing:
            raise ValueError("Send/receive operation on a closed channel")
        waiting.append(transfer)
        try:
            SCHEDULER.block()
        except BaseException:
            if transfer in waiting:
                waiting.remove(transfer)
            raise


def getcurrent() -> Tasklet:
    """Return the tasklet that runs."""
    return SCHEDULER.current


def getmain() -> Tasklet:
    """Return the tasklet that the program began with."""
    return SCHEDULER.main


def getruncount() -> int:
    """Return how many tasklets can run, the current one included."""
    return len(SCHEDULER.runnable) + 1


def schedule() -> None:
    """Let all others that can run have their turn."""
    if SCHEDULER.runnable:
        SCHEDULER.runnable.append(SCHEDULER.current)
        SCHEDULER.switch(SCHEDULER.runnable.popleft())


def schedule_remove() -> None:
    """Let others run; the current tasklet goes on only when it is inserted again."""
    this = SCHEDULER.current
    if this is SCHEDULER.main and not SCHEDULER.runnable:
        raise RuntimeError(DEADLOCK)
    this.scheduled = False
    SCHEDULER.switch(SCHEDULER.next(False))


def run() -> None:
    """Let all tasklets run until none can any more; what one of them raised and did not handle is raised here."""
    if SCHEDULER.current is not SCHEDULER.main:
        raise RuntimeError("only the main tasklet can run the others")
    while SCHEDULER.runnable:
        SCHEDULER.switch(SCHEDULER.runnable.popleft())
