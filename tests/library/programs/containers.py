"""Methods and operators of lists, tuples, dicts, counters and deques."""

import sys
def L(x):
    return x[:] if len(sys.argv) else [9]
def gen(n):
    for i in range(n):
        yield i


def S(x):
    return x[:] if len(sys.argv) else "zz"


def I(x):
    return x + 0 if len(sys.argv) else 7


def F(x):
    return x + 0.0 if len(sys.argv) else 7.5


def part_0():
    a = L([1])
    a += (2, 3); print(a); a += range(2); print(a); a += {9}; a += gen(2); a += tuple([5]); a += {7: 8}; a += [x for x in (1,)]; a += [4].copy(); print(a)


def part_1():
    b = ["x"]; b += "abc"; print(b)
    f = [1.5]; f += [2.5]; print(f)


def part_2():
    t = tuple([1, 2]); t += (3,); print(t); t = t + tuple([4]); print(t); t += tuple(x for x in [5]); print(t)


def part_3():
    t = (1, 2) + tuple([3]); print(t, t + (4, 5), (0,) + t)


def part_4():
    a = L([3, 1, 2])
    a.append(4); a.extend([5, 6]); a.extend(range(2)); a.extend((7, 8)); a.extend({9}); a.extend(x for x in [10]); a.extend({11: 1}); print(a)
    a.insert(0, 100); a.insert(-1, 200); a.insert(999, 300); print(a)
    print(a.pop(), a.pop(0), a.pop(-2), a)
    a.remove(3); print(a, a.index(5), a.count(1), a.index(2, 1), a.index(2, 0, 5))


def part_5():
    a = L([5, 3, 8, 1])
    a.sort(); print(a); a.sort(reverse=True); print(a); a.sort(key=lambda x: x % 3); print(a); a.sort(key=lambda x: -x, reverse=True); a.reverse(); print(a)
    b = a.copy(); b.clear(); print(b, a)


def part_6():
    a = L([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    a[1:3] = [0]; a[5:] = (1, 2); a[::2] = [7] * len(a[::2]); print(a)
    a[0:0] = range(3); a[:] = [x for x in a if x]; a[2:4] = []; print(a)
    a[1:2] = "" or [5, 6]; a[1:1] = {4}; a[::-1] = list(a); print(a)
    del a[0]; del a[-1]; del a[1:3]; del a[::2]; print(a)
    a[-1] = 5; a[0] += 1; print(a, a[-1], a[1:], a[::-1], a[-2:], a[:100])


def part_7():
    d = {"a": 1, "b": 2}
    print(d.get("a"), d.get("z"), d.get("z", 5), d.pop("a"), d.pop("z", None), d.pop("z", 7), d.setdefault("q", 9), d.setdefault("b", 9), d)
    d.update({"x": 1}); d.update(y=2); d.update([("z", 3)]); d.update(zip("mn", [4, 5])); d.update({"k": 1}, l=2); print(d)
    print(d.popitem(), list(d), list(d.keys()), list(d.values()), list(d.items()), len(d), "x" in d, "nope" in d, "x" in d.keys(), 1 in d.values(), ("x", 1) in d.items())


def part_8():
    d = {"a": 1, "b": 2}
    del d["a"]; print(d, d.copy(), d == d.copy(), d != {}, {**d, "w": 1}, d | {"v": 1}, dict(d), dict(d, a=1))
    d |= {"u": 1}; d |= [("t", 2)]; print(d)
    print(d.keys() & {"u"}, sorted(d.keys() | {"zz"}), d.keys() - {"u", "t", "y", "z", "m", "n", "k"}, d.keys() ^ d.keys())


def part_9():
    d = {"a": 1, "b": 2}
    print(d.keys().isdisjoint(["a"]))


def part_10():
    d = {"a": 1, "b": 2}
    print(list(reversed(d)), d.keys(), d.values(), d.items())


def part_11():
    d = {"a": 1, "b": 2}
    print(list(reversed(d.values())), list(reversed(d.items())), list(reversed(d.keys())))
    for k, v in reversed(d.items()): print(k, v)


def part_12():
    d = {"a": 1}
    d.update(); print(d, d.keys() | ["q"] == {"a", "q"}, d.keys() & ["a"])


def part_13():
    t = (1, "a", 2.5)
    print(t, t[0], t[-1], t[1:], t + (3,), (1, 2) * 2, 2 * (1,), len(t), "a" in t, t.index("a"), t.count(1), t == (1, "a", 2.5), (1, 2) < (1, 3), (1,) != (2,), t[::-1], tuple("ab"), tuple([1, 2]), tuple(range(2)), tuple(x for x in [1]), ())


def part_14():
    print(repr(tuple([1]) < (2,)))


def part_15():
    print(repr((1, 2) >= tuple([1])))


def part_16():
    print(repr([1, 2, 3] == (1, 2, 3)))
    print(repr([1] == 1))
    print(repr((1, 2) == [1, 2]))


def part_17():
    try:
        print(repr(min(())))
    except Exception as error:
        print("raised", type(error).__name__, error)
    print(repr(max((), default=3)))
    print(repr(sorted(())))
    print(repr(sum(())))
    print(repr(list(())))
    print(repr(tuple(())))
    print(repr(any(())))
    print(repr(all(())))
    print(repr(len(())))
    print(repr(set(())))
    print(repr(list({})))
    print(repr(sorted({})))
    print(repr(sum([])))
    print(repr(max([], default=None)))
    print(repr("".join(())))
    print(repr(list(zip((), [1]))))
    print(repr(list(map(str, ()))))
    print(repr(list(enumerate(()))))
    print(repr(() == ()))
    print(repr(() < (1,)))
    print(repr(list(reversed(()))))
    print(repr([*()]))


def part_18():
    try:
        print(repr({}.popitem()))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_19():
    from collections import OrderedDict


def part_20():
    from collections import OrderedDict
    print(OrderedDict([("a", 1)]), OrderedDict(zip("ab", [1, 2])), OrderedDict((x, x) for x in "ab"))


def part_21():
    from collections import OrderedDict
    print(OrderedDict(a=1), OrderedDict({"a": 1}) == {"a": 1}, list(reversed(OrderedDict(a=1, b=2))), OrderedDict.fromkeys("ab", 1), OrderedDict(a=1).copy(), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(sorted({"b": 1, "a": 2}.items())))


def part_22():
    from collections import defaultdict
    d6 = defaultdict(int, a=1); print(d6)


def part_23():
    from collections import defaultdict
    d6 = defaultdict(list, [("a", [1])]); print(d6)


def part_24():
    from collections import Counter
    c = Counter("abracadabra"); print(c, c.most_common(2), c.most_common(), c["z"], c["a"], sum(c.values()), c.total(), list(c.elements()))
    c.update("aaa"); c.update({"z": 5}); c.subtract("ab"); c["q"] += 1; print(c, len(c), sorted(c), c + Counter("a"), c - Counter("aaaaaaaa"), c & Counter("ab"), c | Counter("zzzzzzzzz"))


def part_25():
    from collections import Counter
    c = Counter("abracadabra"); c.subtract("aaaaaaaaaa"); print(+c, -c)


def part_26():
    from collections import Counter
    c = Counter("abracadabra")
    print(Counter(a=1, b=2), Counter({"a": 3}), Counter([1, 1, 2]), Counter(x % 3 for x in range(10)), Counter(), c == Counter("a"), c.copy() == c, c.items(), c.keys(), dict(c), c.get("nope"), c.pop("a"), max(c, key=c.get))


def part_27():
    from collections import Counter
    c = Counter("abcy"); c += Counter("xyz"); c -= Counter("x"); print(c); del c["y"]; del c["nothere"]; print(c); c.clear(); print(c)


def part_28():
    from collections import Counter
    c = Counter(); c.update(a=2); c.update(["q"], b=1); c.subtract({"a": 1}); c.subtract(a=1); print(c, Counter(a=3, b=0).most_common(1), Counter(["a", "b"], a=2))
    for w in ["x", "y", "x"]: c[w] += 1
    print(c.most_common(), [k for k, v in c.items() if v > 1], Counter(c))


def part_29():
    from collections import deque
    d = deque([1, 2, 3]); d.append(4); d.appendleft(0); d.extend([5]); d.extendleft([-1, -2]); print(d, d.pop(), d.popleft(), len(d), d[0], d[-1])
    d.rotate(1); d.rotate(-2); d.reverse(); print(d, d.count(1), d.index(2), 2 in d, list(d))
    d.insert(1, 99); d.remove(99); d[0] = 7; del d[0]; print(d, sorted(d), sum(d), max(d), bool(deque()), list(reversed(d)))


def part_30():
    from collections import deque
    d = deque([1, 2, 3]); print(d.copy(), deque("ab"), deque(maxlen=2), deque([1, 2, 3], 2), deque([1], maxlen=5).maxlen, d == deque([1, 2, 3]), d < deque([100]), d + deque([1]))


def part_31():
    from collections import deque
    d = deque([1, 2, 3]); print(deque(d), d == deque(d))


def part_32():
    from collections import deque
    d = deque([1, 2, 3]); d += [1]; print(d * 2, 2 * d); d *= 2; d.clear(); print(d)


def part_33():
    from collections import deque
    q = deque([(1, 0)]); seen = {1}
    while q:
        n, dist = q.popleft()
        for m in (n * 2, n + 3):
            if m < 20 and m not in seen: seen.add(m); q.append((m, dist + 1))
    print(sorted(seen), deque(range(5), maxlen=3), deque((1, 2)), deque(x for x in "ab"), [*deque([1])], list(enumerate(deque("a"))))


def part_34():
    try:
        from collections import deque
        deque().pop()
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_35():
    try:
        from collections import deque
        deque().popleft()
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_36():
    try:
        from collections import deque
        deque([1])[5]
    except Exception as error:
        print("raised", type(error).__name__, error)


if __name__ == "__main__":
    part_0()
    part_1()
    part_2()
    part_3()
    part_4()
    part_5()
    part_6()
    part_7()
    part_8()
    part_9()
    part_10()
    part_11()
    part_12()
    part_13()
    part_14()
    part_15()
    part_16()
    part_17()
    part_18()
    part_19()
    part_20()
    part_21()
    part_22()
    part_23()
    part_24()
    part_25()
    part_26()
    part_27()
    part_28()
    part_29()
    part_30()
    part_31()
    part_32()
    part_33()
    part_34()
    part_35()
    part_36()
