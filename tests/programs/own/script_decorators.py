"""Decorators, registries, default arguments and class attributes that need values of the module."""
import functools
from dataclasses import dataclass, field
from enum import Enum

commands = {}
calls = []


def command(name):
    def register(function):
        commands[name] = function
        return function
    return register


def logged(function):
    @functools.wraps(function)
    def wrapper(n):
        calls.append(function.__name__)
        return function(n)
    return wrapper


BASE = 10
LIMIT = BASE ** 2


def scaled(n, factor=LIMIT // 4, names=("a", "b")):
    return n * factor, len(names)


def primes_below(n):
    found = []
    for k in range(2, n):
        if all(k % p for p in found):
            found.append(k)
    return found


PRIMES = primes_below(LIMIT)


class Color(Enum):
    RED = 1
    GREEN = 2


@dataclass
class Pixel:
    x: int
    y: int = BASE
    color: Color = Color.RED
    tags: list = field(default_factory=list)


class Sieve:
    table = PRIMES
    count = len(PRIMES)
    limit: int = LIMIT

    def smallest_factor(self, n):
        for p in self.table:
            if n % p == 0:
                return p
        return n


@command("double")
def double(n):
    return n * 2


@command("square")
@logged
def square(n):
    return n * n


@logged
def cube(n):
    return n * square(n)


print("start", sorted(commands))
print(scaled(3), scaled(3, 2))
print(Pixel(1), Pixel(1, 2, Color.GREEN, ["t"]))
sieve = Sieve()
print(sieve.count, [sieve.smallest_factor(n) for n in (91, 97, 221, 9409)])
for name in sorted(commands):
    print(name, commands[name](7))
print(cube(3), calls)


# Defined after statements that run: the registry changes only now.
before = len(commands)


@command("negate")
def negate(n):
    return -n


print(before, len(commands), commands["negate"](5))

step = len(calls) + 1


def advance(n, by=step):
    return n + by


def twice(f, n):
    return f(f(n))


print(advance(1), twice(advance, 1), twice(lambda v: v * step, 2))


def greet():
    return "first"


print(greet())


def greet():
    return "second"


print(greet())
compose = lambda f, g: lambda v: f(g(v))
inc = lambda v: v + 1
print(compose(inc, double)(20))
