# ruff: noqa
"""The traceback of an exception has the local variables of the functions it left, until it was handled."""

import gc


class T:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def raising(n):
    a = T("a" + str(n))
    b = T("b" + str(n))
    if n > 0:
        raise ValueError(a.name)
    print("not raised")


def outer(n):
    c = T("c" + str(n))
    raising(n)
    print("outer done")


def catch():
    try:
        outer(1)
    except ValueError as e:
        gc.collect()
        print("caught", e)
    print("after handler")


def catch_no_name():
    try:
        outer(2)
    except ValueError:
        print("caught 2")
    print("after handler 2")


def nested():
    try:
        outer(3)
    except ValueError:
        print("caught 3")
    print("after outer")


def fin():
    try:
        outer(5)
    finally:
        print("finally")


def catch_fin():
    try:
        fin()
    except ValueError:
        print("caught fin")
    print("after fin")


def reraising():
    try:
        outer(6)
    except ValueError:
        print("reraise")
        raise


def catch_re():
    try:
        reraising()
    except ValueError:
        print("caught re")
    print("after re")


def other():
    t = T("other")
    try:
        outer(7)
    except ValueError as e:
        raise KeyError("k") from e


def catch_other():
    try:
        other()
    except KeyError:
        print("caught other")
    print("after other")


def loop():
    for i in range(3):
        try:
            raising(i)
        except ValueError:
            print("in loop", i)
    print("loop done")


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        t = T("it" + str(self.n))
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def iterate():
    for x in It(2):
        print("x", x)
    print("iterated")
    print(list(It(1)))
    print("listed")


def gen():
    for i in range(2):
        try:
            raising(i + 10)
        except ValueError:
            print("gen caught")
        yield i
        print("gen after")


def returning():
    try:
        outer(8)
    except ValueError:
        return "returned"
    return "no"


def main():
    catch()
    print("---")
    catch_no_name()
    print("---")
    nested()
    print("---")
    catch_fin()
    print("---")
    catch_re()
    print("---")
    catch_other()
    print("---")
    loop()
    print("---")
    iterate()
    print("---")
    for x in gen():
        print(x)
    print("---")
    print(returning())
    print("end main")


main()
