"""Cooperative processes as generators: a scheduler with priorities, sleeping, pipes and locks."""

import heapq
import itertools
from collections import deque
from enum import IntEnum


class Priority(IntEnum):
    HIGH = 0
    NORMAL = 5
    LOW = 9


class Request:
    """What a process yields."""


class Sleep(Request):
    def __init__(self, ticks):
        self.ticks = ticks


class Put(Request):
    def __init__(self, pipe, item):
        self.pipe = pipe
        self.item = item


class Get(Request):
    def __init__(self, pipe):
        self.pipe = pipe


class Acquire(Request):
    def __init__(self, lock):
        self.lock = lock


class Release(Request):
    def __init__(self, lock):
        self.lock = lock


class Pipe:
    def __init__(self, name, capacity=2):
        self.name = name
        self.capacity = capacity
        self.items = deque()
        self.readers = deque()
        self.writers = deque()

    def __len__(self):
        return len(self.items)

    def __bool__(self):
        return True

    def __repr__(self):
        return "<Pipe %s %d/%d>" % (self.name, len(self), self.capacity)


class Lock:
    def __init__(self):
        self.owner = None
        self.waiting = deque()


class Process:
    numbers = itertools.count(1)

    def __init__(self, name, body, priority=Priority.NORMAL):
        self.pid = next(Process.numbers)
        self.name = name
        self.body = body
        self.priority = priority
        self.steps = 0
        self.inbox = None

    def __lt__(self, other):
        return (self.priority, self.pid) < (other.priority, other.pid)

    def step(self):
        self.steps += 1
        message, self.inbox = self.inbox, None
        return self.body.send(message)

    def __str__(self):
        return f"{self.name}({self.pid})"


class Kernel:
    def __init__(self, log=print):
        self.ready = []
        self.sleeping = []
        self.now = 0
        self.log = log
        self.finished = []

    def spawn(self, name, body, priority=Priority.NORMAL):
        process = Process(name, body, priority)
        heapq.heappush(self.ready, process)
        return process

    def wake(self, process, message=None):
        process.inbox = message
        heapq.heappush(self.ready, process)

    def handle(self, process, request):
        if isinstance(request, Sleep):
            heapq.heappush(self.sleeping, (self.now + request.ticks, process.pid, process))
        elif isinstance(request, Put):
            pipe = request.pipe
            if pipe.readers:
                self.wake(pipe.readers.popleft(), request.item)
                self.wake(process)
            elif len(pipe) < pipe.capacity:
                pipe.items.append(request.item)
                self.wake(process)
            else:
                pipe.writers.append((process, request.item))
        elif isinstance(request, Get):
            pipe = request.pipe
            if pipe.items:
                self.wake(process, pipe.items.popleft())
                if pipe.writers:
                    writer, item = pipe.writers.popleft()
                    pipe.items.append(item)
                    self.wake(writer)
            else:
                pipe.readers.append(process)
        elif isinstance(request, Acquire):
            if request.lock.owner is None:
                request.lock.owner = process
                self.wake(process)
            else:
                request.lock.waiting.append(process)
        elif isinstance(request, Release):
            lock = request.lock
            assert lock.owner is process, "released by another process"
            lock.owner = lock.waiting.popleft() if lock.waiting else None
            if lock.owner is not None:
                self.wake(lock.owner)
            self.wake(process)
        else:
            self.wake(process)

    def run(self, limit=500):
        for _ in range(limit):
            if not self.ready:
                if not self.sleeping:
                    break
                self.now = self.sleeping[0][0]
                while self.sleeping and self.sleeping[0][0] <= self.now:
                    self.wake(heapq.heappop(self.sleeping)[2])
            process = heapq.heappop(self.ready)
            try:
                request = process.step()
            except StopIteration:
                self.finished.append(process)
                self.log("[%3d] %s ends after %d steps" % (self.now, process, process.steps))
            except ValueError as error:
                self.log("[%3d] %s crashes: %s" % (self.now, process, error))
            else:
                self.handle(process, request)
        else:
            self.log("limit reached")


def producer(pipe, count, delay):
    for i in range(count):
        yield Put(pipe, i * i)
        yield Sleep(delay)
    yield Put(pipe, -1)


def consumer(pipe, totals):
    total = 0
    while True:
        item = yield Get(pipe)
        if item < 0:
            break
        total += item
    totals.append(total)


def worker(name, lock, log):
    for turn in range(2):
        yield Acquire(lock)
        log.append(name + " in")
        yield Sleep(3)
        log.append(name + " out")
        yield Release(lock)


def crasher():
    yield Sleep(4)
    raise ValueError("out of luck")


def main():
    kernel = Kernel()
    pipe, totals, log = Pipe("numbers"), [], []
    kernel.spawn("producer", producer(pipe, 6, 2))
    kernel.spawn("consumer", consumer(pipe, totals), Priority.HIGH)
    lock = Lock()
    for name in ("anna", "bert"):
        kernel.spawn(name, worker(name, lock, log), Priority.LOW)
    kernel.spawn("crasher", crasher())
    kernel.run()
    print(totals, pipe, bool(pipe))
    print(log)
    print(sorted(str(p) for p in kernel.finished), kernel.now, Priority(5).name, Priority.LOW > Priority.HIGH)


main()
