"""Uses fractions of the standard library."""

from fractions import Fraction

if __name__ == "__main__":
    third, half = Fraction(1, 3), Fraction(1, 2)
    print(third + half, third - half, third * half, third / half, third**2)
    print(third < half, third == Fraction(2, 6), max(third, half), abs(Fraction(-3, 4)))
    print(Fraction(16, -10), Fraction("3/7"), Fraction("1.25"), float(Fraction(7, 8)), repr(half))
    print(Fraction(355, 113).limit_denominator(10), int(Fraction(7, 2)), Fraction(7, 2) // 1, Fraction(7, 2) % 1)
    print(sum([Fraction(1, n) for n in range(1, 11)], Fraction(0)))
