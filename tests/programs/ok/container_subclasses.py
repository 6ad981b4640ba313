# Classes that derive from list, dict, set, OrderedDict, defaultdict and deque; mixins; slices as arguments.
from collections import OrderedDict, defaultdict, deque
from collections import defaultdict, Counter, OrderedDict, deque


class ContainersLRU(OrderedDict):
    def __init__(self, n):
        super().__init__()
        self.n = n

    def get_(self, k):
        if k in self:
            self.move_to_end(k)
            return self[k]
        return -1

    def put(self, k, v):
        self[k] = v
        self.move_to_end(k)
        if len(self) > self.n:
            self.popitem(last=False)


class ContainersMulti(defaultdict):
    def __init__(self):
        super().__init__(list)

    def add(self, k, v):
        self[k].append(v)


class ContainersRing(deque):
    def avg(self):
        return sum(self) / len(self)


class ContainersKeyDict(dict):
    def __missing__(self, key):
        v = self[key] = key * 2
        return v


class ContainersAttr(dict):
    def __init__(self, name, **kw):
        dict.__init__(self)
        self.name = name
        for k in kw:
            self[k] = kw[k]

    def __setitem__(self, k, v):
        dict.__setitem__(self, k.lower(), v)

    def __contains__(self, k):
        return super().__contains__(k.lower())


class ContainersMatrix(list):
    def __mul__(self, o):
        return ContainersMatrix([x * y for x, y in zip(self, o)])

    def __getitem__(self, i):
        return list.__getitem__(self, i) * 10


class ContainersTagged(list):
    def __init__(self, tag):
        self.tag = tag


class ContainersSorted(ContainersTagged):
    def append(self, x):
        super().append(x)
        self.sort()


class ContainersPoly:
    def __init__(self, items):
        self.items = items

    def total(self):
        return sum(self.items)


ContainersPRE = ContainersTagged("pre")
ContainersPRE.append(5)


def containers():
    c = ContainersLRU(2)
    c.put(1, 1)
    c.put(2, 2)
    print(c.get_(1))
    c.put(3, 3)
    print(c.get_(2), list(c), c, c == {1: 1, 3: 3})
    m = ContainersMulti()
    m.add("a", 1)
    m.add("a", 2)
    print(m["a"], dict(m), m)
    r = ContainersRing(maxlen=3)
    for i in range(5):
        r.append(i)
    print(r.avg(), list(r), len(r), r)
    k = ContainersKeyDict()
    print(k[4], k[5], k, 4 in k, k.get(9, 0), sorted(k.items()), len(k))
    for key in k:
        print(key, k[key])
    a = ContainersAttr("nm", Xx=1, Yy=2)
    a["ZZ"] = 3
    print(a, a.name, "XX" in a, list(a.values()), a.pop("xx"), a.setdefault("q", 8), {**a})
    try:
        a["nope"]
    except KeyError as e:
        print("KeyError", e)
    mt = ContainersMatrix([1, 2, 3])
    print(mt * [4, 5, 6], mt[0], len(mt), sum(mt), max(mt), isinstance(mt, list), mt == [1, 2, 3], mt != [1])
    t = ContainersTagged("x")
    t.append(3)
    t.append(1)
    s = ContainersSorted("y")
    s.append(3)
    s.append(1)
    s.append(2)
    print(t, t.tag, s, s.tag, s[0], s[-1], s[1:], list(reversed(s)), s.index(2), 3 in s, s + [9], [0] + s, s * 2)
    for z in [t, s]:
        z.append(0)
        print(z, len(z), bool(z), z.count(0))
    del s[0]
    s[0] = 7
    s.insert(0, 5)
    s.extend([8, 9])
    s += [1]
    print(s, s.pop(), s.pop(0), sorted(s), s < [100], not ContainersTagged("e"), [x for x in s if x > 7], *s)
    ContainersPRE.append(6)
    print(
        ContainersPRE,
        ContainersPRE.tag,
        " ".join(str(x) for x in ContainersPRE),
        tuple(ContainersPRE),
        ContainersPoly(s).total(),
        s.copy(),
    )
    i, j = ContainersPRE
    print(
        i,
        j,
        any(ContainersPRE),
        list(map(str, ContainersPRE)),
        list(enumerate(ContainersPRE)),
        list(zip(ContainersPRE, s)),
    )
    try:
        {}[s[0]] if len(s) == 99 else hash(1)
    except TypeError as e:
        print(e)
    s.clear()
    print(s, len(s))
    try:
        s.pop()
    except IndexError as e:
        print(e)


class StacksStack(list):
    def push(self, x):
        self.append(x)

    def peek(self):
        return self[-1]

    @property
    def empty(self):
        return not self


class StacksLog(list):
    def __init__(self, name, items=()):
        super().__init__(items)
        self.name = name

    def append(self, x):
        super().append(x)
        print(self.name, "append", x)

    def __repr__(self):
        return f"StacksLog({self.name}, {super().__repr__()})"


class StacksD(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v * 2)


class StacksBag(set):
    def total(self):
        return sum(self)


def stacks():
    s = StacksStack()
    s.push(1)
    s.push(2)
    print(s.peek(), s, len(s), s.empty, s.pop(), s[0], list(s), [x * 2 for x in s], s == [1], 1 in s)
    l = StacksLog("n", [5])
    l.append(3)
    print(l, l[0], sorted(l), l + [1], l[:1])
    d = StacksD()
    d["a"] = 4
    print(d["a"], d, len(d), "a" in d, list(d.items()), d.get("z", 0))
    b = StacksBag([1, 2])
    b.add(7)
    print(b.total(), sorted(b), 2 in b, len(b))
    s2 = StacksStack([3, 4])
    s2.extend([5])
    s2 += [6]
    s2.sort(reverse=True)
    print(s2, s2.index(5), isinstance(s2, list))
    for x in s2:
        print(x, end=" ")
    print()


class MixingM:
    def f(self):
        return "M.f"

    def g(self):
        return "M.g"


class MixingBase:
    def h(self):
        return "MixingBase.h"

    def g(self):
        return "MixingBase.g"


class MixingA(MixingM, MixingBase):
    def f(self):
        return "A.f"

    def g(self):
        return "A.g+" + super().g()


class MixingB(MixingA):
    def h(self):
        return "B.h+" + super().h()


class MixingC(MixingB, MixingM):
    pass


def mixing():
    for x in [MixingA(), MixingB(), MixingC()]:
        print(x.f(), x.g(), x.h())
    print(MixingB().f(), MixingB().g(), MixingC().f(), MixingC().h())


class SlicingSl:
    def __init__(self, data):
        self.data = data

    def __getitem__(self, i):
        if isinstance(i, slice):
            return self.data[i]
        return [self.data[i]]

    def __setitem__(self, i, v):
        self.data[i] = v


class SlicingOnly:
    def __init__(self, d):
        self.d = d

    def __getitem__(self, s):
        return SlicingOnly(self.d[s])


def slicing():
    t = SlicingSl([1, 2, 3, 4])
    print(t[0], t[1:3], t[::-1], t[-1])
    t[1:2] = [9, 9]
    print(t.data)
    print(SlicingOnly("abcdef")[1:4].d, SlicingOnly("abcdef")[::-2].d)


def text_slices_f(s, a, b):
    return s[a:b]


def text_slices_g(s, a, b, c):
    return s[a:b:c]


def text_slices():
    print(text_slices_f("abc", None, 2), text_slices_f("abc", 1, None), text_slices_f("abc", None, None))
    print(
        text_slices_g("abcdef", None, 4, 2),
        text_slices_g("abcdef", 1, None, None),
        text_slices_g("abcdef", None, None, -1),
    )


def list_slices_f(s, a, b):
    return s[a:b]


def list_slices_g(s, a, b, c):
    return s[a:b:c]


def list_slices():
    print(list_slices_f([1, 2, 3], None, 2), list_slices_f([1, 2, 3], 1, None))
    print(
        list_slices_g([1, 2, 3, 4, 5, 6], None, 4, 2),
        list_slices_g([1, 2, 3, 4, 5, 6], 1, None, None),
        list_slices_g([1, 2, 3], None, None, -1),
    )


class TextsP:
    pass


def texts():
    d = defaultdict(list)
    d["a"].append(1)
    e = defaultdict(int)
    e["q"] += 2
    f = defaultdict(None)
    f["x"] = 1
    print(d, e, f, str(d), [d], {1: e})
    e.update({"z": 1})
    e.update([("y", 2)])
    e.update(zip("ab", [1, 2]))
    e.update(k=3)
    e.update(OrderedDict(m=1).items())
    print(dict(e))
    print(Counter("aab"), OrderedDict(a=1), deque([1]))


def main():
    containers()
    stacks()
    mixing()
    slicing()
    text_slices()
    list_slices()
    texts()


if __name__ == "__main__":
    main()
