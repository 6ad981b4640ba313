"""Functions that together use every construct the flow space knows, with arguments to try them on.

`CASES` holds pairs (function, list of argument tuples); `test_constructs.py` compares interpreting the graph with
calling the function.  Results may be of any type that compares with `==`.
"""

# ruff: noqa
# mypy: ignore-errors

from __future__ import annotations

import enum
import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from weft.rlib.markers import unrolling_iterable, we_are_translated

if TYPE_CHECKING:
    from nowhere import Nothing

CASES: list[tuple[Callable[..., Any], list[tuple[Any, ...]]]] = []


def on(*inputs):
    def register(function):
        CASES.append((function, [args if isinstance(args, tuple) else (args,) for args in inputs]))
        return function

    return register


counter = 0
LIMIT = 10
NAMES = ("a", "b", "c")
log: list[Any] = []


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Point:
    __match_args__ = ("x", "y")
    dimension = 2

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def add(self, other=None, *, scale=1):
        if other is None:
            return self
        return Point(self.x + other.x * scale, self.y + other.y * scale)

    @staticmethod
    def origin():
        return Point(0, 0)

    @classmethod
    def unit(cls):
        return cls(1, 1)

    def describe(self):
        return "point"


class Named(Point):
    def __init__(self, x, y, name):
        super().__init__(x, y)
        self.name = name

    def describe(self):
        parent = super()
        return self.name + " " + super().describe() + parent.describe() + super(Named, self).describe()

    def captured(self):
        get = lambda: self.name
        return get() + super().describe()


class Manager:
    def __init__(self, swallow=False, fail=None):
        self.swallow = swallow
        self.fail = fail

    def __enter__(self):
        log.append("enter")
        if self.fail == "enter":
            raise KeyError("enter")
        return self

    def __exit__(self, kind, value, traceback):
        log.append(("exit", kind and kind.__name__, str(value)))
        if self.fail == "exit":
            raise KeyError("exit")
        return self.swallow


class CustomError(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def fails(kind):
    """Raise by name."""
    if kind == "value":
        raise ValueError("bad value")
    if kind == "key":
        raise KeyError("bad key")
    if kind == "zero":
        return 1 // 0
    if kind == "custom":
        raise CustomError(7)
    if kind == "stop":
        raise StopIteration(3)
    return kind


KINDS = ("value", "key", "zero", "custom", "fine")


# -- arithmetic, comparison, boolean -------------------------------------------------------------------------------


@on((7, 3), (-7, 3), (7, 0), (2.5, 2), (0, -5), (True, 2))
def arithmetic(a, b):
    return [a + b, a - b, a * b, a / b, a // b, a % b, -a, +a, a**2, divmod(a, b)]


@on((12, 3), (-1, 70), (5, -1), (1.5, 1))
def bits(a, b):
    return a & b, a | b, a ^ b, ~a, a << b, a >> b


@on((3, 4), ("x", 3), ([1], 2), ("a", "b"))
def augmented(a, b):
    x = a
    x += a
    x *= b
    y = [a, a]
    y[0] += a
    y += [b]
    p = Point(a, b)
    p.x += a
    p.y *= 2
    return x, y, p


@on((1, 2), (2, 1), (1, 1), ("a", "b"), (1, "a"), (float("nan"), 1.0))
def comparisons(a, b):
    return a < b, a <= b, a == b, a != b, a > b, a >= b, a is b, a is not b


@on((1, 2, 3), (1, 1, 1), (3, 2, 1), (1, 3, 2))
def chained(a, b, c):
    if a < b < c:
        return "ascending"
    if not a <= b <= c:
        return a > b > c, a == b != c
    return a < b <= c == 1


@on((0, 1, 2), (1, 0, 2), (1, 1, 0), (0, 0, 0), ("", [], None))
def boolean(a, b, c):
    x = a and b
    y = a or b or c
    z = not a
    w = a and (b or c) and not (a and b)
    return x, y, z, w, (a if b else c), (1 if not a else 2 if b else 3), bool(a), not (a or b)


@on((1, [1, 2]), (3, [1, 2]), ("a", "abc"), (1, 5))
def membership(a, xs):
    return a in xs, a not in xs, None is None, a in (1, 2), a not in NAMES


@on(None, 5, 0)
def none_tests(x):
    if x is None:
        return "none"
    if x is not None and x:
        return "something"
    return x == None, x != None


@on(3, 0, -1)
def constants_fold(x):
    debug = False
    if debug:
        return undefined_name_here
    if TYPE_CHECKING:
        return Nothing
    if __debug__ and sys.platform == "no such platform":
        return also_undefined
    if sys.platform.startswith("linu") and sys.version_info >= (3, 8):
        x += 1
    if sys.version_info[0] < 3:
        return "old"
    k = 2
    return x * (k + 3) + len("abc") + LIMIT - math.floor(math.pi)


@on(1)
def translated(x):
    return x if we_are_translated() or not we_are_translated() else 2


# -- if, loops -----------------------------------------------------------------------------------------------------


@on(0, 1, 2, 5, 100)
def if_chain(n):
    if n == 0:
        r = "zero"
    elif n == 1:
        r = "one"
    elif n < 10:
        r = "few"
    else:
        r = "many"
    return r


@on(0, 1, 10)
def while_loop(n):
    total = 0
    while n:
        total += n
        n -= 1
    else:
        total += 1000
    return total


@on((10, 3), (10, 20), (0, 0))
def while_break(n, stop):
    i = 0
    while True:
        if i == stop:
            break
        if i >= n:
            return "limit"
        i += 1
        if i % 2:
            continue
        i += 1
    return i


@on(([1, 2, 3], 2), ([1, 2, 3], 9), ([], 0))
def for_else(xs, wanted):
    for x in xs:
        if x == wanted:
            found = x
            break
    else:
        found = -1
    return found


@on([[1, 2], [3, 4]], [[]], [])
def nested_loops(rows):
    result = []
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            if x == 2:
                continue
            if x == 4:
                break
            result.append((i, j, x))
        else:
            result.append("complete")
    return result


@on(0, 3)
def swap_in_loop(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a, b


@on(5, 0)
def same_constant_in_loop(n):
    flag = True
    kind = "x"
    for i in range(n):
        kind = "x"
        flag = not flag
    return kind, flag


@on([1, 2], [])
def loop_variable_after(xs):
    for x in xs:
        pass
    return x


@on((True, True), (True, False), (False, True), (False, False))
def maybe_unbound(a, b):
    if a:
        x = 1
    if b:
        y = x
        return y
    return "no use"


@on(0, 1, 3)
def maybe_unbound_in_loop(n):
    for i in range(n):
        if i == 0:
            first = i
            continue
        last = (first, i)
    return last


@on((0, 0), (1, 0), (0, 1), (2, 2))
def two_maybe_unbound(n, m):
    for i in range(n):
        a = i
    for j in range(m):
        b = j
    try:
        return a, b
    except UnboundLocalError as error:
        return str(error)


@on(5, 0, 2)
def deleted(n):
    x = n
    if n > 3:
        del x
    try:
        return x
    except NameError:
        return "deleted"


@on(3, 20)
def walrus(n):
    items = [n, n + 1]
    if (m := len(items)) > 1 and (k := n * m) > 10:
        return m, k
    while (n := n - 1) > 0:
        items.append(n)
    return items, [y := 5, y**2], m


@on(4, 0)
def unrolled(n):
    result = []
    for name, function in unrolling_iterable([("double", lambda x: 2 * x), ("square", lambda x: x * x)]):
        if name == "double":
            result.append(function(n))
        else:
            if n == 0:
                break
            result.append((name, function(n)))
    else:
        result.append("all")
    return result


# -- unpacking, displays, slices -----------------------------------------------------------------------------------


@on([(1, 2), 3, 4], [(1, 2), 3], [1, 2, 3], 5)
def unpacking(x):
    (a, b), c, d = x
    return a, b, c, d


@on([1, 2, 3, 4], [1, 2], [1], "abc", ((),))
def starred(x):
    a, *b, c = x
    *d, e = x
    f, *g = x
    return a, b, c, d, e, f, g


@on(([1, 2], (3, 4)), ("ab", range(2)))
def starred_displays(a, b):
    return [*a, 0, *b], (*a, *b), {*a, 9}, {**{"k": a}, "m": b, **dict.fromkeys(a)}


@on((1, 2), ("a", []))
def displays(a, b):
    empty: tuple[()] = ()
    return [a, b], (a, b), {"a": a, b if isinstance(b, int) else "b": b}, {a, 1}, [], {}, set(), empty, [1, 2, 3, 4], {
        1, 2, 3, 4}, {"x": 1, "y": a, "z": 3}, (1, a)  # fmt: skip


@on(1)
def long_displays(a):
    xs = [a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
          30, 31, 32, 33, 34, 35, a]  # fmt: skip
    d = {1: a, 2: a, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9, 10: 10, 11: 11, 12: 12, 13: 13, 14: 14, 15: 15, 16: 16,
         17: 17, 18: 18, 19: 19}  # fmt: skip
    return xs, d


@on(([1, 2, 3, 4, 5], 1, 3), ("hello", -3, None), ([], 0, 1))
def slices(x, a, b):
    return x[a:b], x[a:], x[:b], x[:], x[::2], x[a:b:1], x[::-1], x[-1:]


@on(([1, 2, 3, 4, 5], 1, 3), ([0], 0, 0))
def store_slices(x, a, b):
    x[a:b] = [9, 9, 9]
    x[::2] = [0] * len(x[::2])
    del x[a:b]
    y = list(x)
    del y[0]
    y[0:0] = [7]
    y[0:1] += [8]
    return x, y


@on(({"a": 1}, "a"), ({}, "a"), ([1], 0), ([1], 5), ((1, 2), 1))
def items(container, key):
    return container[key]


@on(({"a": 1}, "a", 5), ([1], 0, 2), ([1], 3, 3))
def store_items(container, key, value):
    container[key] = value
    container[key] += value
    del container[key]
    return container


# -- attributes, classes, calls ------------------------------------------------------------------------------------


@on(0, 3)
def class_and_comprehension(n):
    class Local:
        unit = 2

    doubled = [i * Local.unit for i in range(n)]
    made = Local()
    return doubled, made.unit


@on((1, 2))
def attributes(a, b):
    p = Point(a, b)
    p.x = 5
    p.z = p.x + p.y
    del p.y
    return p.x, p.z, hasattr(p, "y"), Point.dimension, p.dimension, getattr(p, "x"), getattr(p, "w", 3)


@on((1, 2), ("a", "b"))
def missing_attribute(a, b):
    return Point(a, b).missing


@on((1, 2))
def methods(a, b):
    p = Point(a, b)
    bound = p.add
    n = Named(a, b, "n")
    return (p.add(), p.add(p), p.add(p, scale=2), p.add(other=p, scale=3), bound(p), Point.add(p, p), Point.origin(),
            Point.unit(), Named.origin(), n.describe(), n.captured(), n.add(p))  # fmt: skip


def many(a, b=2, *rest, c=3, **more):
    return a, b, rest, c, more


@on((1, [2, 3], {"c": 5, "z": 6}), (1, [], {}), (1, (2, 3, 4), {"a": 1}))
def call_shapes(a, xs, d):
    return (many(a), many(a, 5), many(a, c=1), many(a, *xs), many(*xs, a), many(*xs, *xs, a), many(a, **d),
            many(a, *xs, **d), many(a, *xs, k=1, **d), many(*[a], b=3), many(*(a, 3), **{"y": 2}), many(b=1, a=a),
            many(a, *xs, c=a), many(1, 2, 3, z=a), many(a, 2, *(3, 4)))  # fmt: skip


@on((1, 2), (1, 2, 3))
def star_parameters(*args, **keywords):
    a, b = args
    return a, b, args, keywords, many(*args, **keywords)


@on((3, 5))
def keyword_only(a, b, /, *, c=3):
    return a, b


@on(([3, 1, 2],), (["b", "a"],))
def builtin_calls(xs):
    return sorted(xs), sorted(xs, reverse=True), max(xs), sum(map(len, map(str, xs))), list(zip(xs, xs, strict=True)), str.upper(str(
        xs))  # fmt: skip


# -- closures, lambdas, generators -----------------------------------------------------------------------------------


@on((5, 2), (0, 0))
def closures(n, m):
    count = 0

    def increment(by=1, *, times=m):
        nonlocal count
        count += by * times
        return count

    def outer():
        def inner(x):
            return x + n + count

        return inner

    first = increment()
    return first, increment(3), increment(by=2, times=5), outer()(1), count


@on(4)
def closures_in_loop(n):
    functions = []
    for i in range(n):
        functions.append(lambda x, i=i: x * i)
        functions.append(lambda x: x * i)
    return [f(10) for f in functions]


@on(5, 0)
def recursive_local(n):
    def factorial(k: int) -> int:
        return 1 if k <= 1 else k * factorial(k - 1)

    return factorial(n)


@on(3)
def annotated_local(n):
    def inner(x: int | None, y: list[int] = None, *args: dict[str, int]) -> tuple[int, ...]:
        return (x, n)

    z: list[int] = [n]
    return inner(1), z


@on(True, False)
def empty_cell(assign):
    def get():
        return late

    if assign:
        late = 1
    try:
        return get()
    except NameError:
        return "unassigned"


@on(1)
def deleted_cell(x):
    def get():
        return x

    first = get()
    del x
    try:
        return first, get()
    except NameError:
        return first, "deleted"


def make_counter(start):
    def count(by):
        nonlocal start
        start += by
        return start

    def peek():
        return start

    return count, peek


count_up, peek_count = make_counter(10)


def memoised(function):
    cache = {}
    calls = 0

    def wrapper(n):
        nonlocal calls

        def compute():
            return function(n) + len(cache) * 0

        calls += 1
        if n not in cache:
            cache[n] = compute()
        return cache[n], [function(k) for k in range(2)], (lambda: calls > 0)()

    return wrapper


@memoised
def decorated(n):
    return n * n


CASES.append((decorated, [(3,), (4,)]))


def make_adder(n):
    return lambda x: x + n


add_five = make_adder(5)
CASES.append((add_five, [(1,), (2,)]))


@on(1)
def prebuilt_closures(x):
    before = peek_count()
    count_up(x)
    after = peek_count()
    count_up(-x)
    return after - before, add_five(x)


@on(3, 0)
def global_variables(n):
    global counter
    counter = 0
    for _ in range(n):
        bump()
    return counter


def bump():
    global counter
    counter += 1


@on([3, 1, 2], [])
def comprehensions(xs):
    k = 2
    return ([x * k for x in xs], [x for x in xs if x > 1 if x < 3], {x: x * k for x in xs}, {x % 2 for x in xs},
            [(x, y) for x in xs for y in range(x) if y], [[y * x for y in xs] for x in xs],
            [x for x in ([1] if xs else [2])], list(x + k for x in xs), sum(x for x in xs))  # fmt: skip


@on([3, 1, 2], [])
def comprehension_names(xs):
    x = "outer"
    first = [x for x in xs]
    for y in xs:
        pass
    second = [y for y in [y + 1 for y in xs]]
    third = [lambda: y for y in xs]
    return x, first, second, [f() for f in third], [x for z in xs]


@on([3, 1, 2], [])
def comprehension_loops(xs):
    result = []
    for i in range(3):
        j = [i for i in xs]
        result.append((i, j, [i for _ in xs]))
    return result


@on([1, 0, 2], [1])
def comprehension_raises(xs):
    x = 5
    try:
        return [10 // x for x in xs], x
    except ZeroDivisionError as e:
        return x, str(e)


@on([1, 2, 3])
def comprehension_captured(xs):
    n = 1
    fs = [(lambda: n + x) for x in xs]
    return [f() for f in fs], any(n == x for x in xs), {k: (lambda: k)() for k in xs}


# -- generators ------------------------------------------------------------------------------------------------------


def drain(generator):
    """The items of a generator, and what ended it."""
    items = []
    try:
        while True:
            items.append(next(generator))
    except Exception as error:
        return items, type(error).__name__, str(error)


def count_to(n):
    i = 0
    while i < n:
        yield i
        i += 1


def with_result(n):
    for i in range(n):
        yield i
    return n * 10


def fibonacci(limit, a=0, *, b=1):
    while a < limit:
        yield a
        a, b = b, a + b


def delegating(n):
    first = yield from with_result(n)
    yield first
    yield from [7, 8]
    second = yield from count_to(2)
    yield second


def protected(xs):
    for x in xs:
        try:
            log.append(("try", x))
            yield 10 // x
            log.append(("after", x))
        except ZeroDivisionError:
            yield -1
        finally:
            log.append(("finally", x))
            yield x


def echo(n):
    total = 0
    for i in range(n):
        got = yield total
        if got is not None:
            total += got
        else:
            total -= 1


def resilient():
    steps = []
    while len(steps) < 4:
        try:
            steps.append((yield len(steps)))
        except ValueError as error:
            steps.append(str(error))
        except KeyError:
            yield "key"
            return
    yield steps


def never(n):
    if n < -1000:
        yield n
    return 3


def tree(node):
    if node:
        left, value, right = node
        yield from tree(left)
        yield value
        yield from tree(right)


def with_manager(n):
    with Manager() as m:
        for i in range(n):
            yield i


def raises_stop(xs):
    iterator = iter(xs)
    while True:
        yield next(iterator)


@on(0, 1, 3)
def generators(n):
    return drain(count_to(n)), drain(fibonacci(n, b=2)), drain(with_result(n)), drain(delegating(n)), drain(never(n))


@on([1, 2], [0, 1, 0], [])
def generator_try(xs):
    log.clear()
    return drain(protected(xs)), list(log)


@on(3, 0)
def generator_send(n):
    g = echo(5)
    got = [next(g), g.send(n), next(g), g.send(None), g.send(7)]
    try:
        g.send(1)
    except StopIteration as stop:
        got.append(stop.value)
    return got, drain(g)


@on("value", "key", "zero")
def generator_throw(kind):
    g = resilient()
    got = [next(g), g.send("x")]
    errors = {"value": ValueError("v"), "key": KeyError("k"), "zero": ZeroDivisionError("z")}
    try:
        got.append(g.throw(errors[kind]))
        got.append(next(g))
        got.append(g.send("last"))
    except (ZeroDivisionError, StopIteration) as error:
        got.append(type(error).__name__)
    return got, drain(g)


@on(1, 5)
def generator_close(n):
    log.clear()
    g = with_manager(3)
    got = [x for x, _ in zip(g, range(n), strict=False)]
    g.close()
    g.close()
    h = count_to(3)
    h.close()
    return got, drain(g), drain(h), list(log)


@on([((None, 1, None), 2, (None, 3, ((None, 4, None), 5, None)))])
def generator_recursion(node):
    return list(tree(node[0])), sum(tree(node[0]))


@on([1, 2], [])
def generator_stop(xs):
    return drain(raises_stop(xs))


@on(4)
def generator_expressions(n):
    k = 3
    nested = ((i, j * k) for i in range(n) if i % 2 for j in range(i))
    return (
        list(nested),
        sum(i * k for i in range(n)),
        dict((i, k) for i in range(n)),
        max((x for x in [1, 5, 2]), default=0),
    )


@on(3)
def local_generator(n):
    total = 0

    def gen(m, *more):
        nonlocal total
        for i in range(m):
            total += i
            yield total + n
        yield from more

    return list(gen(4)), total, list(gen(1, 8, 9))


# -- strings ---------------------------------------------------------------------------------------------------------


@on((5, "x"), (3.14159, [1]), (-7, "ü"))
def f_strings(a, b):
    width = 10
    return f"{a}", f"{a!r} and {b!s:>5}", f"{b!a}", f"{a:{width}}|{a:>{width}}", f"plain", f"{{}}{a=}", f"{a}{b}", "%s-%s" % (
        a, b), "{}/{}".format(a, b), f"{LIMIT} {'lit'}{a!r:^12}"  # fmt: skip


# -- exceptions ----------------------------------------------------------------------------------------------------


@on(*KINDS)
def try_except(kind):
    try:
        result = fails(kind)
    except ValueError:
        return "value"
    except (KeyError, ZeroDivisionError) as error:
        return type(error).__name__, str(error)
    except CustomError as error:
        return error.code
    else:
        result = (result, "else")
    return result


@on(*KINDS)
def try_finally(kind):
    steps = []
    try:
        try:
            steps.append(fails(kind))
        finally:
            steps.append("finally")
    except ValueError:
        steps.append("caught")
    return steps


@on(*KINDS)
def try_all(kind):
    steps = []
    try:
        steps.append("try")
        steps.append(fails(kind))
    except ValueError as error:
        steps.append(str(error))
        error = "rebound"
        steps.append(error)
    except KeyError:
        steps.append("again")
        fails("custom")
    else:
        steps.append("else")
    finally:
        steps.append("finally")
        log.append(steps)
    return steps


@on(*KINDS)
def return_in_finally(kind):
    try:
        fails(kind)
        return "try"
    except ValueError:
        return "except"
    finally:
        if kind in ("value", "zero"):
            return "finally"


@on(*KINDS)
def loop_with_try(kind):
    steps = []
    for i in range(4):
        try:
            if i == 0:
                continue
            if i == 2:
                steps.append(fails(kind))
            if i == 3:
                break
        except ValueError:
            steps.append("value")
            continue
        except KeyError:
            break
        finally:
            steps.append(i)
    else:
        steps.append("else")
    return steps


@on(*KINDS)
def nested_try(kind):
    try:
        try:
            fails(kind)
        except ValueError as inner:
            try:
                raise KeyError("from handler") from inner
            except KeyError as outer:
                return str(outer), str(outer.__cause__)
        except KeyError:
            raise
        else:
            return "fine"
        finally:
            log.append(kind)
    except KeyError as error:
        return "reraised", str(error)
    except Exception as error:
        raise CustomError(1) from None


@on(*KINDS)
def bare_raise(kind):
    try:
        fails(kind)
    except Exception as error:
        try:
            fails("key")
        except KeyError:
            pass
        if kind == "zero":
            raise
        log.append(kind)
        raise error
    return "fine"


@on(*KINDS)
def bare_raise_in_nested(kind):
    try:
        try:
            fails(kind)
        except (ValueError, KeyError):
            try:
                fails("zero")
            except ZeroDivisionError:
                if kind == "key":
                    raise
            raise
    except Exception as error:
        return type(error).__name__


@on(*KINDS)
def bare_except(kind):
    try:
        fails(kind)
    except:
        return "anything"
    return "nothing"


@on(*KINDS)
def base_exception(kind):
    try:
        return fails(kind)
    except BaseException as error:
        return type(error).__name__


@on("class", "instance", "arguments", "not an exception", "cause", "none cause")
def raising(what):
    if what == "class":
        raise ValueError
    if what == "instance":
        raise ValueError("x")
    if what == "arguments":
        raise CustomError(code=3)
    if what == "cause":
        raise ValueError("x") from KeyError("y")
    if what == "none cause":
        raise ValueError("x") from None
    raise 5


@on(1, 0)
def assertions(x):
    assert x, "message %d" % x
    assert x > -5
    return x


@on(1, 0)
def assertion_caught(x):
    try:
        assert x
    except AssertionError:
        return "failed"
    return "passed"


@on(*KINDS)
def error_name_after(kind):
    error = "before"
    try:
        fails(kind)
    except ValueError as error:
        pass
    try:
        return error
    except UnboundLocalError:
        error = "bound again"
        return error


@on(*KINDS)
def state_at_raise(kind):
    x = 0
    try:
        x = 1
        fails("fine")
        x = 2
        fails(kind)
        x = 3
    except Exception:
        return x
    return -x


@on(*KINDS, "stop")
def stop_in_for(kind):
    result = []
    try:
        for x in [1, 2]:
            result.append(x)
            fails(kind)
    except StopIteration as stop:
        return "stop", stop.value, result
    return result


class Failing:
    def __init__(self):
        self.count = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        if self.count == 3:
            raise KeyError("third")
        return self.count


def failing_iterator():
    result = []
    try:
        for x in Failing():
            result.append(x)
    except KeyError as error:
        return result, str(error)


CASES.append((failing_iterator, [()]))


@on((True, None), (False, None), (True, "enter"), (True, "exit"), (False, "exit"))
def with_statement(swallow, fail):
    log.clear()
    try:
        with Manager(swallow, fail) as manager:
            log.append(manager.swallow)
            fails("value")
        log.append("after")
    except Exception as error:
        log.append(type(error).__name__)
    return list(log)


@on("value", "fine", "return", "break")
def with_exits(kind):
    log.clear()
    for i in range(3):
        with Manager(True), Manager() as second:
            if kind == "return":
                return list(log)
            if kind == "break":
                break
            log.append(i)
            fails(kind)
    return list(log)


@on(*KINDS)
def with_in_try(kind):
    log.clear()
    try:
        with Manager():
            with Manager(kind == "key"):
                fails(kind)
    except ValueError:
        log.append("caught")
    finally:
        log.append("finally")
    return list(log)


# -- match -----------------------------------------------------------------------------------------------------------


@on(1, "two", None, True, [1], [1, 2], [1, 2, 3], ((5, 6),), {"k": 1}, {"k": 2, "m": 3}, {}, 2.5, Color.RED, Color.GREEN,
    Point(0, 0), Point(1, 5), Point(3, 3), Named(4, 4, "n"), -3)  # fmt: skip
def matching(x):
    match x:
        case True:
            return "true"
        case 1 | 2:
            return "small"
        case "two":
            return "text"
        case None:
            return "none"
        case [1]:
            return "just one"
        case [1, y]:
            return "one and", y
        case [first, *rest] if len(rest) == 2:
            return first, rest
        case (a, b):
            return a, b
        case {"k": 1}:
            return "k is 1"
        case {"k": value, **others}:
            return value, others
        case float() as number:
            return "float", number
        case Color.RED:
            return "red"
        case Point(x=0, y=0):
            return "origin"
        case Named(a, b, name=name):
            return a, b, name
        case Point(1, y):
            return "x is 1", y
        case Point() as p:
            return p.x
        case int(n) if n < 0:
            return "negative", n
        case _:
            return "other"


# -- imports, del, misc ----------------------------------------------------------------------------------------------


@on(16)
def imports(x):
    import os.path
    from math import sqrt as root

    return os.path.basename("a/b"), root(x), math.sqrt(x)


@on(1)
def failing_import(x):
    try:
        import no_such_module_at_all

        return no_such_module_at_all.x
    except ImportError:
        return "missing"


@on(1, "RED")
def enums(x):
    return Color.RED.value, Color.RED.name, Color.RED is Color.GREEN, Color(1), Color["RED"], Color.RED == Color.RED


@on([1, 2, 3])
def deletions(xs):
    a = b = xs
    del a
    (c, d), e = (1, 2), 3
    del c, (d, e)
    return b


@on(3, 0, -2)
def nothing(n):
    """Only a docstring and an implicit return."""
    if n > 0:
        return


@on(6)
def everything_in_one_line(n):
    a = b = c = n
    a, (b, *c) = b, (c, a, n)
    return a, b, c, a if a else b, [*c][-1], (lambda *q, **r: (q, r))(*c, z=a)
