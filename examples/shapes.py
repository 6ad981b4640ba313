"""Classes with a common base: each shape knows its own area, and a drawing adds them up.

python examples/shapes.py
"""

import math


class Shape:
    """Something with a name and an area."""

    def __init__(self, name):
        self.name = name

    def area(self):
        raise NotImplementedError

    def describe(self):
        return "%s of area %.2f" % (self.name, self.area())


class Circle(Shape):
    def __init__(self, radius):
        super().__init__("circle")
        self.radius = radius

    def area(self):
        return math.pi * self.radius * self.radius


class Rectangle(Shape):
    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)
        self.name = "square"


class Drawing(Shape):
    """A shape made of shapes."""

    def __init__(self, parts):
        super().__init__("drawing")
        self.parts = parts

    def area(self):
        total = 0.0
        for part in self.parts:
            total += part.area()
        return total

    def describe(self):
        return super().describe() + " (" + ", ".join([part.name for part in self.parts]) + ")"


def main():
    inner = Drawing([Circle(1.0), Square(2.5)])
    drawing = Drawing([Rectangle(3.0, 0.5), inner])
    for shape in inner.parts + [inner, drawing]:
        print(shape.describe())


if __name__ == "__main__":
    main()
