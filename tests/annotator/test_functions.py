"""Inference inside and between functions: constants, branches, loops, calls, closures, generators."""

from collections.abc import Callable, Iterable, Sized

import pytest

from tests.support.annotation import annotated, raised_by, result_of
from weft.annotator.lattice import BOOL, FLOAT, INTEGER, NONNEG, STRING, SomeInteger, SomeString


def check(function, expected, *arguments):
    assert str(result_of(function, *arguments)) == expected


def test_constants_are_folded():
    def f():
        x = 6
        return x * 7

    assert result_of(f).constant == 42


def test_annotations_of_nested_functions_are_not_evaluated():
    def f(n):
        kept = [n]

        def g(
            x: list[int], y: Iterable[Sized] | None = None, *, z: dict[str, list[int]] | None = None
        ) -> Callable[[int], int]:  # noqa: E501
            return lambda i: i + x[0]

        return g(kept)(4)

    check(f, "int", INTEGER)


def test_only_the_branch_taken_counts():
    debug = False

    def f(n):
        if debug:
            return "text"
        return n

    check(f, "int", INTEGER)


def test_loop_forgets_the_first_value():
    def f(n):
        i = 0
        while i < n:
            i += 1
        return i

    found = result_of(f, INTEGER)
    assert found == SomeInteger(nonneg=True)
    assert not found.is_constant


@pytest.mark.parametrize(
    ("source", "nonneg"),
    [
        ("n & 255", True),
        ("n % 10", True),
        ("len('abc') + 1", True),
        ("n - 1", False),
        ("abs(n)", True),
        ("ord(str(n)[0])", True),
        ("max(n, 0) if n >= 0 else 5", True),
    ],
)
def test_nonneg(source, nonneg):
    scope = {}
    exec(f"def f(n):\n    return {source}\n", scope)
    assert result_of(scope["f"], INTEGER).nonneg is nonneg


def test_comparison_tells_what_is_not_negative():
    def f(n, m):
        if n >= 0 and m > n:
            return m
        return 0

    assert result_of(f, INTEGER, INTEGER).nonneg


def test_range_items():
    def f(n):
        last = 0
        for i in range(n):
            last = i
        return last

    assert result_of(f, INTEGER).nonneg


def test_none_and_int():
    def f(n):
        if n > 3:
            return n
        return None

    check(f, "int or None", INTEGER)


def test_is_none_narrows():
    def find(n):
        return n if n > 3 else None

    def f(n):
        found = find(n)
        if found is None:
            return 0
        return found + 1

    check(f, "int", INTEGER)


def test_truth_narrows():
    def name(n):
        return "x" * n if n > 0 else None

    def f(n):
        found = name(n)
        if not found:
            return "none"
        return found.upper()

    assert result_of(f, INTEGER) == SomeString()


def test_narrowing_inside_try():
    class Box:
        def __init__(self, n):
            self.n = n

    def make(n):
        return Box(n) if n > 2 else None

    def f(n):
        try:
            box = make(n)
            if box is not None:
                return box.n
        except ValueError:
            return -1
        return 0

    check(f, "int", INTEGER)


def test_isinstance_narrows():
    class Shape:
        pass

    class Square(Shape):
        def __init__(self, side):
            self.side = side

    class Circle(Shape):
        def __init__(self, radius):
            self.radius = radius

    def f(n):
        shape = Square(n) if n > 3 else Circle(2.5)
        if isinstance(shape, Square):
            return float(shape.side)
        return shape.radius

    check(f, "float", INTEGER)


def test_default_and_keyword_arguments():
    def g(a, b=2, *, c=3.5):
        return b if c > a else a

    def f():
        return g(1) + g(1, 5) + g(c=1.5, a=2)

    check(f, "int")


def test_star_arguments():
    def g(first, *rest):
        return first, rest

    def f():
        pair = (2, "x")
        return g(1.5, *pair)

    check(f, "tuple[float, tuple[int, str]]")


def test_keyword_dict():
    def g(**options):
        return options

    def f():
        return g(a=1, b=2)

    check(f, "dict[str, int]")


def test_recursion():
    def fact(n):
        if n < 2:
            return 1
        return n * fact(n - 1)

    check(fact, "int", INTEGER)


def test_closures():
    def f(n):
        total = 0

        def add(k):
            nonlocal total
            total += k
            return total

        for i in range(n):
            add(i)
        return add

    program = annotated(f, INTEGER)
    (description,) = program.entry.result.annotation.descriptions
    assert description.is_closure
    assert [str(cell.find().content) for cell in description.cells] == ["int"]


def test_functions_in_a_dict():
    table = {"+": lambda x, y: x + y, "-": lambda x, y: x - y}

    def f(op, n):
        return table[op](n, 1)

    check(f, "int", STRING, INTEGER)


def test_builtin_functions_as_values():
    def apply(function, text):
        return function(text)

    def f(n):
        function = str.upper if n > 1 else str.lower
        return apply(function, "abC")

    check(f, "str", INTEGER)


def test_generator():
    def numbers(n):
        for i in range(n):
            yield i * 0.5

    def f(n):
        total = 0.0
        for x in numbers(n):
            total += x
        return total

    check(f, "float", INTEGER)


def test_two_generators_meet():
    def ones(n):
        for _ in range(n):
            yield 1

    def halves(n):
        for _ in range(n):
            yield 0.5

    def f(n):
        chosen = ones(n) if n > 1 else ones(3)
        other = halves(n)
        return sum(chosen), next(other)

    check(f, "tuple[int, float]", INTEGER)


def test_library_functions_are_specialised():
    def f():
        return max([1, 2]), max(["a"]), max([0.5])

    check(f, "tuple[int, str, float]")


def test_call_site_sources():
    def g(a, b=2):
        return a + b

    def f(n):
        return g(n)

    program = annotated(f, INTEGER)
    (site,) = [s for s in program.calls.values() if s.targets and s.targets[0].description.name == "g"]
    assert site.callee is None or site.callee.value is g
    assert [type(source).__name__ for source in site.targets[0].sources] == ["Operand", "Fixed"]


def test_exceptions_that_may_leave():
    def g(n):
        if n > 5:
            raise KeyError(n)
        return [1, 2][n]

    def f(n):
        try:
            return g(n)
        except LookupError as error:
            if isinstance(error, IndexError):
                return 0
            raise

    assert raised_by(annotated(g, INTEGER)) == ["IndexError", "KeyError"]
    # What any call may raise passes the handler too.
    assert raised_by(annotated(f, INTEGER)) == ["KeyError", "MemoryError", "RecursionError"]


def test_handlers_see_that_operations_find_no_memory():
    def caught(a, b):
        try:
            return a + b
        except Exception as error:
            return type(error).__name__

    def raised_again(a, b):
        try:
            return a + b
        except (KeyError, ValueError):
            return "not reached"

    def numbers(n):
        try:
            return 10 // n
        except Exception:
            return 0

    def cleaned_up(a, n):
        try:
            return [n for _ in a]
        finally:
            print(n)

    def not_cleaned_up(a, n):
        try:
            return [n for _ in a]
        except ValueError:
            print(n)

    text = STRING
    assert result_of(caught, text, text) == STRING
    assert not raised_by(annotated(caught, text, text))
    # Nobody need know where it is only raised again, or where there is nothing to allocate.
    assert not raised_by(annotated(raised_again, text, text))
    assert not raised_by(annotated(numbers, INTEGER))
    assert "MemoryError" in raised_by(annotated(cleaned_up, text, INTEGER))
    assert not raised_by(annotated(not_cleaned_up, text, INTEGER))


def test_handlers_see_the_class_they_catch():
    class Problem(Exception):
        def __init__(self, size):
            super().__init__("problem")
            self.size = size

    def g(n):
        if n > 3:
            raise Problem(n)
        return n

    def f(n):
        try:
            return g(n)
        except (ValueError, Problem) as error:
            return error.size

    check(f, "int", INTEGER)


def test_overflow_option():
    def f(n):
        return n + 1

    assert raised_by(annotated(f, INTEGER)) == ["OverflowError"]
    assert raised_by(annotated(f, INTEGER, overflow="wrap")) == []


def test_division_by_a_constant_cannot_fail():
    def f(n):
        return n % 10

    assert raised_by(annotated(f, INTEGER)) == []
    assert result_of(f, NONNEG) == NONNEG


def test_bool_arithmetic():
    def f(flag, n):
        return flag & (n > 1), flag + 1

    check(f, "tuple[bool, int]", BOOL, INTEGER)


def test_int_meets_float():
    def f(n):
        x = n
        if n > 3:
            x = 0.5
        return x

    check(f, "int or float", INTEGER)


def test_isinstance_tells_the_kinds_of_a_number():
    def f(n):
        x = n
        if n > 3:
            x = 0.5
        if n > 4:
            x = True
        if isinstance(x, float):
            return 0, False, x
        if isinstance(x, bool):
            return 0, x, 0.0
        return x, False, 0.0

    check(f, "tuple[int, bool, float]", INTEGER)


def test_float_operand_decides():
    def f(n, x):
        total = 0
        if n > 3:
            total = x
        return total + x, total / 2, total > n, -total

    check(f, "tuple[float, float, bool, int or float]", INTEGER, FLOAT)


def test_int_operated_with_float():
    def f(n, x):
        return n * x + 1

    check(f, "float", INTEGER, FLOAT)


def test_globals():
    check(count_up, "int", INTEGER)


COUNT = 0


def count_up(n):
    global COUNT  # noqa: PLW0603
    COUNT += n
    return COUNT


def test_function_that_always_raises():
    def fail(text):
        raise ValueError(text)

    def f(n):
        if n < 0:
            fail("negative")
        return n

    check(f, "int", INTEGER)


def test_graphs_that_are_not_reached_any_more_are_left_out():
    def f():
        items = []
        items.append(1)
        return sorted(items)

    program = annotated(f)
    names = [graph.name for graph in program.graphs]
    assert len(names) == len({id(graph) for graph in program.graphs})
    assert program.graphs[0] is program.entry
