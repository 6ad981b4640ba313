"""Methods of str and all ways of formatting."""

import sys


def S(x):
    return x[:] if len(sys.argv) else "zz"


def I(x):
    return x + 0 if len(sys.argv) else 7


def F(x):
    return x + 0.0 if len(sys.argv) else 7.5


def part_0():
    print(repr(S("hello").capitalize()))


def part_1():
    print(repr(S("HELLO ß").casefold()))


def part_2():
    print(repr(S("ab").center(7)))
    print(repr(S("ab").center(7, "*")))
    print(repr(S("ab").ljust(5, ".")))
    print(repr(S("ab").rjust(5)))
    print(repr(S("abc").center(2)))


def part_3():
    print(repr(S("banana").count("an")))
    print(repr(S("banana").count("a", 2)))
    print(repr(S("banana").count("a", 2, 4)))
    print(repr(S("banana").count("")))


def part_4():
    print(repr(S("héllo").encode()))
    print(repr(S("héllo").encode("utf-8")))
    print(repr(S("héllo").encode("latin-1")))
    print(repr(S("héllo").encode("ascii", "replace")))
    print(repr(S("héllo").encode("ascii", "ignore")))


def part_5():
    print(repr(S("héllo").encode(encoding="utf-8", errors="strict")))


def part_6():
    print(repr(S("héllo").encode("ascii", "xmlcharrefreplace")))
    print(repr(S("héllo").encode("ascii", "backslashreplace")))


def part_7():
    try:
        print(repr(S("héllo").encode("ascii")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_8():
    print(repr(S("abc").endswith("c")))
    print(repr(S("abc").endswith(("x", "bc"))))
    print(repr(S("abc").endswith("b", 0, 2)))
    print(repr(S("abc").startswith("b", 1)))
    print(repr(S("abc").startswith(("a", "b"))))


def part_9():
    print(repr(S("a\tb\tc").expandtabs()))
    print(repr(S("a\tb").expandtabs(4)))
    print(repr(S("a\tb").expandtabs(tabsize=2)))


def part_10():
    print(repr(S("abc").find("c")))
    print(repr(S("abc").find("z")))
    print(repr(S("abcabc").find("a", 1)))
    print(repr(S("abcabc").find("a", 1, 3)))
    print(repr(S("abcabc").rfind("a")))
    print(repr(S("abc").find("c", -1)))


def part_11():
    try:
        print(repr(S("abc").index("z")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_12():
    try:
        print(repr(S("abc").rindex("z")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_13():
    print(repr(S("abc").index("c")))
    print(repr(S("abcab").rindex("b")))


def part_14():
    print(repr("{} {}".format(1, S("x"))))


def part_15():
    print(repr("{0} {1} {0}".format(1, S("x"))))


def part_16():
    print(repr("{a} {b:>5}".format(a=1, b=S("x"))))


def part_17():
    print(repr("{0[k]}".format({"k": 3})))


def part_18():
    print(repr("{:{w}.{p}f}".format(3.14159, w=10, p=2)))


def part_19():
    print(repr("{:{}}".format(S("x"), 5)))


def part_20():
    print(repr("{!r:>6} {!s} {!a}".format(S("x"), 1, S("é"))))


def part_21():
    print(repr("{:,} {:_} {:+d} {:x} {:#x} {:#o} {:#b} {:08b} {:c} {:e} {:g} {:%} {:n}".format(1234567, 1234567, 5, 255, 255, 8, 5, 5, 65, 1234.5, 1234.5, 0.25, 1234)))


def part_22():
    print(repr("{{}} {}".format(1)))


def part_23():
    print(repr("{a} {b}".format(**{"a": 1, "b": 2})))


def part_24():
    print(repr(S("abc1").isalnum()))
    print(repr(S("abc").isalpha()))
    print(repr(S("abc").isascii()))
    print(repr(S("12").isdecimal()))
    print(repr(S("12²").isdigit()))
    print(repr(S("abc").isidentifier()))
    print(repr(S("1a").isidentifier()))
    print(repr(S("abc").islower()))
    print(repr(S("½").isnumeric()))
    print(repr(S("a\n").isprintable()))
    print(repr(S(" ").isspace()))
    print(repr(S("Abc Def").istitle()))
    print(repr(S("ABC").isupper()))


def part_25():
    print(repr(S(",").join(["a", "b"])))
    print(repr(S(",").join(("a", "b"))))
    print(repr(S(",").join({"a": 1})))
    print(repr(S(",").join(c for c in "abc")))
    print(repr(S(",").join("abc")))
    print(repr(S(",").join(map(str, [1, 2]))))
    print(repr(S("-").join([])))


def part_26():
    print(repr(S("ABC").lower()))
    print(repr(S("  ab ").lstrip()))
    print(repr(S("xxab").lstrip("x")))
    print(repr(S("abx").rstrip("x")))
    print(repr(S("xabx").strip("x")))
    print(repr(S(" a ").strip(None)))


def part_27():
    print(repr(S("a-b-c").partition("-")))
    print(repr(S("a-b-c").rpartition("-")))
    print(repr(S("abc").partition("-")))
    print(repr(S("abc").rpartition("-")))


def part_28():
    try:
        print(repr(S("a").partition("")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_29():
    print(repr(S("prefix_x").removeprefix("prefix_")))
    print(repr(S("a.txt").removesuffix(".txt")))


def part_30():
    print(repr(S("aaa").replace("a", "b")))
    print(repr(S("aaa").replace("a", "b", 2)))
    print(repr(S("abc").replace("", "-")))
    print(repr(S("abc").replace("b", "")))


def part_31():
    print(repr(S("a b c").split()))
    print(repr(S("a b c").split(" ", 1)))
    print(repr(S("a,b,c").split(",")))
    print(repr(S("a b c").split(maxsplit=1)))
    print(repr(S("a,b,c").split(",", maxsplit=1)))
    print(repr(S("a,b,c").split(sep=",")))
    print(repr(S("a b c").rsplit(None, 1)))
    print(repr(S("a,b,c").rsplit(",", 1)))
    print(repr(S("").split()))
    print(repr(S("").split(",")))


def part_32():
    try:
        print(repr(S("a").split("")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_33():
    print(repr(S("a\nb\r\nc\x0bd").splitlines()))
    print(repr(S("a\nb\n").splitlines(True)))
    print(repr(S("a\nb\n").splitlines(keepends=True)))


def part_34():
    print(repr(S("Hello").swapcase()))
    print(repr(S("hello world").title()))
    print(repr(S("they're bill's").title()))
    print(repr(S("abc").upper()))
    print(repr(S("ß").upper()))
    print(repr(S("ŉ").upper()))


def part_35():
    print(repr(S("abc").translate({97: "x", 98: None})))
    print(repr(S("abc").translate(str.maketrans("ab", "xy"))))
    print(repr(S("abc").translate(str.maketrans("ab", "xy", "c"))))
    print(repr(S("abc").translate(str.maketrans({"a": "1"}))))
    print(repr(S("abc").translate({97: 98})))


def part_36():
    print(repr(S("42").zfill(5)))
    print(repr(S("-42").zfill(5)))
    print(repr(S("+4").zfill(4)))
    print(repr(S("x").zfill(0)))


def part_37():
    print(repr(S("abc")[::-1]))
    print(repr(S("abcdef")[1:5:2]))
    print(repr(S("abcdef")[-3:]))
    print(repr(S("abcdef")[:-2]))
    print(repr(S("abcdef")[5:1:-2]))


def part_38():
    print(repr(S("abc") * 3))
    print(repr(3 * S("abc")))
    print(repr(S("abc") * -1))
    print(repr(S("abc") + S("d")))


def part_39():
    try:
        print(repr(S("abc")[5]))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_40():
    print(repr(S("b") in S("abc")))
    print(repr(S("") in S("abc")))
    print(repr(S("x") not in S("abc")))


def part_41():
    print(repr(S("abc") < S("abd")))
    print(repr(S("a") == S("a")))
    print(repr(S("a") >= S("b")))
    print(repr(S("abc") != S("x")))


def part_42():
    print(repr(list(S("abc"))))
    print(repr(tuple(S("abc"))))
    print(repr(set(S("a"))))
    print(repr(sorted(S("cab"))))
    print(repr(list(reversed(S("abc")))))
    print(repr(list(enumerate(S("ab")))))
    print(repr(list(enumerate(S("ab"), 1))))
    print(repr(list(enumerate(S("ab"), start=1))))


def part_43():
    print(repr(min(S("cab"))))
    print(repr(max(S("cab"))))
    print(repr(len(S("abc"))))
    print(repr(hash(S("")) == hash("")))


def part_44():
    print(repr(str(S("a"))))
    print(repr(str(1)))
    print(repr(str(1.5)))
    print(repr(str(True)))
    print(repr(str(None)))
    print(repr(str(b"a")))
    print(repr(str([1])))
    print(repr(str((1,))))
    print(repr(str({1: 2})))
    print(repr(str({1})))
    print(repr(str(frozenset([1]))))
    print(repr(str(range(3))))
    print(repr(str(())))


def part_45():
    print(repr(str(b"abc", "utf-8")))
    print(repr(str(b"abc", encoding="ascii")))


def part_46():
    print(repr(str.upper(S("abc"))))
    print(repr(str.join(",", ["a"])))
    print(repr(str.lower(S("ABC"))))
    print(repr(list(map(str.strip, [" a ", "b "]))))
    print(repr(list(map(str.upper, ["a"]))))
    print(repr(sorted(["b", "A"], key=str.lower)))


def part_47():
    print(repr(repr(S("it's"))))
    print(repr(repr(S("\"q\" 'x'"))))
    print(repr(repr(S("\n\t\\\x00\x7f\xa0é\u200b\U0001F600"))))
    print(repr(ascii(S("é€\U0001F600"))))


def part_48():
    print(repr("%d %s %r %x %o %c %e %g %f %%" % (I(1), "x", "y", 255, 8, "c", 1.5, 2.5, 3.5)))


def part_49():
    print(repr("%5d|%-5d|%05d|%+d|% d|%5.2f|%-8s|%.2s|%*d|%.*f|%#x|%#o|%X|%i|%u|%a" % (1, 2, 3, 4, 5, 1.234, "ab", "abc", 5, 42, 2, 3.14159, 255, 8, 255, 3, 4, "é")))


def part_50():
    print(repr("%(a)s %(b)05.1f" % {"a": 1, "b": 2}))


def part_51():
    print(repr("%(a)s" % {"a": "x"}))


def part_52():
    print(repr("%s" % S("x")))
    print(repr("%s" % 5))
    print(repr("%s" % None))
    print(repr("%s" % [1, 2]))
    print(repr("%s" % (S("a"),)))
    print(repr("%d" % 3.7))
    print(repr("%d" % True))
    print(repr("%s %s" % ("a", [1])))


def part_53():
    print(repr("%c%c" % (65, "B")))
    print(repr("%s" % 1.5))
    print(repr("%r" % 1.5))
    print(repr("%5s" % True))
    print(repr("%s" % {"a": 1}))


def part_54():
    try:
        print(repr("%d" % S("x")))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_55():
    print(repr(S("a") and S("b")))


def part_56():
    print(repr(S("a,b;c").replace(",", ";").split(";")))


def part_57():
    print(repr(S("abc").index("b", 1, 3)))
    print(repr(S("abc").find("b", None)))
    print(repr(S("abc").find("b", 0, None)))


def part_58():
    print(repr(f"{S('x')!r:>5}|{I(5):05d}|{F(3.14159):.2f}|{F(3.14159):{I(10)}.{I(3)}}|{I(1234567):,}|{S('x'):^7}|{S('x'):*<4}|{I(255):#x}|{F(0.5):%}|{F(1e10):e}|{F(1e10):g}|{F(1234567.891):,.2f}|{True}|{None}|{[1]}|{I(5)=}"))


def part_59():
    print(repr(f"{I(5):+}|{I(-5): }|{I(5):=+5}|{I(-5):=6}|{I(5):<5}|{I(5):^5}|{I(5):>5}|{I(65):c}|{I(1000000):_}|{I(255):_x}|{I(255):#_b}|{I(255):X}|{I(255):#X}|{I(5):n}|{I(12345678):,d}|{I(5):.2f}|{I(5):e}|{I(5):%}|{True:d}|{True:5}|{False!s:>7}"))


def part_60():
    print(repr(f"{F(1.5):f}|{F(1.5):F}|{F(1.5):E}|{F(1.5):G}|{F(1.5):n}|{F(float('inf')):f}|{F(float('nan')):F}|{F(1.5):010.3f}|{F(-1.5):010.3f}|{F(1.5):+.1f}|{F(1.5): .1f}|{F(1.0):}|{F(1.0):g}|{F(1.0):#g}|{F(100000.0)}|{F(1e16)}|{F(1e-5)}|{F(123456789.123):_.2f}|{F(0.00001234):.3}|{F(1234.5678):.3}|{F(-0.0):z.1f}|{F(2.5):.0f}|{F(3.0):,}"))


def part_61():
    print(repr(f"{S('abc'):.2}|{S('abc'):5.2}|{S('abc'):s}|{S('abc'):>6s}|{S('abc'):05}"))


def part_62():
    try:
        print(repr(f"{S('abc'):d}"))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_63():
    try:
        print(repr(f"{I(5):s}"))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_64():
    try:
        print(repr(f"{F(5.0):d}"))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_65():
    try:
        print(repr(f"{I(5):,s}"))
    except Exception as error:
        print("raised", type(error).__name__, error)


def part_66():
    try:
        print(repr(f"{I(-5):c}"))
    except Exception as error:
        print("raised", type(error).__name__, error)


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
    part_40()
    part_41()
    part_42()
    part_43()
    part_44()
    part_45()
    part_46()
    part_47()
    part_48()
    part_49()
    part_50()
    part_51()
    part_52()
    part_53()
    part_54()
    part_55()
    part_56()
    part_57()
    part_58()
    part_59()
    part_60()
    part_61()
    part_62()
    part_63()
    part_64()
    part_65()
    part_66()
