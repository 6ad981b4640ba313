# Bound methods, of several classes too, kept together with functions; they compare by object and function.


class A:
    def __init__(self, k):
        self.k = k

    def run(self, x):
        return x + self.k

    def other(self, x):
        return x * self.k


class B:
    def __init__(self):
        self.log = []

    def handle(self, x):
        self.log.append(x)
        return len(self.log)

    @staticmethod
    def stat(x):
        return -x

    @classmethod
    def cm(cls, x):
        return x + 100


def plain(x):
    return x * 10


def on_event(handlers, x):
    return [h(x) for h in handlers]


class Button:
    def __init__(self, callback=None):
        self.callback = callback

    def press(self):
        if self.callback:
            return self.callback(3)
        return 0


class Base:
    def describe(self):
        return "base"


class Derived(Base):
    def describe(self):
        return "derived"


class Other(Base):
    pass


def main():
    a = A(5)
    b = B()
    handlers = [plain, a.run, b.handle, lambda v: v - 1, a.other, abs, B.stat, B.cm]
    print(on_event(handlers, 7), on_event(handlers, 8))
    table = {"plain": plain, "run": a.run, "handle": b.handle}
    for name in ("plain", "run", "handle"):
        print(name, table[name](2))
    print(Button(a.run).press(), Button(b.handle).press(), Button(plain).press(), Button().press(), Button(lambda v: v).press())
    f = a.run
    if b.log:
        f = b.handle
    print(f(1))
    k = 3

    def closure(x):
        return x + k

    fs = [closure, a.run, plain]
    fs.append(A(9).run)
    print([g(1) for g in fs], a.run in fs, plain in fs)
    ops = {"+": lambda x, y: x + y, "max": max, "pow": pow}
    print([ops[o](2, 5) for o in ("+", "max", "pow")])
    class_mix = [x.describe for x in (Base(), Derived(), Other())]
    class_mix.append(lambda: "lambda")
    print([m() for m in class_mix])
    print(a.run == a.run, a.run == A(5).run, a.run != a.other, len({a.run: 1, A(1).run: 2}))
    one = {plain: "p", a.run: "r"}
    print(one.get(plain), one.get(a.run), a.other in one, fs.count(a.run), one.get(A(5).run))
    x = Base() if len(fs) > 100 else Derived()
    cb = x.describe
    if len(fs) > 50:
        cb = lambda: "no"
    print(cb())
    print(list(map(a.run, [1, 2])), sorted([3, 1], key=a.other), max([1, 5], key=plain))


if __name__ == "__main__":
    main()
