# Classes with __new__; attributes of functions.
import functools


class MakingSingleton:
    _inst = None

    def __new__(cls):
        if cls._inst is None:
            cls._inst = super().__new__(cls)
            cls._inst.n = 0
        return cls._inst


class MakingShape:
    made = 0

    def __new__(cls, *args):
        MakingShape.made += 1
        obj = object.__new__(cls)
        obj.tag = "t" + str(len(args))
        return obj

    def __init__(self, n):
        self.n = n


class MakingSquare(MakingShape):
    def __init__(self, n, m):
        super().__init__(n * 10)
        self.m = m


class MakingNode:
    cache = {}

    def __new__(cls, key):
        if key not in cls.cache:
            node = super(MakingNode, cls).__new__(cls)
            node.key = key
            cls.cache[key] = node
        return cls.cache[key]


class MakingConfig(object):
    _instance = None

    def __new__(cls, *args, **kwargs):
        if not cls._instance:
            cls._instance = super(MakingConfig, cls).__new__(cls)
        return cls._instance

    def __init__(self, name="default"):
        self.name = name


def making():
    a = MakingSingleton()
    b = MakingSingleton()
    a.n += 1
    print(a is b, b.n)
    s = MakingShape(3)
    q = MakingSquare(1, 2)
    print(s.tag, s.n, q.tag, q.n, q.m, MakingShape.made, isinstance(q, MakingSquare))
    print(MakingNode("x") is MakingNode("x"), MakingNode("y").key, len(MakingNode.cache))
    c = MakingConfig("one")
    d = MakingConfig(name="two")
    print(c is d, c.name, MakingConfig().name)


def attributes_f(x):
    attributes_f.calls += 1
    attributes_f.seen.append(x)
    return x


attributes_f.calls = 0
attributes_f.seen = []
attributes_f.last = None


def attributes_counted(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        wrapper.count += 1
        return fn(*args)

    wrapper.count = 0
    return wrapper


@attributes_counted
def attributes_sq(x):
    return x * x


@attributes_counted
def attributes_cube(x):
    return x * x * x


def attributes():
    attributes_f(1)
    attributes_f(2)
    print(attributes_f.calls, attributes_f.seen, attributes_f.last)
    attributes_f.calls = 10
    attributes_f.last = "s"
    attributes_f(0)
    print(attributes_f.calls, attributes_f.last)
    print(
        attributes_sq(3),
        attributes_sq(4),
        attributes_cube(2),
        attributes_sq.count,
        attributes_cube.count,
        attributes_sq.__name__,
    )


def main():
    making()
    attributes()


if __name__ == "__main__":
    main()
