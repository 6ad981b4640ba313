"""Exceptions raised while others were handled; the argument chooses one."""

import sys


class AppError(Exception):
    pass


def lookup(d, k):
    return d[k]


def deep(n):
    try:
        if n == 0:
            lookup({1: 2}, 5)
        deep(n - 1)
    except ValueError as e:
        raise AppError("level %d" % n)
    except KeyError as e:
        raise ValueError("bad")


def shield(d):
    try:
        lookup(d, 9)
    except KeyError:
        raise RuntimeError("hidden") from None


def fin():
    try:
        lookup({1: 1}, 2)
    finally:
        print("fin")
        int("x")


class M:
    def __enter__(self):
        return self

    def __exit__(self, a, b, c):
        raise AppError("in exit")


def test(n):
    if n == 0:
        deep(3)
    elif n == 1:
        shield({1: 1})
    elif n == 2:
        fin()
    elif n == 3:
        with M():
            lookup({1: 1}, 4)
    elif n == 4:
        try:
            1 // (n - 4)
        except ZeroDivisionError:
            [1, 2][n]
    elif n == 5:
        try:
            lookup({1: 1}, 3)
        except KeyError as e:
            try:
                int("z")
            except ValueError as f:
                print(f.__context__ is e, e.__context__, repr(f.__context__), f.__suppress_context__)
                raise e
    elif n == 6:
        try:
            lookup({1: 1}, 3)
        except KeyError as e:
            try:
                shield({1: 1})
            except RuntimeError as f:
                raise AppError("chain") from f
    elif n == 7:
        try:
            raise AppError
        except AppError:
            raise
    elif n == 8:
        try:
            deep(1)
        except AppError as e:
            for i in range(3):
                try:
                    lookup({1: 1}, i)
                except KeyError:
                    pass
            print("ok")
        lookup({1: 1}, 77)
    elif n == 9:
        try:
            lookup({1: 1}, 3)
        except KeyError as e:
            sys.exit("exiting")
    elif n == 10:
        x = 2**62
        try:
            lookup({1: 1}, 3)
        except KeyError:
            try:
                print("a" + str(x // 0))
            except ZeroDivisionError:
                raise TypeError()
    elif n == 11:
        try:
            f = open("/nonexistent")
        except OSError:
            int("q")


def f(n, l):
    try:
        return 10 // n
    except ZeroDivisionError:
        return 7 % n


def g(n, l):
    try:
        return l[n]
    except IndexError:
        return l[n + 1]


def h(n, l):
    try:
        return l[n]
    except IndexError:
        return f(n - 5, l)


def k(n, l):
    try:
        l[n]
    except IndexError:
        if n > 8:
            raise ValueError
        k(n + 1, l)


def more(n):
    if n == 0:
        f(0, [])
    if n == 1:
        g(5, [])
    if n == 2:
        h(5, [])
    if n == 4:
        k(5, [])
    if n == 5:
        try:
            f(0, [])
        except ZeroDivisionError as e:
            c = e.__context__
            while c is not None:
                print(type(c).__name__, c)
                c = c.__context__


choice = int(sys.argv[1])
if choice < 12:
    test(choice)
else:
    more(choice - 12)
