"""Iterables of several kinds compared, looked for, and asked what they are."""


def compare(flag):
    x = [1, 2] if flag else (1, 2)
    y = [1, 2] if not flag else range(1, 3)
    print(x in [[1, 2]], [1, 2] in [x], x in (1, [1, 2]), y in [range(1, 3)], x == y)
    print([x] == [[1, 2]], {1: x} == {1: [1, 2]}, (x, 1) == ([1, 2], 1), (x, 1) == ((1, 2), 1))
    print("p" in [1, 2], 1 in x, "p" in x, 2 not in y)
    print([x], str([x]), f"{x}", {1: x}, (x, 2), sorted([x, x], key=len))


def ask(flag):
    x = [3, 4] if flag else (i for i in range(2))
    if isinstance(x, list):
        x.append(5)
    print(isinstance(x, (list, tuple)), isinstance(x, str), x is None)
    more = [0]
    more += x
    print(more)


class Pair:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def __iter__(self):
        yield self.left
        yield self.right


class Single:
    def __init__(self, left):
        self.left = left

    def __iter__(self):
        return iter([self.left])

    def size(self):
        return 1


def parts(n):
    x = Pair(n, 2) if n else Single(3)
    x.left += 1
    return x.left, list(x)


for flag in (True, False):
    compare(flag)
    ask(flag)
print(parts(0), parts(5))
