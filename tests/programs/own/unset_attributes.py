"""Attributes that may be unset, with slots and with values that take no room; names of built-in functions among others."""

import math


class Log:
    def log(self, msg):
        self.messages = getattr(self, "messages", [])
        self.messages.append(msg)

    def count(self):
        if not hasattr(self, "n"):
            self.n = 0
        self.n += 1
        return self.n

    def name(self):
        return getattr(self, "title", "untitled")

    def total(self):
        try:
            return self.cached
        except AttributeError:
            self.cached = 42
            return -1


a, b = Log(), Log()
a.log("x")
a.log("y")
b.log("z")
print(a.messages, b.messages, a.count(), a.count(), b.count(), hasattr(a, "title"), a.name())
a.title = "T"
print(a.name(), b.name(), hasattr(a, "title"), hasattr(b, "title"), getattr(b, "title", None), a.total(), a.total(), b.total())
b.opt = None
print(getattr(a, "opt", 3), getattr(b, "opt", 3))


class Slotted:
    __slots__ = ("x", "messages", "n")

    def __init__(self, x):
        self.x = x

    def log(self, msg):
        self.messages = getattr(self, "messages", [])
        self.messages.append(msg)

    def count(self):
        if not hasattr(self, "n"):
            self.n = 0
        self.n += 1
        return self.n


s, t = Slotted(1), Slotted(2)
print(hasattr(s, "messages"), hasattr(s, "x"), hasattr(s, "zzz"))
s.log("a")
s.log("b")
print(s.messages, s.count(), s.count(), t.count(), hasattr(t, "messages"))
try:
    print(t.messages)
except AttributeError as e:
    print(e)


def hello(x):
    return "hello " + x


class Button:
    def __init__(self, ready):
        if ready:
            self.callback = hello
            self.nothing = None

    def click(self):
        return self.callback("there")


print(Button(True).click(), Button(True).nothing)
for ready in (True, False):
    b = Button(ready)
    print(hasattr(b, "nothing"), getattr(b, "nothing", "no") is None)
    try:
        print(b.click())
    except AttributeError as e:
        print(e)
    try:
        print(b.nothing)
    except AttributeError as e:
        print(e)



class A: pass
print([c.__name__ for c in A.__mro__], [f.__name__ for f in (len, max, math.sqrt, str.upper, int, A)])
for f in (math.sin, math.cos, abs):
    print(f.__name__, f(1.0))
m = [len, sorted]
print([f.__name__ for f in m])
print([f.__qualname__ for f in (str.upper, A, math.floor)])
