"""Richards: the kernel of a small operating system, after Martin Richards's benchmark.

Six tasks (an idler, a worker, two handlers, two devices) pass packets to each other under a priority scheduler.
Exercises method calls on a class hierarchy, linked lists that end in None, and attribute access.

usage: python richards.py [ROUNDS]
"""

import sys

IDLER = 0
WORKER = 1
HANDLER_A = 2
HANDLER_B = 3
DEVICE_A = 4
DEVICE_B = 5
TASK_COUNT = 6

DEVICE_PACKET = 0
WORK_PACKET = 1

BUFFER_SIZE = 4
IDLE_COUNT = 10000
EXPECTED_QUEUED = 23246
EXPECTED_HELD = 9297


class Packet:
    """A message: who it is for (or came from), what it is about, and a small buffer."""

    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * BUFFER_SIZE

    def append_to(self, queue):
        """Put this packet at the end of `queue`; return the queue's new head."""
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    """A task control block; subclasses say in `work` what the task does when it is given the processor."""

    def __init__(self, scheduler, ident, priority, queue):
        self.scheduler = scheduler
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.pending = queue is not None
        self.waiting = True
        self.holding = False
        self.link = scheduler.tasks
        scheduler.tasks = self
        scheduler.table[ident] = self

    def make_running(self):
        self.pending = False
        self.waiting = False
        self.holding = False

    def is_held_or_waiting(self):
        return self.holding or (self.waiting and not self.pending)

    def is_waiting_with_packet(self):
        return self.pending and self.waiting and not self.holding

    def run(self):
        """Give the task its turn, with its next packet if it was waiting for one; return the task to run next."""
        packet = None
        if self.is_waiting_with_packet():
            packet = self.queue
            self.queue = packet.link
            self.waiting = False
            self.pending = self.queue is not None
        return self.work(packet)

    def accept(self, packet, sender):
        """Take a packet from `sender`; return whichever of the two should run next."""
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > sender.priority:
                return self
        else:
            self.queue = packet.append_to(self.queue)
        return sender

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.scheduler.held += 1
        self.holding = True
        return self.link

    def release(self, ident):
        """Wake the task `ident` from its hold; return whichever should run next."""
        other = self.scheduler.table[ident]
        other.holding = False
        if other.priority > self.priority:
            return other
        return self

    def send(self, packet):
        """Queue `packet` at the task it is for, marked with who sent it."""
        receiver = self.scheduler.table[packet.ident]
        self.scheduler.queued += 1
        packet.link = None
        packet.ident = self.ident
        return receiver.accept(packet, self)

    def work(self, packet):
        raise NotImplementedError


class IdleTask(Task):
    """Releases one of the two devices at each turn, chosen by a shift register."""

    def __init__(self, scheduler, ident, priority, count):
        super().__init__(scheduler, ident, priority, None)
        self.register = 1
        self.count = count

    def work(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.register & 1 == 0:
            self.register >>= 1
            return self.release(DEVICE_A)
        self.register = (self.register >> 1) ^ 0xD008
        return self.release(DEVICE_B)


class WorkerTask(Task):
    """Fills packets with letters and sends them to the two handlers in turn."""

    def __init__(self, scheduler, ident, priority, queue):
        super().__init__(scheduler, ident, priority, queue)
        self.destination = HANDLER_A
        self.letter = 0

    def work(self, packet):
        if packet is None:
            return self.wait()
        if self.destination == HANDLER_A:
            self.destination = HANDLER_B
        else:
            self.destination = HANDLER_A
        packet.ident = self.destination
        packet.datum = 0
        for i in range(BUFFER_SIZE):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[i] = ord("A") + self.letter - 1
        return self.send(packet)


class HandlerTask(Task):
    """Copies the letters of work packets one by one into device packets."""

    def __init__(self, scheduler, ident, priority, queue):
        super().__init__(scheduler, ident, priority, queue)
        self.work_queue = None
        self.device_queue = None

    def work(self, packet):
        if packet is not None:
            if packet.kind == WORK_PACKET:
                self.work_queue = packet.append_to(self.work_queue)
            else:
                self.device_queue = packet.append_to(self.device_queue)
        work = self.work_queue
        if work is None:
            return self.wait()
        position = work.datum
        if position >= BUFFER_SIZE:
            self.work_queue = work.link
            return self.send(work)
        device = self.device_queue
        if device is None:
            return self.wait()
        self.device_queue = device.link
        device.datum = work.data[position]
        work.datum = position + 1
        return self.send(device)


class DeviceTask(Task):
    """Keeps a packet while it is held, and sends it back when released."""

    def __init__(self, scheduler, ident, priority):
        super().__init__(scheduler, ident, priority, None)
        self.kept = None
        self.checksum = 0

    def work(self, packet):
        if packet is not None:
            self.kept = packet
            self.checksum = (self.checksum * 31 + packet.datum) & 0xFFFFFF
            return self.hold()
        kept = self.kept
        if kept is None:
            return self.wait()
        self.kept = None
        return self.send(kept)


class Scheduler:
    """The list of tasks by priority, the table by identity, and the two counts that prove a run correct."""

    def __init__(self):
        self.tasks = None
        self.table = [None] * TASK_COUNT
        self.queued = 0
        self.held = 0

    def run(self):
        task = self.tasks
        while task is not None:
            if task.is_held_or_waiting():
                task = task.link
            else:
                task = task.run()


def packets(count, ident, kind):
    queue = None
    for _ in range(count):
        queue = Packet(queue, ident, kind)
    return queue


def run_once():
    """Run the system until every task waits or is held; return a checksum of what the devices saw."""
    scheduler = Scheduler()
    IdleTask(scheduler, IDLER, 0, IDLE_COUNT).make_running()
    WorkerTask(scheduler, WORKER, 1000, packets(2, WORKER, WORK_PACKET))
    HandlerTask(scheduler, HANDLER_A, 2000, packets(3, DEVICE_A, DEVICE_PACKET))
    HandlerTask(scheduler, HANDLER_B, 3000, packets(3, DEVICE_B, DEVICE_PACKET))
    device_a = DeviceTask(scheduler, DEVICE_A, 4000)
    device_b = DeviceTask(scheduler, DEVICE_B, 5000)
    scheduler.run()
    if scheduler.queued != EXPECTED_QUEUED or scheduler.held != EXPECTED_HELD:
        raise ValueError("wrong counts: %d queued, %d held" % (scheduler.queued, scheduler.held))
    return device_a.checksum ^ device_b.checksum


def main(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 100
    checksum = 0
    for _ in range(rounds):
        checksum = (checksum * 3 + run_once()) & 0xFFFFFF
    print("richards: %d rounds, %d queued, %d held, checksum %d" % (rounds, EXPECTED_QUEUED, EXPECTED_HELD, checksum))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
