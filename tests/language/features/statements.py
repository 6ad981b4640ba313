"""Statements and expressions. Each function shows one feature: its docstring is the share of programs, and its name."""

import sys

SQUARES = [n * n for n in range(10)]
NAMES = {number: "n%d" % number for number in range(5)}

counter = 0


class Section:
    """A context manager."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("<" + self.name + ">")
        return self

    def __exit__(self, kind, value, traceback):
        print("</" + self.name + ">")
        return False


def loops():
    """97 for over range()"""
    total = 0
    for i in range(10):
        for j in range(i, 0, -2):
            total += i * j
    print(total)


def augmented():
    """72 augmented assignment"""
    numbers = [1, 2, 3]
    x = 7
    x += 2
    x -= 1
    x *= 5
    x //= 3
    x %= 10
    x **= 2
    x <<= 3
    x >>= 1
    x |= 9
    x &= 29
    x ^= 6
    numbers[1] += x
    y = 10.0
    y /= 4
    print(x, numbers, y)


def constants_in_tuples():
    """70 tuples"""
    point = (3, "north", 2.5)
    x, name, factor = point
    nested = ((1, 2), (3, 4))
    print(point, x, name, factor, nested[1][0], point == (3, "north", 2.5), (1, 2) < (1, 3), len(point))


def unpacking():
    """57 tuple unpacking"""
    a, b = 1, 2
    a, b = b, a
    (c, d), e = (3, 4), 5
    print(a, b, c, d, e)


def both_and_either():
    """45 and / or / not"""
    for x in (0, 3, 8):
        print(x > 2 and x < 5, x == 0 or x == 8, not x)


def and_or_as_values():
    """23 and / or as values"""
    name = ""
    number = 0
    print(name or "nobody", number or 7, name and name[0], (number + 1) and 5)


def default_arguments():
    """45 default arguments"""

    def power(base, exponent=2):
        result = 1
        for _ in range(exponent):
            result *= base
        return result

    print(power(3), power(2, 10))


def keyword_arguments():
    """25 keyword arguments"""

    def box(width, height=1, *, depth=2):
        return width * 100 + height * 10 + depth

    print(box(1, depth=3), box(height=4, width=5), box(6))


def list_comprehensions():
    """45 list comprehensions"""
    print([x * x for x in range(10) if x % 3], [(x, y) for x in range(3) for y in range(x)])


def set_and_dict_comprehensions():
    """4 set and dict comprehensions"""
    print({x % 3 for x in range(10)}, {x: str(x) for x in range(3)})


def true_division():
    """41 float and true division"""
    print(7 / 2, 1e300 * 1e10, 0.1 + 0.2, 2.0**0.5, 7.5 // 2, -7.5 % 2, 1 / 3)


def computed_tables():
    """34 tables computed in the module"""
    print(SQUARES[7], NAMES[3], len(SQUARES))


def unpacking_in_for():
    """33 for with unpacking"""
    for name, (x, y) in [("a", (1, 2)), ("b", (3, 4))]:
        print(name, x + y)


def assertions():
    """32 assert"""
    assert len(SQUARES) == 10, "ten squares"
    try:
        assert SQUARES[0], "zero is false"
    except AssertionError as error:
        print("assertion:", error)


def raising():
    """28 raise"""
    try:
        raise ValueError("no good")
    except ValueError as error:
        print(type(error).__name__, error)


def trying():
    """16 try / except / else / finally"""
    for text in ("12", "x", "0"):
        try:
            print(100 // int(text))
        except ValueError as error:
            print("value:", error)
        except (ZeroDivisionError, OverflowError):
            print("division")
        else:
            print("fine")
        finally:
            print("done")


def conditional_expressions():
    """27 conditional expressions"""
    for n in range(3):
        print("none" if n == 0 else "one" if n == 1 else "many")


def functions_as_values():
    """27 functions as values"""

    def twice(x):
        return 2 * x

    def square(x):
        return x * x

    table = {"twice": twice, "square": square}
    for name in ("twice", "square"):
        print(name, table[name](7))


def mutated_globals():
    """19 global variables that are assigned"""
    global counter
    counter += 1
    print(counter)


def powers():
    """17 ** and pow()"""
    print(2**10, 3**0, (-2) ** 3, 2**-1, 2.5**2, pow(7, 5, 13), pow(2, 0.5))


def negative_indices():
    """15 negative indices"""
    print(SQUARES[-1], "text"[-2], (1, 2, 3)[-3])


def generator_expressions():
    """13 generator expressions"""
    print(sum(x * x for x in range(5)), max(len(w) for w in ["a", "bcd"]), ", ".join(str(x) for x in range(3)))


def chained_comparisons():
    """12 chained comparisons"""
    for x in (0, 5, 10):
        print(0 < x <= 5, 0 <= x < 10 != x)


def lambdas():
    """11 lambda"""
    add = lambda x, y: x + y  # noqa: E731
    print(add(1, 2), sorted([3, -1, 2], key=lambda x: -x))


def generators():
    """10 generators"""

    def count(n):
        while n > 0:
            yield n
            n -= 1
        yield from (-1, -2)

    print(list(count(3)), [x + 1 for x in count(2)])


def with_statement():
    """8 with"""
    with Section("a") as outer, Section("b"):
        print(outer.name)


def closures():
    """7 closures"""

    def adder(n):
        def add(x):
            return x + n

        return add

    functions = [adder(n) for n in range(3)]
    print([f(10) for f in functions])


def nonlocals():
    """4 nonlocal"""
    total = 0

    def add(n):
        nonlocal total
        total += n

    for i in range(5):
        add(i)
    print(total)


def else_of_loops():
    """6 for / while with else"""
    for n in (7, 9):
        for d in range(2, n):
            if n % d == 0:
                print(n, "=", d, "*", n // d)
                break
        else:
            print(n, "is prime")
    k = 3
    while k:
        k -= 1
    else:
        print("out")


def star_unpacking():
    """5 star unpacking"""
    first, *rest = [1, 2, 3]
    *start, last = "a b c".split()
    print(first, rest, start, last, [*rest, *rest], (0, *(1, 2)))


def star_calls():
    """5 f(*args)"""

    def three(a, b, c):
        return a * 100 + b * 10 + c

    pair = (2, 3)
    print(three(1, *pair), three(*(4, 5, 6)))


def star_parameters():
    """4 *args"""

    def total(*numbers):
        result = 0
        for n in numbers:
            result += n
        return result

    print(total(), total(1), total(1, 2, 3))


def keywords_parameters():
    """4 **kwargs"""

    def area(width, height):
        return width * height

    def call(**options):
        return area(**options)

    print(call(width=3, height=4))


def f_strings():
    """8 f-strings"""
    name, value = "pi", 3.14159
    width = 10
    print(f"{name}={value:.2f} {value!r:>{width}} {name:*^8} {1000000:,} {255:#x} {name!r} {width=}")


def identity():
    """35 is / is not"""
    nothing = None
    something = [1]
    same = something
    print(nothing is None, something is not None, same is something, [1] is something)


def walrus():
    """2 :="""
    numbers = [3, 0, 5]
    while (n := numbers.pop()) != 0:
        print(n)


def matching():
    """1 match"""

    def name(value):
        match value:
            case 0:
                return "zero"
            case 1 | 2:
                return "few"
            case n if n < 0:
                return "negative"
            case _:
                return "many"

    print([name(n) for n in (0, 1, 2, -5, 9)])


def deleting():
    """3 del"""
    numbers = list(range(6))
    names = {"a": 1, "b": 2}
    del numbers[0], numbers[1:3], names["a"]
    print(numbers, names)


def yielding_from():
    """3 yield from"""

    def walk(tree):
        if tree is not None:
            left, value, right = tree
            yield from left
            yield value
            yield from right

    def leaf(value):
        return [value]

    print(list(walk((leaf(1), 2, leaf(3)))))


def system_facts():
    """3 sys.argv, sys.maxsize, sys.exit"""
    print(len(sys.argv) > 0, sys.maxsize, sys.byteorder)
