"""The iterators of itertools over selections of items, as tuples whose length is known only at run time.

With constant lengths `annotator/rules/itertools_calls.py` generates functions that make tuples of a fixed length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weft.rlib.combinatorics import (
    combination_places,
    permutation_places,
    product_places,
    repeated_combination_places,
)
from weft.rlib.intrinsics import as_tuple


def _check_length(length: int) -> None:
    if length < 0:
        raise ValueError("r must be non-negative")


def permutations(iterable: Iterable[Any], r: int | None = None) -> Iterator[Any]:
    """`itertools.permutations(iterable, r)`."""
    pool = list(iterable)
    length = len(pool) if r is None else r
    _check_length(length)
    for places in permutation_places(len(pool), length):
        yield as_tuple([pool[place] for place in places])


def combinations(iterable: Iterable[Any], r: int) -> Iterator[Any]:
    """`itertools.combinations(iterable, r)`."""
    pool = list(iterable)
    _check_length(r)
    for places in combination_places(len(pool), r):
        yield as_tuple([pool[place] for place in places])


def combinations_with_replacement(iterable: Iterable[Any], r: int) -> Iterator[Any]:
    """`itertools.combinations_with_replacement(iterable, r)`."""
    pool = list(iterable)
    _check_length(r)
    for places in repeated_combination_places(len(pool), r):
        yield as_tuple([pool[place] for place in places])


def product(iterables: Iterable[Any], repeat: int = 1) -> Iterator[Any]:
    """`itertools.product(*iterables, repeat=repeat)`."""
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    once = [list(iterable) for iterable in iterables]
    pools = once * repeat
    for places in product_places([len(pool) for pool in pools]):
        yield as_tuple([pools[i][places[i]] for i in range(len(places))])
