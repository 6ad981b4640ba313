"""Generators in module variables: closed when they are assigned or deleted, and at the end of the program."""

import sys
def gen(name, n=5):
    try:
        for i in range(n):  # noqa: UP028 - the generator itself has to be suspended
            yield i
    finally:
        print("closed", name)

a = gen("a")
cache = None
def use():
    global cache
    if cache is None:
        cache = gen("cache")
    return next(cache)
def reset():
    global cache
    cache = None
def replace():
    global a
    a = gen("a2")
    print("replaced")
    return next(a)
def delete():
    global tmp
    del tmp
def fail():
    g = gen("in fail")
    next(g)
    raise ValueError("uncaught")
print(next(a))
print(use(), use())
reset()
print(use())
cache = gen("cache2")
print(use())
print(replace())
tmp = gen("tmp")
def show(): return next(tmp)
print(show())
delete()
local = gen("local")
next(local)
reset()
print("end")
if len(sys.argv) > 1:
    fail()
