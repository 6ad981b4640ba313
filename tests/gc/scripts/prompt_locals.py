# ruff: noqa
"""Where local variables of CPython let go of what they hold, to the statement: with managers that count references."""

import gc
import weakref


class T:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


class M:
    def __init__(self, name):
        self.t = T(name)

    def __enter__(self):
        return self.t

    def __exit__(self, *args):
        print("exit", self.t.name)
        return False


def with_as():
    with M("w1") as x:
        print("in with", x.name)
        gc.collect()
    print("after with")


def with_plain():
    with M("w2"):
        print("in with")
        gc.collect()
    print("after with")


def unpacking():
    a, b = T("u1"), T("u2")
    a, b = b, a
    print("swapped")
    a = None
    print("unpacked")


def nested_comp():
    x = T("outer x")
    rows = [[x.name for x in [T("n1"), T("n2")]] for y in range(2)]
    print(rows)
    print(x.name)
    gc.collect()
    print("end nested")


def while_loop(n):
    previous = None
    while n > 0:
        current = T("w" + str(n))
        print("made", n)
        previous = current
        n -= 1
    print("after while")
    return n


def early(n):
    for t in [T("e1"), T("e2")]:
        if n == 1:
            return t.name
    print("not early")
    return "x"


def try_finally():
    a = T("tf")
    try:
        b = T("tf2")
        print("try")
        return b.name
    finally:
        print("finally")
        gc.collect()


def nested_loops():
    for i in range(2):
        for j in range(2):
            t = T(str(i) + str(j))
            if j == 1:
                break
        else:
            print("never")
    print("loops done")


def rec(n, parent):
    me = T("rec" + str(n))
    if n > 0:
        rec(n - 1, me)
    print("leaving", n)


class Node:
    def __init__(self, name, next):
        self.name = name
        self.next = next

    def __del__(self):
        print("node", self.name)

    def method(self):
        gc.collect()
        print("in method", self.name)
        return 1


def chain():
    n = Node("a", Node("b", Node("c", None)))
    m = n.next
    n = None
    print("n gone")
    gc.collect()
    print("end chain", m.name)


def tuples():
    t = (T("t1"), 5)
    d = {"k": T("dict")}
    gc.collect()
    print("end tuples")


def lambdas():
    a = T("lam")
    f = lambda: a.name
    print(f())
    gc.collect()
    print("end lambdas")


def delattrs():
    m = M("attr")
    del m.t
    print("attr deleted")
    m.t = T("attr2")
    print("set")
    m.t = T("attr3")
    print("reset")


G = T("global")


def globals_():
    global G
    G = T("global2")
    print("global set")
    del G
    print("global deleted")


def expression():
    T("expr")
    print("after expr")
    T("x1").name, T("x2").name
    print("after tuple expr")
    Node("m", None).method()
    print("after method")


def walrus():
    if (y := T("walrus")) is not None:
        print("walrus bound")
    gc.collect()
    print("end walrus")


def gen_args(t):
    yield t.name
    gc.collect()
    yield "second"


def gen_partial():
    g = gen_args(T("ga"))
    print(next(g))
    del g
    print("gen deleted")


def match_it(value):
    match value:
        case Node(name=n, next=x):
            print("matched", n)
            gc.collect()
    print("end match")


def exc_locals():
    e2 = None
    try:
        raise KeyError("k")
    except KeyError as e:
        t = T("in handler")
        print("handler")
    print("after handler")


def main():
    with_as()
    print("---")
    with_plain()
    print("---")
    unpacking()
    print("---")
    nested_comp()
    print("---")
    while_loop(3)
    print("---")
    print(early(1))
    print(early(0))
    print("---")
    print(try_finally())
    print("---")
    nested_loops()
    print("---")
    rec(2, None)
    print("---")
    chain()
    print("---")
    tuples()
    print("---")
    lambdas()
    print("---")
    delattrs()
    print("---")
    globals_()
    print("---")
    expression()
    print("---")
    walrus()
    print("---")
    for x in gen_args(T("garg")):
        print(x)
    print("---")
    gen_partial()
    print("---")
    match_it(Node("q", Node("r", None)))
    print("---")
    exc_locals()
    print("end main")


main()
