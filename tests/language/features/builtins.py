"""Built-in types and functions. Each function shows one feature: its docstring is the share of programs, and its name."""

import sys


def lengths():
    """72 len"""
    print(len("abc"), len([1]), len((1, 2)), len({1: 2}), len({1, 2}), len(range(0, 10, 3)), len(b"xy"))


def printing():
    """64 print"""
    print()
    print(1, 2.5, "x", None, True, [1], (1,), {1: 2}, {3})


def print_options():
    """24 print of several values, sep, end, file"""
    print(1, 2, sep=", ", end="!\n")
    print("error", file=sys.stderr)
    print(*[1, 2, 3], sep="-", flush=True)


def appending():
    """59 append"""
    numbers = []
    for n in range(5):
        numbers.append(n)
    print(numbers)


def percent():
    """56 %-formatting"""
    print("%d %5d %-5d| %05d %x %o %s %r %c %% %+d" % (1, 2, 3, 4, 255, 8, "s", "r", "c", 5))
    print("%.3f %8.2f %e %g %s" % (3.14159, 2.5, 12345.678, 0.0001, 1.5))
    print("%(name)s is %(age)d" % {"name": "Ann", "age": 30})


def slices():
    """46 slices"""
    text, numbers = "abcdef", list(range(6))
    print(text[1:3], text[:-1], numbers[2:], numbers[-3:-1], (1, 2, 3)[1:], text[4:100])


def to_int():
    """44 int()"""
    print(int("42"), int(" -7 "), int(3.9), int(-3.9), int(True), int("1_000"))


def repetition():
    """43 [x] * n"""
    print([0] * 3, "ab" * 2, [None] * 2, [[0] * 2 for _ in range(2)], (1, 2) * 2)


def to_list():
    """39 list()"""
    print(list("abc"), list(range(3)), list((1, 2)), list({1: 2}), list(map(str, [1, 2])))


def dicts():
    """35 dict"""
    ages = {"ann": 30, "bob": 25}
    ages["cid"] = 41
    print(ages["ann"], ages.get("dan", -1), "bob" in ages, len(ages))
    for name, age in sorted(ages.items()):
        print(name, age)
    print(list(ages), list(ages.values()), ages.pop("bob"), ages)


def to_str():
    """30 str()"""
    print(str(12) + str(1.5) + str(True) + str(None) + str(["a"]) + str((1, "b")))


def membership():
    """29 in"""
    print(3 in [1, 2, 3], "b" in "abc", 2 not in (1, 3), "k" in {"k": 1}, 5 in {5}, 4 in range(0, 10, 2))


def extremes():
    """23 min / max"""
    print(min(3, 1, 2), max([4, 9, 2]), min("b", "a"), max(2.5, 1), min([3, 1], default=0), max([], default=-1))


def extremes_with_key():
    """4 min / max with key"""
    words = ["pear", "fig", "banana"]
    print(min(words, key=len), max(words, key=lambda w: w[-1]))


def byte_strings():
    """16 bytes / bytearray"""
    data = bytearray(b"abc")
    data[0] = 0x41
    data.append(33)
    data += b"\x00\xff"
    print(bytes(data), data[1], b"xyz"[0], b"a" + b"b", len(data), b"\x01\x02".hex(), "e".encode(), b"f".decode())


def enumerating():
    """15 enumerate"""
    for i, c in enumerate("ab"):
        print(i, c)
    print(list(enumerate([5], start=1)))


def sorting():
    """15 sorted / sort"""
    numbers = [3, 1, 2]
    numbers.sort()
    print(numbers, sorted("cab"), sorted(numbers, reverse=True), sorted({"b": 1, "a": 2}))


def sort_keys():
    """6 key="""
    words = ["bb", "a", "ccc"]
    words.sort(key=len, reverse=True)
    print(words, sorted([(1, "b"), (0, "c")], key=lambda pair: pair[1]))


def bound_methods():
    """15 bound methods of built-ins as values"""
    numbers = []
    add = numbers.append
    for n in range(3):
        add(n * n)
    lookup = {1: "one"}.get
    upper = "abc".upper
    print(numbers, lookup(1), lookup(2), upper())


def sets():
    """11 set / frozenset"""
    a, b = {1, 2, 3}, {2, 3, 4}
    c = frozenset([1, 2])
    a.add(9)
    a.discard(1)
    print(a | b, a & b, a - b, a ^ b, 2 in c, len(c), {1} <= a, sorted(a.union([7])))


def summing():
    """11 sum"""
    print(sum([1, 2, 3]), sum([0.5, 0.25]), sum(x for x in range(4)), sum([[1], [2]], []), sum([1, 2], 10))


def zipping():
    """10 zip"""
    print(list(zip([1, 2, 3], "abc")), dict(zip("xy", (1, 2))))
    for a, b, c in zip(range(3), "uvw", [True, False, True]):
        print(a, b, c)


def tuple_keys():
    """9 tuple keys"""
    board = {(0, 0): "x", (1, 2): "o"}
    board[(2, 1)] = "x"
    print(board[1, 2], (2, 1) in board, (5, 5) in board, board)


def slice_assignment():
    """9 slice assignment"""
    numbers = list(range(6))
    numbers[1:3] = [10, 20, 30]
    numbers[::3] = [0, 0, 0]
    numbers[:0] = [-1]
    print(numbers)


def mapping_and_filtering():
    """8 map / filter"""
    print(list(map(int, "1 2 3".split())), list(filter(None, [0, 1, 2])), list(map(lambda x, y: x * y, [1, 2], [3, 4])))
    print(sum(map(len, ["a", "bc"])), [x for x in filter(lambda n: n % 2, range(6))])


def steps_in_slices():
    """7 slices with step"""
    print("abcdef"[::2], [1, 2, 3, 4][::-1], list(range(10))[8:1:-3], "abc"[::-1])


def reversing():
    """6 reversed"""
    for n in reversed([1, 2, 3]):
        print(n)
    print(list(reversed(range(4))), "".join(reversed("abc")))


def all_and_any():
    """5 all / any"""
    print(all(n > 0 for n in [1, 2]), any(n > 1 for n in [0, 1]), all([]), any([0, 3]))


def texts_of_containers():
    """3 str / repr of containers"""
    print(str({"a": [(2, "x")], "b": []}), repr(["it's", 'q"']), {"k": {1, 2}}, [[1.5], []], [None, 1])


def bases():
    """3 int(s, base), hex, bin, oct"""
    print(int("ff", 16), int("0b101", 0), int("zz", 36), hex(255), bin(-5), oct(8), format(255, "08b"))


def rounding():
    """3 round"""
    print(round(2.5), round(3.14159, 2), round(-0.5), round(1234, -2), abs(-3), abs(-2.5), divmod(-7, 2))


def characters():
    """10 ord / chr"""
    print(ord("a"), chr(8364), [chr(ord("a") + i) for i in range(3)])


def string_methods():
    """30 methods of str"""
    text = " Hello, World "
    print(text.strip().lower().split(", "), "-".join(["a", "b"]), text.replace("l", "L"), text.find("o"))
    print("a=b=c".partition("="), "abc".startswith("ab"), "x".center(5, "*"), "7".zfill(3), "q".ljust(3) + "|")
    print("12".isdigit(), "ab c".title(), "abcabc".count("bc"), "a\nb".splitlines(), "tEst".swapcase())


def format_method():
    """6 str.format"""
    print("{} {1} {0}".replace("{} ", "").format("a", "b"), "{:>6.2f}|{name:<5}|".format(3.14159, name="x"))


def optional_values():
    """20 None with numbers and references"""

    def find(numbers, wanted):
        for i, n in enumerate(numbers):
            if n == wanted:
                return i
        return None

    for wanted in (5, 6):
        place = find([4, 5], wanted)
        if place is None:
            print("not there")
        else:
            print(place + 1)


def reading_input():
    """5 input"""
    name = input("name? ")
    try:
        while True:
            print(name, int(input()) * 2)
    except EOFError:
        print("end")


def big_masks():
    """4 arithmetic modulo 2 ** 32 and 2 ** 64"""
    value = 14695981039346656037 & 0x7FFFFFFFFFFFFFFF
    crc = 0xFFFFFFFF
    for byte in b"hash me":
        value = (value ^ byte) * 1099511628211 & 0x7FFFFFFFFFFFFFFF
        crc = ((crc << 5) + crc + byte) & 0xFFFFFFFF
    print(value, crc)
