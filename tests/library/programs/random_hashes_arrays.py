"""random, hashlib and array."""

import sys
import random, hashlib, array, copy, sys


def S(x):
    return x[:] if len(sys.argv) else "zz"


def I(x):
    return x + 0 if len(sys.argv) else 7


def F(x):
    return x + 0.0 if len(sys.argv) else 7.5


def part_0():
    print(repr(random.seed(42)))


def part_1():
    print(random.random(), random.randint(1, 100), random.randrange(10), random.randrange(1, 10, 3), random.choice([1, 2, 3]), random.choice("abc"), random.choices([1, 2, 3], k=4), random.choices([1, 2], weights=[1, 3], k=3), random.choices([1, 2], cum_weights=[1, 3], k=3), random.sample(range(100), 5), random.sample([1, 2, 3], 2), random.sample([1, 2], k=2, counts=[2, 1]), random.sample("abc", k=4, counts=[2, 1, 4]))


def part_2():
    print(random.uniform(1, 10), random.gauss(0, 1), random.gauss(mu=0, sigma=2), random.normalvariate(0, 1), random.expovariate(1.5), random.betavariate(2, 3), random.gammavariate(2, 3), random.gammavariate(0.5, 1), random.gammavariate(1, 1), random.vonmisesvariate(0, 4), random.vonmisesvariate(1, 0), random.triangular(0, 1, 0.5), random.triangular(), random.lognormvariate(0, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.getrandbits(10), random.getrandbits(40), random.randbytes(3))


def part_3():
    x = [1, 2, 3, 4, 5]; random.shuffle(x); print(x)


def part_4():
    r = random.Random(7); print(r.random(), r.randint(1, 6), r.choice("abc"), r.sample([1, 2, 3], 2), r.gauss(0, 1), r.getrandbits(8), r.uniform(0, 1), r.betavariate(1, 2), r.gammavariate(3, 1)); y = [1, 2, 3]; r.shuffle(y); print(y)
    r.seed("abc"); print(r.random()); r.seed(b"abc"); print(r.random()); r.seed(1.5); print(r.random()); r.seed(-5); print(r.random()); random.seed("hello"); print(random.random()); random.seed(2.5); print(random.random()); random.seed(True); print(random.random()); random.seed(b"x"); print(random.random()); random.seed(a=5); print(random.random()); random.seed(""); print(random.random())


def part_5():
    r = random.Random(7); s = r.getstate(); a = r.random(); r.setstate(s); print(r.random() == a); q = random.Random("seed"); print(q.random(), random.Random(2**40).random())


def part_6():
    random.seed(3); st = random.getstate(); a = random.random(); random.setstate(st); print(random.random() == a)


def part_7():
    try:
        print(repr(random.choice([])))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_8():
    try:
        print(repr(random.randint(5, 1)))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_9():
    try:
        print(repr(random.randrange(5, 1, 2)))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_10():
    try:
        print(repr(random.sample([1], 5)))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_11():
    print(repr(hashlib.md5(b"abc").hexdigest()))
    print(repr(hashlib.sha1(b"abc").hexdigest()))
    print(repr(hashlib.sha256(b"abc").hexdigest()))
    print(repr(hashlib.sha512(b"abc").hexdigest()))
    print(repr(hashlib.sha224(b"abc").hexdigest()))
    print(repr(hashlib.sha384(b"abc").hexdigest()))
    print(repr(hashlib.md5().digest()))
    print(repr(hashlib.sha256(b"a" * 200).digest_size))
    print(repr(hashlib.sha256().block_size))
    print(repr(hashlib.sha256().name))
    print(repr(hashlib.new("md5", b"abc").hexdigest()))
    print(repr(hashlib.sha256("é".encode()).hexdigest()))
    print(repr(hashlib.sha256(bytearray(b"q" * 500)).hexdigest()))


def part_12():
    h = hashlib.sha256(); h.update(b"abc"); h.update(bytearray(b"d")); g = h.copy(); g.update(b"e"); print(h.hexdigest(), g.digest(), h.name, int(hashlib.md5(b"k").hexdigest()[:8], 16))
    for name in ["md5", "sha1"]: print(hashlib.new(name, b"x").hexdigest())


def part_13():
    a = array.array("i", [1, 2, 3]); a.append(4); a.extend([5]); print(a, a[0], len(a), a.tolist(), a[1:3], a.typecode, a.itemsize, a.pop(), a.index(2), a.count(1), 2 in a, a.tobytes())
    a.insert(0, 9); a.remove(9); a.reverse(); a[0] = 5; a[1:2] = array.array("i", [7, 8]); del a[0]; print(a, a + a, a * 2, a == a, a < a, list(a), sum(a), a[::2], a[::-1], a[-2:], sorted(a), 2 * a, a >= a)
    b = array.array("d", [1.5]); b.append(2); print(b, array.array("B", b"ab"), array.array("B", range(3)), array.array("l"), array.array("f", [0.1]), array.array("b", [-1]))
    a += array.array("i", [1]); a *= 2; a.byteswap(); print(a); b.frombytes(b"\x00" * 8); b.fromlist([1.0]); print(b); c = a[:]; c[:] = array.array("i", []); print(c, copy.copy(a) == a)
    del b[0:1]; print(b); z = array.array("I", [0]) * 5; print(z); z[1:4:2] = array.array("I", [7, 8]); print(z); del z[::2]; print(z)
    print([x for x in a], max(a), min(b), list(reversed(a)), list(zip(a, b)), a.index(a[1], 1), b[1:], b[::-1])


def part_14():
    try:
        a = array.array("B", bytes(10))
        for i in range(len(a)): a[i] = i * 3
        print(a[2:5], a[2:5].tobytes(), bytes(a), a[I(1):I(4)], a[I(-3):])
        a[0:5:2] = array.array("B", [1])
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_15():
    try:
        print(repr(array.array("b", [200])))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_16():
    try:
        print(repr(array.array("i", [1])[5]))
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
