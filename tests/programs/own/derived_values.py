"""Classes derived from str, int, float and tuple; enumerations of str and int; named tuples with `__new__`."""

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
