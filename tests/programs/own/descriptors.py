"""Descriptors that keep values under names made by `__set_name__`; hooks of class creation."""


class Typed:
    def __init__(self, kind, low=None):
        self.kind = kind
        self.low = low

    def __set_name__(self, owner, name):
        self.public = name
        self.private = "_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return getattr(obj, self.private)

    def __set__(self, obj, value):
        self.check(value)
        setattr(obj, self.private, value)

    def check(self, value):
        print("check", self.public, self.kind)


class NonNeg:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        return instance.__dict__[self.name]

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError("%s must be >= 0" % self.name)
        instance.__dict__[self.name] = value


class Lazy:
    def __init__(self, f):
        self.f = f
        self.name = f.__name__

    def __get__(self, obj, cls):
        if self.name not in obj.__dict__:
            obj.__dict__[self.name] = self.f(obj)
        return obj.__dict__[self.name]


class Item:
    label = Typed("str")
    tags = Typed("list")
    price = NonNeg()
    qty = NonNeg()

    def __init__(self, label, price, qty):
        self.label = label
        self.tags = [label]
        self.price = price
        self.qty = qty

    def total(self):
        return self.price * self.qty


class Other:
    weight = NonNeg()

    def __init__(self, w):
        self.weight = w

    @Lazy
    def squared(self):
        print("once")
        return self.weight**2


def typed():
    i = Item("pen", 2.5, 4)
    print(i.label, i.tags, i.price, i.qty, i.total())
    i.tags.append("x")
    i.qty = 10
    print(i.tags, i.total())
    try:
        i.price = -1.0
    except ValueError as e:
        print(e)
    o = Other(3)
    print(o.weight, o.squared, o.squared)
    try:
        o.weight = -3
    except ValueError as e:
        print(e)


class Counter:
    total = 0
    registry = {}
    limit = 5

    def __init__(self, name):
        Counter.total += 1
        self.name = name
        self.registry[name] = self

    def over(self, n):
        self.limit = n


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, objtype=None):
        if obj is None:
            return self
        return getattr(obj, self.name)

    def __set__(self, obj, value):
        if value < 0:
            raise ValueError(self.name)
        setattr(obj, self.name, value)


class P:
    x = Positive()
    y = Positive()

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Base:
    subs = []

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Base.subs.append(cls)


class S1(Base):
    pass


class S2(Base):
    pass


def counted():
    a = Counter("a")
    b = Counter("b")
    a.over(9)
    print(Counter.total, a.limit, b.limit, sorted(Counter.registry))
    p = P(1, 2)
    p.x = 5
    print(p.x, p.y)
    try:
        p.y = -1
    except ValueError as e:
        print(e)
    print([c.__name__ for c in Base.subs])


typed()
counted()
