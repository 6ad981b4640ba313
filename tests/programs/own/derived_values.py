"""Classes derived from str, int, float and tuple; enumerations of str and int; named tuples with `__new__`."""

import math
import os
from collections import namedtuple
from enum import Enum, StrEnum


class Token(str):
    def __new__(cls, text, line=0):
        self = super().__new__(cls, text)
        self.line = line
        return self

    def where(self):
        return "%s@%d" % (self, self.line)

    def upper(self):
        return "UP:" + super().upper()


class Kw(Token):
    kind = "kw"

    def __repr__(self):
        return "Kw(%s)" % super().__repr__()


class Id(str):
    def __init__(self, text):
        self.uses = 0

    def __eq__(self, other):
        return str.__eq__(self, other)

    def __hash__(self):
        return str.__hash__(self)

    def __add__(self, other):
        return Id(str(self) + other)


EOF = Token("#<eof>", 99)
TABLE = {Token("a", 1): 10, Token("b", 2): 20}
ENV = {"plus": 1, "minus": 2}


def describe(t):
    if t is EOF:
        return "EOF"
    return t.where()


def split(text):
    return [Kw(w, i) if w in ("if", "else") else Token(w, i) for i, w in enumerate(text.split())]


def texts():
    toks = split("if x then else y")
    toks.append(EOF)
    for t in toks:
        print(describe(t), t.upper(), t.line, len(t), repr(t), t)
    print([t for t in toks if isinstance(t, Kw)], "if" in toks, toks.index("x"), toks.count("y"))
    print(TABLE["a"], TABLE[Token("b")], "c" in TABLE, TABLE.get("zz", -1), Token("plus") in ENV, ENV[Token("minus")])
    i = Id("q") + "z"
    print(i, i.uses, i == "qz", i.startswith("q"), i.split("z"), i.find("z"), i.replace("q", "r"), i.center(8, "*"))
    print("%-6s|%6s|%r" % (i, i, i), f"{i:>5}|{i!r:>6}", f"{i} {i:>4}")
    print("-".join(toks), "-".join(t.upper() for t in toks))
    print(os.path.join("dir", Token("file")), int(Token("42")) + 1, float(Token("1.5")), ord(Token("A")))
    print("xabcx".strip(Token("x")), "a,b".split(Token(",")), "abc".startswith(Token("a")), Token("a") + Token("b"))
    print(sorted(toks), max(toks), toks == ["if", "x", "then", "else", "y", "#<eof>"])
    s = {Token("a"), Token("a"), Token("b")}
    print(len(s), "a" in s, bool(Token("")), not Token("x"))
    print(type(i).__name__, isinstance(i, str), isinstance("x", Id), type(str(i)).__name__, issubclass(Kw, str))
    print(list(Token("ab")), tuple(Token("ab")), [c for c in Token("xy")], Token("hello")[1:3], Token("hello")[-1])
    k = Kw("if", 3)
    print(hash(k) == hash("if"), {k: 1}, (k, 1), [k])


class Celsius(int):
    def __new__(cls, v):
        if v < -273:
            raise ValueError("too cold")
        return int.__new__(cls, v)

    def __add__(self, o):
        return Celsius(int(self) + o)

    __radd__ = __add__

    @classmethod
    def zero(cls):
        return cls(0)

    def __str__(self):
        return "%dC" % int(self)


class Money(float):
    def __str__(self):
        return "$%.2f" % self

    def __add__(self, other):
        return Money(float.__add__(self, other))


class Flags(int):
    __slots__ = ()

    def has(self, f):
        return self & f == f

    def __or__(self, o):
        return Flags(super().__or__(o))

    def __repr__(self):
        return "Flags(%d)" % self


class Pair(tuple):
    __slots__ = ()

    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    a = property(lambda self: self[0])
    b = property(lambda self: self[1])

    def __str__(self):
        return "<%s %s>" % self


class Row(tuple):
    def total(self):
        t = 0
        for x in self:
            t += x
        return t


R = Flags(1)
W = Flags(2)


def numbers():
    c = Celsius(4)
    print(c + 1, 1 + c, c, c == 4, c * 2, int(c), [c], c < 5, Celsius.zero(), max(c, Celsius(9)))
    try:
        Celsius(-300)
    except ValueError as e:
        print(e)
    m = Money(2.5)
    print(m, m + 1.25, m * 2, repr(m), "%5.1f" % m, f"{m:.3f}", f"{m}", round(m), round(m, 1), abs(Money(-1.0)), -m)
    f = R | W
    print(
        f,
        f.has(R),
        f.has(4),
        f & 1,
        f == 3,
        f << 2,
        [10, 20, 30, 40][f],
        "x" * f,
        list(range(R)),
        f ^ 1,
        ~f,
        hex(f),
        bin(f),
        divmod(f, 2),
        f // 2,
        f / 2,
        2**f,
        pow(f, 2),
        f.bit_length(),
        chr(Flags(65)),
    )
    d = {R: "r", W: "w"}
    print(d[1], d[W], 3 in d, d, {1: 2}[R], R in [1, 2], 1 in [R])
    xs = [1, 2, 3]
    xs[R] = 9
    del xs[W]
    print(xs)
    p = Pair("k", 3)
    a, b = p
    print(
        p,
        a,
        b,
        p.a,
        p.b,
        p[0],
        p[-1],
        len(p),
        p == ("k", 3),
        p == ("k", 3),
        p != Pair("k", 4),
        repr(p),
        p < Pair("l", 0),
        hash(p) == hash(("k", 3)),
        {p: 1}[("k", 3)],
        isinstance(p, tuple),
    )
    r = Row([1, 2, 3])
    print(
        r.total(),
        r,
        r[1:],
        len(r),
        2 in r,
        r + (4,),
        sum(r),
        sorted(r),
        list(r),
        max(r),
        r.index(2),
        r.count(1),
        [x * 2 for x in r],
    )
    big = Flags("101", 2)
    print(big, bool(Flags(0)), Flags(), float(big))
    if R:
        print("true")
    for i in range(R, W):
        print(i)


class P(namedtuple("P", "x y")):
    __slots__ = ()

    def __new__(cls, x, y=0):
        return super().__new__(cls, x, y)

    def dist(self):
        return abs(self.x) + abs(self.y)

    def __add__(self, o):
        return P(self.x + o.x, self.y + o.y)


class Color(str, Enum):
    RED = "red"
    BLUE = "blue"


class Level(int, Enum):
    LOW = 1
    HIGH = 2


def tuples():
    p = P(1)
    q = P(2, 3)
    print(p, q, p + q, (p + q).dist(), p == (1, 0), p._replace(x=5))
    print(Color.RED == "red", Color("blue").name, Color.RED.value.upper(), 1)
    print(Level.LOW < Level.HIGH, Level.LOW + 1, [5, 6, 7][Level.HIGH], Level.HIGH == 2)


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"


class Mode(str, Enum):
    ON = "on"
    OFF = "off"

    def __str__(self):
        return self.value


def members():
    print(
        Fruit.APPLE == "apple",
        Fruit.APPLE + "s",
        f"{Fruit.PEAR}",
        str(Fruit.PEAR),
        repr(Fruit.PEAR),
        Fruit.PEAR.upper(),
        {Fruit.APPLE: 1}["apple"],
    )
    print(
        Mode.ON == "on",
        Mode.ON,
        f"{Mode.OFF}",
        repr(Mode.ON),
        Mode("off"),
        {"on": 1}[Mode.ON],
        Mode.ON in ("on", "x"),
        [m.value for m in Mode],
        "".join([Mode.ON, Mode.OFF]),
    )
    print(
        str(Color.RED),
        f"{Color.RED}",
        "%s" % Color.RED,
        Color.RED.upper(),
        "x" + Color.RED,
        len(Color.RED),
        Color.RED is Color.RED,
        Color.RED == Color.BLUE,
        Color.RED != "red",
        sorted([Color.RED, Color.BLUE]),
        Color.RED == "red",
        "red" in [Color.RED],
    )
    print(
        Level.HIGH > 1,
        max(Level.LOW, Level.HIGH),
        Level.HIGH * 2,
        list(range(Level.HIGH)),
        int(Level.LOW),
        {Level.LOW: "a"}[1],
        "%d" % Level.HIGH,
        Level.HIGH.bit_length(),
    )
    c = Color.BLUE
    if c == "blue":
        print("blue!")
    match c:
        case Color.RED:
            print("r")
        case Color.BLUE:
            print("b")


texts()
numbers()
tuples()
members()


class Symbol_f1(str):
    pass


class Loud_f1(str):
    def __str__(self):
        return "LOUD:" + super().__str__()

    def __len__(self):
        return 99


class N_f1(int):
    def __repr__(self):
        return "N!"


class Name_f1(str):
    def __eq__(self, other):
        return self.lower() == other.lower()

    def __hash__(self):
        return hash(self.lower())


def kind_f1(x):
    match x:
        case "abc":
            return "lit"
        case Symbol_f1():
            return "sym"
        case _:
            return "other"


def shout_f1(x):
    return x.upper() + "!"


def more_f1():
    s = Symbol_f1("abc")
    print(
        "b" > s, s < "b", "abc" == s, s != "abc", "%s-%s" % (s, s), s * 2, s[::-1], s == None, s is s, s in ("abc", "x")
    )
    print(
        type(s) is str,
        type(s) == Symbol_f1,
        isinstance(s, (int, str)),
        isinstance(s, (int, float)),
        kind_f1(s),
        kind_f1(Symbol_f1("q")),
        shout_f1(s),
        shout_f1("plain"),
    )
    print(
        s.encode(),
        s.join(["1", "2"]),
        "x" + s + "y",
        s + s,
        s.replace("b", s),
        "abcabc".count(s),
        "zabc".find(s),
        "zabc".endswith(s),
        s.split("b"),
        s.partition("b"),
        s.isalpha(),
        s.title(),
        s.zfill(5),
        s.ljust(5, "."),
    )
    l = Loud_f1("hey")
    print(l, f"{l}", "%s" % l, str(l), repr(l), len(l), l + "!", [l], bool(Loud_f1("")), "{}".format(l), l.upper())
    n = N_f1(5)
    print(
        n,
        [n],
        str(n),
        "%d" % n,
        "%s" % n,
        f"{n}",
        f"{n:3d}",
        n + 1,
        repr(n),
        n == 5,
        {n: 1},
        n is not None,
        -n,
        n // 2,
        7 % n,
        n < 6 < 7,
        n if n else 0,
    )
    d = {Name_f1("Foo"): 1}
    print(
        d[Name_f1("fOO")],
        Name_f1("A") == "a",
        Name_f1("A") == Name_f1("b"),
        Name_f1("a") in d,
        Name_f1("x") in [Name_f1("X")],
        Name_f1("A") != "a",
    )
    acc = 0
    for k in [N_f1(1), N_f1(2)]:
        acc += k
    print(
        acc,
        sum([N_f1(1), N_f1(2)], 0),
        [i * n for i in range(2)],
        "ab"[N_f1(1)],
        "x" * N_f1(3),
        divmod(7, n),
        round(N_f1(7) / 2, 1),
        max(N_f1(1), N_f1(3)) == 3,
        abs(N_f1(-4)),
        int(N_f1(3)),
        float(N_f1(3)),
        pow(N_f1(2), 3),
        N_f1(6) & 3,
        1 << N_f1(3),
    )
    try:
        print(Symbol_f1("abc")[10])
    except IndexError as e:
        print(e)
    try:
        print(int(Symbol_f1("zz")))
    except ValueError as e:
        print(e)
    try:
        print({"a": 1}[Symbol_f1("zz")])
    except KeyError as e:
        print(e)
    a, b, c = s
    print(
        a,
        b,
        c,
        list(enumerate(s)),
        list(zip(s, "xyz")),
        dict(zip([s], [1])),
        set([s, Symbol_f1("abc")]),
        tuple(s),
        "".join(reversed(s)),
        sorted(s, reverse=True),
        any(ch == "b" for ch in s),
        {s: 1, Symbol_f1("d"): 2},
    )


more_f1()


class P_f2(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)


class Q_f2(tuple):
    def __len__(self):
        return 7


class D_f2(dict):
    def __getattr__(self, k):
        return self[k]


class B_f2(bytes):
    def size(self):
        return len(self)


class F_f2(float):
    pass


class W_f2:
    def __init__(self, v):
        object.__setattr__(self, "v", v)

    def __setattr__(self, k, v):
        raise AttributeError("ro " + k)

    def __getattr__(self, k):
        if k.startswith("__"):
            raise AttributeError(k)
        return len(k)


def more_f2():
    p = P_f2(1, 2, 3)
    print(
        p,
        p[0],
        len(p),
        p + (4,),
        p == (1, 2, 3),
        P_f2() == (),
        tuple(p) == p,
        list(p),
        "%d %d %d" % p,
        p[1:],
        p * 2,
        2 in p,
        p.index(3),
        max(p),
        sum(p),
        (p, 1),
        {p: 1}[(1, 2, 3)],
        p < (1, 2, 4),
        (0,) < p,
    )
    a, *rest = p
    print(a, rest)
    for x, y in [P_f2(1, 2), P_f2(3, 4)]:
        print(x + y)
    q = Q_f2([1, 2])
    print(len(q), q, bool(q))
    d = D_f2(a=1, b=2) if False else D_f2({"a": 1, "b": 2})
    print(d.a + d.b, len(d), d["a"])
    b = B_f2(b"abc")
    print(b, b.size(), b[0], b[1:], b + b"d", b == b"abc", b.decode(), b.hex(), len(b), list(b))
    f = F_f2(2.5)
    print(
        f,
        repr(f),
        f + 1,
        f == 2.5,
        round(f),
        int(f),
        f"{f:.2f}",
        [f],
        f > 2,
        hash(f) == hash(2.5),
        f.is_integer(),
        -f,
        f**2,
        2**f > 5,
        abs(F_f2(-1.5)),
        max(f, F_f2(3)),
        min([f, F_f2(1)]),
        sorted([f, F_f2(1.0)]),
    )
    w = W_f2(5)
    print(w.v, w.zz)
    try:
        w.v = 6
    except AttributeError as e:
        print(e)
    print(math.sqrt(F_f2(4.0)), math.floor(F_f2(2.7)))


more_f2()
