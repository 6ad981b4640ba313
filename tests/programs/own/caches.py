"""Functions with caches, made at run time."""

import functools
from functools import lru_cache


def knapsack(items, capacity):
    @functools.lru_cache(maxsize=None)
    def best(i, room):
        if i == len(items):
            return 0
        weight, value = items[i]
        without = best(i + 1, room)
        return max(without, value + best(i + 1, room - weight)) if weight <= room else without

    return best(0, capacity), best.cache_info().misses


def lengths(words):
    calls = []

    @lru_cache
    def size(word):
        calls.append(word)
        return len(word)

    return [size(w) for w in words], calls


def bounded(numbers):
    calls = []

    @lru_cache(maxsize=2)
    def square(n):
        calls.append(n)
        return n * n

    total = sum(square(n) for n in numbers)
    print(square.cache_info())
    square.cache_clear()
    square(numbers[0])
    return total, calls


def edit_distance(a, b):
    @functools.cache
    def d(i, j):
        if i == 0 or j == 0:
            return i + j
        return min(d(i - 1, j) + 1, d(i, j - 1) + 1, d(i - 1, j - 1) + (a[i - 1] != b[j - 1]))

    return d(len(a), len(b))


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.cache
def path(x, y):
    return 1 if not x or not y else path(x - 1, y) + path(x, y - 1)


if __name__ == "__main__":
    print(knapsack(((12, 4), (2, 2), (1, 1), (4, 10), (1, 2)), 15))
    print(knapsack(((3, 4), (2, 3)), 4))
    print(lengths(["a", "bb", "a", "ccc", "bb"]))
    print(bounded([1, 2, 1, 3, 2, 1]))
    print(edit_distance("kitten", "sitting"), edit_distance("", "abc"))
    print(fib(60), path(8, 8))
