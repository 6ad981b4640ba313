"""Generators that meet other iterables in a variable, and are closed when they are dropped."""


def gen(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("closed", n)


class Counting:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n




def pick_object(flag):
    if flag:
        g = gen(3)
    else:
        g = Counting()
    print("picked")
    return g


def pick(flag):
    if flag:
        g = gen(3)
    else:
        g = [5, 6]
    print("picked")
    return g


def pick2(flag):
    g = gen(4)
    h = g if flag else range(2)
    g = gen(2)
    next(g)
    print("reassigned")
    return h


def chosen(flag):
    return gen(5) if flag else iter([1])


class Holder:
    def __init__(self, items=()):
        self.items = items


def picked(flag, n):
    return gen(n) if flag else iter([1])


def one(n):
    it = picked(n < 100, n)
    print("one", next(it))


def two(n):
    it = iter(picked(n < 100, n))
    print("two")


def three(n):
    it = iter(picked(n < 100, n))
    print("three", next(it))


def four(n):
    x = picked(n < 100, n)
    next(x)
    x = None
    print("four")


def five(n):
    for i in picked(n < 100, n):
        if i > 1:
            break
        print(i)
    print("five")


def six(n):
    for i in (gen(n) if n > 2 else [1, 2, 3]):
        if i > 1:
            return i
    return None


def seven(n):
    it = iter(gen(n) if n > 2 else [1, 2, 3])
    next(it)
    it = iter([4])
    print("seven", next(it))


def main():
    for flag in (True, False):
        for x in pick(flag):
            print(x)
        for x in pick2(flag):
            print(x)
        it = iter(chosen(flag))
        print(next(it))
        h = Holder(gen(6)) if flag else Holder([9])
        for x in h.items:
            print(x)
    for x in gen(7):
        if x == 2:
            break
    for flag in (True, False):
        for x in pick_object(flag):
            print(x)
            if x == 1:
                break
    print("end")


for n in (5, 100):
    one(n)
    two(n)
    three(n)
    four(n)
    five(n)
    print(six(n))
    seven(n)
main()
