# Operators of user classes: reflected methods, NotImplemented, comparisons, hashes.


class ComparingP:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        if not isinstance(o, ComparingP):
            return NotImplemented
        return self.n < o.n

    def __le__(self, o):
        return self.n <= o.n

    def __eq__(self, o):
        if not isinstance(o, ComparingP):
            return NotImplemented
        return self.n == o.n

    def __repr__(self):
        return f"P{self.n}"


class ComparingQ:
    def __init__(self, n):
        self.n = n


def comparing():
    ps = [ComparingP(3), ComparingP(1), ComparingP(2)]
    print(
        sorted(ps),
        min(ps),
        max(ps),
        ComparingP(1) > ComparingP(0),
        ComparingP(1) >= ComparingP(2),
        ComparingP(1) != ComparingP(1),
        ComparingP(1) == ComparingP(1),
    )
    ps.sort(reverse=True)
    print(ps, ComparingP(1) in ps, ps.index(ComparingP(2)), ps.count(ComparingP(3)))
    q = ComparingQ(1)
    print(q == ComparingQ(1), q == q, q != ComparingQ(1), q in [ComparingQ(1)], q in [q])
    print(ComparingP(1) == q, ComparingP(1) != q)
    print(ComparingP(1) == None, None == ComparingP(1), ComparingP(1) is None)
    print((ComparingP(1), 2) < (ComparingP(1), 3), [ComparingP(1)] < [ComparingP(2)])
    try:
        print(ComparingP(1) < q)
    except TypeError as e:
        print(e)
    try:
        hash(ComparingP(1))
    except TypeError as e:
        print(e)


class ReflectedBase:
    def __add__(self, o):
        return "ReflectedBase.add"

    def __radd__(self, o):
        return "ReflectedBase.radd"

    def __lt__(self, o):
        return "ReflectedBase.lt"

    def __gt__(self, o):
        return "ReflectedBase.gt"

    def __eq__(self, o):
        print("ReflectedBase.eq")
        return True


class ReflectedDerived(ReflectedBase):
    def __radd__(self, o):
        return "ReflectedDerived.radd"

    def __gt__(self, o):
        return "ReflectedDerived.gt"

    def __eq__(self, o):
        print("ReflectedDerived.eq")
        return False


class ReflectedL:
    def __mul__(self, o):
        return NotImplemented


class ReflectedR:
    def __rmul__(self, o):
        return "R.rmul"


class ReflectedIA:
    def __init__(self, n):
        self.n = n

    def __iadd__(self, o):
        return NotImplemented

    def __add__(self, o):
        return ReflectedIA(self.n + o)


def reflected():
    print(
        ReflectedBase() + ReflectedBase(),
        ReflectedBase() + ReflectedDerived(),
        ReflectedDerived() + ReflectedBase(),
        ReflectedL() * ReflectedR(),
    )
    print(
        ReflectedBase() < ReflectedDerived(),
        ReflectedDerived() < ReflectedBase(),
        ReflectedBase() == ReflectedDerived(),
        ReflectedDerived() == ReflectedBase(),
        ReflectedBase() != ReflectedDerived(),
    )
    try:
        print(ReflectedL() * ReflectedL())
    except TypeError as e:
        print(e)
    x = ReflectedIA(3)
    x += 4
    print(x.n)


def closures_make_counter(start=0, *, step=1):
    n = start

    def inc(by=None):
        nonlocal n
        n += step if by is None else by
        return n

    def get():
        return n

    def reset():
        nonlocal n
        n = start

    return inc, get, reset


def closures():
    inc, get, reset = closures_make_counter(5)
    inc()
    inc(10)
    print(get())
    reset()
    print(get())
    i2, g2, r2 = closures_make_counter(step=3)
    print(i2(), i2(), g2(), get())


def main():
    comparing()
    reflected()
    closures()


if __name__ == "__main__":
    main()
