"""struct against CPython's own."""

import struct
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import struct_formats

ORDERS = st.sampled_from(["", "@", "=", "<", ">", "!"])
FIELDS = st.lists(st.sampled_from(["b", "B", "h", "H", "i", "I", "l", "L", "q", "f", "d",
                                  "?", "c", "3s", "x", "2H", "5p", "0i", " "]),
                  max_size=5).map("".join)  # fmt: skip


def arguments_for(data: Any, layout: struct_formats.Layout) -> list[Any]:
    values: list[Any] = []
    for field in layout.fields:
        match field.letter:
            case "s" | "p":
                values.append(data.draw(st.binary(max_size=6)))
            case "c":
                values.append(data.draw(st.binary(min_size=1, max_size=2)))
            case "?":
                values.append(data.draw(st.booleans()))
            case "f" | "d":
                values.append(data.draw(st.one_of(st.floats(-1e6, 1e6), st.integers(-5, 5))))
            case _:
                bits = 8 * field.size
                values.append(
                    data.draw(st.one_of(st.integers(-3, 3), st.integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)))
                )
    return values


@given(order=ORDERS, fields=FIELDS, data=st.data())
def test_round_trip(order: str, fields: str, data: Any) -> None:
    text = order + fields
    layout = struct_formats.Layout(text)
    assert struct_formats.make_calcsize(text)(text) == struct.calcsize(text)
    values = arguments_for(data, layout)
    ours, theirs = outcome(struct_formats.make_pack(text), text, *values), outcome(struct.pack, text, *values)
    if isinstance(theirs, tuple):
        assert ours[0] is theirs[0]
        return
    assert ours == theirs
    assert struct_formats.make_unpack(text)(text, ours) == struct.unpack(text, theirs)
    padded = b"??" + ours + b"!"
    for offset in (2, -len(padded) + 2, 3, -1, 99, -99):
        found = outcome(struct_formats.make_unpack_from(text), text, padded, offset)
        expected = outcome(struct.unpack_from, text, padded, offset)
        if found[:1] == (OverflowError,):  # an unsigned item that does not fit a word
            assert any(isinstance(value, int) and value >= 2**63 for value in expected)
        else:
            assert found == expected
        found = outcome(struct_formats.make_pack_into(text), text, bytearray(padded), offset, *values)
        assert found == outcome(struct.pack_into, text, bytearray(padded), offset, *values)
    target, other = bytearray(len(ours) + 3), bytearray(len(ours) + 3)
    struct_formats.make_pack_into(text)(text, target, 1, *values)
    struct.pack_into(text, other, 1, *values)
    assert target == other
    twice = outcome(lambda: list(struct_formats.make_iter_unpack(text)(text, ours + ours)))
    assert twice == outcome(lambda: list(struct.iter_unpack(text, ours + ours)))


def test_errors() -> None:
    for text, values in (
        ("<B", (256,)),
        (">h", (-32769,)),
        ("<I", (-1,)),
        ("<Q", (-1,)),
        ("c", (b"ab",)),
        ("<f", (1e300,)),
    ):
        ours, theirs = outcome(struct_formats.make_pack(text), text, *values), outcome(struct.pack, text, *values)
        assert ours[0] is theirs[0]
    assert outcome(struct_formats.make_unpack("<I"), "<I", b"ab") == outcome(struct.unpack, "<I", b"ab")
    assert outcome(lambda: list(struct_formats.make_iter_unpack("<H")("<H", b"abc"))) == outcome(
        struct.iter_unpack, "<H", b"abc"
    )


def test_members() -> None:
    value = struct.Struct("<HB")
    assert struct_formats.struct_member(value, "size") == 3
    assert struct_formats.struct_member(value, "pack")(1, 2) == value.pack(1, 2)
    assert struct_formats.struct_member(value, "unpack")(b"abc") == value.unpack(b"abc")
    assert outcome(struct_formats.struct_member, value, "shape")[0] is AttributeError
