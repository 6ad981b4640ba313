import sys, math, random, time
from collections import deque
import heapq

# A little simulation: customers arrive in a bank, tellers serve them.
SEED = 12345
ARRIVAL_MEAN = 2.0
SERVICE = {'quick': (1, 3), 'normal': (3, 7), 'slow': (8, 20)}
KINDS = list(SERVICE)
WEIGHTS = [5, 3, 1]

class Event:
    count = 0
    def __init__(self, when, action, *args):
        self.when = when
        self.action = action
        self.args = args
        Event.count += 1
        self.serial = Event.count
    def __lt__(self, other):
        if self.when == other.when:
            return self.serial < other.serial
        return self.when < other.when
    def fire(self):
        self.action(*self.args)

class Customer(object):
    def __init__(self, number, kind, arrived):
        self.number, self.kind, self.arrived = number, kind, arrived
        self.started = None
        self.done = None
    def waited(self):
        return None if self.started is None else self.started - self.arrived
    def __repr__(self):
        return "<Customer #%d %s>" % (self.number, self.kind)

class Stats:
    def __init__(self):
        self.values = []
    def add(self, x):
        self.values.append(x)
    mean = property(lambda self: sum(self.values) / len(self.values) if self.values else 0.0)
    @property
    def deviation(self):
        m = self.mean
        return math.sqrt(sum((v - m) ** 2 for v in self.values) / max(1, len(self.values) - 1))
    def histogram(self, width=5):
        bins = {}
        for v in self.values:
            b = int(v // width)
            bins[b] = bins.get(b, 0) + 1
        for b in sorted(bins):
            yield b * width, bins[b]

class Bank:
    def __init__(self, tellers):
        self.now = 0
        self.events = []
        self.queue = deque()
        self.idle = tellers
        self.stats = Stats()
        self.served = {k: 0 for k in KINDS}
        self.longest = 0
    def at(self, delay, action, *args):
        heapq.heappush(self.events, Event(self.now + delay, action, *args))
    def arrive(self, number):
        kind = random.choices(KINDS, weights=WEIGHTS)[0]
        customer = Customer(number, kind, self.now)
        self.queue.append(customer)
        self.longest = max(self.longest, len(self.queue))
        if number < 60:
            self.at(random.expovariate(1 / ARRIVAL_MEAN), self.arrive, number + 1)
        self.serve()
    def serve(self):
        while self.idle and self.queue:
            customer = self.queue.popleft()
            customer.started = self.now
            self.stats.add(customer.waited())
            self.idle -= 1
            low, high = SERVICE[customer.kind]
            self.at(random.uniform(low, high), self.leave, customer)
    def leave(self, customer):
        customer.done = self.now
        self.served[customer.kind] += 1
        self.idle += 1
        self.serve()
    def run(self):
        self.at(0, self.arrive, 1)
        while self.events:
            event = heapq.heappop(self.events)
            self.now = event.when
            event.fire()

def report(tellers):
    random.seed(SEED)
    bank = Bank(tellers)
    bank.run()
    print('%d tellers: %.3f minutes, wait %.3f +- %.3f, queue up to %d' % (tellers, bank.now, bank.stats.mean, bank.stats.deviation, bank.longest))
    for kind, n in bank.served.items():
        print('   ', kind.ljust(8), n)
    for low, n in bank.stats.histogram():
        print('   %4d %s' % (low, '*' * n))
    return bank

best = None
for tellers in range(1, 5):
    bank = report(tellers)
    if best is None or bank.stats.mean < best.stats.mean:
        best = bank
print("best waits", round(best.stats.mean, 4))
print(Event.count, "events")
