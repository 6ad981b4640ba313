"""Diagnostics: the rejected programs of the corpus, spans, both origins, call chains, several errors, no cascades."""

import json
import sys
import types
from pathlib import Path

import pytest

from tests.support.annotation import codes_of, errors_of, has_words, result_of, text_of
from weft.annotator.context import AnnotatorOptions
from weft.annotator.lattice import INTEGER, STRING
from weft.annotator.search import annotate_program
from weft.flowspace.diagnostics import TranslationError

REJECTED = sorted((Path(__file__).parent.parent / "programs" / "rejected").glob("*.py"))


@pytest.mark.parametrize("path", REJECTED, ids=lambda path: path.stem)
def test_rejected_programs(path, monkeypatch):
    expected = json.loads(path.with_suffix(".expect").read_text())
    module = types.ModuleType("__rejected__")
    monkeypatch.setitem(sys.modules, "__rejected__", module)
    exec(compile(path.read_text(), str(path), "exec"), module.__dict__)
    error = errors_of(module.main)[0]
    assert error.span.line in (expected["line"], *expected.get("or_lines", ()))
    assert has_words(f"{error.code} {text_of(error)}", expected["mentions"])


def line_of(function, offset):
    return function.__code__.co_firstlineno + offset


def test_both_origins():
    def f(n):
        items = [n]
        items.append("x")
        return items

    (error,) = errors_of(f, INTEGER)
    assert error.span.line == line_of(f, 2)
    assert [note.span.line for note in error.notes if note.span] == [line_of(f, 1)]
    assert error.label == "str"


def test_span_has_columns():
    def f(n):
        return 1, n + "x"

    (error,) = errors_of(f, INTEGER)
    assert error.span.column > 0
    assert error.span.end_column > error.span.column


def test_call_chain():
    def inner(n):
        return n.foo

    def middle(n):
        return inner(n)

    def outer(n):
        return middle(n)

    (error,) = errors_of(outer, INTEGER)
    chain = error.notes[-1].text
    assert chain.startswith("reached through outer (test_diagnostics.py:")
    assert "-> middle (" in chain


def test_several_errors_at_once():
    def f(n):
        a = n + "x"
        b = n.foo
        c = [1, "y"]
        return a, b, c

    assert sorted(codes_of(f, INTEGER)) == ["W0102", "W0107", "W0202"]


def test_no_cascade():
    def f(n):
        a = n + "x"
        b = a.upper()
        c = [b, 1]
        return c[0] + 1

    assert codes_of(f, INTEGER) == ["W0107"]


def test_no_missing_attribute_after_an_error_in_init():
    class Point:
        def __init__(self, x):
            self.x = x + "a"
            self.y = 1

    def f(n):
        p = Point(n)
        return p.x, p.y

    assert codes_of(f, INTEGER) == ["W0107"]


def test_did_you_mean():
    class Point:
        def __init__(self):
            self.position = 1

    def f():
        return Point().positon

    (error,) = errors_of(f)
    assert error.help == "did you mean 'position'?"


def test_did_you_mean_a_keyword():
    def g(colour=1):
        return colour

    def f():
        return g(color=2)

    (error,) = errors_of(f)
    assert error.code == "W0303"
    assert "colour" in error.help


def test_errors_in_the_library_are_shown_at_the_user_s_line():
    class Task:
        pass

    def f():
        tasks = [Task(), Task()]
        return sorted(tasks)

    (error,) = errors_of(f)
    assert error.code == "W0114"
    assert error.span.line == line_of(f, 2)


def test_never_returns():
    def forever(n):
        return forever(n + 1)

    def f(n):
        return forever(n)

    (error,) = errors_of(f, INTEGER)
    assert error.code == "W0305"
    assert "forever" in error.message


def test_arguments_of_two_types():
    def g(x):
        return x

    def f(n):
        kept = []
        kept.append(g(n))
        kept.append(g("x"))
        return kept

    (error,) = errors_of(f, INTEGER)
    assert error.code == "W0110"
    assert error.span.line == line_of(f, 3)
    assert line_of(f, 2) in [note.span.line for note in error.notes if note.span]


def test_result_of_two_types():
    def f(n):
        if n > 3:
            return n * 2
        return str(n)

    (error,) = errors_of(f, INTEGER)
    assert error.code == "W0106"
    lines = {error.span.line, *(note.span.line for note in error.notes if note.span)}
    assert lines == {line_of(f, 2), line_of(f, 3)}


def test_number_of_arguments():
    def g(a, b):
        return a

    def f():
        return g(1)

    (error,) = errors_of(f)
    assert error.code == "W0301"
    assert "'b'" in error.message


def test_argument_twice():
    def g(a, b=1):
        return a

    def f():
        return g(1, a=2)

    assert codes_of(f) == ["W0303"]


def test_code_that_never_runs_is_checked_too():
    def unused(text):
        return text + 1

    def f(text):
        if len(text) > 5:
            unused(text)
        return text

    assert codes_of(f, STRING) == ["W0107"]


def test_none_that_becomes_something_later():
    class Node:
        def __init__(self):
            self.value = None

    def f(n):
        node = Node()
        for _ in range(n):
            if node.value is not None:
                node.value += 1
            else:
                node.value = 1
        return node

    assert str(result_of(f, INTEGER)) == "Node"


def test_operation_on_none_alone():
    def nothing():
        pass

    def f():
        return nothing() + 1

    (error,) = errors_of(f)
    assert error.code == "W0107"
    assert "None" in error.message


def test_large_constant():
    def f(n):
        return n + 2**70

    (error,) = errors_of(f, INTEGER)
    assert "64 bits" in error.message


def test_several_errors_are_limited():
    def f(n):
        return n.a, n.b, n.c, n.d

    with pytest.raises(TranslationError) as caught:
        annotate_program(f, [INTEGER], AnnotatorOptions(max_errors=2))
    assert len(caught.value.diagnostics) == 2


def test_generators_have_no_other_attributes():
    def f(n):
        return (i for i in range(n)).index(n)

    (error,) = errors_of(f, INTEGER)
    assert error.code == "W0202" and "index" in error.message


def test_iterables_that_meet_without_need_are_one_error():
    def append(n):
        items = range(n) if n else [n]
        items.append(n)
        return items

    def other_items(n):
        items = [n] if n else ("a", "b")
        return list(items)

    def mixed_up(n):
        items = [n] if n else n
        return list(items)

    def ordered(n):
        items = [n] if n else (n,)
        return items < [n]

    for function in (append, other_items, mixed_up, ordered):
        (error,) = errors_of(function, INTEGER)
        assert error.code == "W0101" and error.span.line == line_of(function, 1)


def test_an_iterable_that_may_be_none():
    def f(n):
        items = None
        if n:
            items = range(n)
        return len(items)

    assert str(result_of(f, INTEGER)) == "int"
