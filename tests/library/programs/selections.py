"""Selections of itertools, zip and map of many iterables."""

import sys
import itertools
def comb(xs, n):
    return list(itertools.combinations(xs, n))
def rows(n):
    return [[i * 10 + j for j in range(3)] for i in range(n)]


def S(x):
    return x[:] if len(sys.argv) else "zz"


def I(x):
    return x + 0 if len(sys.argv) else 7


def F(x):
    return x + 0.0 if len(sys.argv) else 7.5


def part_0():
    print(repr(comb([1, 2, 3], 2)))
    print(repr(comb([1, 2, 3], 3)))
    try:
        print(repr(comb([1,2], I(-1))))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_1():
    print(repr(list(itertools.permutations([1, 2, 3]))))
    print(repr(sum(1 for _ in itertools.permutations(range(4)))))
    print(repr(list(itertools.permutations("abc", I(2)))))
    print(repr(list(itertools.combinations_with_replacement("ab", I(2)))))
    print(repr(list(itertools.product([0, 1], repeat=I(3)))))
    print(repr(list(itertools.product(*rows(2)))))
    print(repr(list(itertools.product(*rows(2), repeat=2))[:3]))
    print(repr(["".join(p) for p in itertools.permutations("abc")]))
    print(repr([a + b for a, b in itertools.permutations([1, 2])]))
    print(repr(max(itertools.permutations([1, 2, 3]))))
    print(repr(sorted(set(itertools.permutations([1, 1, 2])))))
    print(repr(list(itertools.permutations([1, 2], None))))
    print(repr([sum(c) for r in range(3) for c in itertools.combinations([1, 2, 3], r)]))
    print(repr(len(list(itertools.product("ab", repeat=I(0))))))


def part_2():
    print(repr(list(zip(*rows(3)))))
    print(repr([list(t) for t in zip(*rows(2))]))
    print(repr(list(map(list, zip(*rows(2))))))
    print(repr([sum(t) for t in zip(*rows(2))]))
    print(repr(list(zip(*rows(0)))))
    print(repr(list(zip(*(r for r in rows(2))))))
    print(repr(["".join(t) for t in zip(*["abc", "def"][I(0):])]))
    print(repr([max(c) for c in zip(*rows(3))]))


def part_3():
    print(repr(list(zip([1], [2], strict=True))))
    try:
        print(repr(list(zip([1, 2], [1], strict=True))))
    except Exception as error:
        print("raised", type(error).__name__, error)
    try:
        print(repr(list(zip([1], [1, 2], strict=True))))
    except Exception as error:
        print("raised", type(error).__name__, error)
    print(repr(list(zip([1,2],[3,4],[5,6],[7,8],[9,10]))))
    try:
        print(repr(list(zip([1], [2], [3, 4], strict=True))))
    except Exception as error:
        print("raised", type(error).__name__, error)
    try:
        print(repr(list(zip([1, 2], [1, 2], [3], strict=True))))
    except Exception as error:
        print("raised", type(error).__name__, error)
    print(repr(list(zip([1], [2], strict=False))))
    print(repr(list(zip("ab", [1, 2], strict=True))))


def part_4():
    print(repr(list(map(lambda a, b, c: a + b + c, [1], [2], [3]))))
    print(repr(list(map(max, [1, 5], [2, 3], [4, 1]))))
    print(repr(list(map(lambda a, b, c, d: a + b + c + d, [1], [2], [3], [4]))))


def part_5():
    print(repr(S("abc").endswith(("x", "bc"))))
    print(repr(S("abc").startswith(("a", "b"))))
    print(repr(S("abc").startswith(("b", "c"), 1)))
    print(repr(S("abc").startswith(tuple(["q", "a"]))))


if __name__ == "__main__":
    part_0()
    part_1()
    part_2()
    part_3()
    part_4()
    part_5()
