# Classes and functions that serve several types, in less regular ways.


class Result:
    def __init__(self, value=None, error=None):
        self.value = value
        self.error = error

    def ok(self):
        return self.error is None

    def map(self, f):
        if self.ok():
            return Result(f(self.value))
        return Result(None, self.error)

    def __repr__(self):
        return f"Ok({self.value!r})" if self.ok() else f"Err({self.error})"


def safe_div(a, b):
    if b == 0:
        return Result(None, "division by zero")
    return Result(a / b)


def parse_name(s):
    if not s:
        return Result(error="empty")
    return Result(s.title())


class Cache:
    def __init__(self, compute, limit=2):
        self.compute = compute
        self.limit = limit
        self.store = {}
        self.order = []

    def __call__(self, key):
        if key in self.store:
            return self.store[key]
        value = self.compute(key)
        self.store[key] = value
        self.order.append(key)
        if len(self.order) > self.limit:
            old = self.order.pop(0)
            del self.store[old]
        return value


class Node:
    __slots__ = ("key", "left", "right", "height")

    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None
        self.height = 1


def insert(root, key):
    if root is None:
        return Node(key)
    if key < root.key:
        root.left = insert(root.left, key)
    else:
        root.right = insert(root.right, key)
    root.height = 1 + max(height(root.left), height(root.right))
    return root


def height(n):
    return n.height if n else 0


def inorder(n):
    if n:
        yield from inorder(n.left)
        yield n.key
        yield from inorder(n.right)


def to_list(n):
    return [] if n is None else to_list(n.left) + [n.key] + to_list(n.right)


class Graph:
    def __init__(self):
        self.edges = {}

    def add(self, a, b):
        self.edges.setdefault(a, []).append(b)
        self.edges.setdefault(b, [])

    def bfs(self, start):
        seen = [start]
        queue = [start]
        while queue:
            n = queue.pop(0)
            for m in self.edges[n]:
                if m not in seen:
                    seen.append(m)
                    queue.append(m)
        return seen


class Observable:
    def __init__(self, value):
        self._value = value
        self._watchers = []

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, new):
        old, self._value = self._value, new
        for w in self._watchers:
            w(old, new)

    def watch(self, f):
        self._watchers.append(f)


class Matrix:
    def __init__(self, data):
        self.data = data

    @classmethod
    def filled(cls, n, v):
        return cls([[v] * n for _ in range(n)])

    def apply(self, f):
        return Matrix([[f(x) for x in row] for row in self.data])

    def __eq__(self, other):
        return self.data == other.data

    def __iter__(self):
        for row in self.data:
            for x in row:
                yield x


class Shape:
    def __init__(self, label):
        self.label = label


class Sq(Shape):
    def __init__(self, side, label="sq"):
        super().__init__(label)
        self.side = side

    def area(self):
        return self.side ** 2


class Timer:
    total = 0

    def __init__(self, step):
        self.step = step

    def tick(self):
        Timer.total += 1
        return self.step


def pipeline(value, *steps):
    for s in steps:
        value = s(value)
    return value


def zip_with(f, xs, ys):
    return [f(x, y) for x, y in zip(xs, ys)]


def partition(pred, xs):
    yes, no = [], []
    for x in xs:
        (yes if pred(x) else no).append(x)
    return yes, no


def transpose(rows):
    return [list(r) for r in zip(*rows)]


def last(xs, default=None):
    return xs[-1] if xs else default


def main():
    print(safe_div(1, 2), safe_div(1, 0), parse_name("bob"), parse_name(""), safe_div(3, 2).map(lambda v: v * 2))
    sq = Cache(lambda n: n * n)
    up = Cache(lambda s: s.upper())
    print(sq(2), sq(3), sq(4), sq(2), up("a"), up("b"), up("a"), len(sq.store), sorted(up.store))
    r = None
    for k in (5, 2, 8):
        r = insert(r, k)
    t = None
    for k in "hello":
        t = insert(t, k)
    print(list(inorder(r)), "".join(inorder(t)), to_list(r), to_list(t), height(r), height(t))
    g = Graph()
    g.add(1, 2)
    g.add(2, 3)
    h = Graph()
    h.add("a", "b")
    print(g.bfs(1), h.bfs("a"), h.edges, g.edges)
    o = Observable(1)
    p = Observable("x")
    o.watch(lambda a, b: print("int", a + 1, b))
    p.watch(lambda a, b: print("str", a + "!", b))
    o.value = 5
    p.value = "y"
    print(o.value + 1, p.value + "z")
    m = Matrix.filled(2, 1)
    n = Matrix.filled(2, "q")
    print(m.data, n.data, m.apply(lambda v: v + 1).data, m.apply(str).data == [["1", "1"], ["1", "1"]], list(n), sum(m), m == Matrix([[1, 1], [1, 1]]))
    print(Sq(2).area(), Sq(1.5).area(), Sq(2, "big").label)
    a = Timer(1)
    b = Timer("s")
    print(a.tick() + 1, b.tick() + "t", Timer.total)
    print(pipeline(3, lambda v: v + 1, lambda v: v * 2), pipeline("a", lambda s: s + "b", lambda s: s.upper()))
    print(zip_with(lambda x, y: x + y, [1, 2], [3, 4]), zip_with(lambda x, y: x + y, "ab", "cd"))
    print(partition(lambda v: v > 1, [1, 2, 3]), partition(str.isupper, ["A", "b"]))
    print(transpose([[1, 2], [3, 4]]), transpose([["a"], ["b"]]), last([1, 2]), last([], 7), last(["p"]), last([]))


if __name__ == "__main__":
    main()
