"""Values of several types in one place. Each function shows one feature: the share of programs, and its name."""

import random


def int_meets_float():
    """16 int meets float in one variable"""
    total = 0
    for x in (1.5, 2.5):
        total += x
    best = 0
    for x in [0.25, -1.0]:
        best = max(best, x)
    print(total, best)


class Account:
    """An attribute that starts as an int."""

    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        self.balance += amount
        return self.balance


def int_attribute_meets_float():
    """10 int meets float in an attribute"""
    account = Account()
    print(account.balance, account.deposit(10), account.deposit(0.5))


def int_item_meets_float():
    """6 int meets float in a list"""
    row = [0] * 3
    row[1] = 2.5
    print(row, sum(row))


def none_meets_int():
    """14 None meets int"""
    best = None
    for n in (3, 1, 2):
        if best is None or n < best:
            best = n
    print(best)


def none_meets_float():
    """6 None meets float"""
    cache = [None] * 3
    cache[1] = 0.5
    print(cache, [value is None for value in cache])


def bool_meets_int():
    """5 bool meets int"""
    found = 0
    for n in (1, 2):
        if n == 2:
            found = True
    print(found, found + 1)


class Circle:
    """One of two unrelated classes."""

    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return 3.0 * self.radius * self.radius


class Box:
    """The other."""

    def __init__(self, side):
        self.side = side

    def area(self):
        return 1.0 * self.side * self.side


def unrelated_classes():
    """8 unrelated classes in one container"""
    shapes = [Circle(1), Box(2)]
    for shape in shapes:
        print(shape.area(), isinstance(shape, Box))


def different_lists_in_one_helper():
    """12 containers of different types through one function"""

    def last(items):
        return items[-1]

    def swap(items, i, j):
        items[i], items[j] = items[j], items[i]

    numbers, words = [1, 2, 3], ["a", "b"]
    swap(numbers, 0, 2)
    swap(words, 0, 1)
    print(last(numbers), last(words), numbers, words)


def seeded_random():
    """18 random with seed"""
    random.seed(42)
    print(random.random(), random.randint(1, 6), random.choice("abc"), random.sample(range(10), 3))
    numbers = list(range(5))
    random.shuffle(numbers)
    print(numbers, random.uniform(0, 1), random.gauss(0, 1))
