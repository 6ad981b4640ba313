"""Classes. Each function shows one feature: its docstring is the share of programs, and its name."""

import enum
from abc import ABC, abstractmethod
from collections import namedtuple
from dataclasses import dataclass, field
from typing import NamedTuple


class Shape:
    """An instance attribute, a class attribute, a method."""

    sides = 0

    def __init__(self, name):
        self.name = name

    def describe(self):
        return "%s with %d sides, area %s" % (self.name, self.sides, self.area())

    def area(self):
        return 0.0


class Square(Shape):
    """Overrides an attribute and a method."""

    sides = 4

    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return float(self.side * self.side)


def classes():
    """65 classes"""
    print(Shape("nothing").describe())


def initialisers():
    """61 __init__"""
    shape = Shape("point")
    shape.name += "!"
    print(shape.name)


def inheritance():
    """25 inheritance"""
    shapes = [Shape("blob"), Square(3)]
    for shape in shapes:
        print(shape.describe(), isinstance(shape, Square))


def class_attributes():
    """16 class attributes"""
    square = Square(1)
    print(Square.sides, square.sides, Shape.sides)


def supers():
    """6 super()"""
    print(Square(2).name)


class Vector:
    """Special methods."""

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __eq__(self, other):
        return isinstance(other, Vector) and self.x == other.x and self.y == other.y

    def __hash__(self):
        return hash((self.x, self.y))

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)

    def __bool__(self):
        return self.x != 0 or self.y != 0

    def __str__(self):
        return "(%d, %d)" % (self.x, self.y)

    def __repr__(self):
        return "Vector(%d, %d)" % (self.x, self.y)

    def __len__(self):
        return 2

    def __getitem__(self, index):
        if index == 0:
            return self.x
        if index == 1:
            return self.y
        raise IndexError("two items")

    def __setitem__(self, index, value):
        if index == 0:
            self.x = value
        else:
            self.y = value

    def __contains__(self, value):
        return value in (self.x, self.y)

    def __call__(self, factor):
        return self.x * factor + self.y

    def __iter__(self):
        yield self.x
        yield self.y


def special_methods():
    """26 special methods besides __init__"""
    print(Vector(1, 2)(10), len(Vector(0, 0)))


def arithmetic_overloads():
    """7 arithmetic overloads"""
    print(Vector(1, 2) + Vector(3, 4) * 2 - Vector(1, 1), 3 * Vector(1, 0), -Vector(1, 1))


def texts():
    """14 __str__ / __repr__"""
    print(str(Vector(1, 2)), repr(Vector(1, 2)), [Vector(3, 4)], f"{Vector(5, 6)}")


def items():
    """6 __getitem__, __setitem__"""
    vector = Vector(1, 2)
    vector[0] = 9
    print(vector[0], vector[1], list(vector))


def equality():
    """5 __eq__"""
    print(Vector(1, 2) == Vector(1, 2), Vector(1, 2) != Vector(1, 3), Vector(1, 2) in [Vector(1, 2)])


def hashes():
    """4 __hash__"""
    print(len({Vector(1, 2), Vector(1, 2), Vector(2, 1)}), {Vector(0, 1): "a"}[Vector(0, 1)])


def lengths():
    """4 __len__"""
    print(len(Vector(1, 1)))


def orders():
    """4 __lt__"""
    print(sorted([Vector(2, 1), Vector(1, 5), Vector(1, 2)]), min(Vector(3, 3), Vector(0, 9)))


def truth():
    """2 __bool__"""
    print([bool(v) for v in (Vector(0, 0), Vector(0, 1))], "yes" if Vector(1, 0) else "no")


def containment():
    """2 __contains__"""
    print(3 in Vector(3, 4), 5 in Vector(3, 4))


def calls():
    """3 __call__"""
    print(Vector(2, 1)(5))


class Countdown:
    """An iterator."""

    def __init__(self, start):
        self.n = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def iterators():
    """3 __iter__ / __next__"""
    print([n for n in Countdown(4)], sum(Countdown(5)))


class Temperature:
    """Static and class methods, properties."""

    made = 0

    def __init__(self, celsius):
        self._celsius = celsius
        Temperature.made += 1

    @staticmethod
    def to_fahrenheit(celsius):
        return celsius * 9 / 5 + 32

    @classmethod
    def boiling(cls):
        return cls(100.0)

    @property
    def fahrenheit(self):
        return Temperature.to_fahrenheit(self._celsius)

    @fahrenheit.setter
    def fahrenheit(self, value):
        self._celsius = (value - 32) * 5 / 9


def static_methods():
    """12 staticmethod"""
    print(Temperature.to_fahrenheit(10.0))


def class_methods():
    """4 classmethod"""
    print(Temperature.boiling().fahrenheit)


def properties():
    """2 property"""
    temperature = Temperature(0.0)
    temperature.fahrenheit = 212.0
    print(temperature.fahrenheit, temperature._celsius, Temperature.made > 0)


def isinstances():
    """9 isinstance"""
    for shape in (Shape("x"), Square(1)):
        print(isinstance(shape, Square), isinstance(shape, (Square, Shape)))


class Animal(ABC):
    """An abstract class."""

    @abstractmethod
    def sound(self):
        """What it says."""


class Dog(Animal):
    """A concrete one."""

    def sound(self):
        return "woof"


def abstract_classes():
    """9 abc"""
    animal = Dog()
    print(animal.sound(), isinstance(animal, Animal))


class Node:
    """Slots."""

    __slots__ = ("following", "value")

    def __init__(self, value, following):
        self.value = value
        self.following = following


def slots():
    """5 __slots__"""
    node = Node(1, Node(2, None))
    print(node.value, node.following.value, node.following.following is None)


@dataclass(order=True)
class Item:
    """A dataclass."""

    price: float
    name: str = "thing"
    tags: list[str] = field(default_factory=list)


def dataclasses():
    """4 dataclass"""
    item = Item(2.5, "pen")
    item.tags.append("blue")
    print(item, item == Item(2.5, "pen", ["blue"]), Item(1.0) < item)


Pair = namedtuple("Pair", "left right")


class Point(NamedTuple):
    """A typed one."""

    x: int
    y: int = 0


def named_tuples():
    """4 namedtuple"""
    pair = Pair(1, "b")
    x, y = Point(3)
    print(pair, pair.left, pair[1], x, y, Point(1, 2)._replace(y=5))


class Color(enum.Enum):
    """An enumeration."""

    RED = 1
    GREEN = 2


def enums():
    """2 enum"""
    color = Color.RED
    print(color, color.name, color.value, color is Color.GREEN, [c.name for c in Color], Color(2))


class Stack(list):
    """A container of our own."""

    def push(self, item):
        self.append(item)

    def top(self):
        return self[-1]


def container_subclasses():
    """4 subclassing a built-in container"""
    stack = Stack()
    stack.push(1)
    stack.push(5)
    print(stack.top(), len(stack), stack.pop(), stack)


class ParseError(ValueError):
    """An exception with attributes."""

    def __init__(self, message, line):
        super().__init__(message)
        self.line = line


def custom_exceptions():
    """10 exception classes"""
    try:
        raise ParseError("unexpected end", 7)
    except ValueError as error:
        print(error)
        if isinstance(error, ParseError):
            print(error.line)


def named_attributes():
    """3 getattr / hasattr with constant names"""
    shape = Square(5)
    print(getattr(shape, "side"), hasattr(shape, "side"), hasattr(shape, "radius"), getattr(shape, "radius", -1))


class Loud:
    """A mixin."""

    def shout(self):
        return self.speak().upper() + "!"


class Person(Loud):
    """Uses the mixin."""

    def speak(self):
        return "hello"


class Robot(Loud):
    """Uses it too."""

    def speak(self):
        return "beep"


def mixins():
    """3 multiple inheritance and mixins"""
    print(Person().shout(), Robot().shout())


def decorators():
    """2 decorators"""

    def doubled(function):
        def wrapper(x):
            return function(x) * 2

        return wrapper

    @doubled
    def increment(x):
        return x + 1

    print(increment(4))


def local_classes():
    """1 classes inside functions"""

    class Chain:
        made = 0

        def __init__(self, name):
            self.name = name
            Chain.made += 1

        def longer(self):
            return Chain(self.name + "'")

    class Named(Chain):
        def __init__(self):
            super().__init__("named")

    print(Chain("x").longer().longer().name, Named().longer().name, Chain.made)
