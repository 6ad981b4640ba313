"""Weak references and containers made at import time: what they lead to is prebuilt, and lives for ever."""

import gc
import weakref


class A:
    def __init__(self, n):
        self.n = n


class B:
    def __init__(self, n):
        self.n = n


OBJ = A(3)
R = weakref.ref(OBJ)
DEAD = weakref.ref(A(4))
D = weakref.WeakValueDictionary()
D["x"] = OBJ
K = weakref.WeakKeyDictionary()
K[OBJ] = 5
S = weakref.WeakSet([OBJ])
IDS = {OBJ: 1}


def program(argv):
    print(R() is OBJ, R().n, D["x"].n, len(D), K[OBJ], len(K), OBJ in S, len(S), DEAD() is None, IDS[OBJ])
    b = A(4)
    D["y"] = b
    K[b] = 7
    S.add(b)
    refs = [R, weakref.ref(b)]
    gc.collect()
    print(len(D), len(K), len(S), [r().n for r in refs], weakref.ref(OBJ) == R, hash(R) == hash(refs[0]), b.n)
    b = None
    gc.collect()
    print(len(D), len(K), len(S), list(D), [r() is None for r in refs], [x.n for x in S])
    return 0


def target(*args):
    return program
