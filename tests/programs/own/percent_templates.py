"""`%` of bytes and bytearray, `%d` of large floats, hexadecimal floats."""


def numbers(template):
    for value in (3, -3, True):
        try:
            print(template % value)
        except (TypeError, ValueError, OverflowError) as e:
            print(type(e).__name__, e)
    for value in (2.9, 1e20, -1e300, 1e22, 9.3e18, float("inf"), float("nan")):
        try:
            print(template % value)
        except (TypeError, ValueError, OverflowError) as e:
            print(type(e).__name__, e)
    try:
        print(template % "x")
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


def of_bytes(template, array):
    for t in (1, 2):
        try:
            print(template % b"abc", array % b"abc") if t == 1 else print(template % bytearray(b"xyz"))
        except (TypeError, ValueError, OverflowError) as e:
            print(template, type(e).__name__, e)
    for n in (65, 300, -1):
        try:
            print(template % n)
        except (TypeError, ValueError, OverflowError) as e:
            print(template, type(e).__name__, e)
    try:
        print(template % 2.5)
    except (TypeError, ValueError, OverflowError) as e:
        print(template, type(e).__name__, e)
    try:
        print(template % "\xe9")
    except (TypeError, ValueError, OverflowError) as e:
        print(template, type(e).__name__, e)
    try:
        print(template % (3, b"x"), array % (3, b"x"))
    except (TypeError, ValueError, OverflowError) as e:
        print(template, type(e).__name__, e)
    try:
        print(template % tuple([b"u"] * len(array)))
    except (TypeError, ValueError, OverflowError) as e:
        print(template, type(e).__name__, e)
    try:
        print(template % {b"k": b"v"}, array % {b"k": b"v"})
    except KeyError as e:
        print(template, "KeyError", e)
    except (TypeError, ValueError, OverflowError) as e:
        print(template, type(e).__name__, e)


def hexadecimal():
    for text in ("0x1.8p3", " -0x1.ffffffffffffffp+3 ", "1p-1074", "1p-1075", "0x1.8p-1074", "inf", "-nan", "0x1p1024",
                 "0x1.fffffffffffff8p1023", "", "0x", "1p", ".8", "0xA.a"):  # fmt: skip
        try:
            value = float.fromhex(text)
            print(repr(text), value, value.hex())
        except (ValueError, OverflowError) as e:
            print(repr(text), type(e).__name__, e)


def main():
    for template in ("%d", "%i|", "%30d", "%-30d|", "%+.25u", "%,d", "%x", "%X"):
        numbers(template)
    print("%d %i %u %05d %25.22d %s" % (1e20, 1e19, -1e19, 1e17, 1e20, 1e20))
    for template in (b"%s", b"[%5s]", b"%-5b|%d", b"%c", b"%5c|", b"%.1s", b"%d", b"%x", b"%f", b"%a", b"%r", b"%(k)s",
                     b"%(z)s", b"%%", b"\xff%s\xff", b"%y", b"%", b"plain", b"%05d %s", b"%*d"):  # fmt: skip
        of_bytes(template, bytearray(template))
    print(b"%d and %s" % (1, b"two"), bytearray(b"%c") % 65)
    hexadecimal()


main()
