"""Inference about classes: attributes, methods, inheritance, properties, operators, special classes."""

import abc
import enum
from collections import namedtuple
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.support.annotation import annotated, codes_of, errors_of, result_of
from weft.annotator.call_sites import Receiver
from weft.annotator.lattice import INTEGER, STRING


def check(function, expected, *arguments):
    assert str(result_of(function, *arguments)) == expected


class Animal:
    sound = "..."
    count = 0

    def __init__(self, name):
        self.name = name

    def speak(self):
        return self.sound

    def legs(self):
        raise NotImplementedError


class Dog(Animal):
    sound = "woof"

    def legs(self):
        return 4


class Bird(Animal):
    def legs(self):
        return 2


def test_virtual_methods_only_of_live_classes():
    def f(n):
        animal = Dog("rex") if n > 2 else Bird("tweety")
        return animal.legs()

    program = annotated(f, INTEGER)
    assert str(program.entry.result.annotation) == "int"
    (site,) = [s for s in program.calls.values() if s.method == "legs"]
    assert {target.function.function for target in site.targets} == {Dog.legs, Bird.legs}
    assert site.targets[0].sources == (Receiver(),)


def test_attributes_live_in_the_most_general_class():
    def f():
        dog = Dog("rex")
        return dog.name, Bird("x").name

    program = annotated(f)
    (animal,) = [c for c in program.classdefs if c.name == "Animal"]
    (dog,) = [c for c in program.classdefs if c.name == "Dog"]
    assert "name" in animal.attributes
    assert "name" not in dog.attributes


def test_class_values_are_readonly_attributes():
    def f():
        return Dog("a").speak() + Bird("b").speak()

    program = annotated(f)
    (animal,) = [c for c in program.classdefs if c.name == "Animal"]
    assert animal.attributes["sound"].readonly


def test_class_variable_assigned_at_run_time():
    class Counter:
        made = 0

        def __init__(self):
            Counter.made += 1

    def f():
        Counter()
        return Counter.made

    program = annotated(f)
    assert str(program.entry.result.annotation) == "int"
    assert (Counter, "made") in program.context.static_variables


def test_bound_methods_are_values():
    def f(n):
        speak = Dog("rex").speak
        return speak() * n

    check(f, "str", INTEGER)


def test_super():
    class Base:
        def __init__(self, n):
            self.n = n

        def size(self):
            return self.n

    class Sub(Base):
        def __init__(self, n):
            super().__init__(n * 2)

        def size(self):
            return super().size() + 0.5

    def f(n):
        return Sub(n).size()

    check(f, "float", INTEGER)


def test_mixins_have_functions_of_their_own():
    class Named:
        def label(self):
            return self.key

    class A(Named):
        def __init__(self):
            self.key = 1

    class Base:
        def __init__(self):
            self.key = "x"

    class B(Named, Base):
        pass

    def f():
        return A().label(), B().label()

    check(f, "tuple[int, str]")


def test_cooperative_super():
    class Base:
        def steps(self):
            return ["Base"]

    class Left(Base):
        def steps(self):
            return ["Left", *super().steps()]

    class Right(Base):
        def steps(self):
            return ["Right", *super().steps()]

    class Both(Left, Right):
        pass

    def f():
        return Both().steps(), Left().steps()

    program = annotated(f)
    owners = {
        (graph.name.rpartition(".")[0].rpartition(".")[2], program.context.info_of[graph].description.owner)
        for graph in program.graphs
        if graph.name.endswith("steps")
    }
    assert len(owners) >= 4  # Left.steps alone, and copies in Both


def test_properties():
    class Square:
        def __init__(self, side):
            self.side = side

        @property
        def area(self):
            return self.side * self.side

        @area.setter
        def area(self, value):
            self.side = value // 2

    def f(n):
        square = Square(n)
        square.area = 16
        return square.area

    check(f, "int", INTEGER)


def test_static_and_class_methods():
    class Point:
        def __init__(self, x):
            self.x = x

        @classmethod
        def origin(cls):
            return cls(0)

        @staticmethod
        def scale(n):
            return n * 0.5

    def f(n):
        return Point.origin().x, Point.scale(n), Point(1).scale(2)

    check(f, "tuple[int, float, float]", INTEGER)


def test_operators():
    class Vector:
        def __init__(self, x):
            self.x = x

        def __add__(self, other):
            return Vector(self.x + other.x)

        def __rmul__(self, factor):
            return Vector(self.x * factor)

        def __getitem__(self, index):
            return self.x

        def __len__(self):
            return 1

        def __eq__(self, other):
            return self.x == other.x

        def __hash__(self):
            return self.x

        def __call__(self, n):
            return str(n)

        def __contains__(self, n):
            return n == self.x

    def f(n):
        v = Vector(n) + 3 * Vector(2)
        return v[0], len(v), v == Vector(1), v(5), 3 in v, {v: 1}

    check(f, "tuple[int, int, bool, str, bool, dict[Vector, int]]", INTEGER)


def test_not_implemented():
    class Length:
        def __init__(self, cm):
            self.cm = cm

        def __eq__(self, other):
            if not isinstance(other, Length):
                return NotImplemented
            return self.cm == other.cm

        __hash__ = None

    class Other:
        pass

    def f(n):
        return Length(n) == Length(2), Length(n) == Other()

    check(f, "tuple[bool, bool]", INTEGER)


def test_dataclasses():
    @dataclass
    class Point:
        x: int
        y: int = 0
        tags: list[str] = field(default_factory=list)

    def f(n):
        p = Point(n)
        p.tags.append("a")
        return p.x, p.tags, p == Point(1, 2, ["b"]), repr(p)

    check(f, "tuple[int, list[str], bool, str]", INTEGER)


class Pair(NamedTuple):
    left: int
    right: str = "r"

    def swapped(self):
        return self.right, self.left


def test_named_tuples():
    edge = namedtuple("edge", "a b")

    def f(n):
        p = Pair(n)
        return p.left, p[1], p.swapped(), edge(1, 2.5).b, p._replace(right="x"), str(p)

    check(f, "tuple[int, str, tuple[str, int], float, Pair, str]", INTEGER)


class Color(enum.Enum):
    RED = "r"
    BLUE = "b"

    @property
    def text(self):
        return self.value.upper()


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


def test_enumerations():
    def f(text):
        color = Color(text)
        names = [c.name for c in Color]
        return color.text, names, color is Color.RED, Level.HIGH + 1, Level.LOW < Level.HIGH, str(Level.LOW)

    check(f, "tuple[str, list[str], bool, int, bool, str]", STRING)


def test_context_managers():
    @contextmanager
    def opened(n):
        yield n * 0.5

    class Manager:
        def __enter__(self):
            return "x"

        def __exit__(self, cls, value, traceback):
            return False

    def f(n):
        with opened(n) as x, Manager() as y:
            return x, y

    # A context manager made of a generator may swallow an exception, a RecursionError of the calls at least.
    check(f, "tuple[float, str] or None", INTEGER)


def test_match_statement():
    class Move:
        __match_args__ = ("x", "y")

        def __init__(self, x, y):
            self.x = x
            self.y = y

    class Stop:
        pass

    def f(n):
        command = Move(n, 2.5) if n > 3 else Stop()
        match command:
            case Move(x, y):
                return x * y
            case Stop():
                return 0.0
        return 1.0

    check(f, "float", INTEGER)


def test_unrelated_classes_share_what_all_have():
    class Circle:
        def __init__(self):
            self.radius = 2

        def size(self):
            return self.radius

    class Matrix:
        def size(self):
            return 9

    def f():
        return [thing.size() for thing in [Circle(), Matrix()]]

    check(f, "list[int]")


def test_attribute_of_some_subclasses():
    class Node:
        pass

    class Leaf(Node):
        def __init__(self, value):
            self.value = value

    class Branch(Node):
        def __init__(self, left):
            self.left = left

    def f(n):
        # From a list: newer compilers copy a short `return` into both branches, where the class is known exactly.
        node = [Leaf(n), Branch(None)][n > 3]
        return node.value

    program = annotated(f, INTEGER)
    assert str(program.entry.result.annotation) == "int"
    assert "AttributeError" in [c.name for c in program.context.info_of[program.entry].raises]


def test_prebuilt_instances():
    node = Dog("rex")
    node.friends = [Bird("tweety")]

    def f():
        return node.friends[0].name, node.legs()

    check(f, "tuple[str, int]")


def test_cyclic_prebuilt_data():
    class Node:
        def __init__(self):
            self.next = None

    first, second = Node(), Node()
    first.next, second.next = second, first

    def f():
        return first.next.next.next

    check(f, "Node")


def test_exact_classes_fold_isinstance():
    def f():
        return isinstance(Dog("a"), Animal), isinstance(Animal("b"), Dog)

    assert result_of(f).constant == (True, False)


def test_assigning_a_method_is_refused():
    def f():
        dog = Dog("x")
        dog.legs = lambda: 5
        return dog.legs()

    (error,) = errors_of(f)
    assert error.code == "W0405"
    assert "legs" in error.message


def test_abstract_class():

    class Shape(abc.ABC):
        @abc.abstractmethod
        def area(self): ...

    def f():
        return Shape()

    assert codes_of(f) == ["W0401"]


def test_hasattr_and_getattr_with_constant_names():
    def f():
        dog = Dog("rex")
        return hasattr(dog, "name"), hasattr(dog, "wings"), getattr(dog, "wings", 2)

    assert str(result_of(f)) == "tuple[bool, bool, int]"


def test_frozen_dataclass_refuses_assignment():
    @dataclass(frozen=True)
    class Point:
        x: int

    def f(n):
        point = Point(n)
        if n > 3:
            point.x = 2
        return point.x, {point: 1}

    program = annotated(f, INTEGER)
    assert "FrozenInstanceError" in [c.name for c in program.context.info_of[program.entry].raises]


def test_what_a_class_may_not_define():
    class Lazy:
        def __getattribute__(self, name):
            return 1

    (error,) = errors_of(lambda: Lazy())
    assert error.code == "W0401"
    assert "__getattribute__" in error.message
