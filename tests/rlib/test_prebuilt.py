"""Library objects that stand for prebuilt objects of the standard library."""

import collections
import os
import random
import sys

from weft.rlib import prebuilt, printing, process, system


def test_streams_and_environment() -> None:
    def same(cls: type) -> type:
        return cls

    assert prebuilt.stand_in(sys.__stdin__, same) is printing.STDIN
    assert prebuilt.stand_in(sys.__stdout__, same) is printing.STDOUT
    assert prebuilt.stand_in(sys.__stderr__, same) is printing.STDERR
    assert prebuilt.stand_in(sys.argv, same) is process.ARGUMENTS
    assert prebuilt.stand_in(os.environ, same) is system.ENVIRONMENT
    assert prebuilt.stand_in(["x"], same) is None


def test_deque() -> None:
    made = prebuilt.stand_in(collections.deque([1, 2], 3), lambda cls: cls)
    assert repr(made) == "deque([1, 2], maxlen=3)"


def test_random() -> None:
    for use_gauss in (False, True):
        host = random.Random(5)
        host.random()
        if use_gauss:
            host.gauss(0.0, 1.0)
        made = prebuilt.stand_in(host, lambda cls: cls)
        assert made is not None
        assert [made.gauss(0.0, 1.0) for _ in range(700)] == [host.gauss(0.0, 1.0) for _ in range(700)]
