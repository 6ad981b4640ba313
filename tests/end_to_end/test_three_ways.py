"""What Python, the low-level interpreter and compiled C make of the same functions."""

from __future__ import annotations

import math
import sys
from itertools import product

import pytest

from tests.support.three_ways import check, check_all

pytestmark = pytest.mark.compile

LARGEST, SMALLEST = sys.maxsize, -sys.maxsize - 1


def floor_divide(x, y):
    return x // y


def modulo(x, y):
    return x % y


def divide(x, y):
    return x / y


def both(x, y):
    return divmod(x, y)


def shift_left(x, y):
    return x << y


def shift_right(x, y):
    return x >> y


def add(x, y):
    return x + y


def subtract(x, y):
    return x - y


def multiply(x, y):
    return x * y


def negate(x, y):
    return -x, abs(y), ~x


def kept_apart(x, y):
    """Numbers of all kinds through one list: a small or large int, a float, a bool."""
    numbers = [x, y, x / 3, x > y, x]
    first, last = numbers[0], numbers[-1]
    same = [a == b for a in numbers for b in numbers], [a < b for a in numbers for b in numbers]
    kinds = [isinstance(a, int) for a in numbers], [isinstance(a, float) for a in numbers]
    return repr((numbers, same, kinds, first is last, [hash(a) for a in numbers], dict.fromkeys(numbers, 1)[x]))


def masked(x, y):
    return (x * y + 12345) & 0xFFFFFFFF


def bits(x, y):
    return x & y, x | y, x ^ y


def compare(x, y):
    return x < y, x <= y, x == y, x != y, x > y, x >= y, min(x, y), max(x, y)


def caught(x, y):
    try:
        return x * y // (x - y)
    except OverflowError:
        return -1
    except ZeroDivisionError:
        return -2


def in_words(function, x, y):
    """True if the exact result fits a word; otherwise Weft raises OverflowError and Python does not."""
    try:
        result = function(x, y)
    except Exception:  # noqa: BLE001
        return True
    values = result if isinstance(result, tuple) else (result,)
    return all(not isinstance(value, int) or SMALLEST <= value <= LARGEST for value in values)


def test_integers():
    numbers = [0, 1, -1, 2, -3, 7, -10, 63, 64, 1000, LARGEST, SMALLEST]
    functions = [floor_divide, modulo, both, add, subtract, multiply, negate, bits, compare]
    cases = [(f, x, y) for f in functions for x, y in product(numbers, numbers) if in_words(f, x, y)]
    cases += [(divide, x, y) for x, y in product(numbers[:10], numbers[:10])]
    shifts = [(x, y) for x, y in product(numbers, [0, 1, 5, 62, 63, 64, 1000, -1])]
    cases += [(f, x, y) for f in (shift_left, shift_right) for x, y in shifts if in_words(f, x, y)]
    cases += [(masked, x, y) for x, y in product([0, 3, -7, 65599, 2**31], [1, 31, -4, 2**30])]
    cases += [(caught, x, y) for x, y in product([0, 3, -7, 12], [0, 3, -7, 12])]
    edges = [0, 1, -1, 2**47 - 1, 2**47, -(2**47), -(2**47) - 1, 2**53 + 1, LARGEST, SMALLEST]
    cases += [(kept_apart, x, y) for x, y in product(edges, edges)]
    check_all(cases)


def word(x):
    if x > LARGEST or x < SMALLEST:
        raise OverflowError  # only Python comes here
    return x


def overflowing_product(x, y):
    try:
        return str(word(x * y))
    except OverflowError:
        return "overflow"


def overflowing_sum(x, y):
    try:
        return str(word(x + y))
    except OverflowError:
        return "overflow"


def overflowing_difference(x, y):
    try:
        return str(word(x - y)) + str(word(-x))
    except OverflowError:
        return "overflow"


def overflowing_shift(x, y):
    try:
        return str(word(x << (y & 127)))
    except OverflowError:
        return "overflow"


def overflowing_quotient(x, y):
    try:
        return str(word(x // y))
    except (OverflowError, ZeroDivisionError):
        return "error"


def test_overflow():
    numbers = [0, 1, -1, 3, 62, 63, 2**31, -(2**31), 2**32, LARGEST // 2, LARGEST, SMALLEST]
    functions = [overflowing_product, overflowing_sum, overflowing_difference, overflowing_shift, overflowing_quotient]
    check_all([(f, x, y) for f in functions for x, y in product(numbers, numbers)])


def float_arithmetic(x, y):
    return x + y, x - y, x * y, -x, abs(y)


def float_division(x, y):
    return x / y


def float_floor(x, y):
    return x // y, x % y


def float_compare(x, y):
    return x < y, x <= y, x == y, x != y, x > y, x >= y


def float_to_int(x, y):
    return int(x) + int(y)


def float_functions(x, y):
    return math.sqrt(x), math.floor(y), math.ceil(y), round(y)


def float_power(x, y):
    return x**y


def test_floats():
    numbers = [0.0, -0.0, 1.0, -1.5, 0.1, 3.7, -1e300, 1e300, 5e-324, math.inf, -math.inf, math.nan]
    functions = [float_arithmetic, float_division, float_floor, float_compare]
    cases = [(f, x, y) for f in functions for x, y in product(numbers, numbers)]
    cases += [(float_functions, x, y) for x, y in product([0.0, 2.25, 1e10], [-1.5, 0.5, 2.5, -0.0, 1e15])]
    cases += [(float_to_int, x, y) for x, y in product([0.0, -1.9, 1e15, math.nan, math.inf], [2.9, -0.5])]
    cases += [(float_power, x, y) for x, y in product([0.0, 1.5, 2.0, 10.0], [0.0, 0.5, 2.0, 3.0, 10.0])]
    check_all(cases)


def text_methods(s, n):
    return s.upper(), s.strip(), s.find("b"), s.replace("a", "xy"), s.startswith("ab"), len(s), s * n


def text_index(s, n):
    return s[n]


def text_slices(s, n):
    return s[n:], s[:n], s[-n:], s[::-1], s[1:n]


def text_split(s, n):
    return s.split(), s.split("b", n), "-".join(s.split("a"))


def text_format(s, n):
    return "%s=%d" % (s, n), f"{s!r:>10}|{n:04x}|{n:+d}"


def text_number(s, n):
    return int(s) + n


def text_walk(s, n):
    counts = {}
    for c in s:
        counts[c] = counts.get(c, 0) + n
    return sorted(counts.items())


def test_strings():
    texts = ["", "a", "abcab", " b a ", "42", "-7 ", "1x", "h\u00e9llo", "\U0001f600b\n'", '"quoted"']
    functions = [text_methods, text_index, text_slices, text_split, text_format, text_number, text_walk]
    check_all([(f, s, n) for f in functions for s in texts for n in (0, 1, 2, -1)])


def list_of(n):
    return [i * i for i in range(n)]


def list_changes(n):
    items = list_of(n)
    items.append(-1)
    items.insert(1, 7)
    items.extend([5, 3])
    items.sort()
    items.reverse()
    del items[0]
    items[1:2] = [100, 200]
    return items, items.pop(), items.index(200), 3 in items, sum(items)


def list_index(n):
    return list_of(4)[n]


def list_errors(n):
    items = list_of(3)
    if n == 0:
        items.remove(99)
    if n == 1:
        items.clear()
        items.pop()
    if n == 2:
        items.index(5)
    items[n] = 1
    return items


def nested_lists(n):
    rows = [[i + j for j in range(3)] for i in range(n)]
    for row in rows:
        row[0] = -1
    return rows, [row[1:] for row in rows], [x for row in rows for x in row if x % 2], [[0] * 2] * n


def repeated_items(n):
    one = [n]
    kept = one * 2
    kept.append(0)
    flags = [False] * n + [True] * 9 + n * [False]
    shared = [[]] * n
    for item in shared:
        item.append(len(shared))
    numbers = [7] * (n + 17) + [n] * 8 + [0] * n
    numbers[1] = 1
    texts = (["\0"] * n, ["x"] * 2 * n, ["ab"] * (n - 1), "\u1234" * (n + 2), "y" * (20 + n), ["\u1234"] * n)
    floats = [0.0] * n + [-0.0] * 2 + [0.5] * 10
    return one, kept, flags, shared, numbers, texts, [str(f) for f in floats], [None] * n, [None, n] * n, [(n, 1)] * n


def tuples(n):
    a, *rest = [n, n + 1, n + 2]
    b = (a, str(n), float(n))
    return b, rest, b < (0, "", 0.0), b[1]


def dictionaries(n):
    names = {"one": 1, "two": 2}
    names[str(n)] = n
    names.pop("one")
    names.setdefault("three", 3)
    return list(names.items()), "two" in names, len(names), names.get("none", -1)


def dictionary_keys(n):
    squares = {(i, i % 2 == 0): float(i) for i in range(n)}
    return squares, [key for key, value in squares.items() if value > 1.5]


def missing_key(n):
    return {1: "a", 2: "b"}[n]


def sets(n):
    found = {i % 4 for i in range(n)}
    found.add(2)
    found.discard(1)
    return sorted(found), sorted(found | {9}), sorted(found & {2, 3}), 3 in found


def test_containers():
    functions = [
        list_changes,
        list_index,
        list_errors,
        nested_lists,
        repeated_items,
        tuples,
        dictionaries,
        dictionary_keys,
        missing_key,
        sets,
    ]
    check_all([(f, n) for f in functions for n in (0, 1, 2, 3, 5, -1, -5)])


class ProblemError(Exception):
    pass


class WorseError(ProblemError):
    pass


def risky(n):
    if n == 0:
        raise ValueError("zero")
    if n == 1:
        raise WorseError("worse")
    if n == 2:
        return [1, 2][n]
    if n == 3:
        raise KeyError("three")
    return 10 // (n - 4)


def handlers(n):
    log = []
    try:
        try:
            log.append(str(risky(n)))
        except ValueError as error:
            log.append("value " + str(error))
        except ProblemError:
            log.append("problem")
            raise
        else:
            log.append("else")
        finally:
            log.append("finally")
    except (ProblemError, ZeroDivisionError) as error:
        log.append("outer " + str(error))
    return log


def uncaught(n):
    try:
        return risky(n)
    finally:
        n += 1


def reraised(n):
    try:
        return risky(n)
    except LookupError as error:
        raise RuntimeError("looked up") from error


def returns_from_finally(n):
    for i in range(3):
        try:
            if i == n:
                continue
            risky(i)
        except ProblemError:
            break
        except ValueError:
            pass
        finally:
            n += 10
    return n


def test_exceptions():
    check_all([(f, n) for f in (handlers, uncaught, reraised, returns_from_finally) for n in range(7)])


def counter(start):
    count = start

    def step(by):
        nonlocal count
        count += by
        return count

    return step


def closures(n):
    first, second = counter(n), counter(10)
    return [first(1), second(n), first(2), second(1)], [f(n) for f in (lambda x: x + n, lambda x: x * n)]


def generators(n):
    def countdown(start):
        while start > 0:
            yield start
            start -= 1

    return list(countdown(n)), sum(x * x for x in countdown(n)), any(x == 2 for x in countdown(n))


class Shape:
    sides = 0

    def __init__(self, size):
        self.size = size

    def area(self):
        raise NotImplementedError

    @property
    def label(self):
        return f"{self.name()}:{self.area()}:{self.sides}"

    def name(self):
        return "shape"

    @staticmethod
    def unit():
        return Square(1)

    @classmethod
    def make(cls, size):
        return cls(size)


class Square(Shape):
    sides = 4

    def area(self):
        return self.size * self.size

    def name(self):
        return "square of " + super().name()


class Circle(Shape):
    def area(self):
        return 3 * self.size * self.size

    def __eq__(self, other):
        return isinstance(other, Circle) and self.size == other.size

    def __repr__(self):
        return f"Circle({self.size})"


def classes(n):
    shapes = [Square(n), Circle(n), Shape.unit(), Circle.make(n)]
    kinds = [isinstance(shape, Square) for shape in shapes]
    return [shape.label for shape in shapes], kinds, Circle(n) == Circle(n), Circle(n) == Circle(0), Circle(n)


def abstract(n):
    shape = Shape(n) if n > 1 else Square(n)
    return shape.area()


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __len__(self):
        return 2

    def __bool__(self):
        return self.x != 0 or self.y != 0

    def __lt__(self, other):
        return self.x < other.x


def operators(n):
    total = Vector(0, 0)
    for i in range(n):
        total = total + Vector(i, -i)
    return total[0] + 2 * total[1], len(total), bool(total), total < Vector(3, 0)


def test_functions_and_classes():
    check_all([(f, n) for f in (closures, generators, classes, abstract, operators) for n in range(5)])


def loops(n):
    found = []
    for i in range(n):
        for j in range(i):
            if j == 3:
                break
            if (i + j) % 3 == 0:
                continue
            found.append((i, j))
        else:
            found.append((i, -1))
    while n > 0:
        n -= 3
        if n == 2:
            break
    else:
        found.append((n, n))
    return found


def recursion(n):
    return 1 if n < 2 else recursion(n - 1) + recursion(n - 2)


def matching(n):
    match n % 4:
        case 0:
            return "zero"
        case 1 | 2 as low if n > 2:
            return f"{low}"
        case 3:
            return "three"
    return "other"


def walrus(n):
    return [y for x in range(n) if (y := x * 3) % 2 == 0], 0 < n < 5 <= 2 * n, n or -1, n and 7


def test_control_flow():
    check_all([(f, n) for f in (loops, recursion, matching, walrus) for n in range(8)])


def greeting():
    return "hello"


def test_one_call():
    check(greeting)


def pop_converted(x, y):
    """The item is read before the others move, although it is used after that."""
    data = bytearray([x, y, 7])
    return data.pop(0) + 0, len(data), data.pop() + 0, data[0]


def test_reads_stay_before_moves():
    check(pop_converted, 1, 2)
