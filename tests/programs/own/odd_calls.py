"""sum() of instances, abstract classes that the program tries to instantiate, keywords of partial functions."""

from abc import ABC, abstractmethod
from functools import partial, total_ordering
import functools


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...


class Half(Shape):
    def area(self):
        return 1


class Square(Half):
    def __init__(self, n):
        self.n = n

    @property
    def name(self):
        return f"square {self.n}"


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        if isinstance(other, int):
            return Money(self.cents + other)
        return Money(self.cents + other.cents)

    __radd__ = __add__

    def __repr__(self):
        return f"${self.cents / 100:.2f}"


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __radd__(self, other):
        if other == 0:
            return self
        return self.__add__(other)

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"


class Weight:
    def __init__(self, n):
        self.n = n

    def __radd__(self, other):
        return other + self.n


for cls in (Shape, Half):
    try:
        cls()
    except TypeError as e:
        print("TypeError:", e)
try:
    print(Shape())
except (TypeError, ValueError) as e:
    print("cannot:", e)
print(Square(3).name, Square(2).area())
print(sum([Money(150), Money(275)]), sum(Money(c) for c in range(3)), sum([Vector(1, 2), Vector(3, 4)]))
print(sum([Weight(2), Weight(3)]), sum([w for w in [Weight(1)] if w.n > 5]), sum([1.5, 2]), sum([]))
print(sum([Vector(1, 1)], Vector(0, 0)))
try:
    print(sum([v for v in [Vector(0, 1)] if v.x]))
except NotImplementedError:
    print(0)
add = partial(lambda a, b, c=0: a + b + c, 5)
print(add(1), add(1, c=10))


def power(base, exp=2, *, scale=1):
    return scale * base ** exp


cube = partial(power, exp=3)
print(cube(2), cube(2, scale=10), partial(power, 3)(exp=4, scale=2), partial(power, scale=5)(2))


def local(n):
    tens = functools.partial(power, scale=n)
    return tens(2), tens(2, exp=5), tens(exp=1, base=7)


print(local(10))
