"""Identity: `id`, identity hashes, and dicts by identity made at import time, while objects move."""

import gc


class A:
    def __init__(self, n):
        self.n = n


class B(A):
    __slots__ = ("z",)


class E:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 3

    def __repr__(self):
        return "E"


G = [A(i) for i in range(5)]
TABLE = {G[0]: "zero", G[1]: "one"}
E1 = E(1)


def garbage(n):
    t = 0
    for i in range(n):
        t += len([i, i])
    return t


def unique(values):
    return len(set(values)) == len(values)


def main():
    objs = [A(i) if i % 2 else B(i) for i in range(500)]
    ids = [id(o) for o in objs]
    print(unique(ids))
    garbage(3000)
    gc.collect()
    more = [A(i) for i in range(500)]
    ids2 = [id(o) for o in more]
    print(unique(ids + ids2))
    gc.collect()
    print(ids == [id(o) for o in objs], ids2 == [id(o) for o in more])
    e, f = E(1), E(1)
    print(e == f, id(e) == id(f), id(e) == id(e), e is f)
    lists = [[i] for i in range(300)]
    lids = [id(x) for x in lists]
    for x in lists:
        x.append(3)
    strs = ["s" + str(i) for i in range(300)]
    sids = [id(s) for s in strs]
    dicts = [{i: i} for i in range(100)]
    dids = [id(d) for d in dicts]
    tups = [(i, str(i)) for i in range(100)]
    tids = [id(d) for d in tups]
    sets = [{i} for i in range(100)]
    setids = [id(d) for d in sets]
    bs = [b"x" * i for i in range(2, 100)]
    bids = [id(d) for d in bs]
    ba = bytearray(b"abc")
    baid = id(ba)
    print(unique(lids + sids + dids + tids + setids + bids + [baid]))
    for x in lists:
        for i in range(20):
            x.append(i)
    for d in dicts:
        for i in range(20):
            d[i] = i
    garbage(3000)
    gc.collect()
    print(
        lids == [id(x) for x in lists],
        sids == [id(x) for x in strs],
        dids == [id(x) for x in dicts],
        tids == [id(x) for x in tups],
        setids == [id(x) for x in sets],
        bids == [id(x) for x in bs],
        baid == id(ba),
    )
    print(hex(id(more[3])) in repr(more[3]), repr(more[4])[:24])
    n = None
    print(id(n) == id(None), id(n) != id(x))
    g = [id(o) for o in G]
    print(unique(g), TABLE[G[0]], TABLE[G[1]], G[2] in TABLE)
    TABLE[G[3]] = "three"
    TABLE[more[7]] = "seven"
    gc.collect()
    garbage(2000)
    print(g == [id(o) for o in G], TABLE[G[0]], TABLE[G[3]], TABLE[more[7]], len(TABLE))
    opt = [None if i % 2 else objs[i] for i in range(10)]
    print([id(o) == id(None) for o in opt], id(opt[2]) == ids[2])
    s = {id(o): o for o in objs}
    del objs[:]
    for k in s:
        assert id(s[k]) == k
    for i in range(3000):
        id(A(i))
    print(len(s))


main()
