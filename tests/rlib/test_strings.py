"""Methods of str against CPython's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import escapes, searching, splitting, strings

SMALL = st.text(st.sampled_from("ab\u00e9\u65e5 \t\n"), max_size=14)
PART = st.text(st.sampled_from("ab\u00e9\u65e5 "), max_size=3)
BOUND = st.one_of(st.none(), st.integers(-16, 16))
ANY = st.text(max_size=20)


@pytest.mark.parametrize("name", ["find", "rfind", "index", "rindex", "count", "startswith", "endswith"])
@given(text=SMALL, part=PART, start=BOUND, end=BOUND)
def test_search(name: str, text: str, part: str, start: int | None, end: int | None) -> None:
    expected = outcome(getattr(text, name), part, start, end)
    assert outcome(getattr(searching, name), text, part, start, end) == expected


@given(text=st.text(st.sampled_from("ab"), max_size=60), part=st.text(st.sampled_from("ab"), min_size=2, max_size=6))
def test_search_long(text: str, part: str) -> None:
    assert searching.find(text, part) == text.find(part)
    assert searching.rfind(text, part) == text.rfind(part)
    assert searching.count(text, part) == text.count(part)
    assert searching.contains(text, part) == (part in text)
    assert strings.replace(text, part, "-") == text.replace(part, "-")


@given(text=SMALL, parts=st.tuples(PART, PART), start=BOUND)
def test_affixes(text: str, parts: tuple[str, str], start: int | None) -> None:
    assert searching.startswith_any(text, parts, start) == text.startswith(parts, start)
    assert searching.endswith_any(text, parts, start) == text.endswith(parts, start)
    assert strings.removeprefix(text, parts[0]) == text.removeprefix(parts[0])
    assert strings.removesuffix(text, parts[0]) == text.removesuffix(parts[0])


@pytest.mark.parametrize("name", ["split", "rsplit"])
@given(text=SMALL, sep=st.one_of(st.none(), PART), limit=st.integers(-2, 4))
def test_split(name: str, text: str, sep: str | None, limit: int) -> None:
    assert outcome(getattr(splitting, name), text, sep, limit) == outcome(getattr(text, name), sep, limit)


@given(text=st.text(st.sampled_from("ab\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029 "), max_size=12), keep=st.booleans())
def test_splitlines(text: str, keep: bool) -> None:
    assert splitting.splitlines(text, keep) == text.splitlines(keep)


@pytest.mark.parametrize("name", ["partition", "rpartition"])
@given(text=SMALL, sep=PART)
def test_partition(name: str, text: str, sep: str) -> None:
    assert outcome(getattr(splitting, name), text, sep) == outcome(getattr(text, name), sep)


@given(separator=PART, items=st.lists(SMALL, max_size=4))
def test_join(separator: str, items: list[str]) -> None:
    assert splitting.join(separator, tuple(items)) == separator.join(items)


@pytest.mark.parametrize("name", ["strip", "lstrip", "rstrip"])
@given(text=st.one_of(SMALL, ANY), chars=st.one_of(st.none(), PART))
def test_strip(name: str, text: str, chars: str | None) -> None:
    assert getattr(strings, name)(text, chars) == getattr(text, name)(chars)


@given(text=SMALL, old=PART, new=PART, count=st.integers(-1, 4))
def test_replace(text: str, old: str, new: str, count: int) -> None:
    assert strings.replace(text, old, new, count) == text.replace(old, new, count)


@pytest.mark.parametrize("name", ["ljust", "rjust", "center"])
@given(text=SMALL, width=st.integers(-3, 24), fill=st.sampled_from([" ", "*", "日", "", "ab"]))
def test_justify(name: str, text: str, width: int, fill: str) -> None:
    assert outcome(getattr(strings, name), text, width, fill) == outcome(getattr(text, name), width, fill)


@given(text=st.text(st.sampled_from("+-0a日"), max_size=5), width=st.integers(-3, 12))
def test_zfill(text: str, width: int) -> None:
    assert strings.zfill(text, width) == text.zfill(width)


@given(text=st.text(st.sampled_from("ab\t\n\r日"), max_size=12), size=st.integers(-1, 9))
def test_expandtabs(text: str, size: int) -> None:
    assert strings.expandtabs(text, size) == text.expandtabs(size)


@given(text=SMALL, count=st.integers(-2, 5), start=BOUND, stop=BOUND, step=st.integers(-4, 4))
def test_repeat_and_slices(text: str, count: int, start: int | None, stop: int | None, step: int) -> None:
    assert strings.repeat(text, count) == text * count
    expected = outcome(lambda: text[start:stop:step])
    assert outcome(strings.get_step_slice, text, start, stop, step) == expected


@given(text=SMALL, source=st.text(st.sampled_from("abé"), max_size=3), target=PART, deleted=PART)
def test_translate(text: str, source: str, target: str, deleted: str) -> None:
    ours = outcome(strings.make_table, source, target)
    assert ours == outcome(str.maketrans, source, target)
    if isinstance(ours, dict):
        assert strings.translate_any(text, ours) == text.translate(ours)
        table = strings.make_table(source, target, deleted)
        assert strings.translate_any(text, table) == text.translate(str.maketrans(source, target, deleted))
    mapping = dict.fromkeys(source, target)
    assert strings.make_table(mapping) == str.maketrans(mapping)  # type: ignore[arg-type]
    optional: dict[int, str | None] = {ord("a"): None, ord("b"): "xy"}
    assert strings.translate_any(text, strings.make_table(optional)) == text.translate(optional)


@given(text=st.one_of(ANY, st.text(st.sampled_from("a'\"\\\n\x7f\xad\ud800日"), max_size=8)))
def test_repr(text: str) -> None:
    assert escapes.str_repr(text) == repr(text)
    assert escapes.str_ascii(text) == ascii(text)
    assert escapes.ascii_of_repr(repr(text)) == ascii(text)


@given(data=st.one_of(st.binary(max_size=20), st.text(st.sampled_from("a'\"\\\n"), max_size=6).map(str.encode)))
def test_repr_of_bytes(data: bytes) -> None:
    assert escapes.bytes_repr(data) == repr(data)
    assert escapes.bytearray_repr(bytearray(data)) == repr(bytearray(data))


@given(text=st.text(max_size=2))
def test_ord(text: str) -> None:
    assert outcome(strings.ord_of, text) == outcome(ord, text)
