class Point:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return "Point(%d)" % self.x


FORMATS = {"table": "%-8s|%5.2f|%03d", "short": "%s %s %s", "none": "plain", "bad": "%d %d %q", "hex": "%#x %+d %e"}


def show(fmt, values):
    try:
        print(fmt % values)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


def main():
    for name in sorted(FORMATS):
        fmt = FORMATS[name]
        try:
            print(name, fmt % ("ab", 2.5, 7))
        except (TypeError, ValueError) as e:
            print(name, type(e).__name__, e)
        try:
            print(name, fmt % (255, 16, 12345.678))
        except (TypeError, ValueError) as e:
            print(name, type(e).__name__, e)
    for fmt in ["%s", "%r", "%5s|%s", "", "%%", "100%", "%d", "%", "%(a)s", "%c", "%.1f", "%ld"]:
        show(fmt, 65)
        show(fmt, "x")
        show(fmt, 2.75)
        if "(" not in fmt:
            show(fmt, [1])
        show(fmt, {"a": 1})
        show(fmt, (3,))
        show(fmt, Point(3))
        show(fmt, None)
        show(fmt, True)
    for fmt in ["%*d|", "%-*d|", "%.*f", "%*.*f"]:
        show(fmt, (6, 42))
        show(fmt, (-6, 42))
    for fmt in ["%(a)s and %(b)5d", "%(a)s %s", "%(zz)s"]:
        try:
            print(fmt % {"a": 1, "b": 2})
        except (KeyError, TypeError) as e:
            print(type(e).__name__, e)
    for n in range(3):
        show("%d-%d", tuple(range(n + 1)))


if __name__ == "__main__":
    main()
