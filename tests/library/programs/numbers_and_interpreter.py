"""Parts of numbers, binascii, and what programs ask of the interpreter."""

import sys
import binascii, base64, gc, os, sys


def S(x):
    return x[:] if len(sys.argv) else "zz"


def I(x):
    return x + 0 if len(sys.argv) else 7


def F(x):
    return x + 0.0 if len(sys.argv) else 7.5


def part_0():
    print(repr(I(5).real))
    print(repr(I(5).imag))
    print(repr(I(5).numerator))
    print(repr(I(5).denominator))
    print(repr(I(5).conjugate()))
    print(repr(I(5).as_integer_ratio()))
    print(repr(F(1.5).real))
    print(repr(F(1.5).imag))
    print(repr(F(1.5).conjugate()))
    print(repr(True.real))
    print(repr(True.denominator))
    print(repr(pow(base=2, exp=I(5))))
    print(repr(pow(2, 5, mod=I(7))))
    print(repr(pow(2, exp=3)))


def part_1():
    print(repr("{0[1]} {1.real} {1.imag}".format([1, 2], 5)))


def part_2():
    print(repr(binascii.hexlify(b"abc")))
    print(repr(binascii.hexlify(b"abc", "-")))
    print(repr(binascii.unhexlify("6162")))
    print(repr(binascii.a2b_hex(b"6A")))
    print(repr(binascii.b2a_base64(b"abc")))
    print(repr(binascii.b2a_base64(b"abc", newline=False)))
    print(repr(binascii.a2b_base64(b"YWJj")))
    print(repr(binascii.b2a_hex(bytearray(b"z"))))
    print(repr(base64.b64decode(base64.b64encode(b"hello"))))
    print(repr(base64.urlsafe_b64encode(b"\xff\xfe")))
    print(repr(base64.b16encode(b"a")))


def part_3():
    try:
        print(repr(binascii.unhexlify("zz")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_4():
    try:
        print(repr(binascii.unhexlify("abc")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_5():
    sys.setrecursionlimit(5000); print(sys.getrecursionlimit(), sys.intern("a"), sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.is_finalizing())


def part_6():
    try:
        print(repr(sys.setrecursionlimit(0)))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_7():
    print(repr(gc.collect() >= 0))
    print(repr(gc.isenabled()))


def part_8():
    gc.disable(); gc.enable()


def part_9():
    print(repr(os.fspath("a")))
    print(repr(os.path.commonpath(["/a/b", "/a/c"])))
    print(repr(os.path.normcase("A")))
    print(repr(os.path.splitdrive("/a")))


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
