"""Sentinels made by object(): default arguments, marks in tables, among values of other types."""

_missing_c3 = object()


class Node_c3:
    def __init__(self, v):
        self.v = v


DELETED_c3 = object()


def first_c3(xs, default=_missing_c3):
    for x in xs:
        return x
    if default is _missing_c3:
        raise ValueError("empty")
    return default


def pick_c3(d, k, default=_missing_c3):
    try:
        return d[k]
    except KeyError:
        if default is _missing_c3:
            raise
        return default


class Slots_c3:
    def __init__(self):
        self.cells = [None] * 4

    def put(self, i, n):
        self.cells[i] = n

    def drop(self, i):
        self.cells[i] = DELETED_c3

    def show(self):
        out = []
        for c in self.cells:
            if c is None:
                out.append("-")
            elif c is DELETED_c3:
                out.append("x")
            else:
                out.append(str(c.v))
        return "".join(out)


def run_c3():
    print(first_c3([1, 2]), first_c3([], 9), first_c3(["x"]), first_c3([], "q"))
    try:
        first_c3([0][1:])
    except ValueError as e:
        print(e)
    print(pick_c3({"a": 1}, "a"), pick_c3({"a": 1}, "b", 5), pick_c3({1: "x"}, 2, "none"))
    try:
        pick_c3({"a": 1}, "z")
    except KeyError as e:
        print("key", e)
    s = Slots_c3()
    s.put(1, Node_c3(7))
    s.put(2, Node_c3(8))
    s.drop(2)
    print(s.show())
    a = object()
    b = object()
    print(
        a is b,
        a == b,
        a is a,
        a != b,
        {a: 1, b: 2}[b],
        str(a).startswith("<object object at 0x"),
        isinstance(a, object),
        type(a).__name__,
    )
    m = {}
    m["n"] = Node_c3(1)
    got = m.get("q", _missing_c3)
    print(got is _missing_c3, m.get("n", _missing_c3) is _missing_c3)


_missing_c1 = object()


class Store_c1:
    def __init__(self):
        self.d = {"a": 1}

    def get(self, k, default=_missing_c1):
        if k in self.d:
            return self.d[k]
        if default is _missing_c1:
            raise KeyError(k)
        return default


def first_c1(xs, default=_missing_c1):
    for x in xs:
        return x
    if default is _missing_c1:
        raise ValueError("empty")
    return default


def run_c1():
    s = Store_c1()
    print(s.get("a"), s.get("b", 7))
    try:
        s.get("c")
    except KeyError as e:
        print(e)
    print(first_c1([1, 2]), first_c1([], 9), first_c1(["x"]), first_c1([], "q"))
    v = s.d.get("zz", _missing_c1)
    print(v is _missing_c1)
    w = s.d.get("a", _missing_c1)
    if w is not _missing_c1:
        print(w + 1)
    a = object()
    b = object()
    print(a is b, a == b, a is a)


EMPTY_c2 = object()


class Cell_c2:
    def __init__(self):
        self.value = EMPTY_c2
        self.name = EMPTY_c2

    def is_empty(self):
        return self.value is EMPTY_c2


def run_c2():
    c = Cell_c2()
    print(c.is_empty())
    c.value = 3
    c.name = "abc"
    print(c.is_empty(), c.value + 1, c.name)
    xs = [EMPTY_c2] * 3
    xs[1] = 5
    print([x is EMPTY_c2 for x in xs])


MISSING_c4 = object()
UNSET_c4 = object()


def memo_c4(f):
    cache = {}

    def wrapper(n):
        r = cache.get(n, MISSING_c4)
        if r is MISSING_c4:
            r = cache[n] = f(n)
        return r

    return wrapper


@memo_c4
def fib_c4(n):
    return n if n < 2 else fib_c4(n - 1) + fib_c4(n - 2)


class Field_c4:
    def __init__(self, name, default=UNSET_c4, kind="str"):
        self.name = name
        self.default = default
        self.kind = kind

    def required(self):
        return self.default is UNSET_c4

    def get(self, d):
        v = d.get(self.name, UNSET_c4)
        if v is not UNSET_c4:
            return v
        if self.default is UNSET_c4:
            raise KeyError(self.name)
        return self.default


class Cfg_c4:
    color = "red"


def lookup_c4(table, key, default=MISSING_c4):
    value = table.get(key, default)
    if value is MISSING_c4:
        raise LookupError(key)
    return value


class Lazy_c4:
    def __init__(self):
        self._v = UNSET_c4
        self.n = 0

    @property
    def v(self):
        if self._v is UNSET_c4:
            self.n += 1
            self._v = [1, 2, 3]
        return self._v

    def clear(self):
        self._v = UNSET_c4


def last_c4(it):
    prev = MISSING_c4
    for x in it:
        prev = x
    return prev


def dedup_c4(xs):
    out = []
    prev = MISSING_c4
    for x in xs:
        if prev is MISSING_c4 or x != prev:
            out.append(x)
        prev = x
    return out


def run_c4():
    print(fib_c4(30))
    f = Field_c4("a")
    g = Field_c4("b", "dflt")
    h = Field_c4("c", default="x", kind="int")
    print(f.required(), g.required(), f.get({"a": "1"}), g.get({}), h.get({"c": "y"}))
    try:
        f.get({})
    except KeyError as e:
        print("missing", e)
    print(getattr(Cfg_c4, "color"), getattr(Cfg_c4(), "colour", MISSING_c4) is MISSING_c4)
    c = getattr(Cfg_c4(), "color", MISSING_c4)
    if c is not MISSING_c4:
        print(c.upper())
    print(lookup_c4({"a": 1.5}, "a"), lookup_c4({"a": 2}, "b", 7))
    try:
        lookup_c4({"k": 3}, "z")
    except LookupError as e:
        print("lookup", e)
    l = Lazy_c4()
    print(l.v, l.v, l.n)
    l.clear()
    print(sum(l.v), l.n)
    r = last_c4([4, 5, 6])
    print(r is MISSING_c4, last_c4([][:0] or [1][:0]) is MISSING_c4, r == 6, r != 6, r == "x")
    if r is not MISSING_c4:
        print(r + 1)
    print(dedup_c4([1, 1, 2, 2, 3, 1]), dedup_c4("aabbc"), dedup_c4([None, None, 1]))
    it = iter([1, 2])
    total = 0
    while True:
        x = next(it, MISSING_c4)
        if x is MISSING_c4:
            break
        total += x
    print(total)
    q = None
    d = {"n": None, "m": 3}
    for k in ("n", "m", "o"):
        q = d.get(k, MISSING_c4)
        if q is MISSING_c4:
            print(k, "missing")
        elif q is None:
            print(k, "none")
        else:
            print(k, q + 1)
    print(r, f"{r}", str(r), bool(r), isinstance(r, int), not r)
    m = last_c4([2.5])
    print(m * 2, -m, m < 3, [m][0], (m, 1)[0] is MISSING_c4)
    try:
        bad = last_c4([0][:0])
        print(bad + 1)
    except TypeError as e:
        print("TypeError")
    w = last_c4(["ab", "cd"])
    print(w.upper(), w[0], len(w), "c" in w, [ch for ch in w])


A_c8 = object()


class Table_c8:
    def __init__(self, n):
        self.slots = [A_c8] * n

    def put(self, k, v):
        i = k % len(self.slots)
        while self.slots[i] is not A_c8:
            i = (i + 1) % len(self.slots)
        self.slots[i] = (k, v)

    def get(self, k):
        i = k % len(self.slots)
        while True:
            e = self.slots[i]
            if e is A_c8:
                return None
            if e[0] == k:
                return e[1]
            i = (i + 1) % len(self.slots)


def g_c8(x=A_c8, y=A_c8, *, z=A_c8):
    r = []
    if x is not A_c8:
        r.append("x=%d" % x)
    if y is not A_c8:
        r.append("y=" + y)
    if z is A_c8:
        r.append("noz")
    else:
        for c in z:
            r.append(str(c))
    return r


def pair_c8(t):
    match t:
        case (a, b):
            return a


def run_c8():
    t = Table_c8(8)
    t.put(1, "one")
    t.put(9, "nine")
    t.put(2, "two")
    print(t.get(1), t.get(9), t.get(2), t.get(5))
    print(g_c8(), g_c8(1), g_c8(2, "q"), g_c8(y="w", z=[1, 2]))
    vals = [A_c8, 3, 4]
    print(
        sum(v for v in vals if v is not A_c8),
        [v for v in vals if v is not A_c8],
        max([v for v in vals if v is not A_c8]),
    )
    s = {"k": A_c8}
    s["k"] = "text"
    s["j"] = "more"
    print(sorted(s), s["k"] is A_c8, s["k"] == "text", {k: v for k, v in s.items()}["j"])
    x = A_c8
    for i in range(3):
        if x is A_c8:
            x = i
        else:
            x = x + i
    print(x)
    f = A_c8
    f = len
    print(f("abc"))


run_c3()
run_c1()
run_c2()
run_c4()
run_c8()
