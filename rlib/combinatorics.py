"""The iterators of itertools over selections of items: product, permutations, combinations.

The results are tuples, whose length must be known at translation time, so these functions are generated for each
length; `selections` yields the places of the items, the generated functions the tuples.
"""

from __future__ import annotations

from collections.abc import Iterator


def product_places(sizes: list[int]) -> Iterator[list[int]]:
    """Yield the lists of places of a product, the same list changed in place every time."""
    count = len(sizes)
    places = [0] * count
    for size in sizes:
        if size == 0:
            return
    while True:
        yield places
        i = count - 1
        while i >= 0:
            places[i] += 1
            if places[i] < sizes[i]:
                break
            places[i] = 0
            i -= 1
        if i < 0:
            return


def permutation_places(size: int, count: int) -> Iterator[list[int]]:
    """Yield the places of the permutations of `count` of `size` items, in lexicographic order."""
    if count > size:
        return
    places = list(range(count))
    used = [False] * size
    for i in range(count):
        used[i] = True
    while True:
        yield places
        place = 0
        i = count - 1
        while i >= 0:
            place = places[i]
            used[place] = False
            place += 1
            while place < size and used[place]:
                place += 1
            if place < size:
                break
            i -= 1
        if i < 0:
            return
        places[i] = place
        used[place] = True
        place = 0
        while i < count - 1:
            i += 1
            while used[place]:
                place += 1
            places[i] = place
            used[place] = True


def combination_places(size: int, count: int) -> Iterator[list[int]]:
    """Yield the places of the combinations of `count` of `size` items."""
    if count > size:
        return
    places = list(range(count))
    while True:
        yield places
        i = count - 1
        while i >= 0 and places[i] == size - count + i:
            i -= 1
        if i < 0:
            return
        place = places[i]
        while i < count:
            place += 1
            places[i] = place
            i += 1


def repeated_combination_places(size: int, count: int) -> Iterator[list[int]]:
    """Yield the places of the combinations of `count` of `size` items that may come several times."""
    if size == 0 and count > 0:
        return
    places = [0] * count
    while True:
        yield places
        i = count - 1
        while i >= 0 and places[i] == size - 1:
            i -= 1
        if i < 0:
            return
        place = places[i] + 1
        while i < count:
            places[i] = place
            i += 1
