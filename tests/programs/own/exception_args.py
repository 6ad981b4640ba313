"""What exceptions are made of: `e.args`, str, repr; classes with constructors of their own."""


class Plain(Exception):
    pass


class NoSuper(Exception):
    def __init__(self, code, text="d"):
        self.code = code


class WithSuper(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


class Both(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)


class WithStr(Exception):
    def __init__(self, code):
        self.code = code

    def __str__(self):
        return "code %d" % self.code


class Point:
    def __init__(self, x):
        self.x = x

    def __str__(self):
        return "pt"

    def __repr__(self):
        return f"Point({self.x})"


class Sub(NoSuper):
    pass


class Deep(NoSuper):
    def __init__(self, a, b):
        super().__init__(7)
        self.b = b


def show(e):
    print(str(e), "|", repr(e), "|", f"{e}")


def main0():
    for i in range(30):
        try:
            if i == 0:
                raise ValueError
            if i == 1:
                raise ValueError("text")
            if i == 2:
                raise ValueError(3)
            if i == 3:
                raise ValueError("a", 3)
            if i == 4:
                raise ValueError((1, 2))
            if i == 5:
                raise KeyError("k")
            if i == 6:
                raise KeyError(3)
            if i == 7:
                raise KeyError("k", 3)
            if i == 8:
                raise OSError(2, "text")
            if i == 9:
                raise OSError(2, "text", "file")
            if i == 10:
                raise OSError("just")
            if i == 11:
                raise Plain("x", 1.5, None)
            if i == 12:
                raise NoSuper(3)
            if i == 13:
                raise NoSuper(3, "abc")
            if i == 14:
                raise WithSuper(4, "msg")
            if i == 15:
                raise Both(4, "msg")
            if i == 16:
                raise WithStr(7)
            if i == 17:
                raise ValueError(Point(3))
            if i == 18:
                raise KeyError(Point(3))
            if i == 19:
                raise ValueError("q", Point(2))
            if i == 20:
                raise Sub(5)
            if i == 21:
                raise Deep("x", "y")
            if i == 22:
                raise ValueError(None)
            if i == 23:
                raise ValueError(1.5)
            if i == 24:
                raise FileNotFoundError(2, "No such file", "abc")
            if i == 25:
                raise NoSuper(code=3)
            if i == 26:
                raise NoSuper(3, text="abc")
            if i == 27:
                raise ValueError("")
            if i == 28:
                raise StopIteration(5)
            if i == 29:
                raise AssertionError("a", "b")
        except Exception as e:
            print(i, end=" ")
            show(e)


class StrOnly:
    def __str__(self):
        return "so"

    def __repr__(self):
        return "StrOnly!"


class Own(Exception):
    def __init__(self, items):
        self.items = items

    def __str__(self):
        return ",".join(self.items)


def more0():
    try:
        raise ValueError(StrOnly())
    except ValueError as e:
        print(e, repr(e))
    try:
        raise Own(["a", "b"])
    except Own as e:
        print(e)
    for n in (1, 2, 3, 5, 10, 11, 104, 110):
        try:
            raise OSError(n, "text")
        except ConnectionError as e:
            print("connection", e)
        except TimeoutError as e:
            print("time", e)
        except FileNotFoundError as e:
            print("no file", e.errno)
        except OSError as e:
            print(type(e).__name__, e)


class AppError1(Exception):
    pass


class SubError1(AppError1):
    def __init__(self, a, b):
        super().__init__(a, b)


class NoSuper1(Exception):
    def __init__(self, code, text):
        self.code = code


class Two1(Exception):
    pass


class Mixed1(Exception):
    pass


class NumberError(KeyError):
    pass


def main1():
    try:
        raise AppError1("text", 42)
    except AppError1 as e:
        print(e.args, e.args[0], e.args[1] + 1, len(e.args))
        msg, code = e.args
        print(msg.upper(), code * 2)
    try:
        raise SubError1("sub", 7)
    except AppError1 as e:
        print(e.args, e)
    try:
        raise NoSuper1(3, "abc")
    except NoSuper1 as e:
        a, b = e.args
        print(a + 1, b, e.args)
    try:
        raise ValueError("a", "b", "c")
    except ValueError as e:
        print(e.args, e.args[1], len(e.args))
    try:
        int("x")
    except ValueError as e:
        print(e.args)
    try:
        raise Two1(1)
    except Two1 as e:
        print(e.args[0] + 1, e.args)
    try:
        raise NumberError(5)
    except KeyError as e:
        print(e, repr(e))
    try:
        raise NumberError(6)
    except NumberError as e:
        print(e.args, e.args[0] + 1)
    for i in range(3):
        try:
            if i == 0:
                raise Mixed1("only")
            if i == 1:
                raise Mixed1("x", 5)
            raise Mixed1("y", 6)
        except Mixed1 as e:
            try:
                x, y = e.args
                print(x, y + 1)
            except ValueError as f:
                print(f)
    try:
        raise ValueError
    except ValueError as e:
        print(e.args)
    try:
        raise OSError(2, "text", "file")
    except OSError as e:
        print(e.errno, e.strerror, e.filename)


class Point2:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"Point2({self.x})"


class Geo2(Exception):
    pass


class Num2(Exception):
    pass


class Base2(Exception):
    def __init__(self, message, *details):
        super().__init__(message, *details)
        self.details = details


class Leaf2(Base2):
    pass


class Kw2(Exception):
    def __init__(self, a, b=2):
        super().__init__(a, b)


class Opt2(Exception):
    pass


class Other2(Exception):
    pass


class Chain2(Exception):
    pass


def report2(e):
    print("args:", e.args)


def ints2(n):
    if n == 0:
        raise Num2(1, 2, 3)
    if n == 1:
        raise Num2(4)
    if n == 2:
        raise Num2(5, 6)


def strs2(n):
    if n == 0:
        raise Chain2("a")
    if n == 1:
        raise Chain2("a", "b")
    if n == 2:
        raise Chain2()


def reads_first2():
    try:
        makes2()
    except Other2 as e:
        code, p, items = e.args
        return code, p.x, items


def makes2():
    raise Other2(1.5, Point2(4), [1, 2])


def main2():
    for n in range(3):
        try:
            ints2(n)
        except Num2 as e:
            print(e.args, sum(e.args), e.args[0], len(e.args), repr(e))
        try:
            strs2(n)
        except Chain2 as e:
            print(e.args, "-".join(e.args), repr(e), e.args == ("a", "b"))
    print(reads_first2())
    try:
        raise Geo2(Point2(1), Point2(2))
    except Geo2 as e:
        print(e.args[0].x, e.args, e)
    try:
        raise Leaf2("m", 1)
    except Base2 as e:
        report2(e)
    try:
        raise Kw2(3)
    except Kw2 as e:
        print(e.args, repr(e))
    try:
        raise Kw2(3, b=4)
    except Kw2 as e:
        print(e.args, repr(e))
    errors = []
    for i in range(3):
        try:
            raise Opt2("step", i, i * 0.5)
        except Opt2 as e:
            errors.append(e)
    for e in errors:
        name, number, half = e.args
        print(name, number, half, e)
    try:
        open("/nonexistent/file")
    except OSError as e:
        number, text = e.args
        print(number, text)
    try:
        raise OSError("just text")
    except OSError as e:
        try:
            number, text = e.args
        except ValueError as f:
            print(f)
    try:
        raise OSError(2, "text", "name")
    except FileNotFoundError as e:
        print("mapped", repr(e), e)
    except OSError as e:
        print("not mapped", repr(e), e)
    try:
        raise ValueError(Point2(3))
    except ValueError as e:
        print(repr(e), e)
    try:
        raise ValueError((1, "a"))
    except ValueError as e:
        print(repr(e), e)
    try:
        raise Exception("plain")
    except Exception as e:
        print(e.args, e.args[0].upper())


class Mix:
    def __init__(self, a, b):
        self.a = a


class MixedIn(Mix, Exception):
    pass


A = ValueError("a", 3)
B = KeyError("k")
C = ValueError(5)
D = Two1()
E = OSError(2, "text")


def prebuilt():
    for e in (A, C):
        print(str(e), repr(e))
    print(B, repr(B), D, repr(D), E)
    try:
        raise MixedIn(1, 2)
    except MixedIn as e:
        print(e, repr(e))
    try:
        raise B
    except KeyError as e:
        print(e.args)


if __name__ == "__main__":
    main0()
    more0()
    main1()
    main2()
    prebuilt()
