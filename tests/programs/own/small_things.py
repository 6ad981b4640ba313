"""Twenty small programs in one: the exercises of a course."""
import math
import random
import itertools
import functools
import string


# 1. roman numerals
ROMAN = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def to_roman(n):
    if not 0 < n < 4000:
        raise ValueError("out of range: %d" % n)
    out = ""
    for value, letters in ROMAN:
        while n >= value:
            out += letters
            n -= value
    return out


def from_roman(s):
    values = dict((letters, value) for value, letters in ROMAN if len(letters) == 1)
    total = 0
    for this, following in zip(s, s[1:] + " "):
        v = values[this]
        total += -v if v < values.get(following, 0) else v
    return total


# 2. dates
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
NAMES = "Mon Tue Wed Thu Fri Sat Sun".split()


def is_leap(y):
    return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)


class Date:
    def __init__(self, y, m, d):
        self.y, self.m, self.d = y, m, d

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))

    def ordinal(self):
        y = self.y - 1
        days = y * 365 + y // 4 - y // 100 + y // 400
        for m in range(1, self.m):
            days += DAYS[m - 1] + (1 if m == 2 and is_leap(self.y) else 0)
        return days + self.d

    def weekday(self):
        return NAMES[(self.ordinal() + 6) % 7]

    def __sub__(self, other):
        return self.ordinal() - other.ordinal()

    def __format__(self, spec):
        if spec == "":
            return "%04d-%02d-%02d" % (self.y, self.m, self.d)
        return spec.replace("Y", str(self.y)).replace("M", "%02d" % self.m).replace("D", "%02d" % self.d)


def easter(year):
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return Date(year, month, day + 1)


# 3. Mandelbrot
def mandelbrot(width=48, height=16, limit=30):
    rows = []
    for row in range(height):
        line = ""
        for column in range(width):
            c = complex(3.0 * column / width - 2.2, 2.4 * row / height - 1.2)
            z = 0j
            for n in range(limit):
                if abs(z) > 2:
                    break
                z = z * z + c
            else:
                n = limit
            line += " .:-=+*#%@"[n * 9 // limit]
        rows.append(line.rstrip())
    return "\n".join(rows)


# 4. life
def life_step(cells):
    counts = {}
    for x, y in cells:
        for dx, dy in itertools.product((-1, 0, 1), repeat=2):
            if dx or dy:
                counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in cells)}


# 5. knapsack
def knapsack(items, capacity):
    @functools.lru_cache(maxsize=None)
    def best(i, room):
        if i == len(items):
            return 0
        weight, value = items[i]
        without = best(i + 1, room)
        return max(without, value + best(i + 1, room - weight)) if weight <= room else without

    return best(0, capacity)


# 6. permutations of signs
def target_sum(numbers, target):
    return sum(1 for signs in itertools.product([1, -1], repeat=len(numbers))
               if sum(s * n for s, n in zip(signs, numbers)) == target)


# 7. caesar and vigenere
def caesar(text, shift):
    upper, lower = string.ascii_uppercase, string.ascii_lowercase
    table = str.maketrans(upper + lower, upper[shift:] + upper[:shift] + lower[shift:] + lower[:shift])
    return text.translate(table)


def vigenere(text, key, sign=1):
    shifts = itertools.cycle([sign * (ord(k) - 97) for k in key])
    return "".join(chr((ord(c) - 97 + next(shifts)) % 26 + 97) if c.islower() else c for c in text)


# 8. numbers
def primes_below(n):
    sieve = bytearray([1]) * n
    sieve[0:2] = b"\0\0"
    for i in range(2, math.isqrt(n) + 1):
        if sieve[i]:
            sieve[i * i::i] = bytes(len(range(i * i, n, i)))
    return [i for i, flag in enumerate(sieve) if flag]


def factorize(n):
    factors, p = {}, 2
    while p * p <= n:
        while n % p == 0:
            factors[p] = factors.get(p, 0) + 1
            n //= p
        p += 1
    if n > 1:
        factors[n] = 1
    return factors


def collatz(n):
    while True:
        yield n
        if n == 1:
            return
        n = 3 * n + 1 if n % 2 else n // 2


# 9. lists
def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    while left and right:
        merged.append((left if left[0] <= right[0] else right).pop(0))
    return merged + left + right


def quick_sort(items):
    if not items:
        return []
    pivot, *rest = items
    return quick_sort([x for x in rest if x < pivot]) + [pivot] + quick_sort([x for x in rest if x >= pivot])


def chunks(items, size):
    return [items[i:i + size] for i in range(0, len(items), size)]


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


def pascal(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [a + b for a, b in zip([0] + row, row + [0])]


if __name__ == "__main__":
    print([to_roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)])
    print(all(from_roman(to_roman(n)) == n for n in range(1, 4000)))
    try:
        to_roman(0)
    except ValueError as e:
        print(e)
    d = Date.parse("2024-02-29")
    print(f"{d} {d:D.M.Y}", d.weekday(), Date(2000, 1, 1) - Date(1900, 1, 1))
    print([f"{easter(y):D/M}" for y in range(2020, 2026)])
    print(mandelbrot())
    glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
    for _ in range(4):
        glider = life_step(glider)
    print(sorted(glider))
    print(knapsack(((12, 4), (2, 2), (1, 1), (4, 10), (1, 2)), 15), target_sum([1, 1, 1, 1, 1], 3))
    secret = caesar("Hello, World", 3)
    print(secret, caesar(secret, 23), vigenere(vigenere("attack at dawn", "lemon"), "lemon", -1))
    print(primes_below(60), factorize(360), factorize(9973 * 7), list(collatz(27))[:10], sum(1 for _ in collatz(27)))
    rng = random.Random(5)
    data = [rng.randint(0, 99) for _ in range(15)]
    print(merge_sort(data) == sorted(data) == quick_sort(data), data[:5])
    print(chunks("abcdefgh", 3), list(hanoi(3)), list(pascal(6)))
