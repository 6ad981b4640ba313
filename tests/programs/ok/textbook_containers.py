# Algorithms and containers in the style of textbooks, each used with several types.


class PriorityQueue:
    def __init__(self, key=None):
        self._data = []
        self._key = key

    def push(self, item, priority):
        self._data.append((priority, item))
        i = len(self._data) - 1
        while i > 0:
            p = (i - 1) // 2
            if self._data[i][0] < self._data[p][0]:
                self._data[i], self._data[p] = self._data[p], self._data[i]
                i = p
            else:
                break

    def pop(self):
        top = self._data[0]
        last = self._data.pop()
        if self._data:
            self._data[0] = last
            i = 0
            n = len(self._data)
            while True:
                c = 2 * i + 1
                if c >= n:
                    break
                if c + 1 < n and self._data[c + 1][0] < self._data[c][0]:
                    c += 1
                if self._data[c][0] < self._data[i][0]:
                    self._data[c], self._data[i] = self._data[i], self._data[c]
                    i = c
                else:
                    break
        return top[1]

    def __bool__(self):
        return bool(self._data)


class HashMap:
    def __init__(self, size=8):
        self.buckets = [[] for _ in range(size)]
        self.count = 0

    def _index(self, key):
        return hash(key) % len(self.buckets)

    def put(self, key, value):
        bucket = self.buckets[self._index(key)]
        for i, (k, v) in enumerate(bucket):
            if k == key:
                bucket[i] = (key, value)
                return
        bucket.append((key, value))
        self.count += 1

    def get(self, key, default=None):
        for k, v in self.buckets[self._index(key)]:
            if k == key:
                return v
        return default

    def __len__(self):
        return self.count

    def __contains__(self, key):
        return any(k == key for k, v in self.buckets[self._index(key)])


class Queue:
    def __init__(self, items=None):
        self.inbox = list(items) if items else []
        self.outbox = []

    def enqueue(self, x):
        self.inbox.append(x)
        return self

    def dequeue(self):
        if not self.outbox:
            while self.inbox:
                self.outbox.append(self.inbox.pop())
        return self.outbox.pop()

    def __len__(self):
        return len(self.inbox) + len(self.outbox)


class Grid:
    def __init__(self, w, h, fill):
        self.w = w
        self.h = h
        self.cells = [[fill for _ in range(w)] for _ in range(h)]

    def __getitem__(self, pos):
        x, y = pos
        return self.cells[y][x]

    def __setitem__(self, pos, v):
        x, y = pos
        self.cells[y][x] = v

    def rows(self):
        for r in self.cells:
            yield r

    def map(self, f):
        g = Grid(self.w, self.h, f(self.cells[0][0]))
        for y in range(self.h):
            for x in range(self.w):
                g[x, y] = f(self[x, y])
        return g


class Event:
    def __init__(self):
        self.handlers = []

    def subscribe(self, h):
        self.handlers.append(h)

    def fire(self, arg):
        for h in self.handlers:
            h(arg)


def quicksort(xs):
    if len(xs) <= 1:
        return xs
    p = xs[0]
    return quicksort([x for x in xs[1:] if x < p]) + [p] + quicksort([x for x in xs[1:] if x >= p])


def bubble(xs, reverse=False):
    xs = xs[:]
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if (xs[j] > xs[j + 1]) != reverse:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs


def binary_search(xs, x):
    lo, hi = 0, len(xs) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if xs[mid] == x:
            return mid
        if xs[mid] < x:
            lo = mid + 1
        else:
            hi = mid - 1
    return None


def unique(xs):
    seen = set()
    out = []
    for x in xs:
        if x not in seen:
            seen.add(x)
            out.append(x)
    return out


def count(xs):
    d = {}
    for x in xs:
        d[x] = d.get(x, 0) + 1
    return d


def invert(d):
    return {v: k for k, v in d.items()}


def compose(f, g):
    return lambda x: f(g(x))


def pairwise(xs):
    it = iter(xs)
    prev = next(it)
    for x in it:
        yield prev, x
        prev = x


def fold(f, xs, init):
    acc = init
    for x in xs:
        acc = f(acc, x)
    return acc


def print_table(rows, headers):
    widths = [max(len(str(r[i])) for r in rows + [headers]) for i in range(len(headers))]
    for r in [headers] + rows:
        print("|".join(str(c).ljust(w) for c, w in zip(r, widths)))


def merge(a, b):
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


def debug(label, value):
    print(f"[{label}] {value!r}")


def timed(f, *args):
    return f(*args)


def main():
    pq = PriorityQueue()
    for w, p in (("b", 2), ("a", 1), ("c", 3)):
        pq.push(w, p)
    nq = PriorityQueue()
    for p in (5, 3, 4):
        nq.push(p * 10, p * 0.5)
    out = []
    while pq:
        out.append(pq.pop())
    print(out, nq.pop(), nq.pop())
    m = HashMap()
    m.put("x", 1)
    m.put("y", 2)
    n = HashMap(4)
    n.put(3, "three")
    n.put(3, "drei")
    n.put((1), "one")
    print(m.get("x"), m.get("q"), n.get(3), len(m), len(n), "y" in m, 7 in n, n.get(9, "none"))
    q = Queue([1, 2])
    q.enqueue(3).enqueue(4)
    r = Queue()
    r.enqueue("s")
    print(q.dequeue(), q.dequeue(), r.dequeue(), len(q), len(r))
    g = Grid(2, 2, 0)
    g[1, 0] = 5
    h = Grid(2, 1, ".")
    h[0, 0] = "#"
    print(list(g.rows()), list(h.rows()), list(g.map(lambda v: v * 2).rows()), list(g.map(str).rows()))
    e1 = Event()
    e2 = Event()
    log = []
    e1.subscribe(lambda x: log.append(x))
    e1.subscribe(lambda x: print("got", x))
    e2.subscribe(lambda s: print(s.upper()))
    e1.fire(4)
    e2.fire("hey")
    print(log)
    print(quicksort([3, 1, 2]), quicksort(["b", "a"]), quicksort([2.5, 0.5]), bubble([3, 1, 2]), bubble(["x", "a"], True))
    print(binary_search([1, 3, 5], 5), binary_search(["a", "c"], "b"), unique([1, 2, 1]), unique("hello"), unique([(1, 2), (1, 2)]))
    print(count("hello"), count([1, 1, 2]), invert({"a": 1}), invert({1: "x", 2: "y"}))
    print(compose(str, len)("abc"), compose(lambda v: v + 1, int)("41"))
    print(list(pairwise([1, 2, 3])), list(pairwise("abc")))
    print(fold(lambda a, b: a + b, [1, 2, 3], 0), fold(lambda a, b: a + b, ["x", "y"], ""), fold(lambda a, b: a + [b], [1, 2], [0]))
    print_table([["a", "b"], ["ccc", "d"]], ["h1", "h2"])
    print(merge([1, 4], [2, 3]), merge(["a"], ["b"]))
    debug("int", 1)
    debug("str", "s")
    debug("list", [1.5])
    debug("none", None)
    debug("dict", {"a": (1, 2)})
    print(timed(quicksort, [2, 1]), timed(lambda a, b: a + b, "x", "y"))


if __name__ == "__main__":
    main()
