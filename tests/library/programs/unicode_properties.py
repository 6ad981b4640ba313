"""unicodedata: properties, decompositions and normal forms; named tuples with methods and properties of other classes."""

import unicodedata
from collections import namedtuple
from typing import NamedTuple

SAMPLES = "aZ5 _\u00e9\u0301\u0323\u1e9b\u2460\u3042\uac01\ud55c\u1112\u1161\u11ab\ufb01\uff21\u05d0\U0001f600\U0010fffd\u0378"


def without_accents(text):
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def width(text):
    return sum(2 if unicodedata.east_asian_width(char) in ("W", "F") else 1 for char in text)


def characters():
    for char in SAMPLES:
        print(
            ascii(char),
            unicodedata.category(char),
            unicodedata.bidirectional(char),
            unicodedata.combining(char),
            unicodedata.east_asian_width(char),
            unicodedata.mirrored(char),
            unicodedata.decomposition(char),
        )
    for form in ["NFC", "NFD", "NFKC", "NFKD"]:
        for text in [SAMPLES, "plain", "e\u0301a\u0323\u0301", "\u1e9b\u0323", "\u1112\u1161\u11ab", "a\u0301\u0301"]:
            changed = unicodedata.normalize(form, text)
            print(form, ascii(changed), unicodedata.is_normalized(form, text))
    print(without_accents("\u00c5ngstr\u00f6m, na\u00efve, \u1ec7"), width("ab\u3042\uff21"))
    print(unicodedata.ucd_3_2_0.category("\u0221"), unicodedata.category("\u0221"))
    try:
        print(unicodedata.category("ab"))
    except TypeError as error:
        print(error)
    try:
        print(unicodedata.normalize("NF", "\u00e9"))
    except ValueError as error:
        print(error)


Base = namedtuple("Base", "x y")
class Mix:
    __slots__ = ()
    @property
    def total(self):
        return self.x + self.y + self._secret()
    def scaled(self, k):
        return self.x * k
    def _secret(self):
        return 10
class P(Base, Mix):
    __slots__ = ()
    def geturl(self):
        return "%d" % self.total
    @staticmethod
    def twice(n):
        return n * 2
    @classmethod
    def origin(cls):
        return cls(0, 0)
class Q(P):
    def geturl(self):
        return "q" + super().geturl()
class R(NamedTuple):
    a: int
    b: str
    def both(self):
        return self._text() * self.a
    def _text(self):
        return self.b
def tuples():
    p = P(1, 2)
    print(p.total, p.scaled(3), p, p[0], p._secret())
    print(p.geturl(), p.twice(4), P.twice(5), p.origin(), P.origin(), p._replace(x=5), p._replace(y=7).total)
    r = R(2, "ab")
    print(r.both(), p._asdict())
    f = p.scaled
    print(f(9))
    x, y = p
    print(x + y, p == (1, 2))


characters()
tuples()
