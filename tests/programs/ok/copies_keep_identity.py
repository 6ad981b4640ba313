# Copies of classes are one class to the program: type(), isinstance, class variables, equality, class methods.
class Counter:
    made = 0
    names = []

    def __init__(self, v):
        Counter.made += 1
        self.v = v
        Counter.names.append(type(self).__name__)

    def same(self, other):
        return type(self) is type(other) and isinstance(other, Counter) and self.__class__ is other.__class__

    @classmethod
    def make(cls, v):
        return cls(v)

    @staticmethod
    def twice(x):
        return x + x

    def clone(self):
        return type(self)(self.v)

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self.v == other.v

    def __hash__(self):
        return hash(self.v)


class Sub(Counter):
    def __init__(self, v, extra=None):
        super().__init__(v)
        self.extra = extra

    def same(self, other):
        return super().same(other)


class A:
    def __init__(self, x):
        self.x = x
        self.b = None

    def attach(self):
        self.b = B(self)
        return self.b


class B:
    def __init__(self, a):
        self.a = a

    def value(self):
        return self.a.x


class Visitor:
    def visit(self, node):
        return node.accept(self)


class Leaf:
    def __init__(self, v):
        self.v = v

    def accept(self, visitor):
        return self.v


class Wrap:
    def __init__(self, inner):
        self.inner = inner

    def accept(self, visitor):
        return visitor.visit(self.inner)


def build(n, x):
    node = Leaf(x)
    for _ in range(n):
        node = Wrap(node)
    return node


def describe(c):
    if isinstance(c, Sub):
        return "sub"
    if isinstance(c, Counter):
        return "counter"
    return "other"


def repeat(f, n, x):
    return x if n == 0 else repeat(f, n - 1, f(x))


def main():
    a = Counter(1)
    b = Counter("s")
    c = Sub(2)
    d = Sub("t", 5)
    print(a.same(a), a.same(Counter(3)), c.same(c), d.same(d), Counter.made, Counter.names)
    print(a.v + 1, b.v + "!", c.v, d.v, d.extra, [describe(q) for q in (a, c)], describe(b), describe(d))
    print(Counter.make(4).v + 1, Counter.make("z").v + "!", Counter.twice(2), Counter.twice("q"), a.clone().v, b.clone().v)
    print(a == Counter(1), a == Counter(9), b == Counter("s"), a != Counter(1), hash(a) == hash(Counter(1)), len({a, Counter(1)}), len({b: 1, Counter("k"): 2}))
    print(type(a) is Counter, type(c) is Sub, type(a) == type(b), type(a) != type(c), type(1) == int, type("s") != int, type(c).__name__, isinstance(d, Counter), issubclass(Sub, Counter))
    x = A(1).attach()
    y = A("y").attach()
    print(x.value() + 1, y.value() + "!", x.a.b is x, y.a.b.a.x)
    print(repeat(lambda q: q + 1, 3, 0), repeat(lambda s: s + "x", 2, ""), repeat(lambda l: l + [1], 2, [0]))


if __name__ == "__main__":
    main()
