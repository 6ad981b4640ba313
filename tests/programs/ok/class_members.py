# Descriptors, cached properties, properties beside attributes, abstract classes, iteration by __getitem__.
from functools import cached_property
from abc import ABC, abstractmethod, ABCMeta


class DescriptorsPositive:
    def __init__(self, default=0):
        self.default = default

    def __set_name__(self, owner, name):
        self.public = name

    def __get__(self, obj, cls=None):
        return obj._values[self.public]

    def __set__(self, obj, v):
        if v < 0:
            raise ValueError(self.public + " must be positive")
        obj._values[self.public] = v


class DescriptorsItem:
    price = DescriptorsPositive()
    qty = DescriptorsPositive(1)

    def __init__(self, p, q):
        self._values = {}
        self.price = p
        self.qty = q


class DescriptorsLazy:
    def __init__(self, fn):
        self.fn = fn

    def __get__(self, obj, cls):
        return self.fn(obj)


class DescriptorsX:
    def __init__(self):
        self.v = 3

    @DescriptorsLazy
    def dbl(self):
        return self.v * 2


class DescriptorsY(DescriptorsX):
    def __init__(self):
        super().__init__()
        self.v = 10


def descriptors():
    i = DescriptorsItem(3, 4)
    print(i.price * i.qty)
    try:
        i.price = -1
    except ValueError as e:
        print(e)
    i.qty += 2
    print(i.qty)
    print(DescriptorsX().dbl, DescriptorsY().dbl)


class CachedC:
    def __init__(self, n):
        self.n = n
        self.calls = 0

    @cached_property
    def big(self):
        self.calls += 1
        return [self.n] * 3

    @cached_property
    def s(self):
        return sum(self.big)


class CachedD(CachedC):
    @cached_property
    def big(self):
        return [0]


def cached():
    c = CachedC(4)
    print(c.big, c.big is c.big, c.calls, c.s)
    del c.big
    print(c.big, c.calls)
    c.s = 99
    print(c.s, CachedD(3).s, CachedD(4).big)
    for x in [CachedC(1), CachedD(1)]:
        print(x.big)
    try:
        del c.big
        del c.big
    except AttributeError as e:
        print(e)


class TemperatureT:
    def __init__(self, c):
        self._c = c

    @property
    def c(self):
        return self._c

    @c.setter
    def c(self, v):
        if v < -273:
            raise ValueError("too cold")
        self._c = v

    @c.deleter
    def c(self):
        print("del")
        self._c = 0

    @property
    def f(self):
        return self.c * 9 / 5 + 32

    @f.setter
    def f(self, v):
        self.c = (v - 32) * 5 / 9

    def _g(self):
        return "g"

    g = property(_g)


class TemperatureU(TemperatureT):
    @property
    def c(self):
        return super().c + 1

    @c.setter
    def c(self, v):
        self._c = v * 2


class TemperatureW(TemperatureT):
    @TemperatureT.c.getter
    def c(self):
        return 42.0


def temperature():
    t = TemperatureT(10.0)
    t.c = 20.0
    print(t.c, t.f, t.g)
    t.f = 212.0
    print(t.c)
    t.c += 1.5
    print(t.c)
    del t.c
    print(t.c == 0)
    try:
        t.c = -300.0
    except ValueError as e:
        print(e)
    u = TemperatureU(1.0)
    print(u.c)
    u.c = 5.0
    print(u.c, u.f)
    print(TemperatureW(3.0).c)


class ShapesShape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self):
        pass

    @staticmethod
    @abstractmethod
    def sides(): ...
    def describe(self):
        return "%s %.2f %d" % (self.name, self.area(), self.sides())


class ShapesSq(ShapesShape):
    def __init__(self, s):
        self.s = s

    def area(self):
        return self.s * self.s

    @property
    def name(self):
        return "sq"

    @staticmethod
    def sides():
        return 4


class ShapesCi(ShapesShape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return 3.14 * self.r**2

    name = "circle"

    @staticmethod
    def sides():
        return 0


def shapes():
    for s in (ShapesSq(2.0), ShapesCi(1.0)):
        print(s.describe())


class SequencesSeq:
    def __init__(self, data):
        self.data = data

    def __getitem__(self, i):
        return self.data[i]

    def __len__(self):
        return len(self.data)


class SequencesSquares:
    def __getitem__(self, i):
        if i > 4:
            raise IndexError(i)
        return i * i


class SequencesN:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


def sequences():
    s = SequencesSeq([1, 2, 3])
    print(
        [x for x in s], 2 in s, list(s), sum(s), s[-1], list(reversed(s)), max(s), list(zip(s, s)), list(enumerate(s))
    )
    a, b, c = s
    print(a, b, c, *s)
    print(
        list(SequencesSquares()),
        9 in SequencesSquares(),
        10 in SequencesSquares(),
        sorted(SequencesSquares(), reverse=True),
        tuple(SequencesSquares()),
    )
    for i, q in enumerate(SequencesSquares()):
        print(i, q, [10, 20, 30, 40, 50][SequencesN(i)])


class KindsA:
    tag = "a"

    @staticmethod
    def st(x):
        return "A%d" % x

    @classmethod
    def cm(cls):
        return cls.__name__ + cls.tag

    @property
    def p(self):
        return "pA"

    q = "qA"

    def call(self):
        return self.st(1) + self.cm() + self.p + self.q


class KindsB(KindsA):
    tag = "b"

    @staticmethod
    def st(x):
        return "B%d" % (x + 1)

    q = "qB"


class KindsC(KindsB):
    @classmethod
    def cm(cls):
        return "C" + super().cm()

    @property
    def q(self):
        return "qC"

    p = "pC"


class KindsD(KindsA):
    @staticmethod
    def st(x):
        return "D%d" % (x + 1)

    def __init__(self):
        self.n = 1


def kinds():
    for x in [KindsA(), KindsB(), KindsC(), KindsD()]:
        print(x.call(), x.st(5), x.p, x.q)
        f = x.st
        print(f(8))


class OverridingBase:
    def __init__(self, n):
        self.n = n
        self.k = 1

    def bump(self):
        self.n += 1
        return self.n


class OverridingChecked(OverridingBase):
    @property
    def n(self):
        return self._n

    @n.setter
    def n(self, v):
        self._n = min(v, 10)


class OverridingDeeper(OverridingChecked):
    pass


class OverridingPlain(OverridingBase):
    n = 7


def overriding():
    for b in [OverridingBase(9), OverridingChecked(9), OverridingDeeper(20), OverridingPlain(4)]:
        print(b.n, b.bump(), b.bump(), b.bump(), b.n, b.k)
        b.n = 100
        print(b.n)


def main():
    descriptors()
    cached()
    temperature()
    shapes()
    sequences()
    kinds()
    overriding()


if __name__ == "__main__":
    main()
