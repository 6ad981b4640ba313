"""Keyword arguments of different types, collected and passed on; decorators that pass on everything."""

import functools


class Surface:
    def __init__(self, **kwargs):
        self.colour = kwargs.get("colour", (1, 1, 1))
        self.shine = kwargs.get("shine", 0.2)
        self.name = kwargs["name"] if "name" in kwargs else "plain"

    def __repr__(self):
        return f"{type(self).__name__}({self.colour}, {self.shine}, {self.name!r})"


class Checkerboard(Surface):
    def __init__(self, **kwargs):
        Surface.__init__(self, **kwargs)
        self.size = kwargs.get("size", 1)


class Glass(Surface):
    def __init__(self, *args, **kwargs):
        super().__init__(**kwargs)
        self.layers = list(args)


CALLS = []


def traced(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        CALLS.append(function.__name__)
        return function(*args, **kwargs)

    return wrapper


def twice(function):
    def wrapper(*args, **kwargs):
        function(*args, **kwargs)
        return function(*args, **kwargs)

    return wrapper


@traced
def area(width, height=2, *, unit="cm"):
    return f"{width * height} {unit}"


@traced
@twice
def greet(name, greeting="Hello", times=1):
    print(" ".join([greeting] * times), name)
    return len(name)


def make(cls, *args, **kwargs):
    return cls(*args, **kwargs)


def options(**kwargs):
    return sorted(kwargs.items())


def need(**kwargs):
    return kwargs["must"]


def show_all(title, *values, sep=", ", **rest):
    end = rest.get("end", "!")
    print(title + ":", sep.join(map(str, values)) + end)


if __name__ == "__main__":
    print(Surface(), Surface(colour=(0, 0, 1)), Surface(name="red", shine=0.5))
    print(Checkerboard(size=3, name="board").size, Checkerboard(), Glass(1, 2, name="g").layers)
    print(area(3), area(3, 4), area(2, height=5), area(2, unit="m"))
    print(greet("Ann"), greet("Bob", times=2), greet("Eve", greeting="Hi"))
    print(CALLS)
    print(make(Surface, name="made"), make(Glass, 7, colour=(9, 9, 9)).layers)
    print(options(a=1, b=2), options())
    print(need(must=1), need(must="yes", more=2))
    try:
        print(need(more=1))
    except KeyError as error:
        print("KeyError", error)
    show_all("one", 1, 2, 3)
    show_all("two", "a", "b", sep="-", end="?")
    show_all("three", end="")
