"""The functions generated for the struct module against CPython's."""

import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import struct_formats

VALUES = {
    **dict.fromkeys("bBhHiIlLqQ", st.integers(-(2**63), 2**63 - 1) | st.integers(-300, 70000)),
    **dict.fromkeys("efd", st.floats()),
    "?": st.booleans(),
    "c": st.binary(max_size=2),
    "s": st.binary(max_size=5),
    "p": st.binary(max_size=5),
}


def run(name: str, text: str, *arguments: Any) -> Any:
    return outcome(getattr(struct_formats, f"make_{name}")(text), text, *arguments)


def agree(ours: Any, theirs: Any) -> None:
    if isinstance(theirs, tuple) and theirs and isinstance(theirs[0], type):
        assert ours[0] is theirs[0], (ours, theirs)
        if "format requires" in theirs[1] or "buffer" in theirs[1]:
            assert ours == theirs
    else:
        assert repr(ours) == repr(theirs)


@pytest.mark.parametrize("prefix", ["", "@", "=", "<"])
@pytest.mark.parametrize("code", ["f", "e"])
def test_floats_at_the_limit(prefix: str, code: str) -> None:
    for value in (1e300, -1e39, 3.4028235677973366e38, 3.4028235677973362e38, 65519.99999999999, 65520.0):
        agree(run("pack", prefix + code, value), outcome(struct.pack, prefix + code, value))


@settings(max_examples=60, deadline=None)
@given(prefix=st.sampled_from(["", "<", ">", "=", "!", "@"]), data=st.data())
def test_round_trip(prefix: str, data: st.DataObject) -> None:
    codes = data.draw(st.lists(st.sampled_from([*VALUES, "x", "3s", "2x", "4p"]), max_size=5))
    text = prefix + " ".join(codes)
    values = [data.draw(VALUES[code[-1]]) for code in codes if code[-1] != "x"]
    assert run("calcsize", text) == struct.calcsize(text)
    theirs = outcome(struct.pack, text, *values)
    agree(run("pack", text, *values), theirs)
    packed = theirs if isinstance(theirs, bytes) else data.draw(st.binary(max_size=60))
    result = outcome(struct.unpack, text, packed)
    if isinstance(result, tuple) and any(isinstance(value, int) and value >= 2**63 for value in result):
        assert run("unpack", text, packed)[0] is OverflowError
        return
    agree(run("unpack", text, packed), result)
    offset = data.draw(st.integers(-3, 3))
    agree(run("unpack_from", text, b"ab" + packed, offset), outcome(struct.unpack_from, text, b"ab" + packed, offset))


@given(start=st.integers(-12, 12), size=st.integers(0, 10))
def test_pack_into(start: int, size: int) -> None:
    ours, theirs = bytearray(size), bytearray(size)
    agree(run("pack_into", "<hb", ours, start, 258, 3), outcome(struct.pack_into, "<hb", theirs, start, 258, 3))
    assert ours == theirs


@given(data=st.binary(max_size=12))
def test_iter_unpack(data: bytes) -> None:
    ours = outcome(lambda: list(struct_formats.make_iter_unpack("<hb")("<hb", data)))
    agree(ours, outcome(lambda: list(struct.iter_unpack("<hb", data))))


@given(bits=st.integers(0, 2**32 - 1))
def test_narrow_floats(bits: int) -> None:
    packed = bits.to_bytes(4, "little")
    agree(run("unpack", "<f", packed), outcome(struct.unpack, "<f", packed))
    agree(run("unpack", "<2e", packed), outcome(struct.unpack, "<2e", packed))


def test_errors() -> None:
    assert run("pack", "<h", 1.5) == outcome(struct.pack, "<h", 1.5)
