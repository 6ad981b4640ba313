"""Class attributes assigned in the class, in its instances and in subclasses."""


class Counter:
    total = 0
    limit = 5

    def __init__(self, name):
        Counter.total += 1
        self.name = name

    def over(self, n):
        self.limit = n

    @classmethod
    def reset(cls):
        cls.limit = 7


class Special(Counter):
    def describe(self):
        return "%s %d %s" % (self.name, self.limit, hasattr(self, "limit"))


class Sub(Counter):
    limit = 50


def counters():
    a = Counter("a")
    b = Special("b")
    a.over(9)
    print(a.limit, b.limit, Counter.limit)
    Counter.limit = 6
    print(a.limit, b.limit, Counter.limit, b.describe())
    Counter.reset()
    b.limit += 100
    print(a.limit, b.limit, Counter.limit, Counter.total, getattr(a, "limit", 0))
    del a.limit
    print(a.limit)
    try:
        del a.limit
    except AttributeError as e:
        print("no")


def more():
    xs = [Counter("a"), Special("b"), Sub("c")]
    print([x.limit for x in xs])
    xs[2].over(1)
    Sub.limit = 60
    Counter.limit = 3
    print([x.limit for x in xs], Sub("d").limit, [x.total for x in xs])


class Base:
    level = 1

    def show(self):
        return self.level


class Derived(Base):
    level = 2


class Third(Base):
    pass


def third():
    bs = [Base(), Derived(), Third()]
    print([b.show() for b in bs])
    Base.level = 10
    print([b.show() for b in bs], Derived.level, Third.level)
    Derived.level = 20
    print([b.show() for b in bs], Derived.level)


class Root:
    level = 1

    def show(self):
        return self.level


class Heir(Root):
    level = 2


class Fourth(Root):
    pass


def fourth():
    bs = [Root(), Heir(), Fourth()]
    print([b.show() for b in bs])
    Heir.level = 20
    print([b.show() for b in bs], Heir.level)


counters()
more()
third()
fourth()
