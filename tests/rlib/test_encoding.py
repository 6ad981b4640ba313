"""Encoding and decoding against CPython's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import encoding

CODECS = st.sampled_from(["utf-8", "UTF8", "latin-1", "ascii", "iso-8859-1", "us-ascii", "utf-8-sig", "U8"])
HANDLERS = st.sampled_from(["strict", "ignore", "replace", "backslashreplace", "surrogateescape"])
TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("ab\u00e9\u0100\u65e5\U0001f600\ud800\udc80\udfff")), max_size=9
)
RAW = st.one_of(
    st.binary(max_size=8),
    st.lists(st.sampled_from([0x41, 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xA0, 0xED, 0x9F, 0xEF, 0xF0, 0x90, 0xF4, 0x8F, 0xF5,
                              0xFF]),
             max_size=7).map(bytes),
    TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
)  # fmt: skip


@given(text=TEXT, name=CODECS, errors=HANDLERS)
def test_encode(text: str, name: str, errors: str) -> None:
    ours = outcome(encoding.encode, text, name, errors)
    expected = outcome(text.encode, name, errors)
    if (name == "utf-8-sig" or errors == "surrogateescape") and isinstance(expected, tuple):
        assert ours[0] is expected[0]
    else:
        assert ours == expected


@given(data=RAW, name=CODECS, errors=HANDLERS)
def test_decode(data: bytes, name: str, errors: str) -> None:
    ours = outcome(encoding.decode, data, name, errors)
    expected = outcome(data.decode, name, errors)
    if name == "utf-8-sig" and isinstance(expected, tuple):
        assert ours[0] is expected[0]
    else:
        assert ours == expected
    if not isinstance(expected, tuple):
        assert encoding.decode_array(bytearray(data), name, errors) == expected


def test_unknown_names() -> None:
    assert outcome(encoding.encode, "a", "klingon") == outcome("a".encode, "klingon")
    with pytest.raises(LookupError):
        encoding.decode(b"\xff", "utf-8", "shrug")


@given(text=TEXT.filter(lambda text: not any(0xD800 <= ord(c) < 0xE000 for c in text)), cut=st.integers(0, 40))
def test_incomplete_tail(text: str, cut: int) -> None:
    data = bytearray(text.encode()[:cut])
    tail = encoding.incomplete_tail(data, 0, len(data))
    data[len(data) - tail :].decode("utf-8", "replace")
    assert text.startswith(data[: len(data) - tail].decode())
    assert tail <= 3


@given(name=TEXT.filter(lambda text: not any(0xD800 <= ord(c) < 0xE000 for c in text)))
def test_paths(name: str) -> None:
    raw = encoding.path_bytes(name)
    assert raw == name.encode("utf-8", "surrogateescape")
    assert encoding.path_text(bytearray(raw), len(raw)) == name
