"""What has no identity, or cannot be referred to weakly, is refused with a reason."""

import weakref

import pytest

from tests.support.annotation import errors_of


def some_function():
    pass


class Thing:
    def method(self):
        return 1


def number():
    return id(len("abc"))


def float_number():
    return id(len("abc") / 2)


def character():
    text = "abc"
    return id(text[len(text) - 2])


def function():
    return id(some_function)


def weak_function():
    return weakref.ref(some_function)() is None


def weak_list():
    return weakref.ref([1])() is None


def proxy():
    return weakref.proxy(ValueError())


def weak_method():
    return weakref.WeakMethod(Thing().method)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (number, "id() of int is not supported"),
        (float_number, "id() of float is not supported"),
        (character, "id() of a single character is not supported"),
        (function, "id() of function some_function is not supported"),
        (weak_function, "weak references to values of type function some_function are not supported"),
        (proxy, "proxy"),
        (weak_method, "WeakMethod"),
        (weak_list, "weak references to values of type list[int] are not supported"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_refused(program, expected):
    messages = [diagnostic.message for diagnostic in errors_of(program)]
    assert any(expected in message for message in messages), messages
