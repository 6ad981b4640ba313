# Flags, classes as text, members of enumerations, args and causes of exceptions.
from typing import Generic, TypeVar
from collections import namedtuple
from enum import Enum, IntEnum
from enum import Flag, IntFlag, auto


ClassesAsTextT = TypeVar("T")


class ClassesAsTextStack(Generic[ClassesAsTextT]):
    def __init__(self) -> None:
        self.items: list[ClassesAsTextT] = []

    def push(self, x: ClassesAsTextT) -> None:
        self.items.append(x)


class ClassesAsTextA:
    pass


class ClassesAsTextB(ClassesAsTextA):
    class In:
        pass


def classes_as_text_short(text):
    return text.rpartition(".")[2]


def classes_as_text_foo():
    pass


def classes_as_text_bar():
    pass


ClassesAsTextP = namedtuple("P", "x y")


class ClassesAsTextColor(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1


class ClassesAsTextPri(IntEnum):
    LOW = 1
    HI = 2


def classes_as_text():
    t = ClassesAsTextStack[int]()
    t.push(4)
    print(t.items)
    d = dict[str, int]()
    d["a"] = 1
    l = list[int]([1])
    print(d, l)
    print(
        int,
        str,
        classes_as_text_short(str(ClassesAsTextA)),
        classes_as_text_short(repr(ClassesAsTextB.In)),
        classes_as_text_short(str(type(ClassesAsTextA()))),
        classes_as_text_short(str([ClassesAsTextA, ClassesAsTextB])),
        classes_as_text_short(f"{ClassesAsTextB}"),
    )
    for c in (ClassesAsTextA, ClassesAsTextB):
        print(classes_as_text_short(str(c)), c.__name__)
    for f in (classes_as_text_foo, classes_as_text_bar):
        print(f.__name__)
    xs = [ClassesAsTextA(), ClassesAsTextB()]
    print(classes_as_text_short(str([type(x) for x in xs])), [x.__class__.__name__ for x in xs])
    p = ClassesAsTextP(1, 2)
    print(p._fields, ClassesAsTextP._fields, dict(zip(p._fields, p)))
    for f in ClassesAsTextP._fields:
        print(f)
    print(
        ClassesAsTextColor.RED in ClassesAsTextColor,
        [n for n in ClassesAsTextColor.__members__],
        len(ClassesAsTextColor.__members__),
        ClassesAsTextColor.__members__["RED"],
    )
    for name, m in ClassesAsTextColor.__members__.items():
        print(name, m.value)
    print(ClassesAsTextPri.LOW in ClassesAsTextPri, ClassesAsTextA.__doc__)


class FlagsPerm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W

    def describe(self):
        return "d" + str(self.value)


class FlagsIF(IntFlag):
    A = 1
    B = 2
    C = 4


class FlagsFile:
    def __init__(self):
        self.perm = FlagsPerm(0)

    def allow(self, p):
        self.perm |= p

    def deny(self, p):
        self.perm &= ~p


def flags():
    p = FlagsPerm.R | FlagsPerm.W
    print(
        p,
        FlagsPerm.R in p,
        FlagsPerm.X in p,
        p & FlagsPerm.W,
        bool(p & FlagsPerm.X),
        p == FlagsPerm.RW,
        p.value,
        FlagsPerm.X,
    )
    p |= FlagsPerm.X
    p &= ~FlagsPerm.R
    print(p, p ^ FlagsPerm.W, p.value, repr(p), [p], p is FlagsPerm.W | FlagsPerm.X, p.describe())
    q = FlagsIF.A | FlagsIF.C
    print(
        q, q.value, int(q), bool(q & FlagsIF.B), q & 4 == 4, FlagsIF.A in q, q == 5, FlagsIF(3), repr(q), 2 | q, q + 1
    )
    f = FlagsFile()
    f.allow(FlagsPerm.R)
    f.allow(FlagsPerm.X)
    print(f.perm, f.perm.name)
    f.deny(FlagsPerm.R)
    print(f.perm, "yes" if f.perm & FlagsPerm.R else "no")
    print(
        list(FlagsPerm),
        [x.name for x in FlagsPerm.RW],
        len(p),
        FlagsPerm(0),
        repr(FlagsPerm(0)),
        FlagsPerm["W"],
        {FlagsPerm.R: 1}[FlagsPerm.R],
    )
    for x in FlagsPerm:
        print(x, x.value)
    try:
        FlagsPerm(8)
    except ValueError as e:
        print(e)
    print(~FlagsIF.A, repr(~FlagsIF.A), f"{q}", f"{p}", FlagsIF.A < FlagsIF.B, not FlagsPerm(0))


class ArgsOfAppError(Exception):
    pass


class ArgsOfCodeError(ArgsOfAppError):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code


class ArgsOfOwn(Exception):
    def __init__(self, m):
        self.m = m


def args_of_f(n):
    if n == 0:
        raise ValueError("v")
    if n == 1:
        raise KeyError("it's \n a \u20ac key")
    if n == 2:
        raise ArgsOfCodeError(3, "msg")
    if n == 3:
        raise ArgsOfAppError
    if n == 4:
        raise ArgsOfOwn("own")
    if n == 5:
        return [][1]
    if n == 6:
        int("zz")
    raise RuntimeError("r")


def args_of():
    for i in range(8):
        try:
            args_of_f(i)
        except Exception as e:
            print(i, e.args, len(e.args), e.args[0] if e.args else "none", str(e) == (e.args[0] if e.args else ""))
    try:
        raise ValueError("a", "b") if len([1]) == 2 else KeyError("kk")
    except (KeyError, ValueError) as e:
        print(e.args[0])
    try:
        args_of_f(2)
    except ArgsOfCodeError as e:
        (msg,) = e.args
        print(msg, e.code)


class CausesE1(Exception):
    pass


def causes_find(n):
    try:
        if n:
            int("q")
    except ValueError as e:
        return e
    return None


def causes():
    for n in (0, 1):
        try:
            c = causes_find(n)
            raise CausesE1("x") from c
        except CausesE1 as e:
            print(repr(e.__cause__))
    try:
        raise CausesE1("y") from KeyError
    except CausesE1 as e:
        print(repr(e.__cause__))


def main():
    classes_as_text()
    flags()
    args_of()
    causes()


if __name__ == "__main__":
    main()
