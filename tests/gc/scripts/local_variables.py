# ruff: noqa: F841, F821, B007 - unused variables are what is tested
"""Local variables keep what they hold until they are rebound, deleted, or the function ends: where memory is collected
now and then, what dies is found dead later, but never before."""

import gc
import weakref

LOG = []


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        LOG.append(self.name)


class Box:
    def __init__(self, content):
        self.content = content


class Target:
    def __init__(self, name):
        self.name = name


class Manager:
    def __enter__(self):
        return Thing("entered")

    def __exit__(self, *args):
        return False


def check(what):
    gc.collect()
    print(what, sorted(LOG))
    LOG.clear()


def unused():
    a = Thing("a")
    b = [Box(Thing("in a box"))]
    c = {"key": (Thing("in a tuple"), 1)}
    check("unused")


def rebound_and_deleted():
    a = Thing("first")
    b = Thing("second")
    c = a
    check("bound")
    a = Thing("third")
    check("rebound")
    c = None
    check("rebound twice")
    del b
    check("deleted")


def parameters(p, *rest):
    check("parameters")


def loops():
    for x in [Thing("one"), Thing("two")]:
        check("in the loop")
    check("after the loop")
    for x in [Thing("three"), Thing("four")]:
        if x.name == "three":
            check("before break")
            break
    check("after break")


def captured():
    a = Thing("captured")

    def inner():
        return a.name

    check(inner())
    del a
    check("cleared")


def comprehension():
    x = Thing("outer")
    names = [[x.name for x in [Thing("inner"), Thing("other")]] for y in range(1)]
    check("after " + str(names))
    return x.name


def generator(a):
    b = Thing("of a generator")
    yield 1
    check("first")
    b = None
    yield 2
    check("second")


def weak():
    a = Target("weak")
    r = weakref.ref(a, lambda ref: LOG.append("callback"))
    check("weak")
    b = Box(a)
    a = None
    check("boxed")
    del b
    check("dropped")
    return r() is None


def handlers():
    a = Thing("before")
    try:
        b = Thing("in try")
        raise ValueError("x")
    except ValueError as e:
        c = Thing("in handler")
        check("caught")
    finally:
        check("finally")
    check("handled")


def left_by_an_exception():
    a = Thing("left behind")
    raise ValueError(len(a.name))


def through():
    b = Thing("passed through")
    left_by_an_exception()


def tracebacks():
    try:
        through()
    except ValueError as e:
        check(e)
    check("traceback dropped")
    try:
        try:
            through()
        finally:
            check("on the way")
    except ValueError:
        check("handled at last")
    check("dropped again")


def managed():
    with Manager() as x:
        check("with")
    check("after with")


def attributes():
    box = Box(Thing("attribute"))
    del box.content
    check("attribute deleted")
    box.content = Thing("set again")
    check("set again")


def branches(flag):
    if flag:
        x = Thing("yes")
    else:
        x = [Thing("no")]
    check("branches")


def module_variable():
    global variable
    variable = Thing("module")
    check("assigned")
    del variable
    check("unassigned")


def main():
    kept = Thing("kept by the caller")
    unused()
    check("")
    rebound_and_deleted()
    check("")
    parameters(kept)
    parameters(Thing("temporary"), Thing("more"))
    check("")
    loops()
    check("")
    captured()
    check("")
    print(comprehension())
    check("")
    for number in generator(Thing("argument")):
        check(number)
    check("")
    print(weak())
    handlers()
    check("")
    tracebacks()
    managed()
    check("")
    attributes()
    check("")
    branches(True)
    branches(False)
    module_variable()
    check("main")


main()
check("end")
