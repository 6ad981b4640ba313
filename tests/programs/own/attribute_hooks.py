"""`__getattr__`, `__setattr__`, `__delattr__`, attributes that may be unset or are deleted, `__dict__`."""


class Proxy1:
    def __init__(self, w):
        self._w = w
        self.calls = 0

    def __getattr__(self, name):
        return getattr(self._w, name)


class Real1:
    def __init__(self):
        self.v = 3

    def hello(self, x):
        return "hi %s %d" % (x, self.v)


class Dyn1:
    def __getattr__(self, name):
        if name.startswith("get_"):
            return name[4:]
        raise AttributeError(name)


def test_b1():
    p = Proxy1(Real1())
    print(p.v, p.hello("a"), p.calls)
    d = Dyn1()
    print(d.get_foo)
    try:
        print(d.other)
    except AttributeError as e:
        print("no", e)
    print(hasattr(d, "get_x"), hasattr(d, "nope"))


class AttrDict2(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = value

    def __delattr__(self, name):
        del self[name]


def test_b2():
    a = AttrDict2()
    a.x = 1
    a.y = 2
    print(a.x + a.y, a)
    del a.x
    try:
        a.x
    except AttributeError as e:
        print("missing", e)
    a["z"] = 5
    print(a.z)


class Logged3:
    def __init__(self):
        self.a = 1
        self.b = 2

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)


class Valid3:
    def __setattr__(self, name, value):
        if name == "age" and value < 0:
            raise ValueError("bad age")
        object.__setattr__(self, name, value)


class Viad3:
    def __init__(self, x):
        self.__dict__["x"] = x

    def __setattr__(self, name, value):
        self.__dict__[name] = value * 2


class Frozen3:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "y", y)

    def __setattr__(self, name, value):
        raise AttributeError("immutable " + name)

    def __delattr__(self, name):
        raise AttributeError("immutable " + name)


def test_b3():
    l = Logged3()
    l.a += 5
    print(l.a)
    v = Valid3()
    v.age = 3
    print(v.age)
    try:
        v.age = -1
    except ValueError as e:
        print(e)
    x = Viad3(3)
    print(x.x)
    x.x = 7
    print(x.x)
    f = Frozen3(1, 2)
    print(f.x)
    try:
        f.x = 3
    except AttributeError as e:
        print(e)
    try:
        del f.x
    except AttributeError as e:
        print(e)


class A4:
    def __init__(self):
        self.x = 1
        self.cache = None


def test_b4():
    a = A4()
    print(a.x)
    del a.x
    print(hasattr(a, "x"))
    try:
        print(a.x)
    except AttributeError as e:
        print(e)
    try:
        del a.x
    except AttributeError as e:
        print(e)
    a.x = 5
    print(a.x, hasattr(a, "x"), getattr(a, "x", 0))
    delattr(a, "x")
    print(getattr(a, "x", 0))


class Lazy:
    def __init__(self, n):
        self.n = n
        self.loads = 0

    def __getattr__(self, name):
        if name == "data":
            self.loads += 1
            self.data = list(range(self.n))
            return self.data
        if name in ("alpha", "beta"):
            return name.upper()
        raise AttributeError("Lazy has no " + name)


class Sub(Lazy):
    extra = 5

    def area(self):
        return self.n * 2


class Sub2(Lazy):
    def __getattr__(self, name):
        if name == "gamma":
            return "g2"
        return super().__getattr__(name)


class Wrapper:
    def __init__(self, target, log):
        self._target = target
        self._log = log

    def __getattr__(self, name):
        self._log.append(name)
        return getattr(self._target, name)


class Engine:
    def __init__(self):
        self.speed = 0
        self.label = "engine"

    def accelerate(self, by, times=1):
        self.speed += by * times
        return self.speed

    def stop(self):
        self.speed = 0


class Logged:
    def __init__(self):
        self.a = 1
        self.b = "x"

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)


class Checked(Logged):
    limits = {"a": 10}

    def __setattr__(self, name, value):
        if name in self.limits and name == "a" and value > self.limits[name]:
            raise ValueError("%s too large" % name)
        Logged.__setattr__(self, name, value)


class Plain:
    pass


class Tracked(Plain):
    def __setattr__(self, key, value):
        object.__setattr__(self, key, value)
        object.__setattr__(self, "dirty", True)

    def __delattr__(self, key):
        print("del", key)
        super().__delattr__(key)


class Cache:
    def get(self):
        if not hasattr(self, "_value"):
            self._value = 42
            print("computed")
        return self._value

    def reset(self):
        if hasattr(self, "_value"):
            del self._value


GLOBAL = Cache()


class Const:
    def __init__(self):
        self.x = 1

    def __setattr__(self, name, value):
        if hasattr(self, name):
            raise TypeError("cannot rebind " + name)
        self.__dict__[name] = value


class Config:
    defaults = {"host": "localhost", "port": "80"}

    def __init__(self, **kw):
        self._kw = kw

    def __getattr__(self, key):
        try:
            return self._kw[key]
        except KeyError:
            try:
                return self.defaults[key]
            except KeyError:
                raise AttributeError(key) from None


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def show(o, names):
    for n in names:
        if n == "x":
            print(o.x)


def test_b5():
    l = Lazy(3)
    print(l.alpha, l.beta, l.data, l.data, l.loads, l.n)
    try:
        print(l.nothing)
    except AttributeError as e:
        print(e)
    print(hasattr(l, "alpha"), hasattr(l, "zip"), hasattr(l, "data"), getattr(l, "alpha", "d"), getattr(l, "zip", "d"))
    s = Sub(2)
    s2 = Sub2(4)
    print(s.data, s.extra, s.area(), s.alpha, s2.gamma, s2.alpha, s2.data)
    for o in [l, s, s2]:
        print(o.beta, o.n, len(o.data))
    log = []
    w = Wrapper(Engine(), log)
    print(w.speed, w.accelerate(5), w.accelerate(2, times=3), w.label, w.speed, log)
    w.stop()
    print(w.speed)
    f = w.accelerate
    print(f(1))
    g = Logged()
    g.a += 1
    g.b = "y"
    print(g.a, g.b)
    c = Checked()
    c.a = 10
    try:
        c.a = 11
    except ValueError as e:
        print(e)
    print(c.a)
    t = Tracked()
    t.v = 3
    print(t.v, t.dirty)
    del t.v
    print(hasattr(t, "v"), hasattr(t, "dirty"))
    k = Cache()
    print(k.get(), k.get())
    k.reset()
    print(k.get())
    k.reset()
    k.reset()
    print(GLOBAL.get(), GLOBAL.get())
    GLOBAL.reset()
    print(GLOBAL.get())
    cf = Config(port="8080", name="n")
    print(cf.host, cf.port, cf.name)
    try:
        cf.zzz
    except AttributeError as e:
        print("no", e)
    p = Point(1, 2)
    show(p, ["x"])
    del p.x
    try:
        p.x
    except AttributeError as e:
        print(e)
    p.x = 7
    print(p.x, p.y)
    q = Const()
    print(q.x)
    try:
        q.x = 2
    except TypeError as e:
        print(e)
    q.z = "new"
    print(q.z)


class Bunch:
    def __init__(self, **kw):
        self.__dict__.update(kw)


class Options(Bunch):
    def get(self):
        return self.__dict__.get("width", 80), "width" in self.__dict__


def bunches():
    b = Bunch(x=1, name="n")
    print(b.x, b.name)
    o = Options(width=5)
    print(o.get(), Options(height=2).get())


test_b1()
test_b2()
test_b3()
test_b4()
test_b5()
bunches()
