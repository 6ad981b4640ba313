"""Uses sched of the standard library with a clock of its own."""

import sched


class Clock:
    def __init__(self):
        self.now = 0.0

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


def report(name, clock):
    print("%-8s at %.2f" % (name, clock.time()))


if __name__ == "__main__":
    clock = Clock()
    scheduler = sched.scheduler(clock.time, clock.sleep)
    scheduler.enter(2.0, 1, report, ("second", clock))
    scheduler.enter(1.0, 1, report, ("first", clock))
    event = scheduler.enter(3.0, 1, report, ("never", clock))
    scheduler.enterabs(2.0, 0, report, ("urgent", clock))
    scheduler.cancel(event)
    print(scheduler.empty())
    scheduler.run()
    print(scheduler.empty(), clock.time())
