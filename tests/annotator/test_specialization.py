"""Functions and classes that get copies where their types have nothing in common; those that do not."""

from tests.support.annotation import annotated, codes_of, result_of
from weft.annotator.lattice import FLOAT, INTEGER, STRING
from weft.annotator.plan import summary


def copies(function, *arguments):
    return summary(annotated(function, *arguments).context)


def swap(items, i, j):
    items[i], items[j] = items[j], items[i]


class Box:
    def __init__(self):
        self.items = []

    def put(self, item):
        self.items.append(item)

    def get(self):
        return self.items[-1]


class Link:
    def __init__(self, value, rest):
        self.value = value
        self.rest = rest


class Chain:
    def __init__(self):
        self.first = None

    def add(self, value):
        self.first = Link(value, self.first)


def test_nothing_is_copied_without_need():
    def f(n):
        a, b = [n], [n + 1]
        swap(a, 0, 0)
        swap(b, 0, 0)
        box, other = Box(), Box()
        box.put(1)
        other.put(2)
        return a[0] + b[0] + box.get()

    assert copies(f, INTEGER) == []


def test_function_has_a_copy_per_type():
    def f(n, s):
        a, b, c = [n], [s], [n, n]
        swap(a, 0, 0)
        swap(b, 0, 0)
        swap(c, 0, 1)
        return a[0], b[0], c[0]

    assert str(result_of(f, INTEGER, STRING)) == "tuple[int, str, int]"
    assert copies(f, INTEGER, STRING) == ["function swap: 2 copies"]


def test_numbers_alone_are_no_need():
    def g(x):
        return x

    def f(n, x):
        return g(n), g(x)

    assert str(result_of(f, INTEGER, FLOAT)) == "tuple[int or float, int or float]"


def test_numbers_are_kept_apart_if_that_helps():
    def g(x):
        return x

    def f(n, x):
        return g(n) & 7, g(x), "abc".rjust(g(n)), [0] * g(n)

    assert str(result_of(f, INTEGER, FLOAT)).startswith("tuple[")


def test_recursion_stays_in_its_copy():
    def down(x, n):
        return x if n == 0 else down(x, n - 1)

    def f(n, s):
        return down(n, 3), down(s, 3)

    assert str(result_of(f, INTEGER, STRING)) == "tuple[int, str]"
    assert copies(f, INTEGER, STRING) == ["function down: 2 copies"]


def test_class_has_a_copy_per_use():
    def f(n, s):
        numbers, words = Box(), Box()
        numbers.put(n)
        words.put(s)
        return numbers.get(), words.get(), isinstance(words, Box)

    found = result_of(f, INTEGER, STRING)
    assert str(found) == "tuple[int, str, bool]"
    assert found.items[2].constant is True
    assert "class Box: 2 copies" in copies(f, INTEGER, STRING)


def test_nodes_belong_to_their_container():
    def f(n, s):
        numbers, words = Chain(), Chain()
        for _ in range(n):
            numbers.add(n)
            words.add(s)
        return numbers.first.value, words.first.value

    assert str(result_of(f, INTEGER, STRING)) == "tuple[int, str]"
    assert {"class Chain: 2 copies", "class Link: 2 copies"} <= set(copies(f, INTEGER, STRING))


def test_closures_are_copied_with_what_is_around_them():
    def keep(function):
        kept = {}

        def inner(x):
            if x not in kept:
                kept[x] = function(x)
            return kept[x]

        return inner

    def f(n, s):
        return keep(lambda x: x + 1)(n), keep(lambda x: x.upper())(s)

    assert str(result_of(f, INTEGER, STRING)) == "tuple[int, str]"


def test_type_of_a_copy():
    def f(n, s):
        numbers, words = Box(), Box()
        numbers.put(n)
        words.put(s)
        return type(numbers) is Box, type(words).__name__

    found = result_of(f, INTEGER, STRING)
    assert found.items[0].constant is True
    assert found.items[1].constant == "Box"


def test_identity_of_bound_methods_is_refused():
    def f():
        box = Box()
        return box.get is box.get

    assert codes_of(f) == ["W0401"]


def test_one_container_of_two_types_is_still_refused():
    def f(n, s):
        box = Box()
        box.put(n)
        box.put(s)
        return box.get()

    assert codes_of(f, INTEGER, STRING) == ["W0110"]
