"""array.array against CPython's own."""

import array
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import arrays

CODES = st.sampled_from("bBhHiIlLqfd")
VALUES = st.one_of(
    st.integers(-3, 3), st.integers(-(2**63), 2**63 - 1), st.sampled_from([127, 128, 255, 256, 65535, 65536])
)


def made(code: str, items: Any = None) -> Any:
    return arrays.make_array(code)(code, items)


@given(code=CODES, items=st.lists(VALUES, max_size=5), value=VALUES, index=st.integers(-6, 6))
def test_operations(code: str, items: list[int], value: int, index: int) -> None:
    ours, theirs = outcome(made, code, items), outcome(array.array, code, items)
    if isinstance(theirs, tuple):
        assert ours[0] is theirs[0]
        return
    steps: list[tuple[Any, ...]] = [
        ("append", value), ("insert", index, value), ("__setitem__", index, value), ("__getitem__", index), ("pop",),
        ("pop", index), ("index", value), ("count", value), ("remove", value), ("reverse",), ("__contains__", value),
        ("tolist",), ("tobytes",), ("__len__",), ("extend", [1, 2]), ("fromlist", [3]), ("__delitem__", index),
    ]  # fmt: skip
    for name, *arguments in steps:
        found, expected = outcome(getattr(ours, name), *arguments), outcome(getattr(theirs, name), *arguments)
        assert found == expected or (isinstance(expected, tuple) and found[0] is expected[0])
        assert list(ours) == list(theirs)
    assert repr(ours) == repr(theirs)
    assert list(ours + ours) == list(theirs + theirs)
    assert list(ours * 2) == list(theirs * 2)
    assert ours == made(code, theirs.tobytes())
    assert made(code, bytearray(theirs.tobytes())).__copy__() == ours
    assert (ours < made(code, [1])) == (theirs < array.array(code, [1]))
    assert (ours.typecode, ours.itemsize) == (theirs.typecode, theirs.itemsize)
    ours += ours
    assert len(ours) == 2 * len(theirs)
    if code not in "fd":
        ours, theirs = made(code, [1, 2]), array.array(code, [1, 2])
        ours.byteswap()
        theirs.byteswap()
        assert ours.tobytes() == theirs.tobytes()


def test_errors() -> None:
    assert outcome(made, "z")[0] is ValueError
    assert outcome(made, "i", b"abc") == outcome(array.array, "i", b"abc")
    assert outcome(made("d").pop) == outcome(array.array("d").pop)
    assert repr(made("i")) == "array('i')"
