"""Methods and operators of bytes and bytearray."""

import sys
def B(x):
    return x[:] if len(sys.argv) else b"zz"
def A(x):
    return bytearray(x) if len(sys.argv) else bytearray(b"zz")


def S(x):
    return x[:] if len(sys.argv) else "zz"


def I(x):
    return x + 0 if len(sys.argv) else 7


def F(x):
    return x + 0.0 if len(sys.argv) else 7.5


def part_0():
    print(repr(B(b"hello").capitalize()))
    print(repr(B(b"Hello").swapcase()))
    print(repr(B(b"hello world").title()))
    print(repr(B(b"A").lower()))
    print(repr(B(b"a").upper()))
    print(repr(B(b"ab").islower()))
    print(repr(B(b"AB").isupper()))
    print(repr(B(b"Ab Cd").istitle()))
    print(repr(B(b"a1").isalnum()))
    print(repr(B(b"a").isalpha()))
    print(repr(B(b"1").isdigit()))
    print(repr(B(b" ").isspace()))
    print(repr(B(b"a").isascii()))


def part_1():
    print(repr(B(b"ab").center(6)))
    print(repr(B(b"ab").center(6, b"*")))
    print(repr(B(b"ab").ljust(4, b".")))
    print(repr(B(b"ab").rjust(4)))
    print(repr(B(b"42").zfill(5)))


def part_2():
    print(repr(B(b"a\tb").expandtabs()))
    print(repr(B(b"a\tb").expandtabs(4)))


def part_3():
    print(repr(B(b"banana").count(b"an")))
    print(repr(B(b"banana").count(97)))
    print(repr(B(b"banana").count(b"a", 2, 4)))
    print(repr(B(b"banana").find(b"n")))
    print(repr(B(b"banana").find(110)))
    print(repr(B(b"banana").rfind(b"n")))
    print(repr(B(b"banana").index(b"n")))
    print(repr(B(b"banana").rindex(97)))
    print(repr(B(b"banana").find(b"a", 2, 3)))


def part_4():
    try:
        print(repr(B(b"abc").index(b"z")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_5():
    try:
        print(repr(B(b"abc").rindex(b"z")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_6():
    print(repr(B(b"abc").startswith(b"a")))
    print(repr(B(b"abc").endswith(b"c")))
    print(repr(B(b"abc").startswith((b"x", b"a"))))
    print(repr(B(b"abc").endswith(b"b", 0, 2)))


def part_7():
    print(repr(B(b"abc").decode()))
    print(repr(B(b"abc").decode("ascii")))
    print(repr(B(b"\xe9").decode("latin-1")))
    print(repr(B(b"\xff").decode("utf-8", "replace")))
    print(repr(B(b"\xff").decode("utf-8", errors="ignore")))
    print(repr(B(b"\xffa").decode("ascii", "backslashreplace")))
    print(repr(B(b"a").decode(encoding="utf-8")))


def part_8():
    try:
        print(repr(B(b"\xff").decode()))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_9():
    try:
        print(repr(B(b"\xff").decode("ascii")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_10():
    print(repr(B(b"abc").hex()))
    print(repr(B(b"abc").hex("-")))
    print(repr(B(b"abcde").hex(":", 2)))
    print(repr(B(b"abcde").hex(":", -2)))
    print(repr(bytes.fromhex("61 62")))
    print(repr(bytearray.fromhex("6162")))


def part_11():
    try:
        print(repr(bytes.fromhex("zz")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_12():
    print(repr(B(b",").join([b"a", b"b"])))
    print(repr(B(b",").join((b"a", b"b"))))
    print(repr(B(b"").join([])))
    print(repr(B(b"").join([bytearray(b"a"), bytearray(b"b")])))


def part_13():
    print(repr(B(b"  a ").strip()))
    print(repr(B(b"  a ").lstrip()))
    print(repr(B(b"  a ").rstrip()))
    print(repr(B(b"xax").strip(b"x")))


def part_14():
    print(repr(B(b"a-b-c").partition(b"-")))
    print(repr(B(b"a-b-c").rpartition(b"-")))
    print(repr(B(b"pre_x").removeprefix(b"pre_")))
    print(repr(B(b"x.t").removesuffix(b".t")))
    print(repr(B(b"aaa").replace(b"a", b"b")))
    print(repr(B(b"aaa").replace(b"a", b"b", 1)))


def part_15():
    print(repr(B(b"a b c").split()))
    print(repr(B(b"a,b,c").split(b",")))
    print(repr(B(b"a,b,c").split(b",", 1)))
    print(repr(B(b"a,b,c").rsplit(b",", 1)))
    print(repr(B(b"a b").split(maxsplit=1)))
    print(repr(B(b"a\nb\r\n").splitlines()))
    print(repr(B(b"a\nb").splitlines(True)))
    print(repr(B(b"a,b").split(sep=b",")))


def part_16():
    print(repr(B(b"abc").translate(bytes(range(256)))))
    print(repr(B(b"abc").translate(None, b"a")))
    print(repr(B(b"abc").translate(bytes.maketrans(b"ab", b"xy"))))
    print(repr(B(b"abc").translate(bytes(range(256)), delete=b"b")))


def part_17():
    print(repr(B(b"abc")[0]))
    print(repr(B(b"abc")[-1]))
    print(repr(B(b"abc")[1:]))
    print(repr(B(b"abcdef")[::2]))
    print(repr(B(b"abc")[::-1]))
    print(repr(B(b"ab") + b"c"))
    print(repr(B(b"ab") * 2))
    print(repr(2 * B(b"ab")))


def part_18():
    try:
        print(repr(B(b"abc")[9]))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_19():
    print(repr(97 in B(b"abc")))
    print(repr(b"bc" in B(b"abc")))
    print(repr(B(b"a") < b"b"))
    print(repr(B(b"a") == b"a"))
    print(repr(B(b"a") != bytearray(b"a")))
    print(repr(B(b"a") == bytearray(b"a")))


def part_20():
    print(repr(list(B(b"abc"))))
    print(repr(tuple(B(b"abc"))))
    print(repr(sorted(B(b"cab"))))
    print(repr(list(reversed(B(b"abc")))))
    print(repr(list(enumerate(B(b"ab")))))
    print(repr(min(B(b"cab"))))
    print(repr(max(B(b"cab"))))
    print(repr(sum(B(b"abc"))))
    print(repr(set(B(b"a"))))
    print(repr(len(B(b"abc"))))
    print(repr(bool(B(b""))))
    print(repr(hash(B(b"a")) == hash(b"a")))


def part_21():
    print(repr(bytes(3)))
    print(repr(bytes([1, 2])))
    print(repr(bytes((1, 2))))
    print(repr(bytes(range(3))))
    print(repr(bytes("é", "utf-8")))
    print(repr(bytes("a", encoding="ascii")))
    print(repr(bytes(bytearray(b"x"))))
    print(repr(bytes(b"x")))
    print(repr(bytes()))
    print(repr(bytes(x for x in [1, 2])))
    print(repr(bytes({1: 2})))
    print(repr(bytes(map(int, ["1"]))))


def part_22():
    try:
        print(repr(bytes([256])))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_23():
    try:
        print(repr(bytes(-1)))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_24():
    print(repr(repr(B(b"a'b\"\n\x00\xff"))))
    print(repr(str(B(b"a"))))


def part_25():
    print(repr("%s" % B(b"a")))
    print(repr(f"{B(b'a')}"))
    print(repr(f"{B(b'a')!r:>8}"))


def part_26():
    print(repr(bytearray(3)))
    print(repr(bytearray([1, 2])))
    print(repr(bytearray(b"ab")))
    print(repr(bytearray("é", "utf-8")))
    print(repr(bytearray()))
    print(repr(bytearray(range(3))))
    print(repr(bytearray((1, 2))))
    print(repr(bytearray(x for x in [1])))


def part_27():
    print(repr(A(b"hello").capitalize()))
    print(repr(A(b"Hello").swapcase()))
    print(repr(A(b"hello world").title()))
    print(repr(A(b"A").lower()))
    print(repr(A(b"a").upper()))
    print(repr(A(b"ab").islower()))
    print(repr(A(b"AB").isupper()))
    print(repr(A(b"Ab Cd").istitle()))
    print(repr(A(b"a1").isalnum()))
    print(repr(A(b"a").isalpha()))
    print(repr(A(b"1").isdigit()))
    print(repr(A(b" ").isspace()))
    print(repr(A(b"a").isascii()))


def part_28():
    print(repr(A(b"ab").center(6)))
    print(repr(A(b"ab").center(6, b"*")))
    print(repr(A(b"ab").ljust(4, b".")))
    print(repr(A(b"ab").rjust(4)))
    print(repr(A(b"42").zfill(5)))
    print(repr(A(b"a\tb").expandtabs()))


def part_29():
    print(repr(A(b"banana").count(b"an")))
    print(repr(A(b"banana").count(97)))
    print(repr(A(b"banana").find(b"n")))
    print(repr(A(b"banana").find(110)))
    print(repr(A(b"banana").rfind(b"n")))
    print(repr(A(b"banana").index(b"n")))
    print(repr(A(b"banana").rindex(97)))


def part_30():
    try:
        print(repr(A(b"abc").index(b"z")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_31():
    print(repr(A(b"abc").startswith(b"a")))
    print(repr(A(b"abc").endswith((b"c", b"d"))))
    print(repr(A(b"abc").decode()))
    print(repr(A(b"abc").hex()))
    print(repr(A(b"abc").hex(" ")))
    print(repr(A(b",").join([b"a", b"b"])))


def part_32():
    print(repr(A(b" a ").strip()))
    print(repr(A(b" a ").lstrip()))
    print(repr(A(b" a ").rstrip()))
    print(repr(A(b"a-b").partition(b"-")))
    print(repr(A(b"a-b").rpartition(b"-")))
    print(repr(A(b"pa").removeprefix(b"p")))
    print(repr(A(b"pa").removesuffix(b"a")))
    print(repr(A(b"aa").replace(b"a", b"b")))
    print(repr(A(b"a b").split()))
    print(repr(A(b"a b").rsplit()))
    print(repr(A(b"a\nb").splitlines()))
    print(repr(A(b"ab").translate(bytes(range(256)))))


def part_33():
    print(repr(A(b"abc")[0]))
    print(repr(A(b"abc")[-1]))
    print(repr(A(b"abc")[1:]))
    print(repr(A(b"abcdef")[::2]))
    print(repr(A(b"ab") + b"c"))
    print(repr(A(b"ab") * 2))
    print(repr(A(b"a") == b"a"))
    print(repr(A(b"a") < A(b"b")))
    print(repr(97 in A(b"a")))
    print(repr(b"a" in A(b"a")))
    print(repr(len(A(b"abc"))))
    print(repr(list(A(b"ab"))))
    print(repr(repr(A(b"ab'"))))
    print(repr(str(A(b"a"))))
    print(repr(bytes(A(b"a"))))


def part_34():
    try:
        print(repr(A(b"abc")[9]))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_35():
    try:
        a = A(b"abc")
        a[0] = 300
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_36():
    try:
        a = A(b"abc")
        a.append(256)
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_37():
    try:
        a = A(b"")
        a.pop()
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_38():
    try:
        a = A(b"a")
        a.remove(1)
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_39():
    a = A(b"abc")
    b = a
    b += b"d"
    print(a, b, a is b)
    for x in a: print(x)
    for i, x in enumerate(a): print(i, x)


def popped():
    data = bytearray(b"abc")
    print(data.pop(), data.pop(0), data)


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
    part_10()
    part_11()
    part_12()
    part_13()
    part_14()
    part_15()
    part_16()
    part_17()
    part_18()
    part_19()
    part_20()
    part_21()
    part_22()
    part_23()
    part_24()
    part_25()
    part_26()
    part_27()
    part_28()
    part_29()
    part_30()
    part_31()
    part_32()
    part_33()
    part_34()
    part_35()
    part_36()
    part_37()
    part_38()
    part_39()
    popped()
