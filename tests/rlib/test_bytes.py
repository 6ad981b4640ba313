"""Methods of bytes and bytearray against CPython's own."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import bytearray_methods, bytes_casing, bytes_hex, bytes_methods

SMALL = st.lists(st.sampled_from(b"ab \t\n\r0Zz\xe9"), max_size=12).map(bytes)
PART = st.lists(st.sampled_from(b"ab \n"), max_size=3).map(bytes)
BOUND = st.one_of(st.none(), st.integers(-14, 14))


@pytest.mark.parametrize("name", ["find", "rfind", "index", "rindex", "count"])
@given(data=SMALL, part=st.one_of(PART, st.integers(-1, 257)), start=BOUND, end=BOUND)
def test_search(name: str, data: bytes, part: Any, start: int | None, end: int | None) -> None:
    ours = outcome(getattr(bytes_methods, name), data, part, start, end)
    assert ours == outcome(getattr(data, name), part, start, end)


@pytest.mark.parametrize("name", ["startswith", "endswith"])
@given(data=SMALL, part=PART, start=BOUND, end=BOUND)
def test_affixes(name: str, data: bytes, part: bytes, start: int | None, end: int | None) -> None:
    assert getattr(bytes_methods, name)(data, part, start, end) == getattr(data, name)(part, start, end)
    assert getattr(bytearray_methods, name)(bytearray(data), part, start, end) == getattr(data, name)(part, start, end)


@pytest.mark.parametrize("name", ["split", "rsplit"])
@given(data=SMALL, sep=st.one_of(st.none(), PART), limit=st.integers(-1, 3))
def test_split(name: str, data: bytes, sep: bytes | None, limit: int) -> None:
    assert outcome(getattr(bytes_methods, name), data, sep, limit) == outcome(getattr(data, name), sep, limit)


@pytest.mark.parametrize("name", ["partition", "rpartition", "removeprefix", "removesuffix"])
@given(data=SMALL, part=PART)
def test_partition(name: str, data: bytes, part: bytes) -> None:
    assert outcome(getattr(bytes_methods, name), data, part) == outcome(getattr(data, name), part)


@pytest.mark.parametrize(
    "name",
    "upper lower swapcase title capitalize isdigit isalpha isalnum isspace isascii islower isupper istitle "
    "expandtabs".split(),
)
@given(data=SMALL)
def test_plain(name: str, data: bytes) -> None:
    assert getattr(bytes_casing, name)(data) == getattr(data, name)()


@pytest.mark.parametrize("name", ["strip", "lstrip", "rstrip"])
@given(data=SMALL, chars=st.one_of(st.none(), PART))
def test_strip(name: str, data: bytes, chars: bytes | None) -> None:
    assert getattr(bytes_methods, name)(data, chars) == getattr(data, name)(chars)
    assert getattr(bytearray_methods, name)(bytearray(data), chars) == getattr(bytearray(data), name)(chars)


@pytest.mark.parametrize("name", ["ljust", "rjust", "center"])
@given(data=SMALL, width=st.integers(-2, 20))
def test_justify(name: str, data: bytes, width: int) -> None:
    assert getattr(bytes_methods, name)(data, width, b"*") == getattr(data, name)(width, b"*")
    assert bytes_methods.zfill(data, width) == data.zfill(width)


@given(data=SMALL, old=PART, new=PART, count=st.integers(-1, 3), keep=st.booleans())
def test_replace(data: bytes, old: bytes, new: bytes, count: int, keep: bool) -> None:
    assert bytes_methods.replace(data, old, new, count) == data.replace(old, new, count)
    assert bytes_methods.splitlines(data, keep) == data.splitlines(keep)
    assert bytes_methods.join(old, [data, new, data]) == old.join([data, new, data])
    assert bytearray_methods.replace(bytearray(data), old, new, count) == bytearray(data).replace(old, new, count)
    assert bytes_casing.translate(data, bytes(range(256))[::-1]) == data.translate(bytes(range(256))[::-1])


@given(data=st.binary(max_size=9), group=st.integers(-4, 4))
def test_hex(data: bytes, group: int) -> None:
    assert bytes_hex.data_hex(data) == data.hex()
    assert bytes_hex.data_hex(data, ":", group) == data.hex(":", group)
    assert bytes_hex.from_hex(data.hex(" ")) == data


@given(text=st.text(st.sampled_from("09afAF gé\n"), max_size=6))
def test_from_hex(text: str) -> None:
    assert outcome(bytes_hex.from_hex, text) == outcome(bytes.fromhex, text)


@given(data=SMALL, start=BOUND, stop=BOUND, step=st.integers(-3, 3))
def test_slices(data: bytes, start: int | None, stop: int | None, step: int) -> None:
    expected = outcome(lambda: data[start:stop:step])
    assert outcome(bytes_methods.get_step_slice, data, start, stop, step) == expected
    array = outcome(bytes_methods.get_array_step_slice, bytearray(data), start, stop, step)
    assert array == outcome(lambda: bytearray(data)[start:stop:step])


@given(values=st.lists(st.integers(-1, 256), max_size=5))
def test_conversions(values: list[int]) -> None:
    assert outcome(bytes_methods.of_iterable, values) == outcome(bytes, values)
    assert bytes_methods.of_text("\u00e9", "latin-1") == b"\xe9"
    array = bytearray(b"abca")
    bytearray_methods.remove(array, 97)
    assert array == b"bca"
    assert outcome(bytearray_methods.remove, array, 0) == outcome(array.remove, 0)


@given(data=st.binary(max_size=2))
def test_ord(data: bytes) -> None:
    assert outcome(bytes_methods.ord_of, data) == outcome(ord, data)


@given(data=SMALL, deleted=PART, size=st.integers(0, 9))
def test_translate(data: bytes, deleted: bytes, size: int) -> None:
    table = bytes_casing.maketrans(b"abZ", b"xyz")
    assert table == bytes.maketrans(b"abZ", b"xyz")
    assert bytes_casing.translate(data, table, deleted) == data.translate(table, deleted)
    assert bytes_casing.translate(data, None, deleted) == data.translate(None, deleted)
    assert bytes_casing.expandtabs(data, size) == data.expandtabs(size)
    assert bytearray_methods.repeated(bytearray(data), size) == data * size
