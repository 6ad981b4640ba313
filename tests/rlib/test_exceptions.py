"""What built-in exceptions show, against CPython's own."""

from typing import Any

import pytest

from weft.rlib import exceptions, os_errors


class Fake:
    """An instance of an exception class as a translated program has it."""


def made(name: str, init: Any, *arguments: Any) -> Any:
    instance = type(name, (Fake,), {})()
    init(instance, *arguments)
    return instance


@pytest.mark.parametrize(
    "arguments", [(), ("",), ("text",), ("it's",), (3,), (None,), ([1, "a"],), (1, 2), ("a", None, 2.5)]
)
def test_plain(arguments: tuple[Any, ...]) -> None:
    instance = made("ValueError", exceptions.exception_init, *arguments)
    expected = ValueError(*arguments)
    assert exceptions.exception_str(instance) == str(expected)
    assert exceptions.exception_repr(instance) == repr(expected)


@pytest.mark.parametrize("arguments", [(), ("text",), (3,), (("a", 1),), (1, 2)])
def test_key_error(arguments: tuple[Any, ...]) -> None:
    instance = made("KeyError", exceptions.key_error_init, *arguments)
    expected = KeyError(*arguments)
    assert exceptions.exception_str(instance) == str(expected)
    assert exceptions.exception_repr(instance) == repr(expected)


def test_stop_iteration() -> None:
    assert made("StopIteration", exceptions.stop_iteration_init, 3).value == 3
    assert exceptions.exception_repr(made("StopIteration", exceptions.stop_iteration_init)) == repr(StopIteration())


@pytest.mark.parametrize(("code", "status"), [(None, 0), (3, 3), (True, 1), ("message", 1), (2.5, 1)])
def test_system_exit(code: Any, status: int) -> None:
    instance = made("SystemExit", exceptions.system_exit_init, code)
    assert instance._weft_code == status
    assert exceptions.exception_str(instance) == ("" if code is None else str(code))
    if isinstance(code, int):
        assert exceptions.system_exit_code.fget(instance) == code  # type: ignore[misc]
    with pytest.raises(SystemExit):
        exceptions.sys_exit(code)


@pytest.mark.parametrize("arguments", [(2, "No such file", "x'y"), (13, "Permission denied"), ("only",), ()])
def test_os_error(arguments: tuple[Any, ...]) -> None:
    instance = made("OSError", exceptions.os_error_init, *arguments)
    expected = OSError(*arguments)
    assert exceptions.exception_str(instance) == str(expected)
    assert instance.errno == expected.errno
    if not (arguments and isinstance(arguments[0], int)):
        assert exceptions.os_error_repr(instance) == repr(expected)
    else:
        assert exceptions.os_error_repr(instance) == repr(expected).replace(type(expected).__name__, "OSError")


@pytest.mark.parametrize("errno", [1, 2, 4, 11, 13, 17, 20, 21, 28, 32])
def test_errors_by_number(errno: int) -> None:
    ours, expected = os_errors.os_error(errno, "name"), OSError(errno, os_errors.strerror(errno), "name")
    assert type(ours) is type(expected)
    assert str(ours) == str(expected)
    with pytest.raises(OSError, match="name"):
        os_errors.check(-errno, "name")
    assert os_errors.check(3, "name") == 3


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4])
def test_unicode_errors(place: int) -> None:
    data = b"ab\xffcd\xfe"
    for end in (place + 1, place + 2):
        arguments: Any = ("utf-8", data, place, end, "invalid start byte")
        instance = made("UnicodeDecodeError", exceptions.decode_error_init, *arguments)
        assert exceptions.exception_str(instance) == str(UnicodeDecodeError(*arguments))
        assert exceptions.unicode_error_repr(instance) == repr(UnicodeDecodeError(*arguments))
        arguments = ("ascii", "a\u00e9\u65e5\U0001f600x z", place, end, "ordinal not in range(128)")
        instance = made("UnicodeEncodeError", exceptions.encode_error_init, *arguments)
        assert exceptions.exception_str(instance) == str(UnicodeEncodeError(*arguments))
        assert exceptions.unicode_error_repr(instance) == repr(UnicodeEncodeError(*arguments))
