"""fractions.Fraction: made from everything, arithmetic with ints and floats, order, rounding, prebuilt ones, errors."""

import math
from collections import defaultdict
from fractions import Fraction

HALF = Fraction(1, 2)
TABLE = {"third": Fraction(1, 3), "big": Fraction("12345678901234567/700000000000000001")}


def attempt(function):
    try:
        print(function())
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        print(type(error).__name__, error)


def making():
    print(Fraction(16, -10), Fraction("3/7"), Fraction("1.25"), Fraction(" -.5e3 "), Fraction(0.75), Fraction(HALF))
    print(Fraction(), Fraction(HALF, 3), Fraction(2, HALF), repr(HALF), TABLE["third"], TABLE["big"])
    print(HALF.numerator, HALF.denominator, HALF.as_integer_ratio(), Fraction(0.1).limit_denominator(1000))
    attempt(lambda: Fraction("x"))
    attempt(lambda: Fraction(3, 0))
    attempt(lambda: Fraction(float("inf")))


def arithmetic():
    third = TABLE["third"]
    print(third + HALF, third - HALF, third * HALF, third / HALF, third // HALF, third % HALF, divmod(HALF, third))
    print(third + 1, 1 + third, 2 - third, third - 2, third * 3, 3 * third, third / 2, 2 / third, 7 // third, 7 % HALF)
    print(third + 0.5, 0.5 + third, HALF * 0.25, 1.0 / HALF, HALF**3, HALF**-2, HALF**0.5, -third, abs(-third), +third)
    print(sum([Fraction(1, n) for n in range(1, 60)], Fraction(0)))
    total = Fraction(0)
    for i in range(1, 20):
        total += Fraction(1, math.factorial(i))
    print(total, float(total), float(TABLE["big"]))
    attempt(lambda: third / 0)
    attempt(lambda: third // 0)
    attempt(lambda: third % 0)
    print(Fraction("1e30") / 7, float(Fraction("1e30") / 7), Fraction(10**18) * 10**18)


def order():
    third = TABLE["third"]
    print(third < HALF, third == Fraction(2, 6), third != HALF, third >= 1, HALF == 0.5, HALF > 0.25, Fraction(4, 2) == 2)
    print(max(third, HALF), sorted([HALF, third, Fraction(-1)]), bool(Fraction(0)), hash(HALF) == hash(0.5))
    print(int(Fraction(-7, 2)), round(Fraction(5, 2)), round(Fraction(22, 7), 2), math.floor(Fraction(-7, 2)))
    print(math.ceil(Fraction(7, 2)), float(third), f"{third}", "%s" % HALF, {HALF: 1}[Fraction(2, 4)])
    chances = defaultdict(Fraction)
    for first in range(1, 7):
        for second in range(1, 7):
            chances[first + second] += Fraction(1, 36)
    print(chances[7], sum(chances.values(), Fraction()), [str(chances[n]) for n in range(2, 13)])


making()
arithmetic()
order()
