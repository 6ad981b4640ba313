"""Hashes of bytes against those of CPython's hashlib."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weft.rlib import digests

NAMES = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]


@pytest.mark.parametrize("name", NAMES)
@given(parts=st.lists(st.binary(max_size=150), max_size=4))
def test_hashes(name: str, parts: list[bytes]) -> None:
    ours = getattr(digests, name)()
    theirs = hashlib.new(name)
    for part in parts:
        ours.update(part)
        theirs.update(part)
        assert ours.copy().digest() == theirs.digest()
    assert ours.hexdigest() == theirs.hexdigest()
    assert (ours.name, ours.digest_size, ours.block_size) == (theirs.name, theirs.digest_size, theirs.block_size)


@pytest.mark.parametrize("size", range(100, 140))
def test_lengths_around_a_block(size: int) -> None:
    data = bytes(range(size))
    for name in NAMES:
        assert digests.new(name, data).digest() == hashlib.new(name, data).digest()
