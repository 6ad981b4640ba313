"""`Translation`: functions compiled and called through cffi."""

from pathlib import Path

import pytest

from weft import Translation, TranslationError
from weft.translator.options import UsageError

pytestmark = [pytest.mark.compile]


class Oops(ValueError):
    pass


def test_numbers() -> None:
    def mix(count: int, share: float, negative: bool) -> float:
        total = count * share
        return -total if negative else total

    compiled = Translation(mix, [int, float, bool]).compile()
    assert compiled(3, 1.5, False) == 4.5
    assert compiled(3, 2, True) == -6.0
    with pytest.raises(TypeError, match="wants int, not str"):
        compiled("3", 1.5, False)
    with pytest.raises(TypeError, match="takes 3 arguments, but 1 were given"):
        compiled(3)


def test_bool_and_none() -> None:
    def positive(x: int) -> bool:
        return x > 0

    def nothing() -> None:
        pass

    assert Translation(positive, [int]).compile()(3) is True
    assert Translation(nothing).compile()() is None


def test_text() -> None:
    def twice(text: str) -> str:
        return text + text

    compiled = Translation(twice, [str]).compile()
    assert compiled("héé€𝄞") == "héé€𝄞héé€𝄞"
    assert compiled("") == ""
    assert compiled("a\0b") == "a\0ba\0b"


def test_bytes() -> None:
    def twice(data: bytes) -> bytes:
        return data + data

    assert Translation(twice, [bytes]).compile()(b"\0\xff") == b"\0\xff\0\xff"


@pytest.mark.parametrize("gc", ["refcount", "generational"])
def test_calls_leave_nothing_behind(gc: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def join(text: str, data: bytes, fails: bool) -> bytes:
        if fails:
            raise ValueError(text)
        return text.encode() + data

    monkeypatch.setenv("WEFT_GC_MAX", "24M")
    monkeypatch.setenv("WEFT_GC_MIN", "1M")
    compiled = Translation(join, [str, bytes, bool], gc=gc).compile()
    text, data = "x" * 1000, b"y" * 500
    for _ in range(20000):
        assert compiled(text, data, False) == b"x" * 1000 + data
    for _ in range(20000):
        with pytest.raises(ValueError, match="xxx"):
            compiled(text, data, True)


def check(x: int) -> int:
    if x < 0:
        raise Oops("negative")
    return 100 // x


def test_exceptions() -> None:
    compiled = Translation(check, [int]).compile()
    assert compiled(7) == 14
    with pytest.raises(ZeroDivisionError, match="integer division or modulo by zero"):
        compiled(0)
    with pytest.raises(Oops, match="negative"):
        compiled(-1)
    assert compiled(8) == 12


def test_steps(tmp_path: Path) -> None:
    def add(x: int, y: int) -> int:
        return x + y

    translation = Translation(add, [int, int], keep_c=str(tmp_path / "c"), optimise=0)
    assert len(translation.annotate().graphs) == 1
    assert translation.rtype() is translation.backendopt()
    assert translation.source() == tmp_path / "c"
    assert (tmp_path / "c" / "Makefile").is_file()
    assert translation.compile()(2, 3) == 5


def test_mistakes() -> None:
    def add(x: int, y: str) -> int:
        return x + y  # type: ignore[operator]

    with pytest.raises(TranslationError) as caught:
        Translation(add, [int, str]).annotate()
    assert caught.value.diagnostics[0].code.startswith("W01")
    with pytest.raises(UsageError, match="no option 'optimize'; did you mean optimise"):
        Translation(add, [int, str], optimize=2)
    with pytest.raises(TranslationError, match="cannot be the type of an argument"):
        Translation(add, [int, list]).annotate()
