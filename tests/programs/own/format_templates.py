"""Templates and specifications of `format` that are only known at run time."""

import enum


class P:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"P({self.x})"

    def __format__(self, spec):
        return f"<{spec}:{self.x}>"


class Q:
    def __str__(self):
        return "a Q"


def attempt(template):
    try:
        print(
            template,
            "->",
            template.format(7, "text", 2.5, [1, 2, 3], (1, "two"), {"k": 5, "j": 6}, P(3), w=8, p=2, name="n", q=Q()),
        )
    except Exception as e:
        print(template, "!!", type(e).__name__, e)


def items(template, args, d):
    try:
        print(template.format(*args))
    except Exception as e:
        print(template, "!!", type(e).__name__, e)
    try:
        print(template.format(*args, **d))
    except Exception as e:
        print(template, "!!", type(e).__name__, e)
    try:
        print(template.format("x", *args, z=2.5, **d))
    except Exception as e:
        print(template, "!!", type(e).__name__, e)
    try:
        print(template.format_map(d))
    except Exception as e:
        print(template, "!!", type(e).__name__, e)
    try:
        print(template.format())
    except Exception as e:
        print(template, "!!", type(e).__name__, e)


def templates():
    for t in [
        "",
        "{}",
        "{} {} {}",
        "{0}{1}{0}",
        "{2:.3f}|{0:>5}|{1:^8}",
        "{:{w}}|",
        "{2:{w}.{p}f}|",
        "{0!r} {1!r} {1!s} {1!a:>10}",
        "{{}}",
        "{",
        "}",
        "{}}",
        "a{{b",
        "{0",
        "{0:",
        "{0!",
        "{0!r",
        "{0!x}",
        "{0!r:",
        "{0!rx}",
        "{1!\u00e9}",
        "{{{0}}}",
        "x}y",
        "{ {",
        "{99}",
        "{a}",
        "{} {0}",
        "{0} {}",
        "{3}",
        "{3[0]} {3[2]}",
        "{3[5]}",
        "{3[x]}",
        "{4}",
        "{4[0]} {4[1]}",
        "{4[1][0]}",
        "{4[2]}",
        "{4[x]}",
        "{5}",
        "{5[k]} {5[j]}",
        "{5[z]}",
        "{5[1]}",
        "{6}",
        "{6:abc}",
        "{6!r:>10}",
        "{q} {q!s:>8}|",
        "{q:>8}",
        "{0[0]}",
        "{1[0]}",
        "{1[x]}",
        "{name}{w}{p}",
        "{0:d} {0:x} {0:#b} {0:+,}",
        "{0:s}",
        "{1:d}",
        "{3:>5}",
        "{:{}}",
        "{:{}{}}|",
        "{1:{1[0]}>{w}}",
        "{0:{w:{p}}}",
        "{0:{zz}}",
        "{zz:{yy}}",
        "{0]}",
        "{3[0}",
        "{3[0]x}",
        "{0.}",
        "{3[]}",
        "{99999999999999999999}",
        "{2:{w}.{p}}",
        "{0:{{w}}}",
        "{w!r:>{w}}",
        "{3[0]:>{w}}",
        "{5[k]:0{w}d}",
        "{0:}",
        "{\u0661}",
        "{-1}",
        "{ 0}",
        "{0 }",
        "{!r}",
        "{:>{w}}{:>{w}}",
        "{0!z:{w}}",
        "{0:{w!q}}",
    ]:
        attempt(t)
    for t in ["{}", "{}{}", "{2}", "{a}", "{0}{a}", "{b}", "{z}{a}{0}", "{0}{1}{2}"]:
        items(t, [1, 2], {"a": "A"})


class Tag:
    def __init__(self, x):
        self.x = x

    def __format__(self, spec):
        return f"<{spec}:{self.x}>"


class Label(Tag):
    def __format__(self, spec):
        return "R" + super().__format__(spec)


class Plain:
    def __str__(self):
        return "a Q"


class Color(enum.Enum):
    RED = 1


def show(spec):
    ps = [Tag(1), Label(2)]
    opt = 3 if len(spec) > 2 else None
    optp = Tag(5) if len(spec) > 2 else None
    mixed = [1, 2.5, True]
    try:
        print(format(12, spec), f"{12:{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(True, spec), f"{True:{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(1.5, spec), f"{1.5:{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format("abc", spec), f"{'abc':{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format([1], spec), f"{[1]:{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format((1, 2), spec), f"{(1, 2):{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format({1: 2}, spec), f"{ ({1: 2}):{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format({1}, spec), f"{ ({1}):{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(b"a", spec), f"{b'a':{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(bytearray(b"a"), spec), f"{bytearray(b'a'):{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(frozenset([1]), spec))
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(range(3), spec))
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(None, spec), f"{None:{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(opt, spec), f"{opt:{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(optp, spec), f"{optp:{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(Plain(), spec), f"{Plain():{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(format(Color.RED, spec), f"{Color.RED:{spec}}")
    except Exception as e:
        print(type(e).__name__, e)
    for p in ps:
        print(format(p, spec), f"{p:{spec}}", "{:{}}".format(p, spec))
    for m in mixed:
        try:
            print(format(m, spec), f"{m:{spec}}", "{:{}}".format(m, spec))
        except Exception as e:
            print(type(e).__name__, e)


def specs():
    for s in [
        "",
        ">8",
        "<8",
        "08",
        ".2f",
        "x",
        "d",
        "s",
        "c",
        "zz",
        ",",
        ".1%",
        "e",
        "^+9.3g",
        "b",
        "5.3",
        "*^10",
        "n",
    ]:
        print(repr(s))
        show(s)


class Path:
    def __init__(self, x):
        self.x = x

    def __format__(self, spec):
        return f"[{spec}|{self.x}]"


def constants():
    """The same with templates known at translation time."""
    p = Path(1)
    print("{} {:>8} {:{}} {k:x}".format(p, p, p, "y", k=p), format(p), format(p, "z"), f"{p:{'w'}}", f"{p}")
    print("{0} {format} {str!r} {0[1]}".format([1, 2], format="f", str="s"))
    print("{} {a}".format(*[3, 4], a=5), "{a}".format(**{"a": 1}), "{a} {b}".format(b=3, **{"a": 1}))


def main():
    templates()
    specs()
    constants()


main()
