"""The last lines of uncaught exceptions; the argument chooses one."""

import sys


class NoSuper(Exception):
    def __init__(self, code, text="d"):
        self.code = code


class WithSuper(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)


class WithStr(Exception):
    def __init__(self, code):
        self.code = code

    def __str__(self):
        return "code %d" % self.code


def fail(n):
    if n == 0:
        raise KeyError("key")
    if n == 1:
        raise KeyError("a", 1)
    if n == 2:
        raise OSError(2, "gone")
    if n == 3:
        raise OSError(13, "no", "file.txt")
    if n == 4:
        raise NoSuper(3)
    if n == 5:
        raise NoSuper(3, "x")
    if n == 6:
        raise WithSuper(3, "x")
    if n == 7:
        raise WithStr(3)
    if n == 8:
        raise ValueError(1.5, None, [1])
    if n == 9:
        raise KeyError((1, 2))


fail(int(sys.argv[1]))
