"""zlib, binascii and base64 functions against CPython's."""

import base64
import binascii
import zlib

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import checksums


@given(data=st.binary(max_size=60), start=st.integers(0, 2**32 - 1))
def test_like_cpython(data: bytes, start: int) -> None:
    assert checksums.crc32(data) == zlib.crc32(data)
    assert checksums.crc32(data, start) == zlib.crc32(data, start)
    assert checksums.adler32(data) == zlib.adler32(data)
    assert checksums.hexlify(data) == binascii.hexlify(data)
    assert checksums.b64encode(data) == base64.b64encode(data)
    assert checksums.b64decode(base64.b64encode(data)) == data
    assert checksums.b64decode(base64.b64encode(data).decode()) == data


@given(text=st.lists(st.sampled_from(list("AZaz09+/= \n-")), max_size=12).map("".join))
def test_any_text(text: str) -> None:
    assert outcome(checksums.b64decode, text) == outcome(base64.b64decode, text)


@given(text=st.lists(st.sampled_from(list("09afAFgZ \xe9")), max_size=6).map("".join))
def test_unhexlify(text: str) -> None:
    assert outcome(checksums.unhexlify, text) == outcome(binascii.unhexlify, text)
    data = text.encode("latin-1")
    assert outcome(checksums.unhexlify, data) == outcome(binascii.unhexlify, data)
